/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <math.h>
#include <string.h>

/* In a crisis accounts move together more than past days tell: most of these were calm. Of each path and day one normal
 * number z is common to all accounts. An account's draws have normal scores x by their ranks; the path with the r-th
 * smallest of
 *
 *   sqrt (1 - lift) x + sqrt (lift) z
 *
 * gets the r-th smallest draw. Two accounts whose scores had the correlation c have c + lift (1 - c) then, and neither
 * has a draw that it did not have before. z belongs to a date, because accounts with other holidays count days
 * otherwise; another date has another z, so what ties an account's days to each other is thinned by the lift. */

#define SALT 0x6c696674u /* "lift": the stream is none of those that paths are drawn from */

typedef struct
{
  double key;
  guint  path;
} Place;

/* Equal keys, as of an account that does not move, keep the order of the paths. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->path < y->path ? -1 : x->path > y->path;
}

static void
sort_places (Place *places, guint n)
{
  qsort (places, n, sizeof *places, compare_places);
}

static double
common_number (guint64 seed, guint path, AeqDate date)
{
  AeqRng rng;

  aeq_rng_init (&rng, aeq_rng_hash (aeq_rng_hash (seed ^ SALT, path), (guint64)date));
  return aeq_rng_normal (&rng);
}

/* @drawn: the paths by their draws. @wanted: where each of these draws goes. */
static void
place_draws (Place *drawn, Place *wanted, guint n, double lift, guint64 seed, AeqDate date)
{
  sort_places (drawn, n);
  for (guint r = 0; r < n; r++)
    {
      double score = aeq_stats_normal_quantile ((r + .5) / n);

      wanted[r].path = drawn[r].path;
      wanted[r].key = sqrt (1 - lift) * score + sqrt (lift) * common_number (seed, drawn[r].path, date);
    }
  sort_places (wanted, n);
}

static double
end_of (const AeqDeskDraws *draws, guint path)
{
  double sum = 0;

  for (guint j = 0; j < draws->n_rest; j++)
    sum += draws->net[(gsize)path * draws->n_rest + j];
  return sum;
}

/* Rows of @width numbers, the @offset-th of each @stride. */
static void
move_rows (double *rows, guint stride, guint offset, guint width, const Place *from, const Place *to, guint n)
{
  g_autofree double *copy = g_new (double, (gsize)n *width);

  for (guint r = 0; r < n; r++)
    memcpy (copy + (gsize)r * width, rows + (gsize)from[r].path * stride + offset, width * sizeof *rows);
  for (guint r = 0; r < n; r++)
    memcpy (rows + (gsize)to[r].path * stride + offset, copy + (gsize)r * width, width * sizeof *rows);
}

void
aeq_desk_lift (AeqDeskDraws *draws, const AeqShock *state, double lift, guint64 seed, const AeqDate *dates,
               guint horizons)
{
  g_autofree Place *drawn = g_new (Place, draws->n_paths);
  g_autofree Place *wanted = g_new (Place, draws->n_paths);
  g_autofree guint *paths = g_new (guint, draws->n_paths);
  guint             n = 0;

  for (guint p = 0; p < draws->n_paths; p++)
    if (draws->shock[p] == state)
      paths[n++] = p;
  for (guint h = 0; h < horizons && lift > 0; h++)
    {
      gboolean rest = h == 0 && draws->n_rest > 0;

      for (guint i = 0; i < n; i++)
        drawn[i] =
            (Place){ rest ? end_of (draws, paths[i]) : draws->levels[paths[i] * AEQ_DESK_HORIZONS + h], paths[i] };
      place_draws (drawn, wanted, n, lift, seed, dates[h]);
      if (rest)
        move_rows (draws->net, draws->n_rest, 0, draws->n_rest, drawn, wanted, n);
      else
        move_rows (draws->levels, AEQ_DESK_HORIZONS, h, 1, drawn, wanted, n);
    }
}
