/* SPDX-License-Identifier: MIT */
#include "aeq-id-token.h"

#include <cjose/cjose.h>
#include <string.h>

#include "aeq-body.h"

#define MAX_TOKEN (32 << 10)
#define MAX_KEYS 64
#define MAX_GROUPS 1000
#define MAX_SUBJECT 255
#define LEEWAY 60 /* seconds that clocks may differ */

typedef cjose_jws_t Jws;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Jws, cjose_jws_release)
typedef cjose_jwk_t Jwk;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Jwk, cjose_jwk_release)

void
aeq_identity_clear (AeqIdentity *self)
{
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->groups, g_strfreev);
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* The type of key that an algorithm needs. Shared secrets and "none" are no algorithms here. */
static const char *
type_of_algorithm (const char *algorithm)
{
  static const struct { const char *algorithm; const char *type; } KNOWN[] = {
    { "RS256", "RSA" }, { "RS384", "RSA" }, { "RS512", "RSA" }, { "PS256", "RSA" }, { "PS384", "RSA" },
    { "PS512", "RSA" }, { "ES256", "EC" },  { "ES384", "EC" },  { "ES512", "EC" },
  };

  for (gsize i = 0; algorithm != NULL && i < G_N_ELEMENTS (KNOWN); i++)
    if (g_str_equal (KNOWN[i].algorithm, algorithm))
      return KNOWN[i].type;
  return NULL;
}

/* Extensions that must be understood: none is. */
static gboolean
has_critical (cjose_header_t *header)
{
  char *list = cjose_header_get_raw (header, "crit", NULL);
  gboolean there = list != NULL;

  cjose_get_dealloc () (list);
  return there;
}

static gboolean
is_key (JsonObject *key, const char *kid, const char *algorithm, const char *type)
{
  const char *own = text_of (key, "kid"), *use = text_of (key, "use"), *alg = text_of (key, "alg");

  return g_strcmp0 (text_of (key, "kty"), type) == 0 && (kid == NULL || g_strcmp0 (own, kid) == 0) &&
         (use == NULL || g_str_equal (use, "sig")) && (alg == NULL || g_str_equal (alg, algorithm));
}

/* Owned. */
static Jwk *
find_key (JsonObject *keys, const char *kid, const char *algorithm, const char *type)
{
  JsonNode *list = json_object_get_member (keys, "keys");
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MAX_KEYS); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *text = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node) || !is_key (json_node_get_object (node), kid, algorithm, type))
        continue;
      text = json_to_string (node, FALSE);
      return cjose_jwk_import (text, strlen (text), NULL);
    }
  return NULL;
}

static gboolean
names_client (JsonObject *claims, const char *client)
{
  JsonNode *node = json_object_get_member (claims, "aud");
  JsonArray *array;
  gboolean found = FALSE;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strcmp0 (text_of (claims, "aud"), client) == 0;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *one = json_array_get_element (array, i);

      found = found || (JSON_NODE_HOLDS_VALUE (one) && g_strcmp0 (json_node_get_string (one), client) == 0);
    }
  return found && (json_array_get_length (array) == 1 || g_strcmp0 (text_of (claims, "azp"), client) == 0);
}

static gint64
seconds_of (JsonObject *claims, const char *name, gint64 fallback)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : fallback;
}

static const char *
find_fault (JsonObject *claims, const AeqIdTokenWanted *wanted)
{
  gint64 now = wanted->now / AEQ_SECOND;
  const char *subject = text_of (claims, "sub"), *azp = text_of (claims, "azp");

  if (g_strcmp0 (text_of (claims, "iss"), wanted->issuer) != 0)
    return "of another issuer";
  if (!names_client (claims, wanted->client) || (azp != NULL && !g_str_equal (azp, wanted->client)))
    return "for another client";
  if (seconds_of (claims, "exp", G_MININT64) <= now - LEEWAY)
    return "expired";
  if (seconds_of (claims, "iat", G_MAXINT64) > now + LEEWAY)
    return "from the future";
  if (seconds_of (claims, "nbf", G_MININT64) > now + LEEWAY)
    return "not yet valid";
  if (g_strcmp0 (text_of (claims, "nonce"), wanted->nonce) != 0)
    return "of another sign-in";
  return subject != NULL && *subject != '\0' && strlen (subject) <= MAX_SUBJECT ? NULL : "without a subject";
}

/* A list of texts, or one. */
static char **
read_groups (JsonObject *claims, const char *name)
{
  JsonNode *node = json_object_get_member (claims, name);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (text_of (claims, name) != NULL)
    g_strv_builder_add (builder, text_of (claims, name));
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < MIN (json_array_get_length (json_node_get_array (node)), MAX_GROUPS); i++)
      {
        JsonNode *one = json_array_get_element (json_node_get_array (node), i);

        if (JSON_NODE_HOLDS_VALUE (one) && json_node_get_string (one) != NULL)
          g_strv_builder_add (builder, json_node_get_string (one));
      }
  return g_strv_builder_end (builder);
}

static void
read_identity (JsonObject *claims, const char *groups_claim, AeqIdentity *identity)
{
  JsonNode *verified = json_object_get_member (claims, "email_verified");

  identity->subject = g_strdup (text_of (claims, "sub"));
  identity->email = g_strdup (text_of (claims, "email"));
  identity->email_verified = verified != NULL && JSON_NODE_HOLDS_VALUE (verified) &&
                             json_node_get_value_type (verified) == G_TYPE_BOOLEAN && json_node_get_boolean (verified);
  identity->name = g_strdup (text_of (claims, "name"));
  identity->groups = read_groups (claims, groups_claim);
}

static AeqIdTokenResult
bad (const char **reason, const char *why)
{
  *reason = why;
  return AEQ_ID_TOKEN_BAD;
}

AeqIdTokenResult
aeq_id_token_read (const char *token, JsonObject *keys, const AeqIdTokenWanted *wanted, AeqIdentity *identity,
                   const char **reason)
{
  g_autoptr(Jws) jws = strlen (token) <= MAX_TOKEN ? cjose_jws_import (token, strlen (token), NULL) : NULL;
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(Jwk) key = NULL;
  cjose_header_t *header;
  const char *algorithm, *type;
  uint8_t *text = NULL;
  size_t length = 0;

  *reason = "signed by an unknown key";
  if (jws == NULL)
    return bad (reason, "no signed token");
  header = cjose_jws_get_protected (jws);
  algorithm = cjose_header_get (header, CJOSE_HDR_ALG, NULL);
  if ((type = type_of_algorithm (algorithm)) == NULL || has_critical (header))
    return bad (reason, "signed by an algorithm that is not allowed");
  if ((key = find_key (keys, cjose_header_get (header, CJOSE_HDR_KID, NULL), algorithm, type)) == NULL)
    return AEQ_ID_TOKEN_NO_KEY;
  if (!cjose_jws_verify (jws, key, NULL) || !cjose_jws_get_plaintext (jws, &text, &length, NULL))
    return bad (reason, "not signed by the key that it names");
  if ((claims = aeq_body_parse ((const char *) text, length, NULL)) == NULL)
    return bad (reason, "not a JSON object");
  if ((*reason = find_fault (claims, wanted)) != NULL)
    return AEQ_ID_TOKEN_BAD;
  read_identity (claims, wanted->groups_claim, identity);
  return AEQ_ID_TOKEN_GOOD;
}
