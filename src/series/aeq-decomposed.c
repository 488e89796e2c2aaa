/* SPDX-License-Identifier: MIT */
#include "aeq-decomposed.h"

#include "aeq-arma.h"
#include "aeq-slots.h"
#include "aeq-stl.h"
#include "aeq-theta.h"

#include <math.h>
#include <string.h>

/* Seasons between two estimates of the season. */
#define REFIT_SEASONS 4
/* So many rows before fit_row are worked out: what errors and the record of the methods look at. */
#define REACH_ROWS 2000
/* So many slots an estimate looks at: three years of days. */
#define WINDOW_SLOTS 1100
#define LEAST_SEASONS 3
#define MOST_STEPS 512
/* Values beyond so many units are as far away as can be. */
#define FAR 1e6
/* A value this many robust standard deviations from the level is an outlier. */
#define FAR_OUT 5.0

/* What the three methods know after one row. */
typedef struct
{
  guint        season; /* index of the estimate */
  double       theta_drift;
  double       theta_level;
  double       level;
  AeqArmaState arma;
} RowState;

struct _AeqDecomposed
{
  const AeqShape *shape;
  AeqSlots       *slots;
  double          unit;      /* values are divided by it */
  double          alpha;     /* of the level behind STL */
  double          reach;     /* no value moves it by more than it would from this far */
  double          theta_alpha;
  AeqArma         arma;      /* of the deviations from the level */
  double         *arma_weights;
  gsize           first;     /* rows first .. last have a state */
  gsize           last;
  RowState       *rows;
  GArray         *seasons;   /* [estimate][2][period]: STL's and the classical one, by slot % period */
};

/* One pass over the rows. */
typedef struct
{
  AeqDecomposed *self;
  double        *z;        /* by slot, holes filled */
  guint8        *present;  /* by slot */
  double        *season;   /* work space by slot */
  double        *trend;
  double        *adjusted;
  double        *deviation;
  gsize          n_slots;
  AeqTheta       theta;
  double         level;
  AeqArmaState   arma;
} Pass;

static gsize
slot_of (const AeqDecomposed *self, gsize row)
{
  return (gsize) self->slots->slot[row];
}

static const double *
season_at (const AeqDecomposed *self, guint estimate, gboolean classical)
{
  return (const double *) self->seasons->data + (2 * estimate + (classical ? 1 : 0)) * self->slots->period;
}

/* The first row with a value, and the last that was observed. */
static gboolean
find_rows (AeqDecomposed *self, gsize *begin)
{
  const AeqShape *shape = self->shape;
  gsize least = LEAST_SEASONS * self->slots->period;
  gsize last = shape->n;

  *begin = 0;
  while (*begin < shape->n && isnan (shape->values[*begin]))
    (*begin)++;
  while (last > 0 && (shape->filled[last - 1] || isnan (shape->values[last - 1])))
    last--;
  if (self->slots->period == 0 || last < *begin + least || shape->fit_row + 1 < *begin + least)
    return FALSE;
  self->last = last - 1;
  self->first = MAX (*begin + least - 1, shape->fit_row > REACH_ROWS ? shape->fit_row - REACH_ROWS : 0);
  return self->first <= self->last;
}

static void
fill_slots (Pass *pass, gsize begin)
{
  AeqDecomposed *self = pass->self;
  const AeqShape *shape = self->shape;
  gsize period = self->slots->period, size;

  pass->n_slots = slot_of (self, self->last) + 1;
  size = pass->n_slots;
  pass->z = g_new (double, size);
  pass->present = g_new0 (guint8, size);
  for (gsize i = 0; i < size; i++)
    pass->z[i] = NAN;
  for (gsize r = begin; r <= self->last; r++)
    {
      double z = CLAMP (shape->values[r] / self->unit, -FAR, FAR);
      gsize i = slot_of (self, r);

      pass->z[i] = z;
      pass->present[i] = !shape->filled[r] && !isnan (z);
    }
  /* A stand-in weighs nothing, it only has to be a number: the season before, else the value before. */
  for (gsize i = slot_of (self, begin) + 1; i < size; i++)
    if (isnan (pass->z[i]))
      pass->z[i] = i >= period && !isnan (pass->z[i - period]) ? pass->z[i - period] : pass->z[i - 1];
}

