/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-invitation.h"
#include "aeq-secret.h"
#include "aeq-session.h"

#include <string.h>

#define MAX_NAME 200
#define MAX_PASSWORD 128
#define MIN_PASSWORD 12
#define MAX_TOKEN 64

/* What somebody who comes in sends; texts are borrowed from the body, but for the address. */
typedef struct
{
  AeqCall      *call;
  char         *email;
  const char   *password;
  const char   *name;
  const char   *organisation; /* its name, or its uid when signing in */
  const char   *token;
  AeqPerson     person;       /* who they turned out to be, or will be */
  gboolean      known;
  AeqReply     *reply;
} Coming;

static void
coming_clear (Coming *self)
{
  g_free (self->email);
  aeq_person_clear (&self->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Coming, coming_clear)

static gboolean
take_email (AeqCall *call, char **email, GError **error)
{
  const char *text;

  if (!aeq_body_text (call->body, "email", MAX_NAME, &text, error))
    return FALSE;
  return aeq_email_normalise (text, email) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "email", "is not a mail address");
}

static gboolean
take_new_password (AeqCall *call, const char **password, GError **error)
{
  if (!aeq_body_text (call->body, "password", MAX_PASSWORD, password, error))
    return FALSE;
  return strlen (*password) >= MIN_PASSWORD ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "password", "needs at least 12 characters");
}

/* Only from a worker for passwords. */
static gboolean
find_person (Coming *self, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (self->call->server->stores, error);

  return catalog != NULL && aeq_catalog_person_by_email (catalog, self->email, &self->person, &self->known, error);
}

static gboolean
check_wait (Coming *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  guint seconds = MAX (aeq_back_off_wait (self->call->server->by_address, self->call->request->address, now),
                       aeq_back_off_wait (self->call->server->by_email, self->email, now));

  return seconds == 0 || aeq_status_refuse (error, 429, "too many wrong passwords; wait %u seconds", seconds);
}

static gboolean
audit_failure (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Coming *self = data;
  char person[AEQ_ID_TEXT_SIZE] = "";

  if (self->known)
    aeq_id_format (&self->person.uid, person);
  return aeq_call_audit_as (self->call, store, "sign-in-failed", "", person, error);
}

/* FALSE without telling which of the two was wrong. */
static gboolean
check_password (Coming *self, GError **error)
{
  AeqServer *server = self->call->server;
  gint64 now = g_get_monotonic_time ();

  if (aeq_password_verify (self->known ? self->person.password : NULL, self->password))
    {
      aeq_back_off_passed (server->by_email, self->email);
      aeq_back_off_passed (server->by_address, self->call->request->address);
      return TRUE;
    }
  aeq_back_off_failed (server->by_email, self->email, now);
  aeq_back_off_failed (server->by_address, self->call->request->address, now);
  return aeq_writer_run (server->writer, NULL, audit_failure, self, error) &&
         aeq_status_refuse (error, 401, "the address or the password is wrong");
}

static gboolean
make_password (Coming *self, GError **error)
{
  self->person.email = g_strdup (self->email);
  self->person.name = g_strdup (self->name);
  self->person.password = aeq_password_hash (self->password);
  return self->person.password != NULL ||
         aeq_status_refuse (error, 503, "the server is short of memory; try again in a moment");
}

/* Two may come in with one address at the same time: the second one's is refused by the catalog. */
static gboolean
begin_session (Coming *self, AeqStore *store, const AeqMembership *membership, const char *action, guint status,
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
  Coming *self = data;
  g_auto(AeqMembership) made = { 0 };
  AeqInstant now = self->call->now;

  return aeq_catalog_add_person (store, now, &self->person, error) &&
         aeq_catalog_add_organisation (store, now, self->organisation, &made, error) &&
         aeq_catalog_add_member (store, made.id, self->person.id, AEQ_ROLE_OWNER, now, error) &&
         begin_session (self, store, &made, "sign-up", 201, error);
}

