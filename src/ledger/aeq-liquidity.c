/* SPDX-License-Identifier: MIT */
#include "aeq-liquidity.h"

#define BASIS 10000

static void
source_free (gpointer data)
{
  AeqLiquiditySource *self = data;

  g_free (self->kind);
  g_free (self->name);
  g_free (self);
}

static void
line_free (gpointer data)
{
  AeqCreditLine *self = data;

  g_free (self->name);
  g_free (self);
}

/* In two parts, so that no product leaves the range. */
static gint64
after_haircut (gint64 minor, gint64 haircut_bp)
{
  gint64 kept = BASIS - haircut_bp;

  return minor / BASIS * kept + minor % BASIS * kept / BASIS;
}

static AeqDate
get_date (AeqStatement *stmt, int column)
{
  const char *text = aeq_statement_get_text (stmt, column);
  AeqDate date;

  return text != NULL && aeq_date_parse_iso (text, -1, &date) ? date : AEQ_DATE_NONE;
}

static AeqLiquiditySource *
source_new (AeqStatement *stmt)
{
  AeqLiquiditySource *self = g_new0 (AeqLiquiditySource, 1);

  self->kind = g_strdup (aeq_statement_get_text (stmt, 0));
  self->name = g_strdup (aeq_statement_get_text (stmt, 1));
  self->as_of = get_date (stmt, 2);
  self->before = aeq_statement_get_int64 (stmt, 3);
  self->haircut_bp = aeq_statement_get_int64 (stmt, 4);
  self->minor = after_haircut (self->before, self->haircut_bp);
  return self;
}

/* A figure holds until the next one of its kind and name, which follows it in the list. */
gboolean
aeq_liquidity_holds (const GPtrArray *sources, guint i, AeqDate day)
{
  const AeqLiquiditySource *source = sources->pdata[i];
  const AeqLiquiditySource *next = i + 1 < sources->len ? sources->pdata[i + 1] : NULL;

  if (source->as_of > day)
    return FALSE;
  return next == NULL || next->as_of > day || !g_str_equal (next->kind, source->kind) ||
         !g_str_equal (next->name, source->name);
}

GPtrArray *
aeq_liquidity_sources (AeqLedger *ledger, const AeqAccount *account, AeqDate to, GError **error)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (source_free);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT kind, name, as_of, amount, haircut_bp FROM liquidity_source WHERE account_id = ?1 AND as_of <= ?2"
    " ORDER BY kind, name, as_of", error);
  char day[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_text (stmt, 2, aeq_date_format (to, day));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&sources);
      g_ptr_array_add (sources, source_new (stmt));
    }
  return NULL;
}

static AeqCreditLine *
line_new (AeqStatement *stmt)
{
  AeqCreditLine *self = g_new0 (AeqCreditLine, 1);

  self->name = g_strdup (aeq_statement_get_text (stmt, 0));
  self->minor = aeq_statement_get_int64 (stmt, 1);
  self->committed = aeq_statement_get_int64 (stmt, 2) != 0;
  self->secured = aeq_statement_get_int64 (stmt, 3) != 0;
  self->valid_from = get_date (stmt, 4);
  self->valid_to = get_date (stmt, 5);
  self->use_known = !aeq_statement_is_null (stmt, 6);
  self->peak_use = aeq_statement_get_int64 (stmt, 6);
  return self;
}

static GPtrArray *
list_lines (AeqLedger *ledger, const char *sql, const AeqAccount *account, AeqDate from, AeqDate to, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  char first[AEQ_DATE_TEXT_SIZE];
  char last[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_text (stmt, 2, aeq_date_format (from, first));
  aeq_statement_bind_text (stmt, 3, aeq_date_format (to, last));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&lines);
      g_ptr_array_add (lines, line_new (stmt));
    }
  return NULL;
}

#define VALID \
  " WHERE account_id = ?1 AND (valid_from IS NULL OR valid_from <= ?3) AND (valid_to IS NULL OR valid_to >= ?2)" \
  " ORDER BY uid"

GPtrArray *
aeq_credit_lines (AeqLedger *ledger, const AeqAccount *account, AeqDate from, AeqDate to, GError **error)
{
  return list_lines (ledger,
                     "SELECT name, amount, committed, secured, valid_from, valid_to, NULL FROM credit_line" VALID,
                     account, from, to, error);
}

GPtrArray *
aeq_customer_lines (AeqLedger *ledger, const AeqAccount *account, AeqDate from, AeqDate to, GError **error)
{
  return list_lines (
    ledger, "SELECT customer, amount, committed, secured, valid_from, valid_to, peak_use FROM customer_line" VALID,
    account, from, to, error);
}

gboolean
aeq_credit_line_valid (const AeqCreditLine *self, AeqDate day)
{
  return (self->valid_from == AEQ_DATE_NONE || self->valid_from <= day) &&
         (self->valid_to == AEQ_DATE_NONE || self->valid_to >= day);
}

GHashTable *
aeq_customer_categories (AeqLedger *ledger, GError **error)
{
  g_autoptr(GHashTable) categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT category FROM customer_category", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&categories);
      g_hash_table_add (categories, g_strdup (aeq_statement_get_text (stmt, 0)));
    }
  return NULL;
}
