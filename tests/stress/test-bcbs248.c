/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-bcbs248.h"
#include "aeq-error.h"
#include "aeq-path.h"

#define MAX_DAYS 31

/* A month of UTC days on which each test books what it needs. */
typedef struct
{
  AeqBcbsInput    input;
  AeqBcbsDayInput days[MAX_DAYS];
  GArray         *flows[MAX_DAYS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer n_days)
{
  AeqDate first = aeq_date_from_ymd (2026, 6, 1);

  fixture->input = (AeqBcbsInput) { .zone = aeq_zone_utc (), .n_legs = 1, .days = fixture->days,
                                    .n_days = (guint) GPOINTER_TO_INT (n_days), .as_of = G_MAXINT64 };
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      fixture->days[i] = (AeqBcbsDayInput) { .date = first + (AeqDate) i };
      aeq_zone_day_bounds (aeq_zone_utc (), first + (AeqDate) i, &fixture->days[i].start, &fixture->days[i].end);
      fixture->days[i].from = fixture->days[i].start;
      fixture->flows[i] = g_array_new (FALSE, FALSE, sizeof (AeqBcbsFlow));
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < MAX_DAYS; i++)
    g_array_unref (fixture->flows[i]);
}

static AeqInstant
clock_time (const Fixture *fixture, guint day, int hour, int minute)
{
  return fixture->days[day].start + hour * AEQ_HOUR + minute * AEQ_MINUTE;
}

static void
book (Fixture *fixture, guint day, int hour, int minute, gint64 minor, guint16 leg, guint16 flags)
{
  AeqBcbsFlow flow = { clock_time (fixture, day, hour, minute), minor, leg, flags };

  g_array_append_val (fixture->flows[day], flow);
}

static AeqBcbs *
compute (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AeqBcbs *report;

  for (guint i = 0; i < MAX_DAYS; i++)
    {
      fixture->days[i].flows = (const AeqBcbsFlow *) (gpointer) fixture->flows[i]->data;
      fixture->days[i].n_flows = fixture->flows[i]->len;
    }
  report = aeq_bcbs_compute (&fixture->input, &error);
  g_assert_no_error (error);
  return report;
}

static void
book_vector (Fixture *fixture, guint day)
{
  book (fixture, day, 9, 0, 100, 0, 0);
  book (fixture, day, 9, 10, -160, 0, 0);
  book (fixture, day, 11, 0, 30, 0, 0);
  book (fixture, day, 12, 0, -50, 0, 0);
  book (fixture, day, 16, 0, 90, 0, 0);
}

/* The slot that ends at @hour:@minute. */
static double
throughput_by (const AeqBcbs *report, int hour, int minute)
{
  return report->throughput[(hour * 60 + minute) / 15 - 1];
}

static void
test_vector (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;
  g_autofree char *by_ten = NULL;

  book_vector (fixture, 0);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].reported.usage, ==, 80);
  g_assert_cmpint (report->days[0].reported.usage_at, ==, clock_time (fixture, 0, 12, 0));
  g_assert_cmpint (report->days[0].reported.surplus, ==, 100);
  g_assert_cmpint (report->days[0].reported.surplus_at, ==, clock_time (fixture, 0, 9, 0));
  g_assert_cmpint (report->days[0].sent, ==, 210);
  g_assert_cmpint (report->days[0].received, ==, 220);
  by_ten = g_strdup_printf ("%.2f", throughput_by (report, 10, 0));
  g_assert_cmpstr (by_ten, ==, "76.19");
  g_assert_cmpfloat (throughput_by (report, 9, 0), ==, 0);
  g_assert_cmpfloat (throughput_by (report, 13, 0), ==, 100);
  g_assert_cmpfloat (throughput_by (report, 24, 0), ==, 100);
}

