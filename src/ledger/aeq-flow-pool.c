/* SPDX-License-Identifier: MIT */
#include "aeq-flow-pool.h"

#include <string.h>

#define WINDOW " f.account_id = ?1 AND f.settle_ts >= ?2 AND f.settle_ts < ?3 AND f.status IN (0, 2, 3)"
#define REPORTS "('mt940', 'mt942', 'camt052', 'camt053', 'camt054', 'bai2', 'ofx')"

/* The statement knows its own format; its import may be an archive of several. */
#define FORMAT "COALESCE (st.format, i.format)"

static const char FLOWS_SQL[] =
  "SELECT f.id, f.uid, f.status, f.amount, f.import_id, f.superseded_by, f.statement_id, " FORMAT ","
  " EXISTS (SELECT 1 FROM flow p WHERE p.superseded_by = f.uid AND p.status = 2),"
  " f.settle_ts, f.timed, f.value_date, f.booking_date, f.category, f.counterparty, f.reference, f.bank_reference, f.narrative"
  " FROM flow f JOIN import_file i ON i.id = f.import_id LEFT JOIN statement st ON st.id = f.statement_id"
  " WHERE" WINDOW " AND " FORMAT " IN " REPORTS " ORDER BY f.id";
static const char SOURCES_SQL[] =
  "SELECT f.uid, s.import_id, s.statement_id, " FORMAT " FROM flow f JOIN flow_source s ON s.flow_uid = f.uid"
  " JOIN import_file i ON i.id = s.import_id LEFT JOIN statement st ON st.id = s.statement_id"
  " WHERE" WINDOW " AND " FORMAT " IN " REPORTS " ORDER BY f.id, s.import_id";
static const char VERSIONS_SQL[] =
  "SELECT v.flow_uid FROM flow f JOIN flow_version v ON v.flow_uid = f.uid WHERE" WINDOW " GROUP BY v.flow_uid";

static void
known_flow_free (gpointer data)
{
  AeqKnownFlow *self = data;

  aeq_flow_version_free (self->now);
  g_ptr_array_unref (self->versions);
  g_array_unref (self->vouchers);
  g_free (self);
}

AeqKnownFlow *
aeq_known_flow_new (gint64 id, const AeqId *uid, AeqFlowStatus status, gint64 minor, gint64 import_id, AeqFlowVersion *now)
{
  AeqKnownFlow *self = g_new0 (AeqKnownFlow, 1);

  self->id = id;
  self->uid = *uid;
  self->status = status;
  self->minor = minor;
  self->import_id = import_id;
  self->now = now;
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_flow_version_free);
  self->vouchers = g_array_new (FALSE, FALSE, sizeof (AeqVoucher));
  return self;
}

static GPtrArray *
list_of (GHashTable *table, gint64 key)
{
  GPtrArray *list = g_hash_table_lookup (table, &key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, g_memdup2 (&key, sizeof key), list);
    }
  return list;
}

void
aeq_flow_pool_vouch (AeqFlowPool *self, AeqKnownFlow *flow, gint64 import_id, const AeqBankStatement *statement,
                     const char *format, AeqReportKind kind)
{
  AeqVoucher voucher = { .import_id = import_id, .statement = statement != NULL ? statement->id : 0,
                         .kind = statement != NULL ? statement->kind : kind };

  g_strlcpy (voucher.format, statement != NULL ? statement->format : format, sizeof voucher.format);
  for (guint i = 0; i < flow->vouchers->len; i++)
    {
      const AeqVoucher *other = &g_array_index (flow->vouchers, AeqVoucher, i);

      if (other->import_id == import_id && other->statement == voucher.statement)
        return;
    }
  g_array_append_val (flow->vouchers, voucher);
  if (statement != NULL)
    g_ptr_array_add (list_of (self->by_statement, statement->id), flow);
}

gboolean
aeq_known_flow_has (const AeqKnownFlow *self, AeqReportKind kind)
{
  for (guint i = 0; i < self->vouchers->len; i++)
    if (g_array_index (self->vouchers, AeqVoucher, i).kind == kind)
      return TRUE;
  return FALSE;
}

AeqDate
aeq_known_flow_day (const AeqKnownFlow *self, const AeqZone *zone)
{
  return aeq_zone_date (zone, self->now->settle_ts);
}

void
aeq_flow_pool_add (AeqFlowPool *self, AeqKnownFlow *flow, AeqDate day)
{
  g_ptr_array_add (list_of (self->by_amount, flow->minor), flow);
  g_ptr_array_add (list_of (self->by_day, day), flow);
  g_ptr_array_add (self->flows, flow);
}

void
aeq_flow_pool_free (AeqFlowPool *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_amount);
  g_hash_table_unref (self->by_statement);
  g_hash_table_unref (self->by_day);
  g_ptr_array_unref (self->flows);
  g_free (self);
}

