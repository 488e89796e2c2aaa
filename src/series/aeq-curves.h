/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stats.h"
#include "aeq-timeline.h"

G_BEGIN_DECLS

/* Days of buckets of one series, and of each day what the days before it let expect. The last row is today. */
typedef struct
{
  gsize              n_days;    /* complete days; row n_days is today */
  guint              n_buckets;
  const AeqDayFacts *facts;     /* of n_days + 1 days; borrowed */
  gboolean           positive;  /* volumes: deviations multiply; else nets: they add */
  guint8            *usable;    /* a day: its buckets are all there */
  guint8            *support;   /* how many days of the same weekday its profile rests on */
  double            *values;    /* [n_days + 1][n_buckets]; NaN from now on */
  double            *profile;   /* mean of the last 8 days of the same weekday */
  double            *level;     /* a day: its last five days against their profiles; 1 for nets */
  double            *unit;      /* of deviations, per bucket */
  double            *deviation; /* (value - profile * level) / unit; NaN where there is no value */
  double            *sums;      /* running sums of the deviations that are there, one more than cells */
  int               *counts;    /* and how many those are */
} AeqCurves;

/* @values: [n_days][n_buckets], a day with a NaN in it is left out; @so_far: @now buckets of today. */
AeqCurves *aeq_curves_new  (const AeqDayFacts *facts, gsize n_days, guint n_buckets, const double *values,
                            const double *so_far, guint now);
void       aeq_curves_free (AeqCurves *self);

/* Forecasts of buckets @now .. n_buckets-1 of day @day from the days before it and its own first @now buckets. */
typedef enum
{
  AEQ_CURVE_NAIVE,        /* the same weekday of the week before */
  AEQ_CURVE_PROFILE,      /* the profile at the level of the last five days */
  AEQ_CURVE_RATIO,        /* the profile times the day's ratio so far, shrunk towards that level */
  AEQ_N_CURVES
} AeqCurve;

const char *aeq_curve_name     (AeqCurve which);
/* FALSE when the method has nothing to go by. @out: n_buckets - now values. */
gboolean    aeq_curve_forecast (const AeqCurves *self, AeqCurve which, gsize day, guint now, double *out);
/* Ratio of the day so far to its profile, shrunk by the share of the day that is over. */
double      aeq_curve_factor   (const AeqCurves *self, gsize day, guint now);

static inline double
aeq_curves_cell (const AeqCurves *self, const double *what, gsize day, guint bucket)
{
  return what[day * self->n_buckets + bucket];
}

/* The least support that leaves enough days to learn from: a day whose profile rests on next to nothing says little
 * about how wrong today's may be. */
guint       aeq_curves_good_support (const AeqCurves *self);
/* Mean deviation of the @n cells before cell @index (days run on into each other); 0 when none is there. */
double      aeq_curves_recent  (const AeqCurves *self, gsize index, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCurves, aeq_curves_free)

G_END_DECLS
