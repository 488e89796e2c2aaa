/* SPDX-License-Identifier: MIT */
#include "aeq-arma.h"

#include "aeq-solve.h"
#include "aeq-stats.h"

#include <math.h>
#include <string.h>

#define LEAST_VALUES 30
#define LONG_ORDER 20
#define MOST_COEFFICIENTS (AEQ_ARMA_MOST_P + AEQ_ARMA_MOST_Q)
#define REFINEMENTS 4
#define KPSS_5_PERCENT .463

typedef struct
{
  const double *w;    /* the stationary series, mean taken off */
  gsize         n;
  gsize         from; /* the first value that is explained */
  double       *a;    /* innovations by a long autoregression */
  double       *e;    /* innovations of the model at hand */
  double       *de[MOST_COEFFICIENTS];
} Fitter;

/* The statistic against a constant level, long-run variance by Bartlett weights. */
static double
kpss (const double *x, gsize n)
{
  double mean = aeq_stats_mean (x, n), sum = 0, squares = 0, variance = 0;
  gsize lags = (gsize) (3 * sqrt ((double) n) / 13);

  for (gsize t = 0; t < n; t++)
    {
      sum += x[t] - mean;
      squares += sum * sum;
      variance += (x[t] - mean) * (x[t] - mean);
    }
  for (gsize k = 1; k <= lags; k++)
    {
      double product = 0;

      for (gsize t = k; t < n; t++)
        product += (x[t] - mean) * (x[t - k] - mean);
      variance += 2 * (1 - k / (lags + 1.0)) * product;
    }
  return variance > 0 ? squares / ((double) n * variance) : 0;
}

/* Levinson and Durbin: the autoregression of order @order from the autocovariances. */
static void
long_autoregression (const double *w, gsize n, guint order, double *phi)
{
  double r[LONG_ORDER + 1], before[LONG_ORDER], error;

  for (guint k = 0; k <= order; k++)
    {
      r[k] = 0;
      for (gsize t = k; t < n; t++)
        r[k] += w[t] * w[t - k];
    }
  error = r[0] * (1 + 1e-9);
  for (guint k = 0; k < order; k++)
    {
      double reflection = r[k + 1];

      for (guint i = 0; i < k; i++)
        reflection -= phi[i] * r[k - i];
      reflection /= error;
      memcpy (before, phi, k * sizeof *phi);
      for (guint i = 0; i < k; i++)
        phi[i] = before[i] - reflection * before[k - 1 - i];
      phi[k] = reflection;
      error *= 1 - reflection * reflection;
    }
}

static void
long_innovations (Fitter *self)
{
  double phi[LONG_ORDER];

  long_autoregression (self->w, self->n, (guint) self->from, phi);
  for (gsize t = 0; t < self->n; t++)
    {
      self->a[t] = t < self->from ? 0 : self->w[t];
      for (gsize i = 0; t >= self->from && i < self->from; i++)
        self->a[t] -= phi[i] * self->w[t - 1 - i];
    }
}

/* Whether 1 - c1 z - c2 z^2 ... has its roots outside the unit circle, with a little room: the reflection coefficients
 * say so. */
static gboolean
is_stable (const double *coefficients, guint n)
{
  double c[MOST_COEFFICIENTS], before[MOST_COEFFICIENTS];

  memcpy (c, coefficients, n * sizeof *c);
  for (guint k = n; k-- > 0;)
    {
      double last = c[k], scale = 1 - last * last;

      if (!(fabs (last) < .995))
        return FALSE;
      memcpy (before, c, k * sizeof *c);
      for (guint i = 0; i < k; i++)
        c[i] = (before[i] + last * before[k - 1 - i]) / scale;
    }
  return TRUE;
}

static gboolean
model_is_stable (const AeqArma *self)
{
  double minus[AEQ_ARMA_MOST_Q];

  for (guint j = 0; j < self->q; j++)
    minus[j] = -self->theta[j];
  return is_stable (self->phi, self->p) && is_stable (minus, self->q);
}

/* Pulls the roots out until they are. */
static void
make_stable (AeqArma *self)
{
  while (!model_is_stable (self))
    {
      double shrink = 1;

      for (guint i = 0; i < MAX (self->p, self->q); i++)
        {
          shrink *= .95;
          if (i < self->p)
            self->phi[i] *= shrink;
          if (i < self->q)
            self->theta[i] *= shrink;
        }
    }
}

/* Least squares of w on its own past and on the innovations @a. */
static void
regress (const Fitter *self, AeqArma *model)
{
  guint m = model->p + model->q;
  double xx[MOST_COEFFICIENTS * MOST_COEFFICIENTS] = { 0 }, xy[MOST_COEFFICIENTS] = { 0 };

  for (gsize t = self->from + AEQ_ARMA_MOST_Q; t < self->n; t++)
    {
      double x[MOST_COEFFICIENTS];

      for (guint i = 0; i < m; i++)
        x[i] = i < model->p ? self->w[t - 1 - i] : self->a[t - 1 - (i - model->p)];
      for (guint i = 0; i < m; i++)
        {
          xy[i] += x[i] * self->w[t];
          for (guint j = 0; j <= i; j++)
            xx[i * m + j] += x[i] * x[j];
        }
    }
  for (guint i = 0; i < m; i++)
    xx[i * m + i] *= 1 + 1e-6;
  aeq_solve_positive (xx, m, xy);
  memcpy (model->phi, xy, model->p * sizeof *xy);
  memcpy (model->theta, xy + model->p, model->q * sizeof *xy);
}