/* An answer of a transaction that failed is no answer. */
static AeqReply *
finish (Coming *self, AeqWriteFunc func, GError **error)
{
  if (aeq_writer_run (self->call->server->writer, NULL, func, self, error))
    return g_steal_pointer (&self->reply);
  g_clear_pointer (&self->reply, aeq_reply_free);
  return NULL;
}

AeqReply *
aeq_api_sign_up (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "email", "password", "name", "organisation", NULL };
  g_auto(Coming) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) || !take_email (call, &self.email, error) ||
      !take_new_password (call, &self.password, error) ||
      !aeq_body_text (call->body, "name", MAX_NAME, &self.name, error) ||
      !aeq_body_text (call->body, "organisation", MAX_NAME, &self.organisation, error) || !find_person (&self, error))
    return NULL;
  if (self.known)
    {
      aeq_status_refuse (error, 409, "this address is in use; sign in with it");
      return NULL;
    }
  return make_password (&self, error) ? finish (&self, write_sign_up, error) : NULL;
}

static gboolean
write_sign_in (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Coming *self = data;
  g_auto(AeqMembership) membership = { 0 };
  gboolean found;
  AeqId uid;

  if (self->organisation != NULL && !aeq_id_parse (self->organisation, &uid))
    return aeq_status_refuse (error, 403, "you are not a member of this organisation");
  if (!aeq_catalog_membership (store, self->person.id, self->organisation != NULL ? &uid : NULL, &membership, &found,
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
  static const char *const FIELDS[] = { "email", "password", "organisation", NULL };
  g_auto(Coming) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) || !take_email (call, &self.email, error) ||
      !aeq_body_text (call->body, "password", MAX_PASSWORD, &self.password, error) ||
      !aeq_body_optional (call->body, "organisation", MAX_NAME, &self.organisation, error) ||
      !check_wait (&self, error) || !find_person (&self, error) || !check_password (&self, error))
    return NULL;
  return finish (&self, write_sign_in, error);
}

static gboolean
write_accept (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Coming *self = data;
  g_auto(AeqInvitation) invitation = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  AeqInstant now = self->call->now;
  gint64 organisation;
  gboolean found;

  if (!aeq_invitation_find (store, self->token, now, &invitation, &found, error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 404, "there is no open invitation like this");
  if (!self->known && !aeq_catalog_add_person (store, now, &self->person, error))
    return FALSE;
  return aeq_catalog_organisation (store, &invitation.organisation, &organisation, error) &&
         aeq_catalog_add_member (store, organisation, self->person.id, invitation.role, now, error) &&
         aeq_invitation_accept (store, invitation.id, now, error) &&
         aeq_catalog_membership (store, self->person.id, &invitation.organisation, &membership, &found, error) &&
         begin_session (self, store, &membership, "invitation-accepted", 201, error);
}

static gboolean
find_invited (Coming *self, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (self->call->server->stores, error);
  g_auto(AeqInvitation) invitation = { 0 };
  gboolean found;

  if (catalog == NULL || !aeq_invitation_find (catalog, self->token, self->call->now, &invitation, &found, error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 404, "there is no open invitation like this");
  self->email = g_steal_pointer (&invitation.email);
  return find_person (self, error);
}

/* Who is known already comes in with the password they have. */
AeqReply *
aeq_api_accept (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "token", "password", "name", NULL };
  g_auto(Coming) self = { .call = call };

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "token", MAX_TOKEN, &self.token, error) || !find_invited (&self, error) ||
      !check_wait (&self, error))
    return NULL;
  if (self.known
          ? !aeq_body_text (call->body, "password", MAX_PASSWORD, &self.password, error) ||
                !check_password (&self, error)
          : !take_new_password (call, &self.password, error) ||
                !aeq_body_text (call->body, "name", MAX_NAME, &self.name, error) || !make_password (&self, error))
    return NULL;
  return finish (&self, write_accept, error);
}

AeqReply *
aeq_api_refresh (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "refresh_token", NULL };
  const char *token;
  AeqReply *reply = NULL;
  AeqRefresh result;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "refresh_token", MAX_TOKEN, &token, error) ||
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
  return aeq_session_end (call->catalog, &call->person, session, call->now, error) ? aeq_reply_new (204) : NULL;
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
