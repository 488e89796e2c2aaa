/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-xlsx-book.h"
#include "aeq-xlsx-xml.h"
#include "aeq-words.h"

/* Excel's own limit is 65,490. */
#define MAX_STYLES 100000
#define MAX_CODES 10000

typedef struct
{
  AeqXlsxBook *book;
  GHashTable  *codes;    /* id -> AeqXlsxFormat */
  gboolean     in_cells; /* inside of cellXfs */
} Styles;

static gboolean
take_code (Styles *self, AeqXlsxXml *xml, GError **error)
{
  g_autofree char *code = aeq_xlsx_xml_copy (xml, "formatCode");
  guint            id = (guint) aeq_xlsx_xml_number (xml, "numFmtId", 0);
  AeqXlsxFormat    format;

  if (code == NULL)
    return TRUE;
  if (g_hash_table_size (self->codes) >= MAX_CODES)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL, N_("has more than 10,000 number formats"));
  format = aeq_xlsx_format_parse (code);
  g_hash_table_insert (self->codes, GUINT_TO_POINTER (id + 1), g_memdup2 (&format, sizeof format));
  return TRUE;
}

static gboolean
take_style (Styles *self, AeqXlsxXml *xml, GError **error)
{
  guint                id = (guint) aeq_xlsx_xml_number (xml, "numFmtId", 0);
  const AeqXlsxFormat *coded = g_hash_table_lookup (self->codes, GUINT_TO_POINTER (id + 1));
  AeqXlsxFormat        format = coded != NULL ? *coded : aeq_xlsx_format_builtin (id);

  if (self->book->formats->len >= MAX_STYLES)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL, N_("has more than 100,000 cell styles"));
  g_array_append_val (self->book->formats, format);
  return TRUE;
}

static gboolean
on_start (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error)
{
  Styles *self = user_data;

  if (strcmp (name, "numFmt") == 0)
    return take_code (self, xml, error);
  if (strcmp (name, "cellXfs") == 0)
    self->in_cells = TRUE;
  return !self->in_cells || strcmp (name, "xf") != 0 || take_style (self, xml, error);
}

static gboolean
on_end (const char *name, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Styles *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_cells = FALSE;
  return TRUE;
}

gboolean
aeq_xlsx_styles_read (AeqXlsxBook *self, guint member, GCancellable *cancellable, GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_start, on_end, NULL };
  g_autoptr(GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Styles styles = { self, codes, FALSE };

  return aeq_xlsx_xml_walk (self->zip, member, &HANDLER, &styles, NULL, cancellable, error);
}

AeqXlsxFormat
aeq_xlsx_book_format (const AeqXlsxBook *self, guint64 style)
{
  if (style < self->formats->len)
    return g_array_index (self->formats, AeqXlsxFormat, style);
  return (AeqXlsxFormat){ AEQ_XLSX_PLAIN, 0 };
}
