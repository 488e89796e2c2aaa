/* SPDX-License-Identifier: MIT */
#include "aeq-position-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-screen-format.h"

char *
aeq_duration_text (gint64 length)
{
  gint64 minutes = MAX (1, length / AEQ_MINUTE);

  if (minutes >= 24 * 60) /* translators: days and hours */
    return g_strdup_printf (_("%d d %d h"), (int)(minutes / (24 * 60)), (int)(minutes / 60 % 24));
  if (minutes >= 60) /* translators: hours and minutes */
    return g_strdup_printf (_("%d h %02d min"), (int)(minutes / 60), (int)(minutes % 60));
  return g_strdup_printf (_("%d min"), (int)minutes);
}

char *
aeq_local_clock_text (AeqInstant instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / AEQ_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%F %H:%M %Z");
}

char *
aeq_zone_clock_text (const AeqZone *zone, AeqInstant instant, AeqInstant now)
{
  g_autoptr (GTimeZone) place = g_time_zone_new_identifier (aeq_zone_get_name (zone));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / AEQ_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, place != NULL ? place : g_date_time_get_timezone (utc));
  gboolean today = aeq_zone_date (zone, instant) == aeq_zone_date (zone, now);

  return g_date_time_format (local, today ? "%H:%M %Z" : "%a %H:%M %Z");
}

char *
aeq_amount_with_unit (gint64 minor, const AeqCurrency *currency)
{
  g_autofree char *amount = aeq_screen_amount_exact (minor, currency);

  return g_strdup_printf ("%s %s", amount, currency->code);
}

char *
aeq_forecast_age_text (const AeqPositionTable *table)
{
  g_autofree char *issued = table->forecast_age != AEQ_FORECAST_NONE ? aeq_local_clock_text (table->forecast_at) : NULL;
  g_autofree char *age =
      table->forecast_age != AEQ_FORECAST_NONE ? aeq_duration_text (table->as_of - table->forecast_at) : NULL;

  switch (table->forecast_age)
    {
    case AEQ_FORECAST_OTHER_DAY:
      return g_strdup_printf (_("The newest forecast, of %s, says nothing of today. Press F9 for a new one."), issued);
    case AEQ_FORECAST_OVERTAKEN:
      return g_strdup_printf (_("The ledger has changed since the forecast of %s. Press F9 to renew it."), issued);
    case AEQ_FORECAST_OLD:
      return g_strdup_printf (_("The forecast is %s old. Press F9 to renew it."), age);
    case AEQ_FORECAST_GOOD:
      return g_strdup_printf (_("Forecast of %s"), issued);
    case AEQ_FORECAST_NONE:
    default:
      return g_strdup (_("There is no forecast yet. Press F9 for one."));
    }
}

char *
aeq_deadline_text (const AeqDeadline *deadline, AeqInstant now)
{
  g_autofree char *length = aeq_duration_text (ABS (deadline->at - now));

  if (deadline->at > now)
    return g_strdup_printf (_("in %s"), length);
  return deadline->is_cut_off ? g_strdup_printf (_("%s ago"), length) : g_strdup_printf (_("%s overdue"), length);
}

/* Ledgers name obligations in words of their own; those of the sample desk and of the guides have a translation. */
static const char *
obligation_name (const char *name)
{
  static const struct
  {
    const char *name, *words;
  } NAMES[] = {
    { "cls_pay_in", N_("CLS pay-in") },
    { "ccp_call", N_("CCP call") },
    { "margin_call", N_("Margin call") },
    { "tax", N_("Tax") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (strcmp (NAMES[i].name, name) == 0)
      return _(NAMES[i].words);
  return name;
}

char *
aeq_deadline_name (const AeqDeadline *deadline)
{
  if (deadline
          ->is_cut_off) /* translators: %s is a payment system, which stops for customers' payments, or for banks' */
    return g_strdup_printf (deadline->customers ? _("%s customers") : _("%s banks"), deadline->name);
  if (deadline->counterparty == NULL)
    return g_strdup (obligation_name (deadline->name));
  return g_strdup_printf ("%s, %s", obligation_name (deadline->name), deadline->counterparty);
}

void
aeq_position_scope_name (AeqPositionScope *scope)
{
  scope->words.actual = _("Actual");
  scope->words.forecast = _("Forecast");
  scope->words.limit = _("Limit");
  scope->words.warning = _("Early warning");
  scope->words.lowest = _("Lowest");
  scope->words.now = _("Now");
}
