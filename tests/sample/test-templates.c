/* SPDX-License-Identifier: MIT */
#include "aeq-template.h"
#include "aeq-test.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_same (const char *folder, const char *name)
{
  g_autofree char *shipped_path = aeq_test_source_path ("data", "templates", name, NULL);
  g_autofree char *made_path = g_build_filename (folder, name, NULL);
  g_autofree char *shipped = NULL;
  g_autofree char *made = NULL;
  g_autoptr(GError) error = NULL;
  gsize n_shipped;
  gsize n_made;

  g_file_get_contents (shipped_path, &shipped, &n_shipped, &error);
  g_assert_no_error (error);
  g_file_get_contents (made_path, &made, &n_made, &error);
  g_assert_no_error (error);
  if (n_shipped != n_made || memcmp (shipped, made, n_made) != 0)
    g_error ("%s differs from what aeq-make-templates writes", shipped_path);
}

static void
test_shipped_files_are_what_is_made (void)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autoptr(GError) error = NULL;
  guint n;
  const AeqTemplate *templates = aeq_template_table (&n);

  aeq_template_write_files (folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    assert_same (folder, templates[i].file);
  assert_same (folder, AEQ_TEMPLATES_WORKBOOK);
  aeq_test_remove_tree (folder);
}

static void
test_every_column_is_explained_and_has_its_currency (void)
{
  guint n;
  const AeqTemplate *templates = aeq_template_table (&n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (templates[i].n_rows, >, 1);
      g_assert_cmpint (aeq_template_find (&templates[i], "account"), ==, 0);
      g_assert_cmpint (aeq_template_find (&templates[i], "currency"), >, 0);
      g_assert_cmpint (aeq_template_find (&templates[i], "nothing"), ==, -1);
      for (guint column = 0; column < templates[i].n_columns; column++)
        g_assert_cmpuint (strlen (templates[i].columns[column].meaning), >, 5);
    }
  g_assert_cmpstr (aeq_template_zone ("NOSTRO-JPY-7"), ==, "Asia/Tokyo");
  g_assert_cmpstr (aeq_template_zone ("none of them"), ==, "UTC");
}

static void
test_a_folder_that_is_not_there_is_named (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (aeq_template_write_files ("/nowhere/at/all", &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/templates/shipped-are-made", test_shipped_files_are_what_is_made);
  g_test_add_func ("/sample/templates/columns", test_every_column_is_explained_and_has_its_currency);
  g_test_add_func ("/sample/templates/no-folder", test_a_folder_that_is_not_there_is_named);
  return g_test_run ();
}
