/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-money.h"

/* Length in bytes of a space or apostrophe that people put between thousands, 0 when there is none at @p. */
static gsize
soft_group_length (const char *p, const char *end)
{
  static const char *const MARKS[] = { " ", "'", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x99", "\xe2\x80\x89", "`" };

  for (gsize i = 0; i < G_N_ELEMENTS (MARKS); i++)
    {
      gsize length = strlen (MARKS[i]);

      if ((gsize) (end - p) >= length && memcmp (p, MARKS[i], length) == 0)
        return length;
    }
  return 0;
}

static gsize
minus_length (const char *p, const char *end)
{
  if (p < end && *p == '-')
    return 1;
  if (end - p >= 3 && (memcmp (p, "\xe2\x88\x92", 3) == 0 || memcmp (p, "\xe2\x80\x93", 3) == 0))
    return 3; /* U+2212 minus, U+2013 en dash */
  return 0;
}

static gboolean
is_wide_space (const char *p, const char *end)
{
  return soft_group_length (p, end) > 1 && !(end - p >= 3 && memcmp (p, "\xe2\x80\x99", 3) == 0);
}

static void
trim (const char **start, const char **end)
{
  while (*start < *end && (g_ascii_isspace (**start) || is_wide_space (*start, *end)))
    *start += g_ascii_isspace (**start) ? 1 : soft_group_length (*start, *end);
  for (;;)
    {
      if (*end > *start && g_ascii_isspace ((*end)[-1]))
        *end -= 1;
      else if (*end - *start >= 2 && memcmp (*end - 2, "\xc2\xa0", 2) == 0)
        *end -= 2;
      else if (*end - *start >= 3 && memcmp (*end - 3, "\xe2\x80\xaf", 3) == 0)
        *end -= 3;
      else
        return;
    }
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalpha (c) || c == '$' || (guchar) c >= 0x80;
}

/* Currency codes and symbols ("EUR", "CHF", "$", "€") at either end are taken off; at most four characters each, so that
 * a sentence is not mistaken for an amount. A suffix that scales (m, k, bn) is kept when @suffixes. */
static void
strip_currency (const char **start, const char **end, gboolean suffixes)
{
  const char *p = *start;
  const char *q = *end;

  while (p < *end && p - *start < 4 && is_word_byte (*p) && minus_length (p, *end) == 0 && soft_group_length (p, *end) == 0)
    p++;
  if (p > *start && p < *end && !is_word_byte (*p))
    *start = p;
  trim (start, end);
  while (q > *start && *end - q < 4 && is_word_byte (q[-1]))
    q--;
  if (q < *end && q > *start && !is_word_byte (q[-1]))
    {
      gboolean scales = suffixes && g_ascii_isdigit (q[-1]) && *end - q <= 2;

      /* A minus of three bytes is made of word bytes: leave it alone. */
      if (!scales && !(*end - q == 3 && minus_length (q, *end) == 3))
        *end = q;
    }
  trim (start, end);
}

/* Signs, parentheses and currency marks in any sensible order around the digits. */
static gboolean
strip_signs (const char **start, const char **end, gboolean suffixes, gboolean *negative)
{
  gboolean signed_already = FALSE;

  *negative = FALSE;
  for (int pass = 0; pass < 2; pass++)
    {
      gsize n;

      trim (start, end);
      if (*start == *end)
        return FALSE;
      if ((n = minus_length (*start, *end)) > 0 || **start == '+')
        {
          if (signed_already)
            return FALSE;
          signed_already = TRUE;
          *negative = n > 0;
          *start += n > 0 ? n : 1;
        }
      else if (**start == '(' && (*end)[-1] == ')')
        {
          if (signed_already)
            return FALSE;
          signed_already = *negative = TRUE;
          *start += 1;
          *end -= 1;
        }
      if (*end > *start && ((*end)[-1] == '-' || (*end)[-1] == '+'))
        {
          if (signed_already)
            return FALSE;
          signed_already = TRUE;
          *negative = (*end)[-1] == '-';
          *end -= 1;
        }
      else if (*end - *start >= 3 && minus_length (*end - 3, *end) == 3)
        {
          if (signed_already)
            return FALSE;
          signed_already = *negative = TRUE;
          *end -= 3;
        }
      trim (start, end);
      strip_currency (start, end, suffixes);
    }
  return *start < *end;
}

static int
take_suffix (const char *start, const char **end)
{
  gsize length = (gsize) (*end - start);

  if (length >= 3 && g_ascii_strncasecmp (*end - 2, "bn", 2) == 0)
    {
      *end -= 2;
      return 9;
    }
  if (length < 2)
    return 0;
  switch ((*end)[-1])
    {
    case 'k': case 'K':
      *end -= 1;
      return 3;
    case 'm': case 'M':
      *end -= 1;
      return 6;
    case 'b': case 'B':
      *end -= 1;
      return 9;
    default:
      return 0;
    }
}

/* Chooses the decimal mark of one text. "1,234" alone has two readings. */
static AeqMoneyResult
decide_mark (const char *start, const char *end, char *mark)
{
  const char *point = NULL;
  const char *comma = NULL;
  guint points = 0;
  guint commas = 0;
  const char *last;

  for (const char *p = start; p < end; p++)
    {
      if (*p == '.')
        point = p, points++;
      else if (*p == ',')
        comma = p, commas++;
    }
  if (points > 0 && commas > 0)
    {
      *mark = point > comma ? '.' : ',';
      return AEQ_MONEY_OK;
    }
  if (points + commas == 0)
    {
      *mark = '.';
      return AEQ_MONEY_OK;
    }
  if (points + commas > 1)
    {
      *mark = points > 0 ? ',' : '.';
      return AEQ_MONEY_OK;
    }
  last = points > 0 ? point : comma;
  *mark = *last;
  /* Three digits behind a single mark, and one to three (not a lone 0) before it, can be thousands. */
  if (end - last == 4 && last - start >= 1 && last - start <= 3 && !(last - start == 1 && *start == '0'))
    return AEQ_MONEY_AMBIGUOUS;
  return AEQ_MONEY_OK;
}

typedef struct
{
  guint64  value;
  int      decimals;      /* digits after the mark so far, -1 before it */
  int      digits;
  int      group;         /* digits since the last group mark, -1 when there was none */
  gboolean dropped_more;  /* a digit beyond the kept ones that is not zero, after the first dropped one */
  int      dropped_first; /* first dropped digit, -1 when none */
} Scan;

static gboolean
scan_push (Scan *scan, int digit)
{
  return !__builtin_mul_overflow (scan->value, (guint64) 10, &scan->value) &&
         !__builtin_add_overflow (scan->value, (guint64) digit, &scan->value);
}

static AeqMoneyResult
scan_digit (Scan *scan, int digit, int keep)
{
  scan->digits++;
  if (scan->decimals < 0)
    {
      if (scan->group >= 0)
        scan->group++;
      return scan_push (scan, digit) ? AEQ_MONEY_OK : AEQ_MONEY_OVERFLOW;
    }
  if (scan->decimals < keep)
    {
      scan->decimals++;
      return scan_push (scan, digit) ? AEQ_MONEY_OK : AEQ_MONEY_OVERFLOW;
    }
  if (scan->dropped_first < 0)
    scan->dropped_first = digit;
  else if (digit != 0)
    scan->dropped_more = TRUE;
  return AEQ_MONEY_OK;
}

/* Groups hold three digits (two before the last in Indian notation); "1,2345" is refused. */
static AeqMoneyResult
scan_text (Scan *scan, const char *p, const char *end, char mark, int keep)
{
  char other = mark == '.' ? ',' : '.';

  while (p < end)
    {
      gsize soft = 0;

      if (g_ascii_isdigit (*p))
        {
          AeqMoneyResult result = scan_digit (scan, *p - '0', keep);

          if (result != AEQ_MONEY_OK)
            return result;
          p++;
        }
      else if (*p == mark)
        {
          if (scan->decimals >= 0 || (scan->group >= 0 && scan->group != 3))
            return AEQ_MONEY_MALFORMED;
          scan->decimals = 0;
          p++;
        }
      else if (*p == other || (soft = soft_group_length (p, end)) > 0)
        {
          if (scan->decimals >= 0 || scan->digits == 0 || (scan->group >= 0 && scan->group != 3 && scan->group != 2))
            return AEQ_MONEY_MALFORMED;
          scan->group = 0;
          p += *p == other ? 1 : soft;
        }
      else
        return AEQ_MONEY_MALFORMED;
    }
  if (scan->digits == 0 || (scan->decimals < 0 && scan->group >= 0 && scan->group != 3))
    return AEQ_MONEY_MALFORMED;
  return AEQ_MONEY_OK;
}

static gboolean
round_half_even (Scan *scan)
{
  gboolean up;

  if (scan->dropped_first < 0)
    return FALSE;
  up = scan->dropped_first > 5 || (scan->dropped_first == 5 && (scan->dropped_more || (scan->value & 1) != 0));
  if (up)
    scan->value++;
  return scan->dropped_first != 0 || scan->dropped_more;
}

/* The common case by far: "-1234.56" with the mark known and no more decimals than kept. */
static gboolean
parse_plain (const char *p, const char *end, guint exponent, char mark, gint64 *minor)
{
  gboolean negative = FALSE;
  guint64 value = 0;
  int decimals = -1;
  const char *digits;

  if (p < end && *p == '-')
    negative = TRUE, p++;
  if (p == end || end - p > 18)
    return FALSE;
  for (digits = p; p < end; p++)
    {
      if (*p >= '0' && *p <= '9')
        {
          value = value * 10 + (guint64) (*p - '0');
          if (decimals >= 0 && ++decimals > (int) exponent)
            return FALSE;
        }
      else if (*p == mark && decimals < 0 && p > digits)
        decimals = 0;
      else
        return FALSE;
    }
  for (int i = MAX (decimals, 0); i < (int) exponent; i++)
    if (__builtin_mul_overflow (value, (guint64) 10, &value))
      return FALSE;
  if (value > (guint64) G_MAXINT64)
    return FALSE;
  *minor = negative ? -(gint64) value : (gint64) value;
  return TRUE;
}

static AeqMoneyResult
scale_up (Scan *scan, int digits)
{
  for (; digits > 0; digits--)
    if (__builtin_mul_overflow (scan->value, (guint64) 10, &scan->value))
      return AEQ_MONEY_OVERFLOW;
  return AEQ_MONEY_OK;
}

AeqMoneyResult
aeq_money_parse (const char *text, gssize length, guint exponent, AeqDecimal decimal, AeqMoneyFlags flags, gint64 *minor,
                 gboolean *rounded)
{
  const char *start = text;
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  Scan scan = { .decimals = -1, .group = -1, .dropped_first = -1 };
  AeqMoneyResult result;
  gboolean negative;
  gboolean inexact;
  int extra = 0;
  char mark = (char) decimal;

  g_return_val_if_fail (exponent <= 9, AEQ_MONEY_MALFORMED);

  if (rounded != NULL)
    *rounded = FALSE;
  if (decimal != AEQ_DECIMAL_AUTO && parse_plain (start, end, exponent, mark, minor))
    return AEQ_MONEY_OK;
  trim (&start, &end);
  if (start == end)
    return AEQ_MONEY_EMPTY;
  if (!strip_signs (&start, &end, (flags & AEQ_MONEY_SUFFIXES) != 0, &negative))
    return AEQ_MONEY_MALFORMED;
  if ((flags & AEQ_MONEY_SUFFIXES) != 0)
    extra = take_suffix (start, &end);
  if (decimal == AEQ_DECIMAL_AUTO && (result = decide_mark (start, end, &mark)) != AEQ_MONEY_OK)
    return result;
  if ((result = scan_text (&scan, start, end, mark, (int) exponent + extra)) != AEQ_MONEY_OK ||
      (result = scale_up (&scan, (int) exponent + extra - MAX (scan.decimals, 0))) != AEQ_MONEY_OK)
    return result;
  inexact = round_half_even (&scan);
  if (inexact && (flags & AEQ_MONEY_ROUND) == 0)
    return AEQ_MONEY_DIGITS;
  if (rounded != NULL)
    *rounded = inexact;
  /* The most negative value is left out so that every amount can be negated. */
  if (scan.value > (guint64) G_MAXINT64)
    return AEQ_MONEY_OVERFLOW;
  *minor = negative ? -(gint64) scan.value : (gint64) scan.value;
  return AEQ_MONEY_OK;
}
