/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "aeq-body.h"
#include "aeq-catalog.h"
#include "aeq-cursor.h"
#include "aeq-error.h"
#include "aeq-limiter.h"
#include "aeq-router.h"
#include "aeq-scope.h"
#include "aeq-secret.h"
#include "aeq-test.h"

static const guint8 KEY[32] = { 7 };

static void
test_paths_find_their_route_and_parameters (void)
{
  char parameters[AEQ_MAX_PARAMETERS][AEQ_MAX_PARAMETER];
  g_autofree char *allowed = NULL;
  const AeqRoute *route = aeq_router_match ("GET", "/api/v1/accounts/x-1/balance", parameters, &allowed);

  g_assert_nonnull (route);
  g_assert_cmpstr (route->path, ==, "/api/v1/accounts/{id}/balance");
  g_assert_cmpstr (parameters[0], ==, "x-1");
  g_assert_null (aeq_router_match ("PUT", "/api/v1/accounts", parameters, &allowed));
  g_assert_cmpstr (allowed, ==, "GET, POST");
}

static void
test_other_paths_find_nothing (void)
{
  static const char *const PATHS[] = { "",
                                       "/",
                                       "api/v1/accounts",
                                       "/api/v1/accounts/",
                                       "/api/v1/accountsx",
                                       "/api/v1/account",
                                       "/api/v1/accounts/a/b",
                                       "/api/v1//accounts",
                                       "/API/v1/accounts" };
  char parameters[AEQ_MAX_PARAMETERS][AEQ_MAX_PARAMETER];
  g_autofree char *longest = g_strnfill (AEQ_MAX_PARAMETER, 'a');
  g_autofree char *path = g_strconcat ("/api/v1/accounts/", longest, NULL);
  char *allowed;

  for (gsize i = 0; i < G_N_ELEMENTS (PATHS); i++)
    {
      g_assert_null (aeq_router_match ("GET", PATHS[i], parameters, &allowed));
      g_assert_null (allowed);
    }
  g_assert_null (aeq_router_match ("GET", path, parameters, &allowed));
}

/* A route that changes something without signing in, or that anybody may write to, would be a hole. */
static void
test_every_route_has_a_role_and_a_limit_that_fit (void)
{
  for (const AeqRoute *route = AEQ_ROUTES; route->method != NULL; route++)
    {
      gboolean tenant = route->run == AEQ_RUN_READ || route->run == AEQ_RUN_NOW || route->run == AEQ_RUN_WRITE || route->run == AEQ_RUN_WORK;
      gboolean reads = g_str_equal (route->method, "GET");

      g_assert_nonnull (route->handler);
      g_assert_false (tenant && route->role == AEQ_ROLE_ANYONE);
      g_assert_true (route->role == AEQ_ROLE_ANYONE || route->limit >= AEQ_LIMIT_READ);
      g_assert_true (route->role != AEQ_ROLE_ANYONE || route->limit <= AEQ_LIMIT_AUTH);
      g_assert_true (reads || route->limit != AEQ_LIMIT_READ);
      g_assert_true (reads || route->role == AEQ_ROLE_ANYONE || route->action != NULL);
      if (!reads && tenant)
        g_assert_cmpint (route->role, >=, AEQ_ROLE_ANALYST);
    }
}

/* A new path is shut to programs until somebody decides which scope it belongs to. */
static void
test_every_route_has_a_scope_or_is_for_people (void)
{
  static const char *const PEOPLE[] = { "/api/v1/auth/", "/api/v1/organisations", "/api/v1/invitations", "/api/v1/members",
                                        "/api/v1/provider", "/api/v1/tokens", "/api/v1/usage" };

  for (const AeqRoute *route = AEQ_ROUTES; route->method != NULL; route++)
    {
      gboolean people = route->role == AEQ_ROLE_ANYONE;

      for (gsize i = 0; i < G_N_ELEMENTS (PEOPLE); i++)
        people = people || g_str_has_prefix (route->path, PEOPLE[i]);
      g_assert_true (people || aeq_scope_of_route (route) != 0);
    }
}

static void
test_cursors_are_good_for_one_list_of_one_organisation (void)
{
  const AeqCursor cursor = { -5, G_MAXINT64 };
  AeqId one, two;
  AeqCursor got;
  g_autofree char *text = NULL;

  aeq_id_from_name (&one, "test", "1", 1);
  aeq_id_from_name (&two, "test", "2", 1);
  text = aeq_cursor_write (KEY, &one, "/flows", &cursor);
  g_assert_true (aeq_cursor_read (KEY, &one, "/flows", text, &got));
  g_assert_cmpint (got.key, ==, cursor.key);
  g_assert_cmpint (got.id, ==, cursor.id);
  g_assert_false (aeq_cursor_read (KEY, &two, "/flows", text, &got));
  g_assert_false (aeq_cursor_read (KEY, &one, "/accounts", text, &got));
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      g_autofree char *changed = g_strdup (text);

      changed[i] = changed[i] == 'x' ? 'y' : 'x';
      if (aeq_cursor_read (KEY, &one, "/flows", changed,
                           &got)) /* bits behind the last byte mean nothing, and may not be set */
        g_assert_not_reached ();
    }
}

