/* SPDX-License-Identifier: MIT */
/* The actual flows that an announcement may have come too late for. */
#include "aeq-match-private.h"

static gint64
reference_key (const char *reference)
{
  guint64 hash = 14695981039346656037u; /* FNV-1a */

  for (const char *p = reference; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * 1099511628211u;
  return (gint64) hash;
}

static void
add_booked (GHashTable *booked, const char *reference, gint64 id)
{
  gint64 key = reference_key (reference);
  GArray *ids = g_hash_table_lookup (booked, &key);

  if (ids == NULL)
    {
      ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 1);
      g_hash_table_insert (booked, g_memdup2 (&key, sizeof key), ids);
    }
  g_array_append_val (ids, id);
}

void
aeq_match_booked_add (AeqMatcher *self, const AeqFlow *flow, gint64 id)
{
  GHashTable *booked = g_hash_table_lookup (self->booked, &flow->account);

  if (booked != NULL && flow->reference != NULL && *flow->reference != '\0')
    add_booked (booked, flow->reference, id);
}

/* The account's actual flows by reference, in memory: a file of announcements whose payments are there asks once a row. */
static GHashTable *
load_booked (AeqMatcher *self, gint64 account, GError **error)
{
  g_autoptr(GHashTable) booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT reference, id FROM flow WHERE account_id = ?1 AND status = 0 AND reference IS NOT NULL AND settle_ts BETWEEN ?2 AND ?3"
    " ORDER BY id", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, self->from);
  aeq_statement_bind_int64 (stmt, 3, self->to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&booked);
      add_booked (booked, aeq_statement_get_text (stmt, 0), aeq_statement_get_int64 (stmt, 1));
    }
  return NULL;
}

/* Ids of the account's actual flows with this reference, NULL when there is none. Most announcements come before their payment. */
static gboolean
find_booked (AeqMatcher *self, const AeqFlow *flow, GArray **ids, GError **error)
{
  GHashTable *booked = g_hash_table_lookup (self->booked, &flow->account);
  gint64 key;

  *ids = NULL;
  if (flow->reference == NULL || *flow->reference == '\0')
    return TRUE;
  if (booked == NULL)
    {
      if ((booked = load_booked (self, flow->account, error)) == NULL)
        return FALSE;
      g_hash_table_insert (self->booked, g_memdup2 (&flow->account, sizeof flow->account), booked);
    }
  key = reference_key (flow->reference);
  *ids = g_hash_table_lookup (booked, &key);
  return TRUE;
}

#define CANDIDATE_COLUMNS "SELECT f.uid, f.amount, f.settle_ts, f.reference, f.counterparty FROM flow f"
#define NOT_TAKEN " AND NOT EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = f.uid AND e.status = ?4)"

static const char BY_ID_SQL[] = CANDIDATE_COLUMNS " WHERE f.id = ?1 AND f.status = 0" NOT_TAKEN;
static const char BY_TIME_SQL[] =
  CANDIDATE_COLUMNS " WHERE f.account_id = ?1 AND f.status = 0 AND f.settle_ts BETWEEN ?2 AND ?3"
  " AND f.amount BETWEEN ?5 AND ?6" NOT_TAKEN " ORDER BY f.settle_ts, f.id";

static void
bind_amounts (AeqStatement *stmt, const AeqOpenFlow *open)
{
  gint64 tolerance = ABS (open->minor) / 1000 * AEQ_MATCH_TOLERANCE_PER_MILLE;
  gint64 low = open->minor < 0 ? G_MININT64 : 0;
  gint64 high = open->minor < 0 ? -1 : G_MAXINT64;

  aeq_statement_bind_int64 (stmt, 5, MAX (low + tolerance, open->minor) - tolerance);
  aeq_statement_bind_int64 (stmt, 6, MIN (high - tolerance, open->minor) + tolerance);
}

/* Keeps the best of the rows that @stmt gives. */
static gboolean
take_best (AeqStatement *stmt, const AeqOpenFlow *open, gint64 *best_fit, AeqId *best, GError **error)
{
  gboolean has_row;

  while (aeq_statement_step (stmt, &has_row, error))
    {
      gint64 value;

      if (!has_row)
        return TRUE;
      value = aeq_match_fit (open, aeq_statement_get_int64 (stmt, 1), aeq_statement_get_int64 (stmt, 2), aeq_statement_get_text (stmt, 3),
                   aeq_statement_get_text (stmt, 4));
      if (value < *best_fit && aeq_statement_get_id (stmt, 0, best))
        *best_fit = value;
    }
  return FALSE;
}

/* Of one reference on one account, the ones that came last are the likely ones; nobody has more than this open. */
#define MAX_SAME_REFERENCE 256

static gboolean
best_referenced (AeqMatcher *self, GArray *ids, const AeqOpenFlow *open, gint64 *best_fit, AeqId *best, GError **error)
{
  guint first = ids->len > MAX_SAME_REFERENCE ? ids->len - MAX_SAME_REFERENCE : 0;

  for (guint i = first; i < ids->len; i++)
    {
      g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, BY_ID_SQL, error);

      if (stmt == NULL)
        return FALSE;
      aeq_statement_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      aeq_statement_bind_int64 (stmt, 4, open->status);
      if (!take_best (stmt, open, best_fit, best, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
best_by_amount (AeqMatcher *self, const AeqFlow *flow, const AeqOpenFlow *open, gint64 *best_fit, AeqId *best, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, BY_TIME_SQL, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, flow->account);
  aeq_statement_bind_int64 (stmt, 2, flow->settle_ts - AEQ_MATCH_WINDOW);
  aeq_statement_bind_int64 (stmt, 3, flow->settle_ts + AEQ_MATCH_WINDOW);
  aeq_statement_bind_int64 (stmt, 4, open->status);
  bind_amounts (stmt, open);
  return take_best (stmt, open, best_fit, best, error);
}

gboolean
aeq_match_booked_find (AeqMatcher *self, const AeqFlow *flow, const AeqOpenFlow *open, gboolean *found, AeqId *best, GError **error)
{
  gint64 best_fit = G_MAXINT64;
  GArray *ids;

  if (!find_booked (self, flow, &ids, error) || (ids != NULL && !best_referenced (self, ids, open, &best_fit, best, error)))
    return FALSE;
  if (best_fit == G_MAXINT64 && !best_by_amount (self, flow, open, &best_fit, best, error))
    return FALSE;
  *found = best_fit != G_MAXINT64;
  return TRUE;
}
