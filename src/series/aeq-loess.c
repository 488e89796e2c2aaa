/* SPDX-License-Identifier: MIT */
#include "aeq-loess.h"

#include <math.h>

static double
tricube (double distance, double reach)
{
  double u = distance / reach;

  if (u >= .999)
    return 0;
  return u <= .001 ? 1 : (1 - u * u * u) * (1 - u * u * u) * (1 - u * u * u);
}

/* Weights of the values 0 .. count-1 for the place @x; @window may be wider than they are many. */
static void
fill_weights (double *weights, double x, guint count, guint window)
{
  double reach = fmax (fabs (x), fabs (count - 1 - x)) + (window > count ? (window - count) / 2 : 0);

  for (guint j = 0; j < count; j++)
    weights[j] = tricube (fabs (j - x), fmax (reach, 1));
}

/* Row 0 is for the place one before the window, row 1 + k for its place k: up to the middle and, mirrored, from the
 * other end. */
void
aeq_loess_init (AeqLoess *self, guint window, guint degree)
{
  guint rows = window / 2 + 2;

  self->window = window;
  self->degree = degree;
  self->weights = g_new (double, rows * window);
  for (guint k = 0; k < rows; k++)
    fill_weights (self->weights + k * window, (double) k - 1, window, window);
}

void
aeq_loess_clear (AeqLoess *self)
{
  g_clear_pointer (&self->weights, g_free);
}

typedef struct
{
  double s0, s1, s2, t0, t1;
} Sums;

static double
solve (const Sums *s, guint degree)
{
  double det = s->s0 * s->s2 - s->s1 * s->s1;

  /* A line needs neighbours that lie apart. */
  if (degree == 0 || !(det > 1e-6 * s->s0 * s->s0))
    return s->t0 / s->s0;
  return (s->s2 * s->t0 - s->s1 * s->t1) / det;
}

/* @x is the place as seen from the first of the @count values; @mirrored weights are read from behind. */
static double
fit (const double *weights, gboolean mirrored, const double *y, const double *w, gsize stride, guint count, double x,
     guint degree)
{
  Sums s = { 0 };

  for (guint j = 0; j < count; j++)
    {
      double a = weights[mirrored ? count - 1 - j : j] * (w != NULL ? w[j * stride] : 1);
      double v = y[j * stride];

      s.s0 += a;
      s.t0 += a * v;
      if (degree > 0)
        {
          double d = j - x;

          s.s1 += a * d;
          s.s2 += a * d * d;
          s.t1 += a * d * v;
        }
    }
  if (s.s0 > 1e-12)
    return solve (&s, degree);
  return w != NULL ? fit (weights, mirrored, y, NULL, stride, count, x, degree) : y[(count / 2) * stride];
}

static void
smooth_few (const AeqLoess *self, const double *y, const double *w, gsize n, gsize stride, guint beyond, double *out)
{
  g_autofree double *weights = g_new (double, n);

  for (gsize i = 0; i < n + 2 * beyond; i++)
    {
      double x = (double) i - beyond;

      fill_weights (weights, x, (guint) n, self->window);
      out[i * stride] = fit (weights, FALSE, y, w, stride, (guint) n, x, self->degree);
    }
}

void
aeq_loess_smooth (const AeqLoess *self, const double *y, const double *w, gsize n, gsize stride, guint beyond,
                  double *out)
{
  guint q = self->window, half = q / 2;

  if (n < q)
    {
      smooth_few (self, y, w, n, stride, beyond, out);
      return;
    }
  for (gsize i = 0; i < n + 2 * beyond; i++)
    {
      gssize x = (gssize) i - beyond;
      gssize first = CLAMP (x - (gssize) half, 0, (gssize) (n - q));
      gssize place = x - first;
      gboolean mirrored = place > (gssize) half;
      gsize row = (gsize) ((mirrored ? (gssize) q - 1 - place : place) + 1);

      out[i * stride] = fit (self->weights + row * q, mirrored, y + first * stride,
                             w != NULL ? w + first * stride : NULL, stride, q, place, self->degree);
    }
}
