/* SPDX-License-Identifier: MIT */
#include "aeq-desk-joint.h"
#include "aeq-rng.h"
#include "aeq-test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 12
#define SIZE 1e6
#define MOST_DAYS 200

/* A desk whose truth is known: the net of account k on a day is SIZE times a normal number, spread evenly over the day. */
typedef struct
{
  AeqDeskSeries series[3];
  AeqDate       days[3][MOST_DAYS];
  double        net[3][MOST_DAYS];
  double        matrix[3][MOST_DAYS * BUCKETS];
} Truth;

/* @pair: correlation of the accounts 0 and 1; 2 is on its own. @next: of an account's day with the day before. */
static void
draw_day (AeqRng *rng, double pair, double next, const double *before, double *z)
{
  double e[3];

  for (int k = 0; k < 3; k++)
    e[k] = aeq_rng_normal (rng);
  e[1] = pair * e[0] + sqrt (1 - pair * pair) * e[1];
  for (int k = 0; k < 3; k++)
    z[k] = next * before[k] + sqrt (1 - next * next) * e[k];
}

static void
fill_series (Truth *self, int k, const char *calendar, AeqDate today)
{
  static const char *const IDS[] = { "one/USD", "two/EUR", "three/USD" };
  AeqDeskSeries *series = &self->series[k];

  series->id = IDS[k];
  series->calendar = aeq_calendar_get (calendar, NULL);
  series->days = self->days[k];
  series->net = self->net[k];
  series->matrix = self->matrix[k];
  series->n_buckets = BUCKETS;
  series->bucket_minutes = 24 * 60 / BUCKETS;
  series->today = today;
  series->floor = NAN;
}

static void
add_day (AeqDeskSeries *series, AeqDate day, double z, AeqRng *rng)
{
  double *net = (double *) series->net + series->n_days;
  double *row = (double *) series->matrix + series->n_days * BUCKETS;

  ((AeqDate *) series->days)[series->n_days] = day;
  *net = 0;
  for (int j = 0; j < BUCKETS; j++)
    *net += row[j] = SIZE / BUCKETS * (z + .1 * aeq_rng_normal (rng));
  series->n_matrix = ++series->n_days;
}

/* The histories are of different length, and the second has holidays of its own. */
static Truth *
truth_new (double pair, double next, guint64 seed)
{
  Truth *self = g_new0 (Truth, 1);
  AeqDate today = aeq_date_from_ymd (2025, 7, 1);
  double z[3] = { 0 };
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  fill_series (self, 0, "us_fedwire", today);
  fill_series (self, 1, "target2", today);
  fill_series (self, 2, "us_fedwire", today);
  for (AeqDate day = today - 260; day < today; day++)
    {
      double before[3] = { z[0], z[1], z[2] };

      if ((day + 3) % 7 > 4)
        continue;
      draw_day (&rng, pair, next, before, z);
      for (int k = 0; k < 3; k++)
        if (aeq_calendar_is_business_day (self->series[k].calendar, day) && (k != 1 || day >= today - 200))
          add_day (&self->series[k], day, z[k], &rng);
    }
  return self;
}

static void
truth_free (Truth *self)
{
  for (int k = 0; k < 3; k++)
    aeq_calendar_unref (self->series[k].calendar);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Truth, truth_free)

/* @lift of a crisis that changes nothing else; NULL: no crisis. */
static GPtrArray *
forecast_in (const Truth *truth, const double *lift)
{
  g_autoptr(GError) error = NULL;
  AeqShockTable table = *aeq_shock_table_default ();
  AeqDeskOptions options;
  GPtrArray *all;

  aeq_desk_options_init (&options);
  options.n_days = 5;
  options.n_paths = 2000;
  options.keep_paths = TRUE;
  if (lift != NULL)
    {
      options.p_crisis = 1;
      table.crisis_terms.correlation_lift = *lift;
    }
  for (int c = 0; c < AEQ_N_SHOCKS; c++)
    table.crisis[c] = (AeqShock) { 1, 1, 0 };
  options.shocks = &table;
  all = aeq_desk_forecast (NULL, truth->series, 3, &options, NULL, &error);
  g_assert_no_error (error);
  return all;
}

static GPtrArray *
forecast_all (const Truth *truth)
{
  return forecast_in (truth, NULL);
}

static double *
day_of (GPtrArray *all, guint k, guint h)
{
  const AeqDeskPaths *paths = ((AeqDeskForecast *) all->pdata[k])->paths;
  double *values = g_new (double, paths->n_paths);

  for (guint p = 0; p < paths->n_paths; p++)
    values[p] = paths->day[p * (paths->n_days + 1) + h];
  return values;
}

static double
rank_among (const double *values, guint n, double value)
{
  guint below = 0, same = 0;

  for (guint i = 0; i < n; i++)
    {
      below += values[i] < value;
      same += values[i] == value;
    }
  return below + .5 * same;
}

