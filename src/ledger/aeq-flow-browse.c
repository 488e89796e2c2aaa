/* SPDX-License-Identifier: MIT */
#include "aeq-flow-browse-private.h"

#include <string.h>

#define CANCEL_ROWS 4096
#define FIRST_BOUND 10 /* number of the first parameter of the days */
#define MAX_STREAMS 64 /* accounts of which the first are found one by one */

static const char *const ORDERS[AEQ_FLOW_N_SORTS][2] = {
  [AEQ_FLOW_SORT_TIME] = { "settle_ts, id", "settle_ts DESC, id DESC" },
  [AEQ_FLOW_SORT_ACCOUNT] = { "account_id, settle_ts, id", "account_id DESC, settle_ts DESC, id DESC" },
  [AEQ_FLOW_SORT_AMOUNT] = { "amount, id", "amount DESC, id DESC" },
  [AEQ_FLOW_SORT_CATEGORY] = { "COALESCE (category, ''), settle_ts, id", "COALESCE (category, '') DESC, settle_ts DESC, id DESC" },
  [AEQ_FLOW_SORT_COUNTERPARTY] = { "COALESCE (counterparty, ''), settle_ts, id",
                                   "COALESCE (counterparty, '') DESC, settle_ts DESC, id DESC" },
};

/* (nullable) The number that the flows are sorted by here, and not by the ledger, unless only a few are asked for. */
static const char *
own_key (const AeqFlowQuery *query)
{
  return query->sort == AEQ_FLOW_SORT_TIME ? "settle_ts" : query->sort == AEQ_FLOW_SORT_AMOUNT ? "amount" : NULL;
}

void
aeq_flow_index_free (AeqFlowIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->ids);
  g_free (self->amounts);
  g_free (self->currencies);
  g_clear_pointer (&self->totals, g_array_unref);
  g_free (self);
}

void
aeq_flow_index_add (const AeqFlowIndex *self, guint position, GArray *totals)
{
  AeqFlowTotal *total = &g_array_index (totals, AeqFlowTotal, self->currencies[position]);
  gint64 minor = self->amounts[position];
  gint64 *sum = minor < 0 ? &total->out : &total->in;

  total->n++;
  if (!aeq_money_add (*sum, minor, sum))
    total->overflow = TRUE;
}

static gboolean
has_days (const AeqFlowQuery *query)
{
  return query->from != AEQ_DATE_NONE || query->to != AEQ_DATE_NONE;
}

/* A day begins at another instant in each account's zone, so each account has bounds of its own. */
static void
append_days (GString *sql, guint n_accounts)
{
  g_string_append (sql, " AND (");
  for (guint i = 0; i < n_accounts; i++)
    g_string_append_printf (sql, "%s(account_id = ?%u AND settle_ts >= ?%u AND settle_ts < ?%u)", i > 0 ? " OR " : "",
                            FIRST_BOUND + 3 * i, FIRST_BOUND + 3 * i + 1, FIRST_BOUND + 3 * i + 2);
  g_string_append_c (sql, ')');
}

/* SQLite's LIKE ignores the case of ASCII letters by itself, four times as quickly as over LOWER(); it will be ILIKE elsewhere. */
char *
aeq_flow_query_sql (const AeqFlowQuery *query, guint n_accounts, gboolean bounded)
{
  const char *key = own_key (query);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT id, account_id, amount, %s FROM flow WHERE 1 = 1", key != NULL ? key : "0");
  if (query->account > 0)
    g_string_append (sql, " AND account_id = ?1");
  if (query->currency != NULL)
    g_string_append (sql, " AND account_id IN (SELECT id FROM account WHERE currency = ?4)");
  if (query->status >= 0)
    g_string_append (sql, " AND status = ?2");
  if (query->text != NULL && *query->text != '\0')
    g_string_append (sql,
                     " AND (narrative LIKE ?3 ESCAPE '!' OR counterparty LIKE ?3 ESCAPE '!' OR reference LIKE ?3 ESCAPE '!'"
                     " OR bank_reference LIKE ?3 ESCAPE '!' OR category LIKE ?3 ESCAPE '!')");
  if (has_days (query))
    append_days (sql, n_accounts);
  if (bounded)
    g_string_append_printf (sql, " AND settle_ts %s ?%d", query->descending ? ">=" : "<=", AEQ_FLOW_QUERY_BOUND);
  if (key == NULL || query->first > 0)
    g_string_append_printf (sql, " ORDER BY %s", ORDERS[query->sort][query->descending ? 1 : 0]);
  if (query->first > 0)
    g_string_append (sql, " LIMIT ?5");
  return g_string_free (sql, FALSE);
}

