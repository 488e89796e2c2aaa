/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-archive.h"
#include "aeq-error.h"
#include "aeq-input.h"
#include "aeq-mt.h"

#define HEAD (64 * 1024)

typedef struct
{
  const char *magic;
  gsize       length;
  const char *what;
  const char *format; /* (nullable) the reader that takes it */
} Magic;

#define MAGIC(bytes, what) { bytes, sizeof (bytes) - 1, what, NULL }
#define READ(bytes, what, format) { bytes, sizeof (bytes) - 1, what, format }

static const Magic BINARIES[] = {
  MAGIC ("%PDF", "a PDF document"),
  MAGIC ("\x1f\x8b", "compressed with gzip"),
  MAGIC ("BZh", "compressed with bzip2"),
  MAGIC ("\xfd" "7zXZ", "compressed with xz"),
  MAGIC ("7z\xbc\xaf", "a 7z archive"),
  MAGIC ("\x28\xb5\x2f\xfd", "compressed with zstd"),
  MAGIC ("\x89PNG", "a picture"),
  MAGIC ("\xff\xd8\xff", "a picture"),
  MAGIC ("GIF8", "a picture"),
  MAGIC ("\x7f" "ELF", "a program"),
  MAGIC ("SQLite format 3", "a database"),
};

/* Banks name such tables .xls. */
#define WEB_PAGE "a web page: open it in Excel and save it as an Excel workbook (.xlsx) or as CSV"

/* Texts with a layout of their own; those with a reader name its format. */
static const Magic TEXTS[] = {
  MAGIC ("<?xml", "XML"),
  MAGIC ("<Document", "an ISO 20022 message (camt)"),
  READ ("<OFX", "OFX", "ofx"),
  READ ("<ofx", "OFX", "ofx"),
  READ ("<?OFX", "OFX", "ofx"),
  READ ("<OFC", "OFX", "ofx"),
  READ ("OFXHEADER", "OFX", "ofx"),
  MAGIC ("<!DOCTYPE", WEB_PAGE),
  MAGIC ("<html", WEB_PAGE),
  MAGIC ("!Type:", "QIF"),
  MAGIC ("{\\rtf", "an RTF document"),
};

static const Magic *
find_magic (const Magic *table, gsize n, const char *data, gsize length)
{
  for (gsize i = 0; i < n; i++)
    if (length >= table[i].length && memcmp (data, table[i].magic, table[i].length) == 0)
      return &table[i];
  return NULL;
}

/* A BOM, or every other byte NUL as in UTF-16 of a western language. */
static gboolean
is_utf16 (const guint8 *data, gsize length)
{
  gsize zeros[2] = { 0, 0 };
  gsize n = MIN (length, 512) & ~(gsize) 1;

  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return TRUE;
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += data[i] == 0;
  return n >= 8 && (zeros[0] * 10 > n * 3 || zeros[1] * 10 > n * 3) && (zeros[0] * 20 < n || zeros[1] * 20 < n);
}

/* Line end, tab, form feed, escape and the old end-of-file mark are the control characters that texts have. */
static gboolean
is_binary (const guint8 *data, gsize length)
{
  gsize odd = 0;

  for (gsize i = 0; i < length; i++)
    odd += data[i] < 0x20 && strchr ("\t\n\r\f\x1a\x1b", data[i]) == NULL;
  return odd * 20 > length;
}

static gboolean
is_blank (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

static const struct { const char *name; const char *format; } CAMT[] = {
  { "BkToCstmrStmt", "camt053" },
  { "BkToCstmrAcctRpt", "camt052" },
  { "BkToCstmrDbtCdtNtfctn", "camt054" },
  { "camt.053.001.", "camt053" },
  { "camt.052.001.", "camt052" },
  { "camt.054.001.", "camt054" },
};

/* The bank-to-customer message that an XML text holds: by its element, else by its namespace. */
static const char *
camt_format (const char *data, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (CAMT); i++)
    if (memmem (data, length, CAMT[i].name, strlen (CAMT[i].name)) != NULL)
      return CAMT[i].format;
  return NULL;
}

/* UTF-16 of names in ASCII is those names with a NUL beside each character. */
static gsize
squeeze (const char *data, gsize length, char *out)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] != '\0' && (guint8) data[i] < 0x80)
      out[n++] = data[i];
  return n;
}

static const char *
xml_format (const char *data, gsize length)
{
  g_autofree char *text = g_malloc (length + 1);
  gsize n = squeeze (data, length, text);
  gsize at = 0;

  while (at < n && g_ascii_isspace (text[at]))
    at++;
  return at < n && text[at] == '<' ? camt_format (text, n) : NULL;
}

/* Lines of a transport that may stand above a message. */
#define MAX_ABOVE 10

static const Magic OFX_IN_XML = READ ("<?xml", "OFX", "ofx");
static const Magic BAI2 = READ ("01,", "BAI2", "bai2");

/* The line after @line that is not blank, or NULL. */
static const char *
next_line (const char *line, const char *end)
{
  while (line < end && *line != '\n' && *line != '\r')
    line++;
  while (line < end && g_ascii_isspace (*line))
    line++;
  return line < end ? line : NULL;
}

static gboolean
opens_with (const char *line, const char *end, const char *code)
{
  return line != NULL && end - line > 3 && memcmp (line, code, 3) == 0;
}

