/* SPDX-License-Identifier: MIT */
#include "aeq-sample-market.h"
#include "aeq-sample-random.h"

/* When markets stop being normal. Two crises in ten years, the later one in the middle of the desk's second year,
 * each with an uneasy time around it, and four uneasy spells that came to nothing. */

static AeqDate
add_episode (GArray *episodes, AeqDate from, int days, AeqSampleRegime regime)
{
  AeqSampleEpisode episode = { from, from + days - 1, regime };

  g_array_append_val (episodes, episode);
  return from + days;
}

static AeqDate
add_crisis (GArray *episodes, AeqDate from, int before, int days, int after)
{
  AeqDate first = add_episode (episodes, from, before, AEQ_SAMPLE_ELEVATED);
  AeqDate after_it = add_episode (episodes, first, days, AEQ_SAMPLE_CRISIS);

  add_episode (episodes, after_it, after, AEQ_SAMPLE_ELEVATED);
  return first;
}

void
aeq_sample_episodes_plan (AeqSampleDesk *desk)
{
  GArray *episodes = g_array_new (FALSE, FALSE, sizeof (AeqSampleEpisode));
  AeqSampleRandom random;
  int days;

  aeq_sample_random_init (&random, desk->seed, 'E');
  add_crisis (episodes, desk->today - 3050 - (int) aeq_rng_below (&random, 90), 12, 44, 35);
  add_episode (episodes, desk->today - 2200 - (int) aeq_rng_below (&random, 60), 45, AEQ_SAMPLE_ELEVATED);
  add_episode (episodes, desk->today - 1450 - (int) aeq_rng_below (&random, 40), 34, AEQ_SAMPLE_ELEVATED);
  add_episode (episodes, desk->first + 150 + (int) aeq_rng_below (&random, 50), 25, AEQ_SAMPLE_ELEVATED);
  days = 49 + (int) aeq_rng_below (&random, 15);
  desk->crisis_first =
      add_crisis (episodes, desk->first + 500 + (int) aeq_rng_below (&random, 40), 12, days, 35);
  desk->crisis_last = desk->crisis_first + days - 1;
  add_episode (episodes, desk->first + 840 + (int) aeq_rng_below (&random, 60), 30, AEQ_SAMPLE_ELEVATED);
  desk->episodes = (AeqSampleEpisode *) g_array_steal (episodes, &desk->n_episodes);
  g_array_unref (episodes);
}

AeqSampleRegime
aeq_sample_desk_regime (const AeqSampleDesk *self, AeqDate date)
{
  g_return_val_if_fail (self != NULL, AEQ_SAMPLE_STEADY);

  for (gsize i = 0; i < self->n_episodes; i++)
    if (date >= self->episodes[i].from && date <= self->episodes[i].to)
      return self->episodes[i].regime;
  return AEQ_SAMPLE_STEADY;
}

const char *
aeq_sample_regime_name (AeqSampleRegime regime)
{
  static const char *const NAMES[] = { "steady", "elevated", "crisis" };

  g_return_val_if_fail ((guint) regime < G_N_ELEMENTS (NAMES), NULL);
  return NAMES[regime];
}
