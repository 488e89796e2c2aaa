/* SPDX-License-Identifier: MIT */
#include "aeq-oidc.h"

#include <sodium.h>
#include <string.h>

#include "aeq-address-guard.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-http.h"
#include "aeq-log.h"
#include "aeq-status.h"

#define FRESH (10 * 60 * G_USEC_PER_SEC)
#define MAX_ISSUERS 1000
#define DISCOVERY "/.well-known/openid-configuration"
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define HASH_TEXT sodium_base64_ENCODED_LEN (crypto_hash_sha256_BYTES, VARIANT)

struct _AeqOidc
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

AeqOidc *
aeq_oidc_new (gboolean any_address)
{
  AeqOidc *self = g_new0 (AeqOidc, 1);

  self->any_address = any_address;
  g_mutex_init (&self->lock);
  self->issuers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, issuer_free);
  return self;
}

void
aeq_oidc_free (AeqOidc *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->issuers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
aeq_oidc_provider_clear (AeqOidcProvider *self)
{
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->client, g_free);
  if (self->secret != NULL)
    sodium_memzero (self->secret, strlen (self->secret));
  g_clear_pointer (&self->secret, g_free);
  g_clear_pointer (&self->groups_claim, g_free);
}

static gboolean
is_url (AeqOidc *self, const char *url, gboolean bare)
{
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (!bare || g_uri_get_query (uri) == NULL) &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          (self->any_address && g_str_equal (g_uri_get_scheme (uri), "http")));
}

gboolean
aeq_oidc_check_issuer (AeqOidc *self, const char *url, GError **error)
{
  return is_url (self, url, TRUE) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "issuer", "needs the https address of a provider");
}

/* What went wrong is for the log: a stranger's server is asked, by an address that a user gave. */
static gboolean
refuse_provider (const char *issuer, const char *reason, GError **error)
{
  aeq_log (AEQ_LOG_WARNING, "provider-failed", "issuer", issuer, "reason", reason, NULL);
  return aeq_status_refuse (error, 502, "the sign-in provider cannot be reached, or does not answer as one should");
}

/* Owned; NULL with status 502 unless it is a JSON object. */
static JsonObject *
ask (AeqOidc *self, const char *issuer, const AeqHttpRequest *request, GError **error)
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
  if (object == NULL)
    refuse_provider (issuer, local->message, error);
  return object;
}

static JsonObject *
get (AeqOidc *self, const char *issuer, const char *url, GError **error)
{
  const AeqHttpRequest request = { NULL, url, NULL, NULL };

  return ask (self, issuer, &request, error);
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Whoever answers must be the one that was asked for: else a provider could speak for another. */
static JsonObject *
discover (AeqOidc *self, const char *issuer, GError **error)
{
  g_autofree char *base = g_strndup (issuer, strlen (issuer) - (g_str_has_suffix (issuer, "/") ? 1 : 0));
  g_autofree char *url = g_strconcat (base, DISCOVERY, NULL);
  g_autoptr(JsonObject) document = get (self, issuer, url, error);

  if (document == NULL)
    return NULL;
  if (g_strcmp0 (text_of (document, "issuer"), issuer) != 0)
    {
      refuse_provider (issuer, "its discovery document is of another issuer", error);
      return NULL;
    }
  if (!is_url (self, text_of (document, "authorization_endpoint"), FALSE) ||
      !is_url (self, text_of (document, "token_endpoint"), FALSE) ||
      !is_url (self, text_of (document, "jwks_uri"), FALSE))
    {
      refuse_provider (issuer, "its discovery document lacks an address, or has one without https", error);
      return NULL;
    }
  return g_steal_pointer (&document);
}

/* Owned. */
static JsonObject *
find_document (AeqOidc *self, const char *issuer)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *known = g_hash_table_lookup (self->issuers, issuer);

  return known != NULL && g_get_monotonic_time () - known->read_at < FRESH ? json_object_ref (known->document) : NULL;
}

