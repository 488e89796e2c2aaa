/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Gradient-boosted trees. The only door to XGBoost: nothing outside aeq-booster*.c and aeq-xgboost.c sees its header, its handles or its
 * return codes. Same rows, parameters and seed give the same bytes, whatever the number of threads
 * (aeq_parallel_threads(); on few rows one). */

/* Rows of features, quantised once and shared by every booster trained on them. */
typedef struct _AeqMatrix AeqMatrix;
typedef struct _AeqBooster AeqBooster;

typedef enum
{
  AEQ_LOSS_ABSOLUTE, /* the conditional median */
  AEQ_LOSS_SQUARED   /* the conditional mean */
} AeqLoss;

/* Called after each round with what the booster says of every row so far: @margin and @start together. */
typedef void (*AeqRoundFunc) (guint rounds, const float *margin, double start, gpointer user_data);

typedef struct
{
  AeqLoss loss;
  guint   rounds;
  guint   depth;
  double  eta;
  double  min_child_weight;
  double  lambda;
  double  subsample;
  double  colsample;
  guint64 seed;
  AeqRoundFunc on_round; /* (nullable) */
  gpointer user_data;
} AeqBoosterParams;

/* Copies @values (row-major, NaN = missing). */
AeqMatrix  *aeq_matrix_new       (const float *values, gsize rows, gsize columns, GError **error);
void        aeq_matrix_free      (AeqMatrix *self);
gsize       aeq_matrix_get_rows  (const AeqMatrix *self);

/* @weight (nullable) is a weight a row; rows of weight 0 teach nothing, so that folds can share one matrix. The booster
 * starts from the @weight-ed median or mean of @target. @fitted (nullable, a value a row, weight or not) receives what
 * the finished booster says of every row. */
AeqBooster *aeq_booster_train    (const AeqMatrix *matrix, const float *target, const float *weight,
                                  const AeqBoosterParams *params, float *fitted, GCancellable *cancellable, GError **error);
void        aeq_booster_free     (AeqBooster *self);
/* @out: a value a row. */
gboolean    aeq_booster_predict  (const AeqBooster *self, const float *values, gsize rows, gsize columns, float *out,
                                  GError **error);
/* Exact SHAP contributions: (columns + 1) values a row, the last one the bias; their sum is the prediction. */
gboolean    aeq_booster_explain  (const AeqBooster *self, const float *values, gsize rows, gsize columns, float *out,
                                  GError **error);
/* The trees and the start value in one buffer. */
GBytes     *aeq_booster_save     (const AeqBooster *self, GError **error);
AeqBooster *aeq_booster_load     (GBytes *bytes, GError **error);
/* "1.7.4"; "none" when there is no XGBoost. */
char       *aeq_booster_library_version (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqMatrix, aeq_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBooster, aeq_booster_free)

G_END_DECLS
