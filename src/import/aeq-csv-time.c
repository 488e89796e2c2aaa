/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-date.h"

/* One or two digits. */
static const char *
take_two (const char *p, const char *end, int most, int *value)
{
  if (p == end || !g_ascii_isdigit (*p))
    return NULL;
  *value = *p++ - '0';
  if (p < end && g_ascii_isdigit (*p))
    *value = *value * 10 + (*p++ - '0');
  return *value <= most ? p : NULL;
}

static const char *
take_fraction (const char *p, const char *end, gint64 *micros)
{
  gint64 unit = AEQ_SECOND / 10;

  for (; p < end && g_ascii_isdigit (*p); p++, unit /= 10)
    *micros += (*p - '0') * unit;
  return p;
}

/* "PM", "p.m.", a zone word such as "UTC", or an offset: only the first changes the wall clock. */
static gboolean
take_tail (const char *p, const char *end, int *hour)
{
  while (p < end && *p == ' ')
    p++;
  if (p == end)
    return TRUE;
  if (g_ascii_strncasecmp (p, "am", 2) == 0 || g_ascii_strncasecmp (p, "a.m", MIN (3, end - p)) == 0)
    {
      *hour = *hour == 12 ? 0 : *hour;
      return TRUE;
    }
  if (g_ascii_strncasecmp (p, "pm", 2) == 0 || g_ascii_strncasecmp (p, "p.m", MIN (3, end - p)) == 0)
    {
      *hour = *hour < 12 ? *hour + 12 : *hour;
      return TRUE;
    }
  return end - p <= 6 && (g_ascii_isalpha (*p) || *p == '+' || *p == '-');
}

static gboolean
parse_compact (const char *text, gint64 *time_of_day)
{
  int hour;
  int minute;
  int second;

  if (take_two (text, text + 2, 23, &hour) == NULL || take_two (text + 2, text + 4, 59, &minute) == NULL ||
      take_two (text + 4, text + 6, 59, &second) == NULL)
    return FALSE;
  *time_of_day = (hour * 3600 + minute * 60 + second) * AEQ_SECOND;
  return TRUE;
}

gboolean
aeq_csv_time_parse (const char *text, gsize length, gint64 *time_of_day)
{
  const char *end = text + length;
  const char *p = text;
  gint64 micros = 0;
  int hour;
  int minute;
  int second = 0;

  if (length == 6 && strspn (text, "0123456789") >= 6)
    return parse_compact (text, time_of_day);
  if ((p = take_two (p, end, 23, &hour)) == NULL || p == end || strchr (":.h", *p) == NULL)
    return FALSE;
  if ((p = take_two (p + 1, end, 59, &minute)) == NULL)
    return FALSE;
  if (p < end && (*p == ':' || *p == '.'))
    {
      if ((p = take_two (p + 1, end, 60, &second)) == NULL)
        return FALSE;
      if (p < end && strchr (".,:", *p) != NULL)
        p = take_fraction (p + 1, end, &micros);
    }
  if (!take_tail (p, end, &hour))
    return FALSE;
  *time_of_day = (hour * 3600 + minute * 60 + MIN (second, 59)) * AEQ_SECOND + micros;
  return TRUE;
}
