/* SPDX-License-Identifier: MIT */
#include "aeq-sample-days.h"

/* The built-in calendars know 1990 to 2035; a little before and after that a desk is taken to rest on weekends only. */
static gboolean
is_open (const AeqCalendar *calendar, AeqDate date)
{
  if (date < aeq_date_from_ymd (1990, 1, 1) || date > aeq_date_from_ymd (2035, 12, 31))
    return aeq_date_weekday (date) <= AEQ_FRIDAY;
  return aeq_calendar_is_business_day (calendar, date);
}

/* @from is a first of a month and @to a last, so that every month is whole. */
static void
count_business_days (AeqSampleDays *self)
{
  int count = 0, last = 0;

  for (guint i = 0; i < self->n; i++)
    {
      AeqSampleDay *day = &self->days[i];

      if (day->day == 1)
        count = last = 0;
      day->previous = last;
      if (day->open)
        {
          day->from_start = ++count;
          last = day->day;
        }
    }

  count = 0;
  for (guint i = self->n; i-- > 0;)
    {
      AeqSampleDay *day = &self->days[i];

      if (i + 1 == self->n || self->days[i + 1].day == 1)
        count = 0;
      if (day->open)
        day->to_end = ++count;
    }
}

AeqSampleDays *
aeq_sample_days_new (const char *zone, const char *calendar, AeqDate from, AeqDate to, GError **error)
{
  g_autoptr(AeqCalendar) business = aeq_calendar_get (calendar, error);
  g_autoptr(AeqSampleDays) self = NULL;

  if (business == NULL)
    return NULL;

  self = g_new0 (AeqSampleDays, 1);
  if ((self->zone = aeq_zone_get (zone, error)) == NULL)
    return NULL;
  self->from = aeq_date_month_start (from);
  self->n = (guint) (aeq_date_month_end (to) - self->from + 1);
  self->days = g_new0 (AeqSampleDay, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      AeqDate date = self->from + (AeqDate) i;
      AeqSampleDay *day = &self->days[i];
      AeqInstant end;
      int year, month, day_of_month;

      aeq_date_to_ymd (date, &year, &month, &day_of_month);
      day->open = is_open (business, date);
      day->weekday = (gint8) aeq_date_weekday (date);
      day->day = (gint8) day_of_month;
      day->month = (gint8) month;
      aeq_zone_day_bounds (self->zone, date, &day->start, &end);
      day->length = end - day->start;
    }
  count_business_days (self);
  return g_steal_pointer (&self);
}

void
aeq_sample_days_free (AeqSampleDays *self)
{
  if (self == NULL)
    return;
  g_free (self->days);
  g_free (self);
}

const AeqSampleDay *
aeq_sample_days_get (const AeqSampleDays *self, AeqDate date)
{
  g_assert (date >= self->from && (guint) (date - self->from) < self->n);
  return &self->days[date - self->from];
}

AeqInstant
aeq_sample_days_instant (const AeqSampleDays *self, AeqDate date, gint64 seconds)
{
  const AeqSampleDay *day = aeq_sample_days_get (self, date);

  /* Nearly every day has 24 hours: asking the zone a quarter of a million times would cost more than all the rest. */
  if (day->length == 24 * AEQ_HOUR)
    return day->start + seconds * AEQ_SECOND;
  return aeq_zone_from_local (self->zone, date, seconds * AEQ_SECOND);
}

AeqDate
aeq_sample_days_on_or_after (const AeqSampleDays *self, AeqDate date)
{
  AeqDate last = self->from + (AeqDate) self->n - 1;

  while (date < last && !aeq_sample_days_get (self, date)->open)
    date++;
  return MIN (date, last);
}

/* The first business day from the @nth of the month on. */
static gboolean
is_from_day (const AeqSampleDay *day, int nth)
{
  return day->day >= nth && day->previous < nth;
}

gboolean
aeq_sample_day_matches (const AeqSampleDay *day, AeqSampleWhen when)
{
  switch (when)
    {
    case AEQ_SAMPLE_DAILY:
      return TRUE;
    case AEQ_SAMPLE_MONTH_LAST:
      return day->to_end == 1;
    case AEQ_SAMPLE_MONTH_THIRD:
      return day->from_start == 3;
    case AEQ_SAMPLE_MONTH_FIFTH:
      return day->from_start == 5;
    case AEQ_SAMPLE_TWICE:
      return day->to_end == 1 || is_from_day (day, 15);
    case AEQ_SAMPLE_TENTH:
      return is_from_day (day, 10);
    case AEQ_SAMPLE_TAX_US:
      return (day->month == 4 || day->month == 6 || day->month == 9 || day->month == 12) && is_from_day (day, 15);
    case AEQ_SAMPLE_TAX_UK:
      return day->month % 3 == 1 && is_from_day (day, 22);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
aeq_sample_day_is_expiry (const AeqSampleDay *day)
{
  return day->weekday == AEQ_FRIDAY && day->month % 3 == 0 && day->day >= 15 && day->day <= 21;
}

gboolean
aeq_sample_day_is_quarter_end (const AeqSampleDay *day, int within)
{
  return day->month % 3 == 0 && day->to_end <= within;
}
