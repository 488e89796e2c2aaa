/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-load.h"

#include <math.h>
#include <string.h>

#include "aeq-desk-history.h"

#define CANCEL_ROWS 8192

/* What was booked and had not been foretold. */
static const char PAST_SQL[] =
  "SELECT settle_ts, amount, category, counterparty FROM flow f"
  " WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?3 AND settle_ts < ?4"
  " AND NOT EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = f.uid"
  "                 AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.id = e.import_id AND i.imported_at > ?2))"
  " ORDER BY settle_ts, uid";

typedef struct
{
  gboolean    inflow;
  const char *category;
  const char *counterparty;
  double      gross;
  double     *by_bucket;
} Group;

typedef struct
{
  AeqScenarioAccount *self;
  GHashTable *index;  /* key -> Group */
  GPtrArray  *groups; /* in the order of their first flow */
} Usual;

static const char *
intern (AeqScenarioAccount *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (self->texts, text) : "";
}

static Group *
find_group (Usual *usual, gboolean inflow, const char *category, const char *counterparty)
{
  g_autofree char *key = g_strconcat (inflow ? "+" : "-", category, "\037", counterparty, NULL);
  Group *group = g_hash_table_lookup (usual->index, key);

  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->inflow = inflow;
  group->category = category;
  group->counterparty = counterparty;
  group->by_bucket = g_new0 (double, usual->self->day.n_buckets);
  g_ptr_array_add (usual->self->owned, group);
  g_ptr_array_add (usual->self->owned, group->by_bucket);
  g_ptr_array_add (usual->groups, group);
  g_hash_table_insert (usual->index, g_steal_pointer (&key), group);
  return group;
}

static void
add_flow (Usual *usual, AeqStatement *stmt)
{
  AeqScenarioAccount *self = usual->self;
  const AeqDeskView *desk = self->forecast->desk;
  double amount = (double) aeq_statement_get_int64 (stmt, 1) / desk->scale;
  const char *category = intern (self, aeq_statement_get_text (stmt, 2));
  gint64 time_of_day;
  AeqDate date;
  guint bucket;
  Group *group;

  if (g_hash_table_contains (desk->announced, category))
    return;
  aeq_zone_to_local (desk->account->zone, aeq_statement_get_int64 (stmt, 0), &date, &time_of_day);
  bucket = (guint) (time_of_day / (self->day.bucket_minutes * AEQ_MINUTE));
  group = find_group (usual, amount > 0, category, intern (self, aeq_statement_get_text (stmt, 3)));
  group->gross += fabs (amount);
  group->by_bucket[MIN (bucket, self->day.n_buckets - 1)] += fabs (amount);
}

/* By size, then as they came. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *x = *(const Group *const *) a;
  const Group *y = *(const Group *const *) b;
  int order;

  if (x->gross != y->gross)
    return x->gross > y->gross ? -1 : 1;
  order = strcmp (x->category, y->category);
  order = order != 0 ? order : strcmp (x->counterparty, y->counterparty);
  return order != 0 ? order : (int) y->inflow - (int) x->inflow;
}

/* A bank's thousand payees do not each need a row: those beyond the largest lose their name. */
static void
pool_small (Usual *usual)
{
  g_autoptr(GPtrArray) small = g_ptr_array_new ();

  g_ptr_array_sort (usual->groups, compare_groups);
  while (usual->groups->len > AEQ_SCENARIO_MAX_GROUPS)
    g_ptr_array_add (small, g_ptr_array_steal_index (usual->groups, usual->groups->len - 1));
  for (guint i = 0; i < small->len; i++)
    {
      Group *group = small->pdata[i];
      Group *pool = find_group (usual, group->inflow, group->category, "");

      if (pool == group)
        g_ptr_array_add (usual->groups, group);
      else
        for (guint j = 0; j < usual->self->day.n_buckets; j++)
          pool->by_bucket[j] += group->by_bucket[j];
    }
}

static void
finish (Usual *usual, guint n_days)
{
  AeqScenarioAccount *self = usual->self;

  for (guint i = 0; i < usual->groups->len; i++)
    {
      Group *group = usual->groups->pdata[i];
      AeqShockCategory shock = aeq_desk_history_shock (group->category, group->inflow);
      AeqStressUsual row = { { group->category, aeq_shock_category_name (shock), group->counterparty }, group->inflow,
                             group->by_bucket + self->day.now };

      for (guint j = 0; j < self->day.n_buckets; j++)
        group->by_bucket[j] /= n_days;
      g_array_append_val (self->usual, row);
    }
}

/* The first of the last days that are known, and how many of them there are. */
static guint
find_days (const AeqDeskSeries *series, AeqDate *from)
{
  guint n = 0;

  for (gsize i = series->n_days; i > 0 && n < AEQ_SCENARIO_USUAL_DAYS; i--)
    if (!isnan (series->net[i - 1]))
      {
        *from = series->days[i - 1];
        n++;
      }
  return n;
}

static gboolean
read_past (Usual *usual, AeqLedger *ledger, AeqDate from, GCancellable *cancellable, GError **error)
{
  const AeqDeskView *desk = usual->self->forecast->desk;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, PAST_SQL, error);
  AeqInstant start, today, end;
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_zone_day_bounds (desk->account->zone, from, &start, &end);
  aeq_zone_day_bounds (desk->account->zone, desk->rest.today, &today, &end);
  aeq_statement_bind_int64 (stmt, 1, desk->account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  aeq_statement_bind_int64 (stmt, 3, start);
  aeq_statement_bind_int64 (stmt, 4, MIN (today, ledger->now));
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      if (!has_row)
        return TRUE;
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_flow (usual, stmt);
    }
  return FALSE;
}

gboolean
aeq_scenario_usual_load (AeqScenarioAccount *self, AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(GHashTable) index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  Usual usual = { self, index, groups };
  AeqDate from;
  guint n_days = find_days (&self->forecast->desk->rest, &from);

  if (n_days == 0)
    return TRUE;
  if (!read_past (&usual, ledger, from, cancellable, error))
    return FALSE;
  pool_small (&usual);
  finish (&usual, n_days);
  return TRUE;
}
