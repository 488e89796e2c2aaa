/* SPDX-License-Identifier: MIT */
#include "aeq-flow-columns.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-flow-browse.h"
#include "aeq-flow-pane.h"
#include "aeq-screen-format.h"

static AeqViewCell
text_cell (const char *text)
{
  return (AeqViewCell) { g_strdup (text), NULL };
}

static AeqViewCell
amount_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;

  return (AeqViewCell) { aeq_screen_amount (entry->minor, entry->currency), entry->minor < 0 ? "negative" : NULL };
}

static AeqViewCell
status_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;

  if (entry->superseded)
    return (AeqViewCell) { g_strdup (_("Fulfilled")), "dim-label" };
  return (AeqViewCell){ g_strdup (aeq_flow_status_title (entry->status)),
                        entry->status == AEQ_FLOW_ACTUAL ? NULL : "accent" };
}

static AeqViewCell when_cell (gconstpointer data) { return (AeqViewCell) { aeq_flow_entry_when (data), "numeric" }; }
static AeqViewCell account_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->account); }
static AeqViewCell
currency_cell (gconstpointer data)
{
  return text_cell (((const AeqFlowEntry *)data)->currency->code);
}
static AeqViewCell category_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->category); }
static AeqViewCell
counterparty_cell (gconstpointer data)
{
  return text_cell (((const AeqFlowEntry *)data)->counterparty);
}
static AeqViewCell reference_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->reference); }
static AeqViewCell narrative_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->narrative); }

static const AeqViewColumn COLUMNS[AEQ_FLOW_N_COLUMNS] = {
  { N_("Settles"), 128, FALSE, FALSE, when_cell },
  { N_("Account"), 180, FALSE, FALSE, account_cell },
  { N_("Amount"), 120, TRUE, FALSE, amount_cell },
  { N_("Currency"), 68, FALSE, FALSE, currency_cell },
  { N_("Status"), 80, FALSE, FALSE, status_cell },
  { N_("Category"), 110, FALSE, FALSE, category_cell },
  { N_("Counterparty"), 160, FALSE, FALSE, counterparty_cell },
  { N_("Reference"), 130, FALSE, FALSE, reference_cell },
  { N_("Narrative"), 200, FALSE, TRUE, narrative_cell },
};

void
aeq_flow_columns_add (GtkColumnView *view, GMenuModel *const menus[AEQ_FLOW_N_COLUMNS])
{
  aeq_columns_add (view, COLUMNS, G_N_ELEMENTS (COLUMNS), menus);
  aeq_columns_explain (view, 0, N_("Settlement timestamp: when it hits the account, on the account’s clock"));
  aeq_columns_explain (view, 2, N_("Positive comes in, negative goes out"));
}

char *
aeq_flow_columns_header (void)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (line, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  return g_string_free (line, FALSE);
}