static void
test_a_bucket_fills_at_its_rate (void)
{
  AeqLimiter *limiter = aeq_limiter_new (NULL);
  gint64 now = 1000 * G_USEC_PER_SEC;

  for (int i = 0; i < 5; i++)
    g_assert_cmpuint (aeq_limiter_take (limiter, "a", 2, 5, now), ==, 0);
  g_assert_cmpuint (aeq_limiter_take (limiter, "a", 2, 5, now), ==, 1);
  g_assert_cmpuint (aeq_limiter_take (limiter, "b", 2, 5, now), ==, 0);
  now += G_USEC_PER_SEC;
  for (int i = 0; i < 2; i++)
    g_assert_cmpuint (aeq_limiter_take (limiter, "a", 2, 5, now), ==, 0);
  g_assert_cmpuint (aeq_limiter_take (limiter, "a", 2, 5, now), >, 0);
  g_assert_cmpuint (aeq_limiter_take (limiter, "slow", 0.1, 1, now), ==, 0);
  g_assert_cmpuint (aeq_limiter_take (limiter, "slow", 0.1, 1, now), ==, 10);
  aeq_limiter_free (limiter);
}

static void
test_waits_double_and_end (void)
{
  AeqBackOff *back_off = aeq_back_off_new ();
  gint64 now = 1000 * G_USEC_PER_SEC;

  for (int i = 0; i < AEQ_BACK_OFF_FREE; i++)
    {
      g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now), ==, 0);
      aeq_back_off_failed (back_off, "a", now);
    }
  g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now), ==, 1);
  aeq_back_off_failed (back_off, "a", now);
  g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now), ==, 2);
  g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now + 2 * G_USEC_PER_SEC), ==, 0);
  for (int i = 0; i < 100; i++)
    aeq_back_off_failed (back_off, "a", now);
  g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now), ==, AEQ_BACK_OFF_MOST);
  g_assert_cmpuint (aeq_back_off_wait (back_off, "b", now), ==, 0);
  aeq_back_off_passed (back_off, "a");
  g_assert_cmpuint (aeq_back_off_wait (back_off, "a", now), ==, 0);
  aeq_back_off_free (back_off);
}

static gboolean
parses (const char *text, gssize length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) body = aeq_body_parse (text, length < 0 ? strlen (text) : (gsize) length, &error);

  if (body == NULL)
    g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  return body != NULL;
}

static void
test_only_objects_of_plain_json_are_bodies (void)
{
  static const char *const REFUSED[] = { "",         "[]",      "1",         "null", "{",
                                         "{\"a\":}", "{'a':1}", "/* x */{}", "{}//", "{\"a\":\"\xff\"}",
                                         "{} {}x" };

  g_assert_true (parses ("{}", -1));
  g_assert_true (parses (" {\"a\": [1, -2.5e3, true, false, null, \"]}[{'/*\"]}", -1));
  for (gsize i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    g_assert_false (parses (REFUSED[i], -1));
  g_assert_false (parses ("{\"a\":\"\0\"}", 9));
}

static void
test_depth_has_a_limit_however_it_is_written (void)
{
  for (guint depth = 1; depth < 3 * AEQ_BODY_DEPTH; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *plain = g_strdup_printf ("{\"\\\"[\":%s1%s}", open, close);

      g_assert_cmpint (parses (plain, -1), ==, depth < AEQ_BODY_DEPTH);
    }
}

static void
test_addresses_are_made_alike (void)
{
  static const char *const REFUSED[] = {
    "", "a", "@b.c", "a@b", "a@@b.c", "a b@c.d", "a@b.c\r\nBcc: d", "<a@b.c>", "\xc3\xa4@b.c", "a@b.c,d@e.f"
  };
  g_autofree char *normal = NULL;

  g_assert_true (aeq_email_normalise ("Ann.Lee+desk@Example.ORG", &normal));
  g_assert_cmpstr (normal, ==, "ann.lee+desk@example.org");
  for (gsize i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    g_assert_false (aeq_email_normalise (REFUSED[i], &normal));
}

static void
test_a_key_is_made_once_and_for_one_user (void)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_autoptr(GError) error = NULL;
  guint8 one[32], two[32];

  g_assert_true (aeq_key_load (path, one, sizeof one, &error));
  g_assert_no_error (error);
  g_assert_true (aeq_key_load (path, two, sizeof two, NULL));
  g_assert_cmpmem (one, sizeof one, two, sizeof two);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_false (aeq_key_load (path, two, sizeof two, &error));
  aeq_test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-server/router/paths-find-their-route-and-parameters",
                   test_paths_find_their_route_and_parameters);
  g_test_add_func ("/sync-server/router/other-paths-find-nothing", test_other_paths_find_nothing);
  g_test_add_func ("/sync-server/router/every-route-has-a-role-and-a-limit-that-fit",
                   test_every_route_has_a_role_and_a_limit_that_fit);
  g_test_add_func ("/sync-server/router/every-route-has-a-scope-or-is-for-people",
                   test_every_route_has_a_scope_or_is_for_people);
  g_test_add_func ("/sync-server/cursor/good-for-one-list-of-one-organisation",
                   test_cursors_are_good_for_one_list_of_one_organisation);
  g_test_add_func ("/sync-server/limiter/a-bucket-fills-at-its-rate", test_a_bucket_fills_at_its_rate);
  g_test_add_func ("/sync-server/limiter/waits-double-and-end", test_waits_double_and_end);
  g_test_add_func ("/sync-server/body/only-objects-of-plain-json", test_only_objects_of_plain_json_are_bodies);
  g_test_add_func ("/sync-server/body/depth-has-a-limit-however-it-is-written",
                   test_depth_has_a_limit_however_it_is_written);
  g_test_add_func ("/sync-server/catalog/addresses-are-made-alike", test_addresses_are_made_alike);
  g_test_add_func ("/sync-server/secret/a-key-is-made-once-and-for-one-user", test_a_key_is_made_once_and_for_one_user);
  return g_test_run ();
}
