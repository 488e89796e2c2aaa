/* SPDX-License-Identifier: MIT */
#include "aeq-indicator-csv.h"
#include "aeq-regime-fit.h"
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
  g_assert_nonnull (strstr (text, "VIX is above 50"));
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

static double
value_of (const AeqRegimeReading *reading, const char *series)
{
  for (guint i = 0; i < reading->n_drivers; i++)
    if (g_str_equal (reading->drivers[i].series, series))
      return reading->drivers[i].value;
  return NAN;
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
  g_assert_cmpfloat (value_of (reading_at (b, "2024-06-06"), "VIXCLS"), ==, exp (log (30)));
  g_assert_cmpfloat (reading_at (a, "2024-06-06")->p[0], >, reading_at (b, "2024-06-06")->p[0]);
}

typedef struct
{
  AeqRegimeInput *input;
  AeqDate         perturb_after; /* observations known later are spoilt */
  GArray         *label;         /* AeqRegimeLabel */
} Real;

static gboolean
take_real (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data,
           GError **error G_GNUC_UNUSED)
{
  Real *real = user_data;
  AeqRegimeLabel label = { date, value };

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

static void
assert_score (const char *name, const AeqRegimeScore *score, double min_auroc, double max_brier,
              double max_false_alarms)
{
  g_test_message ("%s: %u days, AUROC %.4f, Brier %.4f, false alarms %.2f a year, switches %.1f a year", name,
                  score->days, score->auroc, score->brier, score->false_alarms, score->switches);
  g_assert_cmpfloat (score->auroc, >=, min_auroc);
  g_assert_cmpfloat (score->brier, <=, max_brier);
  g_assert_cmpfloat (score->false_alarms, <=, max_false_alarms);
  g_assert_cmpfloat (score->switches, <=, 3);
}

static void
test_real_history_is_told_well (void)
{
  static const int LABEL_AFTER[AEQ_REGIME_EPISODES] = { 7, 6, 4, 4, 9, 5, 3 };
  g_autoptr(GArray) label = g_array_new (FALSE, FALSE, sizeof (AeqRegimeLabel));
  g_autoptr(GArray) readings = filter_real (G_MAXINT32, day ("2003-01-01"), day ("2025-09-30"), label);
  AeqRegimeJudgement judgement;
  guint in_time = 0;

  if (readings == NULL)
    return;
  aeq_regime_judge (readings, (const AeqRegimeLabel *) label->data, label->len, &judgement);
  assert_score ("crisis", &judgement.crisis, .995, .013, .1);
  assert_score ("stressed", &judgement.stressed, .975, .05, .5);
  g_assert_cmpuint (judgement.n_episodes, ==, AEQ_REGIME_EPISODES);
  for (guint i = 0; i < judgement.n_episodes; i++)
    {
      g_assert_cmpint (judgement.episodes[i].label, ==, LABEL_AFTER[i]);
      g_assert_cmpint (judgement.episodes[i].alarm, <=, LABEL_AFTER[i] + 1);
      in_time += judgement.episodes[i].alarm <= LABEL_AFTER[i];
    }
  g_assert_cmpuint (in_time, >=, 6);
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
