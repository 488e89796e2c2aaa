/* SPDX-License-Identifier: MIT */
#include "aeq-indicator-csv.h"
#include "aeq-regime.h"
#include "aeq-test.h"

#include <math.h>
#include <string.h>

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

static AeqCalendar *
fedwire (void)
{
  g_autoptr(GError) error = NULL;
  AeqCalendar *calendar = aeq_calendar_get ("us_fedwire", &error);

  g_assert_no_error (error);
  return calendar;
}

/* A quiet market with small waves, and on each of its days an optional push. */
typedef double (*Shape) (AeqDate date);

static void
add_series (AeqRegimeInput *input, const char *series, AeqDate from, AeqDate to, double level, double wave, Shape shape)
{
  g_autoptr(AeqCalendar) us = fedwire ();

  for (AeqDate date = aeq_calendar_add (us, from, 0); date <= to; date = aeq_calendar_add (us, date, 1))
    {
      double value = level * (1 + wave * sin (date * 0.7)) * (shape != NULL ? shape (date) : 1);

      aeq_regime_input_add (input, series, date, aeq_indicator_known_on (series, us, date), value);
    }
}

static double
crisis_of_march (AeqDate date)
{
  return date >= day ("2025-03-03") && date <= day ("2025-05-30") ? 4 : 1;
}

static double
spread_crisis_of_march (AeqDate date)
{
  return date >= day ("2025-03-03") && date <= day ("2025-05-30") ? 2.5 : 1;
}

static AeqRegimeInput *
made_up_crisis (void)
{
  AeqRegimeInput *input = aeq_regime_input_new ();

  add_series (input, "VIXCLS", day ("2023-01-02"), day ("2025-12-31"), 14, .1, crisis_of_march);
  add_series (input, "BAA10Y", day ("2023-01-02"), day ("2025-12-31"), 2, .03, spread_crisis_of_march);
  add_series (input, "SOFR", day ("2023-01-02"), day ("2025-12-31"), 4.3, .002, NULL);
  add_series (input, "IORB", day ("2023-01-02"), day ("2025-12-31"), 4.4, 0, NULL);
  return input;
}

static const AeqRegimeReading *
reading_at (GArray *readings, const char *text)
{
  for (guint i = 0; i < readings->len; i++)
    if (g_array_index (readings, AeqRegimeReading, i).date == day (text))
      return &g_array_index (readings, AeqRegimeReading, i);
  g_assert_not_reached ();
}

static void
test_a_made_up_crisis_is_found (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = made_up_crisis ();
  g_autoptr(GArray) readings = aeq_regime_filter (input, us, day ("2024-01-01"), day ("2025-12-31"));
  const AeqRegimeReading *before = reading_at (readings, "2025-03-03");
  const AeqRegimeReading *first = reading_at (readings, "2025-03-04");
  const AeqRegimeReading *late = reading_at (readings, "2025-05-30");
  const AeqRegimeReading *after = reading_at (readings, "2025-06-20");

  g_assert_cmpint (before->state, ==, AEQ_REGIME_STEADY); /* the close of the 3rd is not published yet */
  g_assert_cmpint (first->state, ==, AEQ_REGIME_CRISIS);
  g_assert_cmpuint (first->rules & AEQ_REGIME_RULE_VIX_PANIC, !=, 0);
  g_assert_cmpint (late->state, ==, AEQ_REGIME_CRISIS);
  g_assert_cmpint (late->since, ==, day ("2025-03-04"));
  g_assert_cmpfloat (late->p[AEQ_REGIME_CRISIS], >, .9);
  g_assert_cmpint (after->state, ==, AEQ_REGIME_STEADY);
  g_assert_cmpfloat (after->p[AEQ_REGIME_STEADY], >, .9);
}

static void
test_probabilities_add_up (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = made_up_crisis ();
  g_autoptr(GArray) readings = aeq_regime_filter (input, us, day ("2023-01-01"), day ("2025-12-31"));

  g_assert_cmpuint (readings->len, ==, (guint) aeq_calendar_between (us, day ("2023-01-03"), day ("2025-12-31")));
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);

      g_assert_cmpfloat_with_epsilon (reading->p[0] + reading->p[1] + reading->p[2], 1, 1e-12);
      for (guint k = 0; k < AEQ_N_REGIMES; k++)
        g_assert_true (reading->p[k] >= 0 && reading->p[k] <= 1);
      g_assert_cmpint (reading->since, <=, reading->date);
    }
}

