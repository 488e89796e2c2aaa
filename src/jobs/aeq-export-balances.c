/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-balance.h"

static const AeqColumn COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "name", "Name", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "ledger", "Balance", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "at", "At (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "as_of", "As of (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "basis", "From", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "balances", "Balances", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static AeqInstant
instant_of (const AeqExport *self, const AeqAccount *account)
{
  AeqInstant start;
  AeqInstant end;

  if (self->request->at != AEQ_INSTANT_NONE)
    return self->request->at;
  if (self->request->day == AEQ_DATE_NONE)
    return self->ledger->now;
  aeq_zone_day_bounds (account->zone, self->request->day, &start, &end);
  return end - 1;
}

static gboolean
push_balance (AeqExport *self, AeqDocument *document, const AeqAccount *account, GError **error)
{
  AeqInstant at = instant_of (self, account);
  AeqBalance balance;

  if (!aeq_balance_at (self->ledger, account, at, &balance, error))
    return FALSE;
  return aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
                             aeq_cell_text (account->number),
                             aeq_cell_text (account->name),
                             aeq_cell_text (account->currency->code),
                             aeq_cell_money (balance.minor, account->currency),
                             aeq_cell_instant (at, account->zone),
                             aeq_cell_instant (balance.as_of, account->zone),
                             aeq_cell_text (balance.anchored ? "statement" : "flows"),
                           },
                           error);
}

gboolean
aeq_export_balances (AeqExport *self, GError **error)
{
  const AeqDocumentInfo info = { .title = "Balances", .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqDocument) document = aeq_export_open (self, &info, error);

  if (document == NULL || !aeq_document_begin_table (document, &TABLE, error))
    return FALSE;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const AeqAccount *account = self->accounts->pdata[i];

      if (aeq_export_wants (self, account) && !push_balance (self, document, account, error))
        return FALSE;
    }
  return aeq_document_end_table (document, error) && aeq_document_finish (document, self->cancellable, error);
}
