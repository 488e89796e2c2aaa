/* SPDX-License-Identifier: MIT */
#include "aeq-calendar-private.h"

/* Gregorian Easter by the method of Meeus, Jones and Butcher. */
static AeqDate
easter_sunday (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  int h = (19 * a + b - d - g + 15) % 30;
  int l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int from_march = h + l - 7 * m + 114;

  return aeq_date_from_ymd (year, from_march / 31, from_march % 31 + 1);
}

/* @n 1 is the first such weekday of the month, -1 the last. */
static AeqDate
nth_weekday (int year, int month, AeqWeekday weekday, int n)
{
  AeqDate first = aeq_date_from_ymd (year, month, 1);
  AeqDate last = aeq_date_month_end (first);

  if (n < 0)
    return last - (aeq_date_weekday (last) - weekday + 7) % 7;
  return first + (weekday - aeq_date_weekday (first) + 7) % 7 + 7 * (n - 1);
}

/* Federal Reserve Banks close on the Monday after a Sunday holiday and stay
 * open on the Friday before a Saturday one. */
static void
add_fedwire_fixed (GHashTable *closings, int year, int month, int day, const char *name)
{
  AeqDate date = aeq_date_from_ymd (year, month, day);
  g_autofree char *observed = NULL;

  if (aeq_date_weekday (date) != AEQ_SUNDAY)
    {
      aeq_closings_add (closings, date, name);
      return;
    }
  observed = g_strconcat (name, " (Observed)", NULL);
  aeq_closings_add (closings, date + 1, observed);
}

static void
add_fedwire_year (GHashTable *closings, int year)
{
  add_fedwire_fixed (closings, year, 1, 1, "New Year's Day");
  aeq_closings_add (closings, nth_weekday (year, 1, AEQ_MONDAY, 3), "Martin Luther King, Jr. Day");
  aeq_closings_add (closings, nth_weekday (year, 2, AEQ_MONDAY, 3), "Washington's Birthday");
  aeq_closings_add (closings, nth_weekday (year, 5, AEQ_MONDAY, -1), "Memorial Day");
  if (year >= 2022) /* law since 17 June 2021, too late for the Reserve Banks to close that year */
    add_fedwire_fixed (closings, year, 6, 19, "Juneteenth National Independence Day");
  add_fedwire_fixed (closings, year, 7, 4, "Independence Day");
  aeq_closings_add (closings, nth_weekday (year, 9, AEQ_MONDAY, 1), "Labor Day");
  aeq_closings_add (closings, nth_weekday (year, 10, AEQ_MONDAY, 2), "Columbus Day");
  add_fedwire_fixed (closings, year, 11, 11, "Veterans Day");
  aeq_closings_add (closings, nth_weekday (year, 11, AEQ_THURSDAY, 4), "Thanksgiving");
  add_fedwire_fixed (closings, year, 12, 25, "Christmas Day");
}

/* TARGET began in 1999 and kept only New Year and Christmas in its first year. No day is ever moved. */
static void
add_target_year (GHashTable *closings, int year)
{
  if (year < 1999)
    return;

  aeq_closings_add (closings, aeq_date_from_ymd (year, 1, 1), "New Year's Day");
  aeq_closings_add (closings, aeq_date_from_ymd (year, 12, 25), "Christmas Day");
  if (year >= 2000)
    {
      aeq_closings_add (closings, easter_sunday (year) - 2, "Good Friday");
      aeq_closings_add (closings, easter_sunday (year) + 1, "Easter Monday");
      aeq_closings_add (closings, aeq_date_from_ymd (year, 5, 1), "1 May (Labour Day)");
      aeq_closings_add (closings, aeq_date_from_ymd (year, 12, 26), "26 December");
    }
  if (year == 1999)
    aeq_closings_add (closings, aeq_date_from_ymd (year, 12, 31), "Year-end closing (millennium)");
  if (year == 2001)
    aeq_closings_add (closings, aeq_date_from_ymd (year, 12, 31), "Year-end closing (euro cash changeover)");
}

