/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-curves.h"
#include "aeq-features.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* The model of the rest of the day: trees over all series, buckets and times of "now". They learn what the shrunk ratio
 * (or the profile, for nets) misses, in units of the bucket: means, not medians, because buckets are added up.
 * Blocks of weeks are dealt to folds as in the steady-state model, so that every past day has an honest forecast. */
typedef struct _AeqIntraday AeqIntraday;

typedef struct
{
  guint   max_rows;
  guint   rounds;
  guint   depth;
  double  eta;
  guint   max_nows; /* times of day that are learned from, evenly spread */
  guint64 seed;
} AeqIntradayParams;

void         aeq_intraday_params_init (AeqIntradayParams *params);
AeqIntraday *aeq_intraday_train    (const AeqCurves *const *curves, gsize n_series, const AeqIntradayParams *params,
                                    AeqProgress *progress, GCancellable *cancellable, GError **error);
void         aeq_intraday_free     (AeqIntraday *self);
gsize        aeq_intraday_n_rows   (const AeqIntraday *self);
/* Buckets from @now on of days @days: [n_days][n_buckets - now] values. A day that taught is forecast by the fold that
 * never saw it, any other by all of them. */
gboolean     aeq_intraday_forecast (const AeqIntraday *self, const AeqCurves *curves, const gsize *days, gsize n_days,
                                    guint now, double *out, GError **error);
/* Contributions of the feature groups to the sum of the rest of today; exact for a few buckets, which stand for all. @base is what
 * the trees say without knowing any feature: with the groups and the usual course that they start from it sums to their forecast. */
gboolean     aeq_intraday_explain  (const AeqIntraday *self, const AeqCurves *curves, guint now,
                                    double groups[AEQ_N_GROUPS], double *base, GError **error);
/* Floating reference. */
GVariant    *aeq_intraday_save     (const AeqIntraday *self, GError **error);
AeqIntraday *aeq_intraday_load     (GVariant *variant, GError **error);
const AeqFeatureInfo *aeq_intraday_features_info (gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqIntraday, aeq_intraday_free)

/* The same by ridge regression on the latest deviations, a small one for each bucket ahead, fitted on the spot. */
void         aeq_intraday_regress  (const AeqCurves *curves, const gsize *days, gsize n_days, guint now, double *out);

/* Folds of days. */
#define AEQ_DAY_FOLDS 3
guint        aeq_day_fold (AeqDate date);

G_END_DECLS
