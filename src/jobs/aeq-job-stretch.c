/* SPDX-License-Identifier: MIT */
#include "aeq-job-stretch.h"

#include "aeq-error.h"
#include "aeq-job-intraday.h"

static const char BOOKED_SQL[] =
  "SELECT id, amount FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts > ?2 AND settle_ts <= ?3";
static const char OPEN_SQL[] =
  "SELECT id, amount, settle_ts, timed FROM flow WHERE account_id = ?1 AND status IN (1, 2) AND superseded_by IS NULL"
  " AND settle_ts >= ?2 AND settle_ts < ?3";

typedef struct
{
  gint64 id;
  gint64 minor;
} Found;

void
aeq_stretch_free (AeqStretch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->flows, g_ptr_array_unref);
  g_free (self);
}

static gboolean
add (AeqStretch *self, GArray *found, AeqStatement *stmt, GError **error)
{
  const Found one = { aeq_statement_get_int64 (stmt, 0), aeq_statement_get_int64 (stmt, 1) };
  gint64 *side = one.minor > 0 ? &self->in : &self->out;

  g_array_append_val (found, one);
  return aeq_money_add (*side, one.minor, side) ||
         aeq_error_refuse (error, AEQ_ERROR_OVERFLOW, NULL, 0, NULL, "the sum of the day's flows is too large");
}

static gboolean
add_booked (AeqStretch *self, AeqLedger *ledger, gint64 account, GArray *found, GError **error)
{
  const AeqStretchRequest *request = &self->request;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, BOOKED_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, request->from);
  aeq_statement_bind_int64 (stmt, 3, MIN (request->to, request->now));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!add (self, found, stmt, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
counts (const AeqStretchRequest *request, AeqStatement *stmt)
{
  AeqInstant at =
      aeq_announced_at (aeq_statement_get_int64 (stmt, 2), aeq_statement_get_int64 (stmt, 3) == 0,
                        aeq_statement_get_int64 (stmt, 1), MAX (request->now, request->start), request->end);

  return at > request->from && at <= request->to;
}

/* Nothing comes any more on a day that is over, nor in a stretch that is. */
static gboolean
add_announced (AeqStretch *self, AeqLedger *ledger, gint64 account, GArray *found, GError **error)
{
  const AeqStretchRequest *request = &self->request;
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (request->to <= request->now || request->now >= request->end)
    return TRUE;
  if ((stmt = aeq_store_prepare (ledger->store, OPEN_SQL, error)) == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, request->start);
  aeq_statement_bind_int64 (stmt, 3, request->end);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!counts (request, stmt))
        continue;
      self->n_announced++;
      if (!add (self, found, stmt, error))
        return FALSE;
    }
  return FALSE;
}

static guint64
size (gint64 minor)
{
  return minor < 0 ? -(guint64) minor : (guint64) minor;
}

/* Equal amounts in the order of their arrival. */
static gint
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;
  guint64 l = size (left->minor);
  guint64 r = size (right->minor);

  return l != r ? (l < r) - (l > r) : (left->id > right->id) - (left->id < right->id);
}

static gboolean
list (AeqStretch *self, AeqLedger *ledger, GArray *found, GCancellable *cancellable, GError **error)
{
  gint64 ids[AEQ_STRETCH_MAX];
  guint n = MIN (found->len, AEQ_STRETCH_MAX);

  g_array_sort (found, compare_found);
  for (guint i = 0; i < n; i++)
    ids[i] = g_array_index (found, Found, i).id;
  self->n = found->len;
  return (self->flows = aeq_flow_entries (ledger, ids, n, cancellable, error)) != NULL;
}

static gboolean
fill (AeqStretch *self, AeqLedger *ledger, const AeqStretchRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < request->n_accounts; i++)
    if (!add_booked (self, ledger, request->accounts[i], found, error) ||
        !add_announced (self, ledger, request->accounts[i], found, error))
      return FALSE;
  return list (self, ledger, found, cancellable, error);
}

AeqStretch *
aeq_job_stretch (AeqLedger *ledger, const AeqStretchRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStretch) self = g_new0 (AeqStretch, 1);
  gboolean ok;

  self->request = *request;
  self->request.accounts = NULL;
  self->request.n_accounts = 0;
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = fill (self, ledger, request, cancellable, error);
  aeq_store_rollback (ledger->store);
  return ok ? g_steal_pointer (&self) : NULL;
}
