/* SPDX-License-Identifier: MIT */
/* bench-intraday: the day of each account of the sample desk, as the Intraday page reads it, and the flows of its
 * deepest low. The ledger is open, as a window has it. On a busy machine the processor time tells what the work itself
 * takes. */
#include <stdio.h>

#include "aeq-job-forecast.h"
#include "aeq-job-intraday.h"
#include "aeq-job-stretch.h"
#include "aeq-stats.h"
#include "bench-ledger.h"

#define NOW "2026-11-20T14:30:00Z"
#define ROUNDS 20
#define GOAL 50.0

static void
read_stretch (AeqLedger *ledger, const AeqIntradayDay *day, const AeqTrough *trough)
{
  gint64 id = ((AeqAccount *) day->accounts->pdata[0])->id;
  const AeqStretchRequest request = {
    &id, 1, day->ladder.buckets.start, day->ladder.buckets.end, trough->peak_at, trough->at, day->as_of
  };
  GError *error = NULL;
  g_autoptr(AeqStretch) stretch G_GNUC_UNUSED = aeq_job_stretch (ledger, &request, NULL, &error);

  bench_check (error);
}

static double
read_once (AeqLedger *ledger, const AeqIntradayRequest *request)
{
  gint64 started = g_get_monotonic_time ();
  GError *error = NULL;
  g_autoptr(AeqIntradayDay) day = aeq_job_intraday (ledger, request, NULL, &error);

  bench_check (error);
  if (request->what == AEQ_INTRADAY_ACCOUNT && aeq_intraday_deepest (day) != NULL)
    read_stretch (ledger, day, aeq_intraday_deepest (day));
  return (double) (g_get_monotonic_time () - started) / 1000;
}

static gboolean
measure (AeqLedger *ledger, const AeqIntradayRequest *requests, guint n, const char *what)
{
  g_autofree double *times = g_new (double, n *ROUNDS);
  double processor;
  double p95;

  for (guint i = 0; i < n; i++)
    read_once (ledger, &requests[i]);
  processor = bench_processor_ms ();
  for (guint i = 0; i < n * ROUNDS; i++)
    times[i] = read_once (ledger, &requests[i % n]);
  processor = (bench_processor_ms () - processor) / (n * ROUNDS);
  aeq_stats_sort (times, n * ROUNDS);
  p95 = times[n * ROUNDS * 95 / 100];
  printf ("%s, 95th percentile of %u: ours %.3g ms, floor %.3g ms, ratio %.2f (goal 1)%s; median %.3g ms, %.3g ms of "
          "processor time\n",
          what, n * ROUNDS, p95, GOAL, p95 / GOAL, p95 <= GOAL ? "" : "  MISSED", times[n * ROUNDS / 2], processor);
  return p95 <= GOAL;
}

static gboolean
measure_all (AeqLedger *ledger)
{
  const AeqIntradayRequest start = AEQ_INTRADAY_REQUEST_DEFAULT;
  GError *error = NULL;
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, &error);
  g_autofree AeqIntradayRequest *requests = NULL;
  AeqIntradayRequest total = start;
  gboolean ok;

  bench_check (error);
  requests = g_new (AeqIntradayRequest, accounts->len);
  for (guint i = 0; i < accounts->len; i++)
    {
      requests[i] = start;
      requests[i].what = AEQ_INTRADAY_ACCOUNT;
      requests[i].account = ((AeqAccount *) accounts->pdata[i])->uid;
    }
  total.what = AEQ_INTRADAY_TOTAL;
  total.currency = aeq_currency_lookup ("USD", -1);
  ok = measure (ledger, requests, accounts->len, "the day of one account with the flows of its low");
  ok &= measure (ledger, &start, 1, "the day of the account nearest to its limit");
  ok &= measure (ledger, &total, 1, "the day of four accounts in USD");
  return ok;
}

int
main (void)
{
  const AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqForecastResult) forecast = NULL;
  BenchLedger desk;
  GError *error = NULL;
  gboolean ok;

  bench_ledger_open (&desk, NOW);
  forecast = aeq_job_forecast (desk.ledger, &request, NULL, NULL, &error);
  bench_check (error);
  ok = measure_all (desk.ledger);
  bench_ledger_close (&desk);
  return ok ? 0 : 1;
}
