/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge.h"

#include "aeq-flow-day.h"

/* What an import has vouched for, taken back. */

typedef struct
{
  AeqLedger    *ledger;
  AeqDayTotals *totals;
  gint64        import_id;
} Undo;

static gboolean
run (Undo *self, const char *sql, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->import_id);
  return aeq_statement_run (stmt, error);
}

static GArray *
collect (Undo *self, const char *sql, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, sql, error);
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (AeqId));
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, self->import_id);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqId uid;

      if (!has_row)
        return g_steal_pointer (&list);
      if (aeq_statement_get_id (stmt, 0, &uid))
        g_array_append_val (list, uid);
    }
  return NULL;
}

/* A flow whose row may change. */
typedef struct
{
  gint64          account;
  AeqFlowStatus   status;
  gint64          minor;
  const AeqZone  *zone;
  AeqFlowVersion *now;
} Row;

static gboolean
read_row (Undo *self, const AeqId *uid, Row *row, gboolean *there, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT f.account_id, f.status, f.amount, a.zone, f.settle_ts, f.timed, f.value_date, f.booking_date, f.category,"
    " f.counterparty, f.reference, f.bank_reference, f.narrative FROM flow f JOIN account a ON a.id = f.account_id WHERE f.uid = ?1",
    error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, there, error) || !*there)
    return error == NULL || *error == NULL;
  row->account = aeq_statement_get_int64 (stmt, 0);
  row->status = (AeqFlowStatus) aeq_statement_get_int64 (stmt, 1);
  row->minor = aeq_statement_get_int64 (stmt, 2);
  row->now = aeq_flow_version_read (stmt, 4);
  return (row->zone = aeq_zone_get (aeq_statement_get_text (stmt, 3), error)) != NULL;
}

static gboolean
ask (Undo *self, const char *sql, const AeqId *uid, const AeqId *version, gboolean *yes, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (version != NULL)
    aeq_statement_bind_id (stmt, 2, version);
  return aeq_statement_step (stmt, yes, error);
}

static gboolean
delete_version (Undo *self, const char *sql, const AeqId *uid, const AeqId *version, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  aeq_statement_bind_id (stmt, 2, version);
  return aeq_statement_run (stmt, error);
}

/* The versions that somebody still vouches for, borrowed from @all; the others are deleted. */
static GPtrArray *
keep_vouched (Undo *self, const AeqId *uid, GPtrArray *all, GError **error)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      AeqFlowVersion *version = all->pdata[i];
      gboolean vouched;

      if (!ask (self, "SELECT 1 FROM flow_source WHERE flow_uid = ?1 AND version_uid = ?2 LIMIT 1", uid, &version->uid, &vouched,
                error))
        return NULL;
      if (vouched)
        g_ptr_array_add (kept, version);
      else if (!delete_version (self, "DELETE FROM flow_version WHERE flow_uid = ?1 AND version_uid = ?2", uid, &version->uid,
                                error) ||
               !delete_version (self, "DELETE FROM flow_detail WHERE flow_uid = ?1 AND version_uid = ?2", uid, &version->uid, error))
        return NULL;
    }
  return g_steal_pointer (&kept);
}

static gboolean
move (Undo *self, const Row *row, AeqFlowStatus to, AeqInstant from_ts, GError **error)
{
  return aeq_day_totals_add (self->totals, row->account, row->status, aeq_zone_date (row->zone, from_ts), row->minor, -1, error) &&
         aeq_day_totals_add (self->totals, row->account, to, aeq_zone_date (row->zone, row->now->settle_ts), row->minor, 1, error);
}

/* The row becomes what the versions that stay say. */
static gboolean
follow (Undo *self, const AeqId *uid, Row *row, GPtrArray *all, GPtrArray *kept, GError **error)
{
  g_autoptr(AeqFlowVersion) before = aeq_flow_version_merge (all, row->zone);
  g_autoptr(AeqFlowVersion) after = aeq_flow_version_merge (kept, row->zone);
  AeqInstant settled = row->now->settle_ts;

  aeq_flow_version_follow (row->now, before, after);
  return aeq_flow_version_apply (self->ledger->store, uid, row->now, error) && move (self, row, row->status, settled, error);
}

static gboolean
reduce (Undo *self, const AeqId *uid, GError **error)
{
  g_autoptr(GPtrArray) all = aeq_flow_version_list (self->ledger->store, uid, error);
  g_autoptr(GPtrArray) kept = NULL;
  Row row = { 0 };
  gboolean there;
  gboolean ok = TRUE;

  if (all == NULL || (kept = keep_vouched (self, uid, all, error)) == NULL || !read_row (self, uid, &row, &there, error))
    return FALSE;
  if (there && kept->len > 0 && kept->len < all->len)
    ok = follow (self, uid, &row, all, kept, error);
  if (ok && kept->len == 1)
    ok = delete_version (self, "DELETE FROM flow_version WHERE flow_uid = ?1 AND version_uid = ?2", uid,
                         &((AeqFlowVersion *) kept->pdata[0])->uid, error);
  g_clear_pointer (&row.now, aeq_flow_version_free);
  return ok;
}