static void
keep_document (AeqOidc *self, const char *issuer, JsonObject *document)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *made = g_new0 (Issuer, 1);

  made->read_at = g_get_monotonic_time ();
  made->document = json_object_ref (document);
  if (g_hash_table_size (self->issuers) >= MAX_ISSUERS)
    g_hash_table_remove_all (self->issuers);
  g_hash_table_replace (self->issuers, g_strdup (issuer), made);
}

static JsonObject *
get_document (AeqOidc *self, const char *issuer, GError **error)
{
  JsonObject *document = find_document (self, issuer);

  if (document == NULL && (document = discover (self, issuer, error)) != NULL)
    keep_document (self, issuer, document);
  return document;
}

static JsonObject *
find_keys (AeqOidc *self, const char *issuer)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Issuer *known = g_hash_table_lookup (self->issuers, issuer);

  return known != NULL && known->keys != NULL ? json_object_ref (known->keys) : NULL;
}

/* Owned. */
static JsonObject *
read_keys (AeqOidc *self, const char *issuer, JsonObject *document, GError **error)
{
  JsonObject *keys = get (self, issuer, text_of (document, "jwks_uri"), error);
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

/* @purpose and the key, hashed, as text. */
static void
derive (const char *purpose, const char *key, char *text)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, (const guint8 *) purpose, strlen (purpose) + 1);
  crypto_hash_sha256_update (&state, (const guint8 *) key, strlen (key));
  crypto_hash_sha256_final (&state, hash);
  sodium_bin2base64 (text, HASH_TEXT, hash, sizeof hash, VARIANT);
}

/* RFC 7636, S256. */
static void
make_challenge (const char *verifier, char *text)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, (const guint8 *) verifier, strlen (verifier));
  sodium_bin2base64 (text, HASH_TEXT, hash, sizeof hash, VARIANT);
}

static void
add_parameter (GString *out, const char *name, const char *value)
{
  if (out->len > 0)
    g_string_append_c (out, '&');
  g_string_append_printf (out, "%s=", name);
  g_string_append_uri_escaped (out, value, NULL, FALSE);
}

char *
aeq_oidc_address (AeqOidc *self, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in, GError **error)
{
  g_autoptr(JsonObject) document = get_document (self, provider->issuer, error);
  g_autoptr(GString) query = g_string_new (NULL);
  char verifier[HASH_TEXT], challenge[HASH_TEXT], nonce[HASH_TEXT];
  const char *endpoint;

  if (document == NULL)
    return NULL;
  derive ("verifier", sign_in->key, verifier);
  derive ("nonce", sign_in->key, nonce);
  make_challenge (verifier, challenge);
  add_parameter (query, "response_type", "code");
  add_parameter (query, "client_id", provider->client);
  add_parameter (query, "redirect_uri", sign_in->redirect_uri);
  add_parameter (query, "scope", "openid email profile");
  add_parameter (query, "state", sign_in->state);
  add_parameter (query, "nonce", nonce);
  add_parameter (query, "code_challenge", challenge);
  add_parameter (query, "code_challenge_method", "S256");
  endpoint = text_of (document, "authorization_endpoint");
  return g_strconcat (endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", query->str, NULL);
}

/* As the provider lists it; HTTP Basic where it says nothing. */
static gboolean
wants_secret_in_body (JsonObject *document)
{
  JsonNode *node = json_object_get_member (document, "token_endpoint_auth_methods_supported");
  gboolean basic = FALSE, body = FALSE;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *one = json_array_get_element (json_node_get_array (node), i);
      const char *method = JSON_NODE_HOLDS_VALUE (one) ? json_node_get_string (one) : NULL;

      basic = basic || g_strcmp0 (method, "client_secret_basic") == 0;
      body = body || g_strcmp0 (method, "client_secret_post") == 0;
    }
  return body && !basic;
}

