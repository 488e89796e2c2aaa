/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-broker.h"
#include "aeq-error.h"
#include "aeq-job-connections.h"
#include "aeq-page.h"

#include <string.h>

#define MAX_KIND 32
#define MAX_NAME 200
#define MAX_VALUE 2000
#define MAX_CONNECTIONS 20

static gboolean
take_kind (AeqCall *call, AeqConnectionKind *kind, GError **error)
{
  const char *text;

  if (!aeq_body_text (call->body, "kind", MAX_KIND, &text, error))
    return FALSE;
  return (aeq_connection_kind_parse (text, kind) && !aeq_connection_is_feed (*kind)) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "kind",
                           "needs file-drop, goldman-sachs, morgan-stanley or jp-morgan");
}

static const AeqFormField *
find_field (AeqConnectionKind kind, const char *name)
{
  for (const AeqFormField *field = aeq_form (kind)->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

/* Files and folders would be those of the server's machine. */
static gboolean
may_set (const AeqFormField *field, gboolean secret)
{
  return field != NULL && (field->type == AEQ_FIELD_SECRET) == secret && field->type != AEQ_FIELD_FILE &&
         field->type != AEQ_FIELD_FOLDER;
}

/* The object @name: fields of the connection's kind, secret ones or others. Owned; NULL with an error. */
static JsonObject *
take_fields (AeqCall *call, AeqConnectionKind kind, const char *name, gboolean secret, GError **error)
{
  JsonNode *node = json_object_get_member (call->body, name);
  g_autoptr(GList) members = NULL;
  const char *value;

  if (node == NULL)
    return json_object_new ();
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, name, "needs an object of texts");
      return NULL;
    }
  members = json_object_get_members (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next)
    if (!may_set (find_field (kind, l->data), secret))
      {
        aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, name, "has a field that cannot be set here for this kind");
        return NULL;
      }
    else if (!aeq_body_text (json_node_get_object (node), l->data, MAX_VALUE, &value, error))
      return NULL;
  return json_object_ref (json_node_get_object (node));
}

static gboolean
fill (AeqCall *call, AeqConnection *connection, JsonObject *settings, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, &value))
    aeq_connection_set (connection, name, json_node_get_string (value));
  /* A profile by path would be a file of the server. */
  if (aeq_connection_get (connection, "profile") != NULL &&
      strchr (aeq_connection_get (connection, "profile"), '/') != NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "profile", "needs the name of a profile");
  return connection->kind != AEQ_CONNECTION_FILE_DROP || aeq_broker_make_folder (call, connection, error);
}

