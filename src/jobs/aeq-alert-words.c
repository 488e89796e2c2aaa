/* SPDX-License-Identifier: MIT */
#include "aeq-alert-words.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *title;
  const char *meaning;
  const char *advice;
} WORDS[AEQ_N_ALERT_KINDS] = {
  { N_("Breach likely"), N_("The newest forecast gives a breach of the limit today at least this probability, within the lead time"),
    N_("See on Intraday when it is, and fund the account or move payments before then.") },
  { N_("Limit breached"), N_("The balance is below the limit, after committed lines, by more than this amount"),
    N_("Fund the account now, or change its limit if it is no longer right.") },
  { N_("Receipt late"), N_("An announced receipt has not come for this many minutes after its time"),
    N_("Ask the sender or the bank where it is.") },
  { N_("Cut-off ahead"),
    N_("Within the lead time a payment system closes, and what must be paid today exceeds what is there and announced by more than this"),
    N_("Fund the account before the cut-off: after it nothing more goes out today.") },
  { N_("Feed stale"), N_("Market series of a feed are overdue, and their newest values are at least this many days old"),
    N_("Fetch the market series again, or import them from a file.") },
  { N_("Regime changed"), N_("The regime became another one within the lead time, with at least this probability"),
    N_("Issue a new forecast, and look at limits and lines in the stressed scenarios.") },
  { N_("Calibration drifts"),
    N_("The 90 % interval of the last 60 days holds more or fewer outcomes than chance explains, by at least this many points"),
    N_("Look at Accuracy, and train the model again.") },
  { N_("Margin call"), N_("The newest margin statement calls for more than this amount"),
    N_("Agree the call with the broker, and pay or pledge before it is due.") },
  { N_("Import refused"), N_("A file was refused within the lead time, or this many of its rows were left out"),
    N_("Read on Imports what was refused, mend it, and import the file again.") },
};

static char *
plain_amount (gint64 minor, const AeqCurrency *currency)
{
  char text[AEQ_MONEY_TEXT_SIZE + 8];

  return g_strdup_printf ("%s %s", aeq_money_format_grouped (minor, currency->exponent, text), currency->code);
}

static char *
plain_clock (const AeqZone *zone, AeqInstant instant, AeqInstant now G_GNUC_UNUSED)
{
  char day[AEQ_DATE_TEXT_SIZE];
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (zone, instant, &date, &time_of_day);
  return g_strdup_printf ("%s %02d:%02d", aeq_date_format (date, day), (int) (time_of_day / AEQ_HOUR),
                          (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE));
}

const AeqAlertFormat AEQ_ALERT_PLAIN = { plain_amount, plain_clock };

const char *
aeq_alert_title (AeqAlertKind kind)
{
  return _(WORDS[kind].title);
}

const char *
aeq_alert_meaning (AeqAlertKind kind)
{
  return _(WORDS[kind].meaning);
}

const char *
aeq_alert_advice (const AeqAlert *self)
{
  return _(WORDS[self->kind].advice);
}

const char *
aeq_alert_severity_name (AeqAlertSeverity severity)
{
  static const char *const NAMES[] = { N_("Critical"), N_("Warning"), N_("Notice") };

  return _(NAMES[severity]);
}

const char *
aeq_alert_state_name (const AeqAlert *self)
{
  if (self->resolved_at != AEQ_INSTANT_NONE)
    return C_("alert", "Resolved");
  return self->seen_at != AEQ_INSTANT_NONE ? C_("alert", "Acknowledged") : C_("alert", "Open");
}

static const char *
state_name (const char *state)
{
  if (g_strcmp0 (state, "crisis") == 0)
    return _("crisis");
  return g_strcmp0 (state, "elevated") == 0 ? _("elevated") : _("steady");
}

static char *
risk_words (const AeqAlert *self, const char *amount, const char *clock)
{
  double percent = self->share * 100;

  if (clock == NULL)
    return g_strdup_printf (_("%.1f %% probability that the balance falls below %s today"), percent, amount);
  return g_strdup_printf (_("%.1f %% probability that the balance falls below %s today, most likely at %s"), percent, amount, clock);
}

static char *
late_words (const AeqAlert *self, const char *amount, const char *clock)
{
  const char *sender = self->subject != NULL ? self->subject : _("a receipt");

  if (self->cases == 1)
    return g_strdup_printf (_("%s from %s has not come, due at %s"), amount, sender, clock);
  return g_strdup_printf (ngettext ("%d receipt of %s in all has not come, the oldest from %s, due at %s",
                                    "%d receipts of %s in all have not come, the oldest from %s, due at %s", (gulong) self->cases),
                          (int) self->cases, amount, sender, clock);
}

static char *
import_words (const AeqAlert *self, const char *clock)
{
  if (isnan (self->share))
    return g_strdup_printf (_("%s was refused at %s: nothing of it is in the ledger"), self->subject, clock);
  return g_strdup_printf (ngettext ("%d row of %s (%.1f %%) was left out at %s", "%d rows of %s (%.1f %%) were left out at %s",
                                    (gulong) self->cases),
                          (int) self->cases, self->subject, self->share * 100, clock);
}

static char *
margin_words (const AeqAlert *self, const char *amount, const char *clock)
{
  const char *broker = self->subject != NULL ? self->subject : self->number;

  if (clock == NULL)
    return g_strdup_printf (_("%s calls for %s"), broker, amount);
  return g_strdup_printf (_("%s calls for %s, due at %s"), broker, amount, clock);
}

static char *
say (const AeqAlert *self, const char *amount, const char *clock)
{
  char day[AEQ_DATE_TEXT_SIZE] = "";

  if (self->at != AEQ_INSTANT_NONE)
    aeq_date_format (aeq_zone_date (self->zone, self->at), day);
  switch (self->kind)
    {
    case AEQ_ALERT_BREACH_RISK:
      return risk_words (self, amount, clock);
    case AEQ_ALERT_BREACH:
      return g_strdup_printf (_("The balance is %s below the limit"), amount);
    case AEQ_ALERT_LATE_RECEIPT:
      return late_words (self, amount, clock);
    case AEQ_ALERT_CUT_OFF:
      return g_strdup_printf (_("%s are lacking for today’s payments, and %s closes at %s"), amount, self->subject, clock);
    case AEQ_ALERT_STALE_FEED:
      return g_strdup_printf (ngettext ("%d series of %s is overdue, its newest value is of %s",
                                        "%d series of %s are overdue, the oldest ends on %s", (gulong) self->cases),
                              (int) self->cases, self->subject, day);
    case AEQ_ALERT_REGIME:
      return g_strdup_printf (_("The regime is %s since %s, with %.0f %% probability"), state_name (self->subject), day, self->share * 100);
    case AEQ_ALERT_CALIBRATION:
      return g_strdup_printf (_("%.1f %% of the last 60 days were inside the 90 %% interval"), self->share * 100);
    case AEQ_ALERT_MARGIN_CALL:
      return margin_words (self, amount, clock);
    case AEQ_ALERT_IMPORT:
    default:
      return import_words (self, clock);
    }
}

char *
aeq_alert_what (const AeqAlert *self, const AeqAlertFormat *format, AeqInstant now)
{
  gboolean has_amount = self->minor != AEQ_ALERT_NO_AMOUNT && self->currency != NULL;
  g_autofree char *amount = has_amount ? format->amount (self->minor, self->currency) : g_strdup (_("the limit"));
  g_autofree char *clock = self->at != AEQ_INSTANT_NONE ? format->clock (self->zone, self->at, now) : NULL;

  return say (self, amount, clock);
}
