/* SPDX-License-Identifier: MIT */
#include "aeq-oidc.h"

#include <sodium.h>
#include <string.h>

#include "aeq-log.h"
#include "aeq-status.h"

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define HASH_TEXT sodium_base64_ENCODED_LEN (crypto_hash_sha256_BYTES, VARIANT)

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
aeq_oidc_address (AeqIssuers *issuers, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in, GError **error)
{
  g_autoptr(JsonObject) document = aeq_issuers_document (issuers, provider->issuer, error);
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
  endpoint = aeq_issuers_text (document, "authorization_endpoint");
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
redeem (AeqIssuers *issuers, const AeqOidcProvider *provider, JsonObject *document, const AeqOidcSignIn *sign_in,
        const char *code, GError **error)
{
  gboolean in_body = provider->secret != NULL && wants_secret_in_body (document);
  g_autofree char *basic = provider->secret != NULL && !in_body ? make_basic (provider) : NULL;
  const char      *headers[] = { "Content-Type: application/x-www-form-urlencoded", "Accept: application/json", basic,
                                 NULL };
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
  return aeq_issuers_ask (issuers, provider->issuer,
              &(AeqHttpRequest){ "POST", aeq_issuers_text (document, "token_endpoint"), headers, body }, error);
}

/* Keys that are kept may be older than the token's. */
static AeqIdTokenResult
read_token (AeqIssuers *issuers, const AeqIdTokenWanted *wanted, JsonObject *document, const char *token,
            AeqIdentity *identity, const char **reason, GError **error)
{
  g_autoptr(JsonObject) kept = aeq_issuers_keys (issuers, wanted->issuer);
  g_autoptr(JsonObject) keys = NULL;
  AeqIdTokenResult result = AEQ_ID_TOKEN_NO_KEY;

  if (kept != NULL)
    result = aeq_id_token_read (token, kept, wanted, identity, reason);
  if (result != AEQ_ID_TOKEN_NO_KEY)
    return result;
  if ((keys = aeq_issuers_read_keys (issuers, wanted->issuer, document, error)) == NULL)
    return AEQ_ID_TOKEN_BAD;
  return aeq_id_token_read (token, keys, wanted, identity, reason);
}

gboolean
aeq_oidc_exchange (AeqIssuers *issuers, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in, const char *code,
                   AeqInstant now, const char *request, AeqIdentity *identity, GError **error)
{
  char nonce[HASH_TEXT];
  const AeqIdTokenWanted wanted = { provider->issuer, provider->client, nonce, provider->groups_claim, now };
  g_autoptr(JsonObject) document = aeq_issuers_document (issuers, provider->issuer, error);
  g_autoptr(JsonObject) answer =
      document != NULL ? redeem (issuers, provider, document, sign_in, code, error) : NULL;
  const char *reason = NULL;

  if (answer == NULL)
    return FALSE;
  if (aeq_issuers_text (answer, "id_token") == NULL)
    return aeq_issuers_refuse (provider->issuer, "it gave no ID token", error);
  derive ("nonce", sign_in->key, nonce);
  if (read_token (issuers, &wanted, document, aeq_issuers_text (answer, "id_token"), identity, &reason, error) ==
      AEQ_ID_TOKEN_GOOD)
    return TRUE;
  if (reason == NULL)
    return FALSE;
  aeq_log (AEQ_LOG_WARNING, "id-token-refused", "request", request, "issuer", provider->issuer, "reason", reason, NULL);
  return aeq_status_refuse (error, 401, "what the sign-in provider says cannot be trusted; sign in again");
}
