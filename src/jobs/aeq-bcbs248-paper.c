/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-tables.h"

#define MAX_NAMED 6 /* accounts; more are counted */

/* The table of one section: without the columns that name it, with the section in the heading. */
static gboolean
push_part (AeqDocument *document, const AeqBcbsSection *section, const AeqBcbsPart *part, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%s, %s: %s", section->name, section->currency->code,
                                            part->paper_title != NULL ? part->paper_title : part->table->title);
  const AeqTable table = { part->table->name, title, part->table->columns + AEQ_BCBS_NAMES,
                           part->table->n_columns - AEQ_BCBS_NAMES };
  g_autoptr(AeqChart) chart = part->chart != NULL ? part->chart (section) : NULL;

  return (chart == NULL || aeq_document_chart (document, chart, error)) &&
         aeq_document_begin_table (document, &table, error) && part->push (document, section, FALSE, error) &&
         aeq_document_end_table (document, error);
}

static char *
account_list (const AeqBcbsSection *section)
{
  GString *text = g_string_new (NULL);

  if (section->accounts->len > MAX_NAMED)
    g_string_append_printf (text, "%u", section->accounts->len);
  for (guint i = 0; section->accounts->len <= MAX_NAMED && i < section->accounts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((AeqAccount *) section->accounts->pdata[i])->number);
  return g_string_free (text, FALSE);
}

static const char *
netting_text (const AeqBcbsSection *section)
{
  if (section->accounts->len == 1)
    return "one account";
  return section->netted ? "yes: funds move freely between them in the day"
                         : "no: each has a path of its own, usages are added";
}

/* What the figures below are of. */
static gboolean
push_heading (AeqDocument *document, const AeqBcbsSection *section, GError **error)
{
  const AeqBcbs *figures = section->figures;
  g_autofree char *title = g_strdup_printf ("%s, %s", section->name, section->currency->code);
  g_autofree char *accounts = account_list (section);
  g_autofree char *days =
    g_strdup_printf ("%u of %u by the calendar %s, clock of %s", figures->n_days, section->n_business_days,
                     section->calendar, aeq_zone_get_name (section->zone));
  const AeqFigure lines[] = {
    { "accounts", "Accounts", aeq_cell_text (accounts), NULL },
    { "netted", "Netted", aeq_cell_text (netting_text (section)), NULL },
    { "days", "Business days", aeq_cell_text (days), NULL },
    { "settled", "Obligations settled", aeq_cell_money (figures->total_settled, section->currency), NULL },
    { "late", "Obligations late", aeq_cell_integer (figures->late), NULL },
    { "missed", "Obligations missed", aeq_cell_integer (figures->missed), NULL },
  };

  return aeq_document_figures (document, "section", title, lines, G_N_ELEMENTS (lines), error);
}

static gboolean
push_section (AeqDocument *document, const AeqBcbsSection *section, GError **error)
{
  if (!push_heading (document, section, error))
    return FALSE;
  if (section->figures->n_days == 0)
    return TRUE;
  return push_part (document, section, &AEQ_BCBS_SUMMARY, error) &&
         push_part (document, section, &AEQ_BCBS_PEAKS, error) &&
         push_part (document, section, &AEQ_BCBS_DAYS, error) &&
         (section->figures->late + section->figures->missed == 0 ||
          push_part (document, section, &AEQ_BCBS_OBLIGATIONS, error)) &&
         (section->figures->n_lines == 0 || push_part (document, section, &AEQ_BCBS_LINES, error)) &&
         (section->figures->n_sent_days == 0 || push_part (document, section, &AEQ_BCBS_HOURS, error));
}

gboolean
aeq_bcbs_push_paper (AeqDocument *document, const AeqBcbsReport *report, GError **error)
{
  for (guint i = 0; i < report->sections->len; i++)
    if (!push_section (document, report->sections->pdata[i], error))
      return FALSE;
  return TRUE;
}
