/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-desk-lateness.h"

#define ROW "DESK-USD,%s,%s,%s,%d.00,USD,payment,%s,%s,,,%s\n"

/* One expectation a day at ten o'clock, @n days back from yesterday; it comes @minutes later, or not at all when that is negative. */
static void
add_past (GString *text, const char *counterparty, guint first, guint n, int minutes)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *reference = g_strdup_printf ("%s-%u", counterparty, i);
      AeqInstant due = aeq_zone_from_local (aeq_zone_utc (), today - 1 - (AeqDate) i, 10 * AEQ_HOUR);
      char expected[AEQ_INSTANT_TEXT_SIZE];
      char actual[AEQ_INSTANT_TEXT_SIZE];
      char day[AEQ_DATE_TEXT_SIZE];
      int amount = 1000 + (int) i;

      aeq_date_format (today - 1 - (AeqDate) i, day);
      aeq_instant_format (due, expected);
      g_string_append_printf (text, ROW, expected, day, day, amount, counterparty, reference, "expected");
      if (minutes < 0)
        continue;
      aeq_instant_format (due + minutes * AEQ_MINUTE, actual);
      g_string_append_printf (text, ROW, actual, day, day, amount, counterparty, reference, "actual");
    }
}

static AeqKnownFlow
told (JobsFixture *fixture, const char *counterparty)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqLateness) lateness = aeq_lateness_load (fixture->ledger, account, aeq_zone_date (aeq_zone_utc (), fixture->ledger->now),
                                                       &error);
  AeqKnownFlow flow = { .probability = 1 };

  g_assert_no_error (error);
  aeq_lateness_apply (lateness, counterparty, 30, &flow);
  return flow;
}

static void
import_habits (JobsFixture *fixture)
{
  g_autoptr(GString) text = g_string_new (JOBS_HEADER);

  add_past (text, "Punctual", 0, 40, 5);
  add_past (text, "Slow", 0, 40, 95);
  add_past (text, "Broken", 0, 20, 0);
  add_past (text, "Broken", 20, 20, -1);
  jobs_import_good (fixture, text->str);
}

static void
test_each_counterparty_has_its_habit (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqKnownFlow punctual, slow, broken;

  import_habits (fixture);
  punctual = told (fixture, "Punctual");
  slow = told (fixture, "Slow");
  broken = told (fixture, "Broken");
  g_assert_cmpfloat (punctual.p_late, <, .1);
  g_assert_cmpfloat (punctual.probability, >, .95);
  g_assert_cmpfloat (slow.p_late, >, .8);
  g_assert_cmpuint (slow.late_buckets, ==, 4); /* 95 minutes in buckets of 30 */
  g_assert_cmpfloat_with_epsilon (broken.probability, .5, .1);
}

/* Nobody knows this one: it is taken as the account's average; and without any history as certain and punctual. */
static void
test_the_unknown_are_as_the_account_is (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (30);
  AeqKnownFlow unknown;

  jobs_import_good (fixture, season);
  unknown = told (fixture, "Newcomer");
  g_assert_true (unknown.probability == 1);
  g_assert_true (unknown.p_late == 0);
  import_habits (fixture);
  unknown = told (fixture, "Newcomer");
  g_assert_cmpfloat_with_epsilon (unknown.probability, 100.0 / 120, .02);
  g_assert_cmpfloat_with_epsilon (unknown.p_late, 40.0 / 100, .05);
  g_assert_true (told (fixture, NULL).p_late == unknown.p_late);
}

/* What comes after the ledger's now is not known at it. */
static void
test_later_arrivals_are_not_seen (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqKnownFlow before;
  AeqKnownFlow after;

  import_habits (fixture);
  before = told (fixture, "Broken");
  jobs_clock (fixture, "2026-03-05T12:00:00Z");
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-04T10:00:00Z,2026-03-04,2026-03-04,1020.00,USD,payment,Broken,Broken-20,,,actual\n");
  jobs_clock (fixture, JOBS_NOW);
  after = told (fixture, "Broken");
  g_assert_true (before.probability == after.probability);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/lateness/habits", test_each_counterparty_has_its_habit);
  jobs_test_add ("/jobs/lateness/unknown", test_the_unknown_are_as_the_account_is);
  jobs_test_add ("/jobs/lateness/no-future", test_later_arrivals_are_not_seen);
  return aeq_test_run_on_store ();
}
