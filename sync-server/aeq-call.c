/* SPDX-License-Identifier: MIT */
#include "aeq-call.h"

#include "aeq-audit.h"

static const char *const ROLES[] = { "anyone", "viewer", "analyst", "admin", "owner" };

const char *
aeq_role_name (AeqRole role)
{
  return ROLES[role];
}

gboolean
aeq_role_parse (const char *text, AeqRole *role)
{
  for (guint i = AEQ_ROLE_VIEWER; i < G_N_ELEMENTS (ROLES); i++)
    if (g_str_equal (ROLES[i], text))
      {
        *role = (AeqRole) i;
        return TRUE;
      }
  return FALSE;
}

AeqCall *
aeq_call_new (AeqServer *server, AeqRequest *request)
{
  AeqCall *self = g_new0 (AeqCall, 1);

  self->server = server;
  self->request = request;
  self->now = aeq_instant_now ();
  return self;
}

void
aeq_call_free (AeqCall *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, json_object_unref);
  aeq_reply_free (self->reply);
  g_free (self->target);
  g_free (self);
}

gboolean
aeq_call_id (AeqCall *self, guint parameter, AeqId *id, GError **error)
{
  return aeq_id_parse (self->parameters[parameter], id) ||
         aeq_status_refuse (error, 404, "there is nothing with this id");
}

gboolean
aeq_call_number (AeqCall *self, const char *name, gint64 least, gint64 most, gint64 fallback, gint64 *value,
                 GError **error)
{
  const char *text = aeq_request_query (self->request, name);

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, least, most, value, NULL))
    return TRUE;
  return aeq_status_refuse (error, 400, "%s needs a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name,
                            least, most);
}

gboolean
aeq_call_flag (AeqCall *self, const char *name, gboolean *value, GError **error)
{
  const char *text = aeq_request_query (self->request, name);

  *value = g_strcmp0 (text, "true") == 0;
  return *value || text == NULL || g_str_equal (text, "false") ||
         aeq_status_refuse (error, 400, "%s needs true or false", name);
}

gboolean
aeq_call_only (AeqCall *self, const char *const *names, GError **error)
{
  for (guint i = 0; i < self->request->n_query; i++)
    if (!g_strv_contains (names, self->request->query[i].name))
      return aeq_status_refuse (error, 400, "there is no such parameter here; see the API's description");
  return TRUE;
}

gboolean
aeq_call_unkeyed (AeqCall *self, GError **error)
{
  return self->request->idempotency_key == NULL ||
         aeq_status_refuse (error, 400, "this answer is not kept to be given again: send no Idempotency-Key");
}

void
aeq_call_set_target (AeqCall *self, const char *target)
{
  g_free (self->target);
  self->target = g_strdup (target);
}

void
aeq_call_set_target_id (AeqCall *self, const AeqId *id)
{
  char text[AEQ_ID_TEXT_SIZE];

  aeq_call_set_target (self, aeq_id_format (id, text));
}

gboolean
aeq_call_audit_as (AeqCall *self, AeqStore *store, const char *action, const char *organisation, const char *person,
                   GError **error)
{
  const AeqAuditEntry entry = {
    .at = self->now,
    .organisation = organisation,
    .actor = person,
    .action = action,
    .target = self->target != NULL ? self->target : "",
    .request = self->request->id,
  };

  return aeq_audit_append (store, &entry, error);
}

gboolean
aeq_call_audit (AeqCall *self, AeqStore *store, const char *action, GError **error)
{
  return aeq_call_audit_as (self, store, action, self->organisation_text, self->person_text, error);
}
