/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include "aeq-error.h"
#include "aeq-rng.h"
#include "aeq-words.h"

#include <math.h>

/* Days of history before a day teaches. */
#define MIN_DAYS 15

void
aeq_intraday_params_init (AeqIntradayParams *params)
{
  *params = (AeqIntradayParams) {
    .max_rows = 100000, .rounds = 80, .depth = 5, .eta = .06, .max_nows = 12, .seed = 1,
  };
}

typedef struct
{
  const AeqIntradayParams *params;
  AeqIntraday             *model;
  GArray                  *features;
  GArray                  *target;
  GArray                  *fold;
} Trainer;

static gboolean
teaches (const AeqCurves *c, gsize day)
{
  return day >= MIN_DAYS && day < c->n_days && c->usable[day] && isfinite (c->profile[day * c->n_buckets]);
}

static guint
now_step (const AeqCurves *c, const AeqIntradayParams *params)
{
  return MAX (1, c->n_buckets / MAX (params->max_nows, 1));
}

static void
add_row (Trainer *self, const AeqCurves *c, gsize day, guint now, guint j, double factor)
{
  gsize at = self->features->len;
  double miss = aeq_curves_cell (c, c->values, day, j) - aeq_intraday_starting (c, day, j, factor);
  float target = (float) CLAMP (miss / aeq_curves_cell (c, c->unit, day, j), -8, 8);
  guint8 fold = (guint8) aeq_day_fold (c->facts[day].date);

  g_array_set_size (self->features, (guint) (at + AEQ_INTRADAY_FEATURES));
  aeq_intraday_fill (c, day, now, j, factor, &g_array_index (self->features, float, at));
  g_array_append_val (self->target, target);
  g_array_append_val (self->fold, fold);
  self->model->first = MIN (self->model->first, c->facts[day].date);
  self->model->last = MAX (self->model->last, c->facts[day].date);
}

static gsize
count_candidates (const Trainer *self, const AeqCurves *const *curves, gsize n_series)
{
  gsize n = 0;

  for (gsize s = 0; s < n_series; s++)
    if (curves[s]->n_days > MIN_DAYS)
      n += (curves[s]->n_days - MIN_DAYS) * curves[s]->n_buckets * curves[s]->n_buckets /
           (2 * now_step (curves[s], self->params));
  return n;
}

static void
gather_series (Trainer *self, const AeqCurves *c, gsize s, guint64 limit)
{
  for (gsize day = MIN_DAYS; day < c->n_days; day++)
    for (guint now = 0; teaches (c, day) && now < c->n_buckets; now += now_step (c, self->params))
      {
        double factor = aeq_curve_factor (c, day, now);

        for (guint j = now; j < c->n_buckets; j++)
          {
            guint64 draw = aeq_rng_hash (aeq_rng_hash (self->params->seed, s), (day * 512 + now) * 512 + j);

            if (draw <= limit)
              add_row (self, c, day, now, j, factor);
          }
      }
}

static gboolean
train_folds (Trainer *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  gsize n = self->target->len;
  g_autofree float *weight = g_new (float, MAX (n, 1));
  g_autoptr(AeqMatrix) matrix = aeq_matrix_new ((const float *) self->features->data, n, AEQ_INTRADAY_FEATURES, error);

  if (matrix == NULL)
    return FALSE;
  for (guint fold = 0; fold < AEQ_DAY_FOLDS; fold++)
    {
      AeqBoosterParams params = {
        .loss = AEQ_LOSS_SQUARED,
        .rounds = self->params->rounds,
        .depth = self->params->depth,
        .eta = self->params->eta,
        .min_child_weight = 40,
        .lambda = 5,
        .subsample = 1,
        .colsample = 1,
        .seed = aeq_rng_hash (self->params->seed, fold),
      };

      for (gsize i = 0; i < n; i++)
        weight[i] = g_array_index (self->fold, guint8, i) == fold ? 0 : 1;
      self->model->booster[fold] = aeq_booster_train (matrix, (const float *) self->target->data, weight, &params, NULL,
                                                      cancellable, error);
      if (self->model->booster[fold] == NULL)
        return FALSE;
      aeq_progress_update (progress, (fold + 1.0) / AEQ_DAY_FOLDS);
    }
  return TRUE;
}

AeqIntraday *
aeq_intraday_train (const AeqCurves *const *curves, gsize n_series, const AeqIntradayParams *params,
                    AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqIntraday) model = g_new0 (AeqIntraday, 1);
  g_autoptr(GArray) features = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr(GArray) target = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr(GArray) fold = g_array_new (FALSE, FALSE, sizeof (guint8));
  Trainer trainer = { params, model, features, target, fold };
  double keep = (double) params->max_rows / MAX (count_candidates (&trainer, curves, n_series), 1);
  guint64 limit = keep >= 1 ? G_MAXUINT64 : (guint64) (keep * 0x1p64);

  model->first = G_MAXINT32;
  model->last = AEQ_DATE_NONE;
  for (gsize s = 0; s < n_series; s++)
    gather_series (&trainer, curves[s], s, limit);
  if (target->len < 200)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                           N_("There are too few days to learn the day's course from"));
      return NULL;
    }
  model->n_rows = target->len;
  return train_folds (&trainer, progress, cancellable, error) ? g_steal_pointer (&model) : NULL;
}

