/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-regime.h"

static AeqRegimeReading
reading_now (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AeqRegimeReading reading;
  gboolean found = FALSE;

  aeq_job_regime_at (fixture->ledger, aeq_zone_date (aeq_zone_utc (), fixture->ledger->now), &reading, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpfloat (fabs (reading.p[0] + reading.p[1] + reading.p[2] - 1), <, 1e-9);
  return reading;
}

static void
test_calm_markets_are_steady (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_market (fixture, 0);
  g_assert_cmpint (reading_now (fixture).state, ==, AEQ_REGIME_STEADY);
}

static void
test_a_panic_is_a_crisis (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_market (fixture, 12);
  g_assert_cmpint (reading_now (fixture).state, ==, AEQ_REGIME_CRISIS);
}

static void
test_a_repeat_adds_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqIndicatorsResult first = jobs_import_market (fixture, 0);
  AeqIndicatorsResult again = jobs_import_market (fixture, 0);

  g_assert_cmpint (first.added, ==, 2800);
  g_assert_cmpint (again.added, ==, 0);
  g_assert_cmpint (again.duplicates, ==, 2800);
}

static void
test_without_market_series_there_is_no_reading (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqRegimeReading reading;
  gboolean found = TRUE;

  g_assert_true (aeq_job_regime_at (fixture->ledger, 20000, &reading, &found, &error));
  g_assert_false (found);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/regime/calm", test_calm_markets_are_steady);
  jobs_test_add ("/jobs/regime/panic", test_a_panic_is_a_crisis);
  jobs_test_add ("/jobs/regime/repeat", test_a_repeat_adds_nothing);
  jobs_test_add ("/jobs/regime/no-series", test_without_market_series_there_is_no_reading);
  return aeq_test_run_on_store ();
}
