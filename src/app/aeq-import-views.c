/* SPDX-License-Identifier: MIT */
#include "aeq-import-views.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-job-import-preview.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"
#include "aeq-words.h"

static char *
number_text (guint64 n)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, n);
}

static AeqViewCell
bad_line_cell (gconstpointer data)
{
  return (AeqViewCell) { number_text (((const AeqRowError *) data)->line), NULL };
}

static AeqViewCell
bad_field_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const AeqRowError *) data)->field), NULL };
}

static AeqViewCell
bad_reason_cell (gconstpointer data)
{
  return (AeqViewCell) { aeq_words_show (((const AeqRowError *) data)->message), NULL };
}

static const AeqViewColumn BAD_COLUMNS[] = {
  { N_("Line"), 70, TRUE, FALSE, bad_line_cell },
  { N_("Field"), 140, FALSE, FALSE, bad_field_cell },
  { N_("Reason"), 300, FALSE, TRUE, bad_reason_cell },
};

static AeqViewCell
flow_date_cell (gconstpointer data)
{
  char text[AEQ_DATE_TEXT_SIZE];

  return (AeqViewCell) { g_strdup (aeq_date_format (((const AeqPreviewFlow *) data)->date, text)), NULL };
}

static AeqViewCell
flow_amount_cell (gconstpointer data)
{
  const AeqPreviewFlow *flow = data;

  return (AeqViewCell) { aeq_screen_amount_exact (flow->minor, flow->currency), NULL };
}

static AeqViewCell
flow_currency_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const AeqPreviewFlow *) data)->currency->code), NULL };
}

static AeqViewCell
flow_account_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const AeqPreviewFlow *) data)->account), NULL };
}

static AeqViewCell
flow_counterparty_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const AeqPreviewFlow *) data)->counterparty), NULL };
}

static AeqViewCell
flow_narrative_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const AeqPreviewFlow *) data)->narrative), NULL };
}

static const AeqViewColumn FLOW_COLUMNS[] = {
  { N_("Date"), 90, FALSE, FALSE, flow_date_cell },
  { N_("Account"), 200, FALSE, FALSE, flow_account_cell },
  { N_("Amount"), 120, TRUE, FALSE, flow_amount_cell },
  { N_("Currency"), 64, FALSE, FALSE, flow_currency_cell },
  { N_("Counterparty"), 160, FALSE, FALSE, flow_counterparty_cell },
  { N_("Narrative"), 200, FALSE, TRUE, flow_narrative_cell },
};

void
aeq_import_view_fill (GtkColumnView *view, GPtrArray *items)
{
  g_autoptr(GListStore) store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      g_autoptr(AeqRow) row = aeq_row_new (items->pdata[i], NULL);

      g_list_store_append (store, row);
    }
  gtk_column_view_set_model (view,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&store)))));
}

void
aeq_import_view_add_flow_columns (GtkColumnView *view)
{
  aeq_columns_add (view, FLOW_COLUMNS, G_N_ELEMENTS (FLOW_COLUMNS), NULL);
}

void
aeq_import_view_add_bad_columns (GtkColumnView *view)
{
  aeq_columns_add (view, BAD_COLUMNS, G_N_ELEMENTS (BAD_COLUMNS), NULL);
}
