/* SPDX-License-Identifier: MIT */
#include "aeq-shock-fit.h"

#include <math.h>

#define MIN_FACTOR .05
#define MAX_FACTOR 20
#define MAX_DELAY 1440
#define MAX_LIFT .9
#define LEAST_DAYS 3 /* of a week, to tell a correlation */

/* How a kind of figure is estimated from weeks, and how wrong it is for one. */
typedef struct
{
  double (*estimate) (const AeqShockWeek *weeks, gsize n);
  double (*shrink)   (double seen, gsize n, double assumed);
  double (*error)    (const AeqShockWeek *week, double figure);
  double nothing; /* the figure that changes nothing */
} Kind;

/* NaN without a usual week. */
static double
ratio_of_sums (const AeqShockWeek *weeks, gsize n)
{
  double value = 0;
  double usual = 0;

  for (gsize i = 0; i < n; i++)
    {
      value += weeks[i].value;
      usual += weeks[i].usual;
    }
  return usual > 0 ? value / usual : NAN;
}

static double
factor_of_weeks (const AeqShockWeek *weeks, gsize n)
{
  double ratio = ratio_of_sums (weeks, n);

  return isnan (ratio) ? NAN : CLAMP (ratio, MIN_FACTOR, MAX_FACTOR);
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
lift_of_weeks (const AeqShockWeek *weeks, gsize n)
{
  double ratio = ratio_of_sums (weeks, n);

  return isnan (ratio) ? NAN : CLAMP (ratio, 0, MAX_LIFT);
}

static double
lift_error (const AeqShockWeek *week, double lift)
{
  double error = week->value / week->usual - lift;

  return error * error;
}

static double
shrink_evenly (double seen, gsize n, double assumed)
{
  return (n * seen + AEQ_SHOCK_PRIOR_WEEKS * assumed) / (n + AEQ_SHOCK_PRIOR_WEEKS);
}

static double
delay_error (const AeqShockWeek *week, double delay)
{
  return fabs (week->value - delay);
}

static const Kind FACTOR = { factor_of_weeks, shrink_factor, factor_error, 1 };
static const Kind DELAY = { mean_of_weeks, shrink_evenly, delay_error, 0 };
static const Kind LIFT = { lift_of_weeks, shrink_evenly, lift_error, 0 };

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

void
aeq_shock_fit_lift (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence)
{
  fit (&LIFT, weeks, n, assumed, evidence);
}

/* FALSE when it does not move. */
static gboolean
scale_row (double *row, guint n)
{
  double mean = 0, squares = 0, largest = 0;

  for (guint d = 0; d < n; d++)
    {
      mean += row[d] / n;
      largest = fmax (largest, fabs (row[d]));
    }
  for (guint d = 0; d < n; d++)
    {
      row[d] -= mean;
      squares += row[d] * row[d];
    }
  for (guint d = 0; d < n && squares > 0; d++)
    row[d] /= sqrt (squares);
  return sqrt (squares) > 1e-9 * largest;
}

double
aeq_shock_correlation (double *rows, guint n_accounts, guint n_days)
{
  g_autofree double *sum = g_new0 (double, MAX (n_days, 1));
  double squares = 0;
  guint n = 0;

  for (guint a = 0; a < n_accounts; a++)
    {
      double *row = rows + (gsize) a * n_days;

      if (!scale_row (row, n_days))
        continue;
      for (guint d = 0; d < n_days; d++)
        sum[d] += row[d];
      n++;
    }
  if (n < 2 || n_days < LEAST_DAYS)
    return NAN;
  for (guint d = 0; d < n_days; d++)
    squares += sum[d] * sum[d];
  /* The square of the sum has each pair twice, and each account with itself. */
  return (squares - n) / ((double) n * (n - 1));
}
