/* SPDX-License-Identifier: MIT */
#include "aeq-desk-owed.h"

#define AHEAD_DAYS 60 /* more than the business days of any forecast */

static const char BOOKED_SQL[] =
  "SELECT settle_ts, amount, timed, reference, bank_reference, counterparty FROM flow WHERE account_id = ?1 AND status = 0"
  " AND amount < 0 AND settle_ts >= ?2 AND settle_ts < ?3 AND settle_ts <= ?4 ORDER BY settle_ts, uid";

static gboolean
offer_booked (AeqObligations *obligations, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  g_autoptr(AeqStatement) stmt = NULL;
  AeqInstant from;
  AeqInstant to;
  gboolean has_row;

  if (!aeq_obligations_reach (obligations, &from, &to))
    return TRUE;
  if ((stmt = aeq_store_prepare (ledger->store, BOOKED_SQL, error)) == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  aeq_statement_bind_int64 (stmt, 4, ledger->now);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          aeq_obligations_settle (obligations);
          return TRUE;
        }
      aeq_obligations_offer (obligations, aeq_statement_get_int64 (stmt, 0), aeq_statement_get_int64 (stmt, 1),
                             aeq_statement_get_int64 (stmt, 2) == 0, aeq_statement_get_text (stmt, 3), aeq_statement_get_text (stmt, 4),
                             aeq_statement_get_text (stmt, 5));
    }
  return FALSE;
}

AeqObligations *
aeq_desk_obligations (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, GError **error)
{
  g_autoptr(AeqObligations) obligations = aeq_obligations_load (ledger, account, from, to, error);

  if (obligations == NULL || !offer_booked (obligations, ledger, account, error))
    return NULL;
  return g_steal_pointer (&obligations);
}

gint64
aeq_desk_still_owed (const AeqObligation *obligation, AeqInstant now)
{
  if (obligation->entered_at == AEQ_INSTANT_NONE || obligation->entered_at > now || obligation->settled_at != AEQ_INSTANT_NONE)
    return 0;
  return MAX (0, obligation->minor - MAX (obligation->paid, 0));
}

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
  g_autoptr(AeqObligations) obligations = aeq_desk_obligations (ledger, account, from, to, error);
  g_autoptr(GArray) owed = g_array_new (FALSE, FALSE, sizeof (AeqOwed));
  g_autoptr(GHashTable) open = NULL;
  GPtrArray *list;

  if (obligations == NULL || (open = open_references (ledger, account, from, error)) == NULL)
    return NULL;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    {
      const AeqObligation *obligation = list->pdata[i];
      AeqOwed one = { obligation->due, aeq_desk_still_owed (obligation, ledger->now) };

      if (one.minor == 0 || (obligation->reference != NULL && g_hash_table_contains (open, obligation->reference)))
        continue;
      g_array_append_val (owed, one);
    }
  return g_steal_pointer (&owed);
}
