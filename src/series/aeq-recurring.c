/* SPDX-License-Identifier: MIT */
#include "aeq-recurring.h"

#define MONTH(m) (1 << (m))

/* Estimated tax of people and companies: mid-January, March, April, June, September and December. */
static const AeqRecurring US_TAX[] = {
  { MONTH (1) | MONTH (3) | MONTH (4) | MONTH (6) | MONTH (9) | MONTH (12), 15 },
};

/* Self-assessment in January and July; PAYE and national insurance on the 22nd. */
static const AeqRecurring UK_TAX[] = {
  { MONTH (1) | MONTH (7), 31 },
  { AEQ_EVERY_MONTH, 22 },
};

/* Member states differ; the advance payments around the 10th of the quarter's last month are the commonest. */
static const AeqRecurring EURO_TAX[] = {
  { MONTH (3) | MONTH (6) | MONTH (9) | MONTH (12), 10 },
};

const AeqRecurring *
aeq_recurring_tax_dates (const char *calendar_id, gsize *n)
{
  if (g_strcmp0 (calendar_id, "uk_chaps") == 0)
    {
      *n = G_N_ELEMENTS (UK_TAX);
      return UK_TAX;
    }
  if (g_strcmp0 (calendar_id, "target2") == 0)
    {
      *n = G_N_ELEMENTS (EURO_TAX);
      return EURO_TAX;
    }
  *n = G_N_ELEMENTS (US_TAX);
  return US_TAX;
}

static gboolean
falls_on (const AeqRecurring *self, AeqDate date)
{
  int year, month, day, last;

  aeq_date_to_ymd (date, &year, &month, &day);
  if (!(self->months & MONTH (month)))
    return FALSE;
  last = aeq_date_days_in_month (year, month);
  return day == MIN (self->day, last);
}

gboolean
aeq_recurring_between (const AeqRecurring *set, gsize n, AeqDate after, AeqDate upto)
{
  for (AeqDate date = after + 1; date <= upto; date++)
    for (gsize i = 0; i < n; i++)
      if (falls_on (&set[i], date))
        return TRUE;
  return FALSE;
}
