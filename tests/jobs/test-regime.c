/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-regime.h"

/* Four years of a calm VIX that leaps to 60 for the last @panic days before JOBS_NOW. */
static char *
write_market (JobsFixture *fixture, int panic)
{
  g_autoptr(GString) text = g_string_new ("date,series,value\n");
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (int i = 1400; i > 0; i--)
    {
      char day[AEQ_DATE_TEXT_SIZE];
      int wobble = (i * 7919) % 100;

      aeq_date_format (today - i, day);
      g_string_append_printf (text, "%s,VIXCLS,%d.%02d\n", day, i <= panic ? 60 : 14 + wobble % 3, wobble);
      g_string_append_printf (text, "%s,BAA10Y,%d.%02d\n", day, i <= panic ? 5 : 2, wobble % 30);
    }
  return aeq_test_write (fixture->folder, "market.csv", text->str, -1);
}

static AeqIndicatorsResult
import_market (JobsFixture *fixture, int panic)
{
  g_autofree char *path = write_market (fixture, panic);
  g_autoptr(GError) error = NULL;
  AeqIndicatorsResult result;

  aeq_job_indicators_import (fixture->ledger, path, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

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
  import_market (fixture, 0);
  g_assert_cmpint (reading_now (fixture).state, ==, AEQ_REGIME_STEADY);
}

static void
test_a_panic_is_a_crisis (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  import_market (fixture, 12);
  g_assert_cmpint (reading_now (fixture).state, ==, AEQ_REGIME_CRISIS);
}

static void
test_a_repeat_adds_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqIndicatorsResult first = import_market (fixture, 0);
  AeqIndicatorsResult again = import_market (fixture, 0);

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
  return g_test_run ();
}