/* RFC 6749, 2.3.1: both halves escaped. */
static char *
make_basic (const AeqOidcProvider *provider)
{
  g_autofree char *client = g_uri_escape_string (provider->client, NULL, FALSE);
  g_autofree char *secret = g_uri_escape_string (provider->secret, NULL, FALSE);
  g_autofree char *both = g_strconcat (client, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guint8 *) both, strlen (both));

  return g_strconcat ("Authorization: Basic ", encoded, NULL);
}

/* Owned: the answer of the token endpoint. */
static JsonObject *
redeem (AeqOidc *self, const AeqOidcProvider *provider, JsonObject *document, const AeqOidcSignIn *sign_in,
        const char *code, GError **error)
{
  gboolean in_body = provider->secret != NULL && wants_secret_in_body (document);
  g_autofree char *basic = provider->secret != NULL && !in_body ? make_basic (provider) : NULL;
  const char *headers[] = { "Content-Type: application/x-www-form-urlencoded", "Accept: application/json", basic, NULL };
  GString *form = g_string_new (NULL);
  g_autoptr(GBytes) body = NULL;
  char verifier[HASH_TEXT];

  derive ("verifier", sign_in->key, verifier);
  add_parameter (form, "grant_type", "authorization_code");
  add_parameter (form, "code", code);
  add_parameter (form, "redirect_uri", sign_in->redirect_uri);
  add_parameter (form, "code_verifier", verifier);
  if (basic == NULL)
    add_parameter (form, "client_id", provider->client);
  if (in_body)
    add_parameter (form, "client_secret", provider->secret);
  body = g_string_free_to_bytes (form);
  return ask (self, provider->issuer,
              &(AeqHttpRequest){ "POST", text_of (document, "token_endpoint"), headers, body }, error);
}

/* Keys that are kept may be older than the token's. */
static AeqIdTokenResult
read_token (AeqOidc *self, const AeqIdTokenWanted *wanted, JsonObject *document, const char *token,
            AeqIdentity *identity, const char **reason, GError **error)
{
  g_autoptr(JsonObject) kept = find_keys (self, wanted->issuer);
  g_autoptr(JsonObject) keys = NULL;
  AeqIdTokenResult result = AEQ_ID_TOKEN_NO_KEY;

  if (kept != NULL)
    result = aeq_id_token_read (token, kept, wanted, identity, reason);
  if (result != AEQ_ID_TOKEN_NO_KEY)
    return result;
  if ((keys = read_keys (self, wanted->issuer, document, error)) == NULL)
    return AEQ_ID_TOKEN_BAD;
  return aeq_id_token_read (token, keys, wanted, identity, reason);
}

gboolean
aeq_oidc_exchange (AeqOidc *self, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in, const char *code,
                   AeqInstant now, const char *request, AeqIdentity *identity, GError **error)
{
  char nonce[HASH_TEXT];
  const AeqIdTokenWanted wanted = { provider->issuer, provider->client, nonce, provider->groups_claim, now };
  g_autoptr(JsonObject) document = get_document (self, provider->issuer, error);
  g_autoptr(JsonObject) answer =
      document != NULL ? redeem (self, provider, document, sign_in, code, error) : NULL;
  const char *reason = NULL;

  if (answer == NULL)
    return FALSE;
  if (text_of (answer, "id_token") == NULL)
    return refuse_provider (provider->issuer, "it gave no ID token", error);
  derive ("nonce", sign_in->key, nonce);
  if (read_token (self, &wanted, document, text_of (answer, "id_token"), identity, &reason, error) ==
      AEQ_ID_TOKEN_GOOD)
    return TRUE;
  if (reason == NULL)
    return FALSE;
  aeq_log (AEQ_LOG_WARNING, "id-token-refused", "request", request, "issuer", provider->issuer, "reason", reason, NULL);
  return aeq_status_refuse (error, 401, "what the sign-in provider says cannot be trusted; sign in again");
}
