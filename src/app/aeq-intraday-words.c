/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-intraday-charts.h"
#include "aeq-screen-format.h"

#define LOW_90 1 /* of AEQ_QUANTILE_LEVELS: 5 % and 95 % */
#define HIGH_90 7

void
aeq_figure_text_clear (AeqFigureText *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->caption, g_free);
}

static char *
money (const AeqIntradayDay *self, gint64 minor)
{
  return aeq_screen_amount (minor, self->ladder.currency);
}

static AeqFigureText
unknown (const char *caption)
{
  return (AeqFigureText) { g_strdup ("–"), g_strdup (caption), "dim-label" };
}

/* A net position, or the balance that goes with it. */
static char *
placed (const AeqIntradayDay *self, gint64 net, gboolean absolute)
{
  gint64 minor = net;

  if (absolute && !aeq_money_add (self->ladder.opening, net, &minor))
    return g_strdup (_("too large"));
  return money (self, minor);
}

/* Of the forecast, which tells balances. */
static char *
forecast_text (const AeqIntradayDay *self, gint64 balance, gboolean absolute)
{
  gint64 minor = balance;

  if (!absolute && __builtin_sub_overflow (balance, self->ladder.opening, &minor))
    return g_strdup (_("too large"));
  return money (self, minor);
}

static AeqPositionPoint
lowest_booked (const AeqIntradayDay *self)
{
  AeqPositionPoint lowest = g_array_index (self->course, AeqPositionPoint, 0);

  for (guint i = 1; i < self->course->len; i++)
    if (g_array_index (self->course, AeqPositionPoint, i).net < lowest.net)
      lowest = g_array_index (self->course, AeqPositionPoint, i);
  return lowest;
}

static AeqFigureText
now_figure (const AeqIntradayDay *self, gboolean absolute)
{
  g_autofree char *clock = aeq_intraday_clock_text (self, MIN (self->as_of, self->ladder.buckets.end - 1));

  return (AeqFigureText) { placed (self, self->ladder.booked, absolute), g_strdup_printf (_("at %s"), clock), NULL };
}

static AeqFigureText
lowest_figure (const AeqIntradayDay *self, gboolean absolute)
{
  AeqPositionPoint lowest = lowest_booked (self);
  g_autofree char *clock = aeq_intraday_clock_text (self, lowest.at);

  if (self->course->len < 2)
    return unknown (_("nothing booked yet"));
  return (AeqFigureText) { placed (self, lowest.net, absolute),
                          lowest.at < self->ladder.buckets.start ? g_strdup (_("at the open"))
                                                                 : g_strdup_printf (_("at %s"), clock),
                          NULL };
}

static AeqFigureText
ahead_figure (const AeqIntradayDay *self, gboolean absolute)
{
  const AeqIssuedAccount *forecast = self->forecast;
  g_autofree char *clock = NULL;

  if (forecast == NULL || forecast->lowest[AEQ_MEDIAN_INDEX] == AEQ_ISSUED_NONE)
    return unknown (_("no forecast"));
  if (forecast->lowest_at == AEQ_INSTANT_NONE)
    return unknown (_("it has been, most likely"));
  clock = aeq_intraday_clock_text (self, forecast->lowest_at);
  return (AeqFigureText) { forecast_text (self, forecast->lowest[AEQ_MEDIAN_INDEX], absolute),
                          g_strdup_printf (_("about %s, median"), clock), NULL };
}

static AeqFigureText
close_figure (const AeqIntradayDay *self, gboolean absolute)
{
  const AeqIssuedDay *today = self->forecast != NULL && self->forecast->days->len > 0
                                  ? &g_array_index (self->forecast->days, AeqIssuedDay, 0)
                                  : NULL;

  if (self->what == AEQ_INTRADAY_TOTAL && self->joint_set != NULL)
    return (AeqFigureText) { forecast_text (self, self->joint.closing[AEQ_MEDIAN_INDEX], absolute),
                            g_strdup (_("median of joint paths")), NULL };
  if (today == NULL || today->horizon != 0 || today->closing[AEQ_MEDIAN_INDEX] == AEQ_ISSUED_NONE)
    return unknown (_("no forecast"));
  return (AeqFigureText) { forecast_text (self, today->closing[AEQ_MEDIAN_INDEX], absolute), g_strdup (_("median")),
                          NULL };
}

static char *
breach_text (const AeqIntradayDay *self)
{
  double p = self->forecast != NULL ? self->forecast->p_breach : NAN;
  g_autofree char *share = isnan (p) ? NULL : aeq_screen_share (p);

  return share != NULL ? g_strdup_printf (_("breach %s"), share) : g_strdup (_("over the limit"));
}

static AeqFigureText
headroom_figure (const AeqIntradayDay *self)
{
  gint64 lowest;
  gint64 room;

  if (!self->limit.has)
    return unknown (_("no limit"));
  if (!aeq_money_add (self->ladder.opening, lowest_booked (self).net, &lowest))
    return unknown (_("too large"));
  if (self->forecast != NULL && self->forecast->lowest[AEQ_MEDIAN_INDEX] != AEQ_ISSUED_NONE)
    lowest = MIN (lowest, self->forecast->lowest[AEQ_MEDIAN_INDEX]);
  if (__builtin_sub_overflow (lowest, self->limit.floor_amount, &room))
    return unknown (_("too large"));
  return (AeqFigureText) { money (self, room), breach_text (self),
                           room < 0                                                                     ? "error"
                           : self->limit.has_early_warning && lowest < self->limit.early_warning ? "warning"
                                                                                                        : NULL };
}

