/* SPDX-License-Identifier: MIT */
/* bench-scenario: a stress on the sample desk, prepared once and then applied as a slider does: for one account and for twelve; the
 * 95th percentile counts. On a busy machine the processor time tells what the work itself takes. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "aeq-job-demo.h"
#include "aeq-job-scenario.h"

#define NOW "2026-11-20T15:00:00Z"
#define ROUNDS 200
#define GOAL_ONE 50.0
#define GOAL_TWELVE 150.0

static void
check (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench-scenario: %s\n", error->message);
  exit (1);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* All blocks that act on flows, with a size that the slider has just moved to. */
static AeqScenario *
make_scenario (guint round)
{
  AeqScenario *scenario = aeq_scenario_new ("slider", NULL);
  static const AeqStressKind KINDS[] = { AEQ_STRESS_PARTIAL_DEFAULT, AEQ_STRESS_MARGIN_CALLS, AEQ_STRESS_REDEMPTIONS, AEQ_STRESS_PREFUND,
                                         AEQ_STRESS_HAIRCUT, AEQ_STRESS_LINES };

  aeq_scenario_add (scenario, aeq_stress_block (AEQ_STRESS_DELAY, round * 7 % 600));
  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    aeq_scenario_add (scenario, aeq_stress_block (KINDS[i], round % 10 / 10.0));
  return scenario;
}

static gboolean
measure (const AeqScenarioBase *base, const char *what, double goal)
{
  g_autofree double *times = g_new (double, ROUNDS);
  double processor = processor_ms ();
  double p95;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr(AeqScenario) scenario = make_scenario (i);
      g_autoptr(GPtrArray) readings = NULL;
      gint64 started = g_get_monotonic_time ();
      GError *error = NULL;

      readings = aeq_scenario_apply (base, scenario, NULL, &error);
      check (error);
      times[i] = (double) (g_get_monotonic_time () - started) / 1000;
    }
  processor = (processor_ms () - processor) / ROUNDS;
  qsort (times, ROUNDS, sizeof *times, compare);
  p95 = times[ROUNDS * 95 / 100];
  printf ("a stress applied to %s, 95th percentile of %d: ours %.3g ms, floor %.3g ms, ratio %.2f (goal 1)%s; median %.3g ms, %.3g ms of processor time\n", what,
          ROUNDS, p95, goal, p95 / goal, p95 <= goal ? "" : "  MISSED", times[ROUNDS / 2], processor);
  return p95 <= goal;
}

static AeqScenarioBase *
prepare (AeqLedger *ledger, const AeqAccount *account, const char *what)
{
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  gint64 started = g_get_monotonic_time ();
  GError *error = NULL;
  AeqScenarioBase *base;

  request.account = account;
  base = aeq_scenario_prepare (ledger, &request, NULL, NULL, &error);
  check (error);
  printf ("the base of %s prepared: %.0f ms\n", what, (double) (g_get_monotonic_time () - started) / 1000);
  return base;
}

static void
reverse (const AeqScenarioBase *base)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr(GArray) found = NULL;
  GError *error = NULL;

  found = aeq_stress_reverse (((AeqScenarioSection *) base->sections->pdata[0])->book, .5, NULL, &error);
  check (error);
  printf ("the least shocks of one account: %.0f ms\n", (double) (g_get_monotonic_time () - started) / 1000);
}

int
main (void)
{
  AeqInstant now;
  GError *error = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqScenarioBase) one = NULL;
  g_autoptr(AeqScenarioBase) all = NULL;
  AeqDemoResult demo;
  gboolean ok;

  aeq_instant_parse (NOW, -1, &now);
  ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, now, 7, &error);
  check (error);
  aeq_job_demo (ledger, &demo, NULL, NULL, &error);
  check (error);
  account = aeq_account_require (ledger, "990041771", NULL, &error);
  check (error);
  one = prepare (ledger, account, "one account");
  all = prepare (ledger, NULL, "twelve accounts");
  ok = measure (one, "one account", GOAL_ONE);
  ok &= measure (all, "twelve accounts", GOAL_TWELVE);
  reverse (one);
  return ok ? 0 : 1;
}
