/* SPDX-License-Identifier: MIT */
#include "aeq-chart-pyramid.h"

#include <math.h>

#define BASE 16
#define MAX_FLOORS 16 /* 16^16 values are more than there can be */

typedef struct
{
  gsize   n;
  double *low;
  double *high;
} Floor;

struct _AeqPyramid
{
  guint n_floors;
  Floor floors[MAX_FLOORS];
};

/* A comparison with a value that is not a number is false, which passes it over. */
static void
scan (const double *low_of, const double *high_of, gsize first, gsize last, double *low, double *high)
{
  double l = *low;
  double h = *high;

  for (gsize i = first; i < last; i++)
    {
      l = low_of[i] < l ? low_of[i] : l;
      h = high_of[i] > h ? high_of[i] : h;
    }
  *low = l;
  *high = h;
}

static void
build (Floor *floor, const double *low_of, const double *high_of, gsize n)
{
  floor->n = (n + BASE - 1) / BASE;
  floor->low = g_new (double, floor->n);
  floor->high = g_new (double, floor->n);
  for (gsize i = 0; i < floor->n; i++)
    {
      floor->low[i] = INFINITY;
      floor->high[i] = -INFINITY;
      scan (low_of, high_of, i * BASE, MIN (n, (i + 1) * BASE), &floor->low[i], &floor->high[i]);
    }
}

AeqPyramid *
aeq_pyramid_new (const double *y, gsize n)
{
  AeqPyramid *self = g_new0 (AeqPyramid, 1);
  const double *low = y;
  const double *high = y;

  while (n > BASE && self->n_floors < MAX_FLOORS)
    {
      Floor *floor = &self->floors[self->n_floors++];

      build (floor, low, high, n);
      low = floor->low;
      high = floor->high;
      n = floor->n;
    }
  return self;
}

void
aeq_pyramid_free (AeqPyramid *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_floors; i++)
    {
      g_free (self->floors[i].low);
      g_free (self->floors[i].high);
    }
  g_free (self);
}

/* From floor to floor: what does not fill whole stretches is looked at here, the rest one floor up. */
gboolean
aeq_pyramid_extremes (const AeqPyramid *self, const double *y, gsize first, gsize last, double *low, double *high)
{
  const double *low_of = y;
  const double *high_of = y;

  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; self != NULL && i < self->n_floors && last - first >= 2 * BASE && last > first; i++)
    {
      gsize whole_first = (first + BASE - 1) / BASE;
      gsize whole_last = last / BASE;

      scan (low_of, high_of, first, whole_first * BASE, low, high);
      scan (low_of, high_of, whole_last * BASE, last, low, high);
      first = whole_first;
      last = whole_last;
      low_of = self->floors[i].low;
      high_of = self->floors[i].high;
    }
  scan (low_of, high_of, first, last, low, high);
  return *low <= *high;
}