/* P = 100, -60, -30, -80, 10. */
static void
test_path_of_the_vector (void)
{
  static const gint64 FLOWS[] = { 100, -160, 30, -50, 90 };
  static const gint64 POSITIONS[] = { 100, -60, -30, -80, 10 };
  AeqPath path = AEQ_PATH_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (FLOWS); i++)
    {
      g_assert_true (aeq_path_step (&path, i, FLOWS[i]));
      g_assert_cmpint (path.position, ==, POSITIONS[i]);
    }
  g_assert_cmpint (aeq_path_usage (&path), ==, 80);
  g_assert_cmpint (path.lowest_at, ==, 3);
  g_assert_cmpint (aeq_path_surplus (&path), ==, 100);
  g_assert_cmpint (path.highest_at, ==, 0);
}

static void
test_days_without_usage_count_as_zero (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  book_vector (fixture, 1);
  book (fixture, 3, 10, 0, -30, 0, 0);
  report = compute (fixture);
  g_assert_cmpuint (report->usage.n_days, ==, 10);
  g_assert_cmpint (report->usage.average, ==, 11);
  g_assert_cmpuint (report->usage.n, ==, 3);
  g_assert_cmpuint (report->usage.day[0], ==, 1);
  g_assert_cmpuint (report->usage.day[1], ==, 3);
  g_assert_cmpint (report->usage.minor[2], ==, 0);
  g_assert_cmpint (report->surplus.average, ==, 10);
  g_assert_cmpint (report->sent.average, ==, 24);
  g_assert_cmpuint (report->n_sent_days, ==, 2);
}

/* Netted as reported; the variant beside pays first. */
static void
test_ties_are_netted (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  book (fixture, 0, 9, 0, 70, 0, 0);
  book (fixture, 0, 9, 0, -50, 0, 0);
  book (fixture, 0, 9, 0, -60, 0, 0);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].reported.usage, ==, 40);
  g_assert_cmpint (report->days[0].worst.usage, ==, 110);
  g_assert_cmpint (report->days[0].reported.surplus, ==, 0);
}

static void
test_what_has_no_time_is_paid_first_at_worst (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  book (fixture, 0, 9, 0, -20, 0, 0);
  book (fixture, 0, 12, 0, 500, 0, AEQ_BCBS_DAY_ONLY);
  book (fixture, 0, 12, 0, -300, 0, AEQ_BCBS_DAY_ONLY);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].reported.usage, ==, 20);
  g_assert_cmpint (report->days[0].worst.usage, ==, 320);
  g_assert_cmpint (report->days[0].worst.surplus, ==, 180);
  g_assert_cmpint (report->days[0].worst.surplus_at, ==, fixture->days[0].end);
  g_assert_cmpuint (report->days[0].n_day_only, ==, 2);
}

static void
test_accounts_that_do_not_net_are_added (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  fixture->input.n_legs = 2;
  book (fixture, 0, 9, 0, -100, 0, 0);
  book (fixture, 0, 9, 0, 100, 1, 0);
  book (fixture, 0, 10, 0, -130, 1, 0);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].reported.usage, ==, 130);
  g_assert_cmpint (report->days[0].reported.usage_at, ==, clock_time (fixture, 0, 9, 0));
  g_assert_cmpint (report->days[0].reported.surplus, ==, 100);
  g_assert_cmpint (report->days[0].sent, ==, 230);
}

static void
test_sources_that_are_not_known_are_not_zero (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  for (guint i = 2; i < 6; i++)
    {
      fixture->days[i].available.known = TRUE;
      fixture->days[i].available.minor[AEQ_BCBS_BALANCE] = 1000 - (gint64) i * 100;
      fixture->days[i].available.minor[AEQ_BCBS_CREDIT_LINES] = 500;
      fixture->days[i].available.lines_committed = 300;
    }
  report = compute (fixture);
  g_assert_cmpuint (report->available.n_days, ==, 4);
  g_assert_cmpint (report->available.minor[0], ==, 1000);
  g_assert_cmpuint (report->available.day[0], ==, 5);
  g_assert_cmpint (report->available.minor[1], ==, 1100);
  g_assert_cmpint (report->available.average, ==, 1150);
  g_assert_cmpint (report->sources[AEQ_BCBS_BALANCE].average, ==, 650);
  g_assert_cmpint (report->sources[AEQ_BCBS_CREDIT_LINES].average, ==, 500);
  g_assert_cmpint (report->lines_committed.average, ==, 300);
}

