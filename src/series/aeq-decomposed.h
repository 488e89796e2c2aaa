/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shape.h"

G_BEGIN_DECLS

/* Three methods that take the season off, forecast the rest and put the season back on: theta (classical season), and on
 * what STL leaves, a level by exponential smoothing, alone or with an ARMA of the deviations from it. (An ARIMA fitted to
 * tomorrow alone follows every turn: 56 days ahead on the NN5 series the slow level with an ARMA is better.)
 *
 * Seasons are estimated anew every few weeks of rows, each time from the rows before alone; between, levels and
 * innovations follow every row. Coefficients are fitted once, on rows up to the shape's fit_row. So the forecast from
 * any row is what would have been said there, and a later origin costs next to nothing. */
typedef enum
{
  AEQ_DECOMPOSED_THETA,
  AEQ_DECOMPOSED_SMOOTH,
  AEQ_DECOMPOSED_ARMA,
  AEQ_N_DECOMPOSED
} AeqDecomposedMethod;

AeqDecomposed *aeq_decomposed_new   (const AeqShape *shape);
void           aeq_decomposed_free  (AeqDecomposed *self);
/* Forecasts of row @r as seen from row @t; NaN where there is nothing to go by, or too long ago. */
void           aeq_decomposed_point (const AeqDecomposed *self, gsize t, gsize r, double out[AEQ_N_DECOMPOSED]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDecomposed, aeq_decomposed_free)

G_END_DECLS
