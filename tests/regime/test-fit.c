/* SPDX-License-Identifier: MIT */
#include "aeq-regime-fit.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-indicator-csv.h"
#include "aeq-rng.h"
#include "aeq-test.h"

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

/* Markets that wander about, each value known on its own day, and a label drawn from known functions of what was known.
 */
typedef struct
{
  AeqCalendar    *calendar;
  AeqRegimeInput *input;
  GArray         *labels;
} World;

static void
wander (AeqRng *rng, double *x, double back)
{
  *x = back * *x + .05 * aeq_rng_normal (rng);
}

static void
make_markets (World *self, AeqDate from, AeqDate to, AeqRng *rng)
{
  double vix = 0, credit = 0, ted = 0;

  for (AeqDate date = aeq_calendar_add (self->calendar, from, 0); date <= to;
       date = aeq_calendar_add (self->calendar, date, 1))
    {
      wander (rng, &vix, .99);
      wander (rng, &credit, .995);
      wander (rng, &ted, .98);
      aeq_regime_input_add (self->input, "VIXCLS", date, date, 17.5 * exp (vix));
      aeq_regime_input_add (self->input, "BAA10Y", date, date, 2.4 * exp (credit));
      aeq_regime_input_add (self->input, "TEDRATE", date, date, .4 + ted);
    }
}

static double
chance (double base, const double *weight, const double *x)
{
  double sum = base;

  for (int i = 0; i < AEQ_N_INPUTS; i++)
    sum += weight[i] * x[i];
  return 1 / (1 + exp (-sum));
}

static const double STRESSED[AEQ_N_INPUTS] = { 3, .5, 2, .8, .4 };
static const double CRISIS[AEQ_N_INPUTS] = { 4, -.5, 3, 1, .6 };

/* Stressed and of crisis are drawn with one number, so that a crisis is stressed. */
static void
make_labels (World *self, AeqDate from, AeqDate to, AeqRng *rng)
{
  g_autoptr (AeqRegimeReplay) replay = aeq_regime_replay_new (self->input);

  for (AeqDate date = aeq_calendar_add (self->calendar, from, 0); date <= to;
       date = aeq_calendar_add (self->calendar, date, 1))
    {
      AeqRegimeLabel  label = { date, 0 };
      AeqRegimeInputs inputs;
      double          u = aeq_rng_uniform (rng);

      aeq_regime_replay_advance (replay, date);
      aeq_regime_inputs_read (replay, date, &inputs);
      if (u < chance (-1, STRESSED, inputs.x))
        label.value = 2;
      if (u < chance (-3, CRISIS, inputs.x))
        label.value = 6;
      g_array_append_val (self->labels, label);
    }
}

static World *
world_new (AeqDate from, AeqDate to)
{
  World *self = g_new0 (World, 1);
  AeqRng rng;

  aeq_rng_init (&rng, 5);
  self->calendar = aeq_calendar_get ("us_fedwire", NULL);
  self->input = aeq_regime_input_new ();
  self->labels = g_array_new (FALSE, FALSE, sizeof (AeqRegimeLabel));
  make_markets (self, from, to, &rng);
  make_labels (self, from, to, &rng);
  return self;
}