/* A typical size: of the deviations, else of the values; of most of them, so that no outlier makes it. */
static double
unit_of (const AeqShape *shape)
{
  gsize n = shape->fit_row + 1;
  double size = aeq_stats_mad (shape->values, n);

  if (!(size > 0))
    size = fabs (aeq_stats_median (shape->values, n));
  if (!(size > 0))
    size = aeq_stats_mean_abs (shape->values, n);
  return size > 0 && isfinite (size) ? size : 1;
}

/* The season of STL in its last cycle and the classical one, from the window of slots that ends at @end. Without two
 * seasons of data, or without a season that shows, they are zero. */
static void
estimate_season (Pass *pass, gsize begin, gsize end)
{
  AeqDecomposed *self = pass->self;
  gsize period = self->slots->period;
  gsize from = MAX (begin, end + 1 > WINDOW_SLOTS ? end + 1 - WINDOW_SLOTS : 0), n = end + 1 - from;
  g_autofree double *both = g_new0 (double, 2 * period);
  g_autofree double *classical = g_new0 (double, period);
  AeqStlParams params;

  aeq_stl_params_init (&params, (guint) period);
  if (aeq_stl_decompose (&params, pass->z + from, pass->present + from, n, pass->season + from, pass->trend + from))
    for (gsize i = end + 1 - period; i <= end; i++)
      both[i % period] = pass->season[i];
  else
    memset (pass->season + from, 0, n * sizeof *pass->season);
  if (aeq_is_seasonal (pass->z + from, n, period))
    aeq_classical_season (pass->z + from, n, period, classical);
  for (gsize i = 0; i < period; i++)
    both[period + (from + i) % period] = classical[i];
  g_array_append_vals (self->seasons, both, (guint) (2 * period));
}

static guint
n_estimates (const AeqDecomposed *self)
{
  return self->seasons->len / (2 * self->slots->period);
}

/* The window less its season: STL's moves along it, the classical one stands. */
static const double *
adjust (Pass *pass, gsize from, gsize end, gboolean classical)
{
  const double *season = season_at (pass->self, n_estimates (pass->self) - 1, TRUE);

  for (gsize i = from; i <= end; i++)
    pass->adjusted[i] = pass->z[i] - (classical ? season[i % pass->self->slots->period] : pass->season[i]);
  return pass->adjusted + from;
}

static void
follow (const AeqDecomposed *self, double *level, double x)
{
  if (!isnan (x))
    *level += self->alpha * CLAMP (x - *level, -self->reach, self->reach);
}

/* The level through @x from its first values on, and what deviates from it. */
static double
run_level (const AeqDecomposed *self, const double *x, gsize n, double *deviation)
{
  double level = aeq_stats_median (x, MIN (n, 2 * self->slots->period));

  for (gsize i = 0; i < n; i++)
    {
      follow (self, &level, x[i]);
      deviation[i] = x[i] - level;
    }
  return level;
}

/* Starts the methods anew behind an estimate of the season at slot @end. */
static void
restart (Pass *pass, gsize begin, gsize end)
{
  AeqDecomposed *self = pass->self;
  gsize from = MAX (begin, end + 1 > WINDOW_SLOTS ? end + 1 - WINDOW_SLOTS : 0), n = end + 1 - from;
  const double *x = adjust (pass, from, end, TRUE);

  aeq_theta_init (&pass->theta, self->theta_alpha, x, n);
  x = adjust (pass, from, end, FALSE);
  pass->level = run_level (self, x, n, pass->deviation);
  aeq_arma_start (&self->arma, &pass->arma, pass->deviation[0]);
  for (gsize i = 1; i < n; i++)
    aeq_arma_step (&self->arma, &pass->arma, pass->present[from + i] ? pass->deviation[i] : NAN);
}

static void
step (Pass *pass, gsize slot)
{
  AeqDecomposed *self = pass->self;
  guint estimate = n_estimates (self) - 1;
  gsize phase = slot % self->slots->period;
  double z = pass->present[slot] ? pass->z[slot] : NAN;
  double x = z - season_at (self, estimate, FALSE)[phase];

  aeq_theta_step (&pass->theta, z - season_at (self, estimate, TRUE)[phase]);
  follow (self, &pass->level, x);
  aeq_arma_step (&self->arma, &pass->arma, x - pass->level);
}

static void
keep (Pass *pass, gsize row)
{
  AeqDecomposed *self = pass->self;
  double drift = .5 * pass->theta.slope;

  self->rows[row - self->first] = (RowState) {
    .season = n_estimates (self) - 1,
    .theta_level = pass->theta.level + drift * (pass->theta.weight / pass->theta.alpha - 1),
    .theta_drift = drift,
    .level = pass->level,
    .arma = pass->arma,
  };
}

