/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* xoshiro256** seeded by splitmix64. Together with the arithmetic below it gives the same numbers on every machine: no
 * libm function whose last bit may differ is used, only +, -, *, / and exact scaling. */
typedef struct
{
  guint64 state[4];
} AeqSampleRandom;

/* Independent sequences of one @seed, one a @purpose. */
void    aeq_sample_random_init    (AeqSampleRandom *self, guint64 seed, guint64 purpose);
guint64 aeq_sample_random_next    (AeqSampleRandom *self);
/* 0 <= n < @limit. */
guint32 aeq_sample_random_below   (AeqSampleRandom *self, guint32 limit);
/* 0 <= u < 1. */
double  aeq_sample_random_uniform (AeqSampleRandom *self);
gboolean aeq_sample_random_chance (AeqSampleRandom *self, double probability);
/* Mean 0, deviation 1; never beyond 6. */
double  aeq_sample_random_normal  (AeqSampleRandom *self);
guint   aeq_sample_random_poisson (AeqSampleRandom *self, double mean);
/* Positive, with the mean given and log-deviation @sigma. */
double  aeq_sample_random_lognormal (AeqSampleRandom *self, double mean, double sigma);

/* e^x for -40 <= x <= 40. */
double  aeq_sample_exp (double x);

G_END_DECLS
