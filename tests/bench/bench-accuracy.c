/* SPDX-License-Identifier: MIT */
/* bench-accuracy: what the Accuracy page reads, of a year of forecasts issued every half hour from eight to six for the twelve accounts
 * of the sample desk, each of today and twenty business days ahead. The same from each score, for comparison. */
#include <stdio.h>
#include <stdlib.h>

#include "aeq-job-accuracy.h"
#include "aeq-job-scorecard.h"
#include "bench-ledger.h"

#define NOW "2026-11-20T15:00:00Z"
#define DAYS 252
#define RUNS 20 /* a day */
#define HORIZONS 21
#define ROUNDS 21
#define GOAL 300.0

/* Repeats, so that the figures do. */
static double
draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state / 4294967296.0 - .5;
}

static AeqForecastTarget
target_of (gint64 account, int horizon, AeqDate day, guint32 *state)
{
  static const double FAN[AEQ_STORED_QUANTILES] = { -2, -1.6, -1.3, -.7, 0, .7, 1.3, 1.6, 2 };
  AeqForecastTarget target = { .account = account, .horizon = horizon, .day = day, .naive = 1e8 * draw (state) };

  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    target.q[i] = 3e7 * FAN[i];
  return target;
}

static void
put_run (AeqLedger *ledger, GPtrArray *accounts, AeqDate day, int run, guint32 *state)
{
  g_autofree char *content = g_strdup_printf ("{\"day\":%d,\"run\":%d}", day, run);
  g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (AeqForecastTarget));
  const AeqForecastRun issued = { .as_of = ((AeqInstant) day * 24 + 8) * AEQ_HOUR + run * 30 * AEQ_MINUTE,
                                  .model_version = day % 90 < 45 ? "v1.1" : "v1.2", .regime = "steady", .content = content,
                                  .targets = targets };
  GError *error = NULL;
  gint64 id;
  AeqId uid;

  for (guint i = 0; i < accounts->len; i++)
    for (int h = 0; h < HORIZONS; h++)
      {
        AeqForecastTarget target = target_of (((AeqAccount *) accounts->pdata[i])->id, h, day + h, state);

        g_array_append_val (targets, target);
      }
  aeq_forecast_put (ledger, &issued, &uid, &error);
  bench_check (error);
  aeq_store_query_int64 (ledger->store, "SELECT MAX (id) FROM forecast_run", 0, &id, &error);
  bench_check (error);
  for (guint i = 0; i < targets->len; i++)
    {
      const AeqScored scored = { .target = g_array_index (targets, AeqForecastTarget, i), .run = id,
                                 .actual = (gint64) (8e7 * draw (state)), .gross = 90000000 };

      aeq_forecast_score (ledger, &scored, &error);
      bench_check (error);
    }
}

static void
fill (AeqLedger *ledger)
{
  g_autoptr(GPtrArray) accounts = NULL;
  GError *error = NULL;
  guint32 state = 7;
  gint64 n;

  accounts = aeq_account_list (ledger, &error);
  bench_check (error);
  aeq_store_begin (ledger->store, &error);
  bench_check (error);
  for (int day = 0; day < DAYS; day++)
    for (int run = 0; run < RUNS; run++)
      put_run (ledger, accounts, aeq_date_from_ymd (2025, 11, 1) + day, run, &state);
  aeq_store_commit (ledger->store, &error);
  bench_check (error);
  aeq_job_score (ledger, &n, NULL, &error); /* takes the scores into the sums */
  bench_check (error);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static gboolean
measure (AeqLedger *ledger, const AeqScorecardScope *scope, const char *what)
{
  double times[ROUNDS];
  double processor = bench_processor_ms ();

  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 started = g_get_monotonic_time ();
      g_autoptr(AeqScorecard) card = NULL;
      GError *error = NULL;

      card = aeq_job_scorecard (ledger, scope, NULL, &error);
      bench_check (error);
      times[i] = (double) (g_get_monotonic_time () - started) / 1000;
    }
  processor = (bench_processor_ms () - processor) / ROUNDS;
  qsort (times, ROUNDS, sizeof *times, compare);
  printf ("accuracy of %s, 95th percentile of %d: ours %.3g ms, floor %.3g ms, ratio %.2f (goal 1)%s; median %.3g ms, %.3g ms of processor time\n",
          what, ROUNDS, times[ROUNDS * 95 / 100], GOAL, times[ROUNDS * 95 / 100] / GOAL, times[ROUNDS * 95 / 100] <= GOAL ? "" : "  MISSED",
          times[ROUNDS / 2], processor);
  return times[ROUNDS * 95 / 100] <= GOAL;
}

int
main (void)
{
  const AeqAccuracyFilter filter = { NULL, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL };
  AeqScorecardScope scope = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  GError *error = NULL;
  BenchLedger bench;
  gint64 started;
  gboolean ok;

  bench_ledger_open (&bench, NOW);
  started = g_get_monotonic_time ();
  fill (bench.ledger);
  printf ("%d forecasts of %d accounts stored, scored and summed up: %.0f s\n", DAYS * RUNS, 12,
          (double) (g_get_monotonic_time () - started) / 1e6);
  ok = measure (bench.ledger, &scope, "a year, all accounts");
  scope.currency = aeq_currency_lookup ("USD", -1);
  ok &= measure (bench.ledger, &scope, "a year, one currency");
  started = g_get_monotonic_time ();
  accuracy = aeq_job_accuracy (bench.ledger, &filter, &error);
  bench_check (error);
  printf ("the same from each of %.0f scores: %.0f ms\n", (double) accuracy->total.tally.n, (double) (g_get_monotonic_time () - started) / 1000);
  bench_ledger_close (&bench);
  return ok ? 0 : 1;
}