/* A day of Christmas that meets the weekend is made up for on the next free weekday; a Boxing Day on a Monday stays. */
static void
add_uk_christmas (GHashTable *closings, int year)
{
  AeqDate christmas = aeq_date_from_ymd (year, 12, 25);

  switch (aeq_date_weekday (christmas))
    {
    case AEQ_FRIDAY:
      aeq_closings_add (closings, christmas, "Christmas Day");
      aeq_closings_add (closings, christmas + 3, "Boxing Day (Observed)");
      break;
    case AEQ_SATURDAY:
      aeq_closings_add (closings, christmas + 2, "Christmas Day (Observed)");
      aeq_closings_add (closings, christmas + 3, "Boxing Day (Observed)");
      break;
    case AEQ_SUNDAY:
      aeq_closings_add (closings, christmas + 1, "Boxing Day");
      aeq_closings_add (closings, christmas + 2, "Christmas Day (Observed)");
      break;
    default:
      aeq_closings_add (closings, christmas, "Christmas Day");
      aeq_closings_add (closings, christmas + 1, "Boxing Day");
    }
}

static void
add_uk_new_year (GHashTable *closings, int year)
{
  AeqDate date = aeq_date_from_ymd (year, 1, 1);
  AeqWeekday weekday = aeq_date_weekday (date);

  if (weekday >= AEQ_SATURDAY)
    aeq_closings_add (closings, date + (AEQ_SUNDAY - weekday) + 1, "New Year's Day (Observed)");
  else
    aeq_closings_add (closings, date, "New Year's Day");
}

/* May Day moved to 8 May for the 50th and 75th anniversary of the end of the war in Europe. */
static AeqDate
uk_may_day (int year)
{
  if (year == 1995 || year == 2020)
    return aeq_date_from_ymd (year, 5, 8);
  return nth_weekday (year, 5, AEQ_MONDAY, 1);
}

/* One-off closings by proclamation; a spring bank holiday that moved is here instead of on the last Monday of May. */
static const struct
{
  gint16      year;
  guint8      month, day;
  gboolean    is_spring_holiday;
  const char *name;
} UK_SINGLE_DAYS[] = {
  { 1999, 12, 31, FALSE, "Millennium Celebrations" },
  { 2002, 6, 3, FALSE, "Golden Jubilee of Elizabeth II" },
  { 2002, 6, 4, TRUE, "Spring bank holiday (moved for Golden Jubilee)" },
  { 2011, 4, 29, FALSE, "Wedding of William and Catherine" },
  { 2012, 6, 4, TRUE, "Spring Bank Holiday" },
  { 2012, 6, 5, FALSE, "Diamond Jubilee of Elizabeth II" },
  { 2022, 6, 2, TRUE, "Spring bank holiday (moved for Platinum Jubilee)" },
  { 2022, 6, 3, FALSE, "Platinum Jubilee bank holiday" },
  { 2022, 9, 19, FALSE, "State Funeral of Queen Elizabeth II" },
  { 2023, 5, 8, FALSE, "Coronation of King Charles III" },
};

static void
add_uk_year (GHashTable *closings, int year)
{
  gboolean spring_moved = FALSE;

  add_uk_new_year (closings, year);
  aeq_closings_add (closings, easter_sunday (year) - 2, "Good Friday");
  aeq_closings_add (closings, easter_sunday (year) + 1, "Easter Monday");
  aeq_closings_add (closings, uk_may_day (year), "May Day");
  aeq_closings_add (closings, nth_weekday (year, 8, AEQ_MONDAY, -1), "Late Summer Bank Holiday");
  add_uk_christmas (closings, year);
  for (gsize i = 0; i < G_N_ELEMENTS (UK_SINGLE_DAYS); i++)
    if (UK_SINGLE_DAYS[i].year == year)
      {
        aeq_closings_add (closings, aeq_date_from_ymd (year, UK_SINGLE_DAYS[i].month, UK_SINGLE_DAYS[i].day),
                          UK_SINGLE_DAYS[i].name);
        spring_moved = spring_moved || UK_SINGLE_DAYS[i].is_spring_holiday;
      }
  if (!spring_moved)
    aeq_closings_add (closings, nth_weekday (year, 5, AEQ_MONDAY, -1), "Spring Bank Holiday");
}

static const struct
{
  const char *id;
  void (*add_year) (GHashTable *closings, int year);
} RULES[] = {
  { "us_fedwire", add_fedwire_year },
  { "target2", add_target_year },
  { "uk_chaps", add_uk_year },
  { "weekdays", NULL },
};

gboolean
aeq_calendar_rules_apply (const char *id, GHashTable *closings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (RULES); i++)
    if (g_str_equal (RULES[i].id, id))
      {
        for (int year = AEQ_CALENDAR_FIRST_YEAR; RULES[i].add_year != NULL && year <= AEQ_CALENDAR_LAST_YEAR; year++)
          RULES[i].add_year (closings, year);
        return TRUE;
      }
  return FALSE;
}
