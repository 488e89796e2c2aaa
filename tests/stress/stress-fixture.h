/* SPDX-License-Identifier: MIT */
#pragma once

#include <math.h>

#include "aeq-error.h"
#include "aeq-stress-reverse.h"
#include "aeq-test.h"

G_BEGIN_DECLS

/* An account of four hours in four buckets, one over, with a single path or many. What is usual and known can be worked out by hand:
 *
 *   over: +50.   usual receipts 10 a bucket from Abbot (fee), usual payments 5 a bucket (redemption).
 *   known: +100 from Birch (repo_open) in the second bucket left, -60 (margin_call) in the first, +7 booked in the first. */
typedef struct
{
  AeqStressDay    day;
  AeqStressLeg    leg;
  AeqStressKnown  known[3];
  AeqStressUsual  usual[2];
  AeqStressSource sources[2];
  AeqStressLine   lines[2];
  double          in[3], out[3], settled[1], due[4];
  AeqInstant      starts[4];
  double         *net;
  gint16         *placed;
} StressCase;

#define STRESS_HOURS 4
#define STRESS_REST 3

/* @n_paths 1: the path is exactly what is usual and known; more: it is shaken, by @seed. */
void stress_case_init  (StressCase *self, guint n_paths, guint64 seed);
void stress_case_clear (StressCase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StressCase, stress_case_clear)

AeqScenario      *stress_scenario (const char *blocks); /* with ' for " */
AeqStressReading *stress_read     (const StressCase *self, const char *blocks); /* (nullable) blocks */

G_END_DECLS
