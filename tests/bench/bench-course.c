/* SPDX-License-Identifier: MIT */
/* bench-course [DAYS [SEED [LEAD]]]: walks over the last DAYS business days of the sample desk, after LEAD days that only start the record.
 * Each account is forecast at 9:00, 12:00 and 15:00 of its own zone and each day is scored when it is over. Prints how often the
 * intervals of peak usage and end of day held, raw (before the calibration by the record) and as issued. The lowest point is
 * the opening less the peak usage: its coverage is the same. */

#include <math.h>
#include <stdlib.h>

#include "aeq-error.h"
#include "aeq-forecast-course.h"
#include "aeq-job-accuracy.h"
#include "aeq-job-demo.h"
#include "aeq-job-forecast.h"
#include "aeq-job-train.h"

#define NOW "2026-03-02T22:00:00Z"
#define N_HOURS 3

static const int HOURS[N_HOURS] = { 9, 12, 15 };
static const int LOWER[4] = { 3, 2, 1, 0 };
static const int UPPER[4] = { 5, 6, 7, 8 };

typedef struct
{
  double  inside[4], width[4];
  double  n, open; /* all, and those whose 90 % interval is not a single value */
  double  inside_open[4];
  double  pinball, error, size;
} Sums;

typedef struct
{
  AeqLedger *ledger;
  AeqDate    since; /* days before it only start the record */
  Sums       raw_usage[N_HOURS + 1];
  Sums       usage[N_HOURS + 1];
  Sums       raw_end[N_HOURS + 1];
  Sums       end[N_HOURS + 1];
} Walk;

static void
fail_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-course: %s\n", error->message);
  exit (1);
}

static void
add (Sums *sums, const double *q, double y)
{
  gboolean open = q[AEQ_UPPER_90] > q[AEQ_LOWER_90];

  sums->n++;
  sums->open += open;
  sums->size += fabs (y);
  sums->error += fabs (y - q[AEQ_MEDIAN_INDEX]);
  sums->pinball += aeq_pinball_sum (q, y);
  for (int i = 0; i < 4; i++)
    {
      gboolean inside = q[LOWER[i]] <= y && y <= q[UPPER[i]];

      sums->inside[i] += inside;
      sums->inside_open[i] += inside && open;
      sums->width[i] += q[UPPER[i]] - q[LOWER[i]];
    }
}

static int
hour_of (const AeqAccount *account, AeqInstant as_of)
{
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (account->zone, as_of, &date, &time_of_day);
  for (int k = 0; k < N_HOURS; k++)
    if (time_of_day == HOURS[k] * AEQ_HOUR)
      return k;
  return 0;
}

static void
add_both (Sums *sums, int hour, const double *q, gint64 y)
{
  add (&sums[hour], q, (double) y);
  add (&sums[N_HOURS], q, (double) y);
}

static void
add_account (Walk *walk, const AeqAccount *account)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) outcomes = aeq_forecast_course_outcomes (walk->ledger, account->id, walk->since, &error);

  fail_on (error);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const AeqCourseOutcome *outcome = &g_array_index (outcomes, AeqCourseOutcome, i);
      int hour = hour_of (account, outcome->as_of);

      add_both (walk->raw_usage, hour, outcome->raw_usage, outcome->usage);
      add_both (walk->usage, hour, outcome->issued_usage, outcome->usage);
      add_both (walk->raw_end, hour, outcome->raw_end, outcome->end);
      add_both (walk->end, hour, outcome->issued_end, outcome->end);
    }
}

static void
forecast_day (Walk *walk, GPtrArray *accounts, AeqDate day)
{
  g_autoptr(GError) error = NULL;
  gint64 n;

  for (guint i = 0; i < accounts->len; i++)
    {
      AeqForecastRequest request = { .account = accounts->pdata[i], .days = 1, .bucket_minutes = 30 };

      for (int k = 0; k < N_HOURS; k++)
        {
          g_autoptr(AeqForecastResult) result = NULL;

          walk->ledger->now = aeq_zone_from_local (request.account->zone, day, HOURS[k] * AEQ_HOUR);
          result = aeq_job_forecast (walk->ledger, &request, NULL, NULL, &error);
          fail_on (error);
        }
    }
  walk->ledger->now = (day + 1) * 24 * AEQ_HOUR + 14 * AEQ_HOUR;
  aeq_job_score (walk->ledger, &n, NULL, &error);
  fail_on (error);
}

static void
print (const char *what, const Sums *sums)
{
  for (int k = 0; k <= N_HOURS; k++)
    {
      const Sums *s = &sums[k];
      g_autofree char *when = k < N_HOURS ? g_strdup_printf ("%02d:00", HOURS[k]) : g_strdup ("all");

      g_print ("%-12s %-5s n %5.0f (open %5.0f)  50/80/90/95: %.3f %.3f %.3f %.3f  open: %.3f %.3f %.3f %.3f  width90 %.3f  WAPE %.3f"
               "  WQL %.4f\n",
               what, when, s->n, s->open, s->inside[0] / s->n, s->inside[1] / s->n, s->inside[2] / s->n, s->inside[3] / s->n,
               s->inside_open[0] / s->open, s->inside_open[1] / s->open, s->inside_open[2] / s->open, s->inside_open[3] / s->open,
               s->width[2] / s->size, s->error / s->size, 2 * s->pinball / (AEQ_N_QUANTILES * s->size));
    }
}

int
main (int argc, char **argv)
{
  int days = argc > 1 ? atoi (argv[1]) : 60;
  int lead = argc > 3 ? atoi (argv[3]) : 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = NULL;
  AeqTrainResult trained = { 0 };
  Walk walk = { 0 };
  AeqDemoResult demo;
  AeqInstant now;
  AeqDate last;
  gint64 start;

  aeq_instant_parse (NOW, -1, &now);
  walk.ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, now, argc > 2 ? (guint64) atoi (argv[2]) : 1, &error);
  fail_on (error);
  aeq_job_demo (walk.ledger, &demo, NULL, NULL, &error);
  fail_on (error);
  /* The desk enters its expectations before they come, not all of them on the last day. */
  aeq_store_exec (walk.ledger->store, "UPDATE import_file SET imported_at = 0", &error);
  fail_on (error);
  accounts = aeq_account_list (walk.ledger, &error);
  fail_on (error);
  last = aeq_zone_date (aeq_zone_utc (), now) - 1;
  walk.since = last - days * 7 / 5;
  walk.ledger->now = (walk.since - lead * 7 / 5) * 24 * AEQ_HOUR;
  aeq_job_train (walk.ledger, NULL, &trained, NULL, NULL, &error);
  fail_on (error);
  aeq_train_result_clear (&trained);
  start = g_get_monotonic_time ();
  for (AeqDate day = walk.since - lead * 7 / 5; day <= last; day++)
    if ((day + 3) % 7 < 5)
      forecast_day (&walk, accounts, day);
  g_print ("walk of %d business days, 12 accounts, 3 times a day: %.1f s\n", days, (g_get_monotonic_time () - start) / 1e6);
  for (guint i = 0; i < accounts->len; i++)
    add_account (&walk, accounts->pdata[i]);
  print ("usage, raw", walk.raw_usage);
  print ("usage", walk.usage);
  print ("end, raw", walk.raw_end);
  print ("end", walk.end);
  aeq_ledger_close (walk.ledger);
  return 0;
}
