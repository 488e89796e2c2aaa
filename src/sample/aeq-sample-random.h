/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-rng.h"

G_BEGIN_DECLS

/* The generator of base with draws that give the same numbers on every machine: no libm function whose last bit may differ is
 * used, only +, -, *, / and exact scaling. */
typedef AeqRng AeqSampleRandom;

/* Independent sequences of one @seed, one a @purpose. */
void    aeq_sample_random_init    (AeqSampleRandom *self, guint64 seed, guint64 purpose);
gboolean aeq_sample_random_chance (AeqSampleRandom *self, double probability);
/* Mean 0, deviation 1; never beyond 6. */
double  aeq_sample_random_normal  (AeqSampleRandom *self);
guint   aeq_sample_random_poisson (AeqSampleRandom *self, double mean);
/* Positive, with the mean given and log-deviation @sigma. */
double  aeq_sample_random_lognormal (AeqSampleRandom *self, double mean, double sigma);

/* e^x for -40 <= x <= 40. */
double  aeq_sample_exp (double x);

G_END_DECLS