static void
test_drivers_explain (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = made_up_crisis ();
  g_autoptr(GArray) readings = aeq_regime_filter (input, us, day ("2025-03-10"), day ("2025-03-10"));
  const AeqRegimeReading *reading = reading_at (readings, "2025-03-10");
  g_auto(GStrv) reasons = aeq_regime_reasons (reading);
  g_autofree char *text = g_strjoinv ("\n", reasons);

  g_assert_cmpuint (reading->n_drivers, ==, 3);
  g_assert_cmpstr (reading->drivers[0].series, ==, "VIXCLS");
  g_assert_cmpfloat (reading->drivers[0].value, >, 45);
  g_assert_cmpfloat (reading->drivers[0].z, >, 3);
  g_assert_cmpfloat (reading->drivers[0].contribution, >, reading->drivers[1].contribution);
  g_assert_cmpint (reading->drivers[0].date, ==, day ("2025-03-07"));
  g_assert_cmpuint (reading->missing, ==, 0);
  g_assert_nonnull (strstr (text, "VIX is above 42"));
  g_assert_nonnull (strstr (text, "SOFR-IORB"));
}

static void
test_hysteresis_takes_five_calm_readings (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = made_up_crisis ();
  g_autoptr(GArray) readings = aeq_regime_filter (input, us, day ("2025-05-01"), day ("2025-06-30"));

  /* Calm closes begin on Monday 2 June, published on the 3rd; the fifth calm reading is that of the 9th. */
  g_assert_cmpint (reading_at (readings, "2025-06-06")->state, ==, AEQ_REGIME_CRISIS);
  g_assert_cmpfloat (reading_at (readings, "2025-06-06")->p[AEQ_REGIME_STEADY], >, .9);
  g_assert_cmpint (reading_at (readings, "2025-06-09")->state, ==, AEQ_REGIME_STEADY);
  g_assert_cmpint (reading_at (readings, "2025-06-09")->since, ==, day ("2025-06-09"));
}

static double
repo_spike (AeqDate date)
{
  return date == day ("2025-09-16") ? 1.6 : 1;
}

static void
test_funding_spike_raises_at_once (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();
  g_autoptr(GArray) readings = NULL;

  add_series (input, "VIXCLS", day ("2023-01-02"), day ("2025-12-31"), 14, .1, NULL);
  add_series (input, "SOFR", day ("2023-01-02"), day ("2025-12-31"), 2.2, .002, repo_spike);
  add_series (input, "EFFR", day ("2023-01-02"), day ("2025-12-31"), 2.2, .001, NULL);
  readings = aeq_regime_filter (input, us, day ("2025-09-01"), day ("2025-12-31"));
  g_assert_cmpint (reading_at (readings, "2025-09-16")->state, ==, AEQ_REGIME_STEADY);
  g_assert_cmpint (reading_at (readings, "2025-09-17")->state, ==, AEQ_REGIME_ELEVATED);
  g_assert_cmpuint (reading_at (readings, "2025-09-17")->rules, ==, AEQ_REGIME_RULE_FUNDING);
  g_assert_cmpuint (reading_at (readings, "2025-09-17")->missing, ==, AEQ_REGIME_CREDIT);
  g_assert_cmpint (reading_at (readings, "2025-10-15")->state, ==, AEQ_REGIME_STEADY);
}

