/* SPDX-License-Identifier: MIT */
#include "aeq-job-scenario.h"

#include <string.h>

#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-job-crisis.h"
#include "aeq-words.h"

static void
entry_free (gpointer data)
{
  AeqScenarioEntry *self = data;

  aeq_scenario_free (self->scenario);
  g_free (self->name);
  g_free (self->trouble);
  g_free (self);
}

static void
add_factors (AeqScenario *self, int category, const AeqShock *shock)
{
  const char *group = aeq_shock_category_name ((AeqShockCategory) category);
  AeqStressBlock factors = aeq_stress_block (AEQ_STRESS_FACTORS, shock->inflow);
  AeqStressBlock delay = aeq_stress_block (AEQ_STRESS_DELAY, shock->delay_minutes);

  if (shock->inflow != 1 || shock->outflow != 1)
    {
      factors.out = shock->outflow;
      factors.group = g_strdup (group);
      aeq_scenario_add (self, factors);
    }
  if (shock->delay_minutes > 0)
    {
      delay.group = g_strdup (group);
      aeq_scenario_add (self, delay);
    }
}

/* The crisis side of the current table of shocks, as if the regime were certain. */
static AeqScenario *
make_crisis (AeqLedger *ledger, GError **error)
{
  g_autofree char *version = NULL;
  g_autofree char *description = NULL;
  AeqScenario *self;
  AeqShockTable table;

  if (!aeq_job_crisis_table (ledger, &table, &version, error))
    return NULL;
  description = g_strdup_printf (N_("A crisis like that of March 2020: the factors, delays and haircuts of the crisis table %s."), version);
  self = aeq_scenario_new (AEQ_SCENARIO_CRISIS, description);
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    add_factors (self, i, &table.crisis[i]);
  aeq_scenario_add (self, aeq_stress_block (AEQ_STRESS_HAIRCUT, table.crisis_terms.haircut_points));
  aeq_scenario_add (self, aeq_stress_block (AEQ_STRESS_LINES, 1 - table.crisis_terms.uncommitted_lines));
  return self;
}

static AeqScenarioEntry *
entry_new (const char *name, gboolean own)
{
  AeqScenarioEntry *entry = g_new0 (AeqScenarioEntry, 1);

  entry->name = g_strdup (name);
  entry->own = own;
  return entry;
}

/* What was written into the ledger by another hand may not be readable: it is listed with its trouble. */
static AeqScenarioEntry *
read_entry (AeqStatement *stmt)
{
  AeqScenarioEntry *entry = entry_new (aeq_statement_get_text (stmt, 1), TRUE);
  g_autofree char *description = g_strdup (aeq_statement_get_text (stmt, 2));
  g_autoptr(GError) local = NULL;

  aeq_statement_get_id (stmt, 0, &entry->uid);
  entry->scenario = aeq_scenario_parse (entry->name, description, aeq_statement_get_text (stmt, 3), -1, NULL, &local);
  if (entry->scenario == NULL)
    entry->trouble = aeq_error_describe (local);
  return entry;
}

static gboolean
read_own (AeqLedger *ledger, GPtrArray *list, GError **error)
{
  g_autoptr(AeqStatement) stmt =
    aeq_store_prepare (ledger->store, "SELECT uid, name, description, definition FROM scenario ORDER BY name", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (list, read_entry (stmt));
    }
  return FALSE;
}

static AeqScenarioEntry *
find_entry (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((AeqScenarioEntry *) list->pdata[i])->name, name))
      return list->pdata[i];
  return NULL;
}

static void
add_built_in (GPtrArray *list, const char *name, AeqScenario *scenario)
{
  AeqScenarioEntry *entry = entry_new (name, FALSE);

  entry->scenario = scenario;
  g_ptr_array_add (list, entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(AeqScenarioEntry *const *) a)->name, (*(AeqScenarioEntry *const *) b)->name);
}

