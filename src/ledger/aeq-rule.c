/* SPDX-License-Identifier: MIT */
#include "aeq-rule.h"

#include <string.h>

#include "aeq-change.h"

#define CANCEL_ROWS 4096

typedef struct
{
  char *counterparty; /* case-folded, or NULL */
  char *narrative;
  char *category;
  int   direction;    /* 1 in, -1 out, 0 both */
} Rule;

struct _AeqRules
{
  GArray *rules;
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->counterparty);
  g_free (rule->narrative);
  g_free (rule->category);
}

static char *
fold (const char *text)
{
  return text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
}

static void
add_rule (AeqRules *self, AeqStatement *stmt)
{
  const char *direction = aeq_statement_get_text (stmt, 2);
  Rule rule = {
    .counterparty = fold (aeq_statement_get_text (stmt, 0)),
    .narrative = fold (aeq_statement_get_text (stmt, 1)),
    .direction = g_str_equal (direction, "in") ? 1 : g_str_equal (direction, "out") ? -1 : 0,
    .category = g_strdup (aeq_statement_get_text (stmt, 3)),
  };

  g_array_append_val (self->rules, rule);
}

AeqRules *
aeq_rules_load (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqRules) self = g_new0 (AeqRules, 1);
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  stmt = aeq_store_prepare (ledger->store,
                            "SELECT counterparty, narrative, direction, category FROM category_rule ORDER BY rank, uid", error);
  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&self);
      add_rule (self, stmt);
    }
  return NULL;
}

AeqRules *
aeq_rules_new_one (const char *counterparty, const char *narrative, int direction, const char *category)
{
  AeqRules *self = g_new0 (AeqRules, 1);
  Rule rule = { fold (counterparty), fold (narrative), g_strdup (category), direction };

  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  g_array_append_val (self->rules, rule);
  return self;
}

void
aeq_rules_free (AeqRules *self)
{
  g_array_unref (self->rules);
  g_free (self);
}

static gboolean
contains (const char *folded, const char *pattern)
{
  return pattern == NULL || (folded != NULL && strstr (folded, pattern) != NULL);
}

const char *
aeq_rules_match (AeqRules *self, gint64 minor, const char *counterparty, const char *narrative)
{
  g_autofree char *folded_counterparty = NULL;
  g_autofree char *folded_narrative = NULL;

  if (self->rules->len == 0)
    return NULL;
  folded_counterparty = fold (counterparty);
  folded_narrative = fold (narrative);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);

      if ((rule->direction == 0 || (rule->direction > 0) == (minor > 0)) &&
          contains (folded_counterparty, rule->counterparty) && contains (folded_narrative, rule->narrative))
        return rule->category;
    }
  return NULL;
}

static gboolean
apply_to_row (AeqLedger *ledger, AeqRules *rules, AeqStatement *stmt, gboolean dry_run, gint64 *n, GError **error)
{
  const char *category = aeq_rules_match (rules, aeq_statement_get_int64 (stmt, 1), aeq_statement_get_text (stmt, 2),
                                          aeq_statement_get_text (stmt, 3));
  g_autoptr(JsonObject) values = NULL;
  AeqId uid;

  if (category == NULL || !aeq_statement_get_id (stmt, 0, &uid))
    return TRUE;
  *n += 1;
  if (dry_run)
    return TRUE;
  values = json_object_new ();
  json_object_set_string_member (values, "category", category);
  return aeq_change_update (ledger, "flow", &uid, values, "category rule", error);
}

static gboolean
apply_rules (AeqLedger *ledger, AeqRules *rules, gboolean dry_run, gint64 *n, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT uid, amount, counterparty, narrative FROM flow WHERE category IS NULL ORDER BY id", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  for (guint64 i = 1; aeq_statement_step (stmt, &has_row, error); i++)
    {
      if (!has_row)
        return TRUE;
      if ((i % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)) ||
          !apply_to_row (ledger, rules, stmt, dry_run, n, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
aeq_rules_apply_to (AeqRules *self, AeqLedger *ledger, gboolean dry_run, gint64 *n, GCancellable *cancellable, GError **error)
{
  *n = 0;
  if (dry_run)
    return apply_rules (ledger, self, TRUE, n, cancellable, error);
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (apply_rules (ledger, self, FALSE, n, cancellable, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

gboolean
aeq_rules_apply (AeqLedger *ledger, gint64 *n, GError **error)
{
  g_autoptr(AeqRules) rules = aeq_rules_load (ledger, error);

  *n = 0;
  return rules != NULL && aeq_rules_apply_to (rules, ledger, FALSE, n, NULL, error);
}
