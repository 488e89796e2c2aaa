/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-features.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* The steady-state model: one set of trees for all series and horizons.
 *
 * History is cut into blocks of days that are dealt to AEQ_FOLDS folds. Each fold has a booster of the median that
 * never saw the fold, so what it says of the fold are honest forecasts; a second booster learns the size of their
 * errors, and the quantiles are the median moved by that size times the quantiles of the standardised errors.
 * (Boosting a tail quantile directly moves it by eta * min(tau, 1 - tau) a round at most: tails would stay where
 * they start.) The forecast is the average of the folds' boosters. */
#define AEQ_FOLDS 3

typedef struct _AeqSteady AeqSteady;

typedef struct
{
  const AeqShape       *shape;
  const double *const  *market; /* (nullable) n_market arrays, a value a row as known at the end of that row */
  guint                 known_as; /* which series of the training it is; G_MAXUINT when it was not among them */
} AeqSteadySeries;

typedef struct
{
  guint   max_rows;  /* training rows; more are thinned out evenly */
  guint   rounds;    /* at most: the trees stop where time that was not seen says so */
  guint   depth;
  double  eta;
  guint   spread_rounds;
  guint64 seed;
} AeqSteadyParams;

/* What a fold's booster said of one row of its own fold. */
typedef struct
{
  guint32 series;
  guint32 origin;
  guint32 target;
  float   median; /* on the scale of aeq_shape_to() */
  float   spread;
} AeqSteadyRow;

void       aeq_steady_params_init (AeqSteadyParams *params);
/* Learns from rows whose target is not after the shapes' fit_row, at the horizons given. */
AeqSteady *aeq_steady_train   (const AeqSteadySeries *series, gsize n_series, gsize n_market, const guint *horizons,
                               gsize n_horizons, const AeqSteadyParams *params, AeqProgress *progress,
                               GCancellable *cancellable, GError **error);
void       aeq_steady_free    (AeqSteady *self);
/* The honest forecasts of the past, in order of series, origin and horizon; not part of what is saved. */
const AeqSteadyRow *aeq_steady_rows (const AeqSteady *self, gsize *n);
/* The quantiles of a past row as they would have been issued. */
void       aeq_steady_row_quantiles (const AeqSteady *self, const AeqShape *shape, const AeqSteadyRow *row,
                                     double q[AEQ_N_QUANTILES]);

typedef struct
{
  guint series;
  guint origin;
  guint target;
} AeqSteadyRequest;

/* @out: nine quantiles a request, in the units of the series. A series that the model was not trained on is forecast
 * like the others. */
gboolean   aeq_steady_predict (const AeqSteady *self, const AeqSteadySeries *series, const AeqSteadyRequest *requests,
                               gsize n, double *out, GError **error);
/* What the feature groups add to the median, in the units of the series, and in @base where it starts from: they sum to
 * the model's median. Exact SHAP values; those of a positive series, which multiply, are shared out by their
 * logarithms. */
gboolean   aeq_steady_explain (const AeqSteady *self, const AeqSteadySeries *series, const AeqSteadyRequest *request,
                               double groups[AEQ_N_GROUPS], double *base, GError **error);
gsize      aeq_steady_n_rows  (const AeqSteady *self);
gsize      aeq_steady_n_market (const AeqSteady *self);

/* Floating reference. */
GVariant  *aeq_steady_save    (const AeqSteady *self, GError **error);
AeqSteady *aeq_steady_load    (GVariant *variant, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSteady, aeq_steady_free)

G_END_DECLS
