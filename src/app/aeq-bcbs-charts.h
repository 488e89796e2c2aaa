/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-job-bcbs248.h"

G_BEGIN_DECLS

/* The tools of BCBS 248 as pictures in the language of the screen; documents have their own (aeq-bcbs248-charts.c). The caller's. */
AeqChart *aeq_bcbs_usage_picture      (const AeqBcbsSection *self);
AeqChart *aeq_bcbs_gross_picture      (const AeqBcbsSection *self);
AeqChart *aeq_bcbs_available_picture  (const AeqBcbsSection *self);
AeqChart *aeq_bcbs_throughput_picture (const AeqBcbsSection *self);

G_END_DECLS
