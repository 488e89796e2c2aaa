/* SPDX-License-Identifier: MIT */
#include <sodium.h>
#include <string.h>

#include "aeq-jwt.h"

#define NOW (G_GINT64_CONSTANT (1795400000) * AEQ_SECOND)

static const guint8 KEY[AEQ_JWT_KEY_SIZE] = { 1, 2, 3 };

static AeqClaims
make_claims (void)
{
  AeqClaims claims = { .issued = NOW, .expires = NOW + 15 * AEQ_MINUTE };

  aeq_id_from_name (&claims.person, "test", "person", 6);
  aeq_id_from_name (&claims.organisation, "test", "organisation", 12);
  aeq_id_from_name (&claims.session, "test", "session", 7);
  return claims;
}

/* A token of any header and payload, rightly signed: what somebody who has the key could make. */
static char *
sign (const char *header, const char *payload)
{
  char head[256], body[1024], end[64];
  guint8 mac[crypto_auth_hmacsha256_BYTES];
  g_autofree char *text = NULL;

  sodium_bin2base64 (head, sizeof head, (const guint8 *) header, strlen (header),
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_bin2base64 (body, sizeof body, (const guint8 *) payload, strlen (payload),
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text = g_strconcat (head, ".", body, NULL);
  crypto_auth_hmacsha256 (mac, (const guint8 *) text, strlen (text), KEY);
  sodium_bin2base64 (end, sizeof end, mac, sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strconcat (text, ".", end, NULL);
}

static gboolean
reads (const char *token, AeqInstant now)
{
  AeqClaims claims;

  return aeq_jwt_read (KEY, token, now, &claims);
}

static void
test_what_was_signed_is_read (void)
{
  AeqClaims claims = make_claims ();
  g_autofree char *token = aeq_jwt_sign (KEY, &claims);
  AeqClaims got;

  g_assert_true (aeq_jwt_read (KEY, token, NOW, &got));
  g_assert_true (aeq_id_equal (&got.person, &claims.person));
  g_assert_true (aeq_id_equal (&got.organisation, &claims.organisation));
  g_assert_true (aeq_id_equal (&got.session, &claims.session));
  g_assert_cmpint (got.expires, ==, claims.expires);
}

static void
test_time_limits_hold (void)
{
  AeqClaims claims = make_claims ();
  g_autofree char *token = aeq_jwt_sign (KEY, &claims);

  g_assert_true (reads (token, claims.expires - 1));
  g_assert_false (reads (token, claims.expires));
  g_assert_false (reads (token, NOW - AEQ_HOUR));
}

static void
test_every_changed_byte_is_noticed (void)
{
  AeqClaims claims = make_claims ();
  g_autofree char *token = aeq_jwt_sign (KEY, &claims);
  const guint8 other[AEQ_JWT_KEY_SIZE] = { 1, 2, 4 };
  AeqClaims got;

  for (gsize i = 0; token[i] != '\0'; i++)
    {
      g_autofree char *changed = g_strdup (token);

      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      g_assert_false (reads (changed, NOW));
      changed[i] = '\0';
      g_assert_false (reads (changed, NOW));
    }
  g_assert_false (aeq_jwt_read (other, token, NOW, &got));
}

#define PERSON "00000000-0000-4000-8000-000000000001"
#define REST                                                                                                           \
  "\"sub\":\"" PERSON "\",\"org\":\"" PERSON "\",\"sid\":\"" PERSON "\",\"iat\":1795400000,\"exp\":1795400900}"

static void
test_a_signature_alone_is_not_enough (void)
{
  static const char *const HEADERS[] = {
    "{\"alg\":\"none\",\"typ\":\"JWT\"}", "{\"alg\":\"HS512\",\"typ\":\"JWT\"}", "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
  };
  static const char *const PAYLOADS[] = {
    "{\"iss\":\"aequitas\",\"aud\":\"other\"," REST,
    "{\"iss\":\"other\",\"aud\":\"aequitas-api\"," REST,
    "{" REST,
    "",
    "{}",
    "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\",\"sub\":\"x\"}",
    "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\"," REST " ",
    "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\",\"sub\":\"" PERSON "\",\"org\":\"" PERSON "\",\"sid\":\"" PERSON
    "\",\"iat\":1795400000,\"exp\":99999999999999999999999}",
  };
  g_autofree char *good =
      sign ("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\"," REST);

  g_assert_true (reads (good, NOW));
  for (gsize i = 0; i < G_N_ELEMENTS (HEADERS); i++)
    {
      g_autofree char *token = sign (HEADERS[i], "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\"," REST);

      g_assert_false (reads (token, NOW));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (PAYLOADS); i++)
    {
      g_autofree char *token = sign ("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", PAYLOADS[i]);

      g_assert_false (reads (token, NOW));
    }
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-server/jwt/what-was-signed-is-read", test_what_was_signed_is_read);
  g_test_add_func ("/sync-server/jwt/time-limits-hold", test_time_limits_hold);
  g_test_add_func ("/sync-server/jwt/every-changed-byte-is-noticed", test_every_changed_byte_is_noticed);
  g_test_add_func ("/sync-server/jwt/a-signature-alone-is-not-enough", test_a_signature_alone_is_not_enough);
  return g_test_run ();
}
