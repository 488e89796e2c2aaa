/* SPDX-License-Identifier: MIT */
#include "aeq-regime-document.h"

static void
write_drivers (AeqJson *json, const AeqRegimeReading *reading)
{
  g_auto(GStrv) reasons = aeq_regime_reasons (reading);
  char date[AEQ_DATE_TEXT_SIZE];

  aeq_json_begin_array (json, "drivers");
  for (guint i = 0; i < reading->n_drivers; i++)
    {
      const AeqRegimeDriver *driver = &reading->drivers[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "series", driver->series);
      aeq_json_text (json, "date", aeq_date_format (driver->date, date));
      aeq_json_double (json, "value", driver->value);
      aeq_json_double (json, "z", driver->z);
      aeq_json_double (json, "contribution", driver->contribution);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "reasons");
  for (char **reason = reasons; *reason != NULL; reason++)
    aeq_json_text (json, NULL, *reason);
  aeq_json_end_array (json);
}

void
aeq_regime_reading_write (AeqJson *json, const AeqRegimeReading *reading, gboolean drivers)
{
  static const char *const NAMES[] = { "p_steady", "p_elevated", "p_crisis" };
  char date[AEQ_DATE_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "date", aeq_date_format (reading->date, date));
  aeq_json_text (json, "state", aeq_regime_name (reading->state));
  for (int i = 0; i < AEQ_N_REGIMES; i++)
    aeq_json_double (json, NAMES[i], reading->p[i]);
  aeq_json_text (json, "since", aeq_date_format (reading->since, date));
  if (drivers)
    write_drivers (json, reading);
  aeq_json_end_object (json);
}
