/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-value.h"

#include <math.h>
#include <string.h>

#include "aeq-date.h"

#define MAX_DIGITS 400
#define MAX_TEXT 60
#define SIGNIFICANT 15

/* 0.d1d2d3... times ten to @point */
typedef struct
{
  char     digits[MAX_DIGITS + 1];
  int      n;
  int      point;
  gboolean negative;
} Decimal;

static gboolean
take_exponent (const char *p, const char *end, int *exponent)
{
  gboolean negative = p < end && *p == '-';
  const char *first = p + (p < end && (*p == '-' || *p == '+'));

  *exponent = 0;
  for (p = first; p < end && g_ascii_isdigit (*p) && *exponent < 10000; p++)
    *exponent = *exponent * 10 + (*p - '0');
  if (negative)
    *exponent = -*exponent;
  return p == end && p > first;
}

static gboolean
take_decimal (const char *text, const char *end, Decimal *self)
{
  gboolean after = FALSE;
  gboolean any = FALSE;
  int exponent = 0;
  const char *p = text;

  self->n = self->point = 0;
  self->negative = p < end && *p == '-';
  p += p < end && (*p == '-' || *p == '+');
  for (; p < end && (g_ascii_isdigit (*p) || (*p == '.' && !after)); p++)
    {
      if (*p == '.')
        {
          after = TRUE;
          continue;
        }
      any = TRUE;
      if (self->n == 0 && *p == '0')
        {
          self->point -= after;
          continue;
        }
      if (self->n == MAX_DIGITS)
        return FALSE;
      self->digits[self->n++] = *p;
      self->point += !after;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      if (!take_exponent (p + 1, end, &exponent))
        return FALSE;
      p = end;
    }
  self->point += exponent;
  return any && p == end;
}

/* Keeps @keep digits, half to even. */
static void
round_to (Decimal *self, int keep)
{
  gboolean up;
  int i;

  if (self->n <= keep)
    return;
  up = self->digits[keep] > '5';
  if (self->digits[keep] == '5')
    {
      for (i = keep + 1; i < self->n && self->digits[i] == '0'; i++)
        ;
      up = i < self->n || (keep > 0 && ((self->digits[keep - 1] - '0') & 1));
    }
  self->n = keep;
  for (i = keep - 1; up && i >= 0; i--)
    {
      up = self->digits[i] == '9';
      self->digits[i] = up ? '0' : (char) (self->digits[i] + 1);
    }
  if (up)
    {
      memmove (self->digits + 1, self->digits, (gsize) self->n);
      self->digits[0] = '1';
      self->point++;
    }
}

static void
drop_zeros (Decimal *self)
{
  while (self->n > 0 && self->n > self->point && self->digits[self->n - 1] == '0')
    self->n--;
}

static void
write_decimal (const Decimal *self, GString *out)
{
  if (self->n == 0)
    {
      g_string_append_c (out, '0');
      return;
    }
  if (self->negative)
    g_string_append_c (out, '-');
  if (self->point <= 0)
    {
      g_string_append (out, "0.");
      for (int i = self->point; i < 0; i++)
        g_string_append_c (out, '0');
      g_string_append_len (out, self->digits, self->n);
      return;
    }
  g_string_append_len (out, self->digits, MIN (self->point, self->n));
  for (int i = self->n; i < self->point; i++)
    g_string_append_c (out, '0');
  if (self->n > self->point)
    {
      g_string_append_c (out, '.');
      g_string_append_len (out, self->digits + self->point, self->n - self->point);
    }
}

gboolean
aeq_xlsx_number_append (const char *text, gsize length, int shift, GString *out)
{
  Decimal decimal;

  if (!take_decimal (text, text + length, &decimal))
    return FALSE;
  decimal.point += shift;
  round_to (&decimal, MAX (SIGNIFICANT, MAX (decimal.point, 0) + 2));
  if (decimal.n > 0 && (decimal.point > MAX_TEXT / 2 || decimal.point < -MAX_TEXT / 2))
    return FALSE;
  drop_zeros (&decimal);
  write_decimal (&decimal, out);
  return TRUE;
}

/* Days are no money: a binary fraction is what they are stored as. */
static gboolean
take_serial (const char *text, gsize length, double *value)
{
  char buffer[64];
  char *end;

  if (length == 0 || length >= sizeof buffer)
    return FALSE;
  memcpy (buffer, text, length);
  buffer[length] = '\0';
  *value = g_ascii_strtod (buffer, &end);
  return *end == '\0' && isfinite (*value);
}

#define MS_A_DAY ((gint64) 86400000)
/* 9999-12-31 */
#define LAST_DAY 2958465
#define DAYS_TO_1904 1462

static void
append_time (GString *out, gint64 ms)
{
  g_string_append_printf (out, "%02d:%02d:%02d", (int) (ms / 3600000), (int) (ms / 60000 % 60), (int) (ms / 1000 % 60));
  if (ms % 1000 != 0)
    g_string_append_printf (out, ".%03d", (int) (ms % 1000));
}

/* Excel counts a 29 February 1900, which never was: its day 60. */
static AeqDate
day_of_serial (gint64 days, gboolean is_1904)
{
  if (is_1904)
    return aeq_date_from_ymd (1904, 1, 1) + (AeqDate) days;
  return aeq_date_from_ymd (1899, 12, 30) + (AeqDate) days + (days < 60);
}

gboolean
aeq_xlsx_day_append (const char *text, gsize length, gboolean is_1904, GString *out)
{
  char buffer[AEQ_DATE_TEXT_SIZE];
  double value;
  gint64 ms;
  gint64 days;

  if (!take_serial (text, length, &value) || value < 0 || value > LAST_DAY + 1)
    return FALSE;
  ms = (gint64) floor (value * (double) MS_A_DAY + 0.5);
  days = ms / MS_A_DAY;
  ms %= MS_A_DAY;
  if (days > (is_1904 ? LAST_DAY - DAYS_TO_1904 : LAST_DAY) || (days == 60 && !is_1904))
    return FALSE;
  if (days > 0)
    g_string_append (out, aeq_date_format (day_of_serial (days, is_1904), buffer));
  if (ms == 0)
    return TRUE;
  if (days > 0)
    g_string_append_c (out, 'T');
  append_time (out, ms);
  return TRUE;
}

gboolean
aeq_xlsx_hours_append (const char *text, gsize length, GString *out)
{
  double value;

  if (!take_serial (text, length, &value) || value < 0 || value > LAST_DAY)
    return FALSE;
  append_time (out, (gint64) floor (value * (double) MS_A_DAY + 0.5));
  return TRUE;
}