/* Innovations from the values before, those before the first taken as none; their sum of squares. */
static double
innovations (Fitter *self, const AeqArma *model)
{
  double squares = 0;

  for (gsize t = 0; t < self->n; t++)
    {
      double e = self->w[t];

      for (guint i = 0; i < model->p && i < t; i++)
        e -= model->phi[i] * self->w[t - 1 - i];
      for (guint j = 0; j < model->q && j < t; j++)
        e -= model->theta[j] * self->e[t - 1 - j];
      self->e[t] = e;
      if (t >= self->from)
        squares += e * e;
    }
  return squares;
}

/* How each innovation moves with each coefficient. */
static void
derivatives (Fitter *self, const AeqArma *model)
{
  for (guint i = 0; i < model->p + model->q; i++)
    for (gsize t = 0; t < self->n; t++)
      {
        gsize lag = i < model->p ? i + 1 : i - model->p + 1;
        double d = t < lag ? 0 : -(i < model->p ? self->w[t - lag] : self->e[t - lag]);

        for (guint j = 0; j < model->q && j < t; j++)
          d -= model->theta[j] * self->de[i][t - 1 - j];
        self->de[i][t] = d;
      }
}

static void
newton_step (const Fitter *self, const AeqArma *model, double *step)
{
  guint m = model->p + model->q;
  double xx[MOST_COEFFICIENTS * MOST_COEFFICIENTS] = { 0 };

  for (guint i = 0; i < m; i++)
    {
      step[i] = 0;
      for (gsize t = self->from; t < self->n; t++)
        step[i] -= self->de[i][t] * self->e[t];
      for (guint j = 0; j <= i; j++)
        for (gsize t = self->from; t < self->n; t++)
          xx[i * m + j] += self->de[i][t] * self->de[j][t];
      xx[i * m + i] *= 1 + 1e-6;
    }
  aeq_solve_positive (xx, m, step);
}

/* Gauss and Newton on the sum of squares, which may only fall; returns it. */
static double
refine (Fitter *self, AeqArma *model)
{
  double best = innovations (self, model);

  for (int pass = 0; pass < REFINEMENTS && model->q > 0; pass++)
    {
      AeqArma next = *model;
      double step[MOST_COEFFICIENTS], loss;

      derivatives (self, model);
      newton_step (self, model, step);
      for (guint i = 0; i < model->p; i++)
        next.phi[i] += step[i];
      for (guint j = 0; j < model->q; j++)
        next.theta[j] += step[model->p + j];
      make_stable (&next);
      loss = innovations (self, &next);
      if (!(loss < best * (1 - 1e-5)))
        break;
      best = loss;
      *model = next;
    }
  return best;
}

static double
aicc (double squares, gsize n, guint parameters)
{
  return n * log (squares / n + 1e-300) + 2.0 * parameters * n / (n - parameters - 1.0);
}

static void
search (Fitter *self, AeqArma *model)
{
  double best = INFINITY;
  gsize n = self->n - self->from;

  for (guint p = 0; p <= AEQ_ARMA_MOST_P; p++)
    for (guint q = 0; q <= AEQ_ARMA_MOST_Q; q++)
      {
        AeqArma one = { .p = p, .q = q, .d = model->d, .mean = model->mean };
        double squares, criterion;

        regress (self, &one);
        make_stable (&one);
        squares = refine (self, &one);
        criterion = aicc (squares, n, p + q + 2 - model->d);
        if (criterion < best)
          {
            best = criterion;
            one.sigma = sqrt (squares / n);
            *model = one;
          }
      }
}

static void
fitter_alloc (Fitter *self, double *room)
{
  self->a = room;
  self->e = room + self->n;
  for (guint i = 0; i < MOST_COEFFICIENTS; i++)
    self->de[i] = room + (2 + i) * self->n;
}

/* Takes the mean off and brings what is far out back to the edge. */
static double
centre (double *w, gsize n, gboolean keep_mean)
{
  double median = aeq_stats_median (w, n), reach = AEQ_ARMA_CLIP * aeq_stats_mad (w, n), mean;

  for (gsize t = 0; t < n && reach > 0; t++)
    w[t] = CLAMP (w[t], median - reach, median + reach);
  mean = keep_mean ? 0 : aeq_stats_mean (w, n);
  for (gsize t = 0; t < n; t++)
    w[t] -= mean;
  return mean;
}

void
aeq_arma_fit (AeqArma *self, const double *x, gsize n)
{
  g_autofree double *w = g_memdup2 (x, n * sizeof *x);
  g_autofree double *room = NULL;
  Fitter fitter = { .w = w };

  *self = (AeqArma) { .mean = aeq_stats_median (x, n) };
  if (n < LEAST_VALUES)
    return;
  self->d = kpss (x, n) > KPSS_5_PERCENT;
  for (gsize t = 0; t + 1 < n && self->d; t++)
    w[t] = x[t + 1] - x[t];
  fitter.n = n - self->d;
  fitter.from = MIN (LONG_ORDER, fitter.n / 4);
  self->mean = centre (w, fitter.n, self->d > 0);
  self->sigma = aeq_stats_sd (w, fitter.n);
  if (!(self->sigma > 1e-12 * (1 + fabs (self->mean))))
    return;
  room = g_new (double, (2 + MOST_COEFFICIENTS) * fitter.n);
  fitter_alloc (&fitter, room);
  long_innovations (&fitter);
  search (&fitter, self);
}