GPtrArray *
aeq_scenario_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (entry_free);
  const char *name;
  AeqScenario *crisis;

  if (!read_own (ledger, list, error))
    return NULL;
  for (guint i = 0; (name = aeq_scenario_built_in_name (i)) != NULL; i++)
    if (find_entry (list, name) == NULL)
      add_built_in (list, name, aeq_scenario_built_in (name));
  if (find_entry (list, AEQ_SCENARIO_CRISIS) == NULL)
    {
      if ((crisis = make_crisis (ledger, error)) == NULL)
        return NULL;
      add_built_in (list, AEQ_SCENARIO_CRISIS, crisis);
    }
  g_ptr_array_sort (list, compare_entries);
  return g_steal_pointer (&list);
}

static void
refuse_unknown (GPtrArray *list, const char *name, GError **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((AeqScenarioEntry *) list->pdata[i])->name);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no scenario %s: there are %s"), name, names->str);
}

AeqScenario *
aeq_scenario_find (AeqLedger *ledger, const char *name, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_scenario_list (ledger, error);
  AeqScenarioEntry *entry = list != NULL ? find_entry (list, name) : NULL;

  if (list == NULL)
    return NULL;
  if (entry == NULL)
    refuse_unknown (list, name, error);
  else if (entry->scenario == NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("the scenario %s cannot be used: %s"), name, entry->trouble);
  return entry != NULL ? g_steal_pointer (&entry->scenario) : NULL;
}

/* TRUE in @found when the desk has one of its own called @name. */
static gboolean
find_own (AeqLedger *ledger, const char *name, gboolean *found, AeqId *uid, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT uid FROM scenario WHERE name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, name);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  return !*found || aeq_statement_get_id (stmt, 0, uid);
}

static gboolean
check_name (const char *name, GError **error)
{
  gsize length = strlen (name);
  gboolean good = length > 0 && length <= 60;

  for (gsize i = 0; good && i < length; i++)
    good = g_ascii_isalnum (name[i]) || strchr ("_-.", name[i]) != NULL;
  if (!good)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("\"%s\" is no name of a scenario: use 1 to 60 letters, digits, _, - and ."), name);
  return good;
}

static gboolean
require_own (const char *name, gboolean found, gboolean wanted, GError **error)
{
  if (found == wanted)
    return TRUE;
  if (found)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, N_("there is a scenario %s already: scenario set changes it"), name);
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                 N_("the desk has no scenario %s of its own: scenario list shows those that there are, scenario add makes one"), name);
  return FALSE;
}

gboolean
aeq_scenario_put (AeqLedger *ledger, const char *name, const char *description, const char *json, gssize length, const char *file,
                  gboolean exists, const char *reason, AeqId *uid, GError **error)
{
  g_autoptr(AeqScenario) scenario = NULL;
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *definition = NULL;
  gboolean found;

  if (!check_name (name, error) ||
      (scenario = aeq_scenario_parse (name, description, json, length, file, error)) == NULL ||
      !find_own (ledger, name, &found, uid, error) || !require_own (name, found, exists, error))
    return FALSE;
  definition = aeq_scenario_json (scenario);
  json_object_set_string_member (values, "definition", definition);
  if (description != NULL)
    json_object_set_string_member (values, "description", description);
  if (exists)
    return aeq_change_update (ledger, "scenario", uid, values, reason, error);
  json_object_set_string_member (values, "name", name);
  return aeq_change_insert (ledger, "scenario", values, NULL, reason, uid, error);
}

gboolean
aeq_scenario_rename (AeqLedger *ledger, const char *name, const char *new_name, const char *reason, AeqId *uid, GError **error)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(JsonObject) values = json_object_new ();
  gboolean found;

  if (!check_name (new_name, error) || !find_own (ledger, name, &found, uid, error) || !require_own (name, found, TRUE, error) ||
      (list = aeq_scenario_list (ledger, error)) == NULL || !require_own (new_name, find_entry (list, new_name) != NULL, FALSE, error))
    return FALSE;
  json_object_set_string_member (values, "name", new_name);
  return aeq_change_update (ledger, "scenario", uid, values, reason, error);
}

gboolean
aeq_scenario_remove (AeqLedger *ledger, const char *name, const char *reason, AeqId *uid, GError **error)
{
  gboolean found;

  return find_own (ledger, name, &found, uid, error) && require_own (name, found, TRUE, error) &&
         aeq_change_delete (ledger, "scenario", uid, reason, error);
}
