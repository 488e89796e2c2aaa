/* SPDX-License-Identifier: MIT */
#include "aeq-baseline.h"

#include "aeq-decomposed.h"

#include <math.h>
#include <string.h>

#define ERROR_WINDOW 500
/* Below this many errors the quantiles of a normal distribution of their size are surer than their own. */
#define ENOUGH_ERRORS 20
/* So many origins further on, sorted errors are moved along rather than sorted again. */
#define NEAR_ORIGINS 16

struct _AeqBaselines
{
  const AeqShape *shape;
  double         *phase_mean;   /* of the row and the 7 of its phase before it */
  double         *phase_median;
  AeqSmooth      *smooth;
  GPtrArray      *errors; /* by horizon: ErrorTable, or NULL */
};

typedef struct
{
  gsize  known; /* origins 0 .. known-1 are worked out */
  gsize  first; /* the oldest that is */
  float *error[AEQ_N_BASELINES];
  gsize  sorted_from; /* origins whose errors are sorted, from the first to before the last */
  gsize  sorted_upto;
  gsize  n_sorted[AEQ_N_BASELINES];
  float *sorted[AEQ_N_BASELINES]; /* ERROR_WINDOW at most */
} ErrorTable;

static const char *const NAMES[AEQ_N_BASELINES] = {
  "seasonal_naive", "weekday_mean", "weekday_median", "business_day_median", "exponential_smoothing", "theta",
  "stl_exponential_smoothing", "stl_arima",
};

const char *
aeq_baseline_name (AeqBaseline which)
{
  return NAMES[which];
}

static void
error_table_free (ErrorTable *self)
{
  if (self == NULL)
    return;
  for (int b = 0; b < AEQ_N_BASELINES; b++)
    {
      g_free (self->error[b]);
      g_free (self->sorted[b]);
    }
  g_free (self);
}

static void
fill_phases (AeqBaselines *self)
{
  gsize n = self->shape->n;

  self->phase_mean = g_new (double, n);
  self->phase_median = g_new (double, n);
  for (gsize r = 0; r < n; r++)
    {
      double same[8];
      gsize m = 0;

      for (int row = (int) r; row >= 0 && m < G_N_ELEMENTS (same); row = self->shape->timeline->before[row])
        if (!isnan (self->shape->values[row]))
          same[m++] = self->shape->values[row];
      self->phase_mean[r] = aeq_stats_mean (same, m);
      self->phase_median[r] = aeq_stats_median (same, m);
    }
}

AeqBaselines *
aeq_baselines_new (const AeqShape *shape)
{
  AeqBaselines *self = g_new0 (AeqBaselines, 1);

  self->shape = shape;
  fill_phases (self);
  self->smooth = aeq_smooth_new (shape);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) error_table_free);
  return self;
}

void
aeq_baselines_free (AeqBaselines *self)
{
  if (self == NULL)
    return;
  aeq_smooth_free (self->smooth);
  g_ptr_array_unref (self->errors);
  g_free (self->phase_mean);
  g_free (self->phase_median);
  g_free (self);
}

/* The last row of @r's phase that is not after @t; -1 when there is none. */
static int
last_of_phase (const AeqTimeline *timeline, gsize t, gsize r)
{
  int row = timeline->before[r];

  while (row > (int) t)
    row = timeline->before[row];
  return row;
}

void
aeq_baselines_point (const AeqBaselines *self, gsize t, gsize r, double out[AEQ_N_BASELINES])
{
  int last = last_of_phase (self->shape->timeline, t, r);
  double months[6];
  gsize n_months = aeq_shape_same_day (self->shape, t, r, 6, FALSE, months);

  /* Past its first value a series has no hole left, so the last row is there when any is. */
  out[AEQ_BASELINE_NAIVE] = last >= 0 ? self->shape->values[last] : NAN;
  out[AEQ_BASELINE_MEAN] = last >= 0 ? self->phase_mean[last] : NAN;
  out[AEQ_BASELINE_MEDIAN] = last >= 0 ? self->phase_median[last] : NAN;
  out[AEQ_BASELINE_BUSINESS_DAY] = aeq_stats_median (months, n_months);
  out[AEQ_BASELINE_SMOOTH] = aeq_smooth_point (self->smooth, t, r);
  aeq_decomposed_point (self->shape->decomposed, t, r, out + AEQ_BASELINE_THETA);
}