static AeqFigureText
paid_figure (const AeqIntradayDay *self)
{
  double total = (double) self->throughput.paid + (double) self->throughput.announced;
  g_autofree char *paid = money (self, self->throughput.paid);

  if (total <= 0)
    return unknown (_("no payments"));
  return (AeqFigureText) { aeq_screen_share ((double) self->throughput.paid / total), g_steal_pointer (&paid), NULL };
}

AeqFigureText
aeq_intraday_figure (const AeqIntradayDay *self, AeqIntradayFigure figure, gboolean absolute)
{
  switch (figure)
    {
    case AEQ_INTRADAY_NOW: return now_figure (self, absolute);
    case AEQ_INTRADAY_LOWEST: return lowest_figure (self, absolute);
    case AEQ_INTRADAY_AHEAD: return ahead_figure (self, absolute);
    case AEQ_INTRADAY_CLOSE: return close_figure (self, absolute);
    case AEQ_INTRADAY_HEADROOM: return headroom_figure (self);
    default: return paid_figure (self);
    }
}

char *
aeq_intraday_title (const AeqIntradayDay *self)
{
  const AeqAccount *first = self->accounts->pdata[0];
  g_autofree char *date = aeq_screen_date (self->ladder.day);
  guint n = self->accounts->len;

  if (self->what == AEQ_INTRADAY_TOTAL)
    return g_strdup_printf (ngettext ("%u account in %s added up · %s", "%u accounts in %s added up · %s", n), n,
                            first->currency->code, date);
  if (first->name == NULL)
    return g_strdup_printf (_("%s %s · %s"), first->number, first->currency->code, date);
  return g_strdup_printf (_("%s · %s %s · %s"), first->name, first->number, first->currency->code, date);
}

static char *
joint_note (const AeqIntradayDay *self)
{
  g_autofree char *lowest = money (self, self->joint.lowest[AEQ_MEDIAN_INDEX]);
  g_autofree char *low = money (self, self->joint.closing[LOW_90]);
  g_autofree char *high = money (self, self->joint.closing[HIGH_90]);

  return g_strdup_printf (_("No fan: quantiles of accounts cannot be added up. By their joint paths (%s) the lowest "
                             "point of the day is %s in the median and "
                             "the close lies between %s and %s with 90 %%."),
                          self->joint_set, lowest, low, high);
}

char *
aeq_intraday_note (const AeqIntradayDay *self)
{
  const AeqAccount *first = self->accounts->pdata[0];

  if (self->what == AEQ_INTRADAY_TOTAL && self->joint_set != NULL)
    return joint_note (self);
  if (self->what == AEQ_INTRADAY_TOTAL)
    return g_strdup (_("No fan: quantiles of accounts cannot be added up, and no set of the ledger that nets has just "
                        "these accounts."));
  if (self->what == AEQ_INTRADAY_NEAREST && self->limit.has && self->among != NULL)
    return g_strdup_printf (_("Of all accounts in %s, %s is nearest to its limit. Choose another one in the header."),
                            self->among->code, first->number);
  if (self->what == AEQ_INTRADAY_NEAREST && self->limit.has)
    return g_strdup_printf (_("Of all accounts, %s %s is nearest to its limit. Choose another one in the header."),
                            first->number, first->currency->code);
  if (self->what == AEQ_INTRADAY_NEAREST)
    return g_strdup_printf (_("No account has a limit: %s %s is the first of them. Choose another one in the header."),
                            first->number, first->currency->code);
  return NULL;
}

static char *
local_text (const AeqIntradayDay *self, AeqInstant at)
{
  g_autofree char *date = NULL;
  gint64 time_of_day;
  AeqDate day;

  aeq_zone_to_local (self->ladder.zone, at, &day, &time_of_day);
  date = aeq_screen_date (day);
  return g_strdup_printf ("%s %02d:%02d", date, (int)(time_of_day / AEQ_HOUR),
                          (int)(time_of_day % AEQ_HOUR / AEQ_MINUTE));
}

/* Times on the account's clock, which is named. */
char *
aeq_intraday_as_of (const AeqIntradayDay *self)
{
  g_autofree char *ledger = local_text (self, self->as_of);
  g_autofree char *opening = self->ladder.opening_as_of != AEQ_INSTANT_NONE
                                 ? local_text (self, self->ladder.opening_as_of)
                                 : g_strdup (_("unknown"));
  g_autofree char *issued = self->issued != NULL ? local_text (self, self->issued->as_of) : NULL;
  const char *zone = aeq_zone_get_name (self->ladder.zone);

  if (issued == NULL)
    return g_strdup_printf (
        _("Ledger as of %s %s · opening as of %s · no forecast of this day: F9 makes one of today"), ledger, zone,
        opening);
  if (self->issued->scenario != NULL)
    return g_strdup_printf (
        _("Ledger as of %s %s · opening as of %s · forecast of %s by model %s under scenario %s (%.8s)"), ledger, zone,
        opening, issued, self->issued->model, self->issued->scenario, self->issued->id);
  return g_strdup_printf (_("Ledger as of %s %s · opening as of %s · forecast of %s by model %s (%.8s)"), ledger, zone,
                          opening, issued, self->issued->model, self->issued->id);
}
