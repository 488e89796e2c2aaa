/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stress-book-private.h"

G_BEGIN_DECLS

/* One cumulative position: that of a leg, or of all legs that are netted. The first part holds for all paths. */
typedef struct
{
  double opening;
  double floor;     /* NaN: no limit */
  double needed;    /* what obligations need to be paid: the floor, or where there is no limit what the lines grant */
  double available; /* everything, less the limit: used up when the position falls below its negative */
  double here;      /* position now */
  double past_low;  /* lowest position until now, at most 0 */
  const double *widening; /* (nullable) of the usage */
  double *usages;   /* (nullable) of each path as drawn; with @widening */
  gboolean calibrated;
  double  raw[AEQ_N_QUANTILES]; /* of the usages, and where they are moved */
  double  to[AEQ_N_QUANTILES];

  double   sum;
  double   lower;     /* by what the calibration moves the path */
  double   low;
  double   high;
  double   due;       /* of the buckets since the last point */
  int      low_at;    /* point */
  int      breach_at; /* point; -1 */
  gboolean exhausted;
} AeqStressWalk;

void   aeq_stress_walk_add_leg   (AeqStressWalk *self, const AeqStressLeg *leg, const AeqStressEffect *effect);
/* What is known of the lowest point and the record of a leg that walks alone. */
void   aeq_stress_walk_add_past  (AeqStressWalk *self, const AeqStressLeg *leg);
/* Begins path @p. */
void   aeq_stress_walk_start     (AeqStressWalk *self, guint p);
/* All flows of a time have been added; @point -1: it has been. @at_risk grows by what falls due in a breach. */
void   aeq_stress_walk_end_point (AeqStressWalk *self, int point, double *at_risk);
/* What the path has used at most, as drawn. */
double aeq_stress_walk_usage     (const AeqStressWalk *self);
/* Works out from the usages of all @n paths where the record moves them. */
void   aeq_stress_walk_calibrate (AeqStressWalk *self, guint n);
void   aeq_stress_walk_clear     (AeqStressWalk *self);
/* Sorts @column. */
void   aeq_stress_quantiles      (double *column, guint n, double *q);

G_END_DECLS