static void
test_obligations (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;
  const AeqBcbsObligation obligations[] = {
    { clock_time (fixture, 0, 9, 0), clock_time (fixture, 0, 9, 0), 100, 100 },      /* on the stroke is on time */
    { clock_time (fixture, 0, 10, 0), clock_time (fixture, 1, 8, 0), 40, 40 },       /* a day late */
    { clock_time (fixture, 1, 9, 0), AEQ_INSTANT_NONE, 70, 30 },                     /* paid in part: missed */
    { clock_time (fixture, 9, 23, 0), AEQ_INSTANT_NONE, 5, 0 },                      /* not due yet */
    { clock_time (fixture, 0, 1, 0) - 24 * AEQ_HOUR, AEQ_INSTANT_NONE, 9, 0 },       /* of the month before */
  };

  fixture->input.obligations = obligations;
  fixture->input.n_obligations = G_N_ELEMENTS (obligations);
  fixture->input.as_of = clock_time (fixture, 5, 0, 0);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].settled, ==, 100);
  g_assert_cmpint (report->days[1].settled, ==, 40);
  g_assert_cmpint (report->total_settled, ==, 140);
  g_assert_cmpint (report->settled.average, ==, 14);
  g_assert_cmpuint (report->late, ==, 1);
  g_assert_cmpint (report->late_minor, ==, 40);
  g_assert_cmpuint (report->missed, ==, 1);
  g_assert_cmpint (report->missed_minor, ==, 70);
  g_assert_cmpuint (report->days[0].late, ==, 1);
  g_assert_cmpint (aeq_bcbs_settlement (&obligations[3], fixture->input.as_of), ==, AEQ_BCBS_OPEN);
}

static void
test_customers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;
  const AeqBcbsLine lines[] = {
    { "Ash", 10, FALSE, TRUE, FALSE, 0 }, { "Birch", 30, TRUE, FALSE, TRUE, 12 },
    { "Cedar", 20, FALSE, FALSE, FALSE, 0 }, { "Alder", 20, FALSE, FALSE, FALSE, 0 },
  };

  fixture->input.lines = lines;
  fixture->input.n_lines = G_N_ELEMENTS (lines);
  book (fixture, 0, 9, 0, -25, 0, AEQ_BCBS_CUSTOMER);
  book (fixture, 0, 9, 5, 25, 0, AEQ_BCBS_CUSTOMER);
  book (fixture, 0, 9, 10, -5, 0, 0);
  report = compute (fixture);
  g_assert_cmpint (report->customer.minor[0], ==, 25);
  g_assert_cmpint (report->customer.average, ==, 2); /* 2.5, half even */
  g_assert_cmpuint (report->n_lines, ==, 3);
  g_assert_cmpstr (report->lines[0].customer, ==, "Birch");
  g_assert_cmpint (report->lines[0].peak_use, ==, 12);
  g_assert_cmpstr (report->lines[1].customer, ==, "Alder");
}

static void
test_empty_month (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  fixture->input.n_days = 0;
  report = compute (fixture);
  g_assert_cmpuint (report->usage.n, ==, 0);
  g_assert_cmpuint (report->usage.n_days, ==, 0);
  g_assert_true (isnan (report->throughput[0]));
}

static void
test_one_day (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  book_vector (fixture, 0);
  report = compute (fixture);
  g_assert_cmpuint (report->usage.n, ==, 1);
  g_assert_cmpint (report->usage.minor[0], ==, 80);
  g_assert_cmpint (report->usage.average, ==, 80);
}

