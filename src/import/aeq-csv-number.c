/* SPDX-License-Identifier: MIT */
#include "aeq-csv-number.h"

#include <string.h>

#include "aeq-csv-fold.h"

/* Enough to tell the two readings of any amount apart. */
#define LOOK_EXPONENT 4
#define QUICK_DIGITS 17

/* "1,234.00 DR", "56,78 H": the letters behind an amount that say which way it went. 0 when there are none; @length is
 * shortened by them. */
static int
take_direction (const char *text, gsize *length)
{
  static const struct { const char *letters; int sign; } SUFFIXES[] = {
    { "DR", -1 }, { "CR", 1 }, { "Dr", -1 }, { "Cr", 1 }, { "S", -1 }, { "H", 1 }, { "D", -1 }, { "C", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      gsize n = strlen (SUFFIXES[i].letters);
      const char *before = text + *length - n - 1;

      if (*length > n + 1 && memcmp (before + 1, SUFFIXES[i].letters, n) == 0 &&
          (g_ascii_isdigit (*before) || *before == ' '))
        {
          *length -= n;
          return SUFFIXES[i].sign;
        }
    }
  return 0;
}

/* Letters make a text of it, unless they are a currency. */
static gboolean
is_worded (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalpha (text[i]))
      return aeq_csv_find_currency (text) == NULL && g_ascii_strncasecmp (text, "kr", 2) != 0;
  return FALSE;
}

AeqNumberLook
aeq_csv_number_look (const char *text, gsize length, int *sign)
{
  gint64 point = 0;
  gint64 comma = 0;
  gboolean with_point;
  gboolean with_comma;
  int direction;

  if (length == 0 || length > 60 || strpbrk (text, "0123456789") == NULL)
    return AEQ_NUMBER_NONE;
  direction = take_direction (text, &length);
  if (is_worded (text, length))
    return AEQ_NUMBER_NONE;
  with_point = aeq_money_parse (text, (gssize)length, LOOK_EXPONENT, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, &point,
                                NULL) == AEQ_MONEY_OK;
  with_comma = aeq_money_parse (text, (gssize)length, LOOK_EXPONENT, AEQ_DECIMAL_COMMA, AEQ_MONEY_ROUND, &comma,
                                NULL) == AEQ_MONEY_OK;
  if (!with_point && !with_comma)
    return AEQ_NUMBER_NONE;
  if (sign != NULL)
    {
      gint64 value = with_point ? point : comma;

      *sign = value < 0 ? -1 : value > 0;
      if (direction != 0 && value > 0)
        *sign = direction;
    }
  if (with_point && with_comma)
    return point == comma ? AEQ_NUMBER_PLAIN : AEQ_NUMBER_EITHER;
  return with_point ? AEQ_NUMBER_POINT : AEQ_NUMBER_COMMA;
}

/* "-1234.56": a sign, digits, at most one mark that is the decimal one. */
static gboolean
parse_quickly (const char *text, gsize length, guint exponent, char mark, gint64 *minor)
{
  const char *end = text + length;
  gboolean negative = text[0] == '-';
  const char *p = text + (negative || text[0] == '+');
  guint digits = 0;
  guint decimals = 0;
  gint64 value = 0;

  for (; p < end && g_ascii_isdigit (*p); p++, digits++)
    value = value * 10 + (*p - '0');
  if (digits == 0)
    return FALSE;
  if (p < end && *p == mark)
    for (p++; p < end && g_ascii_isdigit (*p); p++, decimals++)
      value = value * 10 + (*p - '0');
  if (p != end || decimals > exponent || digits + exponent > QUICK_DIGITS || text[length - 1] == mark)
    return FALSE;
  value *= aeq_money_scale (exponent - decimals);
  *minor = negative ? -value : value;
  return TRUE;
}

AeqMoneyResult
aeq_csv_number_parse (const char *text, gsize length, guint exponent, AeqDecimal decimal, gint64 *minor,
                      gboolean *rounded)
{
  AeqMoneyResult result;
  int direction;

  if (rounded != NULL)
    *rounded = FALSE;
  if (length > 0 && length <= QUICK_DIGITS + 1 && decimal != AEQ_DECIMAL_AUTO &&
      parse_quickly (text, length, exponent, (char) decimal, minor))
    return AEQ_MONEY_OK;
  direction = take_direction (text, &length);
  result = is_worded (text, length)
               ? AEQ_MONEY_MALFORMED
               : aeq_money_parse (text, (gssize)length, exponent, decimal, AEQ_MONEY_ROUND, minor, rounded);
  if (result == AEQ_MONEY_OK && direction < 0 && *minor > 0)
    *minor = -*minor;
  return result;
}
