/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-error.h"
#include "aeq-forecast-course.h"
#include "ledger-fixture.h"

static void
put_model (LedgerFixture *fixture, const char *version, const char *status)
{
  g_autoptr(GBytes) content = g_bytes_new (version, strlen (version));
  g_autoptr(GError) error = NULL;

  aeq_model_put (fixture->ledger, AEQ_MODEL_STEADY, version, status, "{}", content, &error);
  g_assert_no_error (error);
}

static char *
current (LedgerFixture *fixture)
{
  char *version = NULL;
  g_autoptr(GBytes) content = aeq_model_current (fixture->ledger, AEQ_MODEL_STEADY, &version, NULL);

  if (content != NULL)
    g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), version, strlen (version));
  return version;
}

static void
assert_current (LedgerFixture *fixture, const char *expected)
{
  g_autofree char *version = current (fixture);

  g_assert_cmpstr (version, ==, expected);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM model WHERE status = 'current'"), ==, expected != NULL);
}

static void
test_promote_and_rollback (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *version = NULL;

  assert_current (fixture, NULL);
  put_model (fixture, "v1", "shadow");
  assert_current (fixture, NULL);
  put_model (fixture, "v2", "shadow");
  g_assert_true (aeq_model_promote (fixture->ledger, "v1", NULL));
  assert_current (fixture, "v1");
  g_assert_true (aeq_model_promote (fixture->ledger, "v2", NULL));
  assert_current (fixture, "v2");
  g_assert_true (aeq_model_rollback (fixture->ledger, AEQ_MODEL_STEADY, &version, NULL));
  g_assert_cmpstr (version, ==, "v1");
  assert_current (fixture, "v1");
  g_clear_pointer (&version, g_free);
  /* Nothing came before the first: without it the program's own speaks. */
  g_assert_true (aeq_model_rollback (fixture->ledger, AEQ_MODEL_STEADY, &version, NULL));
  g_assert_null (version);
  assert_current (fixture, NULL);
  g_assert_false (aeq_model_rollback (fixture->ledger, AEQ_MODEL_STEADY, &version, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

static void
test_unknown_version_leaves_the_current (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  put_model (fixture, "v1", "current");
  g_assert_false (aeq_model_promote (fixture->ledger, "v9", &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  assert_current (fixture, "v1");
}

static void
test_a_version_is_never_overwritten (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) content = g_bytes_new ("x", 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = NULL;

  put_model (fixture, "v1", "current");
  g_assert_false (aeq_model_put (fixture->ledger, AEQ_MODEL_STEADY, "v1", "shadow", "{}", content, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
  assert_current (fixture, "v1");
  list = aeq_model_list (fixture->ledger, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((AeqModelRecord *) list->pdata[0])->created_at, ==, at (LEDGER_NOW));
}

static GArray *
make_targets (LedgerFixture *fixture)
{
  GArray *targets = g_array_new (FALSE, TRUE, sizeof (AeqForecastTarget));

  for (int horizon = 0; horizon < 3; horizon++)
    {
      AeqForecastTarget target = { .account = fixture->usd->id, .horizon = horizon, .day = day ("2024-03-05") + horizon,
                                   .known_net = 12, .naive = horizon == 2 ? NAN : 3.5 };

      for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
        target.q[i] = i * 10.25;
      g_array_append_val (targets, target);
    }
  return targets;
}

static GArray *
make_courses (LedgerFixture *fixture)
{
  GArray *courses = g_array_new (FALSE, TRUE, sizeof (AeqForecastCourse));
  AeqForecastCourse course = { fixture->usd->id, day ("2024-03-05"), 30, TRUE, -500, .25, at ("2024-03-05T15:00:00Z"),
                               AEQ_INSTANT_NONE, { 0 }, { 0 }, { 0 } };

  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    {
      course.usage[i] = 100 + i;
      course.raw_end[i] = -.25 * i;
      course.raw_usage[i] = 1e15 + i;
    }
  g_array_append_val (courses, course);
  return courses;
}

static AeqId
put_forecast (LedgerFixture *fixture, const char *content)
{
  g_autoptr(GArray) targets = make_targets (fixture);
  g_autoptr(GArray) courses = make_courses (fixture);
  AeqForecastRun run = { at (LEDGER_NOW), "v1", NULL, "steady", { 0.9, 0.1, 0.0 }, content, "abc", targets, courses };
  g_autoptr(GError) error = NULL;
  AeqId uid;

  aeq_forecast_put (fixture->ledger, &run, &uid, &error);
  g_assert_no_error (error);
  return uid;
}

static void
test_the_same_forecast_is_stored_once (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqId first = put_forecast (fixture, "{\"a\":1}");
  AeqId again = put_forecast (fixture, "{\"a\":1}");
  AeqId other = put_forecast (fixture, "{\"a\":2}");

  g_assert_true (aeq_id_equal (&first, &again));
  g_assert_false (aeq_id_equal (&first, &other));
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM forecast_run"), ==, 2);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM forecast_quantile"), ==, 6);
}

static void
test_a_bad_target_stores_nothing (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GArray) targets = make_targets (fixture);
  AeqForecastRun run = { at (LEDGER_NOW), "v1", NULL, "steady", { 0.9, 0.1, 0.0 }, "{}", NULL, targets, NULL };
  g_autoptr(GError) error = NULL;
  AeqId uid;

  g_array_index (targets, AeqForecastTarget, 1).q[3] = NAN;
  g_assert_false (aeq_forecast_put (fixture->ledger, &run, &uid, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM forecast_run"), ==, 0);
}

static gboolean
count_scored (const AeqScored *scored, gpointer n, GError **error G_GNUC_UNUSED)
{
  g_assert_cmpint (scored->actual, ==, -40);
  g_assert_cmpint (scored->gross, ==, 100);
  g_assert_cmpstr (scored->regime, ==, "steady");
  g_assert_true (scored->target.q[8] == 82.0);
  *(int *) n += 1;
  return TRUE;
}

static void
test_due_targets_are_scored_once (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GArray) due = NULL;
  g_autoptr(GArray) left = NULL;
  int n = 0;

  put_forecast (fixture, "{}");
  due = aeq_forecast_due (fixture->ledger, day ("2024-03-07"), NULL);
  g_assert_cmpuint (due->len, ==, 2); /* the third one's day is not over */
  for (guint i = 0; i < due->len; i++)
    {
      AeqScored *scored = &g_array_index (due, AeqScored, i);

      scored->actual = -40;
      scored->gross = 100;
      g_assert_true (aeq_forecast_score (fixture->ledger, scored, NULL));
      g_assert_false (aeq_forecast_score (fixture->ledger, scored, NULL));
    }
  left = aeq_forecast_due (fixture->ledger, day ("2024-03-07"), NULL);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_true (aeq_forecast_scored (fixture->ledger, 0, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, count_scored, &n, NULL));
  g_assert_cmpint (n, ==, 2);
  n = 0;
  g_assert_true (aeq_forecast_scored (fixture->ledger, fixture->usd->id, 1, "steady", day ("2024-03-06"), day ("2024-03-06"),
                                      count_scored, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (aeq_forecast_scored (fixture->ledger, 0, -1, "crisis", AEQ_DATE_NONE, AEQ_DATE_NONE, count_scored, &n, NULL));
  g_assert_cmpint (n, ==, 1);
}

static gboolean
check_course (const AeqScoredCourse *scored, gpointer n, GError **error G_GNUC_UNUSED)
{
  g_assert_cmpint (scored->usage, ==, 104);
  g_assert_true (scored->breached);
  g_assert_cmpint (scored->first_breach_at, ==, at ("2024-03-05T15:10:00Z"));
  g_assert_cmpint (scored->lowest_at, ==, AEQ_INSTANT_NONE);
  g_assert_cmpint (scored->as_of, ==, at (LEDGER_NOW));
  g_assert_cmpint (scored->course.floor_amount, ==, -500);
  g_assert_true (scored->course.p_breach == .25);
  g_assert_true (scored->course.usage[8] == 108);
  *(int *) n += 1;
  return TRUE;
}

static void
test_a_course_is_scored_once (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GArray) due = NULL;
  g_autoptr(GArray) left = NULL;
  AeqScoredCourse *scored;
  int n = 0;

  put_forecast (fixture, "{}");
  due = aeq_forecast_course_due (fixture->ledger, day ("2024-03-06"), NULL);
  g_assert_cmpuint (due->len, ==, 1);
  scored = &g_array_index (due, AeqScoredCourse, 0);
  scored->usage = 104;
  scored->lowest_at = AEQ_INSTANT_NONE;
  scored->breached = TRUE;
  scored->first_breach_at = at ("2024-03-05T15:10:00Z");
  g_assert_true (aeq_forecast_course_score (fixture->ledger, scored, NULL));
  g_assert_false (aeq_forecast_course_score (fixture->ledger, scored, NULL));
  left = aeq_forecast_course_due (fixture->ledger, day ("2024-03-06"), NULL);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_true (aeq_forecast_course_scored (fixture->ledger, 0, "steady", AEQ_DATE_NONE, AEQ_DATE_NONE, check_course, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (aeq_forecast_course_scored (fixture->ledger, 0, NULL, day ("2024-03-06"), AEQ_DATE_NONE, check_course, &n, NULL));
  g_assert_cmpint (n, ==, 1);
}

/* What the calibration learns from is there when the course and the end of its day are both scored. */
static void
test_an_outcome_has_what_was_said_before_its_calibration (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GArray) courses = NULL;
  g_autoptr(GArray) targets = NULL;
  g_autoptr(GArray) none = NULL;
  g_autoptr(GArray) outcomes = NULL;
  const AeqCourseOutcome *outcome;

  put_forecast (fixture, "{}");
  courses = aeq_forecast_course_due (fixture->ledger, day ("2024-03-06"), NULL);
  g_assert_true (aeq_forecast_course_score (fixture->ledger, &g_array_index (courses, AeqScoredCourse, 0), NULL));
  none = aeq_forecast_course_outcomes (fixture->ledger, fixture->usd->id, day ("2024-03-01"), NULL);
  g_assert_cmpuint (none->len, ==, 0);
  targets = aeq_forecast_due (fixture->ledger, day ("2024-03-06"), NULL);
  for (guint i = 0; i < targets->len; i++)
    {
      AeqScored *scored = &g_array_index (targets, AeqScored, i);

      scored->actual = 77;
      g_assert_true (aeq_forecast_score (fixture->ledger, scored, NULL));
    }
  outcomes = aeq_forecast_course_outcomes (fixture->ledger, fixture->usd->id, day ("2024-03-01"), NULL);
  g_assert_cmpuint (outcomes->len, ==, 1);
  outcome = &g_array_index (outcomes, AeqCourseOutcome, 0);
  g_assert_cmpint (outcome->end, ==, 77);
  g_assert_true (outcome->raw_end[8] == -2 && outcome->raw_usage[8] == 1e15 + 8 && outcome->issued_usage[8] == 108);
}

static void
test_calibration_is_replaced (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) one = g_bytes_new ("one", 3);
  g_autoptr(GBytes) two = g_bytes_new ("two!", 4);
  g_autoptr(GBytes) found = NULL;

  g_assert_null (aeq_calibration_get (fixture->ledger, fixture->usd->id, "daily", NULL));
  g_assert_true (aeq_calibration_put (fixture->ledger, fixture->usd->id, "daily", one, NULL));
  g_assert_true (aeq_calibration_put (fixture->ledger, fixture->usd->id, "daily", two, NULL));
  found = aeq_calibration_get (fixture->ledger, fixture->usd->id, "daily", NULL);
  g_assert_true (g_bytes_equal (found, two));
  g_assert_true (aeq_calibration_put (fixture->ledger, fixture->usd->id, "daily", NULL, NULL));
  g_assert_null (aeq_calibration_get (fixture->ledger, fixture->usd->id, "daily", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/model/promote-and-rollback", test_promote_and_rollback);
  ledger_test_add ("/ledger/model/unknown-version", test_unknown_version_leaves_the_current);
  ledger_test_add ("/ledger/model/never-overwritten", test_a_version_is_never_overwritten);
  ledger_test_add ("/ledger/forecast/stored-once", test_the_same_forecast_is_stored_once);
  ledger_test_add ("/ledger/forecast/all-or-nothing", test_a_bad_target_stores_nothing);
  ledger_test_add ("/ledger/forecast/scored-once", test_due_targets_are_scored_once);
  ledger_test_add ("/ledger/forecast/course-scored-once", test_a_course_is_scored_once);
  ledger_test_add ("/ledger/course/outcome", test_an_outcome_has_what_was_said_before_its_calibration);
  ledger_test_add ("/ledger/calibration/replaced", test_calibration_is_replaced);
  return aeq_test_run_on_store ();
}
