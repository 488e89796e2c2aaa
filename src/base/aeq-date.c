/* SPDX-License-Identifier: MIT */
#include "aeq-date.h"

#include <string.h>

/* Days and civil dates convert by counting years from 1 March, so that the leap day is the last of its year, in eras of
 * 400 years, which all have the same length. */
#define DAYS_PER_ERA 146097
#define EPOCH_FROM_YEAR_0 719468 /* days from 0000-03-01 to 1970-01-01 */

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
aeq_date_days_in_month (int year, int month)
{
  static const guint8 DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  g_return_val_if_fail (month >= 1 && month <= 12, 0);

  return month == 2 && is_leap_year (year) ? 29 : DAYS[month - 1];
}

gboolean
aeq_date_valid_ymd (int year, int month, int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= aeq_date_days_in_month (year, month);
}

AeqDate
aeq_date_from_ymd (int year, int month, int day)
{
  int era, year_of_era, day_of_year;

  if (!aeq_date_valid_ymd (year, month, day))
    return AEQ_DATE_NONE;

  year -= month <= 2;
  era = year / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_FROM_YEAR_0;
}

void
aeq_date_to_ymd (AeqDate date, int *year, int *month, int *day)
{
  gint64 shifted = (gint64) date + EPOCH_FROM_YEAR_0;
  gint64 era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
  int day_of_era = (int) (shifted - era * DAYS_PER_ERA);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;
  int civil_month = month_from_march + (month_from_march < 10 ? 3 : -9);

  if (year != NULL)
    *year = (int) (year_of_era + era * 400) + (civil_month <= 2);
  if (month != NULL)
    *month = civil_month;
  if (day != NULL)
    *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
}

AeqWeekday
aeq_date_weekday (AeqDate date)
{
  int from_thursday = date % 7; /* 1970-01-01 was a Thursday */

  return (AeqWeekday) ((from_thursday + 7 + 3) % 7 + 1);
}

AeqDate
aeq_date_add_months (AeqDate date, int months)
{
  int year, month, day, count;

  g_return_val_if_fail (date != AEQ_DATE_NONE, AEQ_DATE_NONE);

  aeq_date_to_ymd (date, &year, &month, &day);
  if (months < -120000 || months > 120000)
    return AEQ_DATE_NONE;
  count = year * 12 + month - 1 + months;
  if (count < 12 || count >= 10000 * 12)
    return AEQ_DATE_NONE;
  year = count / 12;
  month = count % 12 + 1;
  return aeq_date_from_ymd (year, month, MIN (day, aeq_date_days_in_month (year, month)));
}

AeqDate
aeq_date_month_start (AeqDate date)
{
  int day;

  aeq_date_to_ymd (date, NULL, NULL, &day);
  return date - day + 1;
}

AeqDate
aeq_date_month_end (AeqDate date)
{
  int year, month, day;

  aeq_date_to_ymd (date, &year, &month, &day);
  return date - day + aeq_date_days_in_month (year, month);
}

/* Exactly @n digits, or -1. */
static int
read_digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + text[i] - '0';
    }
  return value;
}

gboolean
aeq_date_parse_iso (const char *text, gssize length, AeqDate *date)
{
  int year, month, day;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);

  if (length < 0)
    length = (gssize) strnlen (text, AEQ_DATE_TEXT_SIZE);
  if (length != AEQ_DATE_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  if (!aeq_date_valid_ymd (year, month, day))
    return FALSE;
  *date = aeq_date_from_ymd (year, month, day);
  return TRUE;
}

static void
write_digits (char *buffer, int value, int n)
{
  while (n-- > 0)
    {
      buffer[n] = (char) ('0' + value % 10);
      value /= 10;
    }
}

char *
aeq_date_format (AeqDate date, char *buffer)
{
  int year, month, day;

  g_return_val_if_fail (buffer != NULL, NULL);

  aeq_date_to_ymd (date, &year, &month, &day);
  if (year < 1 || year > 9999) /* AEQ_DATE_NONE among them */
    {
      buffer[0] = '\0';
      return buffer;
    }
  write_digits (buffer, year, 4);
  buffer[4] = '-';
  write_digits (buffer + 5, month, 2);
  buffer[7] = '-';
  write_digits (buffer + 8, day, 2);
  buffer[10] = '\0';
  return buffer;
}
