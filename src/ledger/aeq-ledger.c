/* SPDX-License-Identifier: MIT */
#include "aeq-ledger.h"

AeqLedger *
aeq_ledger_open (const char *uri, AeqStoreFlags flags, AeqInstant now, guint64 seed, GError **error)
{
  AeqStore *store = aeq_store_open (uri, flags, error);
  AeqLedger *self;

  if (store == NULL)
    return NULL;
  self = g_new0 (AeqLedger, 1);
  self->store = store;
  self->now = now != AEQ_INSTANT_NONE ? now : aeq_instant_now ();
  self->seed = seed;
  self->author = g_strdup (g_get_user_name ());
  return self;
}

void
aeq_ledger_close (AeqLedger *self)
{
  if (self == NULL)
    return;
  aeq_store_close (self->store);
  g_free (self->author);
  g_free (self);
}

gboolean
aeq_ledger_get_info (AeqLedger *self, const char *key, char **value, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->store, "SELECT value FROM ledger_info WHERE key = ?1", error);
  gboolean has_row;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, key);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *value = g_strdup (aeq_statement_get_text (stmt, 0));
  return TRUE;
}

gboolean
aeq_ledger_set_info (AeqLedger *self, const char *key, const char *value, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->store,
    "INSERT INTO ledger_info (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, key);
  aeq_statement_bind_text (stmt, 2, value);
  return aeq_statement_run (stmt, error);
}

const AeqCurrency *
aeq_ledger_reporting_currency (AeqLedger *self)
{
  g_autofree char *code = NULL;
  const AeqCurrency *currency = NULL;

  if (aeq_ledger_get_info (self, "reporting_currency", &code, NULL) && code != NULL)
    currency = aeq_currency_lookup (code, -1);
  return currency != NULL ? currency : aeq_currency_lookup ("USD", -1);
}

gboolean
aeq_ledger_next_id (AeqLedger *self, const char *table, gint64 *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT MAX (id) FROM %s", table);

  if (!aeq_store_query_int64 (self->store, sql, 0, id, error))
    return FALSE;
  *id += 1;
  return TRUE;
}

char *
aeq_ledger_default_path (void)
{
  const char *set = g_getenv ("AEQUITAS_LEDGER");

  if (set != NULL && *set != '\0')
    return g_strdup (set);
  return g_build_filename (g_get_user_data_dir (), "aequitas", "ledger.aequitas", NULL);
}
