/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk.h"

G_BEGIN_DECLS

/* Several accounts of one currency as one: their paths are added up path by path, which keeps how they move together. Quantiles of
 * sums are not sums of quantiles. */
typedef struct
{
  const AeqDeskForecast *forecast; /* with its paths */
  const AeqDeskSeries   *series;   /* that it was made from; buckets as long as those of the others */
  guint                  offset;   /* buckets by which this account's day starts later than the earliest */
} AeqJointPart;

typedef struct
{
  double lowest[AEQ_N_QUANTILES];     /* of the balances together, from the first open to the last close */
  double peak_usage[AEQ_N_QUANTILES];
  double closing[AEQ_N_QUANTILES];
  double p_breach;                    /* of a balance below @floor from now on; NaN without one */
} AeqDeskJoint;

/* @n parts, at least one, with equally many paths. The calibration of an account's peak usage by its record does not reach here, that
 * of its end of day does: it is in the paths. */
void aeq_desk_joint (const AeqJointPart *parts, gsize n, double floor, AeqDeskJoint *joint);

G_END_DECLS
