/* SPDX-License-Identifier: MIT */
#include "aeq-bucket.h"
#include "aeq-error.h"

static void
make_buckets (AeqBuckets *buckets, const char *zone_name, const char *text, guint minutes)
{
  g_autoptr(GError) error = NULL;
  const AeqZone *zone = aeq_zone_get (zone_name, &error);
  AeqDate date;

  g_assert_no_error (error);
  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  g_assert_true (aeq_buckets_init (buckets, zone, date, minutes, &error));
  g_assert_no_error (error);
}

static void
assert_count (const char *zone, const char *date, guint minutes, guint count)
{
  AeqBuckets buckets;

  make_buckets (&buckets, zone, date, minutes);
  g_assert_cmpuint (buckets.count, ==, count);
  for (guint i = 0; i < count; i++)
    {
      AeqInstant start = aeq_buckets_start (&buckets, i), end = aeq_buckets_start (&buckets, i + 1);

      g_assert_cmpint (start, <, end);
      g_assert_cmpint (aeq_buckets_index (&buckets, start), ==, (int) i);
      g_assert_cmpint (aeq_buckets_index (&buckets, end - 1), ==, (int) i);
    }
  g_assert_cmpint (aeq_buckets_start (&buckets, count), ==, buckets.end);
  g_assert_cmpint (aeq_buckets_index (&buckets, buckets.end), ==, -1);
  g_assert_cmpint (aeq_buckets_index (&buckets, buckets.start - 1), ==, -1);
}

static void
test_days_of_all_lengths (void)
{
  assert_count ("America/New_York", "2026-07-01", 15, 96);
  assert_count ("America/New_York", "2026-07-01", 60, 24);
  assert_count ("America/New_York", "2026-03-08", 30, 46);
  assert_count ("America/New_York", "2026-11-01", 30, 50);
  assert_count ("America/New_York", "2026-11-01", 15, 100);
  assert_count ("Australia/Lord_Howe", "2026-10-04", 60, 24); /* 23.5 hours: the last is half as long */
}

static void
test_other_sizes_are_refused (void)
{
  g_autoptr(GError) error = NULL;
  AeqBuckets buckets;

  g_assert_false (aeq_buckets_init (&buckets, aeq_zone_utc (), 0, 20, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bucket/days-of-all-lengths", test_days_of_all_lengths);
  g_test_add_func ("/bucket/other-sizes-are-refused", test_other_sizes_are_refused);
  return g_test_run ();
}
