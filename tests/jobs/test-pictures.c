/* SPDX-License-Identifier: MIT */
#include "aeq-pictures.h"
#include "aeq-test.h"

static const char *const PICTURES[] = { "fan_today.svg", "fan_days.svg", "weights.svg", "calibration.svg",
                                        "pit.svg", "coverage.svg", "regime_history.svg" };

/* The pictures of the documents are those that the program draws, byte for byte. */
static void
test_the_pictures_are_drawn_again (void)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *note = aeq_test_source_path ("docs", "pictures", "made_with.txt", NULL);
  g_autofree char *here = aeq_pictures_made_with ();
  g_autofree char *there = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (note, &there, NULL, NULL));
  aeq_pictures_write (folder, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (PICTURES); i++)
    {
      g_autofree char *drawn = g_build_filename (folder, PICTURES[i], NULL);
      g_autofree char *kept = aeq_test_source_path ("docs", "pictures", PICTURES[i], NULL);
      g_autofree char *drawn_hash = aeq_test_hash_file (drawn);
      g_autofree char *kept_hash = aeq_test_hash_file (kept);

      if (g_str_equal (here, there))
        g_assert_cmpstr (drawn_hash, ==, kept_hash);
    }
  if (!g_str_equal (here, there))
    g_test_skip ("the pictures in the tree were made with other versions of cairo, pango, font or XGBoost");
  aeq_test_remove_tree (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/pictures/again", test_the_pictures_are_drawn_again);
  return g_test_run ();
}
