/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-book.h"
#include "aeq-test.h"

/* Workbooks of other programs, damaged ones, and those that nobody honest writes. */

#define RENT "|2026-01-05|||-1250||actual||rent"
#define TABLE HEAD ROW (D ("46027") T ("rent") N ("-12.5"))
#define STRICT "http://purl.oclc.org/ooxml/"
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static void
test_ways_of_packing (void)
{
  static const AeqTestZipFlags WAYS[] = { AEQ_TEST_ZIP_STORED, AEQ_TEST_ZIP_DESCRIPTOR, AEQ_TEST_ZIP_64 };

  for (gsize i = 0; i < G_N_ELEMENTS (WAYS); i++)
    {
      AeqTestBook book = { .rows = { TABLE }, .flags = WAYS[i] };
      g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

      aeq_test_assert_row (read, 0, RENT);
    }
}

static void
test_parts_that_are_missing (void)
{
  AeqTestBook bare = { .rows = { HEAD ROW (T ("2026-01-05") T ("rent") N ("-12.5")) }, .bare = TRUE };
  AeqTestBook texts = { .rows = { HEAD ROW (D ("46027") "<c t=\"s\"><v>0</v></c>" N ("-12.5")) } };
  g_autoptr(AeqTestRead) without_styles = aeq_test_book_read (&bare);
  g_autoptr(AeqTestRead) without_strings = aeq_test_book_read (&texts);

  aeq_test_assert_row (without_styles, 0, RENT);
  aeq_test_assert_refused (without_strings, AEQ_ERROR_INVALID, "sheet Sheet1, cell B2: its text is missing");
}

static GBytes *
make_foreign (const char *top, const char *workbook, const char *links, const char *sheet_name, const char *sheet)
{
  AeqTestZip *zip = aeq_test_zip_new ();

  aeq_test_zip_add (zip, "[Content_Types].xml",
                    "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
                    -1, 0);
  aeq_test_zip_add (zip, "_rels/.rels", top, -1, 0);
  aeq_test_zip_add (zip, "book/main.xml", workbook, -1, 0);
  aeq_test_zip_add (zip, "book/_rels/main.xml.rels", links, -1, 0);
  aeq_test_zip_add (zip, sheet_name, sheet, -1, 0);
  return aeq_test_zip_finish (zip);
}

#define PREFIXED                                                                                                                \
  "<x:worksheet xmlns:x=\"" STRICT "spreadsheetml/main\"><x:sheetData>"                                                          \
  "<x:row><x:c t=\"inlineStr\"><x:is><x:t>Date</x:t></x:is></x:c><x:c t=\"inlineStr\"><x:is><x:t>Description</x:t></x:is></x:c>"   \
  "<x:c t=\"inlineStr\"><x:is><x:t>Amount</x:t></x:is></x:c></x:row><x:row><x:c t=\"d\"><x:v>2026-01-05</x:v></x:c>"              \
  "<x:c t=\"inlineStr\"><x:is><x:t>rent</x:t></x:is></x:c><x:c><x:v>-12.5</x:v></x:c></x:row></x:sheetData></x:worksheet>"

static void
test_the_strict_namespace_prefixes_and_targets (void)
{
  static const char *const TARGETS[] = { "sheets/one.xml", "/book/sheets/one.xml", "../book/./sheets/one.xml", "sheets\\one.xml", "/Book/Sheets/One.xml" };

  for (gsize i = 0; i < G_N_ELEMENTS (TARGETS); i++)
    {
      g_autofree char *links =
          g_strdup_printf (RELATIONS "<Relationship Id=\"a\" Type=\"" STRICT "officeDocument/relationships/worksheet\" Target=\"%s\"/>"
                                     "</Relationships>", TARGETS[i]);
      g_autoptr(GBytes) bytes = make_foreign (
          RELATIONS "<Relationship Id=\"r\" Type=\"" STRICT "officeDocument/relationships/officeDocument\" Target=\"/book/main.xml\"/></Relationships>",
          "<x:workbook xmlns:x=\"" STRICT "spreadsheetml/main\" xmlns:r=\"" STRICT "officeDocument/relationships\"><x:sheets>"
          "<x:sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/></x:sheets></x:workbook>",
          links, "book/sheets/one.xml", PREFIXED);
      g_autoptr(AeqTestRead) read = aeq_test_read_bytes ("strict.xlsx", bytes);

      aeq_test_assert_row (read, 0, RENT);
    }
}

static void
test_a_byte_order_mark_and_utf16 (void)
{
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", PREFIXED, NULL);
  g_autofree char *declared = g_strconcat ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", PREFIXED, NULL);
  gsize length;
  g_autofree char *wide = g_convert (declared, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  const char *texts[] = { marked, wide };
  gssize lengths[] = { -1, (gssize) length };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      AeqTestZip *zip = aeq_test_zip_new ();
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(AeqTestRead) read = NULL;

      aeq_test_zip_add (zip, "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>", -1, 0);
      aeq_test_zip_add (zip, "xl/_rels/workbook.xml.rels", RELATIONS "<Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"s.xml\"/></Relationships>", -1, 0);
      aeq_test_zip_add (zip, "xl/s.xml", texts[i], lengths[i], 0);
      bytes = aeq_test_zip_finish (zip);
      read = aeq_test_read_bytes ("book.xlsx", bytes);
      aeq_test_assert_row (read, 0, RENT);
    }
}

