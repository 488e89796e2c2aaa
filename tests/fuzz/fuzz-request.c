/* SPDX-License-Identifier: MIT */
#include <sodium.h>
#include <string.h>

#include "aeq-body.h"
#include "aeq-catalog.h"
#include "aeq-cursor.h"
#include "aeq-jwt.h"
#include "aeq-resource.h"
#include "aeq-router.h"
#include "fuzz-limits.h"

/* What clients send, by the first byte: a body, as JSON and as a record; an access token; a cursor; a path. Nothing
 * that was not signed is taken for a token or a cursor. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const guint8 KEY[32] = { 9 };

static void
read_body (const char *text, gsize length)
{
  static const char *const NAMES[] = { "a", "name", "amount", NULL };
  g_autoptr(JsonObject) body = aeq_body_parse (text, length, NULL);
  const char *value;
  gint64 number;

  if (body == NULL)
    return;
  aeq_body_only (body, NAMES, NULL);
  if (aeq_body_text (body, "name", 20, &value, NULL))
    g_assert_cmpuint (strlen (value), <=, 20);
  if (aeq_body_int (body, "a", 1, 9, 5, &number, NULL))
    g_assert_true (number >= 1 && number <= 9);
  for (const AeqRoute *route = AEQ_ROUTES; route->method != NULL; route++)
    if (strcmp (route->method, "PATCH") == 0 && route->run == AEQ_RUN_WRITE)
      {
        AeqCall call = { .route = route };
        const AeqResource *resource = aeq_resource_of_call (&call);
        g_autoptr(JsonObject) values =
            aeq_resource_values (resource, body, aeq_currency_lookup ("EUR", -1), TRUE, NULL);

        g_assert_true (values == NULL || json_object_get_size (values) > 0 || json_object_get_size (body) == 0);
      }
}

static void
read_token (const char *text)
{
  g_autofree char *signed_like = g_strconcat ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", text, NULL);
  AeqClaims claims;
  AeqCursor cursor;
  AeqId id = { { 0 } };

  g_assert_false (aeq_jwt_read (KEY, text, 0, &claims));
  g_assert_false (aeq_jwt_read (KEY, signed_like, 0, &claims));
  g_assert_false (aeq_cursor_read (KEY, &id, "/list", text, &cursor));
}

static void
read_path (const char *text)
{
  char parameters[AEQ_MAX_PARAMETERS][AEQ_MAX_PARAMETER];
  g_autofree char *below = g_strconcat ("/api/v1/", text, NULL);
  g_autofree char *allowed = NULL;
  g_autofree char *other = NULL;
  g_autofree char *email = NULL;

  aeq_router_match ("GET", text, parameters, &allowed);
  aeq_router_match ("PATCH", below, parameters, &other);
  if (aeq_email_normalise (text, &email))
    g_assert_null (strpbrk (email, "\r\n <>"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : NULL;

  if (size == 0 || size > (64 << 10))
    return 0;
  fuzz_limits_begin (size);
  switch (data[0] % 3)
    {
    case 0:
      read_body ((const char *) data + 1, size - 1);
      break;
    case 1:
      read_token (text);
      break;
    default:
      read_path (text);
    }
  fuzz_limits_end ();
  return 0;
}