static void
test_any_subset_works (void)
{
  static const char *const IDS[] = { "VIXCLS", "BAA10Y", "TEDRATE" };
  static const double LEVELS[] = { 14, 2, .3 };
  g_autoptr(AeqCalendar) us = fedwire ();

  for (guint subset = 0; subset < 8; subset++)
    {
      g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();
      g_autoptr(GArray) readings = NULL;
      const AeqRegimeReading *last;
      g_auto(GStrv) reasons = NULL;

      for (guint i = 0; i < 3; i++)
        if (subset & (1u << i))
          add_series (input, IDS[i], day ("2024-01-02"), day ("2024-12-31"), LEVELS[i], .05, NULL);
      readings = aeq_regime_filter (input, us, day ("2024-01-02"), day ("2024-12-31"));
      if (subset == 0)
        {
          g_assert_cmpuint (readings->len, ==, 0);
          continue;
        }
      last = &g_array_index (readings, AeqRegimeReading, readings->len - 1);
      reasons = aeq_regime_reasons (last);
      g_assert_cmpuint (last->missing, ==, (guint) AEQ_REGIME_ALL_SOURCES & ~subset);
      g_assert_cmpuint (g_strv_length (reasons), ==, 3);
      g_assert_cmpint (last->state, ==, AEQ_REGIME_STEADY);
      g_assert_cmpfloat (last->p[AEQ_REGIME_STEADY], >, .6);
    }
}

static void
test_silence_keeps_the_state (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();
  g_autoptr(GArray) readings = NULL;
  const AeqRegimeReading *last;

  add_series (input, "VIXCLS", day ("2025-01-02"), day ("2025-05-30"), 14, .1, crisis_of_march);
  readings = aeq_regime_filter (input, us, day ("2025-01-02"), day ("2025-08-29"));
  last = reading_at (readings, "2025-08-29");
  g_assert_cmpint (last->state, ==, AEQ_REGIME_CRISIS);
  g_assert_cmpuint (last->missing, ==, AEQ_REGIME_ALL_SOURCES);
  g_assert_cmpuint (last->n_drivers, ==, 0);
  g_assert_cmpfloat (last->p[AEQ_REGIME_STEADY], >, .7);
}

static void
test_useless_observations_are_refused (void)
{
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();

  g_assert_false (aeq_regime_input_add (input, "OFRFSI", 0, 0, 1));
  g_assert_false (aeq_regime_input_add (input, "VIXCLS", 0, 0, 0));
  g_assert_false (aeq_regime_input_add (input, "VIXCLS", 0, 0, NAN));
  g_assert_true (aeq_regime_input_add (input, "TEDRATE", 0, 0, -.01));
  g_assert_true (g_strv_contains (aeq_regime_input_series (), "SOFR"));
}

static void
test_a_revision_counts_from_its_day (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) plain = made_up_crisis ();
  g_autoptr(AeqRegimeInput) revised = made_up_crisis ();
  g_autoptr(GArray) a = NULL, b = NULL;

  aeq_regime_input_add (revised, "SOFR", day ("2024-06-03"), day ("2024-06-06"), 9);
  aeq_regime_input_add (revised, "VIXCLS", day ("2024-06-05"), day ("2024-06-06"), 30);
  a = aeq_regime_filter (plain, us, day ("2024-06-03"), day ("2024-06-07"));
  b = aeq_regime_filter (revised, us, day ("2024-06-03"), day ("2024-06-07"));
  g_assert_cmpfloat (reading_at (a, "2024-06-05")->p[0], ==, reading_at (b, "2024-06-05")->p[0]);
  g_assert_cmpfloat (reading_at (b, "2024-06-06")->drivers[0].value, ==, exp (log (30)));
  g_assert_cmpfloat (reading_at (a, "2024-06-06")->p[0], >, reading_at (b, "2024-06-06")->p[0]);
}

typedef struct
{
  AeqRegimeInput *input;
  AeqDate         perturb_after; /* observations known later are spoilt */
  GArray         *label;         /* Label */
} Real;

typedef struct
{
  AeqDate date;
  double  fsi;
} Label;

static gboolean
take_real (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data,
           GError **error G_GNUC_UNUSED)
{
  Real *real = user_data;
  Label label = { date, value };

  if (g_str_equal (series, "OFRFSI") && real->label != NULL)
    g_array_append_val (real->label, label);
  if (known_on > real->perturb_after)
    value = value * 3 + .5;
  aeq_regime_input_add (real->input, series, date, known_on, value);
  return TRUE;
}

