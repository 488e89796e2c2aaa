/* SPDX-License-Identifier: MIT */
#include "aeq-entity-page.h"

static const char *
time_column (const AeqEntity *self)
{
  const AeqField *field = aeq_entity_field (self, "settle_ts");

  if (field == NULL)
    field = aeq_entity_field (self, "as_of");
  return field != NULL && field->type == AEQ_FIELD_INSTANT ? field->name : NULL;
}

static void
append_fields (GString *sql, const AeqEntity *self)
{
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_ACCOUNT)
      g_string_append (sql, ", a.uid");
    else if (field->type != AEQ_FIELD_FULFILS)
      g_string_append_printf (sql, ", t.%s", field->name);
}

static char *
page_sql (const AeqEntity *self, const AeqEntityPage *page)
{
  gboolean has_account = aeq_entity_field (self, "account_id") != NULL;
  const char *time = time_column (self);
  gboolean by_time = time != NULL && page->account != NULL;
  GString *sql = g_string_new ("SELECT t.id, t.uid, ");

  g_string_append_printf (sql, by_time ? "t.%s" : "0", time);
  g_string_append (sql, has_account ? ", a.currency" : ", t.currency");
  append_fields (sql, self);
  g_string_append_printf (sql, " FROM %s t%s WHERE 1 = 1", self->table,
                          has_account ? " JOIN account a ON a.id = t.account_id" : "");
  if (page->uid != NULL)
    g_string_append (sql, " AND t.uid = ?1");
  if (page->account != NULL && has_account)
    g_string_append (sql, " AND t.account_id = (SELECT id FROM account WHERE uid = ?2)");
  if (time != NULL && page->from != G_MININT64)
    g_string_append_printf (sql, " AND t.%s >= ?3", time);
  if (time != NULL && page->to != G_MININT64)
    g_string_append_printf (sql, " AND t.%s < ?4", time);
  if (page->status >= 0)
    g_string_append (sql, " AND t.status = ?5");
  if (page->after_id > 0 && by_time)
    g_string_append_printf (sql, " AND (t.%s, t.id) > (?6, ?7)", time);
  else if (page->after_id > 0)
    g_string_append (sql, " AND t.id > ?7");
  g_string_append_printf (sql, by_time ? " ORDER BY t.%s, t.id" : " ORDER BY t.id", time);
  if (page->limit > 0)
    g_string_append (sql, " LIMIT ?8");
  return g_string_free (sql, FALSE);
}

/* Only what the statement has may be bound; the conditions are those of page_sql(). */
static void
bind_page (AeqStatement *stmt, const AeqEntity *self, const AeqEntityPage *page)
{
  gboolean has_time = time_column (self) != NULL;

  if (page->uid != NULL)
    aeq_statement_bind_id (stmt, 1, page->uid);
  if (page->account != NULL && aeq_entity_field (self, "account_id") != NULL)
    aeq_statement_bind_id (stmt, 2, page->account);
  if (has_time && page->from != G_MININT64)
    aeq_statement_bind_int64 (stmt, 3, page->from);
  if (has_time && page->to != G_MININT64)
    aeq_statement_bind_int64 (stmt, 4, page->to);
  if (page->status >= 0)
    aeq_statement_bind_int64 (stmt, 5, page->status);
  if (page->after_id > 0 && has_time && page->account != NULL)
    aeq_statement_bind_int64 (stmt, 6, page->after_key);
  if (page->after_id > 0)
    aeq_statement_bind_int64 (stmt, 7, page->after_id);
  if (page->limit > 0)
    aeq_statement_bind_int64 (stmt, 8, page->limit);
}

gboolean
aeq_entity_page (const AeqEntity *self, AeqStore *store, const AeqEntityPage *page, AeqEntityRowFunc func,
                 gpointer user_data, GError **error)
{
  g_autofree char *sql = page_sql (self, page);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  bind_page (stmt, self, page);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      g_autoptr(GError) local = NULL;

      if (!has_row)
        return TRUE;
      if (func (stmt, user_data, &local))
        continue;
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return FALSE;
}
