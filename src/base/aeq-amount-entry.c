/* SPDX-License-Identifier: MIT */
#include "aeq-amount-entry.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define MAX_DIGITS 4 /* decimals of a number in a formula: the most that a currency has */
#define MAX_DEPTH 16

/* mantissa / 10^scale. Products of amounts have more digits than 64 bits hold, until the currency's are known to do. */
typedef struct
{
  __int128 mantissa;
  guint    scale;
} Exact;

typedef struct
{
  const char    *at;
  AeqDecimal     decimal;
  guint          depth;
  AeqMoneyResult result; /* what went wrong */
} Formula;

static gboolean read_sum (Formula *self, Exact *value);

static gboolean
refuse (Formula *self, AeqMoneyResult result)
{
  self->result = result;
  return FALSE;
}

static void
shorten (Exact *value)
{
  while (value->scale > 0 && value->mantissa % 10 == 0)
    {
      value->mantissa /= 10;
      value->scale--;
    }
}

static gboolean
stretch (Exact *value, guint scale)
{
  for (; value->scale < scale; value->scale++)
    if (__builtin_mul_overflow (value->mantissa, (__int128) 10, &value->mantissa))
      return FALSE;
  return TRUE;
}

static void
skip_spaces (Formula *self)
{
  while (*self->at == ' ' || *self->at == '\t')
    self->at++;
}

/* The next sign, if it is one of @signs. */
static char
take (Formula *self, const char *signs)
{
  skip_spaces (self);
  return *self->at != '\0' && strchr (signs, *self->at) != NULL ? *self->at++ : '\0';
}

static gboolean
is_of_number (const char *p)
{
  return g_ascii_isalnum (*p) || *p == '.' || *p == ',' || *p == '\'' || (guchar) *p >= 0x80;
}

/* What stands between signs and spaces is read like an amount that stands alone. */
static gboolean
read_number (Formula *self, Exact *value)
{
  const char *start = self->at;
  AeqMoneyResult result;
  gint64 minor;

  while (is_of_number (self->at))
    self->at++;
  if (!g_ascii_isdigit (*start) && *start != '.' && *start != ',')
    return refuse (self, AEQ_MONEY_MALFORMED);
  result = aeq_money_parse (start, self->at - start, MAX_DIGITS, self->decimal, AEQ_MONEY_SUFFIXES, &minor, NULL);
  if (result != AEQ_MONEY_OK)
    return refuse (self, result);
  *value = (Exact) { minor, MAX_DIGITS };
  shorten (value);
  return TRUE;
}

static gboolean
read_factor (Formula *self, Exact *value)
{
  char sign = take (self, "-+");
  gboolean ok;

  if (take (self, "(") == '\0')
    ok = read_number (self, value);
  else if (++self->depth > MAX_DEPTH)
    return refuse (self, AEQ_MONEY_MALFORMED);
  else
    {
      ok = read_sum (self, value) && (take (self, ")") != '\0' || refuse (self, AEQ_MONEY_MALFORMED));
      self->depth--;
    }
  if (ok && sign == '-')
    value->mantissa = -value->mantissa;
  return ok;
}

static gboolean
read_product (Formula *self, Exact *value)
{
  if (!read_factor (self, value))
    return FALSE;
  while (take (self, "*") != '\0')
    {
      Exact factor;

      if (!read_factor (self, &factor))
        return FALSE;
      if (__builtin_mul_overflow (value->mantissa, factor.mantissa, &value->mantissa))
        return refuse (self, AEQ_MONEY_OVERFLOW);
      value->scale += factor.scale;
      shorten (value);
    }
  return TRUE;
}

static gboolean
add (Formula *self, Exact *value, Exact other)
{
  guint scale = MAX (value->scale, other.scale);

  if (!stretch (value, scale) || !stretch (&other, scale) ||
      __builtin_add_overflow (value->mantissa, other.mantissa, &value->mantissa))
    return refuse (self, AEQ_MONEY_OVERFLOW);
  shorten (value);
  return TRUE;
}

static gboolean
read_sum (Formula *self, Exact *value)
{
  char sign;

  if (!read_product (self, value))
    return FALSE;
  while ((sign = take (self, "+-")) != '\0')
    {
      Exact other;

      if (!read_product (self, &other))
        return FALSE;
      if (sign == '-')
        other.mantissa = -other.mantissa;
      if (!add (self, value, other))
        return FALSE;
    }
  return TRUE;
}

static AeqMoneyResult
to_minor (Exact value, guint exponent, gint64 *minor)
{
  if (value.scale > exponent)
    return AEQ_MONEY_DIGITS;
  if (!stretch (&value, exponent) || value.mantissa > G_MAXINT64 || value.mantissa < G_MININT64)
    return AEQ_MONEY_OVERFLOW;
  *minor = (gint64) value.mantissa;
  return AEQ_MONEY_OK;
}

static AeqMoneyResult
read_formula (const char *text, guint exponent, AeqDecimal decimal, gint64 *minor)
{
  Formula formula = { .at = text, .decimal = decimal };
  Exact value;

  if (strlen (text) > AEQ_AMOUNT_ENTRY_MAX)
    return AEQ_MONEY_MALFORMED;
  if (!read_sum (&formula, &value))
    return formula.result;
  skip_spaces (&formula);
  return *formula.at == '\0' ? to_minor (value, exponent, minor) : AEQ_MONEY_MALFORMED;
}

static void
set_error (const char *text, const AeqCurrency *currency, AeqMoneyResult result, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) strnlen (text, 40));

  if (result == AEQ_MONEY_OVERFLOW)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("“%s” is larger than an amount can be"), shown);
  else if (result == AEQ_MONEY_DIGITS)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("“%s” has more decimals than %s has: round it to %u"), shown,
                 currency->code, currency->exponent);
  else if (result == AEQ_MONEY_EMPTY)
    g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                         N_("There is no amount: type one like 1500, 1.5m, (100) or =1000-250"));
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                 N_("“%s” is not an amount: type it like 1500, 1.5m, (100) or =1000-250"), shown);
}

gboolean
aeq_amount_entry_parse (const char *text, const AeqCurrency *currency, AeqDecimal decimal, gint64 *minor,
                        GError **error)
{
  const char *start = text;
  AeqMoneyResult result;

  g_return_val_if_fail (text != NULL && currency != NULL, FALSE);
  while (*start == ' ')
    start++;
  if (*start == '=')
    result = read_formula (start + 1, currency->exponent, decimal, minor);
  else
    result = aeq_money_parse (start, -1, currency->exponent, decimal, AEQ_MONEY_SUFFIXES, minor, NULL);
  if (result == AEQ_MONEY_OK)
    return TRUE;
  set_error (start, currency, result, error);
  return FALSE;
}
