/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-keep.h"

#include <glib/gi18n.h>

#include "aeq-job-scenario.h"
#include "aeq-undo.h"

typedef struct
{
  char    *name;
  char    *new_name;    /* (nullable) renames and does nothing else */
  char    *description; /* (nullable) */
  char    *json;        /* (nullable) NULL removes */
  gboolean exists;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->name);
  g_free (self->new_name);
  g_free (self->description);
  g_free (self->json);
  g_free (self);
}

static gboolean
change (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Draft *self = data;
  AeqId uid;
  gboolean ok;

  *n = 1;
  if (!aeq_change_begin (ledger, range, error))
    return FALSE;
  if (self->new_name != NULL)
    ok = aeq_scenario_rename (ledger, self->name, self->new_name, NULL, &uid, error);
  else if (self->json != NULL)
    ok = aeq_scenario_put (ledger, self->name, self->description, self->json, -1, NULL, self->exists, NULL, &uid, error);
  else
    ok = aeq_scenario_remove (ledger, self->name, NULL, &uid, error);
  return aeq_change_end (ledger, ok, range, error);
}

static char *
tell (gint64 n G_GNUC_UNUSED, gconstpointer data)
{
  const Draft *self = data;

  if (self->new_name != NULL)
    return g_strdup_printf (_("Scenario %s is now called %s"), self->name, self->new_name);
  return g_strdup_printf (self->json != NULL ? _("Scenario %s saved") : _("Scenario %s deleted"), self->name);
}

static const AeqAct CHANGE = { change, tell, draft_free };

void
aeq_scenario_keep (AeqAppDesk *desk, const AeqScenario *scenario, const char *name, gboolean exists)
{
  Draft *draft = g_new (Draft, 1);

  *draft = (Draft) { g_strdup (name), NULL, g_strdup (scenario->description), aeq_scenario_json (scenario), exists };
  aeq_undo_act (aeq_undo_of (desk), &CHANGE, draft);
}

void
aeq_scenario_delete (AeqAppDesk *desk, const char *name)
{
  Draft *draft = g_new (Draft, 1);

  *draft = (Draft) { g_strdup (name), NULL, NULL, NULL, TRUE };
  aeq_undo_act (aeq_undo_of (desk), &CHANGE, draft);
}

void
aeq_scenario_call (AeqAppDesk *desk, const char *name, const char *new_name)
{
  Draft *draft = g_new (Draft, 1);

  *draft = (Draft) { g_strdup (name), g_strdup (new_name), NULL, NULL, TRUE };
  aeq_undo_act (aeq_undo_of (desk), &CHANGE, draft);
}