/* What the kind asks for must be there. */
static gboolean
save_secrets (AeqCall *call, const AeqConnection *connection, JsonObject *secrets, GError **error)
{
  for (const AeqFormField *field = aeq_form (connection->kind)->fields; field->name != NULL; field++)
    {
      const char *secret = json_object_has_member (secrets, field->name)
                               ? json_object_get_string_member (secrets, field->name)
                               : NULL;

      if (field->type != AEQ_FIELD_SECRET || !aeq_form_asks (connection, field))
        continue;
      if (secret == NULL && field->required)
        return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, field->name, "is missing among the secrets");
      if (secret != NULL && (!aeq_form_check_secret (connection->kind, field, secret, error) ||
                             !aeq_broker_add_secret (call, &connection->uid, field->name, secret, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_room (AeqCall *call, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_connection_list (call->ledger, error);

  return list != NULL && (list->len < MAX_CONNECTIONS ||
                          aeq_status_refuse (error, 409, "there are too many connections; end one first"));
}

/* What a client may see: paths below the data folder, and of secrets their names. */
static gboolean
write_connection (AeqCall *call, const AeqConnection *connection, AeqJson *json, GError **error)
{
  g_auto(GStrv) secrets = aeq_broker_secret_fields (call, &connection->uid, error);
  g_autofree char *folder = aeq_broker_folder (call, connection);
  g_autofree char *root = g_canonicalize_filename (call->server->config.data, NULL);
  char text[AEQ_ID_TEXT_SIZE], when[AEQ_INSTANT_TEXT_SIZE];

  if (secrets == NULL)
    return FALSE;
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&connection->uid, text));
  aeq_json_text (json, "kind", aeq_connection_kind_name (connection->kind));
  aeq_json_text (json, "name", connection->name);
  aeq_json_boolean (json, "works", aeq_connection_can_run (connection->kind));
  aeq_json_text (json, "folder", folder != NULL ? folder + strlen (root) + 1 : NULL);
  aeq_json_begin_array (json, "secrets");
  for (char **name = secrets; *name != NULL; name++)
    aeq_json_text (json, NULL, *name);
  aeq_json_end_array (json);
  if (connection->has_run)
    {
      aeq_json_begin_object (json, "last_run");
      aeq_json_text (json, "at", aeq_instant_format (connection->run.at, when));
      aeq_json_int (json, "files", connection->run.items);
      aeq_json_int (json, "added", connection->run.added);
      aeq_json_int (json, "refused", connection->run.failed);
      aeq_json_text (json, "reason", connection->run.reason);
      aeq_json_end_object (json);
    }
  else
    aeq_json_null (json, "last_run");
  aeq_json_end_object (json);
  return TRUE;
}

AeqReply *
aeq_api_broker_connect (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "kind", "name", "settings", "secrets", NULL };
  g_autoptr(AeqConnection) connection = NULL;
  g_autoptr(JsonObject) settings = NULL;
  g_autoptr(JsonObject) secrets = NULL;
  g_autoptr(AeqReply) reply = NULL;
  AeqConnectionKind kind;
  AeqChangeRange range;
  const char *name;

  if (!aeq_body_only (call->body, FIELDS, error) || !take_kind (call, &kind, error) ||
      !aeq_body_text (call->body, "name", MAX_NAME, &name, error) ||
      (settings = take_fields (call, kind, "settings", FALSE, error)) == NULL ||
      (secrets = take_fields (call, kind, "secrets", TRUE, error)) == NULL || !check_room (call, error))
    return NULL;
  connection = aeq_form_begin (kind);
  g_free (connection->name);
  connection->name = g_strdup (name);
  if (!fill (call, connection, settings, error) ||
      !aeq_job_connection_save (call->ledger, connection, &range, error) ||
      !save_secrets (call, connection, secrets, error))
    return NULL;
  aeq_call_set_target_id (call, &connection->uid);
  reply = aeq_reply_new (201);
  return write_connection (call, connection, reply->json, error) ? g_steal_pointer (&reply) : NULL;
}

AeqReply *
aeq_api_broker_status (AeqCall *call, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_connection_list (call->ledger, error);
  g_autoptr(AeqReply) reply = aeq_reply_new (200);

  if (list == NULL)
    return NULL;
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "data");
  for (guint i = 0; i < list->len; i++)
    if (!aeq_connection_is_feed (((AeqConnection *) list->pdata[i])->kind) &&
        !write_connection (call, list->pdata[i], reply->json, error))
      return NULL;
  aeq_json_end_array (reply->json);
  aeq_json_end_object (reply->json);
  return g_steal_pointer (&reply);
}

/* Files that are in its folder stay there. */
AeqReply *
aeq_api_broker_disconnect (AeqCall *call, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_connection_list (call->ledger, error);
  AeqConnection *connection = list != NULL ? aeq_broker_find (call, list, error) : NULL;
  AeqChangeRange range;

  if (connection == NULL || !aeq_broker_remove_secrets (call, &connection->uid, error) ||
      !aeq_job_connection_remove (call->ledger, &connection->uid, &range, error))
    return NULL;
  aeq_call_set_target_id (call, &connection->uid);
  return aeq_reply_new (204);
}
