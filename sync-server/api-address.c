/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-audit.h"
#include "aeq-body.h"
#include "aeq-credentials.h"
#include "aeq-log.h"
#include "aeq-mail-token.h"
#include "aeq-session.h"

/* Whose address it is, and a new password for who reads its mail. */

static gboolean
refuse_token (GError **error)
{
  return aeq_status_refuse (error, 404, "there is no open token like this; ask for a new mail");
}

AeqReply *
aeq_api_verify (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "token", NULL };
  g_auto(AeqPerson) person = { 0 };
  char uid[AEQ_ID_TEXT_SIZE];
  const char *token;
  gboolean found;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "token", AEQ_MAX_TOKEN, &token, error) ||
      !aeq_mail_token_use (call->catalog, AEQ_MAIL_VERIFY, token, call->now, &person, &found, error))
    return NULL;
  if (!found)
    {
      refuse_token (error);
      return NULL;
    }
  if (!aeq_catalog_set_verified (call->catalog, person.id, call->now, error) ||
      !aeq_call_audit_as (call, call->catalog, "address-verified", "", aeq_id_format (&person.uid, uid), error))
    return NULL;
  return aeq_reply_new (204);
}

AeqReply *
aeq_api_verify_again (AeqCall *call, GError **error)
{
  g_auto(AeqPerson) person = { 0 };
  gboolean found;
  guint wait;

  if (!aeq_catalog_person_by_uid (call->catalog, &call->person, &person, &found, error))
    return NULL;
  if (person.verified)
    {
      aeq_status_refuse (error, 409, "your address is verified already");
      return NULL;
    }
  if (!aeq_mail_token_send (call->server, call->catalog, AEQ_MAIL_VERIFY, &person, call->now, &wait, error))
    return NULL;
  return wait == 0 ? aeq_reply_new (204)
                   : aeq_reply_new_problem (429, "a mail went out less than a minute ago", call->request->id, wait);
}

typedef struct
{
  AeqServer *server;
  char      *email;
  char       request[AEQ_REQUEST_ID_SIZE];
  AeqInstant now;
} Forgotten;

static void
forgotten_free (Forgotten *self)
{
  g_free (self->email);
  g_free (self);
}

static gboolean
write_forgotten (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Forgotten *self = data;
  g_auto(AeqPerson) person = { 0 };
  char uid[AEQ_ID_TEXT_SIZE];
  AeqAuditEntry entry = { self->now, "", uid, "password-reset-asked", "", self->request };
  gboolean found;
  guint wait;

  if (!aeq_catalog_person_by_email (store, self->email, &person, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  aeq_id_format (&person.uid, uid);
  return aeq_mail_token_send (self->server, store, AEQ_MAIL_RESET, &person, self->now, &wait, error) &&
         (wait > 0 || aeq_audit_append (store, &entry, error));
}

static void
end_forgotten (gpointer data, const GError *error)
{
  Forgotten *self = data;

  if (error != NULL)
    aeq_log (AEQ_LOG_ERROR, "reset-mail-failed", "request", self->request, "reason", error->message, NULL);
  forgotten_free (self);
}

/* Answered before anybody looks who it is: neither the answer nor the time it takes tells whether the address is known.
 */
AeqReply *
aeq_api_forgot (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "email", NULL };
  Forgotten *forgotten;
  char *email = NULL;

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_credentials_email (call, &email, error))
    return NULL;
  forgotten = g_new0 (Forgotten, 1);
  *forgotten = (Forgotten) { .server = call->server, .email = email, .now = call->now };
  g_strlcpy (forgotten->request, call->request->id, sizeof forgotten->request);
  if (aeq_writer_push (call->server->writer, NULL, write_forgotten, end_forgotten, forgotten))
    return aeq_reply_new (202);
  forgotten_free (forgotten);
  aeq_status_refuse (error, 503, "the server is busy; try again in a moment");
  return NULL;
}

typedef struct
{
  AeqCall    *call;
  const char *token;
  char       *password; /* hashed */
  AeqPerson   person;
} Reset;

static void
reset_clear (Reset *self)
{
  g_free (self->password);
  aeq_person_clear (&self->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reset, reset_clear)

/* Whoever knew the old password is out: every session ends. */
static gboolean
write_reset (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Reset *self = data;
  g_auto(AeqPerson) person = { 0 };
  char uid[AEQ_ID_TEXT_SIZE];
  gboolean found;

  if (!aeq_mail_token_use (store, AEQ_MAIL_RESET, self->token, self->call->now, &person, &found, error))
    return FALSE;
  if (!found)
    return refuse_token (error);
  return aeq_catalog_set_password (store, person.id, self->password, error) &&
         aeq_catalog_set_verified (store, person.id, self->call->now, error) &&
         aeq_session_end (store, &person.uid, NULL, NULL, self->call->now, error) &&
         aeq_call_audit_as (self->call, store, "password-reset", "", aeq_id_format (&person.uid, uid), error);
}

/* The costly hash is for who has a token only. */
AeqReply *
aeq_api_reset (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "token", "password", NULL };
  AeqStore *catalog = aeq_stores_read_catalog (call->server->stores, error);
  g_auto(Reset) self = { .call = call };
  const char *password;
  gboolean found;

  if (catalog == NULL || !aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "token", AEQ_MAX_TOKEN, &self.token, error) ||
      !aeq_credentials_new_password (call, "password", &password, error) ||
      !aeq_mail_token_find (catalog, AEQ_MAIL_RESET, self.token, call->now, &self.person, &found, error))
    return NULL;
  if (!found)
    {
      refuse_token (error);
      return NULL;
    }
  if ((self.password = aeq_credentials_hash (password, error)) == NULL ||
      !aeq_writer_run (call->server->writer, NULL, write_reset, &self, error))
    return NULL;
  aeq_back_off_passed (call->server->by_email, self.person.email);
  return aeq_reply_new (204);
}
