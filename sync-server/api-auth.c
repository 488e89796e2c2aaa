/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-coming.h"
#include "aeq-credentials.h"
#include "aeq-invitation.h"
#include "aeq-mail-token.h"
#include "aeq-session.h"

#define MAX_NAME 200

static gboolean
make_password (AeqComing *self, GError **error)
{
  self->person.email = g_strdup (self->email);
  self->person.name = g_strdup (self->name);
  self->person.password = aeq_credentials_hash (self->password, error);
  return self->person.password != NULL;
}

/* Two may come in with one address at the same time: the second one's is refused by the catalog. */
static gboolean
begin_session (AeqComing *self, AeqStore *store, const AeqMembership *membership, const char *action, guint status,
               GError **error)
{
  char person[AEQ_ID_TEXT_SIZE], organisation[AEQ_ID_TEXT_SIZE];

  self->reply = aeq_session_begin (self->call, store, &self->person, membership, status, error);
  return self->reply != NULL &&
         aeq_call_audit_as (self->call, store, action, aeq_id_format (&membership->uid, organisation),
                            aeq_id_format (&self->person.uid, person), error);
}

static gboolean
write_sign_up (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;
  g_auto(AeqMembership) made = { 0 };
  AeqInstant now = self->call->now;
  guint wait;

  return aeq_catalog_add_person (store, now, &self->person, error) &&
         aeq_mail_token_send (self->call->server, store, AEQ_MAIL_VERIFY, &self->person, now, &wait, error) &&
         aeq_catalog_add_organisation (store, now, self->organisation, &made, error) &&
         aeq_catalog_add_member (store, made.id, self->person.id, AEQ_ROLE_OWNER, now, error) &&
         begin_session (self, store, &made, "sign-up", 201, error);
}

AeqReply *
aeq_api_sign_up (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "email", "password", "name", "organisation", NULL };
  g_auto(AeqComing) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_credentials_email (call, &self.email, error) ||
      !aeq_credentials_new_password (call, "password", &self.password, error) ||
      !aeq_body_text (call->body, "name", MAX_NAME, &self.name, error) ||
      !aeq_body_text (call->body, "organisation", MAX_NAME, &self.organisation, error) ||
      !aeq_coming_find (&self, error))
    return NULL;
  if (self.known)
    {
      aeq_status_refuse (error, 409, "this address is in use; sign in with it");
      return NULL;
    }
  return make_password (&self, error) ? aeq_coming_finish (&self, write_sign_up, error) : NULL;
}

static gboolean
write_sign_in (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;
  g_auto(AeqMembership) membership = { 0 };
  gboolean found;
  AeqId uid;

  if (self->organisation != NULL && !aeq_id_parse (self->organisation, &uid))
    return aeq_status_refuse (error, 403, "you are not a member of this organisation");
  if (!aeq_coming_check_factor (self, store, error) ||
      !aeq_catalog_membership (store, self->person.id, self->organisation != NULL ? &uid : NULL, &membership, &found,
                               error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 403, "you are not a member of %s organisation",
                              self->organisation != NULL ? "this" : "any");
  return begin_session (self, store, &membership, "sign-in", 200, error);
}

AeqReply *
aeq_api_sign_in (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "email", "password", "organisation", "code", NULL };
  g_auto(AeqComing) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_credentials_email (call, &self.email, error) ||
      !aeq_body_text (call->body, "password", AEQ_MAX_PASSWORD, &self.password, error) ||
      !aeq_body_optional (call->body, "organisation", MAX_NAME, &self.organisation, error) ||
      !aeq_body_optional (call->body, "code", AEQ_MAX_CODE, &self.code, error) ||
      !aeq_coming_check_wait (&self, error) || !aeq_coming_find (&self, error) ||
      !aeq_coming_check_password (&self, error))
    return NULL;
  return aeq_coming_finish (&self, write_sign_in, error);
}

static gboolean
write_accept (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;
  g_auto(AeqInvitation) invitation = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  AeqInstant now = self->call->now;
  gint64 organisation;
  gboolean found;

  if (!aeq_invitation_find (store, self->token, now, &invitation, &found, error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 404, "there is no open invitation like this");
  if (self->known ? !aeq_coming_check_factor (self, store, error)
                  : !aeq_catalog_add_person (store, now, &self->person, error))
    return FALSE;
  self->person.verified = TRUE; /* the token came to the address */
  return aeq_catalog_set_verified (store, self->person.id, now, error) &&
         aeq_catalog_organisation (store, &invitation.organisation, &organisation, error) &&
         aeq_catalog_add_member (store, organisation, self->person.id, invitation.role, now, error) &&
         aeq_invitation_accept (store, invitation.id, now, error) &&
         aeq_catalog_membership (store, self->person.id, &invitation.organisation, &membership, &found, error) &&
         begin_session (self, store, &membership, "invitation-accepted", 201, error);
}

static gboolean
find_invited (AeqComing *self, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (self->call->server->stores, error);
  g_auto(AeqInvitation) invitation = { 0 };
  gboolean found;

  if (catalog == NULL || !aeq_invitation_find (catalog, self->token, self->call->now, &invitation, &found, error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 404, "there is no open invitation like this");
  self->email = g_steal_pointer (&invitation.email);
  return aeq_coming_find (self, error);
}

/* Who is known already comes in with the password they have. */
AeqReply *
aeq_api_accept (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "token", "password", "name", "code", NULL };
  g_auto(AeqComing) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "token", AEQ_MAX_TOKEN, &self.token, error) ||
      !aeq_body_optional (call->body, "code", AEQ_MAX_CODE, &self.code, error) || !find_invited (&self, error) ||
      !aeq_coming_check_wait (&self, error))
    return NULL;
  if (self.known
          ? !aeq_body_text (call->body, "password", AEQ_MAX_PASSWORD, &self.password, error) ||
                !aeq_coming_check_password (&self, error)
          : !aeq_credentials_new_password (call, "password", &self.password, error) ||
                !aeq_body_text (call->body, "name", MAX_NAME, &self.name, error) || !make_password (&self, error))
    return NULL;
  return aeq_coming_finish (&self, write_accept, error);
}

AeqReply *
aeq_api_refresh (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "refresh_token", NULL };
  const char *token;
  AeqReply *reply = NULL;
  AeqRefresh result;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "refresh_token", AEQ_MAX_TOKEN, &token, error) ||
      !aeq_session_refresh (call, call->catalog, token, &result, &reply, error))
    return NULL;
  if (result == AEQ_REFRESH_DONE)
    return reply;
  /* A reply and no error: that the session was ended must stay written. */
  return aeq_reply_new_problem (401,
                                result == AEQ_REFRESH_STOLEN
                                    ? "this refresh token was used before; its session is ended, sign in again"
                                    : "this refresh token is not valid; sign in again",
                                call->request->id, 0);
}

static AeqReply *
sign_out (AeqCall *call, const AeqId *session, GError **error)
{
  return aeq_session_end (call->catalog, &call->person, call->by_provider ? &call->organisation : NULL, session,
                          call->now, error)
             ? aeq_reply_new (204)
             : NULL;
}

AeqReply *
aeq_api_sign_out (AeqCall *call, GError **error)
{
  return sign_out (call, &call->session, error);
}

AeqReply *
aeq_api_sign_out_everywhere (AeqCall *call, GError **error)
{
  return sign_out (call, NULL, error);
}
