/* SPDX-License-Identifier: MIT */
#include "aeq-mt-field.h"

#include <string.h>

static const struct
{
  char     name[4];
  AeqMtTag tag;
} TAGS[] = {
  { "61", AEQ_MT_ENTRY },     { "86", AEQ_MT_TEXT },     { "20", AEQ_MT_REFERENCE }, { "25", AEQ_MT_ACCOUNT },
  { "28C", AEQ_MT_NUMBER },   { "60F", AEQ_MT_OPENING }, { "62F", AEQ_MT_CLOSING },  { "64", AEQ_MT_AVAILABLE },
  { "65", AEQ_MT_FORWARD },   { "60M", AEQ_MT_OPENING_PAGE }, { "62M", AEQ_MT_CLOSING_PAGE }, { "25P", AEQ_MT_ACCOUNT },
  { "28", AEQ_MT_NUMBER },    { "NS", AEQ_MT_NS },       { "13D", AEQ_MT_TIME },     { "13", AEQ_MT_TIME },
  { "34F", AEQ_MT_FLOOR },    { "90D", AEQ_MT_DEBITS },  { "90C", AEQ_MT_CREDITS },  { "21", AEQ_MT_OTHER },
  { "940", AEQ_MT_OTHER },    { "942", AEQ_MT_OTHER },
};

AeqMtTag
aeq_mt_tag_find (const char *line, gsize length, gsize *skip)
{
  gsize n;

  if (length < 4 || line[0] != ':')
    return AEQ_MT_NONE;
  n = line[3] == ':' ? 2 : length > 4 && line[4] == ':' ? 3 : 0;
  if (n == 0)
    return AEQ_MT_NONE;
  *skip = n + 2;
  for (gsize i = 0; i < G_N_ELEMENTS (TAGS); i++)
    if (line[1] == TAGS[i].name[0] && line[2] == TAGS[i].name[1] && TAGS[i].name[2] == (n == 3 ? line[3] : '\0'))
      return TAGS[i].tag;
  /* ":24:" may be a time that was wrapped; ":23E:" is a tag of the bank's own. */
  if (n == 3 && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]) && g_ascii_isupper (line[3]))
    return AEQ_MT_OTHER;
  return AEQ_MT_NONE;
}

void
aeq_mt_trim (const char **text, gsize *length)
{
  while (*length > 0 && (guchar) **text <= ' ')
    {
      ++*text;
      --*length;
    }
  while (*length > 0 && (guchar) (*text)[*length - 1] <= ' ')
    --*length;
}

static int
two_digits (const char *p)
{
  return g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) ? (p[0] - '0') * 10 + p[1] - '0' : -1;
}

/* Banks that count thirty days a month value interest on the 30th of February. */
static AeqDate
make_date (int year, int month, int day, gboolean *clamped)
{
  int last;

  if (month < 1 || month > 12 || day < 1 || day > 31)
    return AEQ_DATE_NONE;
  last = aeq_date_days_in_month (year, month);
  *clamped = *clamped || day > last;
  return aeq_date_from_ymd (year, month, MIN (day, last));
}

static AeqDate
parse_date (const char *p, gboolean *clamped)
{
  int year = two_digits (p);

  if (year < 0)
    return AEQ_DATE_NONE;
  return make_date (year < 80 ? 2000 + year : 1900 + year, two_digits (p + 2), two_digits (p + 4), clamped);
}

AeqDate
aeq_mt_near_date (AeqDate value, int month, int day, gboolean *clamped)
{
  AeqDate best = AEQ_DATE_NONE;
  gboolean best_clamped = FALSE;
  int year;
  int unused;

  aeq_date_to_ymd (value, &year, &unused, &unused);
  for (int i = -1; i <= 1; i++)
    {
      gboolean here = FALSE;
      AeqDate date = make_date (year + i, month, day, &here);

      if (date == AEQ_DATE_NONE)
        return AEQ_DATE_NONE;
      if (best == AEQ_DATE_NONE || ABS (date - value) < ABS (best - value))
        {
          best = date;
          best_clamped = here;
        }
    }
  *clamped = *clamped || best_clamped;
  return best;
}

/* The common case, without a look at marks: up to 17 digits, a comma, no more decimals than the currency has. */
static gboolean
parse_plain (const char *p, const char *end, guint exponent, gint64 *minor)
{
  gint64 sum = 0;
  guint decimals = 0;
  gboolean comma = FALSE;

  if (end - p > 17)
    return FALSE;
  for (; p < end; p++)
    {
      if (*p == ',' && !comma)
        comma = TRUE;
      else if (!g_ascii_isdigit (*p) || (comma && ++decimals > exponent))
        return FALSE;
      else
        sum = sum * 10 + (*p - '0');
    }
  if (__builtin_mul_overflow (sum, aeq_money_scale (exponent - decimals), minor))
    return FALSE;
  return TRUE;
}

/* The rare rest. A point alone is the decimal mark of banks that know no comma; with a comma it parts thousands. */
static const char *
parse_marked (const char *p, const char *end, guint exponent, gint64 *minor, gboolean *rounded)
{
  gsize length = (gsize) (end - p);
  const char *comma = memchr (p, ',', length);
  const char *point = memchr (p, '.', length);
  AeqDecimal decimal = comma != NULL || point == NULL ? AEQ_DECIMAL_COMMA : AEQ_DECIMAL_POINT;
  AeqMoneyResult result;

  /* "1010," and "1125250,4": the parser of amounts wants a digit behind the mark. */
  if (comma != NULL && comma == end - 1)
    length--;
  result = aeq_money_parse (p, (gssize) length, exponent, decimal, AEQ_MONEY_ROUND, minor, rounded);
  return result == AEQ_MONEY_OK ? NULL : aeq_money_result_message (result);
}

