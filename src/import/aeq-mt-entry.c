/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-mt-field.h"

/* The first line of :61:, from left to right; each step moves @p on. */
typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static gboolean
digits_follow (const Cursor *c, gsize n)
{
  if ((gsize) (c->end - c->p) < n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (c->p[i]))
      return FALSE;
  return TRUE;
}

static int
take_two (Cursor *c)
{
  int n = (c->p[0] - '0') * 10 + c->p[1] - '0';

  c->p += 2;
  return n;
}

static const char *
take_dates (Cursor *c, AeqMtEntry *entry)
{
  int year;
  int month;
  int day;

  if (!digits_follow (c, 6))
    return "no value date: six digits YYMMDD are expected";
  year = take_two (c);
  year += year < 80 ? 2000 : 1900;
  month = take_two (c);
  day = take_two (c);
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return "the value date is no day that exists";
  entry->clamped = day > aeq_date_days_in_month (year, month);
  entry->value = aeq_date_from_ymd (year, month, MIN (day, aeq_date_days_in_month (year, month)));
  if (!digits_follow (c, 4))
    return NULL;
  /* Most entries are booked on their value day. */
  if (memcmp (c->p, c->p - 4, 4) == 0)
    {
      c->p += 4;
      entry->booking = entry->value;
      return NULL;
    }
  month = take_two (c);
  day = take_two (c);
  entry->booking = aeq_mt_near_date (entry->value, month, day, &entry->clamped);
  return entry->booking == AEQ_DATE_NONE ? "the entry date is no day that exists" : NULL;
}

static gboolean
is_side (char c)
{
  return strchr ("CDcd", c) != NULL && c != '\0';
}

/* C, D, RC, RD, EC or ED, then perhaps the third letter of the currency. Some banks write small letters. */
static const char *
take_mark (Cursor *c, AeqMtEntry *entry)
{
  gboolean credit;

  while (c->p < c->end && *c->p == ' ')
    c->p++;
  if (c->end - c->p >= 2 && is_side (c->p[1]))
    {
      entry->reversal = g_ascii_toupper (c->p[0]) == 'R';
      entry->expected = g_ascii_toupper (c->p[0]) == 'E';
      c->p += entry->reversal || entry->expected;
    }
  if (c->p >= c->end || !is_side (*c->p))
    return "no mark: C, D, RC or RD is expected behind the dates";
  credit = g_ascii_toupper (*c->p++) == 'C';
  entry->raises = credit != entry->reversal;
  if (c->p < c->end && g_ascii_isalpha (*c->p))
    c->p++;
  while (c->p < c->end && *c->p == ' ')
    c->p++;
  return NULL;
}

static const char *
take_amount (Cursor *c, guint exponent, AeqMtEntry *entry)
{
  const char *problem = aeq_mt_parse_amount (c->p, (gsize) (c->end - c->p), exponent, &entry->minor, &entry->rounded, &c->p);

  if (!entry->raises)
    entry->minor = -entry->minor;
  return problem;
}

/* N, S or F and three characters; a code of two is padded with a space, and some banks give none. */
static void
take_type (Cursor *c)
{
  gsize n = 0;

  while (c->p < c->end && *c->p == ' ')
    c->p++;
  if (c->p >= c->end || strchr ("NSF", *c->p) == NULL)
    return;
  while (n < 4 && c->p + n < c->end && c->p[n] != '/' && (guchar) c->p[n] < 0x80)
    n++;
  c->p += n;
}

static const char *
find_double (const char *p, const char *end, char mark)
{
  for (; p + 1 < end; p++)
    if (p[0] == mark && p[1] == mark)
      return p;
  return NULL;
}

static void
take_references (Cursor *c, AeqMtEntry *entry)
{
  const char *slashes = find_double (c->p, c->end, '/');
  const char *stop = slashes != NULL ? slashes : c->end;
  const char *gap;

  entry->reference = c->p;
  entry->reference_length = (gsize) (stop - c->p);
  aeq_mt_trim (&entry->reference, &entry->reference_length);
  gap = find_double (entry->reference, entry->reference + entry->reference_length, ' ');
  if (gap != NULL)
    {
      entry->more = gap;
      entry->more_length = entry->reference_length - (gsize) (gap - entry->reference);
      entry->reference_length = (gsize) (gap - entry->reference);
      aeq_mt_trim (&entry->more, &entry->more_length);
    }
  if (slashes == NULL)
    return;
  entry->bank_reference = slashes + 2;
  entry->bank_reference_length = (gsize) (c->end - slashes) - 2;
  aeq_mt_trim (&entry->bank_reference, &entry->bank_reference_length);
}

const char *
aeq_mt_parse_entry (const char *text, gsize length, guint exponent, AeqMtEntry *entry)
{
  Cursor c;
  const char *problem;

  *entry = (AeqMtEntry) { .value = AEQ_DATE_NONE, .booking = AEQ_DATE_NONE };
  aeq_mt_trim (&text, &length);
  c = (Cursor) { text, text + length };
  if ((problem = take_dates (&c, entry)) != NULL || (problem = take_mark (&c, entry)) != NULL ||
      (problem = take_amount (&c, exponent, entry)) != NULL)
    return problem;
  entry->bare = c.p >= c.end;
  take_type (&c);
  take_references (&c, entry);
  return NULL;
}
