/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <string.h>

#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-job-scenario.h"
#include "aeq-tasks.h"

#define MAX_DESCRIPTION 1000
#define MAX_NAME 64
#define MAX_CODE 16

static const AeqScenarioEntry *
find_entry (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((AeqScenarioEntry *) list->pdata[i])->name, name))
      return list->pdata[i];
  return NULL;
}

static void
write_entry (AeqJson *json, const AeqScenarioEntry *entry)
{
  const AeqScenario *scenario = entry->scenario;
  g_autofree char *version = scenario != NULL ? aeq_scenario_version (scenario) : NULL;
  g_autofree char *definition = scenario != NULL ? aeq_scenario_json (scenario) : NULL;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", entry->name);
  aeq_json_boolean (json, "own", entry->own);
  aeq_json_text (json, "version", version);
  aeq_json_text (json, "description", scenario != NULL ? scenario->description : NULL);
  aeq_json_text (json, "trouble", entry->trouble);
  aeq_json_raw (json, "definition", definition != NULL ? definition : "null");
  aeq_json_end_object (json);
}

AeqReply *
aeq_api_scenarios (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { NULL };
  g_autoptr(GPtrArray) list = NULL;
  AeqReply *reply;

  if (!aeq_call_only (call, PARAMETERS, error) || (list = aeq_scenario_list (call->ledger, error)) == NULL)
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "data");
  for (guint i = 0; i < list->len; i++)
    write_entry (reply->json, list->pdata[i]);
  aeq_json_end_array (reply->json);
  aeq_json_end_object (reply->json);
  return reply;
}

static AeqReply *
reply_scenario (AeqCall *call, const char *name, guint status, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_scenario_list (call->ledger, error);
  const AeqScenarioEntry *entry = list != NULL ? find_entry (list, name) : NULL;
  AeqReply *reply;

  if (entry == NULL)
    {
      if (list != NULL)
        aeq_status_refuse (error, 404, "there is no such scenario");
      return NULL;
    }
  reply = aeq_reply_new (status);
  write_entry (reply->json, entry);
  return reply;
}

AeqReply *
aeq_api_scenario (AeqCall *call, GError **error)
{
  return reply_scenario (call, call->parameters[0], 200, error);
}

/* The definition is an object of the body: its text, for the parser of scenarios. NULL without an error: not given. */
static char *
take_definition (AeqCall *call, GError **error)
{
  JsonNode *node = json_object_get_member (call->body, "definition");

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return node != NULL ? json_to_string (node, FALSE) : NULL;
  aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "definition", "needs an object with blocks");
  return NULL;
}

AeqReply *
aeq_api_add_scenario (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "name", "description", "definition", NULL };
  g_autofree char *definition = NULL;
  g_autoptr(GError) local = NULL;
  const char *name, *description;
  AeqId uid;

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_body_text (call->body, "name", MAX_NAME, &name, error) ||
      !aeq_body_optional (call->body, "description", MAX_DESCRIPTION, &description, error))
    return NULL;
  if ((definition = take_definition (call, &local)) == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "definition", "is missing");
      return NULL;
    }
  if (!aeq_scenario_put (call->ledger, name, description, definition, -1, NULL, FALSE, NULL, &uid, &local))
    {
      if (g_error_matches (local, AEQ_ERROR, AEQ_ERROR_EXISTS))
        aeq_status_refuse (error, 409, "there is a scenario of this name already; PATCH changes it");
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  aeq_call_set_target (call, name);
  return reply_scenario (call, name, 201, error);
}