const char *
aeq_mt_parse_amount (const char *text, gsize length, guint exponent, gint64 *minor, gboolean *rounded, const char **end)
{
  const char *stop = text + length;
  const char *p = text;
  gboolean digits = FALSE;

  while (p < stop && (g_ascii_isdigit (*p) || *p == ',' || *p == '.'))
    digits |= g_ascii_isdigit (*p++);
  *end = p;
  *rounded = FALSE;
  if (!digits)
    return "no amount";
  return parse_plain (text, p, exponent, minor) ? NULL : parse_marked (text, p, exponent, minor, rounded);
}

const char *
aeq_mt_parse_balance (const char *text, gsize length, const AeqCurrency *known, AeqMtBalance *balance)
{
  const char *end;
  const char *problem;
  gsize amount = 7;

  *balance = (AeqMtBalance) { .date = AEQ_DATE_NONE, .currency = known };
  aeq_mt_trim (&text, &length);
  if (length < 8 || (text[0] != 'C' && text[0] != 'D'))
    return "no balance: C or D, the day as YYMMDD, a currency and an amount are expected";
  balance->debit = text[0] == 'D';
  balance->date = parse_date (text + 1, &balance->clamped);
  if (balance->date == AEQ_DATE_NONE && memcmp (text + 1, "000000", 6) != 0)
    return "no day that exists";
  if (known == NULL || !g_ascii_isdigit (text[7]))
    {
      amount = 10;
      if (length < 10 || (balance->currency = aeq_currency_lookup (text + 7, 3)) == NULL)
        return "the currency is unknown";
    }
  problem = aeq_mt_parse_amount (text + amount, length - amount, balance->currency->exponent, &balance->minor, &balance->rounded, &end);
  if (balance->debit)
    balance->minor = -balance->minor;
  return problem;
}

const char *
aeq_mt_parse_count (const char *text, gsize length, AeqMtCount *count)
{
  const char *end;
  gboolean rounded;
  gsize i = 0;

  *count = (AeqMtCount) { 0 };
  aeq_mt_trim (&text, &length);
  for (; i < length && g_ascii_isdigit (text[i]); i++)
    if (i < 18)
      count->count = count->count * 10 + (guint64) (text[i] - '0');
  if (i == 0 || i > 18 || length < i + 3 || (count->currency = aeq_currency_lookup (text + i, 3)) == NULL)
    return "a number, a currency and a sum are expected";
  return aeq_mt_parse_amount (text + i + 3, length - i - 3, count->currency->exponent, &count->minor, &rounded, &end);
}

static gsize
read_number (const char *text, gsize length, guint64 *number)
{
  gsize i = 0;

  *number = 0;
  for (; i < length && g_ascii_isdigit (text[i]); i++)
    *number = MIN (*number * 10 + (guint64) (text[i] - '0'), G_GUINT64_CONSTANT (1000000000000));
  return i;
}

void
aeq_mt_parse_number (const char *text, gsize length, guint64 *number, guint64 *page)
{
  gsize n;

  *page = 0;
  aeq_mt_trim (&text, &length);
  n = read_number (text, length, number);
  if (n < length && text[n] == '/')
    read_number (text + n + 1, length - n - 1, page);
}

char *
aeq_mt_parse_account (const char *text, gsize length, const AeqCurrency **currency)
{
  GString *out = g_string_sized_new (length);

  *currency = NULL;
  for (gsize i = 0; i < length && text[i] != '\n'; i++) /* :25P: has the bank on its second line */
    if ((guchar) text[i] > ' ' && !(text[i] == '/' && out->len == 0))
      g_string_append_c (out, text[i]);
  if (out->len > 6 && g_ascii_isdigit (out->str[out->len - 4]) && g_ascii_isupper (out->str[out->len - 1]) &&
      (*currency = aeq_currency_lookup (out->str + out->len - 3, 3)) != NULL)
    g_string_truncate (out, out->len - 3);
  return g_string_free (out, FALSE);
}

gboolean
aeq_mt_parse_time (const char *text, gsize length, AeqDate *date, gint64 *time_of_day, AeqInstant *instant)
{
  gboolean clamped = FALSE;
  int parts[4];

  *instant = AEQ_INSTANT_NONE;
  aeq_mt_trim (&text, &length);
  if (length < 10 || (*date = parse_date (text, &clamped)) == AEQ_DATE_NONE || clamped)
    return FALSE;
  parts[0] = two_digits (text + 6);
  parts[1] = two_digits (text + 8);
  if (parts[0] < 0 || parts[0] > 23 || parts[1] < 0 || parts[1] > 59)
    return FALSE;
  *time_of_day = parts[0] * AEQ_HOUR + parts[1] * AEQ_MINUTE;
  if (length < 15 || (text[10] != '+' && text[10] != '-'))
    return TRUE;
  parts[2] = two_digits (text + 11);
  parts[3] = two_digits (text + 13);
  if (parts[2] >= 0 && parts[3] >= 0)
    *instant = *date * 24 * AEQ_HOUR + *time_of_day -
               (text[10] == '-' ? -1 : 1) * (parts[2] * AEQ_HOUR + parts[3] * AEQ_MINUTE);
  return TRUE;
}
