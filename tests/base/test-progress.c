/* SPDX-License-Identifier: MIT */
#include "aeq-progress.h"

typedef struct
{
  guint   calls;
  double  last;
  char   *step;
} Seen;

static void
on_progress (const char *step, double fraction, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpfloat (fraction, >=, seen->last);
  g_assert_cmpfloat (fraction, <=, 1);
  seen->calls++;
  seen->last = fraction;
  g_free (seen->step);
  seen->step = g_strdup (step);
}

static void
test_steps_share_the_whole (void)
{
  Seen seen = { 0 };
  g_autoptr(AeqProgress) progress = aeq_progress_new (on_progress, &seen);

  aeq_progress_set_steps (progress, "Reading", 75, "Storing", 25, NULL);
  g_assert_cmpstr (seen.step, ==, "Reading");
  aeq_progress_update (progress, 0.5);
  g_assert_cmpfloat_with_epsilon (seen.last, 0.375, 1e-9);
  aeq_progress_next (progress);
  g_assert_cmpstr (seen.step, ==, "Storing");
  g_assert_cmpfloat_with_epsilon (seen.last, 0.75, 1e-9);
  aeq_progress_update (progress, 0.4);
  g_assert_cmpfloat_with_epsilon (seen.last, 0.85, 1e-9);
  aeq_progress_done (progress);
  g_assert_cmpfloat (seen.last, ==, 1);
  g_assert_null (seen.step);
}

static void
test_never_falls_and_is_rarely_reported (void)
{
  Seen seen = { 0 };
  g_autoptr(AeqProgress) progress = aeq_progress_new (on_progress, &seen);

  aeq_progress_set_steps (progress, "Only", 1, NULL);
  for (int i = 0; i < 1000000; i++)
    aeq_progress_update (progress, i / 1e6);
  aeq_progress_update (progress, 0.1);
  aeq_progress_update (progress, 7);
  aeq_progress_next (progress);
  aeq_progress_next (progress);
  g_assert_cmpfloat (seen.last, ==, 1);
  g_assert_cmpuint (seen.calls, <, 300);
  g_free (seen.step);
}

static void
test_nobody_watching (void)
{
  g_autoptr(AeqProgress) progress = aeq_progress_new (NULL, NULL);

  aeq_progress_set_steps (NULL, "Reading", 1, NULL);
  aeq_progress_update (NULL, 0.5);
  aeq_progress_next (NULL);
  aeq_progress_done (NULL);
  aeq_progress_update (progress, 0.5);
  aeq_progress_done (progress);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/steps-share-the-whole", test_steps_share_the_whole);
  g_test_add_func ("/progress/never-falls", test_never_falls_and_is_rarely_reported);
  g_test_add_func ("/progress/nobody-watching", test_nobody_watching);
  return g_test_run ();
}
