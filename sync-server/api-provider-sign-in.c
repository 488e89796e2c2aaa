/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-credentials.h"
#include "aeq-error.h"
#include "aeq-provider.h"
#include "aeq-secret.h"
#include "aeq-session.h"

#include <string.h>

#define MAX_URL 500
#define MAX_CODE 4096
#define MAX_NAME 200

/* A program's own page on the same machine, or a page that TLS protects. */
static gboolean
check_redirect (const char *text, GError **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean local = g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0 ||
                   g_strcmp0 (host, "localhost") == 0;

  return (host != NULL && g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
          (g_str_equal (g_uri_get_scheme (uri), "https") || (local && g_str_equal (g_uri_get_scheme (uri), "http")))) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "redirect_uri",
                           "needs an https address, or an http one of the machine itself");
}

static gboolean
read_provider (AeqCall *call, const AeqId *organisation, AeqProvider *provider, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (call->server->stores, error);
  gboolean found;

  if (catalog == NULL || !aeq_provider_read (call->server, catalog, organisation, provider, &found, error))
    return FALSE;
  return found || aeq_status_refuse (error, 404, "there is no organisation with a sign-in provider like this");
}

typedef struct
{
  AeqCall      *call;
  AeqId         organisation;
  AeqOidcSignIn sign_in;
} Leaving;

static gboolean
write_leaving (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Leaving *self = data;

  return aeq_provider_leave (store, &self->organisation, self->call->now, &self->sign_in, error);
}

static AeqReply *
leave (Leaving *self, const AeqProvider *provider, GError **error)
{
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  g_autofree char *state = aeq_token_new (hash);
  g_autofree char *key = aeq_token_new (hash);
  g_autofree char *address = NULL;
  AeqReply *reply;

  self->sign_in.state = state;
  self->sign_in.key = key;
  if ((address = aeq_oidc_address (self->call->server->issuers, &provider->oidc, &self->sign_in, error)) == NULL ||
      !aeq_writer_run (self->call->server->writer, NULL, write_leaving, self, error))
    return NULL;
  reply = aeq_reply_new (201);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "address", address);
  aeq_json_text (reply->json, "state", state);
  aeq_json_text (reply->json, "key", key);
  aeq_json_int (reply->json, "expires_in", AEQ_PROVIDER_MINUTES * 60);
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_begin_provider (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "organisation", "redirect_uri", NULL };
  g_auto(AeqProvider) provider = { 0 };
  Leaving self = { .call = call };
  const char *organisation;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "organisation", AEQ_MAX_TOKEN, &organisation, error) ||
      !aeq_body_text (call->body, "redirect_uri", MAX_URL, &self.sign_in.redirect_uri, error) ||
      !check_redirect (self.sign_in.redirect_uri, error))
    return NULL;
  if (!aeq_id_parse (organisation, &self.organisation))
    {
      aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "organisation", "needs an id");
      return NULL;
    }
  return read_provider (call, &self.organisation, &provider, error) ? leave (&self, &provider, error) : NULL;
}

/* Somebody who comes back from a provider. */
typedef struct
{
  AeqCall    *call;
  const char *state;
  const char *key;
  const char *code;
  char       *redirect_uri;
  AeqId       organisation;
  AeqProvider provider;
  AeqIdentity identity;
  AeqReply   *reply;
} Returning;

static void
returning_clear (Returning *self)
{
  g_free (self->redirect_uri);
  aeq_provider_clear (&self->provider);
  aeq_identity_clear (&self->identity);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Returning, returning_clear)

static gboolean
write_returning (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Returning *self = data;
  gboolean found;

  return aeq_provider_return (store, self->call->now, self->state, self->key, &self->organisation, &self->redirect_uri,
                              &found, error) &&
         (found || aeq_status_refuse (error, 404, "there is no sign-in like this under way; begin a new one"));
}

/* The sign-in is over before the provider is asked: whatever comes of it, it cannot be tried twice. */
static gboolean
come_back (Returning *self, GError **error)
{
  static const char *const FIELDS[] = { "state", "key", "code", NULL };
  AeqCall *call = self->call;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "state", AEQ_MAX_TOKEN, &self->state, error) ||
      !aeq_body_text (call->body, "key", AEQ_MAX_TOKEN, &self->key, error) ||
      !aeq_body_text (call->body, "code", MAX_CODE, &self->code, error) ||
      !aeq_writer_run (call->server->writer, NULL, write_returning, self, error) ||
      !read_provider (call, &self->organisation, &self->provider, error))
    return FALSE;
  return aeq_oidc_exchange (call->server->issuers, &self->provider.oidc,
                            &(AeqOidcSignIn){ self->state, self->key, self->redirect_uri }, self->code, call->now,
                            call->request->id, &self->identity, error);
}