/* NULL when the data are not here. */
static GArray *
filter_real (AeqDate perturb_after, AeqDate from, AeqDate to, GArray *label)
{
  g_autofree char *path = aeq_test_real_path ("data", "market_indicators.csv", NULL);
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();
  g_autoptr(GError) error = NULL;
  Real real = { input, perturb_after, label };
  AeqIndicatorSummary summary;

  if (path == NULL)
    return NULL;
  g_assert_true (aeq_indicator_read_csv (path, us, take_real, &real, NULL, &summary, NULL, &error));
  g_assert_no_error (error);
  return aeq_regime_filter (input, us, from, to);
}

static void
test_later_values_change_nothing_earlier (void)
{
  AeqDate cut = day ("2020-03-12"), from = day ("1990-01-01");
  g_autoptr(GArray) plain = filter_real (G_MAXINT32, from, cut, NULL);
  g_autoptr(GArray) spoilt = plain != NULL ? filter_real (cut, from, cut, NULL) : NULL;
  g_autoptr(GArray) beyond = plain != NULL ? filter_real (cut, from, cut + 400, NULL) : NULL;

  if (plain == NULL)
    return;
  g_assert_cmpuint (plain->len, >, 7000);
  g_assert_cmpuint (plain->len, ==, spoilt->len);
  for (guint i = 0; i < plain->len; i++)
    {
      const AeqRegimeReading *a = &g_array_index (plain, AeqRegimeReading, i);
      const AeqRegimeReading *b = &g_array_index (spoilt, AeqRegimeReading, i);
      const AeqRegimeReading *c = &g_array_index (beyond, AeqRegimeReading, i);

      g_assert_true (a->date == b->date && a->state == b->state && a->since == b->since && a->state == c->state);
      g_assert_cmpmem (a->p, sizeof a->p, b->p, sizeof b->p);
      g_assert_cmpmem (a->p, sizeof a->p, c->p, sizeof c->p);
    }
}

/* One day to score: the reading and what the label says of it. */
typedef struct
{
  AeqDate  date;
  double   p;
  gboolean alarm;
  gboolean truth;
} Score;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  double x = ((const Score *) a)->p, y = ((const Score *) b)->p;

  return x < y ? -1 : x > y;
}

static double
auroc (GArray *scores)
{
  g_autoptr(GArray) sorted = g_array_copy (scores);
  double ranks = 0, positives = 0;

  g_array_sort (sorted, compare_scores);
  for (guint i = 0; i < sorted->len; i++)
    if (g_array_index (sorted, Score, i).truth)
      {
        ranks += i + 1;
        positives++;
      }
  return (ranks - positives * (positives + 1) / 2) / (positives * (sorted->len - positives));
}

static double
brier (GArray *scores)
{
  double sum = 0;

  for (guint i = 0; i < scores->len; i++)
    {
      const Score *score = &g_array_index (scores, Score, i);

      sum += (score->p - score->truth) * (score->p - score->truth);
    }
  return sum / scores->len;
}

static gboolean
any_truth (GArray *scores, guint from, guint to)
{
  for (guint i = from; i < MIN (to, scores->len); i++)
    if (g_array_index (scores, Score, i).truth)
      return TRUE;
  return FALSE;
}

/* Alarms with no label day within 5 days before their start or 10 after their end. */
static double
false_alarms_a_year (GArray *scores, double *switches)
{
  guint alarms = 0, changes = 0, start = 0;

  for (guint i = 1; i < scores->len; i++)
    {
      gboolean was = g_array_index (scores, Score, i - 1).alarm, is = g_array_index (scores, Score, i).alarm;

      changes += was != is;
      if (!was && is)
        start = i;
      if (was && !is && !any_truth (scores, start > 5 ? start - 5 : 0, i + 10))
        alarms++;
    }
  *switches = changes / (scores->len / 252.0);
  return alarms / (scores->len / 252.0);
}

