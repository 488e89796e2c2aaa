/* SPDX-License-Identifier: MIT */
#include "aeq-steady-private.h"

#include "aeq-error.h"
#include "aeq-rng.h"
#include "aeq-words.h"

#include <math.h>
#include <string.h>

/* Origins need this much history before they teach. */
#define MIN_HISTORY 40
/* Days of a block: long enough that a block's middle has no neighbour in the training part. */
#define BLOCK_DAYS 60
/* Own standardised errors of a series count as much as the pool's from this many on. */
#define OWN_ERRORS 300.0
#define TARGET_REACH 12.0
/* Rows between two looks at the cancellable. */
#define CANCEL_ROWS 64

typedef struct
{
  AeqSteady             *model;
  const AeqSteadySeries *series;
  gsize                  n_series;
  const guint           *horizons;
  gsize                  n_horizons;
  const AeqSteadyParams *params;
  GArray                *features; /* float */
  GArray                *target;   /* float */
  GArray                *fold;     /* guint8 */
} Trainer;

void
aeq_steady_params_init (AeqSteadyParams *params)
{
  *params = (AeqSteadyParams) {
    .max_rows = 120000, .rounds = 300, .depth = 5, .eta = .03, .spread_rounds = 60, .seed = 1,
  };
}

static gboolean
teaches (const AeqShape *shape, gsize t, gsize r)
{
  return r <= shape->fit_row && !shape->filled[r] && !isnan (shape->values[r]) && aeq_shape_usable (shape, t);
}

static gsize
first_origin (const AeqShape *shape)
{
  gsize t = 0;

  while (t < shape->n && isnan (shape->values[t]))
    t++;
  return t + MIN_HISTORY;
}

static gsize
count_candidates (const Trainer *self)
{
  gsize n = 0;

  for (gsize s = 0; s < self->n_series; s++)
    {
      const AeqShape *shape = self->series[s].shape;
      gsize first = first_origin (shape);

      if (shape->fit_row > first)
        n += (shape->fit_row - first) * self->n_horizons;
    }
  return n;
}

static void
add_row (Trainer *self, guint s, gsize t, gsize r)
{
  const AeqShape *shape = self->series[s].shape;
  AeqSteadyRow row = { s, (guint32) t, (guint32) r, 0, 0 };
  gsize at = self->features->len;
  float target = (float) (aeq_shape_to (shape, t, shape->values[r]) - aeq_steady_start (shape, t, r));
  guint8 fold = (guint8) ((shape->timeline->facts[r].date / BLOCK_DAYS) % AEQ_FOLDS);

  g_array_set_size (self->features, (guint) (at + self->model->n_features));
  aeq_steady_features (self->model, &self->series[s], t, r, &g_array_index (self->features, float, at));
  g_array_append_val (self->target, target);
  g_array_append_val (self->fold, fold);
  g_array_append_val (self->model->rows, row);
}

