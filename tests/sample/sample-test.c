/* SPDX-License-Identifier: MIT */
#include "sample-test.h"

#include <string.h>

AeqInstant
sample_test_instant (const char *text)
{
  AeqInstant instant = 0;

  g_assert_true (aeq_instant_parse (text, -1, &instant));
  return instant;
}

AeqSampleDesk *
sample_test_desk (guint64 seed, const char *now)
{
  g_autoptr(GError) error = NULL;
  AeqSampleDesk *desk = aeq_sample_desk_generate (seed, sample_test_instant (now), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (desk);
  return desk;
}

double
sample_test_outflow (const AeqSampleDesk *desk, const char *category, AeqSampleRegime regime)
{
  double sum = 0.0;
  int days = 0;

  for (AeqDate date = desk->first; date < desk->today; date++)
    days += aeq_date_weekday (date) <= AEQ_FRIDAY && aeq_sample_desk_regime (desk, date) == regime;
  for (gsize i = 0; i < desk->n_flows; i++)
    {
      const AeqFlow *flow = &desk->flows[i];

      if (flow->account <= 4 && flow->minor < 0 && strcmp (flow->category, category) == 0
          && aeq_sample_desk_regime (desk, flow->value_date) == regime)
        sum -= (double) flow->minor / 1000.0;
    }
  return sum / MAX (days, 1);
}
