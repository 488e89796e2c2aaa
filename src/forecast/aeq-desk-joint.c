/* SPDX-License-Identifier: MIT */
#include "aeq-desk-joint.h"

#include <math.h>

typedef struct
{
  const AeqJointPart *parts;
  gsize               n;
  guint               n_buckets; /* of all days together */
  guint               now;       /* the first bucket that no part knows for certain */
  double              opening;
  double             *sum;       /* scratch, by bucket: the net position together */
} Joint;

static const double *
settled_of (const AeqDeskSeries *series)
{
  return series->settled != NULL ? series->settled : series->so_far;
}

/* Nets of one path of all parts, by common bucket. */
static void
add_path (Joint *self, guint p)
{
  for (guint j = 0; j < self->n_buckets; j++)
    self->sum[j] = 0;
  for (gsize i = 0; i < self->n; i++)
    {
      const AeqJointPart *part = &self->parts[i];
      const AeqDeskPaths *paths = part->forecast->paths;
      const double *net = paths->net + (gsize) p * paths->n_rest;

      for (guint j = 0; j < part->series->now; j++)
        self->sum[part->offset + j] += settled_of (part->series)[j];
      for (guint j = 0; j < paths->n_rest; j++)
        self->sum[part->offset + part->series->now + j] += net[j];
    }
}

/* Lowest and last net position; TRUE when the balance falls below @floor from now on. */
static gboolean
follow_path (const Joint *self, double floor, double *lowest, double *last)
{
  gboolean breaks = FALSE;
  double position = 0;

  *lowest = 0;
  for (guint j = 0; j < self->n_buckets; j++)
    {
      position += self->sum[j];
      *lowest = fmin (*lowest, position);
      /* The bucket before now is where it stands. */
      breaks = breaks || (j + 1 >= self->now && self->opening + position < floor);
    }
  *last = position;
  return breaks;
}

static void
prepare (Joint *self)
{
  self->now = G_MAXUINT;
  for (gsize i = 0; i < self->n; i++)
    {
      const AeqJointPart *part = &self->parts[i];

      self->opening += part->series->opening;
      self->now = MIN (self->now, part->offset + part->series->now);
      self->n_buckets = MAX (self->n_buckets, part->offset + part->series->n_buckets);
    }
}

static void
quantiles_of (double *values, guint n, double base, double *q)
{
  aeq_stats_sort (values, n);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = base + aeq_stats_quantile_sorted (values, n, AEQ_QUANTILE_LEVELS[i]);
}

void
aeq_desk_joint (const AeqJointPart *parts, gsize n, double floor, AeqDeskJoint *joint)
{
  Joint self = { .parts = parts, .n = n };
  guint n_paths = parts[0].forecast->paths->n_paths, breaches = 0;
  g_autofree double *lowest = g_new (double, n_paths);
  g_autofree double *last = g_new (double, n_paths);
  g_autofree double *sum = NULL;

  prepare (&self);
  sum = self.sum = g_new (double, MAX (self.n_buckets, 1));
  for (guint p = 0; p < n_paths; p++)
    {
      add_path (&self, p);
      breaches += follow_path (&self, floor, &lowest[p], &last[p]);
    }
  quantiles_of (last, n_paths, self.opening, joint->closing);
  quantiles_of (lowest, n_paths, self.opening, joint->lowest);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    joint->peak_usage[i] = self.opening - joint->lowest[AEQ_N_QUANTILES - 1 - i];
  joint->p_breach = isnan (floor) ? NAN : (double) breaches / n_paths;
}