static gboolean
gather (Trainer *self, GCancellable *cancellable, GError **error)
{
  gsize candidates = count_candidates (self);
  double keep = candidates > 0 ? (double) self->params->max_rows / candidates : 1;
  guint64 limit = keep >= 1 ? G_MAXUINT64 : (guint64) (keep * 0x1p64);

  for (gsize s = 0; s < self->n_series; s++)
    {
      const AeqShape *shape = self->series[s].shape;

      for (gsize t = first_origin (shape); t < shape->fit_row; t++)
        {
          if ((t % CANCEL_ROWS == 0 || t == first_origin (shape)) &&
              g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          for (gsize k = 0; k < self->n_horizons; k++)
            {
              gsize r = t + self->horizons[k];
              guint64 draw = aeq_rng_hash (aeq_rng_hash (self->params->seed, s), t * 1024 + self->horizons[k]);

              if (draw <= limit && teaches (shape, t, r))
                add_row (self, (guint) s, t, r);
            }
        }
    }
  return TRUE;
}

/* Targets are learned in units of their typical size, so that the same step suits every kind of series. */
static void
scale_targets (Trainer *self)
{
  float *target = (float *) self->target->data;
  g_autofree double *size = g_new (double, MAX (self->target->len, 1));

  for (guint i = 0; i < self->target->len; i++)
    size[i] = fabs (target[i]);
  self->model->unit = aeq_stats_mean (size, self->target->len);
  if (!(self->model->unit > 1e-9))
    self->model->unit = 1;
  for (guint i = 0; i < self->target->len; i++)
    target[i] = (float) CLAMP (target[i] / self->model->unit, -TARGET_REACH, TARGET_REACH);
}

static float *
weights_without (const Trainer *self, guint fold)
{
  float *weight = g_new (float, self->fold->len);

  for (guint i = 0; i < self->fold->len; i++)
    weight[i] = g_array_index (self->fold, guint8, i) == fold ? 0 : 1;
  return weight;
}

static void
keep_fold (const Trainer *self, guint fold, const float *fitted, gboolean spread)
{
  for (guint i = 0; i < self->fold->len; i++)
    {
      AeqSteadyRow *row = &g_array_index (self->model->rows, AeqSteadyRow, i);

      if (g_array_index (self->fold, guint8, i) != fold)
        continue;
      if (spread)
        row->spread = fitted[i];
      else
        row->median = fitted[i];
    }
}

static gboolean
train_folds (Trainer *self, const AeqMatrix *matrix, const float *target, gboolean spread, AeqProgress *progress,
             GCancellable *cancellable, GError **error)
{
  const AeqSteadyParams *params = self->params;
  gsize n = self->fold->len;
  AeqBoosterParams booster = {
    .loss = spread ? AEQ_LOSS_SQUARED : AEQ_LOSS_ABSOLUTE,
    .rounds = spread ? params->spread_rounds : params->rounds,
    .depth = spread ? 4 : params->depth,
    .eta = spread ? .1 : params->eta,
    .min_child_weight = spread ? 40 : CLAMP (n / 2000.0, 5, 40),
    .lambda = 1,
    .subsample = 1,
    /* Trees that see different features err differently. */
    .colsample = .4,
  };
  g_autofree float *fitted = g_new (float, n);

  if (!spread && !aeq_steady_rounds (matrix, target, (const AeqSteadyRow *) self->model->rows->data, self->series,
                                     &booster, cancellable, error))
    return FALSE;
  for (guint fold = 0; fold < AEQ_FOLDS; fold++)
    {
      g_autofree float *weight = weights_without (self, fold);
      AeqBooster **slot = spread ? &self->model->spread[fold] : &self->model->median[fold];

      booster.seed = aeq_rng_hash (params->seed, fold);
      if (!(*slot = aeq_booster_train (matrix, target, weight, &booster, fitted, cancellable, error)))
        return FALSE;
      keep_fold (self, fold, fitted, spread);
      aeq_progress_update (progress, ((spread ? AEQ_FOLDS : 0) + fold + 1) / (2.0 * AEQ_FOLDS));
    }
  return TRUE;
}

/* The logarithm of the error's size, with a floor so that a lucky hit does not pass for certainty. */
static float *
error_sizes (const Trainer *self)
{
  guint n = self->target->len;
  float *size = g_new (float, n);
  double mean = 0;

  for (guint i = 0; i < n; i++)
    {
      size[i] =
          fabsf (g_array_index (self->target, float, i) - g_array_index (self->model->rows, AeqSteadyRow, i).median);
      mean += size[i] / n;
    }
  for (guint i = 0; i < n; i++)
    size[i] = (float) log (size[i] + .05 * mean + 1e-9);
  return size;
}

static void
quantiles_of (GArray *errors, double out[AEQ_N_QUANTILES])
{
  double *z = (double *) errors->data;

  aeq_stats_sort (z, errors->len);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    out[i] = aeq_stats_quantile_sorted (z, errors->len, AEQ_QUANTILE_LEVELS[i]);
}

static void
learn_shapes (Trainer *self)
{
  AeqSteady *model = self->model;
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) own = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = model->rows->len, i = 0;

  model->n_series = self->n_series;
  model->own_shape = g_new0 (double, self->n_series * AEQ_N_QUANTILES);
  for (guint k = 0; k < n; k++)
    {
      const AeqSteadyRow *row = &g_array_index (model->rows, AeqSteadyRow, k);
      double z = (g_array_index (self->target, float, k) - row->median) / exp (row->spread);

      g_array_append_val (all, z);
    }
  for (guint s = 0; s < self->n_series; s++)
    {
      double *shape = model->own_shape + s * AEQ_N_QUANTILES;

      g_array_set_size (own, 0);
      for (; i < n && g_array_index (model->rows, AeqSteadyRow, i).series == s; i++)
        g_array_append_val (own, g_array_index (all, double, i));
      if (own->len > 0)
        quantiles_of (own, shape);
      /* The length stands in the median's place until the pool is known. */
      shape[AEQ_MEDIAN_INDEX] = own->len;
    }
  quantiles_of (all, model->shape);
  model->shape[AEQ_MEDIAN_INDEX] = 0;
  for (guint s = 0; s < self->n_series; s++)
    {
      double *shape = model->own_shape + s * AEQ_N_QUANTILES;
      double share = shape[AEQ_MEDIAN_INDEX] / (shape[AEQ_MEDIAN_INDEX] + OWN_ERRORS);

      for (int q = 0; q < AEQ_N_QUANTILES; q++)
        shape[q] = q == AEQ_MEDIAN_INDEX ? 0 : share * shape[q] + (1 - share) * model->shape[q];
    }
}