/* Coefficients from the window that ends at fit_row (or at the last value before it). */
static void
fit (Pass *pass, gsize begin)
{
  AeqDecomposed *self = pass->self;
  gsize end = slot_of (self, MIN (self->shape->fit_row, self->last));
  gsize from = MAX (begin, end + 1 > WINDOW_SLOTS ? end + 1 - WINDOW_SLOTS : 0), n = end + 1 - from;
  const double *x;

  estimate_season (pass, begin, end);
  x = adjust (pass, from, end, TRUE);
  self->theta_alpha = aeq_theta_alpha (x, n);
  x = adjust (pass, from, end, FALSE);
  self->alpha = aeq_level_alpha (x, n, self->slots->period);
  self->reach = INFINITY;
  run_level (self, x, n, pass->deviation);
  self->reach = FAR_OUT * aeq_stats_mad (pass->deviation, n);
  self->reach = self->reach > 0 ? self->reach : INFINITY;
  aeq_arma_fit (&self->arma, pass->deviation, n);
  aeq_arma_weights (&self->arma, MOST_STEPS, self->arma_weights);
  g_array_set_size (self->seasons, 0);
}

static void
run (Pass *pass, gsize begin)
{
  AeqDecomposed *self = pass->self;
  gsize stride = REFIT_SEASONS * self->slots->period, at = slot_of (self, begin);
  /* The grid of estimates goes through fit_row, whose forecasts are the ones that are issued. */
  gsize phase = self->shape->fit_row % stride;

  self->rows = g_new (RowState, self->last - self->first + 1);
  for (gsize row = self->first; row <= self->last; row++)
    {
      gsize slot = slot_of (self, row);

      if (row == self->first || row % stride == phase)
        {
          estimate_season (pass, at, slot);
          restart (pass, at, slot);
        }
      else
        for (gsize i = slot_of (self, row - 1) + 1; i <= slot; i++)
          step (pass, i);
      keep (pass, row);
    }
}

static void
pass_clear (Pass *pass)
{
  g_free (pass->z);
  g_free (pass->present);
  g_free (pass->season);
  g_free (pass->trend);
  g_free (pass->adjusted);
  g_free (pass->deviation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

AeqDecomposed *
aeq_decomposed_new (const AeqShape *shape)
{
  AeqDecomposed *self = g_new0 (AeqDecomposed, 1);
  g_auto(Pass) pass = { .self = self };
  gsize begin;

  self->shape = shape;
  self->slots = aeq_slots_new (shape->timeline);
  self->seasons = g_array_new (FALSE, FALSE, sizeof (double));
  self->unit = unit_of (shape);
  if (!find_rows (self, &begin))
    return self;
  self->arma_weights = g_new (double, MOST_STEPS * AEQ_ARMA_STATE);
  fill_slots (&pass, begin);
  pass.season = g_new0 (double, pass.n_slots);
  pass.trend = g_new0 (double, pass.n_slots);
  pass.adjusted = g_new0 (double, pass.n_slots);
  pass.deviation = g_new0 (double, pass.n_slots);
  fit (&pass, slot_of (self, begin));
  run (&pass, begin);
  return self;
}

void
aeq_decomposed_free (AeqDecomposed *self)
{
  if (self == NULL)
    return;
  aeq_slots_free (self->slots);
  g_array_unref (self->seasons);
  g_free (self->arma_weights);
  g_free (self->rows);
  g_free (self);
}

void
aeq_decomposed_point (const AeqDecomposed *self, gsize t, gsize r, double out[AEQ_N_DECOMPOSED])
{
  const RowState *state;
  gsize origin = MIN (t, self->last), phase;
  guint steps;
  double season;

  for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
    out[m] = NAN;
  if (self->rows == NULL || t < self->first)
    return;
  state = &self->rows[origin - self->first];
  steps = (guint) CLAMP (self->slots->slot[r] - self->slots->slot[origin], 1, MOST_STEPS);
  phase = slot_of (self, r) % self->slots->period;
  season = season_at (self, state->season, FALSE)[phase];
  out[AEQ_DECOMPOSED_THETA] =
      state->theta_level + steps * state->theta_drift + season_at (self, state->season, TRUE)[phase];
  out[AEQ_DECOMPOSED_SMOOTH] = state->level + season;
  out[AEQ_DECOMPOSED_ARMA] = state->level + aeq_arma_forecast (&self->arma, &state->arma, self->arma_weights, steps) + season;
  for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
    out[m] = out[m] * self->unit;
}
