/* SPDX-License-Identifier: MIT */
#include "aeq-sample-walk.h"

#include <stdlib.h>

#define WARM_UP_DAYS 45 /* the repo books fill before the history begins */

static void
walk_clear (AeqSampleWalk *walk)
{
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    aeq_sample_days_free (walk->days[i]);
  for (guint i = 0; i < AEQ_SAMPLE_MAX_REPO_BOOKS; i++)
    g_clear_pointer (&walk->tickets[i], g_array_unref);
  g_clear_pointer (&walk->flows, g_array_unref);
  g_clear_pointer (&walk->obligations, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqSampleWalk, walk_clear)

static gboolean
walk_init (AeqSampleWalk *walk, AeqSampleDesk *desk, const AeqSampleMarket *market, AeqDate last, GError **error)
{
  G_STATIC_ASSERT (AEQ_SAMPLE_N_ACCOUNTS <= 26); /* a letter each in the references */
  g_assert (AEQ_SAMPLE_N_REPO_BOOKS <= AEQ_SAMPLE_MAX_REPO_BOOKS);

  walk->desk = desk;
  walk->market = market;
  walk->flows = g_array_sized_new (FALSE, FALSE, sizeof (AeqFlow), 300000);
  walk->obligations = g_array_new (FALSE, FALSE, sizeof (AeqSampleObligation));
  aeq_sample_random_init (&walk->market_random, desk->seed, 'D');
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    {
      const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[i];

      aeq_sample_random_init (&walk->random[i], desk->seed, 'A' + 256 * (i + 1));
      walk->days[i] = aeq_sample_days_new (plan->zone, plan->calendar, desk->first - WARM_UP_DAYS, last + 40, error);
      if (walk->days[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Busy days follow busy days. */
static void
move_activity (AeqSampleWalk *walk, AeqDate date)
{
  static const double LEVEL[] = { 0.0, 0.1, 0.3 };
  double level = LEVEL[aeq_sample_market_regime (walk->market, date)];

  walk->market_activity +=
      0.18 * (level - walk->market_activity) + 0.07 * aeq_sample_random_normal (&walk->market_random);
  walk->market_move = aeq_sample_random_normal (&walk->market_random) - (level > 0.2 ? 0.5 : 0.0);
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    walk->activity[i] = 0.8 * walk->activity[i] + 0.09 * aeq_sample_random_normal (&walk->random[i]);
}

static void
walk_day (AeqSampleWalk *walk, AeqDate date)
{
  if (aeq_date_weekday (date) >= AEQ_SATURDAY)
    return;
  move_activity (walk, date);
  for (guint account = 0; account < AEQ_SAMPLE_N_ACCOUNTS; account++)
    if (aeq_sample_days_get (walk->days[account], date)->open)
      {
        aeq_sample_walk_open_day (walk, date);
        aeq_sample_draw_repo (walk, account, date);
        aeq_sample_draw_streams (walk, account, date);
      }
  aeq_sample_draw_sweep (walk, date);
}

static void
start_history (AeqSampleWalk *walk)
{
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    walk->balance[i] = walk->desk->accounts[i].opening_minor;
}

typedef struct
{
  AeqInstant at;
  guint      index;
} Key;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return left->index < right->index ? -1 : 1;
}

/* By settlement time, and in the order of their making where that is equal. Keys move instead of whole flows. */
static void
sort_flows (AeqSampleWalk *walk)
{
  gsize n = walk->flows->len;
  g_autofree Key *keys = g_new (Key, n);
  AeqFlow *sorted = g_new (AeqFlow, n);

  for (gsize i = 0; i < n; i++)
    keys[i] = (Key) { g_array_index (walk->flows, AeqFlow, i).settle_ts, (guint) i };
  qsort (keys, n, sizeof (Key), compare_keys);
  for (gsize i = 0; i < n; i++)
    sorted[i] = g_array_index (walk->flows, AeqFlow, keys[i].index);
  walk->desk->flows = sorted;
  walk->desk->n_flows = n;
}

gboolean
aeq_sample_flows_build (AeqSampleDesk *desk, const AeqSampleMarket *market, AeqDate last, AeqProgress *progress,
                        GCancellable *cancellable, GError **error)
{
  g_auto(AeqSampleWalk) walk = { 0 };
  AeqDate from = desk->first - WARM_UP_DAYS;

  if (!walk_init (&walk, desk, market, last, error))
    return FALSE;
  for (AeqDate date = from; date <= last; date++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (date == desk->first)
        start_history (&walk);
      walk_day (&walk, date);
      if (progress != NULL)
        aeq_progress_update (progress, (double) (date - from) / (last - from + 1));
    }
  sort_flows (&walk);
  desk->obligations = (AeqSampleObligation *) g_array_steal (walk.obligations, &desk->n_obligations);
  return TRUE;
}
