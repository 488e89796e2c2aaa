/* SPDX-License-Identifier: MIT */
#include "aeq-rest.h"

#include "aeq-error.h"

#include <math.h>
#include <string.h>

#define PAST_DAYS 90
#define LEAST_DAYS 5
#define LAMBDA .97
#define SHARPNESS 15.0
/* Share of a second day in a path: without it only as many paths exist as there are days. */
#define SHAKE .35

const char *
aeq_rest_candidate_name (guint candidate)
{
  switch (candidate)
    {
    case AEQ_REST_REGRESSION:
      return "regression";
    case AEQ_REST_MODEL:
      return "xgboost";
    default:
      return aeq_curve_name ((AeqCurve) candidate);
    }
}

/* Past days, the oldest first, and today behind them. */
typedef struct
{
  const AeqCurves *curves;
  guint            now;
  guint            rest;
  gsize            n;         /* past days */
  gsize            days[PAST_DAYS + 1];
  double          *by[AEQ_N_REST_CANDIDATES]; /* [n + 1][rest]; NULL: says nothing */
} Panel;

static void
panel_clear (Panel *self)
{
  for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
    g_free (self->by[c]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Panel, panel_clear)

static void
panel_days (Panel *self)
{
  const AeqCurves *c = self->curves;
  guint support = aeq_curves_good_support (c);

  for (gsize d = c->n_days; d-- > 0 && self->n < PAST_DAYS;)
    if (c->usable[d] && c->support[d] >= support && isfinite (c->profile[d * c->n_buckets]))
      self->days[self->n++] = d;
  for (gsize i = 0; i < self->n / 2; i++)
    {
      gsize swap = self->days[i];

      self->days[i] = self->days[self->n - 1 - i];
      self->days[self->n - 1 - i] = swap;
    }
  self->days[self->n] = c->n_days;
}

static void
panel_curves (Panel *self)
{
  for (int which = 0; which < AEQ_N_CURVES; which++)
    {
      gboolean ok = TRUE;

      self->by[which] = g_new (double, (self->n + 1) * self->rest);
      for (gsize i = 0; i <= self->n && ok; i++)
        ok = aeq_curve_forecast (self->curves, (AeqCurve) which, self->days[i], self->now,
                                 self->by[which] + i * self->rest);
      if (!ok)
        g_clear_pointer (&self->by[which], g_free);
    }
}

static gboolean
panel_fill (Panel *self, const AeqIntraday *model, GError **error)
{
  gsize cells = (self->n + 1) * self->rest;

  panel_curves (self);
  self->by[AEQ_REST_REGRESSION] = g_new (double, cells);
  aeq_intraday_regress (self->curves, self->days, self->n + 1, self->now, self->by[AEQ_REST_REGRESSION]);
  if (model == NULL)
    return TRUE;
  self->by[AEQ_REST_MODEL] = g_new (double, cells);
  return aeq_intraday_forecast (model, self->curves, self->days, self->n + 1, self->now, self->by[AEQ_REST_MODEL],
                                error);
}

static const double *
actual_of (const Panel *self, gsize i)
{
  return self->curves->values + self->days[i] * self->curves->n_buckets + self->now;
}

/* Mean distance of the running sums: what the desk looks at. */
static double
path_loss (const double *forecast, const double *actual, guint rest)
{
  double sum = 0, loss = 0;

  for (guint j = 0; j < rest; j++)
    {
      sum += actual[j] - forecast[j];
      loss += fabs (sum);
    }
  return loss / rest;
}

static void
weigh (const Panel *self, double weights[AEQ_N_REST_CANDIDATES], double losses[AEQ_N_REST_CANDIDATES])
{
  double loss[AEQ_N_REST_CANDIDATES] = { 0 }, best = INFINITY, sum = 0;

  for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
    {
      double share = 0;

      for (gsize i = 0; self->by[c] != NULL && i < self->n; i++)
        {
          share = LAMBDA * share + 1;
          loss[c] += (path_loss (self->by[c] + i * self->rest, actual_of (self, i), self->rest) - loss[c]) / share;
        }
      if (self->by[c] != NULL)
        best = MIN (best, loss[c]);
    }
  for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
    {
      weights[c] = self->by[c] != NULL ? exp (-SHARPNESS * 2 * (loss[c] - best) / (loss[c] + best + 1e-300)) : 0;
      losses[c] = self->by[c] == NULL ? NAN : (best > 0 ? loss[c] / best : 1);
      sum += weights[c];
    }
  for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
    weights[c] /= sum;
}

static void
combine (const Panel *self, const double *weights, gsize i, double *out)
{
  for (guint j = 0; j < self->rest; j++)
    {
      out[j] = 0;
      for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
        if (self->by[c] != NULL)
          out[j] += weights[c] * self->by[c][i * self->rest + j];
    }
}

/* A past day's errors in today's size: volumes by the ratio of the forecasts, nets by that of the usual bucket. */
static void
bring_errors (const Panel *self, const double *weights, AeqRest *rest)
{
  const AeqCurves *c = self->curves;
  g_autofree double *then = g_new (double, self->rest);

  for (gsize k = 0; k < self->n; k++)
    {
      gsize i = self->n - 1 - k, day = self->days[i];
      const double *actual = actual_of (self, i);
      double unit = c->unit[c->n_days * c->n_buckets] / c->unit[day * c->n_buckets];

      combine (self, weights, i, then);
      rest->dates[k] = c->facts[day].date;
      for (guint j = 0; j < self->rest; j++)
        {
          double size = c->positive && then[j] > 0 ? rest->forecast[j] / then[j] : unit;

          rest->errors[k * self->rest + j] = (actual[j] - then[j]) * CLAMP (size, .25, 4);
        }
    }
}

static double
end_error (const AeqRest *self, gsize k)
{
  double sum = 0;

  for (guint j = 0; j < self->rest; j++)
    sum += self->errors[k * self->rest + j];
  return sum;
}

/* Walks through the past days as if each had been forecast from those before it, with adaptive conformal inference for
 * the 90 % interval of the day's end; what it ends with is how much wider the errors must be drawn. */
static double
learn_widening (const AeqRest *self)
{
  g_autofree double *size = g_new (double, self->n_errors);
  double alpha = .1, plain;

  if (self->n_errors < 20)
    return 1 + 2.0 / MAX (self->n_errors, 2);
  for (gsize i = 0; i < self->n_errors; i++)
    {
      double e = fabs (end_error (self, self->n_errors - 1 - i));

      if (i >= 20)
        {
          double level = MIN (1, (1 - alpha) * (i + 1) / i);

          alpha += .04 * (.1 - (e > aeq_stats_quantile (size, i, level) ? 1 : 0));
          alpha = CLAMP (alpha, .01, .3);
        }
      size[i] = e;
    }
  plain = aeq_stats_quantile (size, self->n_errors, .9);
  if (!(plain > 0))
    return 1;
  return CLAMP (aeq_stats_quantile (size, self->n_errors, MIN (1, (1 - alpha) * (1 + 1.0 / self->n_errors))) / plain,
                .85, 2);
}

AeqRest *
aeq_rest_new (const AeqCurves *curves, const AeqIntraday *model, guint now, GError **error)
{
  g_auto(Panel) panel = { .curves = curves, .now = now, .rest = curves->n_buckets - now };
  AeqRest *self;

  panel_days (&panel);
  if (panel.n < LEAST_DAYS || panel.rest == 0 || !isfinite (curves->profile[curves->n_days * curves->n_buckets]))
    return NULL;
  if (!panel_fill (&panel, model, error))
    return NULL;
  self = g_new0 (AeqRest, 1);
  self->rest = panel.rest;
  self->n_errors = panel.n;
  self->forecast = g_new (double, panel.rest);
  self->errors = g_new (double, panel.n * panel.rest);
  self->dates = g_new (AeqDate, panel.n);
  weigh (&panel, self->weights, self->losses);
  combine (&panel, self->weights, panel.n, self->forecast);
  bring_errors (&panel, self->weights, self);
  self->widening = learn_widening (self);
  return self;
}

void
aeq_rest_free (AeqRest *self)
{
  if (self == NULL)
    return;
  g_free (self->forecast);
  g_free (self->errors);
  g_free (self->dates);
  g_free (self);
}

gsize
aeq_rest_draw (const AeqRest *self, AeqRng *rng)
{
  /* The smaller of two uniform draws would be too eager; a third of the time it is taken. */
  gsize a = aeq_rng_below (rng, (guint) self->n_errors);
  gsize b = aeq_rng_below (rng, (guint) self->n_errors);

  return aeq_rng_uniform (rng) < .33 ? MIN (a, b) : a;
}

void
aeq_rest_path (const AeqRest *self, gsize source, gsize other, double *net)
{
  const double *a = self->errors + source * self->rest;
  const double *b = self->errors + other * self->rest;
  double keep = sqrt (1 - SHAKE * SHAKE);

  for (guint j = 0; j < self->rest; j++)
    net[j] = self->forecast[j] + self->widening * (keep * a[j] + SHAKE * b[j]);
}