/* Errors multiply for positive series and add for others, there in units of the scale at their origin: the difference
 * on the learned scale either way. */
static void
errors_of (const AeqShape *shape, gsize t, double y, const double *point, float *out)
{
  double actual = aeq_shape_to (shape, t, y);

  for (int b = 0; b < AEQ_N_BASELINES; b++)
    out[b] = (float) (actual - aeq_shape_to (shape, t, point[b]));
}

static double
moved_by (const AeqShape *shape, gsize t, double f, double error)
{
  if (shape->positive)
    return MAX (f, 0) * exp (error);
  return f + error * shape->scale[t];
}

static ErrorTable *
error_table (AeqBaselines *self, gsize horizon)
{
  ErrorTable *table;

  if (self->errors->len <= horizon)
    g_ptr_array_set_size (self->errors, (gint) horizon + 1);
  table = g_ptr_array_index (self->errors, horizon);
  if (table == NULL)
    {
      table = g_new0 (ErrorTable, 1);
      for (int b = 0; b < AEQ_N_BASELINES; b++)
        {
          table->error[b] = g_new (float, self->shape->n);
          table->sorted[b] = g_new (float, ERROR_WINDOW);
        }
      self->errors->pdata[horizon] = table;
    }
  return table;
}

/* Works out the errors of origins up to @upto (exclusive) that the window reaches. */
static void
extend_errors (AeqBaselines *self, ErrorTable *table, gsize horizon, gsize upto)
{
  const AeqShape *shape = self->shape;
  gsize first = upto > ERROR_WINDOW ? upto - ERROR_WINDOW : 0;

  if (table->known < first)
    table->known = table->first = first;
  for (; table->known < upto; table->known++)
    {
      gsize t = table->known, r = t + horizon;
      double point[AEQ_N_BASELINES];
      float error[AEQ_N_BASELINES];
      gboolean scored = aeq_shape_usable (shape, t) && !shape->filled[r];

      if (scored)
        {
          aeq_baselines_point (self, t, r, point);
          errors_of (shape, t, shape->values[r], point, error);
        }
      for (int b = 0; b < AEQ_N_BASELINES; b++)
        table->error[b][t] = scored ? error[b] : NAN;
    }
}

static void
sort_errors (ErrorTable *table, int baseline, gsize from, gsize upto)
{
  float room[ERROR_WINDOW];
  gsize m = 0;

  for (gsize t = from; t < upto; t++)
    if (!isnan (table->error[baseline][t]))
      table->sorted[baseline][m++] = table->error[baseline][t];
  aeq_stats_sort_floats (table->sorted[baseline], m, room);
  table->n_sorted[baseline] = m;
}

/* The window moves on by a few origins: what falls out of it is taken away, what comes in is put in its place. */
static void
move_sorted (ErrorTable *table, int baseline, gsize from, gsize upto)
{
  const float *error = table->error[baseline];
  gsize *n = &table->n_sorted[baseline];

  for (gsize t = table->sorted_from; t < from; t++)
    if (!isnan (error[t]))
      aeq_stats_sorted_remove (table->sorted[baseline], (*n)--, error[t]);
  for (gsize t = table->sorted_upto; t < upto; t++)
    if (!isnan (error[t]))
      aeq_stats_sorted_insert (table->sorted[baseline], (*n)++, error[t]);
}

