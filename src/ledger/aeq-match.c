/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-match-private.h"

static void
open_free (gpointer data)
{
  AeqOpenFlow *open = data;

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

      if (((const AeqOpenFlow *) list->pdata[middle])->settle_ts < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_open (AeqMatcher *self, gint64 account, const AeqOpenFlow *open)
{
  GPtrArray *list = open_list (self, account);
  AeqOpenFlow *copy = g_memdup2 (open, sizeof *open);

  copy->reference = g_strdup (open->reference);
  copy->counterparty = g_strdup (open->counterparty);
  g_ptr_array_insert (list, (int) first_since (list, open->settle_ts + 1), copy);
}

static void
add_row (AeqMatcher *self, AeqStatement *stmt)
{
  AeqOpenFlow open = {
    .id = aeq_statement_get_int64 (stmt, 1),
    .status = (AeqFlowStatus) aeq_statement_get_int64 (stmt, 6),
    .taken = aeq_statement_get_int64 (stmt, 8) != 0,
    .minor = aeq_statement_get_int64 (stmt, 2),
    .settle_ts = aeq_statement_get_int64 (stmt, 3),
    .reference = (char *) aeq_statement_get_text (stmt, 4),
    .counterparty = (char *) aeq_statement_get_text (stmt, 5),
  };

  aeq_statement_get_id (stmt, 7, &open.uid);
  add_open (self, aeq_statement_get_int64 (stmt, 0), &open);
}

/* Near a flow there are few open ones and perhaps a million others: what stands in the index of open flows is looked up alone. */
#define OPEN_SQL                                                                             \
  "SELECT account_id, id, amount, settle_ts, reference, counterparty, status, uid,"           \
  " EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = flow.uid) FROM flow"                 \
  " WHERE status <> 0 AND superseded_by IS NULL AND status <> 3"
#define OPEN_NEAR_SQL                                                                        \
  OPEN_SQL " AND id IN (SELECT id FROM flow WHERE status <> 0 AND superseded_by IS NULL"      \
           " AND account_id = ?1 AND settle_ts BETWEEN ?2 AND ?3) ORDER BY settle_ts"

/* Of @account, or of all when it is 0. */
static gboolean
load (AeqMatcher *self, gint64 account, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store, account > 0 ? OPEN_NEAR_SQL : OPEN_SQL " ORDER BY account_id, settle_ts", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  if (account > 0)
    {
      aeq_statement_bind_int64 (stmt, 1, account);
      aeq_statement_bind_int64 (stmt, 2, self->from);
      aeq_statement_bind_int64 (stmt, 3, self->to);
    }
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_row (self, stmt);
    }
  return FALSE;
}

static AeqMatcher *
matcher_new (AeqLedger *ledger, gint64 account, AeqInstant from, AeqInstant to, GError **error)
{
  g_autoptr(AeqMatcher) self = g_new0 (AeqMatcher, 1);

  self->ledger = ledger;
  self->from = from;
  self->to = to;
  self->by_account = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return load (self, account, error) ? g_steal_pointer (&self) : NULL;
}

AeqMatcher *
aeq_matcher_new (AeqLedger *ledger, GError **error)
{
  return matcher_new (ledger, 0, G_MININT64, G_MAXINT64, error);
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

gint64
aeq_match_fit (const AeqOpenFlow *open, gint64 minor, AeqInstant settle_ts, const char *reference, const char *counterparty)
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

/* Which open flows can pair with a flow: an actual takes expected and pending ones, a pending one stands for an expected one, and an
 * expected one that comes late finds the pending one that stands for it. */
static gboolean
can_pair (const AeqOpenFlow *open, AeqFlowStatus status)
{
  switch (status)
    {
    case AEQ_FLOW_PENDING:
      return open->status == AEQ_FLOW_EXPECTED;
    case AEQ_FLOW_EXPECTED:
      return open->status == AEQ_FLOW_PENDING && !open->taken;
    case AEQ_FLOW_ACTUAL:
    default:
      return TRUE;
    }
}

/* The open flow that fits best among those near in time; the others cannot. */
static gint64
best_open (GPtrArray *list, const AeqFlow *flow, guint *best)
{
  gint64 best_fit = G_MAXINT64;

  for (guint i = first_since (list, flow->settle_ts - AEQ_MATCH_REFERENCE_WINDOW); i < list->len; i++)
    {
      const AeqOpenFlow *open = list->pdata[i];
      gint64 value;

      if (open->settle_ts > flow->settle_ts + AEQ_MATCH_REFERENCE_WINDOW)
        break;
      value = aeq_match_fit (open, flow->minor, flow->settle_ts, flow->reference, flow->counterparty);
      if (value < best_fit && can_pair (open, flow->status))
        {
          best_fit = value;
          *best = i;
        }
    }
  return best_fit;
}

gboolean
aeq_matcher_actual (AeqMatcher *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (self->by_account, &flow->account);
  guint best = 0;

  aeq_match_booked_add (self, flow, id);
  if (list == NULL || best_open (list, flow, &best) == G_MAXINT64)
    return TRUE;
  if (!mark (self, ((AeqOpenFlow *) list->pdata[best])->id, uid, error))
    return FALSE;
  g_ptr_array_remove_index (list, best);
  return TRUE;
}

gboolean
aeq_matcher_settle (AeqMatcher *self, gint64 account, gint64 pending_id, const AeqId *actual, GError **error)
{
  GPtrArray *list = open_list (self, account);

  for (guint i = 0; i < list->len; i++)
    if (((const AeqOpenFlow *) list->pdata[i])->id == pending_id)
      {
        g_ptr_array_remove_index (list, i);
        break;
      }
  return mark (self, pending_id, actual, error);
}

/* Pairs a new open flow with one of the other kind, so that announcement and pending entry of one payment count once. */
static gboolean
pair_open (AeqMatcher *self, const AeqFlow *flow, AeqOpenFlow *open, gboolean *fulfilled, GError **error)
{
  GPtrArray *list = open_list (self, flow->account);
  AeqOpenFlow *other;
  guint best = 0;

  *fulfilled = FALSE;
  if (best_open (list, flow, &best) == G_MAXINT64)
    return TRUE;
  other = list->pdata[best];
  if (flow->status == AEQ_FLOW_EXPECTED)
    {
      *fulfilled = other->taken = TRUE;
      return mark (self, open->id, &other->uid, error);
    }
  if (!mark (self, other->id, &open->uid, error))
    return FALSE;
  open->taken = TRUE;
  g_ptr_array_remove_index (list, best);
  return TRUE;
}

gboolean
aeq_matcher_open (AeqMatcher *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error)
{
  AeqOpenFlow open = { id, *uid, flow->status, FALSE, flow->minor, flow->settle_ts, (char *) flow->reference,
                (char *) flow->counterparty };
  gboolean found, known;
  AeqId best;

  if (!aeq_match_booked_find (self, flow, &open, &found, &best, error))
    return FALSE;
  if (found)
    return mark (self, id, &best, error);
  if (!pair_open (self, flow, &open, &known, error))
    return FALSE;
  if (!known)
    add_open (self, flow->account, &open);
  return TRUE;
}

static const char STORED_SQL[] =
  "SELECT id, account_id, status, settle_ts, amount, counterparty, reference FROM flow f WHERE uid = ?1 AND superseded_by IS NULL"
  " AND status <> 3 AND NOT EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = f.uid)";

/* The open flows that the matcher has loaded include the one that was stored: it is none of its own kind, so it cannot take itself. */
gboolean
aeq_match_stored (AeqLedger *ledger, const AeqId *uid, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, STORED_SQL, error);
  g_autoptr(AeqMatcher) matcher = NULL;
  g_autofree char *counterparty = NULL;
  g_autofree char *reference = NULL;
  gboolean has_row;
  AeqFlow flow = { 0 };
  gint64 id;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  id = aeq_statement_get_int64 (stmt, 0);
  flow.account = aeq_statement_get_int64 (stmt, 1);
  flow.status = (AeqFlowStatus) aeq_statement_get_int64 (stmt, 2);
  flow.settle_ts = aeq_statement_get_int64 (stmt, 3);
  flow.minor = aeq_statement_get_int64 (stmt, 4);
  flow.counterparty = counterparty = g_strdup (aeq_statement_get_text (stmt, 5));
  flow.reference = reference = g_strdup (aeq_statement_get_text (stmt, 6));
  /* One flow among a million others must not read them all. */
  if ((matcher = matcher_new (ledger, flow.account, flow.settle_ts - AEQ_MATCH_REFERENCE_WINDOW,
                              flow.settle_ts + AEQ_MATCH_REFERENCE_WINDOW, error)) == NULL)
    return FALSE;
  return flow.status == AEQ_FLOW_ACTUAL ? aeq_matcher_actual (matcher, &flow, id, uid, error)
                                        : aeq_matcher_open (matcher, &flow, id, uid, error);
}
