/* SPDX-License-Identifier: MIT */
#include "aeq-match.h"

#include <string.h>

#include "aeq-occurrence.h"

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
  GHashTable *by_account; /* gint64* -> GPtrArray of Open, by time */
  GHashTable *booked;     /* gint64* -> AeqOccurrence: references of the actual flows, for accounts that were asked for */
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
      list = g_ptr_array_new_with_free_func (open_free);
      g_hash_table_insert (self->by_account, g_memdup2 (&account, sizeof account), list);
    }
  return list;
}

/* Index of the first open flow at @from or later. */
static guint
first_since (const GPtrArray *list, AeqInstant from)
{
  guint low = 0;
  guint high = list->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (((const Open *) list->pdata[middle])->settle_ts < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_open (AeqMatcher *self, gint64 account, gint64 id, gint64 minor, AeqInstant settle_ts, const char *reference,
          const char *counterparty)
{
  GPtrArray *list = open_list (self, account);
  Open *open = g_new0 (Open, 1);

  open->id = id;
  open->minor = minor;
  open->settle_ts = settle_ts;
  open->reference = g_strdup (reference);
  open->counterparty = g_strdup (counterparty);
  g_ptr_array_insert (list, (int) first_since (list, settle_ts + 1), open);
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
  self->booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) aeq_occurrence_free);
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

void
aeq_matcher_free (AeqMatcher *self)
{
  g_hash_table_unref (self->by_account);
  g_hash_table_unref (self->booked);
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

static guint64
reference_key (const char *reference)
{
  guint64 hash = 14695981039346656037u; /* FNV-1a */

  for (const char *p = reference; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * 1099511628211u;
  return hash;
}

/* The open flow that fits best among those near in time; the others cannot. */
static gint64
best_open (GPtrArray *list, const AeqFlow *flow, guint *best)
{
  gint64 best_fit = G_MAXINT64;

  for (guint i = first_since (list, flow->settle_ts - AEQ_MATCH_REFERENCE_WINDOW); i < list->len; i++)
    {
      const Open *open = list->pdata[i];
      gint64 value;

      if (open->settle_ts > flow->settle_ts + AEQ_MATCH_REFERENCE_WINDOW)
        break;
      value = fit (open, flow->minor, flow->settle_ts, flow->reference, flow->counterparty);
      if (value < best_fit)
        {
          best_fit = value;
          *best = i;
        }
    }
  return best_fit;
}

gboolean
aeq_matcher_actual (AeqMatcher *self, const AeqFlow *flow, const AeqId *uid, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (self->by_account, &flow->account);
  AeqOccurrence *booked = g_hash_table_lookup (self->booked, &flow->account);
  guint best = 0;

  if (booked != NULL && flow->reference != NULL && *flow->reference != '\0')
    aeq_occurrence_next (booked, reference_key (flow->reference));
  if (list == NULL || best_open (list, flow, &best) == G_MAXINT64)
    return TRUE;
  if (!mark (self, ((Open *) list->pdata[best])->id, uid, error))
    return FALSE;
  g_ptr_array_remove_index (list, best);
  return TRUE;
}

static AeqOccurrence *
load_booked (AeqMatcher *self, gint64 account, GError **error)
{
  g_autoptr(AeqOccurrence) booked = aeq_occurrence_new ();
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store, "SELECT reference FROM flow WHERE account_id = ?1 AND status = 0 AND reference IS NOT NULL", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&booked);
      aeq_occurrence_next (booked, reference_key (aeq_statement_get_text (stmt, 0)));
    }
  return NULL;
}

/* Whether the account has an actual flow of this reference at all. Most announcements come before their payment: one look here
 * saves each of them a walk through two months of flows. A wrong yes costs that walk, nothing else. */
static gboolean
may_be_booked (AeqMatcher *self, const AeqFlow *flow, gboolean *may, GError **error)
{
  AeqOccurrence *booked = g_hash_table_lookup (self->booked, &flow->account);

  *may = FALSE;
  if (flow->reference == NULL || *flow->reference == '\0')
    return TRUE;
  if (booked == NULL)
    {
      if ((booked = load_booked (self, flow->account, error)) == NULL)
        return FALSE;
      g_hash_table_insert (self->booked, g_memdup2 (&flow->account, sizeof flow->account), booked);
    }
  *may = aeq_occurrence_has (booked, reference_key (flow->reference));
  return TRUE;
}

static const char CANDIDATES_SQL[] =
  "SELECT f.uid, f.amount, f.settle_ts, f.reference, f.counterparty FROM flow f"
  " WHERE f.account_id = ?1 AND f.status = 0 AND f.settle_ts BETWEEN ?2 AND ?3 AND (?4 IS NULL OR f.reference = ?4)"
  " AND f.amount BETWEEN ?5 AND ?6"
  " AND NOT EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = f.uid) ORDER BY f.settle_ts, f.id";

/* A reference leaves the amount open, but not the direction. */
static void
bind_amounts (AeqStatement *stmt, const Open *open, gboolean referenced)
{
  gint64 tolerance = ABS (open->minor) / 1000 * AEQ_MATCH_TOLERANCE_PER_MILLE;
  gint64 low = open->minor < 0 ? G_MININT64 : 0;
  gint64 high = open->minor < 0 ? -1 : G_MAXINT64;

  if (!referenced)
    {
      low = MAX (low + tolerance, open->minor) - tolerance;
      high = MIN (high - tolerance, open->minor) + tolerance;
    }
  aeq_statement_bind_int64 (stmt, 5, low);
  aeq_statement_bind_int64 (stmt, 6, high);
}

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
  bind_amounts (stmt, open, reference != NULL);
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
  gint64 best_fit = G_MAXINT64;
  gboolean booked;
  AeqId best;

  if (!may_be_booked (self, flow, &booked, error))
    return FALSE;
  if (booked && !best_actual (self, flow, &open, AEQ_MATCH_REFERENCE_WINDOW, flow->reference, &best_fit, &best, error))
    return FALSE;
  if (best_fit == G_MAXINT64 && !best_actual (self, flow, &open, AEQ_MATCH_WINDOW, NULL, &best_fit, &best, error))
    return FALSE;
  if (best_fit != G_MAXINT64)
    return mark (self, id, &best, error);
  add_open (self, flow->account, id, flow->minor, flow->settle_ts, flow->reference, flow->counterparty);
  return TRUE;
}
