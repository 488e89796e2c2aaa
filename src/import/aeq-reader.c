/* SPDX-License-Identifier: MIT */
#include "aeq-reader.h"

#include <string.h>

#include "aeq-archive.h"
#include "aeq-bai2.h"
#include "aeq-camt.h"
#include "aeq-csv.h"
#include "aeq-fixed.h"
#include "aeq-mt.h"
#include "aeq-ofx.h"
#include "aeq-xlsx.h"

static const AeqReader READERS[] = {
  { "csv", aeq_csv_read, TRUE },
  { "fixed", aeq_fixed_read, TRUE },
  { "xlsx", aeq_xlsx_read, TRUE },
  { "mt940", aeq_mt_read, FALSE },
  { "mt942", aeq_mt_read, FALSE },
  { "camt052", aeq_camt_read, FALSE },
  { "camt053", aeq_camt_read, FALSE },
  { "camt054", aeq_camt_read, FALSE },
  { "bai2", aeq_bai2_read, FALSE },
  { "ofx", aeq_ofx_read, FALSE },
  { "zip", aeq_archive_read, TRUE },
};

const AeqReader *
aeq_reader_lookup (const char *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (READERS); i++)
    if (g_str_equal (READERS[i].format, format))
      return &READERS[i];
  return NULL;
}

const char *
aeq_reader_choose (AeqInput *input, const AeqProfile **profile, const AeqProfileSet *known, GError **error)
{
  g_autoptr(GError) local = NULL;
  const char *format = aeq_import_detect_format (input, &local);
  gboolean is_table = format == NULL || strcmp (format, "csv") == 0;

  if (*profile != NULL && (*profile)->layout != NULL)
    return g_strcmp0 (format, "zip") == 0 ? format : "fixed";
  /* Only a profile can tell that a text, or what looks like none, is one of fixed columns. */
  if (*profile == NULL && is_table && (*profile = aeq_fixed_find (input, known)) != NULL)
    return "fixed";
  if (format == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return format;
}

char *
aeq_reader_formats (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (READERS); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", READERS[i].format);
  return g_string_free (list, FALSE);
}
