/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* The market observations a regime is told from, each with the day by whose end it was published. A series may have
 * several observations of one date (its vintages); on each day the one published last counts. */
typedef struct _AeqRegimeInput AeqRegimeInput;

AeqRegimeInput    *aeq_regime_input_new    (void);
void               aeq_regime_input_free   (AeqRegimeInput *self);
/* FALSE when the regime has no use for @series or the value cannot be one of it; nothing is kept then. Any order. */
gboolean           aeq_regime_input_add    (AeqRegimeInput *self, const char *series, AeqDate date, AeqDate known_on,
                                            double value);
/* Ids that aeq_regime_input_add() has a use for. Ended by NULL. */
const char *const *aeq_regime_input_series (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRegimeInput, aeq_regime_input_free)

G_END_DECLS
