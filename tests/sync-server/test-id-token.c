/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "aeq-address-guard.h"
#include "aeq-body.h"
#include "aeq-id-token.h"
#include "aeq-test.h"

#define NOW G_GINT64_CONSTANT (1795400000)
#define CLAIMS(iss, aud, exp, iat, nonce, more)                                                                        \
  "{\"iss\":\"" iss "\",\"aud\":" aud ",\"sub\":\"u-1\",\"exp\":" exp ",\"iat\":" iat ",\"nonce\":\"" nonce "\"" more  \
  "}"
#define GOOD CLAIMS ("https://id.example", "\"me\"", "1795400600", "1795400000", "n", ",\"email\":\"a@b.example\"")

static const AeqIdTokenWanted WANTED = { "https://id.example", "me", "n", "groups", NOW * AEQ_SECOND };

typedef struct
{
  cjose_jwk_t *rsa;
  cjose_jwk_t *other; /* of the same name, but not published */
  cjose_jwk_t *ec;
  JsonObject  *keys;  /* published: rsa as "r", ec as "e" */
} Fixture;

static cjose_jwk_t *
make_rsa (void)
{
  cjose_jwk_t *key = cjose_jwk_create_RSA_random (2048, (const guint8 *) "\x01\x00\x01", 3, NULL);

  g_assert_nonnull (key);
  g_assert_true (cjose_jwk_set_kid (key, "r", 1, NULL));
  return key;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = NULL;
  char *rsa, *ec;

  fixture->rsa = make_rsa ();
  fixture->other = make_rsa ();
  fixture->ec = cjose_jwk_create_EC_random (CJOSE_JWK_EC_P_256, NULL);
  g_assert_true (cjose_jwk_set_kid (fixture->ec, "e", 1, NULL));
  rsa = cjose_jwk_to_json (fixture->rsa, false, NULL);
  ec = cjose_jwk_to_json (fixture->ec, false, NULL);
  text = g_strdup_printf ("{\"keys\":[7,{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"AAAA\"},%s,%s]}", rsa, ec);
  fixture->keys = aeq_body_parse (text, strlen (text), NULL);
  g_assert_nonnull (fixture->keys);
  free (rsa);
  free (ec);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  cjose_jwk_release (fixture->rsa);
  cjose_jwk_release (fixture->other);
  cjose_jwk_release (fixture->ec);
  json_object_unref (fixture->keys);
}

static char *
sign (cjose_jwk_t *key, const char *algorithm, const char *kid, const char *crit, const char *claims)
{
  cjose_header_t *header = cjose_header_new (NULL);
  const char *text;
  cjose_jws_t *jws;
  char *token;

  g_assert_true (cjose_header_set (header, CJOSE_HDR_ALG, algorithm, NULL));
  if (kid != NULL)
    g_assert_true (cjose_header_set (header, CJOSE_HDR_KID, kid, NULL));
  if (crit != NULL)
    g_assert_true (cjose_header_set_raw (header, "crit", crit, NULL));
  jws = cjose_jws_sign (key, header, (const guint8 *) claims, strlen (claims), NULL);
  g_assert_nonnull (jws);
  g_assert_true (cjose_jws_export (jws, &text, NULL));
  token = g_strdup (text);
  cjose_jws_release (jws);
  cjose_header_release (header);
  return token;
}

static AeqIdTokenResult
read_token (const Fixture *fixture, const char *token)
{
  g_auto(AeqIdentity) identity = { 0 };
  const char *reason = NULL;
  AeqIdTokenResult result = aeq_id_token_read (token, fixture->keys, &WANTED, &identity, &reason);

  g_assert_true ((result == AEQ_ID_TOKEN_GOOD) == (identity.subject != NULL));
  g_assert_true ((result == AEQ_ID_TOKEN_GOOD) == (reason == NULL));
  return result;
}

static AeqIdTokenResult
read_signed (const Fixture *fixture, const char *claims)
{
  g_autofree char *token = sign (fixture->rsa, "RS256", "r", NULL, claims);

  return read_token (fixture, token);
}

