/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stress-day.h"

G_BEGIN_DECLS

gboolean aeq_stress_hits_account (const AeqStressBlock *block, const AeqStressDay *day);
/* Adds @amount to bucket @at of @n, @delay buckets later: parts of a bucket are shared out between two. Returns what falls behind the
 * last one. */
double   aeq_stress_place        (double *net, guint n, guint at, double amount, double delay);
/* Fills what is available; @scenario (nullable). */
gboolean aeq_stress_available    (AeqStressEffect *self, const AeqStressDay *day, const AeqScenario *scenario, GError **error);

G_END_DECLS
