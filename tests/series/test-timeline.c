/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-test.h"
#include "aeq-timeline.h"

static AeqTimeline *
business_days (AeqDate from, AeqDate to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("us_fedwire", &error);
  AeqTimeline *timeline;

  g_assert_no_error (error);
  timeline = aeq_timeline_new_business (calendar, from, to, 0, NULL, 0, &error);
  g_assert_no_error (error);
  return timeline;
}

static const AeqDayFacts *
facts_of (const AeqTimeline *timeline, int year, int month, int day)
{
  AeqDate date = aeq_date_from_ymd (year, month, day);
  int row = aeq_timeline_find (timeline, date);

  g_assert_cmpint (row, >=, 0);
  g_assert_cmpint (timeline->facts[row].date, ==, date);
  return &timeline->facts[row];
}

static void
test_business_days_of_the_month (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 7, 10), aeq_date_from_ymd (2024, 9, 12));

  /* July 2024: the 4th is a holiday, so the 10th is the 7th business day although the table begins there. */
  g_assert_cmpint (facts_of (timeline, 2024, 7, 10)->business_day, ==, 6);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 31)->business_day_end, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 9, 12)->business_day_end, ==, 12);
  g_assert_cmpint (facts_of (timeline, 2024, 9, 3)->business_day, ==, 0); /* after Labor Day */
  g_assert_cmpint (facts_of (timeline, 2024, 8, 21)->nth_weekday, ==, 2);
}

static void
test_events_move_to_the_next_open_day (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 5, 1), aeq_date_from_ymd (2024, 7, 5));

  /* 15 June 2024 is a Saturday: the tax is paid on Monday the 17th. */
  g_assert_cmpint (facts_of (timeline, 2024, 6, 17)->to_tax, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 14)->to_tax, ==, -1);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 18)->to_tax, ==, 1);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 17)->to_fifteenth, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 28)->to_quarter_end, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 3)->to_third, ==, 0);
}

static void
test_dues_move_to_either_side (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 5, 1), aeq_date_from_ymd (2024, 9, 13));

  /* 30 June and 31 August 2024 are at a weekend: what matures then settles on the Monday after it, or after Labor Day. */
  g_assert_cmpint (facts_of (timeline, 2024, 7, 1)->to_month_end, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 6, 28)->to_month_end, ==, -1);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 31)->to_month_end, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 9, 3)->to_month_end, ==, 0);
  /* 1 June is a Saturday, 1 September a Sunday before Labor Day: paid on the Friday before. */
  g_assert_cmpint (facts_of (timeline, 2024, 5, 31)->to_first_due, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 8, 30)->to_first_due, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 1)->to_first_due, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 8, 2)->to_third_due, ==, 0);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 3)->to_third_due, ==, 0);
}

static void
test_holidays_are_near (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 6, 1), aeq_date_from_ymd (2024, 8, 1));

  g_assert_cmpint (facts_of (timeline, 2024, 7, 3)->holiday_after, ==, 1);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 5)->holiday_before, ==, 1);
  g_assert_cmpint (facts_of (timeline, 2024, 7, 3)->gap_after, ==, 2);
}

static void
test_own_recurring_dates (void)
{
  const AeqRecurring payday = { AEQ_EVERY_MONTH, 31 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("weekdays", &error);
  g_autoptr(AeqTimeline) timeline = aeq_timeline_new_business (calendar, aeq_date_from_ymd (2024, 1, 1),
                                                               aeq_date_from_ymd (2024, 4, 30), 5, &payday, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (facts_of (timeline, 2024, 2, 29)->to_custom, ==, 0); /* the 31st of a short month */
  g_assert_cmpint (facts_of (timeline, 2024, 4, 1)->to_custom, ==, 0);  /* 31 March is a Sunday */
}

static void
test_months_before (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 1, 1), aeq_date_from_ymd (2024, 6, 28));
  int june_end = aeq_timeline_find (timeline, aeq_date_from_ymd (2024, 6, 28));
  int may_end = aeq_timeline_months_before (timeline, june_end, 1, TRUE);

  g_assert_cmpint (timeline->facts[may_end].date, ==, aeq_date_from_ymd (2024, 5, 31));
  g_assert_cmpint (aeq_timeline_months_before (timeline, june_end, 12, TRUE), ==, -1);
}

static void
test_phases_step_over_holidays (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (aeq_date_from_ymd (2024, 5, 1), aeq_date_from_ymd (2024, 6, 10));
  int monday = aeq_timeline_find (timeline, aeq_date_from_ymd (2024, 6, 3));

  /* Memorial Day, 27 May, has no row: the Monday before it is the 20th. */
  g_assert_cmpint (timeline->facts[timeline->before[monday]].date, ==, aeq_date_from_ymd (2024, 5, 20));
}

static void
test_bad_dates_are_refused (void)
{
  const AeqDate twice[] = { 10, 11, 11 };
  const AeqDate far_apart[] = { 10, 300000 };
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_timeline_new (twice, 3, NULL, 0, NULL, 0, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aeq_timeline_new (twice, 0, NULL, 0, NULL, 0, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aeq_timeline_new (far_apart, 2, NULL, 0, NULL, 0, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT);
}

static void
test_one_day_is_a_timeline (void)
{
  const AeqDate one[] = { 19000 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTimeline) timeline = aeq_timeline_new (one, 1, NULL, 0, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (timeline->n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/timeline/business-days", test_business_days_of_the_month);
  g_test_add_func ("/series/timeline/events-move", test_events_move_to_the_next_open_day);
  g_test_add_func ("/series/timeline/dues", test_dues_move_to_either_side);
  g_test_add_func ("/series/timeline/holidays", test_holidays_are_near);
  g_test_add_func ("/series/timeline/own-dates", test_own_recurring_dates);
  g_test_add_func ("/series/timeline/months-before", test_months_before);
  g_test_add_func ("/series/timeline/phases", test_phases_step_over_holidays);
  g_test_add_func ("/series/timeline/bad-dates", test_bad_dates_are_refused);
  g_test_add_func ("/series/timeline/one-day", test_one_day_is_a_timeline);
  return g_test_run ();
}
