/* SPDX-License-Identifier: MIT */
#include "aeq-job-settings.h"

#include "aeq-calendar.h"
#include "aeq-change.h"
#include "aeq-instant.h"

gboolean
aeq_job_set_reporting_currency (AeqLedger *ledger, const AeqCurrency *currency, GError **error)
{
  return aeq_ledger_set_info (ledger, "reporting_currency", currency->code, error);
}

static gboolean
set_text (AeqLedger *ledger, const AeqId *account, const char *field, const char *value, GError **error)
{
  g_autoptr(JsonObject) values = json_object_new ();

  json_object_set_string_member (values, field, value);
  return aeq_change_update (ledger, "account", account, values, NULL, error);
}

gboolean
aeq_job_set_account_calendar (AeqLedger *ledger, const AeqId *account, const char *calendar, GError **error)
{
  g_autoptr(AeqCalendar) found = aeq_calendar_get (calendar, error);

  return found != NULL && set_text (ledger, account, "calendar", calendar, error);
}

gboolean
aeq_job_set_account_zone (AeqLedger *ledger, const AeqId *account, const char *zone, GError **error)
{
  return aeq_zone_get (zone, error) != NULL && set_text (ledger, account, "zone", zone, error);
}

const char *const *
aeq_job_calendars (void)
{
  static const char *const CALENDARS[] = { "us_fedwire", "target2", "uk_chaps", "weekdays", NULL };

  return CALENDARS;
}
