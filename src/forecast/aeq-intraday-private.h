/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-booster.h"
#include "aeq-intraday.h"

G_BEGIN_DECLS

struct _AeqIntraday
{
  AeqBooster *booster[AEQ_DAY_FOLDS];
  gsize       n_rows;
  AeqDate     first; /* days from first to last have taught */
  AeqDate     last;
};

/* One row of features for bucket @j; @factor is aeq_curve_factor() of the day and now. */
#define AEQ_INTRADAY_FEATURES 24
void   aeq_intraday_fill     (const AeqCurves *curves, gsize day, guint now, guint j, double factor, float *out);
/* What the trees start from: the best plain forecast of the bucket. */
double aeq_intraday_starting (const AeqCurves *curves, gsize day, guint j, double factor);

G_END_DECLS
