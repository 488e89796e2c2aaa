/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-date.h"

#include <string.h>

#include "aeq-date.h"

typedef enum
{
  PART_NONE,
  PART_YEAR,
  PART_SHORT_YEAR,
  PART_CENTURY_YEAR,
  PART_MONTH,
  PART_MONTH_NAME,
  PART_DAY,
  PART_YEAR_DAY,
  PART_HOUR,
  PART_MINUTE,
  PART_SECOND,
  PART_LAST
} Part;

static const struct
{
  const char *letters;
  Part        part;
} PARTS[] = {
  { "YYYY", PART_YEAR }, { "CYY", PART_CENTURY_YEAR }, { "YY", PART_SHORT_YEAR }, { "MMM", PART_MONTH_NAME },
  { "MM", PART_MONTH }, { "DDD", PART_YEAR_DAY }, { "DD", PART_DAY }, { "hh", PART_HOUR }, { "mm", PART_MINUTE },
  { "ss", PART_SECOND },
};

static const char MONTHS[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/* The part that @format goes on with and its length; PART_NONE for a character that stands for itself. */
static Part
next_part (const char *format, gsize *length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (g_str_has_prefix (format, PARTS[i].letters))
      {
        *length = strlen (PARTS[i].letters);
        return PARTS[i].part;
      }
  *length = 1;
  return PART_NONE;
}

static gboolean
has_day (const gboolean *seen)
{
  gboolean year = seen[PART_YEAR] || seen[PART_SHORT_YEAR] || seen[PART_CENTURY_YEAR];
  gboolean month = seen[PART_MONTH] || seen[PART_MONTH_NAME];

  return year && (seen[PART_YEAR_DAY] || (month && seen[PART_DAY]));
}

static gboolean
scan_format (const char *format, gboolean *seen)
{
  gsize length;

  if (strlen (format) > 32)
    return FALSE;
  for (const char *p = format; *p != '\0'; p += length)
    {
      Part part = next_part (p, &length);

      if ((part == PART_NONE && ((g_ascii_isalpha (*p) && *p != 'T') || (guchar) *p >= 0x80)) ||
          (part != PART_NONE && seen[part]))
        return FALSE;
      seen[part] = TRUE;
    }
  return TRUE;
}

gboolean
aeq_fixed_format_is_valid (const char *format)
{
  gboolean seen[PART_LAST] = { FALSE };

  if (!scan_format (format, seen))
    return FALSE;
  return has_day (seen) || (seen[PART_HOUR] && !seen[PART_YEAR] && !seen[PART_SHORT_YEAR] && !seen[PART_CENTURY_YEAR]);
}

static gboolean
take_number (const char *text, gsize length, int *value)
{
  *value = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

static int
month_named (const char *text)
{
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (text, MONTHS + 3 * i, 3) == 0)
      return i + 1;
  return 0;
}

static gboolean
take_parts (const char *text, const char *format, int *values)
{
  gsize length;

  for (const char *p = format; *p != '\0'; p += length, text += length)
    {
      Part part = next_part (p, &length);

      if (strnlen (text, length) < length)
        return FALSE;
      if (part == PART_MONTH_NAME)
        {
          if ((values[PART_MONTH] = month_named (text)) == 0)
            return FALSE;
        }
      else if (part == PART_NONE ? *text != *p : !take_number (text, length, &values[part]))
        return FALSE;
    }
  return *text == '\0';
}

static int
year_of (const int *values)
{
  if (values[PART_YEAR] >= 0)
    return values[PART_YEAR];
  if (values[PART_CENTURY_YEAR] >= 0)
    return 1900 + values[PART_CENTURY_YEAR];
  return values[PART_SHORT_YEAR] + (values[PART_SHORT_YEAR] < 70 ? 2000 : 1900);
}

static AeqDate
day_of (const int *values)
{
  AeqDate start;
  AeqDate day;

  if (values[PART_YEAR_DAY] < 0)
    return aeq_date_from_ymd (year_of (values), values[PART_MONTH], values[PART_DAY]);
  if ((start = aeq_date_from_ymd (year_of (values), 1, 1)) == AEQ_DATE_NONE || values[PART_YEAR_DAY] == 0)
    return AEQ_DATE_NONE;
  day = start + values[PART_YEAR_DAY] - 1;
  return day <= aeq_date_from_ymd (year_of (values), 12, 31) ? day : AEQ_DATE_NONE;
}

static gboolean
write_parts (const int *values, gboolean with_day, gboolean with_time, GString *out)
{
  char text[AEQ_DATE_TEXT_SIZE];
  AeqDate day = with_day ? day_of (values) : AEQ_DATE_NONE;

  if ((with_day && day == AEQ_DATE_NONE) || values[PART_HOUR] > 23 || values[PART_MINUTE] > 59 ||
      values[PART_SECOND] > 59)
    return FALSE;
  if (with_day)
    g_string_append (out, aeq_date_format (day, text));
  if (with_time)
    g_string_append_printf (out, "%s%02d:%02d:%02d", with_day ? "T" : "", values[PART_HOUR],
                            MAX (values[PART_MINUTE], 0), MAX (values[PART_SECOND], 0));
  return TRUE;
}

/* A leading zero that was suppressed. */
static char *
restore_zero (const char *text, const char *format)
{
  gboolean short_by_one = strlen (text) + 1 == strlen (format);

  return short_by_one && g_ascii_isalpha (*format) ? g_strconcat ("0", text, NULL) : g_strdup (text);
}

gboolean
aeq_fixed_date_convert (const char *text, const char *format, GString *out)
{
  g_autofree char *whole = restore_zero (text, format);
  gboolean seen[PART_LAST] = { FALSE };
  gboolean with_day;
  int values[PART_LAST];

  scan_format (format, seen);
  with_day = has_day (seen);
  if (*text == '\0' || (with_day && (strspn (text, "0") == strlen (text) || strspn (text, "9") == strlen (text))))
    return TRUE;
  for (int i = 0; i < PART_LAST; i++)
    values[i] = -1;
  return take_parts (whole, format, values) && write_parts (values, with_day, seen[PART_HOUR], out);
}
