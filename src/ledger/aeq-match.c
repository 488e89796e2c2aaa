/* SPDX-License-Identifier: MIT */
#include "aeq-match.h"

#include <string.h>

typedef struct
{
  gint64      id;
  gint64      minor;
  AeqInstant  settle_ts;
  char       *reference;
  char       *counterparty;
} Open;

struct _AeqMatcher
{
  AeqLedger  *ledger;
  GHashTable *by_account; /* gint64* -> GPtrArray of Open */
};

static void
open_free (gpointer data)
{
  Open *open = data;

  g_free (open->reference);
  g_free (open->counterparty);
  g_free (open);
}

static GPtrArray *
open_list (AeqMatcher *self, gint64 account)
{
  GPtrArray *list = g_hash_table_lookup (self->by_account, &account);

  if (list == NULL)
    {
      gint64 *key = g_new (gint64, 1);

      *key = account;
      list = g_ptr_array_new_with_free_func (open_free);
      g_hash_table_insert (self->by_account, key, list);
    }
  return list;
}

static void
add_open (AeqMatcher *self, gint64 account, gint64 id, gint64 minor, AeqInstant settle_ts, const char *reference,
          const char *counterparty)
{
  Open *open = g_new0 (Open, 1);

  open->id = id;
  open->minor = minor;
  open->settle_ts = settle_ts;
  open->reference = g_strdup (reference);
  open->counterparty = g_strdup (counterparty);
  g_ptr_array_add (open_list (self, account), open);
}

static gboolean
load (AeqMatcher *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT account_id, id, amount, settle_ts, reference, counterparty FROM flow"
    " WHERE status <> 0 AND superseded_by IS NULL ORDER BY account_id, settle_ts", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_open (self, aeq_statement_get_int64 (stmt, 0), aeq_statement_get_int64 (stmt, 1), aeq_statement_get_int64 (stmt, 2),
                aeq_statement_get_int64 (stmt, 3), aeq_statement_get_text (stmt, 4), aeq_statement_get_text (stmt, 5));
    }
  return FALSE;
}

AeqMatcher *
aeq_matcher_new (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqMatcher) self = g_new0 (AeqMatcher, 1);

  self->ledger = ledger;
  self->by_account = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

void
aeq_matcher_free (AeqMatcher *self)
{
  g_hash_table_unref (self->by_account);
  g_free (self);
}

static gboolean
same_reference (const char *a, const char *b)
{
  return a != NULL && b != NULL && *a != '\0' && strcmp (a, b) == 0;
}

static gboolean
counterparties_agree (const char *a, const char *b)
{
  return a == NULL || b == NULL || *a == '\0' || *b == '\0' || g_ascii_strcasecmp (a, b) == 0;
}

/* How badly an amount and a time fit: G_MAXINT64 when outside tolerance or window. References that contradict each other rule
 * a pair out. */
static gint64
misfit (gint64 expected, AeqInstant expected_ts, gint64 actual, AeqInstant actual_ts)
{
  gint64 distance = ABS (expected_ts - actual_ts);
  gint64 tolerance = ABS (expected) / 1000 * AEQ_MATCH_TOLERANCE_PER_MILLE;
  gint64 difference;

  if ((expected < 0) != (actual < 0) || distance > AEQ_MATCH_WINDOW)
    return G_MAXINT64;
  difference = ABS (expected - actual);
  if (difference > tolerance)
    return G_MAXINT64;
  /* Amount first, then time. */
  return (difference > 0 ? AEQ_MATCH_WINDOW : 0) + distance;
}

static gint64
fit (const Open *open, gint64 minor, AeqInstant settle_ts, const char *reference, const char *counterparty)
{
  gboolean both = reference != NULL && *reference != '\0' && open->reference != NULL && *open->reference != '\0';

  /* Below every fit by amount, nearest first. */
  if (same_reference (open->reference, reference) && (open->minor < 0) == (minor < 0) &&
      ABS (open->settle_ts - settle_ts) <= AEQ_MATCH_REFERENCE_WINDOW)
    return ABS (open->settle_ts - settle_ts) - AEQ_MATCH_REFERENCE_WINDOW - 1;
  if (both || !counterparties_agree (open->counterparty, counterparty))
    return G_MAXINT64;
  return misfit (open->minor, open->settle_ts, minor, settle_ts);
}

static gboolean
mark (AeqMatcher *self, gint64 id, const AeqId *actual, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, "UPDATE flow SET superseded_by = ?1 WHERE id = ?2",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, actual);
  aeq_statement_bind_int64 (stmt, 2, id);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_matcher_actual (AeqMatcher *self, const AeqFlow *flow, const AeqId *uid, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (self->by_account, &flow->account);
  gint64 best_fit = G_MAXINT64;
  guint best = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      gint64 value = fit (list->pdata[i], flow->minor, flow->settle_ts, flow->reference, flow->counterparty);

      if (value < best_fit)
        {
          best_fit = value;
          best = i;
        }
    }
  if (best_fit == G_MAXINT64)
    return TRUE;
  if (!mark (self, ((Open *) list->pdata[best])->id, uid, error))
    return FALSE;
  g_ptr_array_remove_index (list, best);
  return TRUE;
}

static const char CANDIDATES_SQL[] =
  "SELECT f.uid, f.amount, f.settle_ts, f.reference, f.counterparty FROM flow f"
  " WHERE f.account_id = ?1 AND f.status = 0 AND f.settle_ts BETWEEN ?2 AND ?3 AND (?4 IS NULL OR f.reference = ?4)"
  " AND NOT EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = f.uid) ORDER BY f.settle_ts, f.id";

/* The best of the actuals within @window that carry @reference (NULL: any). */
static gboolean
best_actual (AeqMatcher *self, const AeqFlow *flow, const Open *open, AeqInstant window, const char *reference, gint64 *best_fit,
             AeqId *best, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, CANDIDATES_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, flow->account);
  aeq_statement_bind_int64 (stmt, 2, flow->settle_ts - window);
  aeq_statement_bind_int64 (stmt, 3, flow->settle_ts + window);
  aeq_statement_bind_text (stmt, 4, reference);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      gint64 value;

      if (!has_row)
        return TRUE;
      value = fit (open, aeq_statement_get_int64 (stmt, 1), aeq_statement_get_int64 (stmt, 2), aeq_statement_get_text (stmt, 3),
                   aeq_statement_get_text (stmt, 4));
      if (value < *best_fit && aeq_statement_get_id (stmt, 0, best))
        *best_fit = value;
    }
  return FALSE;
}

gboolean
aeq_matcher_open (AeqMatcher *self, const AeqFlow *flow, gint64 id, GError **error)
{
  Open open = { id, flow->minor, flow->settle_ts, (char *) flow->reference, (char *) flow->counterparty };
  gboolean referenced = flow->reference != NULL && *flow->reference != '\0';
  gint64 best_fit = G_MAXINT64;
  AeqId best;

  if (referenced && !best_actual (self, flow, &open, AEQ_MATCH_REFERENCE_WINDOW, flow->reference, &best_fit, &best, error))
    return FALSE;
  if (best_fit == G_MAXINT64 && !best_actual (self, flow, &open, AEQ_MATCH_WINDOW, NULL, &best_fit, &best, error))
    return FALSE;
  if (best_fit != G_MAXINT64)
    return mark (self, id, &best, error);
  add_open (self, flow->account, id, flow->minor, flow->settle_ts, flow->reference, flow->counterparty);
  return TRUE;
}
