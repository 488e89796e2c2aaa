/* SPDX-License-Identifier: MIT */
#include "aeq-csv-date.h"

#include <string.h>

#include "aeq-csv-fold.h"

/* A date taken apart: three numbers in written order, or a named month. */
typedef struct
{
  int         part[3];
  int         digits[3];
  int         month;  /* 1 to 12 when it is named; then part[0] is the day and part[2] the year */
  char        separator;
  const char *rest;
} Parts;

/* Folded beginnings of month names, January first; the first match counts. en de fr it es nl pt sv pl */
static const char *const MONTHS[12] = {
  "jan|gen|ene|janv|styc",
  "feb|fev|fevr|lut",
  "mar|mrz|mars|maa|mrt",
  "apr|avr|abr|kwi",
  "may|mai|mag|maj|mei",
  "jun|juin|giu|cze",
  "jul|juil|lug|lip",
  "aug|aou|ago|sie",
  "sep|set|wrz",
  "oct|okt|ott|out|paz",
  "nov|lis",
  "dec|dez|dic|dec|gru",
};

static int
month_of_word (const char *word, gsize length)
{
  g_autofree char *folded = aeq_csv_fold (word, (gssize) length);

  for (int month = 0; month < 12; month++)
    for (const char *p = MONTHS[month]; p != NULL; p = strchr (p, '|') ? strchr (p, '|') + 1 : NULL)
      {
        gsize n = strcspn (p, "|");

        if (n >= 3 && strncmp (folded, p, n) == 0 && strlen (folded) <= 10)
          return month + 1;
      }
  return 0;
}

static const char *
take_digits (const char *p, const char *end, int *value, int *digits)
{
  *value = 0;
  *digits = 0;
  while (p < end && g_ascii_isdigit (*p) && *digits < 9)
    {
      *value = *value * 10 + (*p++ - '0');
      *digits += 1;
    }
  return p;
}

static const char *
skip_marks (const char *p, const char *end)
{
  while (p < end && strchr (" .,-/'", *p) != NULL && *p != '\0')
    p++;
  return p;
}

static const char *
skip_word (const char *p, const char *end)
{
  while (p < end && (g_ascii_isalpha (*p) || (guchar) *p >= 0x80))
    p++;
  return p;
}

static gboolean
split_compact (Parts *parts)
{
  int all = parts->part[0];

  parts->part[0] = all / 10000;
  parts->part[1] = all / 100 % 100;
  parts->part[2] = all % 100;
  parts->digits[0] = 4;
  parts->digits[1] = parts->digits[2] = 2;
  return parts->part[0] >= 1900 && parts->part[0] < 2100;
}

/* "5 Jan 2024", "5. Januar 2024", "05-ene-24", after the day has been taken. */
static gboolean
split_named (Parts *parts, const char *p, const char *end)
{
  const char *word = skip_marks (p, end);
  const char *after = skip_word (word, end);

  if (word == after || (parts->month = month_of_word (word, (gsize) (after - word))) == 0)
    return FALSE;
  p = take_digits (skip_marks (after, end), end, &parts->part[2], &parts->digits[2]);
  parts->rest = p;
  return parts->digits[0] <= 2 && (parts->digits[2] == 4 || parts->digits[2] == 2);
}

/* "Jan 5, 2024"; a weekday in front of any form is passed over. */
static gboolean
split_words_first (Parts *parts, const char *p, const char *end)
{
  const char *after = skip_word (p, end);
  int month = month_of_word (p, (gsize) (after - p));
  const char *q = take_digits (skip_marks (after, end), end, &parts->part[0], &parts->digits[0]);

  if (after - p > 12 || parts->digits[0] < 1 || parts->digits[0] > 2)
    return FALSE;
  if (month == 0)
    return FALSE;
  parts->month = month;
  parts->rest = take_digits (skip_marks (q, end), end, &parts->part[2], &parts->digits[2]);
  return parts->digits[2] == 4 || parts->digits[2] == 2;
}

static const char *
skip_weekday (const char *p, const char *end)
{
  const char *after = skip_word (p, end);
  const char *digits = skip_marks (after, end);

  return after - p >= 2 && after - p <= 10 && digits > after && digits < end && g_ascii_isdigit (*digits) ? digits : p;
}

static gboolean
split (const char *text, gsize length, Parts *parts)
{
  const char *end = text + length;
  const char *p = text;

  memset (parts, 0, sizeof *parts);
  while (p < end && (*p == ' ' || *p == '\'' || *p == '\t'))
    p++;
  if (p == end)
    return FALSE;
  if (!g_ascii_isdigit (*p))
    {
      if (split_words_first (parts, p, end))
        return TRUE;
      p = skip_weekday (p, end);
    }
  p = take_digits (p, end, &parts->part[0], &parts->digits[0]);
  parts->rest = p;
  if (parts->digits[0] == 8 && (p == end || !g_ascii_isdigit (*p)))
    return split_compact (parts);
  if (parts->digits[0] == 0 || p == end)
    return FALSE;
  if (strchr ("./-", *p) == NULL || p + 1 >= end || !g_ascii_isdigit (p[1]))
    {
      if (end - p >= 2 && p[0] == '.' && p[1] == ' ' && g_ascii_isdigit (p[2 < end - p ? 2 : 1]))
        parts->separator = '.'; /* "5. 1. 2024" */
      else
        return split_named (parts, p, end);
    }
  parts->separator = *p++;
  while (p < end && *p == ' ')
    p++;
  p = take_digits (p, end, &parts->part[1], &parts->digits[1]);
  if (p == end || *p++ != parts->separator)
    return FALSE;
  while (p < end && *p == ' ')
    p++;
  parts->rest = take_digits (p, end, &parts->part[2], &parts->digits[2]);
  return parts->digits[1] <= 2 && parts->digits[1] > 0 && parts->digits[2] > 0;
}

