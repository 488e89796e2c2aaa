/* SPDX-License-Identifier: MIT */
#include "aeq-rng.h"

#include <math.h>

static guint64
splitmix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint64
rotate_left (guint64 x, int k)
{
  return (x << k) | (x >> (64 - k));
}

void
aeq_rng_init (AeqRng *self, guint64 seed)
{
  for (int i = 0; i < 4; i++)
    self->state[i] = splitmix (&seed);
}

guint64
aeq_rng_next (AeqRng *self)
{
  guint64 *s = self->state;
  guint64 result = rotate_left (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

double
aeq_rng_uniform (AeqRng *self)
{
  return (double) (aeq_rng_next (self) >> 11) * 0x1.0p-53;
}

guint
aeq_rng_below (AeqRng *self, guint n)
{
  g_return_val_if_fail (n > 0, 0);

  return (guint) (((aeq_rng_next (self) >> 32) * (guint64) n) >> 32);
}

double
aeq_rng_normal (AeqRng *self)
{
  double u = 1.0 - aeq_rng_uniform (self);
  double v = aeq_rng_uniform (self);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

guint64
aeq_rng_hash (guint64 a, guint64 b)
{
  guint64 state = a ^ (b * G_GUINT64_CONSTANT (0xd6e8feb86659fd93));

  return splitmix (&state);
}