static char *
like_pattern (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  GString *pattern = g_string_new ("%");

  for (const char *p = lower; *p != '\0'; p++)
    {
      if (strchr ("!%_", *p) != NULL)
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

void
aeq_flow_query_bind (AeqStatement *stmt, const AeqFlowQuery *query, GPtrArray *accounts)
{
  if (query->account > 0)
    aeq_statement_bind_int64 (stmt, 1, query->account);
  if (query->currency != NULL)
    aeq_statement_bind_text (stmt, 4, query->currency->code);
  if (query->status >= 0)
    aeq_statement_bind_int64 (stmt, 2, query->status);
  if (query->first > 0)
    aeq_statement_bind_int64 (stmt, 5, query->first);
  if (query->text != NULL && *query->text != '\0')
    {
      g_autofree char *pattern = like_pattern (query->text);

      aeq_statement_bind_text (stmt, 3, pattern);
    }
  for (guint i = 0; has_days (query) && i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      AeqInstant from = G_MININT64, to = G_MAXINT64, other;

      if (query->from != AEQ_DATE_NONE)
        aeq_zone_day_bounds (account->zone, query->from, &from, &other);
      if (query->to != AEQ_DATE_NONE)
        aeq_zone_day_bounds (account->zone, query->to, &other, &to);
      aeq_statement_bind_int64 (stmt, FIRST_BOUND + 3 * (int) i, account->id);
      aeq_statement_bind_int64 (stmt, FIRST_BOUND + 3 * (int) i + 1, from);
      aeq_statement_bind_int64 (stmt, FIRST_BOUND + 3 * (int) i + 2, to);
    }
}

static int
compare_totals (gconstpointer a, gconstpointer b)
{
  return strcmp (((const AeqFlowTotal *) a)->currency->code, ((const AeqFlowTotal *) b)->currency->code);
}

static guint
find_currency (GArray *totals, const AeqCurrency *currency)
{
  guint i = 0;

  while (i < totals->len && g_array_index (totals, AeqFlowTotal, i).currency != currency)
    i++;
  return i;
}

/* ISO 4217 has fewer than 256 currencies, so that one byte names any of them. */
static GHashTable *
currencies_of (GPtrArray *accounts, GArray *totals)
{
  GHashTable *map = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      AeqFlowTotal total = { .currency = ((AeqAccount *) accounts->pdata[i])->currency };

      if (find_currency (totals, total.currency) == totals->len)
        g_array_append_val (totals, total);
    }
  g_array_sort (totals, compare_totals);
  for (guint i = 0; i < accounts->len; i++)
    {
      AeqAccount *account = accounts->pdata[i];

      g_hash_table_insert (map, &account->id, GUINT_TO_POINTER (find_currency (totals, account->currency)));
    }
  return map;
}

AeqFlowSortRow
aeq_flow_query_row (AeqStatement *stmt, GHashTable *currencies)
{
  gint64 account = aeq_statement_get_int64 (stmt, 1);

  return (AeqFlowSortRow) { .key = aeq_statement_get_int64 (stmt, 3),
                            .id = aeq_statement_get_int64 (stmt, 0),
                            .minor = aeq_statement_get_int64 (stmt, 2),
                            .currency = (guint8) GPOINTER_TO_UINT (g_hash_table_lookup (currencies, &account)) };
}

static gboolean
read_all (GArray *rows, AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, GHashTable *currencies,
          GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = aeq_flow_query_sql (query, accounts->len, FALSE);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_flow_query_bind (stmt, query, accounts);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqFlowSortRow row;

      if (!has_row)
        return TRUE;
      if ((rows->len + 1) % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      row = aeq_flow_query_row (stmt, currencies);
      g_array_append_val (rows, row);
    }
  return FALSE;
}

static gboolean
read_rows (GArray *rows, AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, GHashTable *currencies,
           GCancellable *cancellable, GError **error)
{
  gboolean given_up = FALSE;

  if (query->first == 0 || query->sort != AEQ_FLOW_SORT_TIME || accounts->len > MAX_STREAMS)
    return read_all (rows, ledger, query, accounts, currencies, cancellable, error);
  if (!aeq_flow_first (ledger, query, accounts, currencies, rows, &given_up, cancellable, error))
    return FALSE;
  if (!given_up)
    return TRUE;
  g_array_set_size (rows, 0);
  return read_all (rows, ledger, query, accounts, currencies, cancellable, error);
}

static void
take_rows (AeqFlowIndex *self, GArray *rows, gboolean backwards)
{
  self->n = rows->len;
  self->ids = g_new (gint64, rows->len);
  self->amounts = g_new (gint64, rows->len);
  self->currencies = g_new (guint8, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const AeqFlowSortRow *row = &g_array_index (rows, AeqFlowSortRow, backwards ? rows->len - 1 - i : i);

      self->ids[i] = row->id;
      self->amounts[i] = row->minor;
      self->currencies[i] = row->currency;
    }
}

static gboolean
read_index (AeqFlowIndex *self, AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, GCancellable *cancellable,
            GError **error)
{
  g_autoptr(GHashTable) currencies = currencies_of (accounts, self->totals);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (AeqFlowSortRow));
  gboolean own = own_key (query) != NULL && query->first == 0;

  if (!read_rows (rows, ledger, query, accounts, currencies, cancellable, error))
    return FALSE;
  if (own)
    aeq_flow_sort (rows);
  take_rows (self, rows, own && query->descending);
  return TRUE;
}

AeqFlowIndex *
aeq_flow_index_new (AeqLedger *ledger, const AeqFlowQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqFlowIndex) self = g_new0 (AeqFlowIndex, 1);
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);

  self->totals = g_array_new (FALSE, TRUE, sizeof (AeqFlowTotal));
  self->as_of = ledger->now;
  if (accounts == NULL || accounts->len == 0)
    return accounts != NULL ? g_steal_pointer (&self) : NULL;
  if (!read_index (self, ledger, query, accounts, cancellable, error))
    return NULL;
  for (guint i = 0; i < self->n; i++)
    aeq_flow_index_add (self, i, self->totals);
  return g_steal_pointer (&self);
}