static GArray *
make_scores (GArray *readings, GArray *label, AeqRegime state, double threshold)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (Score));
  guint j = 0;

  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);
      Score score = { reading->date, reading->p[AEQ_REGIME_CRISIS], reading->state >= state, FALSE };

      if (state == AEQ_REGIME_ELEVATED)
        score.p += reading->p[AEQ_REGIME_ELEVATED];
      while (j < label->len && g_array_index (label, Label, j).date < reading->date)
        j++;
      if (j == label->len || g_array_index (label, Label, j).date != reading->date)
        continue;
      score.truth = g_array_index (label, Label, j).fsi > threshold;
      g_array_append_val (scores, score);
    }
  return scores;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return ((const Label *) a)->date - ((const Label *) b)->date;
}

/* Business days from @start to the first alarm. */
static int
delay (GArray *scores, const char *start)
{
  int waited = 0;

  for (guint i = 0; i < scores->len; i++)
    if (g_array_index (scores, Score, i).date >= day (start))
      {
        if (g_array_index (scores, Score, i).alarm)
          return waited;
        waited++;
      }
  return G_MAXINT;
}

static void
assert_scores (const char *name, GArray *scores, double min_auroc, double max_brier, double max_false_alarms)
{
  double switches, false_alarms = false_alarms_a_year (scores, &switches);

  g_test_message ("%s: %u days, AUROC %.4f, Brier %.4f, false alarms %.2f a year, switches %.1f a year", name,
                  scores->len, auroc (scores), brier (scores), false_alarms, switches);
  g_assert_cmpfloat (auroc (scores), >=, min_auroc);
  g_assert_cmpfloat (brier (scores), <=, max_brier);
  g_assert_cmpfloat (false_alarms, <=, max_false_alarms);
  g_assert_cmpfloat (switches, <=, 6);
}

static void
test_real_history_is_told_well (void)
{
  static const struct { const char *start; int label_after; } WINDOWS[] = {
    { "2007-08-01", 7 }, { "2010-04-27", 6 }, { "2011-07-27", 4 }, { "2015-08-18", 4 },
    { "2020-02-24", 9 }, { "2022-04-20", 5 }, { "2023-03-08", 3 },
  };
  g_autoptr(GArray) label = g_array_new (FALSE, FALSE, sizeof (Label));
  g_autoptr(GArray) readings = filter_real (G_MAXINT32, day ("2003-01-01"), day ("2025-09-30"), label);
  g_autoptr(GArray) stressed = NULL, crisis = NULL;
  guint in_time = 0;

  if (readings == NULL)
    return;
  g_array_sort (label, compare_labels);
  stressed = make_scores (readings, label, AEQ_REGIME_ELEVATED, 1);
  crisis = make_scores (readings, label, AEQ_REGIME_CRISIS, 5);
  assert_scores ("crisis", crisis, .97, .045, .2);
  assert_scores ("stressed", stressed, .955, .095, .8);
  for (gsize i = 0; i < G_N_ELEMENTS (WINDOWS); i++)
    {
      int waited = delay (stressed, WINDOWS[i].start);

      g_test_message ("%s: stressed alarm on day %d, label on day %d", WINDOWS[i].start, waited,
                      WINDOWS[i].label_after);
      in_time += waited <= WINDOWS[i].label_after + 3;
    }
  g_assert_cmpuint (in_time, >=, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regime/a-made-up-crisis-is-found", test_a_made_up_crisis_is_found);
  g_test_add_func ("/regime/probabilities-add-up", test_probabilities_add_up);
  g_test_add_func ("/regime/drivers-explain", test_drivers_explain);
  g_test_add_func ("/regime/hysteresis-takes-five-calm-readings", test_hysteresis_takes_five_calm_readings);
  g_test_add_func ("/regime/funding-spike-raises-at-once", test_funding_spike_raises_at_once);
  g_test_add_func ("/regime/any-subset-works", test_any_subset_works);
  g_test_add_func ("/regime/silence-keeps-the-state", test_silence_keeps_the_state);
  g_test_add_func ("/regime/useless-observations-are-refused", test_useless_observations_are_refused);
  g_test_add_func ("/regime/a-revision-counts-from-its-day", test_a_revision_counts_from_its_day);
  g_test_add_func ("/regime/real/later-values-change-nothing-earlier", test_later_values_change_nothing_earlier);
  g_test_add_func ("/regime/real/history-is-told-well", test_real_history_is_told_well);
  return g_test_run ();
}