static void
test_what_the_provider_signed_is_read (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *algorithm;
    const char *kid;
  } SIGNED[] = { { "RS256", "r" }, { "PS256", "r" }, { "RS512", NULL }, { "ES256", "e" } };

  for (gsize i = 0; i < G_N_ELEMENTS (SIGNED); i++)
    {
      cjose_jwk_t *key = g_str_equal (SIGNED[i].algorithm, "ES256") ? fixture->ec : fixture->rsa;
      g_autofree char *token = sign (key, SIGNED[i].algorithm, SIGNED[i].kid, NULL, GOOD);

      g_assert_cmpint (read_token (fixture, token), ==, AEQ_ID_TOKEN_GOOD);
    }
}

static void
test_the_identity_is_what_it_says (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *token = sign (
      fixture->rsa, "RS256", "r", NULL,
      CLAIMS (
          "https://id.example", "[\"me\"]", "1795400600", "1795400000", "n",
          ",\"email\":\"a@b.example\",\"email_verified\":true,\"name\":\"A\",\"groups\":[\"desk\",7,null,\"heads\"]"));
  g_auto(AeqIdentity) identity = { 0 };
  const char *reason;

  g_assert_cmpint (aeq_id_token_read (token, fixture->keys, &WANTED, &identity, &reason), ==, AEQ_ID_TOKEN_GOOD);
  g_assert_cmpstr (identity.subject, ==, "u-1");
  g_assert_cmpstr (identity.email, ==, "a@b.example");
  g_assert_true (identity.email_verified);
  g_assert_cmpstr (identity.name, ==, "A");
  g_assert_cmpuint (g_strv_length (identity.groups), ==, 2);
  g_assert_cmpstr (identity.groups[1], ==, "heads");
}

static void
test_claims_of_another_place_time_or_sign_in_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const BAD[] = {
    CLAIMS ("https://id.example/", "\"me\"", "1795400600", "1795400000", "n", ""),
    CLAIMS ("https://id.example", "\"you\"", "1795400600", "1795400000", "n", ""),
    CLAIMS ("https://id.example", "[\"you\"]", "1795400600", "1795400000", "n", ""),
    CLAIMS ("https://id.example", "[\"me\",\"you\"]", "1795400600", "1795400000", "n", ""),
    CLAIMS ("https://id.example", "[\"me\",\"you\"]", "1795400600", "1795400000", "n", ",\"azp\":\"you\""),
    CLAIMS ("https://id.example", "\"me\"", "1795400600", "1795400000", "n", ",\"azp\":\"you\""),
    CLAIMS ("https://id.example", "\"me\"", "1795399940", "1795399000", "n", ""),
    CLAIMS ("https://id.example", "\"me\"", "\"1795400600\"", "1795400000", "n", ""),
    CLAIMS ("https://id.example", "\"me\"", "1795400600", "1795400061", "n", ""),
    CLAIMS ("https://id.example", "\"me\"", "1795400600", "1795400000", "m", ""),
    CLAIMS ("https://id.example", "\"me\"", "1795400600", "1795400000", "n", ",\"nbf\":1795400100"),
    "{\"iss\":\"https://id.example\",\"aud\":\"me\",\"exp\":1795400600,\"iat\":1795400000,\"nonce\":\"n\"}",
    "{\"iss\":\"https://"
    "id.example\",\"aud\":\"me\",\"sub\":\"\",\"exp\":1795400600,\"iat\":1795400000,\"nonce\":\"n\"}",
    "{\"iss\":\"https://id.example\",\"aud\":\"me\",\"sub\":\"x\",\"exp\":1795400600,\"iat\":1795400000}",
    "{\"iss\":\"https://id.example\",\"aud\":\"me\",\"sub\":\"x\",\"iat\":1795400000,\"nonce\":\"n\"}",
    "{}",
    "[]",
    "x",
  };

  g_assert_cmpint (read_signed (fixture, GOOD), ==, AEQ_ID_TOKEN_GOOD);
  g_assert_cmpint (read_signed (fixture, CLAIMS ("https://id.example", "[\"me\",\"you\"]", "1795399941", "1795400060",
                                                 "n", ",\"azp\":\"me\"")), ==, AEQ_ID_TOKEN_GOOD);
  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    g_assert_cmpint (read_signed (fixture, BAD[i]), ==, AEQ_ID_TOKEN_BAD);
}