/* Nobody becomes somebody who is here already by a provider's word: only who has their password can link the two. */
static gboolean
make_person (Returning *self, AeqStore *store, AeqPerson *person, GError **error)
{
  AeqIdentity *identity = &self->identity;
  g_auto(AeqPerson) other = { 0 };
  gboolean found;

  if (identity->email == NULL || !aeq_email_normalise (identity->email, &person->email))
    return aeq_status_refuse (error, 403, "the sign-in provider does not tell your mail address");
  if (!aeq_catalog_person_by_email (store, person->email, &other, &found, error))
    return FALSE;
  if (found)
    return aeq_status_refuse (error, 409,
                              "your address is in use here: sign in by password and link the provider to it");
  person->name = g_strdup (identity->name != NULL && strlen (identity->name) <= MAX_NAME ? identity->name
                                                                                         : person->email);
  person->password = g_strdup (""); /* none is right */
  return aeq_catalog_add_person (store, self->call->now, person, error) &&
         (!identity->email_verified || aeq_catalog_set_verified (store, person->id, self->call->now, error)) &&
         aeq_provider_link (store, &self->provider, identity->subject, person->id, self->call->now, error);
}

/* The provider's groups decide at each sign-in; an owner stays one. */
static gboolean
place (Returning *self, AeqStore *store, const AeqPerson *person, AeqMembership *membership, GError **error)
{
  AeqRole role = aeq_provider_role (&self->provider, self->identity.groups);
  gint64 organisation = self->provider.organisation;
  gboolean found;

  if (!aeq_catalog_membership (store, person->id, &self->organisation, membership, &found, error))
    return FALSE;
  if (found && membership->role == AEQ_ROLE_OWNER)
    return TRUE;
  if (role == AEQ_ROLE_ANYONE)
    return aeq_status_refuse (error, 403, "your groups at the sign-in provider do not let you in");
  if (found)
    {
      membership->role = role;
      return aeq_catalog_set_role (store, organisation, person->id, role, error);
    }
  return aeq_catalog_add_member (store, organisation, person->id, role, self->call->now, error) &&
         aeq_catalog_membership (store, person->id, &self->organisation, membership, &found, error);
}

static gboolean
write_enter (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Returning *self = data;
  g_auto(AeqPerson) person = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  char uid[AEQ_ID_TEXT_SIZE], organisation[AEQ_ID_TEXT_SIZE];
  gboolean found;

  if (!aeq_provider_person (store, &self->provider, self->identity.subject, &person, &found, error) ||
      (!found && !make_person (self, store, &person, error)) ||
      !place (self, store, &person, &membership, error))
    return FALSE;
  self->call->by_provider = TRUE;
  self->reply = aeq_session_begin (self->call, store, &person, &membership, 200, error);
  return self->reply != NULL &&
         aeq_call_audit_as (self->call, store, "sign-in-by-provider", aeq_id_format (&self->organisation, organisation),
                            aeq_id_format (&person.uid, uid), error);
}

static gboolean
write_link (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Returning *self = data;
  AeqCall *call = self->call;
  g_auto(AeqPerson) person = { 0 };
  gboolean found;

  if (!aeq_id_equal (&self->organisation, &call->organisation))
    return aeq_status_refuse (error, 404, "this sign-in is for another organisation than your access token");
  if (!aeq_catalog_person_by_uid (store, &call->person, &person, &found, error) ||
      !aeq_provider_link (store, &self->provider, self->identity.subject, person.id, call->now, error) ||
      !aeq_call_audit (call, store, call->route->action, error))
    return FALSE;
  self->reply = aeq_reply_new (204);
  return TRUE;
}

static AeqReply *
finish (AeqCall *call, AeqWriteFunc func, GError **error)
{
  g_auto(Returning) self = { .call = call };

  if (!come_back (&self, error))
    return NULL;
  if (aeq_writer_run (call->server->writer, NULL, func, &self, error))
    return self.reply;
  aeq_reply_free (self.reply);
  return NULL;
}

AeqReply *
aeq_api_finish_provider (AeqCall *call, GError **error)
{
  return finish (call, write_enter, error);
}

AeqReply *
aeq_api_link_provider (AeqCall *call, GError **error)
{
  if (!call->by_provider)
    return finish (call, write_link, error);
  aeq_status_refuse (error, 403, "sign in by password first: who you are is not for a provider to say");
  return NULL;
}
