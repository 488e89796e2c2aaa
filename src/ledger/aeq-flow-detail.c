/* SPDX-License-Identifier: MIT */
#include "aeq-flow-version.h"

static gboolean
put_one (AeqStatement *stmt, guint no, const AeqFlowDetail *detail, GError **error)
{
  aeq_statement_bind_int64 (stmt, 3, no);
  aeq_statement_bind_text (stmt, 4, detail->charge ? "charge" : "transaction");
  if (detail->has_minor)
    aeq_statement_bind_int64 (stmt, 5, detail->minor);
  else
    aeq_statement_bind_null (stmt, 5);
  aeq_statement_bind_text (stmt, 6, detail->currency != NULL ? detail->currency->code : NULL);
  aeq_statement_bind_text (stmt, 7, detail->reference);
  aeq_statement_bind_text (stmt, 8, detail->bank_reference);
  aeq_statement_bind_text (stmt, 9, detail->counterparty);
  aeq_statement_bind_text (stmt, 10, detail->narrative);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_flow_detail_put (AeqStore *store, const AeqId *flow_uid, const AeqId *version_uid, const AeqFlowDetail *details, guint n,
                     GError **error)
{
  g_autoptr(AeqStatement) stmt = NULL;

  if (n == 0)
    return TRUE;
  stmt = aeq_store_prepare (
    store,
    "INSERT INTO flow_detail (flow_uid, version_uid, no, kind, amount, currency, reference, bank_reference, counterparty, narrative)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING", error);
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, flow_uid);
  aeq_statement_bind_id (stmt, 2, version_uid);
  for (guint i = 0; i < n; i++)
    if (!put_one (stmt, i + 1, &details[i], error))
      return FALSE;
  return TRUE;
}

static const char DETAILS_SQL[] =
  "SELECT kind, amount, currency, reference, bank_reference, counterparty, narrative FROM flow_detail WHERE flow_uid = ?1"
  " AND version_uid = (SELECT version_uid FROM flow_detail WHERE flow_uid = ?1 GROUP BY version_uid"
  " ORDER BY COUNT (*) DESC, version_uid LIMIT 1) ORDER BY no";

gboolean
aeq_flow_detail_foreach (AeqStore *store, const AeqId *flow_uid, AeqFlowDetailFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, DETAILS_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, flow_uid);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqFlowDetail detail = { 0 };

      if (!has_row)
        return TRUE;
      detail.charge = g_strcmp0 (aeq_statement_get_text (stmt, 0), "charge") == 0;
      detail.has_minor = !aeq_statement_is_null (stmt, 1);
      detail.minor = aeq_statement_get_int64 (stmt, 1);
      detail.currency = aeq_statement_is_null (stmt, 2) ? NULL : aeq_currency_lookup (aeq_statement_get_text (stmt, 2), -1);
      detail.reference = aeq_statement_get_text (stmt, 3);
      detail.bank_reference = aeq_statement_get_text (stmt, 4);
      detail.counterparty = aeq_statement_get_text (stmt, 5);
      detail.narrative = aeq_statement_get_text (stmt, 6);
      if (!func (&detail, user_data, error))
        return FALSE;
    }
  return FALSE;
}
