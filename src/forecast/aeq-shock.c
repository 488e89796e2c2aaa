/* SPDX-License-Identifier: MIT */
#include "aeq-shock.h"

#include <math.h>

static const char *const NAMES[AEQ_N_SHOCKS] = {
  "other", "margin_call", "repo", "redemption", "prime_excess", "receipt",
};

const char *
aeq_shock_category_name (AeqShockCategory category)
{
  return NAMES[category];
}

AeqShockCategory
aeq_shock_category_find (const char *name)
{
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    if (g_strcmp0 (name, NAMES[i]) == 0)
      return (AeqShockCategory) i;
  return AEQ_SHOCK_OTHER;
}

/* What is left of a category's receipts, moved back by the delay; parts of a bucket are shared out. */
static double
delay_receipts (const double *in, double share, const AeqShock *shock, guint bucket_minutes, guint n_buckets,
                double *net)
{
  double buckets = bucket_minutes > 0 ? shock->delay_minutes / bucket_minutes : 0;
  guint whole = (guint) MIN (floor (buckets), n_buckets);
  double part = buckets - floor (buckets);
  double carried = 0;

  for (guint j = 0; j < n_buckets; j++)
    {
      double usual = in[j] * share, left = usual * shock->inflow;
      guint at = j + whole;

      net[j] -= usual;
      if (at < n_buckets)
        net[at] += left * (1 - part);
      else
        carried += left * (1 - part);
      if (at + 1 < n_buckets)
        net[at + 1] += left * part;
      else
        carried += left * part;
    }
  return carried;
}

double
aeq_shock_apply (const AeqShock *shocks, const AeqFlowShare *shares, gsize n_shares, guint bucket_minutes,
                 const double *in, const double *out, guint n_buckets, double *net)
{
  double carried = 0;

  for (gsize s = 0; s < n_shares; s++)
    {
      const AeqShock *shock = &shocks[shares[s].category];

      for (guint j = 0; j < n_buckets; j++)
        net[j] -= out[j] * shares[s].out * (shock->outflow - 1);
      if (shares[s].in > 0 && (shock->inflow != 1 || shock->delay_minutes > 0))
        carried += delay_receipts (in, shares[s].in, shock, bucket_minutes, n_buckets, net);
    }
  return carried;
}
