/* SPDX-License-Identifier: MIT */
#include "aeq-match.h"

#include <string.h>

typedef struct
{
  gint64        id;
  AeqId         uid;
  AeqFlowStatus status; /* expected or pending */
  gboolean      taken;  /* a pending flow that stands for an expected one already */
  gint64        minor;
  AeqInstant    settle_ts;
  char         *reference;
  char         *counterparty;
} Open;

struct _AeqMatcher
{
  AeqLedger  *ledger;
  GHashTable *by_account; /* gint64* -> GPtrArray of Open, by time */
  GHashTable *booked;     /* gint64* -> ids of the actual flows by hash of reference, for accounts that were asked for */
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
add_open (AeqMatcher *self, gint64 account, const Open *open)
{
  GPtrArray *list = open_list (self, account);
  Open *copy = g_memdup2 (open, sizeof *open);

  copy->reference = g_strdup (open->reference);
  copy->counterparty = g_strdup (open->counterparty);
  g_ptr_array_insert (list, (int) first_since (list, open->settle_ts + 1), copy);
}

static void
add_row (AeqMatcher *self, AeqStatement *stmt)
{
  Open open = {
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

static gboolean
load (AeqMatcher *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT account_id, id, amount, settle_ts, reference, counterparty, status, uid,"
    " EXISTS (SELECT 1 FROM flow e WHERE e.superseded_by = flow.uid) FROM flow"
    " WHERE status <> 0 AND superseded_by IS NULL AND status <> 3 ORDER BY account_id, settle_ts", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_row (self, stmt);
    }
  return FALSE;
}

AeqMatcher *
aeq_matcher_new (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqMatcher) self = g_new0 (AeqMatcher, 1);

  self->ledger = ledger;
  self->by_account = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_hash_table_unref);
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

/* Which open flows can pair with a flow: an actual takes expected and pending ones, a pending one stands for an expected one, and an
 * expected one that comes late finds the pending one that stands for it. */
static gboolean
can_pair (const Open *open, AeqFlowStatus status)
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
      const Open *open = list->pdata[i];
      gint64 value;

      if (open->settle_ts > flow->settle_ts + AEQ_MATCH_REFERENCE_WINDOW)
        break;
      value = fit (open, flow->minor, flow->settle_ts, flow->reference, flow->counterparty);
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
  GHashTable *booked = g_hash_table_lookup (self->booked, &flow->account);
  guint best = 0;

  if (booked != NULL && flow->reference != NULL && *flow->reference != '\0')
    add_booked (booked, flow->reference, id);
  if (list == NULL || best_open (list, flow, &best) == G_MAXINT64)
    return TRUE;
  if (!mark (self, ((Open *) list->pdata[best])->id, uid, error))
    return FALSE;
  g_ptr_array_remove_index (list, best);
  return TRUE;
}

gboolean
aeq_matcher_settle (AeqMatcher *self, gint64 account, gint64 pending_id, const AeqId *actual, GError **error)
{
  GPtrArray *list = open_list (self, account);

  for (guint i = 0; i < list->len; i++)
    if (((const Open *) list->pdata[i])->id == pending_id)
      {
        g_ptr_array_remove_index (list, i);
        break;
      }
  return mark (self, pending_id, actual, error);
}

/* The account's actual flows by reference, in memory: a file of announcements whose payments are there asks once a row. */
static GHashTable *
load_booked (AeqMatcher *self, gint64 account, GError **error)
{
  g_autoptr(GHashTable) booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT reference, id FROM flow WHERE account_id = ?1 AND status = 0 AND reference IS NOT NULL ORDER BY id", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
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
bind_amounts (AeqStatement *stmt, const Open *open)
{
  gint64 tolerance = ABS (open->minor) / 1000 * AEQ_MATCH_TOLERANCE_PER_MILLE;
  gint64 low = open->minor < 0 ? G_MININT64 : 0;
  gint64 high = open->minor < 0 ? -1 : G_MAXINT64;

  aeq_statement_bind_int64 (stmt, 5, MAX (low + tolerance, open->minor) - tolerance);
  aeq_statement_bind_int64 (stmt, 6, MIN (high - tolerance, open->minor) + tolerance);
}

/* Keeps the best of the rows that @stmt gives. */
static gboolean
take_best (AeqStatement *stmt, const Open *open, gint64 *best_fit, AeqId *best, GError **error)
{
  gboolean has_row;

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

/* Of one reference on one account, the ones that came last are the likely ones; nobody has more than this open. */
#define MAX_SAME_REFERENCE 256

static gboolean
best_referenced (AeqMatcher *self, GArray *ids, const Open *open, gint64 *best_fit, AeqId *best, GError **error)
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
best_by_amount (AeqMatcher *self, const AeqFlow *flow, const Open *open, gint64 *best_fit, AeqId *best, GError **error)
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

/* Pairs a new open flow with one of the other kind, so that announcement and pending entry of one payment count once. */
static gboolean
pair_open (AeqMatcher *self, const AeqFlow *flow, Open *open, gboolean *fulfilled, GError **error)
{
  GPtrArray *list = open_list (self, flow->account);
  Open *other;
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
  Open open = { id, *uid, flow->status, FALSE, flow->minor, flow->settle_ts, (char *) flow->reference,
                (char *) flow->counterparty };
  gint64 best_fit = G_MAXINT64;
  gboolean known;
  GArray *ids;
  AeqId best;

  if (!find_booked (self, flow, &ids, error) ||
      (ids != NULL && !best_referenced (self, ids, &open, &best_fit, &best, error)))
    return FALSE;
  if (best_fit == G_MAXINT64 && !best_by_amount (self, flow, &open, &best_fit, &best, error))
    return FALSE;
  if (best_fit != G_MAXINT64)
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
  if ((matcher = aeq_matcher_new (ledger, error)) == NULL)
    return FALSE;
  return flow.status == AEQ_FLOW_ACTUAL ? aeq_matcher_actual (matcher, &flow, id, uid, error)
                                        : aeq_matcher_open (matcher, &flow, id, uid, error);
}
