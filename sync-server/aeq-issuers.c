/* SPDX-License-Identifier: MIT */
#include "aeq-issuers.h"

#include <string.h>

#include "aeq-address-guard.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-log.h"
#include "aeq-status.h"

#define FRESH (10 * 60 * G_USEC_PER_SEC)
#define MAX_ISSUERS 1000
#define DISCOVERY "/.well-known/openid-configuration"

struct _AeqIssuers
{
  gboolean    any_address;
  GMutex      lock;
  GHashTable *issuers; /* char* -> Issuer */
};

/* What a provider says of itself. */
typedef struct
{
  gint64      read_at; /* monotonic */
  JsonObject *document;
  JsonObject *keys;    /* (nullable) until they are needed */
} Issuer;

static void
issuer_free (gpointer data)
{
  Issuer *self = data;

  json_object_unref (self->document);
  g_clear_pointer (&self->keys, json_object_unref);
  g_free (self);
}

AeqIssuers *
aeq_issuers_new (gboolean any_address)
{
  AeqIssuers *self = g_new0 (AeqIssuers, 1);

  self->any_address = any_address;
  g_mutex_init (&self->lock);
  self->issuers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, issuer_free);
  return self;
}

void
aeq_issuers_free (AeqIssuers *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->issuers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_url (AeqIssuers *self, const char *url, gboolean bare)
{
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (!bare || g_uri_get_query (uri) == NULL) &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          (self->any_address && g_str_equal (g_uri_get_scheme (uri), "http")));
}

gboolean
aeq_issuers_check (AeqIssuers *self, const char *url, GError **error)
{
  return is_url (self, url, TRUE) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "issuer", "needs the https address of a provider");
}

gboolean
aeq_issuers_refuse (const char *issuer, const char *reason, GError **error)
{
  aeq_log (AEQ_LOG_WARNING, "provider-failed", "issuer", issuer, "reason", reason, NULL);
  return aeq_status_refuse (error, 502, "the sign-in provider cannot be reached, or does not answer as one should");
}

/* RFC 6749, 5.2: it understood, and does not want to. */
static gboolean
is_refusal (const AeqHttpRequest *request, const AeqHttpResponse *response)
{
  return response != NULL && g_strcmp0 (request->method, "POST") == 0 &&
         (response->status == 400 || response->status == 401 || response->status == 403);
}

JsonObject *
aeq_issuers_ask (AeqIssuers *self, const char *issuer, const AeqHttpRequest *request, GError **error)
{
  const AeqHttpOptions options = {
    .connect_timeout_ms = 3000, .timeout_ms = 5000, .max_response = 512 << 10, .max_tries = 1, .max_redirects = 2,
    .may_connect = self->any_address ? NULL : aeq_address_is_public,
  };
  g_autoptr(AeqHttpClient) client = aeq_http_client_new (&options, NULL);
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (client, request, NULL, &local);
  JsonObject *object = NULL;
  gconstpointer text;
  gsize length;

  if (response != NULL && aeq_http_response_check (response, &local))
    {
      text = g_bytes_get_data (response->body, &length);
      object = aeq_body_parse (text, length, &local);
    }
  if (object != NULL)
    return object;
  if (!is_refusal (request, response))
    aeq_issuers_refuse (issuer, local->message, error);
  else
    {
      aeq_log (AEQ_LOG_WARNING, "provider-refused", "issuer", issuer, "reason", local->message, NULL);
      aeq_status_refuse (error, 401, "the sign-in provider does not accept this code; sign in again");
    }
  return NULL;
}

static JsonObject *
get (AeqIssuers *self, const char *issuer, const char *url, GError **error)
{
  const AeqHttpRequest request = { NULL, url, NULL, NULL };

  return aeq_issuers_ask (self, issuer, &request, error);
}

const char *
aeq_issuers_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Whoever answers must be the one that was asked for: else a provider could speak for another. */
static JsonObject *
discover (AeqIssuers *self, const char *issuer, GError **error)
{
  g_autofree char *base = g_strndup (issuer, strlen (issuer) - (g_str_has_suffix (issuer, "/") ? 1 : 0));
  g_autofree char *url = g_strconcat (base, DISCOVERY, NULL);
  g_autoptr(JsonObject) document = get (self, issuer, url, error);

  if (document == NULL)
    return NULL;
  if (g_strcmp0 (aeq_issuers_text (document, "issuer"), issuer) != 0)
    {
      aeq_issuers_refuse (issuer, "its discovery document is of another issuer", error);
      return NULL;
    }
  if (!is_url (self, aeq_issuers_text (document, "authorization_endpoint"), FALSE) ||
      !is_url (self, aeq_issuers_text (document, "token_endpoint"), FALSE) ||
      !is_url (self, aeq_issuers_text (document, "jwks_uri"), FALSE))
    {
      aeq_issuers_refuse (issuer, "its discovery document lacks an address, or has one without https", error);
      return NULL;
    }
  return g_steal_pointer (&document);
}

/* Owned. */
static JsonObject *
find_document (AeqIssuers *self, const char *issuer)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *known = g_hash_table_lookup (self->issuers, issuer);

  return known != NULL && g_get_monotonic_time () - known->read_at < FRESH ? json_object_ref (known->document) : NULL;
}

static void
keep_document (AeqIssuers *self, const char *issuer, JsonObject *document)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *made = g_new0 (Issuer, 1);

  made->read_at = g_get_monotonic_time ();
  made->document = json_object_ref (document);
  if (g_hash_table_size (self->issuers) >= MAX_ISSUERS)
    g_hash_table_remove_all (self->issuers);
  g_hash_table_replace (self->issuers, g_strdup (issuer), made);
}

JsonObject *
aeq_issuers_document (AeqIssuers *self, const char *issuer, GError **error)
{
  JsonObject *document = find_document (self, issuer);

  if (document == NULL && (document = discover (self, issuer, error)) != NULL)
    keep_document (self, issuer, document);
  return document;
}

JsonObject *
aeq_issuers_keys (AeqIssuers *self, const char *issuer)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *known = g_hash_table_lookup (self->issuers, issuer);

  return known != NULL && known->keys != NULL ? json_object_ref (known->keys) : NULL;
}

JsonObject *
aeq_issuers_read_keys (AeqIssuers *self, const char *issuer, JsonObject *document, GError **error)
{
  JsonObject *keys = get (self, issuer, aeq_issuers_text (document, "jwks_uri"), error);
  Issuer *known;

  if (keys == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  if ((known = g_hash_table_lookup (self->issuers, issuer)) != NULL)
    {
      g_clear_pointer (&known->keys, json_object_unref);
      known->keys = json_object_ref (keys);
    }
  g_mutex_unlock (&self->lock);
  return keys;
}
