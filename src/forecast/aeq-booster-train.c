/* SPDX-License-Identifier: MIT */
#include "aeq-booster.h"

#include "aeq-booster-private.h"
#include "aeq-error.h"
#include "aeq-parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define FEW_ROWS 20000
/* Looks at who runs, and between two of them. */
#define MOMENTS 5
#define MOMENT_MICROSECONDS 3000

static gboolean
set_param (AeqBooster *self, const char *name, const char *value, GError **error)
{
  return aeq_booster_check (aeq_xgboost.XGBoosterSetParam (self->handle, name, value), "Setting up the model", error);
}

static gboolean
set_number (AeqBooster *self, const char *name, double value, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return set_param (self, name, g_ascii_dtostr (text, sizeof text, value), error);
}

/* How many threads of the whole machine run or want to at this moment, ours among them; 0 when it is not told. */
static guint
running_now (void)
{
  guint running = 0;
  FILE *file = fopen ("/proc/loadavg", "re");

  if (file == NULL)
    return 0;
  if (fscanf (file, "%*f %*f %*f %u/", &running) != 1)
    running = 0;
  fclose (file);
  return running;
}

/* The load of the last minute may have been our own training before this one: then the processors are free in most of a few moments. */
static gboolean
processors_are_taken (void)
{
  guint processors = g_get_num_processors (), taken = 0;
  double load;

  if (getloadavg (&load, 1) != 1 || load <= processors - .5)
    return FALSE;
  for (guint i = 0; i < MOMENTS; i++)
    {
      guint running = running_now ();

      taken += running == 0 || running >= processors;
      g_usleep (MOMENT_MICROSECONDS);
    }
  return taken > 1;
}

/* Threads wait for each other after every step of every tree: on few rows longer than they work, and on a machine whose
 * processors are taken forty times longer. The trees are the same either way. */
static guint
threads_for (const AeqMatrix *matrix)
{
  if (matrix->rows < FEW_ROWS || (!aeq_parallel_threads_given () && processors_are_taken ()))
    return 1;
  return aeq_parallel_threads ();
}

