/* SPDX-License-Identifier: MIT */
#include "aeq-crisis-weeks.h"

#include <math.h>

#include "aeq-shock-fit.h"

/* Net of a day of the week in the last steady weeks before @at; 0 when there are too few. */
static double
usual_net (const AeqCrisisWeeks *self, const double *nets, guint at, guint weekday)
{
  double sum = 0;
  guint  n = 0;

  for (guint i = at; i > 0 && n < AEQ_CRISIS_USUAL_WEEKS; i--)
    if (aeq_crisis_week_state (&self->weeks[i - 1]) == AEQ_REGIME_STEADY)
      {
        sum += nets[(gsize)(i - 1) * 7 + weekday];
        n++;
      }
  return n >= AEQ_CRISIS_LEAST_USUAL ? sum / n : 0;
}

/* Of what is unusual in the nets of one week. Its mean is taken out of it too: that all payments grow is what the
 * factors are for. */
static double
correlation_in (const AeqCrisisWeeks *self, guint at)
{
  const AeqCrisisWeek *week = &self->weeks[at];
  g_autofree double   *rows = g_new (double, (gsize)self->n_accounts * 7 + 1);
  guint                n_days = 0;
  gsize                k = 0;

  for (guint d = 0; d < 7; d++)
    n_days += week->moved[d];
  for (guint a = 0; a < self->n_accounts; a++)
    for (guint d = 0; d < 7; d++)
      if (week->moved[d])
        rows[k++] = self->nets[a][(gsize)at * 7 + d] - usual_net (self, self->nets[a], at, d);
  return aeq_shock_correlation (rows, self->n_accounts, n_days);
}

/* Mean over the last steady weeks before @at; NaN when there are too few. */
static double
usual_correlation (const AeqCrisisWeeks *self, const double *of, guint at)
{
  double sum = 0;
  guint  n = 0;

  for (guint i = at; i > 0 && n < AEQ_CRISIS_USUAL_WEEKS; i--)
    if (aeq_crisis_week_state (&self->weeks[i - 1]) == AEQ_REGIME_STEADY && !isnan (of[i - 1]))
      {
        sum += of[i - 1];
        n++;
      }
  return n >= AEQ_CRISIS_LEAST_USUAL ? sum / n : NAN;
}

GArray *
aeq_crisis_lift_weeks (const AeqCrisisWeeks *self, AeqRegime state)
{
  GArray            *weeks = g_array_new (FALSE, FALSE, sizeof (AeqShockWeek));
  g_autofree double *of = g_new (double, MAX (self->n, 1));

  for (guint i = 0; i < self->n; i++)
    {
      AeqRegime    here = aeq_crisis_week_state (&self->weeks[i]);
      double       usual = usual_correlation (self, of, i);
      AeqShockWeek week;

      of[i] = here == AEQ_REGIME_STEADY || here == state ? correlation_in (self, i) : NAN;
      week = (AeqShockWeek){ of[i] - usual, 1 - usual };
      if (here == state && !isnan (week.value) && week.usual > 0)
        g_array_append_val (weeks, week);
    }
  return weeks;
}
