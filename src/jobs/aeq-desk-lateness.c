/* SPDX-License-Identifier: MIT */
#include "aeq-desk-lateness.h"

#include <math.h>

#define HISTORY_DAYS 400
#define LATE_MINUTES 15 /* nearer than this is on time */

/* What became of past expectations. */
typedef struct
{
  double  n;
  double  on_day;
  double  n_timed;  /* came on the day, both times known */
  double  late;     /* of these, later than expected */
  GArray *minutes;  /* double: how late the late ones were */
} Record;

struct _AeqLateness
{
  Record      all;
  GHashTable *by_name; /* counterparty -> Record */
};

static void
record_free (gpointer data)
{
  Record *self = data;

  g_array_unref (self->minutes);
  g_free (self);
}

static Record *
record_of (AeqLateness *self, const char *counterparty)
{
  Record *record = g_hash_table_lookup (self->by_name, counterparty);

  if (record != NULL)
    return record;
  record = g_new0 (Record, 1);
  record->minutes = g_array_new (FALSE, FALSE, sizeof (double));
  g_hash_table_insert (self->by_name, g_strdup (counterparty), record);
  return record;
}

static void
record_add (Record *self, gboolean on_day, gboolean timed, double minutes)
{
  self->n++;
  self->on_day += on_day;
  if (!on_day || !timed)
    return;
  self->n_timed++;
  if (minutes <= LATE_MINUTES)
    return;
  self->late++;
  g_array_append_val (self->minutes, minutes);
}

/* Expectations that were due before today, and when the flow came that fulfilled them. A pending flow stands between the two where a
 * bank announced it. */
static const char LATENESS_SQL[] =
  "SELECT e.counterparty, e.settle_ts, e.timed, a.settle_ts, a.timed FROM flow e"
  " LEFT JOIN flow p ON p.uid = e.superseded_by"
  " LEFT JOIN flow a ON a.uid = CASE WHEN p.status = 0 THEN p.uid ELSE p.superseded_by END AND a.status = 0 AND a.settle_ts <= ?2"
  " WHERE e.account_id = ?1 AND e.status = 1 AND e.settle_ts >= ?3 AND e.settle_ts < ?4"
  " AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.id = e.import_id AND i.imported_at > ?2)"
  " ORDER BY e.settle_ts, e.uid";

static void
add_row (AeqLateness *self, const AeqAccount *account, AeqStatement *stmt)
{
  const char *counterparty = aeq_statement_get_text (stmt, 0);
  AeqInstant expected = aeq_statement_get_int64 (stmt, 1);
  gboolean came = !aeq_statement_is_null (stmt, 3);
  AeqInstant actual = came ? aeq_statement_get_int64 (stmt, 3) : AEQ_INSTANT_NONE;
  gboolean timed = came && aeq_statement_get_int64 (stmt, 2) != 0 && aeq_statement_get_int64 (stmt, 4) != 0;
  gboolean on_day = came && aeq_zone_date (account->zone, actual) <= aeq_zone_date (account->zone, expected);
  double minutes = came ? (double) (actual - expected) / AEQ_MINUTE : 0;

  record_add (&self->all, on_day, timed, minutes);
  if (counterparty != NULL)
    record_add (record_of (self, counterparty), on_day, timed, minutes);
}

AeqLateness *
aeq_lateness_load (AeqLedger *ledger, const AeqAccount *account, AeqDate today, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, LATENESS_SQL, error);
  g_autoptr(AeqLateness) self = g_new0 (AeqLateness, 1);
  AeqInstant start;
  AeqInstant end;
  gboolean has_row;

  self->all.minutes = g_array_new (FALSE, FALSE, sizeof (double));
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, record_free);
  if (stmt == NULL)
    return NULL;
  aeq_zone_day_bounds (account->zone, today, &start, &end);
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  aeq_statement_bind_int64 (stmt, 3, start - HISTORY_DAYS * 24 * AEQ_HOUR);
  aeq_statement_bind_int64 (stmt, 4, start);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&self);
      add_row (self, account, stmt);
    }
  return NULL;
}

void
aeq_lateness_free (AeqLateness *self)
{
  g_array_unref (self->all.minutes);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

static double
shrink (double hits, double n, double prior)
{
  return (hits + AEQ_LATENESS_PRIOR * prior) / (n + AEQ_LATENESS_PRIOR);
}

void
aeq_lateness_apply (const AeqLateness *self, const char *counterparty, guint bucket_minutes, AeqKnownFlow *flow)
{
  const Record *all = &self->all;
  const Record *own = counterparty != NULL ? g_hash_table_lookup (self->by_name, counterparty) : NULL;
  const GArray *minutes = own != NULL && own->late > 0 ? own->minutes : all->minutes;

  flow->probability = shrink (all->on_day, all->n, 1);
  flow->p_late = shrink (all->late, all->n_timed, 0);
  if (own != NULL)
    {
      flow->probability = shrink (own->on_day, own->n, flow->probability);
      flow->p_late = shrink (own->late, own->n_timed, flow->p_late);
    }
  if (minutes->len == 0)
    return;
  flow->late_buckets = (guint) ceil (aeq_stats_median ((const double *) minutes->data, minutes->len) / bucket_minutes);
}