static void
test_other_keys_and_algorithms_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *forged = sign (fixture->other, "RS256", "r", NULL, GOOD);
  g_autofree char *unknown = sign (fixture->other, "RS256", "new", NULL, GOOD);
  g_autofree char *crossed = sign (fixture->rsa, "RS256", "e", NULL, GOOD);
  g_autofree char *critical = sign (fixture->rsa, "RS256", "r", "[\"b64\"]", GOOD);
  cjose_jwk_t *public_text = cjose_jwk_create_oct_spec ((const guint8 *) "AAAA", 4, NULL);
  g_autofree char *shared = sign (public_text, "HS256", "o", NULL, GOOD);
  g_autofree char *changed = sign (fixture->rsa, "RS256", "r", NULL, GOOD);

  changed[strlen (changed) / 2] = changed[strlen (changed) / 2] == 'A' ? 'B' : 'A';
  g_assert_cmpint (read_token (fixture, forged), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, shared), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, critical), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, changed), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, "eyJhbGciOiJub25lIn0.e30."), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, ""), ==, AEQ_ID_TOKEN_BAD);
  g_assert_cmpint (read_token (fixture, "a.b.c"), ==, AEQ_ID_TOKEN_BAD);
  cjose_jwk_release (public_text);
  {
    g_auto(AeqIdentity) identity = { 0 };
    const char *reason;

    g_assert_cmpint (aeq_id_token_read (unknown, fixture->keys, &WANTED, &identity, &reason), ==, AEQ_ID_TOKEN_NO_KEY);
    g_assert_cmpint (aeq_id_token_read (crossed, fixture->keys, &WANTED, &identity, &reason), ==, AEQ_ID_TOKEN_NO_KEY);
  }
}

static gboolean
is_public (const char *text)
{
  struct sockaddr_in in = { .sin_family = AF_INET };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

  if (inet_pton (AF_INET, text, &in.sin_addr) == 1)
    return aeq_address_is_public ((const struct sockaddr *) &in);
  g_assert_cmpint (inet_pton (AF_INET6, text, &in6.sin6_addr), ==, 1);
  return aeq_address_is_public ((const struct sockaddr *) &in6);
}

static void
test_only_addresses_of_the_open_internet_are_public (void)
{
  static const char *const PUBLIC[] = { "8.8.8.8",        "1.1.1.1",      "100.63.255.255", "100.128.0.0",
                                        "172.15.255.255", "172.32.0.0",   "192.167.1.1",    "223.255.255.255",
                                        "2606:4700::1",   "2a00:1450::1", "::ffff:8.8.8.8" };
  static const char *const CLOSED[] = {
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "4000::1",
  };
  const struct sockaddr other = { .sa_family = AF_UNIX };

  for (gsize i = 0; i < G_N_ELEMENTS (PUBLIC); i++)
    g_assert_true (is_public (PUBLIC[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (CLOSED); i++)
    g_assert_false (is_public (CLOSED[i]));
  g_assert_false (aeq_address_is_public (&other));
}

#define ADD(name, func) g_test_add ("/sync-server/id-token/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-the-provider-signed-is-read", test_what_the_provider_signed_is_read);
  ADD ("the-identity-is-what-it-says", test_the_identity_is_what_it_says);
  ADD ("claims-of-another-place-time-or-sign-in-are-refused", test_claims_of_another_place_time_or_sign_in_are_refused);
  ADD ("other-keys-and-algorithms-are-refused", test_other_keys_and_algorithms_are_refused);
  g_test_add_func ("/sync-server/addresses/only-those-of-the-open-internet-are-public",
                   test_only_addresses_of_the_open_internet_are_public);
  return g_test_run ();
}
