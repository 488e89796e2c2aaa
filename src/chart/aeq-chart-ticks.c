/* SPDX-License-Identifier: MIT */
#include "aeq-chart-ticks.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-date.h"

static const char *const MONTHS[] = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"), N_ ("May"), N_ ("Jun"),
                                      N_ ("Jul"), N_ ("Aug"), N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };

/* The smallest step of 1, 2 or 5 times a power of ten that makes no more than @wanted parts. */
static double
nice_step (double span, guint wanted)
{
  double rough = span / MAX (wanted, 1);
  double power = pow (10, floor (log10 (rough)));

  for (guint i = 0; i < 3; i++)
    {
      static const double FACTORS[] = { 1, 2, 5 };

      if (FACTORS[i] * power >= rough * (1 - 1e-9))
        return FACTORS[i] * power;
    }
  return 10 * power;
}

static void
choose_unit (AeqTicks *self, double largest)
{
  static const struct
  {
    double      unit;
    const char *word;
  } UNITS[] = { { 1e9, N_("billions") }, { 1e6, N_("millions") }, { 1e4, N_("thousands") } };

  self->unit = 1;
  self->word = "";
  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++)
    if (largest >= UNITS[i].unit)
      {
        self->unit = UNITS[i].unit == 1e4 ? 1e3 : UNITS[i].unit;
        self->word = _(UNITS[i].word);
        return;
      }
}

static void
number_ticks (AeqTicks *self, double from, double to, guint wanted)
{
  double step = nice_step (to - from, wanted);
  double first = ceil (from / step - 1e-9);
  double last = floor (to / step + 1e-9);
  int digits;

  choose_unit (self, MAX (fabs (from), fabs (to)));
  digits = (int) CLAMP (-floor (log10 (step / self->unit) + 1e-9), 0, 9);
  for (double i = first; i <= last && self->n < AEQ_MAX_TICKS; i++, self->n++)
    {
      char format[8];

      self->at[self->n] = i * step;
      g_snprintf (format, sizeof format, "%%.%df", digits);
      /* Adding 0 turns a negative zero into zero. */
      g_ascii_formatd (self->text[self->n], AEQ_TICK_TEXT_SIZE, format, i * step / self->unit + 0.0);
    }
}

char *
aeq_ticks_name_clock (int seconds, char *buffer)
{
  if (seconds % 60 != 0)
    g_snprintf (buffer, AEQ_TICK_TEXT_SIZE, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  else
    g_snprintf (buffer, AEQ_TICK_TEXT_SIZE, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
  return buffer;
}

char *
aeq_ticks_name_day (AeqDate date, char *buffer)
{
  int year;
  int month;
  int day;

  aeq_date_to_ymd (date, &year, &month, &day);
  g_snprintf (buffer, AEQ_TICK_TEXT_SIZE, "%d %s", day, _(MONTHS[month - 1]));
  return buffer;
}

static void
time_ticks (AeqTicks *self, double from, double to, guint wanted)
{
  static const int STEPS[] = { 1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400 };
  guint k = 0;

  while (k + 1 < G_N_ELEMENTS (STEPS) && (to - from) / STEPS[k] > wanted)
    k++;
  for (double at = ceil (from / STEPS[k]) * STEPS[k]; at <= to && self->n < AEQ_MAX_TICKS; at += STEPS[k], self->n++)
    {
      self->at[self->n] = at;
      /* The end of the day is 24:00, not the beginning of the next. */
      if (at == 86400)
        g_strlcpy (self->text[self->n], "24:00", AEQ_TICK_TEXT_SIZE);
      else
        aeq_ticks_name_clock ((int) (fmod (fmod (at, 86400) + 86400, 86400)), self->text[self->n]);
    }
}

static void
day_ticks (AeqTicks *self, double from, double to, int step)
{
  AeqDate date = (AeqDate) ceil (from);

  if (step >= 7)
    date += (8 - (int) aeq_date_weekday (date)) % 7;
  for (; date <= to && self->n < AEQ_MAX_TICKS; date += step, self->n++)
    {
      self->at[self->n] = date;
      aeq_ticks_name_day (date, self->text[self->n]);
    }
}

static void
month_ticks (AeqTicks *self, double from, double to, int months)
{
  AeqDate date = aeq_date_month_start ((AeqDate) floor (from));
  int year;
  int month;
  int day;

  for (; date <= to && self->n < AEQ_MAX_TICKS; date = aeq_date_add_months (date, 1))
    {
      aeq_date_to_ymd (date, &year, &month, &day);
      if (date < from || (year * 12 + month - 1) % months != 0)
        continue;
      self->at[self->n] = date;
      if (months >= 12)
        g_snprintf (self->text[self->n], AEQ_TICK_TEXT_SIZE, "%d", year);
      else
        g_snprintf (self->text[self->n], AEQ_TICK_TEXT_SIZE, "%s %d", _(MONTHS[month - 1]), year);
      self->n++;
    }
}

static void
date_ticks (AeqTicks *self, double from, double to, guint wanted)
{
  static const int DAYS[] = { 1, 2, 7, 14 };
  static const int N_MONTHS[] = { 1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400 };
  double span = to - from;
  guint k = 0;

  for (guint i = 0; i < G_N_ELEMENTS (DAYS); i++)
    if (span / DAYS[i] <= wanted)
      {
        day_ticks (self, from, to, DAYS[i]);
        return;
      }
  while (k + 1 < G_N_ELEMENTS (N_MONTHS) && span / (30.44 * N_MONTHS[k]) > wanted)
    k++;
  month_ticks (self, from, to, N_MONTHS[k]);
}

void
aeq_ticks_init (AeqTicks *self, AeqAxisKind kind, double from, double to, guint wanted)
{
  self->n = 0;
  self->unit = 1;
  self->word = "";
  wanted = CLAMP (wanted, 1, AEQ_MAX_TICKS / 2);
  if (!(to > from) || !isfinite (to - from))
    return;
  switch (kind)
    {
    case AEQ_AXIS_TIME:
      time_ticks (self, from, to, wanted);
      break;
    case AEQ_AXIS_DATE:
      /* Days outside of the calendar have no names. */
      if (from > -700000 && to < 2900000)
        date_ticks (self, from, to, wanted);
      break;
    case AEQ_AXIS_NUMBER:
    default:
      number_ticks (self, from, to, wanted);
      break;
    }
}
