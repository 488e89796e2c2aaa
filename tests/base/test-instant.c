/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-instant.h"

static const AeqZone *
zone (const char *name)
{
  g_autoptr(GError) error = NULL;
  const AeqZone *found = aeq_zone_get (name, &error);

  g_assert_no_error (error);
  return found;
}

static AeqInstant
at (const char *text)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (text, -1, &instant));
  return instant;
}

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

static void
assert_instant (AeqInstant instant, const char *expected)
{
  char buffer[AEQ_INSTANT_TEXT_SIZE];

  g_assert_cmpstr (aeq_instant_format (instant, buffer), ==, expected);
}

static void
test_text_round_trips (void)
{
  assert_instant (at ("1970-01-01T00:00:00Z"), "1970-01-01T00:00:00Z");
  g_assert_cmpint (at ("1970-01-01T00:00:01.5Z"), ==, 1500000);
  assert_instant (at ("2026-01-28T09:54:34.697081436Z"), "2026-01-28T09:54:34.697081Z");
  assert_instant (at ("2026-11-20T14:05:00.250+05:30"), "2026-11-20T08:35:00.25Z");
  assert_instant (at ("2026-11-20t01:00:00-10:00"), "2026-11-20T11:00:00Z");
  assert_instant (at ("1969-12-31T23:59:59.999999Z"), "1969-12-31T23:59:59.999999Z");
  assert_instant (at ("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
  assert_instant (at ("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
  assert_instant (AEQ_INSTANT_NONE, "");
}

static void
test_bad_text_is_refused (void)
{
  static const char *const BAD[] = {
    "",
    "2026-11-20",
    "2026-11-20T14:05:00",
    "2026-11-20T14:05Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T14:60:00Z",
    "2026-11-20T14:05:61Z",
    "2026-02-30T14:05:00Z",
    "2026-11-20T14:05:00.Z",
    "2026-11-20T14:05:00.1234567890Z",
    "2026-11-20T14:05:00+0530",
    "2026-11-20T14:05:00+24:00",
    "2026-11-20T14:05:00Zulu",
    "2026-11-20T14:05:00.5",
    "2026-11-20T14:05:00.5+1",
  };
  AeqInstant instant;

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    if (aeq_instant_parse (BAD[i], -1, &instant))
      g_error ("“%s” was read as an instant", BAD[i]);
}

static void
assert_hours (const char *name, const char *date, double hours)
{
  AeqInstant start, end;

  aeq_zone_day_bounds (zone (name), day (date), &start, &end);
  g_assert_cmpfloat ((end - start) / (double) AEQ_HOUR, ==, hours);
  g_assert_cmpint (aeq_zone_date (zone (name), start), ==, day (date));
  g_assert_cmpint (aeq_zone_date (zone (name), start - 1), <, day (date));
  g_assert_cmpint (aeq_zone_date (zone (name), end - 1), ==, day (date));
}

static void
test_days_of_23_and_25_hours (void)
{
  assert_hours ("America/New_York", "2026-03-08", 23);
  assert_hours ("America/New_York", "2026-11-01", 25);
  assert_hours ("America/New_York", "2026-07-01", 24);
  assert_hours ("Europe/London", "2026-03-29", 23);
  assert_hours ("Europe/London", "2026-10-25", 25);
  assert_hours ("Asia/Tokyo", "2026-03-29", 24);
  assert_hours ("Australia/Lord_Howe", "2026-04-05", 24.5);
  assert_hours ("Australia/Lord_Howe", "2026-10-04", 23.5);
  assert_hours ("America/Sao_Paulo", "2018-11-04", 23); /* midnight is skipped */
  assert_hours ("America/Sao_Paulo", "2018-02-17", 25); /* 23:00 comes twice */
}

static void
test_a_day_that_never_was (void)
{
  AeqInstant start, end;

  aeq_zone_day_bounds (zone ("Pacific/Apia"), day ("2011-12-30"), &start, &end);
  g_assert_cmpint (start, ==, end);
  assert_instant (start, "2011-12-30T10:00:00Z");
}

static void
test_gap_moves_forward (void)
{
  const AeqZone *ny = zone ("America/New_York");

  assert_instant (aeq_zone_from_local (ny, day ("2026-03-08"), 2 * AEQ_HOUR - 1), "2026-03-08T06:59:59.999999Z");
  assert_instant (aeq_zone_from_local (ny, day ("2026-03-08"), 2 * AEQ_HOUR), "2026-03-08T07:00:00Z");
  assert_instant (aeq_zone_from_local (ny, day ("2026-03-08"), 2 * AEQ_HOUR + 30 * AEQ_MINUTE), "2026-03-08T07:30:00Z");
  assert_instant (aeq_zone_from_local (ny, day ("2026-03-08"), 3 * AEQ_HOUR), "2026-03-08T07:00:00Z");
}

static void
test_overlap_takes_the_first (void)
{
  const AeqZone *ny = zone ("America/New_York");
  gint64 time_of_day;
  AeqDate date;

  assert_instant (aeq_zone_from_local (ny, day ("2026-11-01"), AEQ_HOUR + 30 * AEQ_MINUTE), "2026-11-01T05:30:00Z");
  assert_instant (aeq_zone_from_local (ny, day ("2026-11-01"), 2 * AEQ_HOUR), "2026-11-01T07:00:00Z");
  aeq_zone_to_local (ny, at ("2026-11-01T05:30:00Z"), &date, &time_of_day);
  g_assert_cmpint (time_of_day, ==, AEQ_HOUR + 30 * AEQ_MINUTE);
  aeq_zone_to_local (ny, at ("2026-11-01T06:30:00Z"), &date, &time_of_day);
  g_assert_cmpint (time_of_day, ==, AEQ_HOUR + 30 * AEQ_MINUTE);
}

static void
test_local_text_has_the_offset (void)
{
  char buffer[AEQ_INSTANT_TEXT_SIZE];

  g_assert_cmpstr (aeq_zone_format (zone ("America/New_York"), at ("2026-11-20T19:05:00Z"), buffer), ==,
                   "2026-11-20T14:05:00-05:00");
  g_assert_cmpstr (aeq_zone_format (zone ("Asia/Kolkata"), at ("2026-11-20T19:05:00.5Z"), buffer), ==,
                   "2026-11-21T00:35:00.5+05:30");
  g_assert_true (aeq_zone_get ("UTC", NULL) == aeq_zone_utc ()); /* zones are compared by their address */
  g_assert_cmpstr (aeq_zone_format (aeq_zone_utc (), at ("2026-11-20T19:05:00Z"), buffer), ==, "2026-11-20T19:05:00Z");
  g_assert_cmpstr (aeq_zone_format (zone ("Europe/Amsterdam"), AEQ_INSTANT_NONE, buffer), ==, "");
  g_assert_cmpint (at (aeq_zone_format (zone ("America/New_York"), at ("1880-01-01T00:00:00Z"), buffer)), ==,
                   at ("1880-01-01T00:00:00Z"));
}

static void
test_agrees_with_gtimezone (void)
{
  static const char *const NAMES[] = {
    "America/New_York", "Europe/London", "Africa/Casablanca", "Asia/Tehran", "Pacific/Apia", "UTC",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autoptr(GTimeZone) source = g_time_zone_new_identifier (NAMES[i]);

      for (gint64 t = at ("1950-01-01T00:00:00Z"); t < at ("2037-12-01T00:00:00Z"); t += 40 * AEQ_HOUR + 7 * AEQ_MINUTE)
        {
          int interval = g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, t / AEQ_SECOND);
          gint64 wall = t + g_time_zone_get_offset (source, interval) * AEQ_SECOND;
          gint64 time_of_day;
          AeqDate date;

          aeq_zone_to_local (zone (NAMES[i]), t, &date, &time_of_day);
          g_assert_cmpint (date * 24 * AEQ_HOUR + time_of_day, ==, wall);
        }
    }
}

static void
test_unknown_zones_are_refused (void)
{
  static const char *const BAD[] = {
    "", "Nowhere/Land", "Europe", "../../etc/passwd", "/etc/passwd", "+05:00", "EST5EDT,M3.2.0,M11.1.0",
    "Europe/../Europe/London",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_zone_get (BAD[i], &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
    }
}

static gpointer
get_zones (gpointer data G_GNUC_UNUSED)
{
  const AeqZone *last = NULL;

  for (int i = 0; i < 1000; i++)
    last = zone (i % 2 == 0 ? "Europe/Paris" : "Europe/Berlin");
  return (gpointer) last;
}

static void
test_zones_are_interned_across_threads (void)
{
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zones", get_zones, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == zone ("Europe/Berlin"));
  g_assert_cmpstr (aeq_zone_get_name (zone ("Europe/Berlin")), ==, "Europe/Berlin");
}

static void
test_a_million_conversions_are_quick (void)
{
  const AeqZone *ny = zone ("America/New_York");
  AeqInstant start = at ("2000-01-01T00:00:00Z");
  gint64 began = g_get_monotonic_time ();
  gint64 time_of_day, sum = 0;
  AeqDate date;

  for (int i = 0; i < 1000000; i++)
    {
      aeq_zone_to_local (ny, start + i * 13 * AEQ_MINUTE, &date, &time_of_day);
      sum += aeq_zone_from_local (ny, date, time_of_day) / AEQ_HOUR;
    }
  g_assert_cmpint (sum, >, 0);
  g_test_minimized_result ((g_get_monotonic_time () - began) / 1e6, "a million instants there and back");
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC); /* sanitizers and neighbours included */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/text-round-trips", test_text_round_trips);
  g_test_add_func ("/instant/bad-text-is-refused", test_bad_text_is_refused);
  g_test_add_func ("/zone/days-of-23-and-25-hours", test_days_of_23_and_25_hours);
  g_test_add_func ("/zone/a-day-that-never-was", test_a_day_that_never_was);
  g_test_add_func ("/zone/gap-moves-forward", test_gap_moves_forward);
  g_test_add_func ("/zone/overlap-takes-the-first", test_overlap_takes_the_first);
  g_test_add_func ("/zone/local-text-has-the-offset", test_local_text_has_the_offset);
  g_test_add_func ("/zone/agrees-with-gtimezone", test_agrees_with_gtimezone);
  g_test_add_func ("/zone/unknown-zones-are-refused", test_unknown_zones_are_refused);
  g_test_add_func ("/zone/interned-across-threads", test_zones_are_interned_across_threads);
  g_test_add_func ("/zone/a-million-conversions-are-quick", test_a_million_conversions_are_quick);
  return g_test_run ();
}