/* Spearman's, of day @h of account @k and day @g of account @l. */
static double
rank_correlation (GPtrArray *all, guint k, guint h, guint l, guint g)
{
  guint n = ((AeqDeskForecast *) all->pdata[k])->paths->n_paths;
  g_autofree double *x = day_of (all, k, h);
  g_autofree double *y = day_of (all, l, g);
  double xy = 0, xx = 0, yy = 0;

  for (guint i = 0; i < n; i++)
    {
      double a = rank_among (x, n, x[i]) - n / 2.0, b = rank_among (y, n, y[i]) - n / 2.0;

      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
  return xy / sqrt (xx * yy);
}

static void
test_accounts_that_move_together_do_so_in_the_paths (void)
{
  g_autoptr(Truth) truth = truth_new (.9, 0, 1);
  g_autoptr(GPtrArray) all = forecast_all (truth);

  for (guint h = 0; h <= 2; h += 2)
    {
      g_assert_cmpfloat (fabs (rank_correlation (all, 0, h, 1, h) - .89), <, .15);
      g_assert_cmpfloat (fabs (rank_correlation (all, 0, h, 2, h)), <, .3);
      g_assert_cmpfloat (fabs (rank_correlation (all, 1, h, 2, h)), <, .3);
    }
  /* After 4 July, which only the first keeps, its third day ahead is the other's fourth. */
  g_assert_cmpfloat (fabs (rank_correlation (all, 0, 3, 1, 4) - .89), <, .15);
  g_assert_cmpfloat (fabs (rank_correlation (all, 0, 3, 1, 3)), <, .3);
}

static void
test_accounts_on_their_own_are_so_in_the_paths (void)
{
  g_autoptr(Truth) truth = truth_new (0, 0, 2);
  g_autoptr(GPtrArray) all = forecast_all (truth);

  g_assert_cmpfloat (fabs (rank_correlation (all, 0, 0, 1, 0)), <, .3);
  g_assert_cmpfloat (fabs (rank_correlation (all, 0, 2, 1, 2)), <, .3);
}

/* What does not come today comes tomorrow: the paths of today and of the days ahead belong together. */
static void
test_today_and_tomorrow_belong_together (void)
{
  g_autoptr(Truth) late = truth_new (0, -.8, 3);
  g_autoptr(Truth) apart = truth_new (0, 0, 3);
  g_autoptr(GPtrArray) with = forecast_all (late);
  g_autoptr(GPtrArray) without = forecast_all (apart);

  g_assert_cmpfloat (rank_correlation (with, 0, 0, 0, 1), <, -.45);
  g_assert_cmpfloat (rank_correlation (with, 0, 1, 0, 2), <, -.45);
  g_assert_cmpfloat (fabs (rank_correlation (without, 0, 0, 0, 1)), <, .3);
}

/* Of three weeks nobody can say how accounts move together: they do not then, rather than in step. */
static void
test_young_accounts_are_on_their_own (void)
{
  g_autoptr(Truth) truth = truth_new (.9, 0, 4);
  g_autoptr(GPtrArray) all = NULL;

  for (int k = 0; k < 3; k++)
    {
      AeqDeskSeries *series = &truth->series[k];

      series->days += series->n_days - 15;
      series->net += series->n_days - 15;
      series->matrix += (series->n_days - 15) * BUCKETS;
      series->n_days = series->n_matrix = 15;
    }
  all = forecast_all (truth);
  g_assert_cmpfloat (fabs (rank_correlation (all, 0, 3, 1, 3)), <, .1);
}

/* Chance that the sum of the accounts 0 and 1 falls below @floor within the day, from the truth itself. */
static double
true_breach (double pair, double floor)
{
  double none[3] = { 0 }, z[3];
  guint breaches = 0;
  AeqRng rng;

  aeq_rng_init (&rng, 77);
  for (int i = 0; i < 20000; i++)
    {
      double sum = 0;
      gboolean below = FALSE;

      draw_day (&rng, pair, 0, none, z);
      for (int j = 0; j < BUCKETS; j++)
        {
          sum += SIZE / BUCKETS * (z[0] + z[1] + .1 * sqrt (2) * aeq_rng_normal (&rng));
          below = below || sum < floor;
        }
      breaches += below;
    }
  return breaches / 20000.0;
}

/* What is told of it, over several histories; a mean learnt from 100 days of noise is never exact, and widens what is told. */
static double
joint_breach (double pair, double floor)
{
  double sum = 0;

  for (guint64 seed = 1; seed <= 8; seed++)
    {
      g_autoptr(Truth) truth = truth_new (pair, 0, seed);
      g_autoptr(GPtrArray) all = forecast_all (truth);
      const AeqJointPart parts[] = { { all->pdata[0], &truth->series[0], 0 }, { all->pdata[1], &truth->series[1], 0 } };
      AeqDeskJoint joint;

      aeq_desk_joint (parts, 2, NAN, &joint);
      g_assert_true (isnan (joint.p_breach));
      aeq_desk_joint (parts, 2, floor, &joint);
      g_assert_cmpfloat_with_epsilon (joint.peak_usage[8], -joint.lowest[0], 1e-6);
      sum += joint.p_breach;
    }
  return sum / 8;
}

static void
test_the_sum_of_accounts_breaks_as_often_as_in_truth (void)
{
  double offsetting = joint_breach (-.9, -.6 * SIZE), together = joint_breach (.9, -1.2 * SIZE);
  g_assert_cmpfloat (fabs (offsetting - true_breach (-.9, -.6 * SIZE)), <, .14);
  g_assert_cmpfloat (fabs (together - true_breach (.9, -1.2 * SIZE)), <, .05);
  /* Taken for independent the first would be told twice as often. */
  g_assert_cmpfloat (true_breach (0, -.6 * SIZE) - offsetting, >, .1);
}

/* In a crisis accounts move together more, whatever they did before: by so much of what was missing. */
static void
test_a_crisis_couples_the_accounts (void)
{
  const double none = 0, half = .5;
  g_autoptr(Truth) apart = truth_new (0, 0, 2);
  g_autoptr(GPtrArray) before = forecast_in (apart, &none);
  g_autoptr(GPtrArray) after = forecast_in (apart, &half);

  for (guint k = 0; k < 2; k++)
    for (guint h = 0; h <= 2; h++)
      {
        double was = rank_correlation (before, k, h, 2, h);

        /* Of ranks it comes to a little less than of scores. */
        g_assert_cmpfloat_with_epsilon (rank_correlation (after, k, h, 2, h), was + .48 * (1 - was), .08);
      }
  /* After 4 July, which only the first keeps, its third day ahead is the other's fourth. */
  g_assert_cmpfloat (rank_correlation (after, 0, 3, 1, 4), >, .35);
  g_assert_cmpfloat (fabs (rank_correlation (after, 0, 3, 1, 3)), <, .3);
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x > y ? 1 : x < y ? -1 : 0;
}

/* What an account does by itself stays as it was, to the bit; and so does everything in steady times. */
static void
test_a_lift_changes_no_account_by_itself (void)
{
  const double none = 0, half = .5;
  g_autoptr(Truth) truth = truth_new (.3, 0, 2);
  g_autoptr(GPtrArray) steady = forecast_all (truth);
  g_autoptr(GPtrArray) before = forecast_in (truth, &none);
  g_autoptr(GPtrArray) after = forecast_in (truth, &half);

  for (guint k = 0; k < 3; k++)
    for (guint h = 0; h <= 5; h++)
      {
        guint n = ((AeqDeskForecast *) before->pdata[k])->paths->n_paths;
        g_autofree double *s = day_of (steady, k, h);
        g_autofree double *x = day_of (before, k, h);
        g_autofree double *y = day_of (after, k, h);

        g_assert_cmpmem (s, n * sizeof *s, x, n * sizeof *x);
        g_assert_true (memcmp (x, y, n * sizeof *x) != 0);
        qsort (x, n, sizeof *x, compare_numbers);
        qsort (y, n, sizeof *y, compare_numbers);
        g_assert_cmpmem (x, n * sizeof *x, y, n * sizeof *y);
      }
}

/* And their sum goes further, both ways: by up to the root of 1.5. */
static void
test_a_lift_widens_the_sum (void)
{
  const double none = 0, half = .5;
  g_autoptr(Truth) truth = truth_new (0, 0, 2);
  g_autoptr(GPtrArray) before = forecast_in (truth, &none);
  g_autoptr(GPtrArray) after = forecast_in (truth, &half);
  AeqDeskJoint a, b;

  for (int i = 0; i < 2; i++)
    {
      GPtrArray *all = i == 0 ? before : after;
      const AeqJointPart parts[] = { { all->pdata[0], &truth->series[0], 0 }, { all->pdata[1], &truth->series[1], 0 } };

      aeq_desk_joint (parts, 2, -2 * SIZE, i == 0 ? &a : &b);
    }
  g_assert_cmpfloat (b.lowest[2], <, a.lowest[2]);
  g_assert_cmpfloat (b.closing[6] - b.closing[2], >, 1.1 * (a.closing[6] - a.closing[2]));
  g_assert_cmpfloat (b.closing[6] - b.closing[2], <, 1.3 * (a.closing[6] - a.closing[2]));
  g_assert_cmpfloat (b.p_breach, >, a.p_breach);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/joint/together", test_accounts_that_move_together_do_so_in_the_paths);
  g_test_add_func ("/forecast/joint/on-their-own", test_accounts_on_their_own_are_so_in_the_paths);
  g_test_add_func ("/forecast/joint/today-and-tomorrow", test_today_and_tomorrow_belong_together);
  g_test_add_func ("/forecast/joint/young", test_young_accounts_are_on_their_own);
  g_test_add_func ("/forecast/joint/lift", test_a_crisis_couples_the_accounts);
  g_test_add_func ("/forecast/joint/lift-alone", test_a_lift_changes_no_account_by_itself);
  g_test_add_func ("/forecast/joint/lift-sum", test_a_lift_widens_the_sum);
  g_test_add_func ("/forecast/joint/breach-of-a-sum", test_the_sum_of_accounts_breaks_as_often_as_in_truth);
  return g_test_run ();
}