static const char FINAL_SQL[] =
  "SELECT 1 FROM flow f JOIN statement s ON s.id = f.statement_id WHERE f.uid = ?1 AND s.kind = 'end_of_day'"
  " UNION ALL SELECT 1 FROM flow_source v JOIN statement s ON s.id = v.statement_id WHERE v.flow_uid = ?1 AND s.kind = 'end_of_day'"
  " LIMIT 1";

/* Withdrawn is what some end-of-day statement lacks and none has. */
static gboolean
judge (Undo *self, const AeqId *uid, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, "UPDATE flow SET status = ?2 WHERE uid = ?1", error);
  gboolean lacking;
  gboolean final;
  gboolean there;
  Row row = { 0 };
  AeqFlowStatus status;
  gboolean ok;

  if (stmt == NULL || !ask (self, "SELECT 1 FROM flow_withdrawn WHERE flow_uid = ?1 LIMIT 1", uid, NULL, &lacking, error) ||
      !ask (self, FINAL_SQL, uid, NULL, &final, error) || !read_row (self, uid, &row, &there, error))
    return FALSE;
  status = lacking && !final ? AEQ_FLOW_WITHDRAWN : AEQ_FLOW_ACTUAL;
  ok = TRUE;
  if (there && row.status != status && (row.status == AEQ_FLOW_ACTUAL || row.status == AEQ_FLOW_WITHDRAWN))
    {
      aeq_statement_bind_id (stmt, 1, uid);
      aeq_statement_bind_int64 (stmt, 2, status);
      ok = aeq_statement_run (stmt, error) && move (self, &row, status, row.now->settle_ts, error);
    }
  g_clear_pointer (&row.now, aeq_flow_version_free);
  return ok;
}

static const char TOUCHED_SQL[] =
  "SELECT DISTINCT s.flow_uid FROM flow_source s WHERE s.import_id = ?1"
  " AND (EXISTS (SELECT 1 FROM flow_version v WHERE v.flow_uid = s.flow_uid)"
  "      OR EXISTS (SELECT 1 FROM flow_withdrawn w WHERE w.flow_uid = s.flow_uid))";
/* The import that vouched next takes the flow over. */
static const char ADOPT_SQL[] =
  "UPDATE flow SET"
  " statement_id = (SELECT s.statement_id FROM flow_source s WHERE s.flow_uid = flow.uid AND s.import_id <> ?1"
  "                 ORDER BY s.import_id, s.statement_id NULLS FIRST LIMIT 1),"
  " source_line = (SELECT s.source_line FROM flow_source s WHERE s.flow_uid = flow.uid AND s.import_id <> ?1"
  "                ORDER BY s.import_id, s.statement_id NULLS FIRST LIMIT 1),"
  " import_id = (SELECT MIN (s.import_id) FROM flow_source s WHERE s.flow_uid = flow.uid AND s.import_id <> ?1)"
  " WHERE import_id = ?1 AND EXISTS (SELECT 1 FROM flow_source s WHERE s.flow_uid = flow.uid AND s.import_id <> ?1)";
static const char *const FORGET_SQL[] = {
  "DELETE FROM flow_detail WHERE flow_uid IN (SELECT uid FROM flow WHERE import_id = ?1)",
  "DELETE FROM flow_version WHERE flow_uid IN (SELECT uid FROM flow WHERE import_id = ?1)",
  "DELETE FROM flow_withdrawn WHERE flow_uid IN (SELECT uid FROM flow WHERE import_id = ?1)",
  "DELETE FROM statement WHERE import_id = ?1",
};

static gboolean
undo (Undo *self, gint64 *kept, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) touched = collect (self, TOUCHED_SQL, error);
  g_autoptr(GArray) withdrawn = collect (self, "SELECT flow_uid FROM flow_withdrawn WHERE import_id = ?1", error);

  if (touched == NULL || withdrawn == NULL || !run (self, ADOPT_SQL, error))
    return FALSE;
  *kept = aeq_store_changes (self->ledger->store);
  if (!run (self, "DELETE FROM flow_source WHERE import_id = ?1", error) ||
      !run (self, "DELETE FROM flow_withdrawn WHERE import_id = ?1", error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (FORGET_SQL); i++)
    if (!run (self, FORGET_SQL[i], error))
      return FALSE;
  g_array_append_vals (withdrawn, touched->data, touched->len);
  for (guint i = 0; i < touched->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !reduce (self, &g_array_index (touched, AeqId, i), error))
      return FALSE;
  for (guint i = 0; i < withdrawn->len; i++)
    if (!judge (self, &g_array_index (withdrawn, AeqId, i), error))
      return FALSE;
  return aeq_day_totals_flush (self->totals, self->ledger->store, error);
}

gboolean
aeq_merge_undo (AeqLedger *ledger, gint64 import_id, gint64 *kept, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDayTotals) totals = aeq_day_totals_new ();
  Undo self = { .ledger = ledger, .totals = totals, .import_id = import_id };

  return undo (&self, kept, cancellable, error);
}
