/* SPDX-License-Identifier: MIT */
#include "aeq-sample-random.h"

void
aeq_sample_random_init (AeqSampleRandom *self, guint64 seed, guint64 purpose)
{
  aeq_rng_init (self, aeq_rng_hash (seed, 0) ^ (purpose * G_GUINT64_CONSTANT (0xd1342543de82ef95)));
}

gboolean
aeq_sample_random_chance (AeqSampleRandom *self, double probability)
{
  return aeq_rng_uniform (self) < probability;
}

/* The sum of twelve uniforms: close enough to a bell, and exact arithmetic, where Box-Muller would need log and cos. */
double
aeq_sample_random_normal (AeqSampleRandom *self)
{
  guint32 sum = 0;

  for (int i = 0; i < 3; i++)
    {
      guint64 bits = aeq_rng_next (self);

      sum += (guint32) ((bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48));
    }
  return ((double) sum + 6.0) / 65536.0 - 6.0;
}

guint
aeq_sample_random_poisson (AeqSampleRandom *self, double mean)
{
  double limit, product = 1.0, root;
  guint n = 0;

  if (mean <= 0.0)
    return 0;
  if (mean < 12.0)
    {
      limit = aeq_sample_exp (-mean);
      while ((product *= aeq_rng_uniform (self)) > limit)
        n++;
      return n;
    }

  /* Newton's square root: three steps from a guess of the right size are far more than the draw needs. */
  root = mean < 100.0 ? 6.0 : 20.0;
  for (int i = 0; i < 6; i++)
    root = 0.5 * (root + mean / root);
  mean += root * aeq_sample_random_normal (self) + 0.5;
  return mean > 0.0 ? (guint) mean : 0;
}

double
aeq_sample_random_lognormal (AeqSampleRandom *self, double mean, double sigma)
{
  return mean * aeq_sample_exp (sigma * aeq_sample_random_normal (self) - 0.5 * sigma * sigma);
}

double
aeq_sample_exp (double x)
{
  double rest, sum = 1.0;
  int halvings;

  x = CLAMP (x, -40.0, 40.0);
  halvings = (int) (x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  rest = x - halvings * 0.6931471805599453;
  for (int term = 13; term >= 1; term--)
    sum = 1.0 + rest * sum / term;
  for (; halvings > 0; halvings--)
    sum *= 2.0;
  for (; halvings < 0; halvings++)
    sum *= 0.5;
  return sum;
}