typedef struct
{
  AeqLedger   *ledger;
  AeqFlowPool *pool;
  const AeqZone *zone;
  GHashTable  *statements;
  GHashTable  *by_uid; /* AeqId -> AeqKnownFlow */
} Loading;

static void
vouch_row (Loading *self, AeqKnownFlow *flow, gint64 import_id, gint64 statement, const char *format)
{
  aeq_flow_pool_vouch (self->pool, flow, import_id, g_hash_table_lookup (self->statements, &statement), format,
                       aeq_report_kind_of_format (format));
}

static void
take_flow (Loading *self, AeqStatement *stmt)
{
  AeqKnownFlow *flow;
  AeqId uid;

  aeq_statement_get_id (stmt, 1, &uid);
  flow = aeq_known_flow_new (aeq_statement_get_int64 (stmt, 0), &uid, (AeqFlowStatus) aeq_statement_get_int64 (stmt, 2),
                             aeq_statement_get_int64 (stmt, 3), aeq_statement_get_int64 (stmt, 4), aeq_flow_version_read (stmt, 9));
  flow->now->uid = uid;
  flow->superseded = !aeq_statement_is_null (stmt, 5);
  flow->settles = aeq_statement_get_int64 (stmt, 8) != 0;
  vouch_row (self, flow, flow->import_id, aeq_statement_get_int64 (stmt, 6), aeq_statement_get_text (stmt, 7));
  flow->now->format = g_strdup (g_array_index (flow->vouchers, AeqVoucher, 0).format);
  flow->now->kind = g_array_index (flow->vouchers, AeqVoucher, 0).kind;
  g_hash_table_insert (self->by_uid, &flow->uid, flow);
  aeq_flow_pool_add (self->pool, flow, aeq_known_flow_day (flow, self->zone));
}

static void
take_source (Loading *self, AeqStatement *stmt)
{
  AeqKnownFlow *flow;
  AeqId uid;

  if (aeq_statement_get_id (stmt, 0, &uid) && (flow = g_hash_table_lookup (self->by_uid, &uid)) != NULL)
    vouch_row (self, flow, aeq_statement_get_int64 (stmt, 1), aeq_statement_get_int64 (stmt, 2), aeq_statement_get_text (stmt, 3));
}

static void
mark_versioned (Loading *self, AeqStatement *stmt)
{
  AeqKnownFlow *flow;
  AeqId uid;

  /* Filled after the walk: a statement cannot be used while it runs. */
  if (aeq_statement_get_id (stmt, 0, &uid) && (flow = g_hash_table_lookup (self->by_uid, &uid)) != NULL)
    g_ptr_array_set_size (flow->versions, 1);
}

static gboolean
walk (Loading *self, const char *sql, gint64 account, AeqInstant from, AeqInstant to, void (*take) (Loading *, AeqStatement *),
      GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      take (self, stmt);
    }
  return FALSE;
}

static gboolean
load_versions (Loading *self, GError **error)
{
  for (guint i = 0; i < self->pool->flows->len; i++)
    {
      AeqKnownFlow *flow = self->pool->flows->pdata[i];
      GPtrArray *versions;

      if (flow->versions->len == 0)
        continue;
      if ((versions = aeq_flow_version_list (self->ledger->store, &flow->uid, error)) == NULL)
        return FALSE;
      g_ptr_array_set_free_func (flow->versions, NULL);
      g_ptr_array_unref (flow->versions);
      flow->versions = versions;
    }
  return TRUE;
}

AeqFlowPool *
aeq_flow_pool_load (AeqLedger *ledger, const AeqAccount *account, AeqDate first, AeqDate last, GHashTable *statements,
                    GError **error)
{
  g_autoptr(AeqFlowPool) self = g_new0 (AeqFlowPool, 1);
  g_autoptr(GHashTable) by_uid = aeq_id_table_new (NULL, NULL);
  Loading loading = { .ledger = ledger, .pool = self, .zone = account->zone, .statements = statements, .by_uid = by_uid };
  AeqInstant from;
  AeqInstant to;
  AeqInstant unused;

  self->flows = g_ptr_array_new_with_free_func (known_flow_free);
  self->by_amount = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_statement = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_day = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  aeq_zone_day_bounds (account->zone, first, &from, &unused);
  aeq_zone_day_bounds (account->zone, last, &unused, &to);
  if (!walk (&loading, FLOWS_SQL, account->id, from, to, take_flow, error) ||
      !walk (&loading, SOURCES_SQL, account->id, from, to, take_source, error) ||
      !walk (&loading, VERSIONS_SQL, account->id, from, to, mark_versioned, error) || !load_versions (&loading, error))
    return NULL;
  return g_steal_pointer (&self);
}
