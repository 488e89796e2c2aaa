/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* xoshiro256** seeded through splitmix64: the same seed gives the same numbers on every machine, which neither rand()
 * nor GRand promise across versions. */
typedef struct
{
  guint64 state[4];
} AeqRng;

void    aeq_rng_init    (AeqRng *self, guint64 seed);
guint64 aeq_rng_next    (AeqRng *self);
/* Uniform in [0, 1). */
double  aeq_rng_uniform (AeqRng *self);
/* Uniform in 0 .. n-1; n must not be 0. */
guint   aeq_rng_below   (AeqRng *self, guint n);
double  aeq_rng_normal  (AeqRng *self);
/* One well-mixed number from two: for choices that must not depend on the order of work. */
guint64 aeq_rng_hash    (guint64 a, guint64 b);

G_END_DECLS
