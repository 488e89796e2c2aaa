/* SPDX-License-Identifier: MIT */
#include "aeq-desk-owed.h"

#include "aeq-obligation.h"

#define AHEAD_DAYS 60 /* more than the business days of any forecast */

/* References of open flows: these stand for their obligations. */
static GHashTable *
open_references (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT reference FROM flow f WHERE account_id = ?1 AND settle_ts >= ?2 AND status IN (1, 2) AND reference IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM flow a WHERE a.uid = f.superseded_by AND (a.status = 2 OR (a.status = 0 AND a.settle_ts <= ?3)))"
    " AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.id = f.import_id AND i.imported_at > ?3)", error);
  g_autoptr(GHashTable) references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, ledger->now);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&references);
      g_hash_table_add (references, g_strdup (aeq_statement_get_text (stmt, 0)));
    }
  return NULL;
}

GArray *
aeq_desk_owed_load (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, GError **error)
{
  AeqInstant to = ledger->now + AHEAD_DAYS * 24 * AEQ_HOUR;
  g_autoptr(AeqObligations) obligations = aeq_obligations_load (ledger, account, from, to, error);
  g_autoptr(GArray) owed = g_array_new (FALSE, FALSE, sizeof (AeqOwed));
  g_autoptr(GHashTable) open = NULL;
  GPtrArray *list;

  if (obligations == NULL || !aeq_obligations_match_booked (obligations, ledger, account, error) ||
      (open = open_references (ledger, account, from, error)) == NULL)
    return NULL;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    {
      const AeqObligation *obligation = list->pdata[i];
      AeqOwed one = { obligation->due, obligation->minor - MAX (obligation->paid, 0) };
      gboolean entered = obligation->entered_at != AEQ_INSTANT_NONE && obligation->entered_at <= ledger->now;

      if (!entered || obligation->settled_at != AEQ_INSTANT_NONE || one.minor <= 0 ||
          (obligation->reference != NULL && g_hash_table_contains (open, obligation->reference)))
        continue;
      g_array_append_val (owed, one);
    }
  return g_steal_pointer (&owed);
}
