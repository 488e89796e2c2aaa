/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-tables.h"

static const AeqBcbsPart *const PARTS[] = {
  &AEQ_BCBS_SUMMARY, &AEQ_BCBS_PEAKS, &AEQ_BCBS_AVAILABLE, &AEQ_BCBS_GROSS, &AEQ_BCBS_OBLIGATIONS, &AEQ_BCBS_CUSTOMERS,
  &AEQ_BCBS_LINES, &AEQ_BCBS_THROUGHPUT, &AEQ_BCBS_DAYS,
};

static gboolean
push_charts (AeqDocument *document, const AeqBcbsReport *report, const AeqBcbsPart *part, GError **error)
{
  for (guint i = 0; part->chart != NULL && i < report->sections->len; i++)
    {
      const AeqBcbsSection *section = report->sections->pdata[i];
      g_autoptr(AeqChart) chart = section->figures->n_days > 0 ? part->chart (section) : NULL;

      if (chart != NULL && !aeq_document_chart (document, chart, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
push_part (AeqDocument *document, const AeqBcbsReport *report, const AeqBcbsPart *part, GError **error)
{
  /* A chart stands beside the table that follows it. */
  if (!push_charts (document, report, part, error) || !aeq_document_begin_table (document, part->table, error))
    return FALSE;
  for (guint i = 0; i < report->sections->len; i++)
    if (!part->push (document, report->sections->pdata[i], TRUE, error))
      return FALSE;
  return aeq_document_end_table (document, error);
}

gboolean
aeq_bcbs_push_book (AeqDocument *document, const AeqBcbsReport *report, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (!push_part (document, report, PARTS[i], error))
      return FALSE;
  return TRUE;
}
