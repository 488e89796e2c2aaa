/* SPDX-License-Identifier: MIT */
#include "aeq-regime.h"

#include <math.h>

#include "aeq-words.h"

/* In the order of the bits of AeqRegimeRule. */
static const char *const RULES[] = {
  N_("The funding spread stands far outside its last three years"),
  /* xgettext:no-c-format */
  N_("VIX rose by more than 40 % within five readings to above 22.5, and not all else is calm"),
  N_("VIX is above 50"),
};

const char *
aeq_regime_source_name (AeqRegimeSource source)
{
  switch (source)
    {
    case AEQ_REGIME_VOLATILITY:
      return N_("volatility");
    case AEQ_REGIME_CREDIT:
      return N_("credit");
    case AEQ_REGIME_FUNDING:
      return N_("funding");
    case AEQ_REGIME_ALL_SOURCES:
    default:
      return "all sources";
    }
}

/* A factor, since the log odds of a driver mean little to a treasurer. */
static char *
describe_effect (double contribution)
{
  double factor = exp (fabs (contribution));

  if (factor < 1.1)
    return g_strdup (N_("hardly moves the odds of stress"));
  if (factor > 99)
    return g_strdup (contribution > 0 ? N_("raises the odds of stress more than a hundredfold")
                                      : N_("lowers the odds of stress more than a hundredfold"));
  return g_strdup_printf (contribution > 0 ? N_("raises the odds of stress %.1f-fold") : N_("lowers the odds of stress %.1f-fold"),
                          factor);
}

static char *
describe_driver (const AeqRegimeDriver *driver)
{
  g_autofree char *effect = describe_effect (driver->contribution);
  double value = fabs (driver->value) < .005 ? 0 : driver->value; /* no "-0.00" */
  char date[AEQ_DATE_TEXT_SIZE];

  aeq_date_format (driver->date, date);
  /* translators: a series, its value, its date, what it stands for (volatility, credit, funding), how far off, and what that does */
  return g_strdup_printf (driver->source == AEQ_REGIME_VOLATILITY
                              ? N_("%s %.2f of %s (%s, %+.1f robust deviations from its three-year median) %s")
                              : N_("%s %.2f %% of %s (%s, %+.1f robust deviations from its three-year median) %s"),
                          driver->series, value, date, aeq_regime_source_name (driver->source), driver->z, effect);
}

char **
aeq_regime_reasons (const AeqRegimeReading *reading)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();

  g_return_val_if_fail (reading != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (RULES); i++)
    if (reading->rules & (1u << i))
      g_ptr_array_add (reasons, g_strdup (RULES[i]));
  for (guint i = 0; i < reading->n_drivers; i++)
    g_ptr_array_add (reasons, describe_driver (&reading->drivers[i]));
  for (guint source = AEQ_REGIME_VOLATILITY; source <= AEQ_REGIME_FUNDING; source <<= 1)
    if (reading->missing & source)
      g_ptr_array_add (reasons, g_strdup_printf (N_("No recent value for %s: its part is left out"),
                                                 aeq_regime_source_name ((AeqRegimeSource) source)));
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}