AeqBooster *
aeq_booster_create (const AeqMatrix *matrix, GError **error)
{
  g_autoptr(AeqBooster) self = g_new0 (AeqBooster, 1);

  if (!aeq_xgboost_load (error) ||
      !aeq_booster_check (aeq_xgboost.XGBoosterCreate (matrix != NULL ? &matrix->handle : NULL, matrix != NULL, &self->handle),
                          "Setting up the model", error) ||
      !set_param (self, "verbosity", "0", error) ||
      !set_number (self, "nthread", matrix != NULL ? threads_for (matrix) : 1, error) ||
      !set_param (self, "base_score", "0", error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
apply_params (AeqBooster *self, const AeqBoosterParams *params, GError **error)
{
  return set_param (self, "tree_method", "hist", error) &&
         set_param (self, "objective", "reg:squarederror", error) &&
         set_number (self, "max_bin", 64, error) &&
         set_number (self, "max_depth", params->depth, error) &&
         set_number (self, "eta", params->eta, error) &&
         set_number (self, "min_child_weight", params->min_child_weight, error) &&
         set_number (self, "lambda", params->lambda, error) &&
         set_number (self, "subsample", params->subsample, error) &&
         set_number (self, "colsample_bytree", params->colsample, error) &&
         set_number (self, "seed", (double) (params->seed & 0x7fffffff), error);
}

typedef struct
{
  float value;
  float weight;
} Weighted;

static int
compare_weighted (const void *a, const void *b)
{
  float x = ((const Weighted *) a)->value;
  float y = ((const Weighted *) b)->value;

  return (x > y) - (x < y);
}

static double
weighted_median (Weighted *rows, gsize n, double total)
{
  double sum = 0;

  qsort (rows, n, sizeof *rows, compare_weighted);
  for (gsize i = 0; i < n; i++)
    if ((sum += rows[i].weight) >= total / 2)
      return rows[i].value;
  return 0;
}

/* Median or mean of the rows that teach. */
static double
start_value (const float *target, const float *weight, gsize n, AeqLoss loss)
{
  g_autofree Weighted *rows = g_new (Weighted, n);
  double total = 0, sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      float w = weight != NULL ? weight[i] : 1;

      rows[i] = (Weighted) { target[i], w };
      total += w;
      sum += (double) w * target[i];
    }
  if (!(total > 0))
    return 0;
  return loss == AEQ_LOSS_ABSOLUTE ? weighted_median (rows, n, total) : sum / total;
}

typedef struct
{
  const float *target;
  const float *weight;
  float       *gradient;
  float       *hessian;
  gsize        n;
  double       start;
  AeqLoss      loss;
} Round;

static void
fill_gradients (Round *round, const float *margin)
{
  for (gsize i = 0; i < round->n; i++)
    {
      float w = round->weight != NULL ? round->weight[i] : 1;
      double residual = margin[i] + round->start - round->target[i];

      /* The hessian of the absolute loss is zero; a constant one makes a leaf's step its balance of signs. */
      if (round->loss == AEQ_LOSS_ABSOLUTE)
        round->gradient[i] = residual > 0 ? w : (residual < 0 ? -w : 0);
      else
        round->gradient[i] = (float) (w * residual);
      round->hessian[i] = w;
    }
}

/* The margin of all rows so far, from XGBoost's cache: no tree is walked twice. */
static const float *
cached_margin (AeqBooster *self, const AeqMatrix *matrix, GError **error)
{
  const float *margin;
  bst_ulong length;

  if (!aeq_booster_check (aeq_xgboost.XGBoosterPredict (self->handle, matrix->handle, 1, 0, 1, &length, &margin), "Training",
                          error))
    return NULL;
  return margin;
}

static gboolean
boost (AeqBooster *self, const AeqMatrix *matrix, Round *round, const AeqBoosterParams *params, GCancellable *cancellable,
       GError **error)
{
  for (guint i = 0; i < params->rounds; i++)
    {
      const float *margin;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !(margin = cached_margin (self, matrix, error)))
        return FALSE;
      if (i > 0 && params->on_round != NULL)
        params->on_round (i, margin, round->start, params->user_data);
      fill_gradients (round, margin);
      if (!aeq_booster_check (aeq_xgboost.XGBoosterBoostOneIter (self->handle, matrix->handle, round->gradient, round->hessian,
                                                     round->n),
                              "Training", error))
        return FALSE;
    }
  return TRUE;
}

AeqBooster *
aeq_booster_train (const AeqMatrix *matrix, const float *target, const float *weight, const AeqBoosterParams *params,
                   float *fitted, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqBooster) self = aeq_booster_create (matrix, error);
  g_autofree float *gradient = g_new (float, matrix->rows);
  g_autofree float *hessian = g_new (float, matrix->rows);
  Round round = { target, weight, gradient, hessian, matrix->rows, 0, params->loss };
  const float *margin;

  if (self == NULL || !apply_params (self, params, error))
    return NULL;
  self->start = round.start = start_value (target, weight, matrix->rows, params->loss);
  if (!boost (self, matrix, &round, params, cancellable, error))
    return NULL;
  if (fitted != NULL || params->on_round != NULL)
    {
      if (!(margin = cached_margin (self, matrix, error)))
        return NULL;
      if (params->on_round != NULL)
        params->on_round (params->rounds, margin, self->start, params->user_data);
      for (gsize i = 0; fitted != NULL && i < matrix->rows; i++)
        fitted[i] = (float) (margin[i] + self->start);
    }
  /* Forecasts are small and may be asked for from several threads at once. */
  return set_number (self, "nthread", 1, error) ? g_steal_pointer (&self) : NULL;
}
