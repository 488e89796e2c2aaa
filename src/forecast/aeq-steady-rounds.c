/* SPDX-License-Identifier: MIT */
#include "aeq-steady-private.h"

#include <math.h>

/* The latest share of the targets is looked at, not learned from. */
#define UNSEEN .2
/* The trial takes steps so much longer, and so many fewer: what counts is their product. */
#define HASTE 2
#define LOOKS 30
/* Days that are taken to err together. */
#define BLOCK_DAYS 14
#define LEAST_ROWS 200
#define LEAST_BLOCKS 4

typedef struct
{
  const float   *target;
  const gint32  *block;   /* of each row; -1: learned from, or between the two */
  gsize          n;
  guint          n_blocks;
  guint          every;   /* rounds between two looks */
  guint          looks;   /* taken */
  double        *loss;    /* [look][block], sums */
  double        *rows;    /* [block] */
} Trial;

static void
look (guint rounds, const float *margin, double start, gpointer data)
{
  Trial *self = data;
  double *loss;

  if (rounds % self->every != 0 || self->looks == LOOKS)
    return;
  loss = self->loss + self->looks++ * self->n_blocks;
  for (gsize i = 0; i < self->n; i++)
    if (self->block[i] >= 0)
      loss[self->block[i]] += fabs (margin[i] + start - self->target[i]);
}

static double
total (const double *values, guint n)
{
  double sum = 0;

  for (guint b = 0; b < n; b++)
    sum += values[b];
  return sum;
}

/* Whether look @k is within one standard error of look @best, by the differences of whole blocks. */
static gboolean
no_worse (const Trial *self, guint k, guint best)
{
  const double *a = self->loss + k * self->n_blocks, *b = self->loss + best * self->n_blocks;
  double mean = (total (a, self->n_blocks) - total (b, self->n_blocks)) / total (self->rows, self->n_blocks);
  double squares = 0, size = total (self->rows, self->n_blocks);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      double deviation = a[i] - b[i] - mean * self->rows[i];

      squares += deviation * deviation;
    }
  return mean * size <= sqrt (squares);
}

/* The latest look that is not surely worse than the best. */
static guint
last_good (const Trial *self)
{
  guint best = 0, k = self->looks - 1;

  for (guint i = 1; i < self->looks; i++)
    if (total (self->loss + i * self->n_blocks, self->n_blocks) <
        total (self->loss + best * self->n_blocks, self->n_blocks))
      best = i;
  while (k > best && !no_worse (self, k, best))
    k--;
  return k + 1;
}

static int
compare_dates (const void *a, const void *b)
{
  AeqDate x = *(const AeqDate *) a, y = *(const AeqDate *) b;

  return (x > y) - (x < y);
}

/* The last day that is learned from. */
static AeqDate
cut_of (const AeqSteadyRow *rows, gsize n, const AeqSteadySeries *series)
{
  g_autofree AeqDate *dates = g_new (AeqDate, n);

  for (gsize i = 0; i < n; i++)
    dates[i] = series[rows[i].series].shape->timeline->facts[rows[i].target].date;
  qsort (dates, n, sizeof *dates, compare_dates);
  return dates[(gsize) ((n - 1) * (1 - UNSEEN))];
}

/* Rows whose target is up to the cut teach; those that were issued after it are looked at. */
static gsize
split (Trial *self, const AeqSteadyRow *rows, const AeqSteadySeries *series, float *weight, gint32 *block)
{
  AeqDate cut = cut_of (rows, self->n, series);
  gsize unseen = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      const AeqDayFacts *facts = series[rows[i].series].shape->timeline->facts;

      weight[i] = facts[rows[i].target].date <= cut;
      block[i] = facts[rows[i].origin].date >= cut ? (facts[rows[i].target].date - cut) / BLOCK_DAYS : -1;
      self->n_blocks = MAX (self->n_blocks, (guint) (block[i] + 1));
      unseen += block[i] >= 0;
    }
  return unseen;
}

gboolean
aeq_steady_rounds (const AeqMatrix *matrix, const float *target, const AeqSteadyRow *rows,
                   const AeqSteadySeries *series, AeqBoosterParams *params, GCancellable *cancellable, GError **error)
{
  gsize n = aeq_matrix_get_rows (matrix);
  g_autofree float *weight = g_new (float, n);
  g_autofree gint32 *block = g_new (gint32, n);
  g_autofree double *loss = NULL, *count = NULL;
  g_autoptr(AeqBooster) booster = NULL;
  AeqBoosterParams trial = *params;
  Trial self = { .target = target, .block = block, .n = n };

  if (split (&self, rows, series, weight, block) < LEAST_ROWS || self.n_blocks < LEAST_BLOCKS ||
      params->rounds < LOOKS * HASTE)
    return TRUE;
  self.loss = loss = g_new0 (double, LOOKS * self.n_blocks);
  self.rows = count = g_new0 (double, self.n_blocks);
  for (gsize i = 0; i < n; i++)
    if (block[i] >= 0)
      count[block[i]]++;
  trial.eta *= HASTE;
  trial.rounds /= HASTE;
  self.every = trial.rounds / LOOKS;
  trial.on_round = look;
  trial.user_data = &self;
  if (!(booster = aeq_booster_train (matrix, target, weight, &trial, NULL, cancellable, error)))
    return FALSE;
  if (self.looks > 0)
    params->rounds = MIN (params->rounds, last_good (&self) * self.every * HASTE);
  return TRUE;
}
