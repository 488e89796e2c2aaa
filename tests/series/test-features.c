/* SPDX-License-Identifier: MIT */
#include "aeq-features.h"
#include "aeq-rng.h"
#include "aeq-test.h"

#include <math.h>
#include <string.h>

#define ROWS 400

static AeqTimeline *
calendar_rows (void)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("us_fedwire", NULL);
  AeqDate dates[ROWS], date = aeq_date_from_ymd (2022, 1, 3);

  for (int r = 0; r < ROWS; r++)
    {
      dates[r] = date;
      date = aeq_calendar_add (calendar, date, 1);
    }
  return aeq_timeline_new (dates, ROWS, calendar, 0, NULL, 0, NULL);
}

static void
make_values (double *values, guint64 seed)
{
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  for (int r = 0; r < ROWS; r++)
    values[r] = 100 * exp (.3 * aeq_rng_normal (&rng));
  values[120] = NAN;
  values[330] = NAN;
}

/* Every value after the origin is changed: the features stay the same to the bit. */
static void
test_features_see_nothing_after_the_origin (void)
{
  g_autoptr(AeqTimeline) timeline = calendar_rows ();
  double values[ROWS];
  gsize n;

  aeq_features_info (&n);
  make_values (values, 1);
  for (gsize origin = 290; origin < 390; origin += 20)
    {
      g_autoptr(AeqShape) before = aeq_shape_new (timeline, values, 290);
      g_autoptr(AeqShape) after = NULL;
      g_autofree double *changed = g_memdup2 (values, sizeof values);

      for (gsize r = origin + 1; r < ROWS; r++)
        changed[r] = -1e9 * r;
      after = aeq_shape_new (timeline, changed, 290);
      for (gsize h = 1; h < 10; h++)
        {
          g_autofree float *a = g_new0 (float, n);
          g_autofree float *b = g_new0 (float, n);

          aeq_features_fill (before, origin, origin + h, a);
          aeq_features_fill (after, origin, origin + h, b);
          g_assert_cmpmem (a, n * sizeof (float), b, n * sizeof (float));
        }
    }
}

static void
test_features_have_names_and_no_day_of_year (void)
{
  gsize n;
  const AeqFeatureInfo *info = aeq_features_info (&n);

  for (gsize k = 0; k < n; k++)
    {
      g_assert_cmpuint (strlen (info[k].name), >, 0);
      g_assert_cmpstr (info[k].name, !=, "day_of_year");
      g_assert_nonnull (aeq_feature_group_name (info[k].group));
      g_assert_nonnull (aeq_feature_group_words (info[k].group));
    }
}

static void
test_scale_goes_there_and_back (void)
{
  g_autoptr(AeqTimeline) timeline = calendar_rows ();
  double values[ROWS];
  g_autoptr(AeqShape) positive = NULL;
  g_autoptr(AeqShape) net = NULL;

  make_values (values, 2);
  positive = aeq_shape_new (timeline, values, ROWS - 1);
  values[5] = -3;
  net = aeq_shape_new (timeline, values, ROWS - 1);
  g_assert_true (positive->positive);
  g_assert_false (net->positive);
  g_assert_cmpfloat_with_epsilon (aeq_shape_from (positive, 200, aeq_shape_to (positive, 200, 80)), 80, 1e-9);
  g_assert_cmpfloat_with_epsilon (aeq_shape_from (net, 200, aeq_shape_to (net, 200, -80)), -80, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/features/no-future", test_features_see_nothing_after_the_origin);
  g_test_add_func ("/series/features/names", test_features_have_names_and_no_day_of_year);
  g_test_add_func ("/series/shape/there-and-back", test_scale_goes_there_and_back);
  return g_test_run ();
}
