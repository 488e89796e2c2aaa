/* SPDX-License-Identifier: MIT */
#include "aeq-shock-fit.h"

#include <math.h>

#define MIN_FACTOR .05
#define MAX_FACTOR 20
#define MAX_DELAY 1440

/* How a kind of figure is estimated from weeks, and how wrong it is for one. */
typedef struct
{
  double (*estimate) (const AeqShockWeek *weeks, gsize n);
  double (*shrink)   (double seen, gsize n, double assumed);
  double (*error)    (const AeqShockWeek *week, double figure);
  double nothing; /* the figure that changes nothing */
} Kind;

static double
ratio_of_weeks (const AeqShockWeek *weeks, gsize n)
{
  double value = 0;
  double usual = 0;

  for (gsize i = 0; i < n; i++)
    {
      value += weeks[i].value;
      usual += weeks[i].usual;
    }
  return usual > 0 ? CLAMP (value / usual, MIN_FACTOR, MAX_FACTOR) : NAN;
}

static double
shrink_factor (double seen, gsize n, double assumed)
{
  double prior = log (CLAMP (assumed, MIN_FACTOR, MAX_FACTOR));

  return exp ((n * log (seen) + AEQ_SHOCK_PRIOR_WEEKS * prior) / (n + AEQ_SHOCK_PRIOR_WEEKS));
}

static double
factor_error (const AeqShockWeek *week, double factor)
{
  return fabs (week->value / week->usual - factor);
}

static double
mean_of_weeks (const AeqShockWeek *weeks, gsize n)
{
  double sum = 0;
  double weight = 0;

  for (gsize i = 0; i < n; i++)
    {
      sum += weeks[i].value * weeks[i].usual;
      weight += weeks[i].usual;
    }
  return weight > 0 ? CLAMP (sum / weight, 0, MAX_DELAY) : NAN;
}

static double
shrink_delay (double seen, gsize n, double assumed)
{
  return (n * seen + AEQ_SHOCK_PRIOR_WEEKS * assumed) / (n + AEQ_SHOCK_PRIOR_WEEKS);
}

static double
delay_error (const AeqShockWeek *week, double delay)
{
  return fabs (week->value - delay);
}

static const Kind FACTOR = { ratio_of_weeks, shrink_factor, factor_error, 1 };
static const Kind DELAY = { mean_of_weeks, shrink_delay, delay_error, 0 };

static double
drawn (const Kind *kind, const AeqShockWeek *weeks, gsize n, double assumed)
{
  double seen = kind->estimate (weeks, n);

  return isnan (seen) ? assumed : kind->shrink (seen, n, assumed);
}

/* Each week from those before it, as it would have been used. */
static void
judge (const Kind *kind, const AeqShockWeek *weeks, gsize n, AeqShockEvidence *evidence)
{
  double none = 0;
  double assumed = 0;
  double fitted = 0;

  for (gsize i = 0; i < n; i++)
    {
      none += kind->error (&weeks[i], kind->nothing);
      assumed += kind->error (&weeks[i], evidence->assumed);
      fitted += kind->error (&weeks[i], drawn (kind, weeks, i, evidence->assumed));
    }
  evidence->loss_none = n > 0 ? none / n : NAN;
  evidence->loss_assumed = n > 0 ? assumed / n : NAN;
  evidence->loss_fitted = n > 0 ? fitted / n : NAN;
}

static void
fit (const Kind *kind, const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence)
{
  *evidence = (AeqShockEvidence) { .weeks = (guint) n, .assumed = assumed, .seen = kind->estimate (weeks, n) };
  evidence->fitted = drawn (kind, weeks, n, assumed);
  judge (kind, weeks, n, evidence);
  evidence->used = assumed;
  if (n >= AEQ_SHOCK_LEAST_WEEKS)
    evidence->used = evidence->loss_fitted < evidence->loss_none ? evidence->fitted : kind->nothing;
}

void
aeq_shock_fit_factor (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence)
{
  fit (&FACTOR, weeks, n, assumed, evidence);
}

void
aeq_shock_fit_delay (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence)
{
  fit (&DELAY, weeks, n, assumed, evidence);
}
