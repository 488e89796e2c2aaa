/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shock.h"

G_BEGIN_DECLS

/* The crisis model: what a desk's own stress weeks say of the table of shocks. A few weeks say little, so each figure is drawn towards
 * the assumed one, a factor on the logarithmic scale, by as many imagined weeks as AEQ_SHOCK_PRIOR_WEEKS. Then it has to prove itself:
 * each week is foretold from the weeks before it, and where that is worse than changing nothing, nothing is changed. */

#define AEQ_SHOCK_PRIOR_WEEKS 6
#define AEQ_SHOCK_LEAST_WEEKS 4 /* fewer prove nothing: the assumed figure stays */

/* One week of stress of one category and direction. */
typedef struct
{
  double value; /* gross flow of the week; or by how many minutes its receipts were later than usual; or by how much the
                 * mean correlation of the accounts was above the usual one */
  double usual; /* what a steady week has, > 0; or how much the week counts, for minutes; or what is missing from the usual
                 * correlation to 1 */
} AeqShockWeek;

typedef struct
{
  guint    weeks;
  double   assumed;
  double   seen;        /* of the weeks alone; NaN without any */
  double   fitted;      /* drawn towards the assumed one */
  double   used;        /* what the table gets */
  double   loss_none;   /* of changing nothing, of the assumed figure, of the fitted one: mean absolute error of a week */
  double   loss_assumed; /* divided by the usual week; minutes for delays, squares for lifts. NaN without weeks */
  double   loss_fitted;
} AeqShockEvidence;

/* @weeks in time order. A factor on the gross flow. */
void aeq_shock_fit_factor (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence);
/* A delay in minutes, >= 0. */
void aeq_shock_fit_delay  (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence);
/* A lift of the correlation, 0 to .9. A week's own correlation of five days is skewed: its mean, not its median, is
 * right, so errors are squared. */
void aeq_shock_fit_lift   (const AeqShockWeek *weeks, gsize n, double assumed, AeqShockEvidence *evidence);
/* Mean correlation of all pairs of @n_accounts over @n_days, @rows their numbers one account after the other, which are
 * centred and scaled in place; accounts that do not move are passed over. NaN with fewer than two others, or fewer than
 * three days. */
double aeq_shock_correlation (double *rows, guint n_accounts, guint n_days);

G_END_DECLS
