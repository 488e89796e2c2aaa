/* SPDX-License-Identifier: MIT */
#include "aeq-regime-fit.h"

#define YEAR 252.0
#define BEFORE 5
#define AFTER 10

static const char *const EPISODES[AEQ_REGIME_EPISODES] = {
  "2007-08-01", "2010-04-27", "2011-07-27", "2015-08-18", "2020-02-24", "2022-04-20", "2023-03-08",
};

/* One day to score. */
typedef struct
{
  AeqDate  date;
  double   p;
  gboolean alarm;
  gboolean truth;
} Score;

static GArray *
make_scores (GArray *readings, GHashTable *labels, AeqRegime state, double above)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (Score));

  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);
      const AeqRegimeLabel   *label = g_hash_table_lookup (labels, GINT_TO_POINTER (reading->date));
      Score                   score = { reading->date, reading->p[AEQ_REGIME_CRISIS], reading->state >= state, FALSE };

      if (label == NULL)
        continue;
      if (state == AEQ_REGIME_ELEVATED)
        score.p += reading->p[AEQ_REGIME_ELEVATED];
      score.truth = label->value > above;
      g_array_append_val (scores, score);
    }
  return scores;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  double x = ((const Score *)a)->p, y = ((const Score *)b)->p;

  return x < y ? -1 : x > y;
}

static double
auroc (GArray *scores)
{
  g_autoptr (GArray) sorted = g_array_copy (scores);
  double ranks = 0, positives = 0;

  g_array_sort (sorted, compare_scores);
  for (guint i = 0; i < sorted->len; i++)
    if (g_array_index (sorted, Score, i).truth)
      {
        ranks += i + 1;
        positives++;
      }
  return (ranks - positives * (positives + 1) / 2) / (positives * (sorted->len - positives));
}

static gboolean
any_truth (GArray *scores, guint from, guint to)
{
  for (guint i = from; i < MIN (to, scores->len); i++)
    if (g_array_index (scores, Score, i).truth)
      return TRUE;
  return FALSE;
}

static void
count_alarms (GArray *scores, AeqRegimeScore *score)
{
  guint alarms = 0, changes = 0, start = 0;

  for (guint i = 1; i < scores->len; i++)
    {
      gboolean was = g_array_index (scores, Score, i - 1).alarm, is = g_array_index (scores, Score, i).alarm;

      changes += was != is;
      if (!was && is)
        start = i;
      if (was && !is && !any_truth (scores, start > BEFORE ? start - BEFORE : 0, i + AFTER))
        alarms++;
    }
  score->false_alarms = alarms / (scores->len / YEAR);
  score->switches = changes / (scores->len / YEAR);
}

static void
score_state (GArray *scores, AeqRegimeScore *score)
{
  *score = (AeqRegimeScore){ .days = scores->len };
  for (guint i = 0; i < scores->len; i++)
    {
      const Score *day = &g_array_index (scores, Score, i);

      score->share += (double)day->truth / scores->len;
      score->brier += (day->p - day->truth) * (day->p - day->truth) / scores->len;
    }
  score->auroc = auroc (scores);
  count_alarms (scores, score);
}

/* Days from @from to the first with an alarm, or with the label; -1. */
static int
wait_for (GArray *scores, AeqDate from, gboolean alarm)
{
  int waited = 0;

  for (guint i = 0; i < scores->len; i++)
    {
      const Score *day = &g_array_index (scores, Score, i);

      if (day->date < from)
        continue;
      if (alarm ? day->alarm : day->truth)
        return waited;
      waited++;
    }
  return -1;
}

static void
add_episodes (GArray *scores, AeqRegimeJudgement *judgement)
{
  for (int i = 0; i < AEQ_REGIME_EPISODES && scores->len > 0; i++)
    {
      AeqRegimeEpisode *episode = &judgement->episodes[judgement->n_episodes];

      aeq_date_parse_iso (EPISODES[i], -1, &episode->from);
      if (episode->from < g_array_index (scores, Score, 0).date ||
          episode->from > g_array_index (scores, Score, scores->len - 1).date)
        continue;
      episode->alarm = wait_for (scores, episode->from, TRUE);
      episode->label = wait_for (scores, episode->from, FALSE);
      judgement->n_episodes++;
    }
}

void
aeq_regime_judge (GArray *readings, const AeqRegimeLabel *labels, gsize n, AeqRegimeJudgement *judgement)
{
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) stressed = NULL;
  g_autoptr (GArray) crisis = NULL;

  for (gsize i = 0; i < n; i++)
    g_hash_table_insert (index, GINT_TO_POINTER (labels[i].date), (gpointer)&labels[i]);
  stressed = make_scores (readings, index, AEQ_REGIME_ELEVATED, AEQ_REGIME_STRESSED_ABOVE);
  crisis = make_scores (readings, index, AEQ_REGIME_CRISIS, AEQ_REGIME_CRISIS_ABOVE);
  *judgement = (AeqRegimeJudgement){ 0 };
  score_state (stressed, &judgement->stressed);
  score_state (crisis, &judgement->crisis);
  add_episodes (stressed, judgement);
}
