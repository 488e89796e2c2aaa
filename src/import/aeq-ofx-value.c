/* SPDX-License-Identifier: MIT */
#include "aeq-ofx-value.h"

#include <string.h>

#define MAX_OFFSET (14 * AEQ_HOUR)

static gboolean
take_digits (const char **text, gsize n, int *number)
{
  *number = 0;
  for (gsize i = 0; i < n; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + **text - '0';
    }
  return TRUE;
}

/* "HHMMSS" or "HHMM", and a fraction that no bank's booking needs. */
static gboolean
take_time (const char **text, gint64 *time_of_day)
{
  int hour;
  int minute;
  int second = 0;

  if (!take_digits (text, 2, &hour) || !take_digits (text, 2, &minute) ||
      (g_ascii_isdigit (**text) && !take_digits (text, 2, &second)) || hour > 24 || minute > 59 || second > 60)
    return FALSE;
  if (**text == '.' || **text == ',')
    for ((*text)++; g_ascii_isdigit (**text);)
      (*text)++;
  if (hour < 24 && (hour % 12 != 0 || minute != 0 || second != 0))
    *time_of_day = hour * AEQ_HOUR + minute * AEQ_MINUTE + MIN (second, 59) * AEQ_SECOND;
  return TRUE;
}

/* "[-5:EST]", "[+5.5]", "[0:GMT]": hours, perhaps with a decimal fraction; the name says nothing more. */
static gboolean
take_offset (const char **text, gint64 *offset)
{
  const char *p = *text + 1;
  const char *end = strchr (p, ']');
  gboolean    negative = *p == '-';
  int         hours = 0;
  gint64      unit = AEQ_HOUR;

  if (end == NULL)
    return FALSE;
  *text = end + 1;
  p += *p == '-' || *p == '+';
  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p) && hours < 100)
    hours = hours * 10 + *p++ - '0';
  *offset = hours * AEQ_HOUR;
  for (p += *p == '.'; g_ascii_isdigit (*p) && unit > 36; p++)
    *offset += (*p - '0') * (unit /= 10);
  if (*offset > MAX_OFFSET || (*p != ']' && *p != ':'))
    return FALSE;
  if (negative)
    *offset = -*offset;
  return TRUE;
}

gboolean
aeq_ofx_parse_moment (const char *text, AeqOfxMoment *moment)
{
  gboolean has_offset = FALSE;
  gint64   offset = 0;
  int      year;
  int      month;
  int      day;

  *moment = (AeqOfxMoment){ AEQ_DATE_NONE, -1, AEQ_INSTANT_NONE };
  if (!take_digits (&text, 4, &year) || !take_digits (&text, 2, &month) || !take_digits (&text, 2, &day) ||
      year < 1900 || year > 2199)
    return FALSE;
  moment->date = aeq_date_from_ymd (year, month, day);
  if (moment->date == AEQ_DATE_NONE || (g_ascii_isdigit (*text) && !take_time (&text, &moment->time_of_day)))
    return FALSE;
  while (*text == ' ')
    text++;
  if (*text == '[')
    {
      if (!take_offset (&text, &offset))
        return FALSE;
      has_offset = TRUE;
    }
  if (has_offset && moment->time_of_day >= 0)
    moment->instant = moment->date * (24 * AEQ_HOUR) + moment->time_of_day - offset;
  return *text == '\0';
}

AeqMoneyResult
aeq_ofx_parse_money (const char *text, guint exponent, gint64 *minor, gboolean *rounded)
{
  const char *comma = strrchr (text, ',');
  const char *point = strrchr (text, '.');
  AeqDecimal  decimal = comma != NULL && (point == NULL || comma > point) ? AEQ_DECIMAL_COMMA : AEQ_DECIMAL_POINT;
  const char *mark = decimal == AEQ_DECIMAL_COMMA ? comma : point;

  if (*text == '\0')
    return AEQ_MONEY_EMPTY;
  if (strspn (text, "+-0123456789.,'") != strlen (text))
    return AEQ_MONEY_MALFORMED;
  /* A mark that comes twice groups; a comma before three digits may do either. */
  if (mark != NULL && strchr (text, *mark) != mark)
    decimal = decimal == AEQ_DECIMAL_COMMA ? AEQ_DECIMAL_POINT : AEQ_DECIMAL_COMMA;
  else if (comma != NULL && point == NULL && exponent != 3 && strlen (comma) == 4)
    return AEQ_MONEY_AMBIGUOUS;
  return aeq_money_parse (text, -1, exponent, decimal, AEQ_MONEY_ROUND, minor, rounded);
}