/* Throughput goes by the clock on the wall: noon is noon on a day of 23 and on one of 25 hours. */
static void
check_clock_day (const char *date, int hours)
{
  const AeqZone *zone = aeq_zone_get ("America/New_York", NULL);
  AeqBcbsDayInput day = { 0 };
  AeqBcbsInput input = { .zone = zone, .n_legs = 1, .days = &day, .n_days = 1 };
  AeqBcbsFlow flows[2] = { { .minor = -60 }, { .minor = -40 } };
  g_autoptr(AeqBcbs) report = NULL;

  g_assert_true (aeq_date_parse_iso (date, -1, &day.date));
  aeq_zone_day_bounds (zone, day.date, &day.start, &day.end);
  g_assert_cmpint (day.end - day.start, ==, hours * AEQ_HOUR);
  day.from = day.start;
  flows[0].at = aeq_zone_from_local (zone, day.date, 12 * AEQ_HOUR - AEQ_SECOND);
  flows[1].at = aeq_zone_from_local (zone, day.date, 23 * AEQ_HOUR + 50 * AEQ_MINUTE);
  day.flows = flows;
  day.n_flows = 2;
  report = aeq_bcbs_compute (&input, NULL);
  g_assert_cmpfloat (throughput_by (report, 11, 45), ==, 0);
  g_assert_cmpfloat (throughput_by (report, 12, 0), ==, 60);
  g_assert_cmpfloat (throughput_by (report, 23, 45), ==, 60);
  g_assert_cmpfloat (throughput_by (report, 24, 0), ==, 100);
}

static void
test_days_of_23_and_25_hours (void)
{
  check_clock_day ("2026-03-08", 23);
  check_clock_day ("2026-11-01", 25);
}

static void
test_closed_days_count_on_the_next (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbs) report = NULL;

  fixture->days[0].from -= 48 * AEQ_HOUR;
  book (fixture, 0, -30, 0, -45, 0, 0);
  book (fixture, 0, 9, 0, -5, 0, 0);
  report = compute (fixture);
  g_assert_cmpint (report->days[0].reported.usage, ==, 50);
  g_assert_cmpuint (report->days[0].n_closed, ==, 1);
  g_assert_cmpfloat (throughput_by (report, 0, 15), ==, 90);
}

static void
test_sums_out_of_range_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBcbs) report = NULL;

  book (fixture, 0, 9, 0, -G_MAXINT64, 0, 0);
  book (fixture, 0, 9, 1, -1, 0, 0);
  fixture->days[0].flows = (const AeqBcbsFlow *) (gpointer) fixture->flows[0]->data;
  fixture->days[0].n_flows = 2;
  report = aeq_bcbs_compute (&fixture->input, &error);
  g_assert_null (report);
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

#define stress_add(path, n_days, func) g_test_add (path, Fixture, GINT_TO_POINTER (n_days), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stress_add ("/bcbs248/the-test-vector-digit-for-digit", 1, test_vector);
  g_test_add_func ("/bcbs248/path-of-the-test-vector", test_path_of_the_vector);
  stress_add ("/bcbs248/days-without-usage-count-as-zero", 10, test_days_without_usage_count_as_zero);
  stress_add ("/bcbs248/ties-are-netted", 1, test_ties_are_netted);
  stress_add ("/bcbs248/what-has-no-time-is-paid-first-at-worst", 1, test_what_has_no_time_is_paid_first_at_worst);
  stress_add ("/bcbs248/accounts-that-do-not-net-are-added", 1, test_accounts_that_do_not_net_are_added);
  stress_add ("/bcbs248/sources-that-are-not-known-are-not-zero", 10, test_sources_that_are_not_known_are_not_zero);
  stress_add ("/bcbs248/obligations-on-time-late-missed-and-open", 10, test_obligations);
  stress_add ("/bcbs248/customers", 10, test_customers);
  stress_add ("/bcbs248/an-empty-month-has-no-figures", 0, test_empty_month);
  stress_add ("/bcbs248/one-day-is-its-own-average", 1, test_one_day);
  g_test_add_func ("/bcbs248/throughput-goes-by-the-wall-clock", test_days_of_23_and_25_hours);
  stress_add ("/bcbs248/closed-days-count-on-the-next", 1, test_closed_days_count_on_the_next);
  stress_add ("/bcbs248/sums-out-of-range-are-refused", 1, test_sums_out_of_range_are_refused);
  return g_test_run ();
}
