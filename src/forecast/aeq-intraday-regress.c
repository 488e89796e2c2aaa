/* SPDX-License-Identifier: MIT */
#include "aeq-intraday.h"

#include "aeq-solve.h"

#include <math.h>
#include <string.h>

#define N_INPUTS 7
#define REGRESS_DAYS 120
#define NEIGHBOURS 2
/* Shrinks a coefficient like so many days that show nothing. */
#define RIDGE 10.0

guint
aeq_day_fold (AeqDate date)
{
  /* Monday to Sunday: 1970-01-01 was a Thursday. */
  return (guint) ((date + 3) / 7) % AEQ_DAY_FOLDS;
}

/* What is known at @now of day @day about bucket @j. */
static void
inputs_of (const AeqCurves *c, gsize day, guint now, guint j, double x[N_INPUTS])
{
  gsize here = day * c->n_buckets + now;
  gsize cell = day * c->n_buckets + j;
  double yesterday = cell >= c->n_buckets ? c->deviation[cell - c->n_buckets] : NAN;
  double week = cell >= 5 * c->n_buckets ? c->deviation[cell - 5 * c->n_buckets] : NAN;

  x[0] = 1;
  x[1] = aeq_curves_recent (c, here, 1);
  x[2] = aeq_curves_recent (c, here, 3);
  x[3] = now > 0 ? aeq_curves_recent (c, here, now) : 0;
  x[4] = isnan (yesterday) ? 0 : yesterday;
  x[5] = aeq_curves_recent (c, here, c->n_buckets);
  x[6] = isnan (week) ? 0 : week;
}

typedef struct
{
  double xx[N_INPUTS][N_INPUTS];
  double xy[N_INPUTS];
} Normal;

static void
normal_add (Normal *n, const double *x, double y, double sign)
{
  for (int a = 0; a < N_INPUTS; a++)
    {
      n->xy[a] += sign * x[a] * y;
      for (int b = 0; b < N_INPUTS; b++)
        n->xx[a][b] += sign * x[a] * x[b];
    }
}

/* The ridge keeps the matrix positive. */
static void
normal_solve (const Normal *n, double beta[N_INPUTS])
{
  double xx[N_INPUTS * N_INPUTS];

  for (int i = 0; i < N_INPUTS; i++)
    {
      for (int j = 0; j <= i; j++)
        xx[i * N_INPUTS + j] = n->xx[i][j];
      xx[i * N_INPUTS + i] += 1e-9 + RIDGE * MIN (1, n->xx[i][i] / MAX (n->xx[0][0], 1));
      beta[i] = n->xy[i];
    }
  aeq_solve_positive (xx, N_INPUTS, beta);
}

/* Past days teach each fold but their own; the last set is for days of the future. */
static void
fit_bucket (const AeqCurves *c, guint support, guint now, guint j, double beta[AEQ_DAY_FOLDS + 1][N_INPUTS])
{
  Normal normal[AEQ_DAY_FOLDS + 1] = { 0 };
  gsize first = c->n_days > REGRESS_DAYS ? c->n_days - REGRESS_DAYS : 0;

  for (gsize d = first; d < c->n_days; d++)
    {
      guint own = aeq_day_fold (c->facts[d].date);

      if (!c->usable[d] || c->support[d] < support || isnan (aeq_curves_cell (c, c->deviation, d, j)))
        continue;
      for (int shift = -NEIGHBOURS; shift <= NEIGHBOURS; shift++)
        {
          int then = (int) now + shift, target = (int) j + shift;
          double x[N_INPUTS], y;

          if (then < 0 || target >= (int) c->n_buckets)
            continue;
          inputs_of (c, d, (guint) then, (guint) target, x);
          y = aeq_curves_cell (c, c->deviation, d, (guint) target);
          for (guint f = 0; f <= AEQ_DAY_FOLDS; f++)
            if (f != own)
              normal_add (&normal[f], x, y, 1);
        }
    }
  for (guint f = 0; f <= AEQ_DAY_FOLDS; f++)
    normal_solve (&normal[f], beta[f]);
}

void
aeq_intraday_regress (const AeqCurves *c, const gsize *days, gsize n_days, guint now, double *out)
{
  guint rest = c->n_buckets - now, support = aeq_curves_good_support (c);

  for (guint j = now; j < c->n_buckets; j++)
    {
      double beta[AEQ_DAY_FOLDS + 1][N_INPUTS];

      fit_bucket (c, support, now, j, beta);
      for (gsize i = 0; i < n_days; i++)
        {
          gsize day = days[i], cell = day * c->n_buckets + j;
          guint set = day < c->n_days ? aeq_day_fold (c->facts[day].date) : AEQ_DAY_FOLDS;
          double x[N_INPUTS], sum = 0;

          inputs_of (c, day, now, j, x);
          for (int k = 0; k < N_INPUTS; k++)
            sum += beta[set][k] * x[k];
          out[i * rest + j - now] = c->profile[cell] * c->level[day] + c->unit[cell] * CLAMP (sum, -10, 10);
        }
    }
}