/* What is not given stays. */
static gboolean
change (AeqCall *call, const AeqScenarioEntry *entry, GError **error)
{
  g_autofree char *definition = NULL;
  g_autoptr(GError) local = NULL;
  const char *description;
  AeqId uid;

  if (!aeq_body_optional (call->body, "description", MAX_DESCRIPTION, &description, error))
    return FALSE;
  definition = take_definition (call, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (definition == NULL && entry->scenario == NULL)
    return aeq_status_refuse (error, 409, "what is kept of this scenario cannot be read; give its definition");
  if (definition == NULL)
    definition = aeq_scenario_json (entry->scenario);
  return aeq_scenario_put (call->ledger, entry->name, description, definition, -1, NULL, TRUE, NULL, &uid, error);
}

static gboolean
rename_scenario (AeqCall *call, const char *name, const char *new_name, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqId uid;

  if (new_name == NULL || g_str_equal (name, new_name) ||
      aeq_scenario_rename (call->ledger, name, new_name, NULL, &uid, &local))
    return TRUE;
  if (g_error_matches (local, AEQ_ERROR, AEQ_ERROR_EXISTS))
    return aeq_status_refuse (error, 409, "there is a scenario of this name already");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One of the desk's own: those that are built in stay as they are. */
static const AeqScenarioEntry *
find_own (AeqCall *call, GPtrArray *list, GError **error)
{
  const AeqScenarioEntry *entry = find_entry (list, call->parameters[0]);

  if (entry != NULL && entry->own)
    return entry;
  if (entry == NULL)
    aeq_status_refuse (error, 404, "there is no such scenario");
  else
    aeq_status_refuse (error, 409, "this scenario is built in; make one of your own of the same name instead");
  return NULL;
}

AeqReply *
aeq_api_change_scenario (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "name", "description", "definition", NULL };
  g_autoptr(GPtrArray) list = NULL;
  const AeqScenarioEntry *entry;
  const char *name;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_optional (call->body, "name", MAX_NAME, &name, error) ||
      (list = aeq_scenario_list (call->ledger, error)) == NULL || (entry = find_own (call, list, error)) == NULL ||
      !change (call, entry, error) || !rename_scenario (call, entry->name, name, error))
    return NULL;
  aeq_call_set_target (call, entry->name);
  return reply_scenario (call, name != NULL ? name : entry->name, 200, error);
}

AeqReply *
aeq_api_remove_scenario (AeqCall *call, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_scenario_list (call->ledger, error);
  AeqId uid;

  if (list == NULL || find_own (call, list, error) == NULL ||
      !aeq_scenario_remove (call->ledger, call->parameters[0], NULL, &uid, error))
    return NULL;
  aeq_call_set_target (call, call->parameters[0]);
  return aeq_reply_new (204);
}

static gboolean
read_request (AeqCall *call, AeqLedger *ledger, AeqScenarioRequest *request, AeqAccount **account, GError **error)
{
  static const char *const FIELDS[] = { "account", "set", "currency", "bucket_minutes", NULL };
  const char *text, *code;
  gint64 minutes;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_optional (call->body, "account", AEQ_ID_TEXT_SIZE, &text, error) ||
      !aeq_body_optional (call->body, "set", MAX_DESCRIPTION, &request->set, error) ||
      !aeq_body_optional (call->body, "currency", MAX_CODE, &code, error) ||
      !aeq_body_int (call->body, "bucket_minutes", 15, 60, 30, &minutes, error))
    return FALSE;
  if (minutes != 15 && minutes != 30 && minutes != 60)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "bucket_minutes", "needs 15, 30 or 60");
  if (code != NULL && (request->currency = aeq_currency_lookup (code, -1)) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "currency", "is not a currency of ISO 4217");
  if (text != NULL && request->set != NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "set", "goes without account");
  request->bucket_minutes = (guint) minutes;
  request->account = text != NULL ? (*account = aeq_call_account (ledger, text, error)) : NULL;
  return text == NULL || *account != NULL;
}

/* Nothing is stored: it reads what the writer has committed, and is in nobody's way. */
AeqReply *
aeq_api_run_scenario (AeqCall *call, GError **error)
{
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  AeqLedger *ledger = aeq_tenant_read (call->tenant, call->now, error);
  g_autoptr(AeqScenario) scenario = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqScenarioBase) base = NULL;
  g_autoptr(GPtrArray) readings = NULL;
  g_autofree char *document = NULL;

  if (ledger == NULL || (scenario = aeq_scenario_find (ledger, call->parameters[0], error)) == NULL ||
      !read_request (call, ledger, &request, &account, error))
    return NULL;
  progress = aeq_call_progress (call);
  if ((base = aeq_scenario_prepare (ledger, &request, progress, NULL, error)) == NULL ||
      (readings = aeq_scenario_apply (base, scenario, NULL, error)) == NULL)
    return NULL;
  document = aeq_scenario_document (base, scenario, readings);
  return aeq_reply_new_text (200, document);
}
