/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Seasonal-trend decomposition by locally weighted regression, written from Cleveland, Cleveland, McRae and Terpenning,
 * "STL: A Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official Statistics 6 (1990): two loops,
 * the outer one giving outliers less weight. */

typedef struct
{
  guint period;   /* steps in a season, at least 2 */
  guint seasonal; /* window over the same step of neighbouring seasons; odd, at least 7 */
  guint trend;    /* window of the trend; odd; 0: what the paper recommends for period and seasonal */
  guint robust;   /* passes that weigh outliers down; 0: none */
} AeqStlParams;

/* Windows as they suit daily series: 21 seasons, recommended trend, 5 robust passes. */
void     aeq_stl_params_init (AeqStlParams *params, guint period);

/* Splits @values (of n steps, none NaN) into @season, @trend and what is left over. @present (nullable) is 0 where a
 * value is only a stand-in: it carries no weight. FALSE when there are not two seasons to compare. */
gboolean aeq_stl_decompose (const AeqStlParams *params, const double *values, const guint8 *present, gsize n,
                            double *season, double *trend);

G_END_DECLS
