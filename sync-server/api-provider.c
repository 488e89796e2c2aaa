/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-provider.h"

#define MAX_URL 500
#define MAX_TEXT 200
#define MAX_ROLE 16
#define MAX_GROUPS 100
#define NO_PROVIDER "the organisation has no sign-in provider"

static void
write_roles (AeqJson *json, JsonObject *roles)
{
  JsonObjectIter iter;
  const char *group;
  JsonNode *role;

  aeq_json_begin_object (json, "roles");
  json_object_iter_init_ordered (&iter, roles);
  while (json_object_iter_next_ordered (&iter, &group, &role))
    aeq_json_text (json, group, json_node_get_string (role));
  aeq_json_end_object (json);
}

/* The client's secret is never shown again. */
static AeqReply *
reply_provider (const AeqProvider *provider)
{
  AeqReply *reply = aeq_reply_new (200);
  AeqJson *json = reply->json;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "issuer", provider->oidc.issuer);
  aeq_json_text (json, "client", provider->oidc.client);
  aeq_json_boolean (json, "has_secret", provider->oidc.secret != NULL);
  aeq_json_text (json, "groups_claim", provider->oidc.groups_claim);
  write_roles (json, provider->roles);
  aeq_json_text (json, "fallback", provider->fallback != AEQ_ROLE_ANYONE ? aeq_role_name (provider->fallback) : NULL);
  aeq_json_end_object (json);
  return reply;
}

AeqReply *
aeq_api_provider (AeqCall *call, GError **error)
{
  g_auto(AeqProvider) provider = { 0 };
  gboolean found;

  if (!aeq_provider_read (call->server, call->catalog, &call->organisation, &provider, &found, error))
    return NULL;
  if (found)
    return reply_provider (&provider);
  aeq_status_refuse (error, 404, NO_PROVIDER);
  return NULL;
}

static gboolean
is_role (const char *text, AeqRole *role)
{
  return text != NULL && aeq_role_parse (text, role) && *role != AEQ_ROLE_OWNER;
}

static gboolean
take_roles (AeqCall *call, JsonObject **roles, GError **error)
{
  JsonNode *node = json_object_get_member (call->body, "roles");
  g_autoptr(GList) groups = NULL;
  AeqRole role;

  if (node == NULL)
    {
      *roles = json_object_new ();
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) > MAX_GROUPS)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "roles", "needs an object of at most 100 groups");
  groups = json_object_get_members (json_node_get_object (node));
  for (GList *l = groups; l != NULL; l = l->next)
    {
      const char *text;

      if (!aeq_body_text (json_node_get_object (node), l->data, MAX_ROLE, &text, error))
        return FALSE;
      if (!is_role (text, &role))
        return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "roles",
                                 "gives viewer, analyst or admin to a group");
    }
  *roles = json_object_ref (json_node_get_object (node));
  return TRUE;
}

static gboolean
take_provider (AeqCall *call, AeqProvider *provider, GError **error)
{
  static const char *const FIELDS[] = { "issuer", "client", "secret", "groups_claim", "roles", "fallback", NULL };
  const char *issuer, *client, *secret, *claim, *fallback;

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_body_text (call->body, "issuer", MAX_URL, &issuer, error) ||
      !aeq_issuers_check (call->server->issuers, issuer, error) ||
      !aeq_body_text (call->body, "client", MAX_TEXT, &client, error) ||
      !aeq_body_optional (call->body, "secret", MAX_URL, &secret, error) ||
      !aeq_body_optional (call->body, "groups_claim", MAX_TEXT, &claim, error) ||
      !aeq_body_optional (call->body, "fallback", MAX_ROLE, &fallback, error) ||
      !take_roles (call, &provider->roles, error))
    return FALSE;
  if (fallback != NULL && !is_role (fallback, &provider->fallback))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "fallback", "needs viewer, analyst or admin");
  provider->oidc.issuer = g_strdup (issuer);
  provider->oidc.client = g_strdup (client);
  provider->oidc.secret = g_strdup (secret);
  provider->oidc.groups_claim = g_strdup (claim != NULL ? claim : "groups");
  return TRUE;
}

AeqReply *
aeq_api_set_provider (AeqCall *call, GError **error)
{
  g_auto(AeqProvider) provider = { 0 };

  if (!take_provider (call, &provider, error) ||
      !aeq_provider_save (call->server, call->catalog, &call->organisation, call->now, &provider, error))
    return NULL;
  aeq_call_set_target (call, provider.oidc.issuer);
  return reply_provider (&provider);
}

AeqReply *
aeq_api_remove_provider (AeqCall *call, GError **error)
{
  gboolean found;

  if (!aeq_provider_remove (call->catalog, &call->organisation, &found, error))
    return NULL;
  if (found)
    return aeq_reply_new (204);
  aeq_status_refuse (error, 404, NO_PROVIDER);
  return NULL;
}
