/* SPDX-License-Identifier: MIT */
#include "aeq-test-book.h"

#include <string.h>

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define LINKS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

static void
add (AeqTestZip *zip, const AeqTestBook *book, const char *name, const char *text)
{
  aeq_test_zip_add (zip, name, text, -1, book->flags);
}

static char *
make_workbook (const AeqTestBook *book, guint sheets)
{
  GString *out = g_string_new ("<?xml version=\"1.0\"?><workbook " MAIN " xmlns:r=\"" LINKS "\">");

  g_string_append (out, book->settings != NULL ? book->settings : "");
  g_string_append (out, "<sheets>");
  for (guint i = 0; i < sheets; i++)
    {
      g_autofree char *name = g_strdup_printf ("Sheet%u", i + 1);

      g_string_append_printf (out, "<sheet name=\"%s\" sheetId=\"%u\" state=\"%s\" r:id=\"rId%u\"/>",
                              book->names[i] != NULL ? book->names[i] : name, i + 1,
                              book->states[i] != NULL ? book->states[i] : "visible", i + 1);
    }
  g_string_append (out, "</sheets></workbook>");
  return g_string_free (out, FALSE);
}

static char *
make_links (guint sheets)
{
  GString *out = g_string_new ("<Relationships " PACKAGE ">");

  for (guint i = 0; i < sheets; i++)
    g_string_append_printf (out, "<Relationship Id=\"rId%u\" Type=\"" LINKS "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>", i + 1,
                            i + 1);
  g_string_append (out, "<Relationship Id=\"rS\" Type=\"" LINKS "/styles\" Target=\"styles.xml\"/>"
                        "<Relationship Id=\"rT\" Type=\"" LINKS "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>");
  return g_string_free (out, FALSE);
}

static char *
make_styles (const AeqTestBook *book)
{
  GString *out = g_string_new ("<styleSheet " MAIN "><numFmts>");

  for (guint i = 0; i < G_N_ELEMENTS (book->formats) && book->formats[i] != NULL; i++)
    {
      g_autofree char *code = g_markup_escape_text (book->formats[i], -1);

      g_string_append_printf (out, "<numFmt numFmtId=\"%u\" formatCode=\"%s\"/>", 164 + i, code);
    }
  g_string_append (out, "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                        "<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>");
  for (guint i = 0; i < G_N_ELEMENTS (book->formats) && book->formats[i] != NULL; i++)
    g_string_append_printf (out, "<xf numFmtId=\"%u\"/>", 164 + i);
  g_string_append (out, "</cellXfs></styleSheet>");
  return g_string_free (out, FALSE);
}

static void
add_parts (AeqTestZip *zip, const AeqTestBook *book, guint sheets)
{
  g_autofree char *workbook = make_workbook (book, sheets);
  g_autofree char *links = make_links (sheets);
  g_autofree char *styles = make_styles (book);

  add (zip, book, "_rels/.rels",
       "<Relationships " PACKAGE "><Relationship Id=\"r\" Type=\"" LINKS "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  add (zip, book, "xl/workbook.xml", workbook);
  add (zip, book, "xl/_rels/workbook.xml.rels", links);
  if (!book->bare)
    add (zip, book, "xl/styles.xml", styles);
  if (book->strings != NULL)
    {
      g_autofree char *strings = g_strdup_printf ("<sst " MAIN ">%s</sst>", book->strings);

      add (zip, book, "xl/sharedStrings.xml", strings);
    }
}

GBytes *
aeq_test_book_make (const AeqTestBook *book)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  guint sheets = 0;

  while (sheets < AEQ_TEST_SHEETS && book->rows[sheets] != NULL)
    sheets++;
  add (zip, book, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
  add_parts (zip, book, sheets);
  for (guint i = 0; i < sheets; i++)
    {
      g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", i + 1);
      g_autofree char *sheet = g_strdup_printf ("<worksheet " MAIN "><sheetData>%s</sheetData>%s</worksheet>", book->rows[i],
                                                i == 0 && book->behind != NULL ? book->behind : "");

      add (zip, book, name, sheet);
    }
  return aeq_test_zip_finish (zip);
}

AeqTestRead *
aeq_test_book_read (const AeqTestBook *book)
{
  g_autoptr(GBytes) bytes = aeq_test_book_make (book);

  return aeq_test_read_bytes ("book.xlsx", bytes);
}

AeqTestRead *
aeq_test_book_rows (const char *rows)
{
  AeqTestBook book = { .rows = { rows } };

  return aeq_test_book_read (&book);
}

void
aeq_test_assert_row (const AeqTestRead *read, guint i, const char *expected)
{
  g_assert_no_error (read->error);
  for (guint e = 0; e < read->report->errors->len; e++)
    g_test_message ("%s", ((AeqRowError *) g_ptr_array_index (read->report->errors, e))->message);
  g_assert_cmpstr (aeq_test_read_row (read, i), ==, expected);
}

void
aeq_test_assert_says (const AeqTestRead *read, const char *part)
{
  if (!aeq_test_read_says (read, part))
    g_error ("nothing in the report says: %s", part);
}

void
aeq_test_assert_refused (const AeqTestRead *read, AeqError code, const char *part)
{
  g_assert_false (read->ok);
  g_assert_error (read->error, AEQ_ERROR, (int) code);
  if (strstr (read->error->message, part) == NULL)
    g_error ("\"%s\" does not say: %s", read->error->message, part);
}