static void
world_free (World *self)
{
  aeq_calendar_unref (self->calendar);
  aeq_regime_input_free (self->input);
  g_array_unref (self->labels);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static gboolean
fit (const World *self, const char *from, const char *to, AeqRegimeModel *model, GError **error)
{
  return aeq_regime_fit (self->input, self->calendar, (const AeqRegimeLabel *)self->labels->data, self->labels->len,
                         day (from), day (to), model, error);
}

static void
assert_near (const AeqRegimeLogit *logit, double base, const double *weight, double within)
{
  g_assert_cmpfloat_with_epsilon (logit->base, base, within);
  for (int i = 0; i < AEQ_N_INPUTS; i++)
    g_assert_cmpfloat_with_epsilon (logit->weight[i], weight[i], within);
}

static void
test_planted_functions_are_found (void)
{
  g_autoptr (World) world = world_new (day ("1950-01-02"), day ("2025-12-31"));
  g_autoptr (GError) error = NULL;
  AeqRegimeModel model;

  fit (world, "1953-01-01", "2025-12-31", &model, &error);
  g_assert_no_error (error);
  assert_near (&model.of[AEQ_REGIME_ALL_SOURCES].stressed, -1, STRESSED, .25);
  assert_near (&model.of[AEQ_REGIME_ALL_SOURCES].crisis, -3, CRISIS, .5);
  for (int i = 0; i < AEQ_N_INPUTS; i++)
    g_assert_cmpfloat (model.of[0].stressed.weight[i], ==, 0);
  g_assert_cmpfloat (model.of[AEQ_REGIME_CREDIT].stressed.weight[AEQ_INPUT_VIX], ==, 0);
}

/* And the states that were planted are found on days that were not fitted on. */
static void
test_planted_states_are_found (void)
{
  g_autoptr (World) world = world_new (day ("1980-01-02"), day ("2025-12-31"));
  g_autoptr (GArray) readings = NULL;
  g_autoptr (GError) error = NULL;
  AeqRegimeJudgement judgement;
  AeqRegimeModel     model;

  fit (world, "1983-01-01", "2012-12-31", &model, &error);
  g_assert_no_error (error);
  readings = aeq_regime_filter_with (&model, world->input, world->calendar, day ("2013-01-01"), day ("2025-12-31"));
  aeq_regime_judge (readings, (const AeqRegimeLabel *)world->labels->data, world->labels->len, &judgement);
  g_assert_cmpfloat (judgement.stressed.auroc, >, .75);
  g_assert_cmpfloat (judgement.crisis.auroc, >, .8);
  g_assert_cmpfloat (judgement.stressed.brier, <, .85 * judgement.stressed.share * (1 - judgement.stressed.share));
  g_assert_cmpfloat (judgement.crisis.brier, <, .85 * judgement.crisis.share * (1 - judgement.crisis.share));
}

static void
test_later_days_change_nothing (void)
{
  g_autoptr (World) world = world_new (day ("1990-01-02"), day ("2015-12-31"));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  AeqRegimeModel   model;

  g_assert_true (fit (world, "1993-01-01", "2012-12-31", &model, NULL));
  before = aeq_regime_model_header (&model, 0, 0);
  for (guint i = 0; i < world->labels->len; i++)
    if (g_array_index (world->labels, AeqRegimeLabel, i).date > day ("2012-12-31"))
      g_array_index (world->labels, AeqRegimeLabel, i).value = 9;
  aeq_regime_input_add (world->input, "VIXCLS", day ("2012-06-01"), day ("2013-01-02"), 90);
  g_assert_true (fit (world, "1993-01-01", "2012-12-31", &model, NULL));
  after = aeq_regime_model_header (&model, 0, 0);
  g_assert_cmpstr (before, ==, after);
}

static void
test_years_without_stress_are_refused (void)
{
  g_autoptr (World) world = world_new (day ("2010-01-04"), day ("2012-12-31"));
  g_autoptr (GError) error = NULL;
  AeqRegimeModel model;

  for (guint i = 0; i < world->labels->len; i++)
    g_array_index (world->labels, AeqRegimeLabel, i).value = 0;
  g_assert_false (fit (world, "2010-01-01", "2012-12-31", &model, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "0 of the"));
}

static gboolean
take (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data,
      GError **error G_GNUC_UNUSED)
{
  World         *world = user_data;
  AeqRegimeLabel label = { date, value };

  if (g_str_equal (series, "OFRFSI"))
    g_array_append_val (world->labels, label);
  else
    aeq_regime_input_add (world->input, series, date, known_on, value);
  return TRUE;
}

static void
test_the_shipped_constants_come_out_again (void)
{
  g_autofree char *path = aeq_test_real_path ("data", "market_indicators.csv", NULL);
  g_autofree char *source = aeq_test_source_path ("src", "regime", "aeq-regime-constants.h", NULL);
  g_autofree char *shipped = NULL;
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;
  AeqIndicatorSummary summary;
  AeqRegimeModel      model;
  World               world;

  if (path == NULL)
    return;
  world = (World){ aeq_calendar_get ("us_fedwire", NULL), aeq_regime_input_new (),
                   g_array_new (FALSE, FALSE, sizeof (AeqRegimeLabel)) };
  g_assert_true (g_file_get_contents (source, &shipped, NULL, NULL));
  aeq_indicator_read_csv (path, world.calendar, take, &world, NULL, &summary, NULL, &error);
  g_assert_no_error (error);
  fit (&world, "2003-01-01", "2025-09-30", &model, &error);
  g_assert_no_error (error);
  made = aeq_regime_model_header (&model, day ("2003-01-01"), day ("2025-09-30"));
  g_assert_cmpstr (made, ==, shipped);
  aeq_calendar_unref (world.calendar);
  aeq_regime_input_free (world.input);
  g_array_unref (world.labels);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regime/fit/planted-functions", test_planted_functions_are_found);
  g_test_add_func ("/regime/fit/planted-states", test_planted_states_are_found);
  g_test_add_func ("/regime/fit/no-future", test_later_days_change_nothing);
  g_test_add_func ("/regime/fit/no-stress", test_years_without_stress_are_refused);
  g_test_add_func ("/regime/fit/real/shipped-constants", test_the_shipped_constants_come_out_again);
  return g_test_run ();
}
