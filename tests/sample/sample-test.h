/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample.h"

G_BEGIN_DECLS

/* Friday morning in New York, afternoon in Frankfurt. */
#define SAMPLE_TEST_NOW "2026-11-20T14:05:00Z"

AeqInstant     sample_test_instant (const char *text);
AeqSampleDesk *sample_test_desk    (guint64 seed, const char *now);
/* Sum of the outflows of a category on days of a regime, a day, in thousands of minor units; accounts 1 to 4 (USD). */
double         sample_test_outflow (const AeqSampleDesk *desk, const char *category, AeqSampleRegime regime);

G_END_DECLS
