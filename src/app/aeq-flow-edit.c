/* SPDX-License-Identifier: MIT */
#include "aeq-flow-edit.h"

#include <glib/gi18n.h>

#include "aeq-undo.h"

typedef struct
{
  GArray *ids;
  char   *category;
} CategoryEdit;

static void
category_edit_free (gpointer data)
{
  CategoryEdit *self = data;

  g_array_unref (self->ids);
  g_free (self->category);
  g_free (self);
}

static const gint64 *
ids_of (const CategoryEdit *self)
{
  return (const gint64 *) (const void *) self->ids->data;
}

static gboolean
categorise (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable,
            GError **error)
{
  const CategoryEdit *self = data;

  return aeq_job_categorise (ledger, ids_of (self), self->ids->len, self->category, range, n, cancellable, error);
}

static gboolean
fill_down (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable,
           GError **error)
{
  const CategoryEdit *self = data;

  return aeq_job_fill_down (ledger, ids_of (self), self->ids->len, range, n, cancellable, error);
}

static char *
tell_categories (gint64 n, gconstpointer data G_GNUC_UNUSED)
{
  if (n == 0)
    return g_strdup (_("The category was the same already"));
  return g_strdup_printf (ngettext ("%d category changed", "%d categories changed", (gulong) n), (int) n);
}

static const AeqAct CATEGORISE = { categorise, tell_categories, category_edit_free };
static const AeqAct FILL_DOWN = { fill_down, tell_categories, category_edit_free };

static CategoryEdit *
category_edit_new (GArray *ids, const char *category)
{
  CategoryEdit *self = g_new (CategoryEdit, 1);

  *self = (CategoryEdit) { ids, g_strdup (category) };
  return self;
}

void
aeq_flow_edit_category (AeqAppDesk *desk, GArray *ids, const char *category)
{
  aeq_undo_act (aeq_undo_of (desk), &CATEGORISE, category_edit_new (ids, category));
}

void
aeq_flow_edit_fill_down (AeqAppDesk *desk, GArray *ids)
{
  aeq_undo_act (aeq_undo_of (desk), &FILL_DOWN, category_edit_new (ids, NULL));
}

typedef struct
{
  AeqRuleDraft *draft;
  gboolean      apply;
} RuleEdit;

static void
rule_edit_free (gpointer data)
{
  RuleEdit *self = data;

  aeq_rule_draft_free (self->draft);
  g_free (self);
}

static gboolean
add_rule (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable, GError **error)
{
  const RuleEdit *self = data;

  return aeq_job_rule_add (ledger, self->draft, self->apply, range, n, cancellable, error);
}

static char *
tell_rule (gint64 n, gconstpointer data G_GNUC_UNUSED)
{
  if (n == 0)
    return g_strdup (_("Rule added"));
  return g_strdup_printf (ngettext ("Rule added, %d flow categorised", "Rule added, %d flows categorised", (gulong)n),
                          (int)n);
}

static const AeqAct ADD_RULE = { add_rule, tell_rule, rule_edit_free };

void
aeq_flow_edit_add_rule (AeqAppDesk *desk, AeqRuleDraft *draft, gboolean apply)
{
  RuleEdit *self = g_new (RuleEdit, 1);

  *self = (RuleEdit) { draft, apply };
  aeq_undo_act (aeq_undo_of (desk), &ADD_RULE, self);
}

static gpointer
read_categories (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
                 GCancellable *cancellable, GError **error)
{
  return aeq_job_categories (ledger, cancellable, error);
}

const AeqWork AEQ_READ_CATEGORIES = { AEQ_QUEUE_READ, read_categories, NULL, (GDestroyNotify) g_strfreev };
