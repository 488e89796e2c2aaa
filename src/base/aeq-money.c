/* SPDX-License-Identifier: MIT */
#include "aeq-money.h"
#include "aeq-words.h"

#define MAX_SCALE 18

gint64
aeq_money_scale (guint exponent)
{
  gint64 scale = 1;

  g_return_val_if_fail (exponent <= MAX_SCALE, 1);

  while (exponent-- > 0)
    scale *= 10;
  return scale;
}

gboolean
aeq_money_add (gint64 a, gint64 b, gint64 *sum)
{
  gint64 result;

  if (__builtin_add_overflow (a, b, &result))
    return FALSE;
  *sum = result;
  return TRUE;
}

const char *
aeq_money_result_message (AeqMoneyResult result)
{
  switch (result)
    {
    case AEQ_MONEY_OK:
      return N_("a valid amount");
    case AEQ_MONEY_EMPTY:
      return N_("no amount");
    case AEQ_MONEY_MALFORMED:
      return N_("not an amount");
    case AEQ_MONEY_AMBIGUOUS:
      return N_("the mark can be decimal or thousands; say which with --decimal");
    case AEQ_MONEY_DIGITS:
      return N_("more decimals than the currency has");
    case AEQ_MONEY_OVERFLOW:
      return N_("the amount is too large");
    default:
      return N_("not an amount");
    }
}

static char *
format_digits (gint64 minor, guint exponent, gboolean grouped, char *buffer)
{
  char reversed[AEQ_MONEY_TEXT_SIZE + 8];
  guint64 value = minor < 0 ? (guint64) 0 - (guint64) minor : (guint64) minor;
  guint n = 0;
  char *out = buffer;

  for (guint digit = 0; value > 0 || digit <= exponent; digit++)
    {
      if (exponent > 0 && digit == exponent)
        reversed[n++] = '.';
      if (grouped && digit > exponent && (digit - exponent) % 3 == 0)
        reversed[n++] = ',';
      reversed[n++] = (char) ('0' + value % 10);
      value /= 10;
    }
  if (minor < 0)
    *out++ = '-';
  while (n > 0)
    *out++ = reversed[--n];
  *out = '\0';
  return buffer;
}

char *
aeq_money_format (gint64 minor, guint exponent, char *buffer)
{
  return format_digits (minor, exponent, FALSE, buffer);
}

char *
aeq_money_format_grouped (gint64 minor, guint exponent, char *buffer)
{
  return format_digits (minor, exponent, TRUE, buffer);
}
