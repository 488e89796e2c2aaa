/* SPDX-License-Identifier: MIT */
#include "aeq-flow-browse-private.h"

/* A text that too few of the newest (or oldest) so many flows have is sought in the order of the file, where a flow takes a quarter of the
 * time. */
#define SEARCHED 60000

/* The flows of one account, as they come from the index on account and time. */
typedef struct
{
  AeqStatement  *stmt;
  AeqFlowSortRow row;
  gboolean       has_row;
} Stream;

static void
stream_clear (gpointer data)
{
  aeq_statement_release (((Stream *) data)->stmt);
}

static gboolean
stream_step (Stream *self, GHashTable *currencies, GError **error)
{
  if (!aeq_statement_step (self->stmt, &self->has_row, error))
    return FALSE;
  if (self->has_row)
    self->row = aeq_flow_query_row (self->stmt, currencies);
  return TRUE;
}

/* *bound becomes the time beyond which no more than @searched of this account's flows are looked at; it stays when there are fewer. */
static gboolean
find_bound (AeqLedger *ledger, gboolean descending, gint64 account, guint searched, gint64 *bound, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT settle_ts FROM flow WHERE account_id = ?1 ORDER BY settle_ts%s LIMIT 1 OFFSET %u",
                                          descending ? " DESC" : "", searched);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *bound = descending ? MAX (*bound, aeq_statement_get_int64 (stmt, 0)) : MIN (*bound, aeq_statement_get_int64 (stmt, 0));
  return TRUE;
}

static gboolean
find_bounds (AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, gint64 *bound, GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    if (!find_bound (ledger, query->descending, ((AeqAccount *) accounts->pdata[i])->id, SEARCHED / accounts->len, bound, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_stream (GArray *streams, AeqLedger *ledger, const AeqFlowQuery *query, AeqAccount *account, gint64 bound, GHashTable *currencies,
            GError **error)
{
  g_autoptr(GPtrArray) alone = g_ptr_array_new ();
  AeqFlowQuery of_account = *query;
  g_autofree char *sql = NULL;
  Stream stream = { .stmt = NULL };

  of_account.account = account->id;
  of_account.sort = AEQ_FLOW_SORT_TIME;
  g_ptr_array_add (alone, account);
  sql = aeq_flow_query_sql (&of_account, alone->len, TRUE);
  if ((stream.stmt = aeq_store_prepare (ledger->store, sql, error)) == NULL)
    return FALSE;
  aeq_flow_query_bind (stream.stmt, &of_account, alone);
  aeq_statement_bind_int64 (stream.stmt, AEQ_FLOW_QUERY_BOUND, bound);
  g_array_append_val (streams, stream);
  return stream_step (&g_array_index (streams, Stream, streams->len - 1), currencies, error);
}

static gboolean
is_before (const AeqFlowSortRow *a, const AeqFlowSortRow *b)
{
  return a->key < b->key || (a->key == b->key && a->id < b->id);
}

/* (nullable) That whose row is the next. */
static Stream *
next_stream (GArray *streams, gboolean descending)
{
  Stream *next = NULL;

  for (guint i = 0; i < streams->len; i++)
    {
      Stream *stream = &g_array_index (streams, Stream, i);

      if (stream->has_row && (next == NULL || is_before (&stream->row, &next->row) != descending))
        next = stream;
    }
  return next;
}

static GPtrArray *
wanted_accounts (const AeqFlowQuery *query, GPtrArray *accounts)
{
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      if ((query->account == 0 || account->id == query->account) && (query->currency == NULL || account->currency == query->currency))
        g_ptr_array_add (wanted, accounts->pdata[i]);
    }
  return wanted;
}

gboolean
aeq_flow_first (AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, GHashTable *currencies, GArray *rows,
                gboolean *given_up, GCancellable *cancellable, GError **error)
{
  const gint64 all = query->descending ? G_MININT64 : G_MAXINT64;
  g_autoptr(GPtrArray) wanted = wanted_accounts (query, accounts);
  g_autoptr(GArray) streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  gint64 bound = all;
  Stream *next;

  g_array_set_clear_func (streams, stream_clear);
  if (query->text != NULL && *query->text != '\0' && !find_bounds (ledger, query, wanted, &bound, error))
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_stream (streams, ledger, query, wanted->pdata[i], bound, currencies, error))
      return FALSE;
  while (rows->len < query->first && (next = next_stream (streams, query->descending)) != NULL)
    {
      g_array_append_val (rows, next->row);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !stream_step (next, currencies, error))
        return FALSE;
    }
  *given_up = bound != all && rows->len < query->first;
  return TRUE;
}