static int
full_year (int year, int digits)
{
  if (digits > 2)
    return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

static AeqDate
day_in_order (const Parts *parts, int order)
{
  static const int YEAR_AT[] = { 0, 2, 2, 0 };
  static const int MONTH_AT[] = { 0, 1, 0, 1 };
  static const int DAY_AT[] = { 0, 0, 1, 2 };
  int y = YEAR_AT[order];
  int d = DAY_AT[order];
  int m = MONTH_AT[order];

  if ((parts->digits[y] != 4 && parts->digits[y] != 2) || parts->digits[d] > 2 || parts->digits[m] > 2)
    return AEQ_DATE_NONE;
  return aeq_date_from_ymd (full_year (parts->part[y], parts->digits[y]), parts->part[m], parts->part[d]);
}

static AeqDate
named_day (const Parts *parts)
{
  return aeq_date_from_ymd (full_year (parts->part[2], parts->digits[2]), parts->month, parts->part[0]);
}

/* The time behind a date: " 14:05", "T14:05:09Z", "-08.21.36.47192". Any other rest spoils the date. */
static gboolean
parse_rest (const char *text, const char *end, AeqMoment *moment)
{
  const char *p = text;

  while (end > p && g_ascii_isspace (end[-1]))
    end--;
  if (p == end || (end - p == 1 && (*p == '.' || *p == ',' || *p == '\'')))
    return TRUE;
  if (strchr ("T -,t", *p) == NULL)
    return FALSE;
  while (p < end && strchr ("T -,t", *p) != NULL)
    p++;
  return aeq_csv_time_parse (p, (gsize) (end - p), &moment->time_of_day);
}

guint
aeq_csv_date_readings (const char *text, gsize length, char *separator)
{
  Parts parts;
  AeqMoment moment;
  guint readings = 0;

  if (separator != NULL)
    *separator = '\0';
  if (length < 6 || length > 40 || !split (text, length, &parts))
    return 0;
  if (!parse_rest (parts.rest, text + length, &moment))
    return 0;
  if (parts.month != 0)
    return named_day (&parts) == AEQ_DATE_NONE ? 0 : AEQ_READS_DMY | AEQ_READS_MDY | AEQ_READS_YMD;
  for (int order = AEQ_DATE_DMY; order <= AEQ_DATE_YMD; order++)
    if (day_in_order (&parts, order) != AEQ_DATE_NONE)
      readings |= 1u << order;
  if (separator != NULL)
    *separator = parts.separator;
  /* Two digits in front are a year only where nothing else fits. */
  if (parts.digits[0] <= 2 && (readings & (AEQ_READS_DMY | AEQ_READS_MDY)))
    readings &= ~(guint) AEQ_READS_YMD;
  return readings;
}

/* RFC 3339 with an offset is a point in time, whatever the zone of the account. */
static gboolean
parse_instant (const char *text, gsize length, AeqMoment *moment)
{
  char last = text[length - 1];

  if (length < 20 || (last != 'Z' && last != 'z' && !g_ascii_isdigit (last)))
    return FALSE;
  if (!aeq_instant_parse (text, (gssize) length, &moment->instant))
    return FALSE;
  return aeq_date_parse_iso (text, 10, &moment->date) && aeq_csv_time_parse (text + 11, 8, &moment->time_of_day);
}

static gboolean
is_iso (const char *text, gsize length)
{
  return length >= 10 && text[4] == '-' && text[7] == '-';
}

gboolean
aeq_csv_date_parse (const char *text, gsize length, int order, AeqMoment *moment)
{
  Parts parts;
  const char *as_of = g_strstr_len (text, (gssize) length, " as of ");

  /* "10/16/2026 as of 10/15/2026": booked on the one, effective on the other. */
  if (as_of != NULL)
    length = (gsize) (as_of - text);
  moment->time_of_day = -1;
  moment->instant = AEQ_INSTANT_NONE;
  if (length < 6 || length > 40)
    return FALSE;
  if (is_iso (text, length) && length == 10)
    return aeq_date_parse_iso (text, 10, &moment->date);
  if (is_iso (text, length) && parse_instant (text, length, moment))
    return TRUE;
  if (!split (text, length, &parts) || !parse_rest (parts.rest, text + length, moment))
    return FALSE;
  if (parts.month != 0)
    moment->date = named_day (&parts);
  else
    moment->date = day_in_order (&parts, parts.digits[0] == 4 ? AEQ_DATE_YMD : order);
  return moment->date != AEQ_DATE_NONE;
}
