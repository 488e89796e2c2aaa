/* SPDX-License-Identifier: MIT */
#include "aeq-alert.h"

static const struct
{
  const char  *name;
  AeqAlertUnit unit;
  gboolean     has_lead;
  gboolean     of_account;
} KINDS[AEQ_N_ALERT_KINDS] = {
  { "breach-risk", AEQ_ALERT_SHARE, TRUE, TRUE },
  { "breach", AEQ_ALERT_AMOUNT, FALSE, TRUE },
  { "late-receipt", AEQ_ALERT_MINUTES, FALSE, TRUE },
  { "cut-off", AEQ_ALERT_AMOUNT, TRUE, TRUE },
  { "stale-feed", AEQ_ALERT_DAYS, FALSE, FALSE },
  { "regime", AEQ_ALERT_SHARE, TRUE, FALSE },
  { "calibration", AEQ_ALERT_SHARE, FALSE, TRUE },
  { "margin-call", AEQ_ALERT_AMOUNT, FALSE, TRUE },
  { "import", AEQ_ALERT_ROWS, TRUE, FALSE },
};

static const char RULES_SQL[] =
  "SELECT r.uid, r.kind, a.uid, a.number, r.threshold, r.lead_minutes, r.cool_down_minutes, r.active FROM alert_rule r"
  " LEFT JOIN account a ON a.id = r.account_id ORDER BY r.account_id IS NULL, r.account_id, r.uid";

const char *
aeq_alert_kind_name (AeqAlertKind kind)
{
  return KINDS[kind].name;
}

gboolean
aeq_alert_kind_parse (const char *text, AeqAlertKind *kind)
{
  for (guint i = 0; i < AEQ_N_ALERT_KINDS; i++)
    if (g_strcmp0 (KINDS[i].name, text) == 0)
      {
        *kind = (AeqAlertKind) i;
        return TRUE;
      }
  return FALSE;
}

AeqAlertUnit
aeq_alert_unit (AeqAlertKind kind)
{
  return KINDS[kind].unit;
}

gboolean
aeq_alert_has_lead (AeqAlertKind kind)
{
  return KINDS[kind].has_lead;
}

gboolean
aeq_alert_of_account (AeqAlertKind kind)
{
  return KINDS[kind].of_account;
}

void
aeq_alert_rule_free (AeqAlertRule *self)
{
  g_free (self->number);
  g_free (self);
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const AeqAlertRule *left = *(AeqAlertRule *const *) a;
  const AeqAlertRule *right = *(AeqAlertRule *const *) b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return left->has_account != right->has_account ? (left->has_account ? -1 : 1) : g_strcmp0 (left->number, right->number);
}

static void
take_rule (GPtrArray *rules, AeqStatement *stmt)
{
  AeqAlertRule *rule = g_new0 (AeqAlertRule, 1);

  aeq_statement_get_id (stmt, 0, &rule->uid);
  rule->has_account = aeq_statement_get_id (stmt, 2, &rule->account);
  rule->number = g_strdup (aeq_statement_get_text (stmt, 3));
  rule->threshold = aeq_statement_get_int64 (stmt, 4);
  rule->lead = aeq_statement_get_int64 (stmt, 5);
  rule->cool_down = aeq_statement_get_int64 (stmt, 6);
  rule->active = aeq_statement_get_int64 (stmt, 7) != 0;
  if (aeq_alert_kind_parse (aeq_statement_get_text (stmt, 1), &rule->kind))
    g_ptr_array_add (rules, rule);
  else
    aeq_alert_rule_free (rule);
}

GPtrArray *
aeq_alert_rules (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_alert_rule_free);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, RULES_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          g_ptr_array_sort (rules, compare_kinds);
          return g_steal_pointer (&rules);
        }
      take_rule (rules, stmt);
    }
  return NULL;
}

gboolean
aeq_import_refusal_put (AeqLedger *ledger, const char *name, const char *reason, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "INSERT INTO import_refusal (id, refused_at, name, reason) VALUES (?1, ?2, ?3, ?4)", error);
  gint64 id;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "import_refusal", &id, error))
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  aeq_statement_bind_text (stmt, 3, name);
  aeq_statement_bind_text (stmt, 4, reason);
  return aeq_statement_run (stmt, error);
}
