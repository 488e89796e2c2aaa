/* SPDX-License-Identifier: MIT */
#include "aeq-job-forecast-diff.h"

#include <math.h>

#define LEAST .005 /* what nine quantiles say of the ends: no level is nearer to 0 or 1 */

/* What moves the lowest point against the limit, one after the other or all at once. */
typedef struct
{
  double lowest[AEQ_N_QUANTILES]; /* before */
  double floor;
  double lower[AEQ_N_BREACH_REASONS]; /* by how much nearer to the floor each reason brings it */
} Split;

/* Chance of a breach when the reasons that are members of @set have moved the earlier forecast. */
static double
chance_of (const Split *self, guint set)
{
  double floor = self->floor;

  for (int i = 0; i < AEQ_N_BREACH_REASONS; i++)
    floor += set & (1u << i) ? self->lower[i] : 0;
  return (aeq_quantiles_pit (self->lowest, floor) - LEAST) / (1 - 2 * LEAST);
}

/* Shapley's weight of a set of @size among the others: the share of all orders in which just these come before. */
static double
weight_of (guint size)
{
  double weight = 1.0 / AEQ_N_BREACH_REASONS;

  for (guint k = 1; k <= size; k++)
    weight *= (double) k / (AEQ_N_BREACH_REASONS - k);
  return weight;
}

/* A chance bends: what a reason does to it depends on which others have acted before. Its part is the mean over all orders, which
 * prefers none, and the parts sum to what all do together. */
static double
part_of (const Split *self, int reason)
{
  guint me = 1u << reason;
  double part = 0;

  for (guint set = 0; self->lower[reason] != 0 && set < 1u << AEQ_N_BREACH_REASONS; set++)
    if (!(set & me))
      part += weight_of ((guint) __builtin_popcount (set)) * (chance_of (self, set | me) - chance_of (self, set));
  return part;
}

static double
floor_of (const AeqIssuedAccount *account)
{
  return (double) account->limit - (account->lines != AEQ_ISSUED_NONE ? (double) account->lines : 0);
}

void
aeq_diff_breach_split (AeqDiffAccount *pair, const gint64 moved[AEQ_N_REASONS], AeqReason rest)
{
  AeqDiffBreach *breach = &pair->breach;
  Split split = { .floor = floor_of (pair->before) };
  double left = pair->after->p_breach - pair->before->p_breach;

  if (isnan (left) || pair->before->limit == AEQ_ISSUED_NONE || pair->after->limit == AEQ_ISSUED_NONE ||
      pair->before->lowest[0] == AEQ_ISSUED_NONE)
    return;
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    split.lowest[i] = (double) pair->before->lowest[i];
  for (int i = 0; i < AEQ_BREACH_LIMIT; i++)
    split.lower[i] = -(double) moved[i];
  split.lower[AEQ_BREACH_LIMIT] = floor_of (pair->after) - split.floor;
  breach->has = TRUE;
  for (int i = 0; i < AEQ_BREACH_LIMIT; i++)
    left -= breach->reasons[i] = part_of (&split, i);
  left -= breach->limit = part_of (&split, AEQ_BREACH_LIMIT);
  breach->reasons[rest] = left;
}
