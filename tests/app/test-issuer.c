/* SPDX-License-Identifier: MIT */
/* Forecasts by a schedule, on a clock that the test puts forward. */
#include "edit-fixture.h"

#include "aeq-issuer.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define ISSUED "SELECT COUNT (*) FROM forecast_run"

static void
count (AeqIssuer *issuer G_GNUC_UNUSED, guint *n)
{
  ++*n;
}

static void
wait_until (const guint *n, guint wanted)
{
  while (*n < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_it_issues_when_it_is_time (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqIssuer *issuer = aeq_issuer_of (fixture->desk);
  gint64 begin = g_get_monotonic_time ();
  guint n = 0;

  aeq_issuer_tick (issuer, begin + 1000 * MINUTE);
  aeq_issuer_set_minutes (issuer, 15);
  g_signal_connect (issuer, "changed", G_CALLBACK (count), &n);
  aeq_issuer_tick (issuer, begin + 14 * MINUTE);
  g_assert_cmpint (edit_int (fixture, ISSUED), ==, 0);
  aeq_issuer_tick (issuer, begin + 16 * MINUTE);
  aeq_issuer_tick (issuer, begin + 40 * MINUTE); /* the one that was begun has not ended */
  wait_until (&n, 1);
  g_assert_no_error (aeq_issuer_get_error (issuer));
  g_assert_cmpint (edit_int (fixture, ISSUED), ==, 1);
  aeq_issuer_tick (issuer, begin + 30 * MINUTE);
  g_assert_cmpuint (n, ==, 1);
  aeq_issuer_tick (issuer, begin + 32 * MINUTE);
  wait_until (&n, 2);
  g_assert_no_error (aeq_issuer_get_error (issuer));
}

static void
test_without_a_schedule_nothing_is_issued (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqIssuer *issuer = aeq_issuer_of (fixture->desk);

  aeq_issuer_set_minutes (issuer, 15);
  aeq_issuer_set_minutes (issuer, 0);
  aeq_issuer_tick (issuer, g_get_monotonic_time () + 1000 * MINUTE);
  g_assert_false (aeq_workspace_is_busy (aeq_app_desk_get_workspace (fixture->desk)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  edit_test_add ("/app/issuer/on-time", test_it_issues_when_it_is_time);
  edit_test_add ("/app/issuer/no-schedule", test_without_a_schedule_nothing_is_issued);
  return g_test_run ();
}
