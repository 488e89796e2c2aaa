/* SPDX-License-Identifier: MIT */
#include "aeq-job-categorise.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-rule.h"

#define CANCEL_ROWS 256

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
check_category (const char *category, GError **error)
{
  if (is_empty (category))
    return TRUE;
  if (g_utf8_validate (category, -1, NULL) && g_utf8_strlen (category, -1) <= AEQ_CATEGORY_MAX &&
      strpbrk (category, "\t\r\n") == NULL)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "A category is one line of at most %d characters",
               AEQ_CATEGORY_MAX);
  return FALSE;
}

static JsonObject *
category_values (const char *category)
{
  JsonObject *values = json_object_new ();

  if (is_empty (category))
    json_object_set_null_member (values, "category");
  else
    json_object_set_string_member (values, "category", category);
  return values;
}

static gboolean
categorise_one (AeqLedger *ledger, AeqStatement *stmt, gint64 id, const char *category, JsonObject *values,
                gint64 *changed, GError **error)
{
  gboolean has_row;
  AeqId uid;

  aeq_statement_reset (stmt);
  aeq_statement_bind_int64 (stmt, 1, id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row || !aeq_statement_get_id (stmt, 0, &uid))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                           "A flow that was chosen is no longer in the ledger: refresh");
      return FALSE;
    }
  if (g_strcmp0 (aeq_statement_get_text (stmt, 1), is_empty (category) ? NULL : category) == 0)
    return TRUE;
  *changed += 1;
  return aeq_change_update (ledger, "flow", &uid, values, "category", error);
}

static gboolean
categorise_all (AeqLedger *ledger, const gint64 *ids, guint n, const char *category, gint64 *changed,
                GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (ledger->store, "SELECT uid, category FROM flow WHERE id = ?1", error);
  g_autoptr(JsonObject) values = category_values (category);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if ((i % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)) ||
        !categorise_one (ledger, stmt, ids[i], category, values, changed, error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_job_categorise (AeqLedger *ledger, const gint64 *ids, guint n, const char *category, AeqChangeRange *range,
                    gint64 *changed, GCancellable *cancellable, GError **error)
{
  *changed = 0;
  if (!check_category (category, error) || !aeq_change_begin (ledger, range, error))
    return FALSE;
  return aeq_change_end (ledger, categorise_all (ledger, ids, n, category, changed, cancellable, error), range, error);
}

static gboolean
read_category (AeqLedger *ledger, gint64 id, char **category, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT category FROM flow WHERE id = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *category = has_row ? g_strdup (aeq_statement_get_text (stmt, 0)) : NULL;
  return TRUE;
}

gboolean
aeq_job_fill_down (AeqLedger *ledger, const gint64 *ids, guint n, AeqChangeRange *range, gint64 *changed,
                   GCancellable *cancellable, GError **error)
{
  g_autofree char *category = NULL;
  gboolean ok;

  *changed = 0;
  if (!aeq_change_begin (ledger, range, error))
    return FALSE;
  ok = n == 0 || (read_category (ledger, ids[0], &category, error) &&
                  categorise_all (ledger, ids, n, category, changed, cancellable, error));
  return aeq_change_end (ledger, ok, range, error);
}

char **
aeq_job_categories (AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      ledger->store,
      "SELECT category FROM flow WHERE category <> '' UNION SELECT category FROM category_rule ORDER BY 1", error);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (!g_cancellable_set_error_if_cancelled (cancellable, error) && aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_strv_builder_end (builder);
      g_strv_builder_add (builder, aeq_statement_get_text (stmt, 0));
    }
  return NULL;
}

void
aeq_rule_draft_free (AeqRuleDraft *self)
{
  g_free (self->counterparty);
  g_free (self->narrative);
  g_free (self->category);
  g_free (self);
}

static gboolean
check_draft (const AeqRuleDraft *draft, GError **error)
{
  if (!is_empty (draft->counterparty) || !is_empty (draft->narrative))
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                       "A rule needs a text to look for: type a part of the counterparty or of the narrative");
  return FALSE;
}

gboolean
aeq_job_rule_preview (AeqLedger *ledger, const AeqRuleDraft *draft, gint64 *n, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr(AeqRules) rules =
      aeq_rules_new_one (draft->counterparty, draft->narrative, draft->direction, draft->category);

  return check_draft (draft, error) && aeq_rules_apply_to (rules, ledger, TRUE, n, cancellable, error);
}

static void
set_text (JsonObject *values, const char *name, const char *text)
{
  if (!is_empty (text))
    json_object_set_string_member (values, name, text);
}

static gboolean
insert_rule (AeqLedger *ledger, const AeqRuleDraft *draft, GError **error)
{
  g_autoptr(JsonObject) values = json_object_new ();
  gint64 rank;

  if (!aeq_store_query_int64 (ledger->store, "SELECT MAX (rank) + 1 FROM category_rule", 1, &rank, error))
    return FALSE;
  json_object_set_int_member (values, "rank", rank);
  set_text (values, "counterparty", draft->counterparty);
  set_text (values, "narrative", draft->narrative);
  json_object_set_string_member (values, "direction",
                                 draft->direction > 0   ? "in"
                                 : draft->direction < 0 ? "out"
                                                        : "both");
  json_object_set_string_member (values, "category", draft->category);
  return aeq_change_insert (ledger, "rule", values, NULL, NULL, NULL, error);
}

gboolean
aeq_job_rule_add (AeqLedger *ledger, const AeqRuleDraft *draft, gboolean apply, AeqChangeRange *range, gint64 *changed,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqRules) rules =
      aeq_rules_new_one (draft->counterparty, draft->narrative, draft->direction, draft->category);
  gboolean ok;

  *changed = 0;
  if (is_empty (draft->category))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, "A rule needs the category that it gives");
      return FALSE;
    }
  if (!check_draft (draft, error) || !check_category (draft->category, error) ||
      !aeq_change_begin (ledger, range, error))
    return FALSE;
  ok = insert_rule (ledger, draft, error) &&
       (!apply || aeq_rules_apply_to (rules, ledger, FALSE, changed, cancellable, error));
  return aeq_change_end (ledger, ok, range, error);
}
