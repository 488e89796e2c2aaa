/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-bcbs248.h"
#include "aeq-rng.h"

/* A thousand random days against a reference that adds everything up again for each instant. */

#define N_DAYS 1000
#define MAX_FLOWS 40

static guint
random_flows (AeqRng *rng, AeqBcbsFlow *flows, AeqInstant start)
{
  guint n = aeq_rng_below (rng, MAX_FLOWS + 1);
  AeqInstant at = start;

  for (guint i = 0; i < n; i++)
    {
      at += aeq_rng_below (rng, 3) * aeq_rng_below (rng, 20) * AEQ_MINUTE;
      flows[i] = (AeqBcbsFlow) { at, (gint64) aeq_rng_below (rng, 2001) - 1000, 0, 0 };
    }
  return n;
}

static gint64
position_at (const AeqBcbsFlow *flows, guint n, AeqInstant at)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += flows[i].at <= at ? flows[i].minor : 0;
  return sum;
}

static gint64
position_before_receipts (const AeqBcbsFlow *flows, guint n, AeqInstant at)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += flows[i].at < at || (flows[i].at == at && flows[i].minor < 0) ? flows[i].minor : 0;
  return sum;
}

static gint64
sent_before (const AeqBcbsFlow *flows, guint n, AeqInstant at)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += flows[i].at < at && flows[i].minor < 0 ? -flows[i].minor : 0;
  return sum;
}

static AeqBcbs *
compute_day (const AeqBcbsFlow *flows, guint n, AeqInstant start)
{
  AeqBcbsDayInput day = {
    .date = 0, .from = start, .start = start, .end = start + 24 * AEQ_HOUR, .flows = flows, .n_flows = n
  };
  AeqBcbsInput input = { .zone = aeq_zone_utc (), .n_legs = 1, .days = &day, .n_days = 1 };
  AeqBcbs *report = aeq_bcbs_compute (&input, NULL);

  g_assert_nonnull (report);
  return report;
}

static void
compare (const AeqBcbsFlow *flows, guint n, AeqInstant start)
{
  g_autoptr(AeqBcbs) report = compute_day (flows, n, start);
  gint64 lowest = 0, highest = 0, worst = 0;

  for (guint i = 0; i < n; i++)
    {
      lowest = MIN (lowest, position_at (flows, n, flows[i].at));
      highest = MAX (highest, position_at (flows, n, flows[i].at));
      worst = MIN (worst, position_before_receipts (flows, n, flows[i].at));
    }
  worst = MIN (worst, lowest);
  g_assert_cmpint (report->days[0].reported.usage, ==, -lowest);
  g_assert_cmpint (report->days[0].reported.surplus, ==, highest);
  g_assert_cmpint (report->days[0].worst.usage, ==, -worst);
  if (lowest < 0)
    g_assert_cmpint (position_at (flows, n, report->days[0].reported.usage_at), ==, lowest);
  g_assert_cmpint (report->days[0].sent, ==, sent_before (flows, n, G_MAXINT64));
  for (guint slot = 0; slot < AEQ_BCBS_SLOTS && report->days[0].sent > 0; slot++)
    {
      gint64 sent = sent_before (flows, n, start + (slot + 1) * 15 * AEQ_MINUTE);

      g_assert_cmpfloat_with_epsilon (report->throughput[slot], 100.0 * (double)sent / (double)report->days[0].sent,
                                      1e-9);
    }
}

static void
test_reference (void)
{
  AeqBcbsFlow flows[MAX_FLOWS];
  AeqRng rng;

  aeq_rng_init (&rng, 248);
  for (guint i = 0; i < N_DAYS; i++)
    {
      AeqInstant start = (AeqInstant) i * 24 * AEQ_HOUR;

      compare (flows, random_flows (&rng, flows, start), start);
    }
}

static void
assert_same (const AeqBcbs *a, const AeqBcbs *b, AeqInstant shift)
{
  g_assert_cmpint (a->days[0].reported.usage, ==, b->days[0].reported.usage);
  g_assert_cmpint (a->days[0].worst.usage, ==, b->days[0].worst.usage);
  g_assert_cmpint (a->days[0].reported.surplus, ==, b->days[0].reported.surplus);
  g_assert_cmpint (a->days[0].sent, ==, b->days[0].sent);
  if (a->days[0].reported.usage > 0)
    g_assert_cmpint (a->days[0].reported.usage_at + shift, ==, b->days[0].reported.usage_at);
}

/* Another day, the same figures. */
static void
test_shift (void)
{
  AeqBcbsFlow flows[MAX_FLOWS];
  AeqRng rng;

  aeq_rng_init (&rng, 3);
  for (guint i = 0; i < 100; i++)
    {
      guint n = random_flows (&rng, flows, 0);
      g_autoptr(AeqBcbs) first = compute_day (flows, n, 0);
      g_autoptr(AeqBcbs) second = NULL;
      AeqInstant shift = (i + 1) * 24 * AEQ_HOUR;

      for (guint j = 0; j < n; j++)
        flows[j].at += shift;
      second = compute_day (flows, n, shift);
      assert_same (first, second, shift);
    }
}

/* Swaps neighbours of one instant until they stand in no particular order. */
static void
shuffle_ties (AeqRng *rng, AeqBcbsFlow *flows, guint n)
{
  for (guint i = 0; n > 1 && i < n * n; i++)
    {
      guint at = aeq_rng_below (rng, n - 1);

      if (flows[at].at == flows[at + 1].at)
        {
          AeqBcbsFlow swapped = flows[at];

          flows[at] = flows[at + 1];
          flows[at + 1] = swapped;
        }
    }
}

static void
test_order_of_ties (void)
{
  AeqBcbsFlow flows[MAX_FLOWS];
  AeqRng rng;

  aeq_rng_init (&rng, 5);
  for (guint i = 0; i < 200; i++)
    {
      guint n = random_flows (&rng, flows, 0);
      g_autoptr(AeqBcbs) first = compute_day (flows, n, 0);
      g_autoptr(AeqBcbs) second = NULL;

      shuffle_ties (&rng, flows, n);
      second = compute_day (flows, n, 0);
      assert_same (first, second, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bcbs248-random/equals-the-naive-reference", test_reference);
  g_test_add_func ("/bcbs248-random/does-not-depend-on-the-day", test_shift);
  g_test_add_func ("/bcbs248-random/order-within-an-instant-does-not-matter", test_order_of_ties);
  return g_test_run ();
}
