/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-coming.h"
#include "aeq-credentials.h"

#define ISSUER "Aequitas"

AeqReply *
aeq_api_second_factor (AeqCall *call, GError **error)
{
  AeqReply *reply;
  gboolean on;
  gint64 codes;

  if (!aeq_second_factor_read (call->catalog, &call->person, &on, &codes, error))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_boolean (reply->json, "on", on);
  aeq_json_int (reply->json, "recovery_codes", codes);
  aeq_json_end_object (reply->json);
  return reply;
}

/* What an authenticator reads as a picture; the other parameters are what all take for granted. */
static char *
make_uri (const AeqPerson *person, const char *secret)
{
  g_autofree char *email = g_uri_escape_string (person->email, NULL, FALSE);

  return g_strdup_printf ("otpauth://totp/" ISSUER ":%s?secret=%s&issuer=" ISSUER, email, secret);
}

static gboolean
write_begin (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;
  AeqCall *call = self->call;
  g_autofree char *uri = NULL;

  if (!aeq_second_factor_begin (call->server, store, &self->person, call->now, &self->secret, error) ||
      !aeq_call_audit (call, store, call->route->action, error))
    return FALSE;
  uri = make_uri (&self->person, self->secret);
  self->reply = aeq_reply_new (201);
  aeq_json_begin_object (self->reply->json, NULL);
  aeq_json_text (self->reply->json, "secret", self->secret);
  aeq_json_text (self->reply->json, "uri", uri);
  aeq_json_end_object (self->reply->json);
  return TRUE;
}

/* A stolen access token must not be enough to shut its owner out. */
AeqReply *
aeq_api_begin_second_factor (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "password", NULL };
  g_auto(AeqComing) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "password", AEQ_MAX_PASSWORD, &self.password, error) ||
      !aeq_coming_find_self (&self, error) || !aeq_coming_check_wait (&self, error) ||
      !aeq_coming_check_password (&self, error))
    return NULL;
  return aeq_coming_finish (&self, write_begin, error);
}

AeqReply *
aeq_api_confirm_second_factor (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "code", NULL };
  g_auto(AeqPerson) person = { 0 };
  g_auto(GStrv) codes = NULL;
  const char *code;
  AeqReply *reply;
  gboolean found;

  if (!aeq_call_unkeyed (call, error) || !aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "code", AEQ_MAX_CODE, &code, error) ||
      !aeq_catalog_person_by_uid (call->catalog, &call->person, &person, &found, error) ||
      !aeq_second_factor_confirm (call->server, call->catalog, &person, call->now, code, &codes, error))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "recovery_codes");
  for (char **text = codes; *text != NULL; text++)
    aeq_json_text (reply->json, NULL, *text);
  aeq_json_end_array (reply->json);
  aeq_json_end_object (reply->json);
  return reply;
}

static gboolean
write_remove (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;

  if (!aeq_coming_check_factor (self, store, error) ||
      !aeq_second_factor_remove (store, self->person.id, error) ||
      !aeq_call_audit (self->call, store, self->call->route->action, error))
    return FALSE;
  self->reply = aeq_reply_new (204);
  return TRUE;
}

AeqReply *
aeq_api_remove_second_factor (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "password", "code", NULL };
  g_auto(AeqComing) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "password", AEQ_MAX_PASSWORD, &self.password, error) ||
      !aeq_body_optional (call->body, "code", AEQ_MAX_CODE, &self.code, error) ||
      !aeq_coming_find_self (&self, error) || !aeq_coming_check_wait (&self, error) ||
      !aeq_coming_check_password (&self, error))
    return NULL;
  return aeq_coming_finish (&self, write_remove, error);
}
