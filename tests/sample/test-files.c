/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_committed_files_are_what_is_made (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = aeq_sample_files_make (&error);

  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 9);
  for (guint i = 0; i < files->len; i++)
    {
      const AeqSampleFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = aeq_test_source_path ("data", file->path, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      if (length != file->text->len || memcmp (text, file->text->str, length) != 0)
        g_error ("%s differs from what aeq-make-samples writes", path);
      g_assert_cmpuint (length, <, 1000000);
      g_assert_true (g_utf8_validate (text, (gssize) length, NULL));
    }
}

static void
test_writes_below_a_folder (void)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "seeds", "users.json", NULL);
  g_autofree char *inside = g_build_filename (folder, "new", NULL);
  g_autoptr(GError) error = NULL;

  aeq_sample_files_write (inside, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  /* A file where a folder is needed is named in the message. */
  g_assert_false (aeq_sample_files_write (path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "users.json"));
  aeq_test_remove_tree (folder);
}

static JsonNode *
load (const char *folder, const char *name)
{
  g_autofree char *path = aeq_test_source_path ("data", folder, name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
test_seeds_hold_no_secret (void)
{
  g_autoptr(JsonNode) root = load ("seeds", "users.json");
  g_autoptr(JsonNode) organizations = load ("seeds", "organizations.json");
  JsonArray *users = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (users), >=, 8);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (organizations)), >=, 3);
  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);

      g_assert_true (g_str_has_suffix (json_object_get_string_member (user, "email"), ".example.com"));
      g_assert_false (json_object_has_member (user, "password"));
      g_assert_cmpuint (json_object_get_size (user), ==, 5);
    }
}

static void
test_forecast_cases_are_whole (void)
{
  g_autoptr(JsonNode) root = load ("fixtures", "forecast_test_cases.json");
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root), "cases");

  g_assert_cmpuint (json_array_get_length (cases), >=, 10);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *test = json_array_get_object_element (cases, i);
      gint64 horizon = json_object_get_int_member (test, "horizon");

      g_assert_cmpint (json_array_get_length (json_object_get_array_member (test, "actual")), ==, horizon);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (test, "history")), >, 0);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (test, "expect")), >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/files/committed-are-what-is-made", test_committed_files_are_what_is_made);
  g_test_add_func ("/sample/files/written-below-a-folder", test_writes_below_a_folder);
  g_test_add_func ("/sample/files/seeds-hold-no-secret", test_seeds_hold_no_secret);
  g_test_add_func ("/sample/files/forecast-cases-are-whole", test_forecast_cases_are_whole);
  return g_test_run ();
}
