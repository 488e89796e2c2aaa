/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-tables.h"

/* The table of one section: without the columns that name it, with the section in the heading. */
static gboolean
push_part (AeqDocument *document, const AeqBcbsSection *section, const AeqBcbsPart *part, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%s, %s: %s", section->name, section->currency->code, part->table->title);
  const AeqTable table = { part->table->name, title, part->table->columns + AEQ_BCBS_NAMES, part->table->n_columns - AEQ_BCBS_NAMES };
  g_autoptr(AeqChart) chart = part->chart != NULL ? part->chart (section) : NULL;

  return (chart == NULL || aeq_document_chart (document, chart, error)) && aeq_document_begin_table (document, &table, error) &&
         part->push (document, section, FALSE, error) && aeq_document_end_table (document, error);
}

static gboolean
push_introduction (AeqDocument *document, const AeqBcbsSection *section, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s: %u of %u business days of the calendar %s, clock of %s; ", section->name,
                          section->currency->code, section->figures->n_days, section->n_business_days, section->calendar,
                          aeq_zone_get_name (section->zone));
  if (section->accounts->len == 1)
    g_string_append_printf (text, "account %s.", ((AeqAccount *) section->accounts->pdata[0])->number);
  else
    g_string_append_printf (text, section->netted ? "%u accounts, netted: funds move freely between them in the day."
                                                  : "%u accounts, each with a path of its own; their usages are added.",
                            section->accounts->len);
  return aeq_document_sentence (document, text->str, error);
}

static gboolean
push_settlement (AeqDocument *document, const AeqBcbsSection *section, GError **error)
{
  const AeqBcbs *figures = section->figures;
  char total[AEQ_MONEY_TEXT_SIZE + 8];
  g_autofree char *text = g_strdup_printf ("A(iv): obligations of %s in all were settled in the period; %u were late, %u missed.",
                                           aeq_money_format_grouped (figures->total_settled, section->currency->exponent, total),
                                           figures->late, figures->missed);

  return aeq_document_sentence (document, text, error) &&
         (figures->late + figures->missed == 0 || push_part (document, section, &AEQ_BCBS_OBLIGATIONS, error));
}

static gboolean
push_section (AeqDocument *document, const AeqBcbsSection *section, GError **error)
{
  if (!push_introduction (document, section, error))
    return FALSE;
  if (section->figures->n_days == 0)
    return TRUE;
  return push_part (document, section, &AEQ_BCBS_SUMMARY, error) && push_part (document, section, &AEQ_BCBS_PEAKS, error) &&
         push_settlement (document, section, error) &&
         (section->figures->n_lines == 0 || push_part (document, section, &AEQ_BCBS_LINES, error)) &&
         (section->figures->n_sent_days == 0 || push_part (document, section, &AEQ_BCBS_THROUGHPUT, error)) &&
         push_part (document, section, &AEQ_BCBS_DAYS, error);
}

gboolean
aeq_bcbs_push_paper (AeqDocument *document, const AeqBcbsReport *report, GError **error)
{
  for (guint i = 0; i < report->sections->len; i++)
    if (!push_section (document, report->sections->pdata[i], error))
      return FALSE;
  return TRUE;
}