static void
assert_sheet_refused (const char *rows, AeqError code, const char *part)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (rows);

  aeq_test_assert_refused (read, code, part);
}

static void
test_damaged_sheets (void)
{
  assert_sheet_refused (TABLE "<row>", AEQ_ERROR_INVALID, "xl/worksheets/sheet1.xml is no complete XML");
  assert_sheet_refused (TABLE ROW ("<c r=\"XFE1\"><v>1</v></c>"), AEQ_ERROR_INVALID, "a cell outside of the sheet");
  assert_sheet_refused (TABLE "<row r=\"1048577\"><c><v>1</v></c></row>", AEQ_ERROR_LIMIT, "1,048,576 rows");
  assert_sheet_refused (TABLE ROW ("<c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>2</v></c>"), AEQ_ERROR_INVALID, "the same cell is there twice");
  assert_sheet_refused (TABLE "&bomb;", AEQ_ERROR_INVALID, "is no complete XML");
}

static void
test_long_texts_deep_nests_and_wide_tags (void)
{
  g_autofree char *text = g_strnfill (200 * 1024, 'x');
  g_autofree char *row = g_strdup_printf (TABLE "<row><c t=\"str\"><v>%s</v></c></row>", text);
  g_autoptr(GString) deep = g_string_new (TABLE);
  g_autoptr(GString) wide = g_string_new (TABLE "<row");

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (wide, " a%u=\"\"", i);
  g_string_append (wide, "/>");
  assert_sheet_refused (row, AEQ_ERROR_LIMIT, "sheet Sheet1, cell A3: holds a text of more than 128 KiB");
  assert_sheet_refused (deep->str, AEQ_ERROR_LIMIT, "nests its elements too deeply");
  assert_sheet_refused (wide->str, AEQ_ERROR_LIMIT, "too many attributes");
}

static void
test_cells_that_lie_far_apart (void)
{
  g_autoptr(GString) rows = g_string_new (TABLE);

  for (guint i = 3; i < 3000; i++)
    g_string_append_printf (rows, "<row r=\"%u\"><c r=\"XFD%u\"><v>1</v></c></row>", i, i);
  assert_sheet_refused (rows->str, AEQ_ERROR_LIMIT, "the cells lie too far apart");
}

static void
assert_archive_refused (const char *name, const char *text, AeqTestZipFlags flags, AeqError code, const char *part)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AeqTestRead) read = NULL;

  aeq_test_zip_add (zip, "xl/workbook.xml", "<workbook/>", -1, 0);
  aeq_test_zip_add (zip, name, text, -1, flags);
  bytes = aeq_test_zip_finish (zip);
  read = aeq_test_read_bytes ("book.xlsx", bytes);
  aeq_test_assert_refused (read, code, part);
}

static void
test_archives_that_nobody_honest_writes (void)
{
  static const char *const NAMES[] = { "../x.xml", "xl/../../x", "/etc/x", "C:/x", "xl\\..\\x", "a\nb" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    assert_archive_refused (NAMES[i], "x", 0, AEQ_ERROR_INVALID, "whose name is no plain path");
  assert_archive_refused ("xl/workbook.xml", "x", 0, AEQ_ERROR_INVALID, "two members of the name xl/workbook.xml");
  assert_archive_refused ("x.xml", "x", AEQ_TEST_ZIP_ENCRYPTED, AEQ_ERROR_INVALID, "protected with a password (x.xml)");
  assert_archive_refused ("x.xml", "x", AEQ_TEST_ZIP_BZIP, AEQ_ERROR_INVALID, "packs x.xml in a way that is not read");
  assert_archive_refused ("xl/_rels/workbook.xml.rels", "<a/>", AEQ_TEST_ZIP_BAD_SUM, AEQ_ERROR_INVALID, "is damaged");
  assert_archive_refused ("_rels/.rels", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 0, AEQ_ERROR_INVALID, "declares a document type");
}

static void
test_bombs (void)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autofree char *text = g_malloc0 (80 << 20);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AeqTestRead) read = NULL;

  aeq_test_zip_add (zip, "xl/workbook.xml", "<workbook/>", -1, 0);
  aeq_test_zip_add (zip, "xl/big.xml", text, 80 << 20, 0);
  bytes = aeq_test_zip_finish (zip);
  read = aeq_test_read_bytes ("book.xlsx", bytes);
  aeq_test_assert_refused (read, AEQ_ERROR_LIMIT, "decompression bomb");
}

