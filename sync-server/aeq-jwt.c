/* SPDX-License-Identifier: MIT */
#include "aeq-jwt.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." /* {"alg":"HS256","typ":"JWT"} */
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define MAX_TOKEN 1024
#define MAX_PAYLOAD 512
#define LEEWAY (30 * AEQ_SECOND) /* clocks of several servers differ a little */

#define BEFORE_PERSON "{\"iss\":\"aequitas\",\"aud\":\"aequitas-api\",\"sub\":\""
#define BEFORE_ORGANISATION "\",\"org\":\""
#define BEFORE_SESSION "\",\"sid\":\""
#define BEFORE_ISSUED "\",\"iat\":"
#define BEFORE_EXPIRES ",\"exp\":"

char *
aeq_jwt_sign (const guint8 *key, const AeqClaims *claims)
{
  char person[AEQ_ID_TEXT_SIZE], organisation[AEQ_ID_TEXT_SIZE], session[AEQ_ID_TEXT_SIZE];
  g_autofree char *payload = g_strdup_printf (
    BEFORE_PERSON "%s" BEFORE_ORGANISATION "%s" BEFORE_SESSION "%s" BEFORE_ISSUED "%" G_GINT64_FORMAT BEFORE_EXPIRES
    "%" G_GINT64_FORMAT "}",
    aeq_id_format (&claims->person, person), aeq_id_format (&claims->organisation, organisation),
    aeq_id_format (&claims->session, session), claims->issued / AEQ_SECOND, claims->expires / AEQ_SECOND);
  guint8 mac[crypto_auth_hmacsha256_BYTES];
  char encoded[MAX_TOKEN];
  char signature[64];
  g_autofree char *signed_part = NULL;

  sodium_bin2base64 (encoded, sizeof encoded, (const guint8 *) payload, strlen (payload), VARIANT);
  signed_part = g_strconcat (HEADER, encoded, NULL);
  crypto_auth_hmacsha256 (mac, (const guint8 *) signed_part, strlen (signed_part), key);
  sodium_bin2base64 (signature, sizeof signature, mac, sizeof mac, VARIANT);
  return g_strconcat (signed_part, ".", signature, NULL);
}

static gboolean
is_signed (const guint8 *key, const char *token, gsize length, const char *signature)
{
  guint8 mac[crypto_auth_hmacsha256_BYTES];
  gsize size;

  return sodium_base642bin (mac, sizeof mac, signature, strlen (signature), NULL, &size, NULL, VARIANT) == 0 &&
         size == sizeof mac && crypto_auth_hmacsha256_verify (mac, (const guint8 *) token, length, key) == 0;
}

static gboolean
skip (const char **p, const char *expected)
{
  if (!g_str_has_prefix (*p, expected))
    return FALSE;
  *p += strlen (expected);
  return TRUE;
}

static gboolean
take_id (const char **p, AeqId *id)
{
  char text[AEQ_ID_TEXT_SIZE];

  if (strnlen (*p, AEQ_ID_TEXT_SIZE - 1) < AEQ_ID_TEXT_SIZE - 1)
    return FALSE;
  memcpy (text, *p, AEQ_ID_TEXT_SIZE - 1);
  text[AEQ_ID_TEXT_SIZE - 1] = '\0';
  *p += AEQ_ID_TEXT_SIZE - 1;
  return aeq_id_parse (text, id);
}

#define MAX_SECONDS G_GINT64_CONSTANT (100000000000)

static gboolean
take_seconds (const char **p, AeqInstant *instant)
{
  gint64 seconds = 0;

  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++)
    if ((seconds = seconds * 10 + (**p - '0')) > MAX_SECONDS)
      return FALSE;
  *instant = seconds * AEQ_SECOND;
  return TRUE;
}

static gboolean
read_claims (const char *p, AeqClaims *claims)
{
  return skip (&p, BEFORE_PERSON) && take_id (&p, &claims->person) && skip (&p, BEFORE_ORGANISATION) &&
         take_id (&p, &claims->organisation) && skip (&p, BEFORE_SESSION) && take_id (&p, &claims->session) &&
         skip (&p, BEFORE_ISSUED) && take_seconds (&p, &claims->issued) && skip (&p, BEFORE_EXPIRES) &&
         take_seconds (&p, &claims->expires) && strcmp (p, "}") == 0;
}

gboolean
aeq_jwt_read (const guint8 *key, const char *token, AeqInstant now, AeqClaims *claims)
{
  char payload[MAX_PAYLOAD];
  const char *body = token + strlen (HEADER);
  const char *dot;
  gsize size;

  if (strnlen (token, MAX_TOKEN) >= MAX_TOKEN || !g_str_has_prefix (token, HEADER) ||
      (dot = strchr (body, '.')) == NULL || !is_signed (key, token, (gsize) (dot - token), dot + 1) ||
      sodium_base642bin ((guint8 *) payload, sizeof payload - 1, body, (gsize) (dot - body), NULL, &size, NULL,
                         VARIANT) != 0)
    return FALSE;
  payload[size] = '\0';
  return read_claims (payload, claims) && claims->issued <= now + LEEWAY && now < claims->expires;
}