/* BAI2 opens "01," and goes on "02," (or continues); a table whose first cell is 01 does not. */
static gboolean
is_bai2 (const char *data, gsize length)
{
  const char *end = data + length;
  const char *line = data;

  for (guint i = 0; line != NULL && i < MAX_ABOVE; i++)
    {
      const char *next = next_line (line, end);

      if (opens_with (line, end, "01,") && (opens_with (next, end, "02,") || opens_with (next, end, "88,")))
        return TRUE;
      line = next;
    }
  return FALSE;
}

/* An XML file whose first tag, or instruction after the declaration, is OFX's. */
static gboolean
is_ofx (const char *data, gsize length)
{
  const char *end = data + length;
  const char *tag = data;

  while ((tag = memchr (tag + 1, '<', (gsize) (end - tag - 1))) != NULL && end - tag >= 5)
    {
      if (g_ascii_strncasecmp (tag, "<?OFX", 5) == 0 || g_ascii_strncasecmp (tag, "<OFX", 4) == 0)
        return TRUE;
      if (g_ascii_isalpha (tag[1]))
        return FALSE;
    }
  return FALSE;
}

/* Spreadsheets that are XML without a ZIP around them. */
static const Magic SHEETS[] = {
  MAGIC ("Excel.Sheet", "an XML spreadsheet of Excel 2003: open it in Excel and save it as an Excel workbook (.xlsx)"),
  MAGIC ("urn:schemas-microsoft-com:office:spreadsheet",
         "an XML spreadsheet of Excel 2003: open it in Excel and save it as an Excel workbook (.xlsx)"),
  MAGIC ("<office:document", "an OpenDocument file (.fods): save it as an Excel workbook (.xlsx) or as CSV"),
};

static const Magic *
find_sheet (const char *data, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SHEETS); i++)
    if (memmem (data, length, SHEETS[i].magic, SHEETS[i].length) != NULL)
      return &SHEETS[i];
  return NULL;
}

static const Magic *
find_text (const char *data, gsize length)
{
  const Magic *found = find_magic (TEXTS, G_N_ELEMENTS (TEXTS), data, length);

  if (found == NULL && is_bai2 (data, length))
    return &BAI2;
  if (found != NULL && strcmp (found->magic, "<?xml") == 0 && is_ofx (data, length))
    return &OFX_IN_XML;
  if (found != NULL && strcmp (found->magic, "<?xml") == 0 && find_sheet (data, length) != NULL)
    return find_sheet (data, length);
  return found;
}

/* Tags are ASCII: without the NUL bytes, and the byte order mark before them, they are there to see. */
static const char *
describe_utf16 (const char *data, gsize length, const char **format)
{
  g_autofree char *bytes = g_malloc (length + 1);
  const char *start = bytes;
  const Magic *found;
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] != '\0' && (guchar) data[i] < 0xfe)
      bytes[n++] = data[i];
  if ((*format = aeq_mt_sniff (bytes, n)) != NULL)
    return "a SWIFT message (MT940 or MT942)";
  for (; n > 0 && g_ascii_isspace (*start); n--)
    start++;
  found = find_text (start, n);
  *format = found != NULL ? found->format : NULL;
  return *format != NULL ? found->what : NULL;
}

/* What stands against reading it as a table; or, with a @format, who reads it. */
static const char *
describe_problem (const char *data, gsize length, const char **format)
{
  const Magic *found;

  *format = NULL;
  if ((found = find_magic (BINARIES, G_N_ELEMENTS (BINARIES), data, length)) != NULL)
    return found->what;
  if ((*format = xml_format (data, length)) != NULL)
    return "an ISO 20022 message";
  if (is_utf16 ((const guint8 *) data, length))
    return describe_utf16 (data, length, format);
  if ((*format = aeq_mt_sniff (data, length)) != NULL)
    return "a SWIFT message (MT940 or MT942)";
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  if ((found = find_text (data, length)) != NULL)
    {
      *format = found->format;
      return found->what;
    }
  return is_binary ((const guint8 *) data, length) ? "binary data, not text" : NULL;
}

#define ZIP "PK\003\004"
#define EMPTY_ZIP "PK\005\006"
#define OLE "\xd0\xcf\x11\xe0"

/* Formats that one has to look into. FALSE when it is none of them. */
static gboolean
is_container (AeqInput *input, const char *head, gsize length, const char **format, GError **error)
{
  *format = NULL;
  if (length < 4)
    return FALSE;
  if (memcmp (head, EMPTY_ZIP, 4) == 0)
    aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (input), 0, NULL, "is an archive without a file");
  else if (memcmp (head, ZIP, 4) == 0)
    *format = aeq_archive_format (input, error);
  else if (memcmp (head, OLE, 4) == 0)
    aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (input), 0, NULL, aeq_archive_describe_ole (input));
  else
    return FALSE;
  return TRUE;
}

const char *
aeq_import_detect_format (AeqInput *input, GError **error)
{
  g_autofree char *head = g_malloc (HEAD);
  gssize n = aeq_input_read_at (input, 0, head, HEAD, error);
  const char *problem;
  const char *format;

  if (n < 0 || is_container (input, head, (gsize) n, &format, error))
    return n < 0 ? NULL : format;
  if (is_blank (head, (gsize) n) && (guint64) n == aeq_input_get_size (input))
    g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, "is empty");
  else if ((problem = describe_problem (head, (gsize) n, &format)) == NULL)
    return "csv";
  else if (format != NULL)
    return format;
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, strchr (problem, ':') != NULL ? "is %s" : "is %s: not a format this version reads", problem);
  if (error != NULL)
    aeq_error_set_place (*error, aeq_input_get_name (input), 0, NULL);
  return NULL;
}