/* Sorts the errors of the origins before @upto that the window reaches. A walk asks for one origin after the other, and sorting all of
 * them each time was most of what catching up with the last days took. */
static void
sort_window (ErrorTable *table, gsize upto)
{
  gsize from = MIN (MAX (table->first, upto > ERROR_WINDOW ? upto - ERROR_WINDOW : 0), upto);
  gboolean near = from >= table->sorted_from && from <= table->sorted_upto && from - table->sorted_from <= NEAR_ORIGINS &&
                  upto >= table->sorted_upto && upto - table->sorted_upto <= NEAR_ORIGINS;

  for (int b = 0; b < AEQ_N_BASELINES; b++)
    if (near)
      move_sorted (table, b, from, upto);
    else
      sort_errors (table, b, from, upto);
  table->sorted_from = from;
  table->sorted_upto = upto;
}

/* In the order of the days: sums of numbers depend on it in their last bit. */
static void
quantiles_of_few (const ErrorTable *table, int baseline, gsize upto, double out[AEQ_N_QUANTILES])
{
  double values[ENOUGH_ERRORS];
  /* With next to no history a unit of scale (e-fold for positive series) is the honest spread. */
  double spread = .7;
  gsize m = 0;

  for (gsize t = table->sorted_from; t < upto; t++)
    if (!isnan (table->error[baseline][t]))
      values[m++] = table->error[baseline][t];
  if (m > 2)
    spread = MAX (aeq_stats_sd (values, m), 1e-9);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    out[i] = spread * aeq_stats_normal_quantile (AEQ_QUANTILE_LEVELS[i]);
}

static void
quantiles_of_errors (const ErrorTable *table, int baseline, gsize upto, double out[AEQ_N_QUANTILES])
{
  gsize m = table->n_sorted[baseline];
  double sorted[ERROR_WINDOW];

  if (m < ENOUGH_ERRORS)
    {
      quantiles_of_few (table, baseline, upto, out);
      return;
    }
  for (gsize i = 0; i < m; i++)
    sorted[i] = table->sorted[baseline][i];
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    out[i] = aeq_stats_quantile_sorted (sorted, m, AEQ_QUANTILE_LEVELS[i]);
}

void
aeq_baselines_quantiles (AeqBaselines *self, gsize t, gsize r, double out[AEQ_N_BASELINES][AEQ_N_QUANTILES])
{
  gsize horizon = r - t;
  ErrorTable *table = error_table (self, horizon);
  double point[AEQ_N_BASELINES], q[AEQ_N_QUANTILES];
  gsize upto = t + 1 > horizon ? t + 1 - horizon : 0;

  extend_errors (self, table, horizon, upto);
  sort_window (table, upto);
  aeq_baselines_point (self, t, r, point);
  for (int b = 0; b < AEQ_N_BASELINES; b++)
    {
      quantiles_of_errors (table, b, upto, q);
      for (int i = 0; i < AEQ_N_QUANTILES; i++)
        out[b][i] = isnan (point[b]) ? NAN : moved_by (self->shape, t, point[b], q[i]);
      /* The point speaks for itself: its median error is not taken off, so that the plain method stays plain. */
      if (!isnan (point[b]))
        out[b][AEQ_MEDIAN_INDEX] = point[b];
      aeq_stats_sort (out[b], isnan (point[b]) ? 0 : AEQ_N_QUANTILES);
    }
}

void
aeq_baselines_forget (AeqBaselines *self)
{
  g_ptr_array_set_size (self->errors, 0);
}

gsize
aeq_baselines_errors (AeqBaselines *self, AeqBaseline which, gsize horizon, gsize last, double *out, gsize max)
{
  ErrorTable *table = error_table (self, horizon);
  gsize n = MIN (max, last + 1);

  extend_errors (self, table, horizon, last + 1);
  for (gsize i = 0; i < n; i++)
    out[i] = last - i >= table->first ? table->error[which][last - i] : NAN;
  return n;
}
