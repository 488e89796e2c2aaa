/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stats.h"

G_BEGIN_DECLS

/* Nine quantiles at AEQ_QUANTILE_LEVELS, made wider or narrower. The four intervals lie within each other: 50, 80, 90, 95 %. */
#define AEQ_INTERVAL_LOWER(i) (AEQ_MEDIAN_INDEX - 1 - (i))
#define AEQ_INTERVAL_UPPER(i) (AEQ_MEDIAN_INDEX + 1 + (i))

/* Moves the quantiles away from their median, which stays, by a factor an interval; the order holds, and a factor of 1 changes no
 * bit. */
void   aeq_quantiles_widen (const double factor[4], double *q);
/* Where the move of the quantiles @raw to @to puts a value: between the two around it as far as it was before. */
double aeq_quantiles_move  (const double *raw, const double *to, double value);

G_END_DECLS