static void
rescale_rows (AeqSteady *model, const AeqSteadySeries *series)
{
  for (guint i = 0; i < model->rows->len; i++)
    {
      AeqSteadyRow *row = &g_array_index (model->rows, AeqSteadyRow, i);

      row->median = (float) (row->median * model->unit +
                             aeq_steady_start (series[row->series].shape, row->origin, row->target));
      row->spread = (float) (exp (row->spread) * model->unit);
    }
}

static gboolean
fit (Trainer *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqSteady *model = self->model;
  const float *target = (const float *) self->target->data;
  g_autoptr(AeqMatrix) matrix = NULL;
  g_autofree float *sizes = NULL;

  scale_targets (self);
  model->n_trained = self->target->len;
  if (!(matrix = aeq_matrix_new ((const float *) self->features->data, self->target->len, model->n_features, error)) ||
      !train_folds (self, matrix, target, FALSE, progress, cancellable, error))
    return FALSE;
  sizes = error_sizes (self);
  if (!train_folds (self, matrix, sizes, TRUE, progress, cancellable, error))
    return FALSE;
  learn_shapes (self);
  rescale_rows (model, self->series);
  return TRUE;
}

AeqSteady *
aeq_steady_train (const AeqSteadySeries *series, gsize n_series, gsize n_market, const guint *horizons,
                  gsize n_horizons, const AeqSteadyParams *params, AeqProgress *progress, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr(AeqSteady) model = g_new0 (AeqSteady, 1);
  g_autoptr(GArray) features = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr(GArray) target = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr(GArray) fold = g_array_new (FALSE, FALSE, sizeof (guint8));
  Trainer trainer = { model, series, n_series, horizons, n_horizons, params, features, target, fold };

  aeq_features_info (&model->n_features);
  model->n_features += n_market;
  model->n_market = n_market;
  model->rows = g_array_new (FALSE, FALSE, sizeof (AeqSteadyRow));
  if (!gather (&trainer, cancellable, error))
    return NULL;
  if (target->len < 2 * MIN_HISTORY)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                   N_("There is too little history to learn from: at least one account needs more than %d business days of flows"),
                   MIN_HISTORY);
      return NULL;
    }
  return fit (&trainer, progress, cancellable, error) ? g_steal_pointer (&model) : NULL;
}