static void
test_too_many_shared_texts (void)
{
  g_autoptr(GString) strings = g_string_new (NULL);
  AeqTestBook book = { .rows = { TABLE } };
  g_autoptr(AeqTestRead) read = NULL;

  for (guint i = 0; i < 4400000; i++)
    g_string_append (strings, "<si/>");
  book.strings = strings->str;
  read = aeq_test_book_read (&book);
  aeq_test_assert_refused (read, AEQ_ERROR_LIMIT, "more shared texts than fit in memory");
}

static void
test_truncated_files_are_refused_at_every_length (void)
{
  AeqTestBook book = { .rows = { TABLE } };
  g_autoptr(GBytes) whole = aeq_test_book_make (&book);

  /* The last 22 bytes close the archive. */
  for (gsize n = 4; n < g_bytes_get_size (whole) - 22; n++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, n);
      g_autoptr(AeqTestRead) read = aeq_test_read_bytes ("book.xlsx", part);

      g_assert_false (read->ok);
      g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

static void
assert_described (GBytes *bytes, const char *part)
{
  g_autoptr(AeqTestRead) read = aeq_test_read_bytes ("file", bytes);

  aeq_test_assert_refused (read, AEQ_ERROR_INVALID, part);
}

static void
test_other_office_documents_say_what_to_save (void)
{
  static const struct { const char *member; const char *part; } CASES[] = {
    { "xl/workbook.bin", "binary workbook (.xlsb): open it in Excel and save it as an Excel workbook (.xlsx)" },
    { "content.xml", "OpenDocument file (.ods): save it as" },
    { "Index/Document.iwa", "Numbers document: export it" },
    { "word/document.xml", "Word document" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      AeqTestZip *zip = aeq_test_zip_new ();
      g_autoptr(GBytes) bytes = NULL;

      aeq_test_zip_add (zip, CASES[i].member, "x", -1, 0);
      bytes = aeq_test_zip_finish (zip);
      assert_described (bytes, CASES[i].part);
    }
}

static void
assert_text_described (const char *text, gssize length, const char *part)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  assert_described (bytes, part);
}

static void
test_older_documents_say_what_to_save (void)
{
  assert_text_described ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0", 25, "old office document (.xls): open it in Excel");
  assert_text_described ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 41, "protected with a password: open it in Excel");
  assert_text_described ("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook/>", -1, "XML spreadsheet of Excel 2003");
  assert_text_described ("<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"o\"/>", -1, "OpenDocument file (.fods)");
  assert_text_described ("<html><table><tr><td>1</td></tr></table></html>", -1, "web page");
}

static gboolean
run_python (const char *script, const char *path)
{
  const char *argv[] = { "python3", "-c", script, path, NULL };
  int status;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

static void
test_a_book_of_openpyxl (void)
{
  static const char SCRIPT[] =
      "import sys, datetime, decimal, openpyxl\n"
      "b = openpyxl.Workbook(); s = b.active; s.title = 'Flows'\n"
      "s.append(['Date', 'Description', 'Amount'])\n"
      "s.append([datetime.date(2026, 1, 5), 'rent', -12.5])\n"
      "s.append([datetime.datetime(2026, 1, 6, 14, 30), 'sale', decimal.Decimal('999.50')])\n"
      "s.append([datetime.date(2026, 1, 7), 'sum', '=C2+C3'])\n"
      "b.save(sys.argv[1])\n";
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "made.xlsx", NULL);

  if (run_python (SCRIPT, path))
    {
      g_autoptr(AeqTestRead) read = aeq_test_read_path (path, NULL);

      aeq_test_assert_row (read, 0, RENT);
      aeq_test_assert_row (read, 1, "|2026-01-06||14:30|99950||actual||sale");
      aeq_test_assert_says (read, "sheet Flows, cell C4: the formula has no stored value");
    }
  else
    g_test_skip ("python3-openpyxl is not installed");
  aeq_test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/import/xlsx-odd/" name, func)
  ADD ("ways-of-packing", test_ways_of_packing);
  ADD ("parts-that-are-missing", test_parts_that_are_missing);
  ADD ("the-strict-namespace-prefixes-and-targets", test_the_strict_namespace_prefixes_and_targets);
  ADD ("a-byte-order-mark-and-utf16", test_a_byte_order_mark_and_utf16);
  ADD ("damaged-sheets", test_damaged_sheets);
  ADD ("long-texts-deep-nests-and-wide-tags", test_long_texts_deep_nests_and_wide_tags);
  ADD ("cells-that-lie-far-apart", test_cells_that_lie_far_apart);
  ADD ("archives-that-nobody-honest-writes", test_archives_that_nobody_honest_writes);
  ADD ("bombs", test_bombs);
  ADD ("too-many-shared-texts", test_too_many_shared_texts);
  ADD ("truncated-files-are-refused-at-every-length", test_truncated_files_are_refused_at_every_length);
  ADD ("other-office-documents-say-what-to-save", test_other_office_documents_say_what_to_save);
  ADD ("older-documents-say-what-to-save", test_older_documents_say_what_to_save);
  ADD ("a-book-of-openpyxl", test_a_book_of_openpyxl);
  return g_test_run ();
}
