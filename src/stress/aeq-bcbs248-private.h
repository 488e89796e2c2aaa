/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bcbs248.h"

G_BEGIN_DECLS

/* Everything of a day that needs no other day: peaks, gross sums, customers, what was sent by the clock. */
gboolean aeq_bcbs_day_compute (AeqBcbsDay *self, const AeqBcbsDayInput *input, const AeqZone *zone, guint n_legs,
                               GError **error);
/* Sets the error of a sum that left the range; always FALSE. */
gboolean aeq_bcbs_overflow    (AeqDate date, GError **error);

G_END_DECLS
