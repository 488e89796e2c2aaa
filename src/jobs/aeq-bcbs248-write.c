/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-write.h"

/* Gaps of all sections; with several, each says whose it is. */
static GPtrArray *
all_gaps (const AeqBcbsReport *report)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < report->sections->len; i++)
    {
      const AeqBcbsSection *section = report->sections->pdata[i];

      for (guint j = 0; j < section->gaps->len; j++)
        g_ptr_array_add (gaps, report->sections->len == 1
                                 ? g_strdup (section->gaps->pdata[j])
                                 : g_strdup_printf ("%s, %s: %s", section->name, section->currency->code,
                                                    (const char *)section->gaps->pdata[j]));
    }
  g_ptr_array_add (gaps, NULL);
  return gaps;
}

static gboolean
push (AeqDocument *document, const AeqBcbsReport *report, GError **error)
{
  switch (aeq_document_get_format (document))
    {
    case AEQ_FORMAT_CSV:
      return aeq_bcbs_push_csv (document, report, error);
    case AEQ_FORMAT_XLSX:
      return aeq_bcbs_push_book (document, report, error);
    case AEQ_FORMAT_PDF:
      return aeq_bcbs_push_paper (document, report, error);
    case AEQ_FORMAT_JSON:
    default:
      return TRUE;
    }
}

gboolean
aeq_bcbs_report_write (const AeqBcbsReport *self, const char *path, const AeqDocumentOptions *options,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) gaps = all_gaps (self);
  g_autofree char *json = aeq_bcbs_report_document (self);
  char from[AEQ_DATE_TEXT_SIZE];
  char to[AEQ_DATE_TEXT_SIZE];
  g_autofree char *subtitle =
    g_strdup_printf ("%s to %s", aeq_date_format (self->from, from), aeq_date_format (self->to, to));
  const AeqSource source = { .as_of = self->as_of, .made_at = self->as_of, .ledger = self->ledger,
                             .gaps = (const char *const *) gaps->pdata };
  const AeqDocumentInfo info = { .title = "BCBS 248 monitoring tools for intraday liquidity", .subtitle = subtitle,
                                 .source = &source, .json = json };
  g_autoptr(AeqDocument) document = aeq_document_new (path, options, &info, error);

  return document != NULL && push (document, self, error) && aeq_document_finish (document, cancellable, error);
}
