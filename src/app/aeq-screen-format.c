/* SPDX-License-Identifier: MIT */
#include "aeq-screen-format.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

static AeqScreenFormat current = { AEQ_NUMBERS_LOCALE, AEQ_DATES_ISO, AEQ_UNITS_FULL };

typedef struct
{
  const char *group;
  const char *point;
} Marks;

static const Marks MARKS[AEQ_N_NUMBERS] = {
  [AEQ_NUMBERS_COMMA_POINT] = { ",", "." },
  [AEQ_NUMBERS_POINT_COMMA] = { ".", "," },
  [AEQ_NUMBERS_SPACE_COMMA] = { "\u202f", "," },
  [AEQ_NUMBERS_QUOTE_POINT] = { "\u2019", "." },
};

void
aeq_screen_format_set (const AeqScreenFormat *format)
{
  g_return_if_fail (format->numbers < AEQ_N_NUMBERS && format->dates < AEQ_N_DATES && format->units < AEQ_N_UNITS);
  current = *format;
}

const AeqScreenFormat *
aeq_screen_format_get (void)
{
  return &current;
}

/* The program itself runs with the C locale's numbers, so the region's are asked for apart. A region that does not
 * group, as C, is given commas: seven digits in a row are not read at a glance. */
static Marks
locale_marks (void)
{
  static Marks marks;

  if (marks.point == NULL)
    {
      locale_t region = newlocale (LC_NUMERIC_MASK | LC_CTYPE_MASK, "", (locale_t) 0);
      const char *group = region != (locale_t) 0 ? nl_langinfo_l (THOUSEP, region) : "";
      const char *point = region != (locale_t) 0 ? nl_langinfo_l (RADIXCHAR, region) : ".";

      if (*group == '\0' || !g_utf8_validate (group, -1, NULL))
        marks = MARKS[strcmp (point, ",") == 0 ? AEQ_NUMBERS_POINT_COMMA : AEQ_NUMBERS_COMMA_POINT];
      else
        marks = (Marks) { g_intern_string (group), g_intern_string (point) };
      if (region != (locale_t) 0)
        freelocale (region);
    }
  return marks;
}

static Marks
marks_of (AeqNumberStyle style)
{
  return style == AEQ_NUMBERS_LOCALE ? locale_marks () : MARKS[style];
}

void
aeq_screen_format_marks (const char **group, const char **point)
{
  const Marks marks = marks_of (current.numbers);

  *group = marks.group;
  *point = marks.point;
}

/* @plain is as aeq_money_format_grouped() writes it. */
static char *
with_marks (const char *plain, AeqNumberStyle style, const char *suffix)
{
  const Marks marks = marks_of (style);
  GString *text = g_string_sized_new (strlen (plain) + 16);

  for (const char *p = plain; *p != '\0'; p++)
    if (*p == ',')
      g_string_append (text, marks.group);
    else if (*p == '.')
      g_string_append (text, marks.point);
    else
      g_string_append_c (text, *p);
  g_string_append (text, suffix);
  return g_string_free (text, FALSE);
}

/* By an even number, a half away from zero; without leaving the range. */
static gint64
divide (gint64 value, gint64 by)
{
  gint64 rest = value % by;

  return value / by + (rest >= by / 2) - (-rest >= by / 2);
}

char *
aeq_screen_amount_as (const AeqScreenFormat *format, gint64 minor, const AeqCurrency *currency)
{
  char plain[AEQ_MONEY_TEXT_SIZE + 8];
  gint64 scale = aeq_money_scale (currency->exponent);

  switch (format->units)
    {
    case AEQ_UNITS_THOUSANDS:
      return with_marks (aeq_money_format_grouped (divide (minor, scale * 100), 1, plain), format->numbers, "k");
    case AEQ_UNITS_MILLIONS:
      return with_marks (aeq_money_format_grouped (divide (minor, scale * 10000), 2, plain), format->numbers, "m");
    case AEQ_UNITS_FULL:
    case AEQ_N_UNITS:
    default:
      return with_marks (aeq_money_format_grouped (minor, currency->exponent, plain), format->numbers, "");
    }
}

char *
aeq_screen_amount (gint64 minor, const AeqCurrency *currency)
{
  return aeq_screen_amount_as (&current, minor, currency);
}

char *
aeq_screen_amount_exact (gint64 minor, const AeqCurrency *currency)
{
  const AeqScreenFormat exact = { current.numbers, current.dates, AEQ_UNITS_FULL };

  return aeq_screen_amount_as (&exact, minor, currency);
}

char *
aeq_screen_count (gint64 n)
{
  char plain[AEQ_MONEY_TEXT_SIZE + 8];

  return with_marks (aeq_money_format_grouped (n, 0, plain), current.numbers, "");
}

char *
aeq_screen_counted (gint64 n, const char *one, const char *many)
{
  g_autofree char *digits = aeq_screen_count (n);

  return g_strdup_printf (ngettext (one, many, (gulong) n), digits);
}

char *
aeq_screen_number (const char *plain)
{
  return with_marks (plain, current.numbers, "");
}

char *
aeq_screen_decimal (double value, guint digits, gboolean sign)
{
  g_autofree char *plain = sign ? g_strdup_printf ("%+.*f", (int) digits, value) : g_strdup_printf ("%.*f", (int) digits, value);

  return aeq_screen_number (plain);
}

char *
aeq_screen_share (double share)
{
  char plain[32];
  g_autofree char *number = NULL;

  g_snprintf (plain, sizeof plain, share > 0 && share < 0.001 ? "< 0.1" : "%.1f", 100 * share);
  number = with_marks (plain, current.numbers, "");
  /* Translators: a percentage, with the space before the sign that the language asks for. */
  return g_strdup_printf (_("%s %%"), number);
}

char *
aeq_screen_date (AeqDate date)
{
  char iso[AEQ_DATE_TEXT_SIZE];
  g_autoptr(GDateTime) day = NULL;
  int year, month, day_of_month;

  if (current.dates == AEQ_DATES_ISO || date == AEQ_DATE_NONE)
    return g_strdup (aeq_date_format (date, iso));
  aeq_date_to_ymd (date, &year, &month, &day_of_month);
  day = g_date_time_new_utc (year, month, day_of_month, 12, 0, 0);
  return g_date_time_format (day, "%x");
}
