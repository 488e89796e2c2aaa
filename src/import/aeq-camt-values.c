/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-camt-private.h"
#include "aeq-error.h"
#include "aeq-words.h"

static gboolean
two_digits (const char **p, int max, int *value)
{
  const char *s = *p;

  if (!g_ascii_isdigit (s[0]) || !g_ascii_isdigit (s[1]))
    return FALSE;
  *value = (s[0] - '0') * 10 + s[1] - '0';
  *p += 2;
  return *value <= max;
}

static gboolean
parse_clock (const char **p, gint64 *time_of_day)
{
  gint64 unit = AEQ_SECOND / 10;
  int hour;
  int minute;
  int second = 0;

  if (!two_digits (p, 24, &hour) || *(*p)++ != ':' || !two_digits (p, 59, &minute))
    return FALSE;
  if (**p == ':')
    {
      (*p)++;
      if (!two_digits (p, 60, &second))
        return FALSE;
    }
  *time_of_day = hour * AEQ_HOUR + minute * AEQ_MINUTE + MIN (second, 59) * AEQ_SECOND;
  if (**p != '.' && **p != ',')
    return *time_of_day <= 24 * AEQ_HOUR;
  while (g_ascii_isdigit (*++*p))
    {
      *time_of_day += (**p - '0') * unit;
      unit /= 10;
    }
  return *time_of_day <= 24 * AEQ_HOUR;
}

/* "Z", "+02:00", and "+0200" or "+02" which some banks write. */
static gboolean
parse_offset (const char **p, gint64 *offset)
{
  int sign = **p == '-' ? -1 : 1;
  int hour;
  int minute = 0;

  *offset = 0;
  if (*(*p)++ == 'Z')
    return TRUE;
  if (!two_digits (p, 14, &hour))
    return FALSE;
  if (**p == ':')
    (*p)++;
  if (**p != '\0' && !two_digits (p, 59, &minute))
    return FALSE;
  *offset = sign * (hour * AEQ_HOUR + minute * AEQ_MINUTE);
  return TRUE;
}

gboolean
aeq_camt_moment_parse (const char *text, AeqCamtMoment *moment)
{
  const char *p = text + 10;
  gboolean has_offset;
  gint64 offset = 0;

  moment->time_of_day = -1;
  moment->instant = AEQ_INSTANT_NONE;
  if (strlen (text) < 10 || !aeq_date_parse_iso (text, 10, &moment->date))
    return FALSE;
  if ((*p == 'T' || *p == ' ') && (p++, !parse_clock (&p, &moment->time_of_day)))
    return FALSE;
  has_offset = *p != '\0';
  if (has_offset && ((*p != 'Z' && *p != '+' && *p != '-') || !parse_offset (&p, &offset) || *p != '\0'))
    return FALSE;
  if (moment->time_of_day <= 0 || moment->time_of_day >= 24 * AEQ_HOUR)
    moment->time_of_day = -1;
  else if (has_offset)
    moment->instant = moment->date * 24 * AEQ_HOUR + moment->time_of_day - offset;
  return TRUE;
}

AeqMoneyResult
aeq_camt_amount_parse (const char *text, guint exponent, gint64 *minor, gboolean *rounded)
{
  if (strspn (text, "+-0123456789.") != strlen (text))
    return AEQ_MONEY_MALFORMED;
  return aeq_money_parse (text, -1, exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, minor, rounded);
}

guint
aeq_camt_reader_exponent (const AeqCamtReader *self, const AeqCurrency *currency)
{
  return currency != NULL ? currency->exponent : self->options->default_currency->exponent;
}

gboolean
aeq_camt_reader_currency (AeqCamtReader *self, AeqCamtLeaf leaf, const AeqCurrency **currency, GError **error)
{
  const char *code = aeq_camt_xml_get (self->xml, leaf);

  if (*code == '\0')
    *currency = self->statement.currency != NULL ? self->statement.currency : self->options->currency;
  else if ((*currency = aeq_currency_lookup (code, -1)) == NULL)
    return aeq_camt_xml_refuse (self->xml, leaf == AEQ_CAMT_CURRENCY ? leaf : leaf - 1, error, N_("%.40s is no currency"), code);
  return TRUE;
}

static gboolean
parse_side (AeqCamtReader *self, AeqCamtLeaf side, gint64 minor, int *sign, GError **error)
{
  const char *text = aeq_camt_xml_get (self->xml, side);

  if (strcmp (text, "CRDT") == 0)
    *sign = 1;
  else if (strcmp (text, "DBIT") == 0)
    *sign = -1;
  else if (*text != '\0')
    return aeq_camt_xml_refuse (self->xml, side, error, N_("%.40s is neither CRDT nor DBIT"), text);
  else if (side == AEQ_CAMT_SIDE && minor > 0)
    return aeq_camt_xml_refuse (self->xml, side, error, N_("the entry says neither CRDT nor DBIT"));
  else
    *sign = 1; /* a balance without it is the owner's money, or signed; so is a nil amount */
  return TRUE;
}

gboolean
aeq_camt_reader_amount (AeqCamtReader *self, AeqCamtLeaf amount, AeqCamtLeaf side, guint exponent, gint64 *minor,
                        GError **error)
{
  const char *text = aeq_camt_xml_get (self->xml, amount);
  gboolean rounded = FALSE;
  AeqMoneyResult result = aeq_camt_amount_parse (text, exponent, minor, &rounded);
  int sign = 1;

  if (result != AEQ_MONEY_OK)
    return aeq_camt_xml_refuse (self->xml, amount, error, "%.40s: %s", *text != '\0' ? text : "no text",
                                aeq_money_result_message (result));
  if (!parse_side (self, side, *minor, &sign, error))
    return FALSE;
  if (rounded && self->rounded++ == 0)
    self->first_rounded = aeq_camt_xml_line (self->xml, amount);
  self->signed_amounts += *minor < 0 && *aeq_camt_xml_get (self->xml, side) != '\0';
  if (sign < 0 && *minor == G_MININT64)
    return aeq_camt_xml_refuse (self->xml, amount, error, "%s", aeq_money_result_message (AEQ_MONEY_OVERFLOW));
  *minor *= sign;
  return TRUE;
}

gboolean
aeq_camt_reader_add (AeqCamtReader *self, gint64 *sum, gint64 minor, GError **error)
{
  if (aeq_money_add (*sum, minor, sum))
    return TRUE;
  aeq_camt_xml_refuse (self->xml, AEQ_CAMT_AMOUNT, error, N_("the sum of the entries leaves the range of amounts"));
  if (error != NULL && *error != NULL)
    (*error)->code = AEQ_ERROR_OVERFLOW;
  return FALSE;
}
