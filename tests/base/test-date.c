/* SPDX-License-Identifier: MIT */
#include "aeq-date.h"

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

static void
test_epoch_and_weekdays (void)
{
  g_assert_cmpint (day ("1970-01-01"), ==, 0);
  g_assert_cmpint (day ("2026-11-20"), ==, 20777);
  g_assert_cmpint (aeq_date_weekday (0), ==, AEQ_THURSDAY);
  g_assert_cmpint (aeq_date_weekday (day ("2026-11-22")), ==, AEQ_SUNDAY);
  g_assert_cmpint (aeq_date_weekday (day ("1900-01-01")), ==, AEQ_MONDAY);
  g_assert_cmpint (aeq_date_weekday (-4), ==, AEQ_SUNDAY);
}

static void
test_every_day_round_trips (void)
{
  AeqDate last = aeq_date_from_ymd (9999, 12, 31);
  AeqWeekday weekday = AEQ_MONDAY; /* of 0001-01-01 */
  int year, month, day, old_year = 1, old_month = 1, old_day = 0;

  for (AeqDate date = aeq_date_from_ymd (1, 1, 1); date <= last; date++)
    {
      aeq_date_to_ymd (date, &year, &month, &day);
      if (aeq_date_from_ymd (year, month, day) != date || aeq_date_weekday (date) != weekday)
        g_error ("%04d-%02d-%02d does not round trip", year, month, day);
      g_assert_true ((year == old_year && month == old_month && day == old_day + 1) ||
                     (day == 1 && (month == old_month + 1 || (month == 1 && year == old_year + 1))));
      weekday = weekday == AEQ_SUNDAY ? AEQ_MONDAY : weekday + 1;
      old_year = year;
      old_month = month;
      old_day = day;
    }
}

static void
test_leap_years (void)
{
  g_assert_cmpint (aeq_date_days_in_month (2024, 2), ==, 29);
  g_assert_cmpint (aeq_date_days_in_month (2023, 2), ==, 28);
  g_assert_cmpint (aeq_date_days_in_month (1900, 2), ==, 28);
  g_assert_cmpint (aeq_date_days_in_month (2000, 2), ==, 29);
  g_assert_true (aeq_date_valid_ymd (2000, 2, 29));
  g_assert_false (aeq_date_valid_ymd (2100, 2, 29));
  g_assert_cmpint (aeq_date_from_ymd (2023, 2, 29), ==, AEQ_DATE_NONE);
  g_assert_cmpint (day ("2024-03-01") - day ("2024-02-28"), ==, 2);
}

static void
test_months_clamp (void)
{
  g_assert_cmpint (aeq_date_add_months (day ("2024-01-31"), 1), ==, day ("2024-02-29"));
  g_assert_cmpint (aeq_date_add_months (day ("2023-01-31"), 1), ==, day ("2023-02-28"));
  g_assert_cmpint (aeq_date_add_months (day ("2024-02-29"), 12), ==, day ("2025-02-28"));
  g_assert_cmpint (aeq_date_add_months (day ("2024-01-15"), -1), ==, day ("2023-12-15"));
  g_assert_cmpint (aeq_date_add_months (day ("2024-12-15"), 1), ==, day ("2025-01-15"));
  g_assert_cmpint (aeq_date_add_months (day ("9999-12-15"), 1), ==, AEQ_DATE_NONE);
  g_assert_cmpint (aeq_date_add_months (day ("0001-01-15"), -1), ==, AEQ_DATE_NONE);
  g_assert_cmpint (aeq_date_add_months (day ("2024-01-15"), G_MAXINT), ==, AEQ_DATE_NONE);
  g_assert_cmpint (aeq_date_month_start (day ("2024-02-29")), ==, day ("2024-02-01"));
  g_assert_cmpint (aeq_date_month_end (day ("2024-02-01")), ==, day ("2024-02-29"));
}

static void
test_text_is_strict (void)
{
  static const char *const BAD[] = {
    "",           "2024-1-01", "2024-01-1",  "2024-13-01", "2024-00-10", "2024-02-30",  "2024/01/01", "20240101",
    "2024-01-01 ", " 2024-01-01", "0000-01-01", "+024-01-01", "2024-01-0x", "２024-01-01", "24-01-01",
  };
  char buffer[AEQ_DATE_TEXT_SIZE];
  AeqDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    g_assert_false (aeq_date_parse_iso (BAD[i], -1, &date));
  g_assert_true (aeq_date_parse_iso ("2024-01-01T", 10, &date));
  g_assert_cmpstr (aeq_date_format (date, buffer), ==, "2024-01-01");
  g_assert_cmpstr (aeq_date_format (day ("0001-01-01"), buffer), ==, "0001-01-01");
  g_assert_cmpstr (aeq_date_format (day ("9999-12-31"), buffer), ==, "9999-12-31");
  g_assert_cmpstr (aeq_date_format (AEQ_DATE_NONE, buffer), ==, "");
  g_assert_cmpstr (aeq_date_format (G_MAXINT32, buffer), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/epoch-and-weekdays", test_epoch_and_weekdays);
  g_test_add_func ("/date/every-day-round-trips", test_every_day_round_trips);
  g_test_add_func ("/date/leap-years", test_leap_years);
  g_test_add_func ("/date/months-clamp", test_months_clamp);
  g_test_add_func ("/date/text-is-strict", test_text_is_strict);
  return g_test_run ();
}
