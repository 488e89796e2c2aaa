/* SPDX-License-Identifier: MIT */
#include "aeq-arma.h"

#include <math.h>
#include <string.h>

/* The state: [0] the last value less the mean, [1 ..] the last values or differences, then the innovations. */
void
aeq_arma_start (const AeqArma *self, AeqArmaState *state, double first)
{
  memset (state, 0, sizeof *state);
  state->at[0] = first - self->mean;
  if (self->d == 0)
    state->at[1] = state->at[0];
}

static void
push (double *values, guint n, double value)
{
  if (n == 0)
    return;
  memmove (values + 1, values, (n - 1) * sizeof *values);
  values[0] = value;
}

void
aeq_arma_step (const AeqArma *self, AeqArmaState *state, double x)
{
  double *lags = state->at + 1, *shocks = lags + AEQ_ARMA_MOST_P;
  double expected = 0, shock = 0;

  for (guint i = 0; i < self->p; i++)
    expected += self->phi[i] * lags[i];
  for (guint j = 0; j < self->q; j++)
    expected += self->theta[j] * shocks[j];
  if (!isnan (x))
    {
      shock = x - self->mean - (self->d ? state->at[0] : 0) - expected;
      shock = CLAMP (shock, -AEQ_ARMA_CLIP * self->sigma, AEQ_ARMA_CLIP * self->sigma);
    }
  state->at[0] = (self->d ? state->at[0] : 0) + expected + shock;
  push (lags, self->p, expected + shock);
  push (shocks, self->q, shock);
}

void
aeq_arma_weights (const AeqArma *self, guint steps, double *weights)
{
  for (guint h = 0; h < steps; h++)
    {
      double *now = weights + h * AEQ_ARMA_STATE;
      const double *before = h > 0 ? now - AEQ_ARMA_STATE : NULL;
      double change[AEQ_ARMA_STATE] = { 0 };

      for (guint i = 0; i < self->p; i++)
        {
          if (i >= h)
            change[1 + i - h] += self->phi[i];
          for (guint k = 1; i < h && k < AEQ_ARMA_STATE; k++)
            change[k] += self->phi[i] * (weights[(h - 1 - i) * AEQ_ARMA_STATE + k] -
                                         (self->d && h - 1 > i ? weights[(h - 2 - i) * AEQ_ARMA_STATE + k] : 0));
        }
      for (guint j = h; j < self->q; j++)
        change[1 + AEQ_ARMA_MOST_P + j - h] += self->theta[j];
      for (guint k = 0; k < AEQ_ARMA_STATE; k++)
        now[k] = change[k] + (self->d && before != NULL ? before[k] : 0);
      if (self->d)
        now[0] = 1;
    }
}

double
aeq_arma_forecast (const AeqArma *self, const AeqArmaState *state, const double *weights, guint step)
{
  const double *w = weights + (step - 1) * AEQ_ARMA_STATE;
  double sum = self->mean;

  for (guint k = 0; k < AEQ_ARMA_STATE; k++)
    sum += w[k] * state->at[k];
  return sum;
}
