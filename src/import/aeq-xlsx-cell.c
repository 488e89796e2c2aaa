/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-cell.h"

#include <string.h>

void
aeq_xlsx_cell_begin (AeqXlsxCell *self, const AeqXlsxXml *xml)
{
  gsize length = 0;
  const char *type = aeq_xlsx_xml_attr (xml, "t", &length);

  self->style = aeq_xlsx_xml_number (xml, "s", 0);
  self->has_formula = self->has_value = self->takes_text = FALSE;
  self->phonetic = 0;
  g_string_truncate (self->value, 0);
  self->type = type != NULL && length == 1 ? *type : 'n';
  if (type != NULL && length > 1)
    self->type = *type == 'i' ? 'i' : 't';
}

void
aeq_xlsx_cell_start (AeqXlsxCell *self, const char *name)
{
  if (strcmp (name, "v") == 0)
    self->has_value = self->takes_text = TRUE;
  else if (strcmp (name, "f") == 0)
    self->has_formula = TRUE;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (name, "t") == 0)
    self->takes_text = self->phonetic == 0;
}

void
aeq_xlsx_cell_end (AeqXlsxCell *self, const char *name)
{
  self->takes_text = FALSE;
  if (strcmp (name, "rPh") == 0 && self->phonetic > 0)
    self->phonetic--;
}

static gboolean
is_space_at (const char *p)
{
  return g_ascii_isspace (*p) || ((guchar) p[0] == 0xc2 && (guchar) p[1] == 0xa0);
}

/* Without the spaces around it, no-break ones among them, and without the apostrophe in front of "'579,68 USD" that marks a text
 * where it is typed; "'s-Gravenhage" keeps its own. */
static void
append_trimmed (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && is_space_at (text))
    text += *text == '\xc2' ? 2 : 1;
  while (end > text && (g_ascii_isspace (end[-1]) || (end - text >= 2 && is_space_at (end - 2) && end[-1] == '\xa0')))
    end -= end[-1] == '\xa0' ? 2 : 1;
  if (end - text > 1 && *text == '\'' && !g_ascii_islower (text[1]))
    text++;
  g_string_append_len (out, text, end - text);
}

static gboolean
append_shared (AeqXlsxCell *self, const AeqXlsxBook *book, GString *out)
{
  char *end;
  guint64 i = g_ascii_strtoull (self->value->str, &end, 10);
  const char *text = *end == '\0' ? aeq_xlsx_book_string (book, i) : NULL;

  if (text != NULL)
    append_trimmed (out, text, strlen (text));
  return text != NULL;
}

/* "2024-01-31T00:00:00.000" is a day; a sheet knows no zones. */
static void
append_iso (GString *out, const char *text, gsize length)
{
  static const char MIDNIGHT[] = "T00:00:00";

  if (length > 10 && text[length - 1] == 'Z')
    length--;
  if (length >= 19 && memcmp (text + 10, MIDNIGHT, 9) == 0 && strspn (text + 19, ".0Z") >= length - 19)
    length = 10;
  g_string_append_len (out, text, (gssize) length);
}

static gboolean
append_padded (GString *out, const char *text, gsize length, guint digits)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  if (!aeq_xlsx_number_append (text, length, 0, plain) || strspn (plain->str, "0123456789") != plain->len)
    return FALSE;
  for (gsize n = plain->len; n < digits; n++)
    g_string_append_c (out, '0');
  g_string_append (out, plain->str);
  return TRUE;
}

/* Keeps a number's own text when it is none. */
static AeqCellKind
append_number (AeqXlsxCell *self, const AeqXlsxBook *book, GString *out)
{
  AeqXlsxFormat format = aeq_xlsx_book_format (book, self->style);
  const char *text = self->value->str;
  gsize length = self->value->len;

  if (format.look == AEQ_XLSX_DATE && aeq_xlsx_day_append (text, length, book->is_1904, out))
    return AEQ_CELL_DATE;
  if (format.look == AEQ_XLSX_ELAPSED && aeq_xlsx_hours_append (text, length, out))
    return AEQ_CELL_DATE;
  if (format.look == AEQ_XLSX_PERCENT && aeq_xlsx_number_append (text, length, 2, out))
    {
      g_string_append_c (out, '%');
      return AEQ_CELL_TEXT;
    }
  if (format.look == AEQ_XLSX_PADDED && append_padded (out, text, length, format.digits))
    return AEQ_CELL_NUMBER;
  if (aeq_xlsx_number_append (text, length, 0, out))
    return AEQ_CELL_NUMBER;
  append_trimmed (out, text, length);
  return AEQ_CELL_TEXT;
}

gboolean
aeq_xlsx_cell_finish (AeqXlsxCell *self, const AeqXlsxBook *book, GString *out, AeqCellKind *kind)
{
  *kind = AEQ_CELL_TEXT;
  /* The text of a formula may be empty; everything else that was calculated has a value. */
  if (self->has_formula && self->value->len == 0 && !(self->type == 't' && self->has_value))
    {
      *kind = AEQ_CELL_UNSAVED;
      return TRUE;
    }
  switch (self->type)
    {
    case 's':
      return self->value->len == 0 || append_shared (self, book, out);
    case 'b':
      g_string_append (out, self->value->len == 0 ? "" : *self->value->str == '0' ? "FALSE" : "TRUE");
      return TRUE;
    case 'e':
      *kind = AEQ_CELL_ERROR;
      g_string_append (out, self->value->len > 0 ? self->value->str : "#ERROR");
      return TRUE;
    case 'd':
      *kind = AEQ_CELL_DATE;
      append_iso (out, self->value->str, self->value->len);
      return TRUE;
    case 'n':
      if (self->value->len > 0)
        *kind = append_number (self, book, out);
      return TRUE;
    default:
      aeq_xlsx_unescape (self->value, 0);
      append_trimmed (out, self->value->str, self->value->len);
      return TRUE;
    }
}
