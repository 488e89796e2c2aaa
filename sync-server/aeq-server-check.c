/* SPDX-License-Identifier: MIT */
#include "aeq-server-check.h"

#include "aeq-audit.h"
#include "aeq-check.h"

static void
tell (GString *out, const char *name, gint64 n, gint64 broken, GPtrArray *problems, gboolean *sound)
{
  g_string_append_printf (out, "%s: %s, %" G_GINT64_FORMAT " log entries\n", name,
                          problems->len == 0 && broken == 0 ? "whole" : "NOT whole", n);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (out, "  %s\n", (char *) problems->pdata[i]);
  if (broken > 0)
    g_string_append_printf (out, "  log entry %" G_GINT64_FORMAT " was changed, or one before it was taken out\n",
                            broken);
  *sound = *sound && problems->len == 0 && broken == 0;
}

static gboolean
check_tenant (AeqTenant *tenant, const char *name, GString *out, gboolean *sound, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_tenant_open (tenant, error);
  g_autoptr(AeqCheck) check = NULL;
  gint64 n, broken;

  if (ledger == NULL || (check = aeq_check_run (ledger, NULL, NULL, error)) == NULL ||
      !aeq_audit_verify (ledger->store, &n, &broken, error))
    return FALSE;
  tell (out, name, n, broken, check->problems, sound);
  return TRUE;
}

static gboolean
check_catalog (AeqStore *catalog, GString *out, gboolean *sound, GError **error)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  gint64 n, broken;

  if (!aeq_store_check (catalog, problems, NULL, error) || !aeq_audit_verify (catalog, &n, &broken, error))
    return FALSE;
  tell (out, "catalog", n, broken, problems, sound);
  return TRUE;
}

gboolean
aeq_server_check (AeqStores *stores, GString *out, gboolean *sound, GError **error)
{
  g_autoptr(AeqStore) catalog = aeq_stores_open_catalog (stores, error);
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  *sound = TRUE;
  if (catalog == NULL || !check_catalog (catalog, out, sound, error) ||
      (stmt = aeq_store_prepare (catalog, "SELECT uid, seed FROM organisation ORDER BY id", error)) == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      char name[AEQ_ID_TEXT_SIZE];
      AeqId uid;

      if (!has_row)
        return TRUE;
      aeq_statement_get_id (stmt, 0, &uid);
      if (!check_tenant (aeq_stores_tenant (stores, &uid, (guint64) aeq_statement_get_int64 (stmt, 1)),
                         aeq_id_format (&uid, name), out, sound, error))
        return FALSE;
    }
  return FALSE;
}
