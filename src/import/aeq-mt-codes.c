/* SPDX-License-Identifier: MIT */
#include "aeq-mt-codes.h"

#include <string.h>

static const char *const SEPA_KEYS[] = {
  "EREF+", "SVWZ+", "KREF+", "MREF+", "CRED+", "DEBT+", "ABWA+", "ABWE+", "PURP+", "OAMT+", "COAM+", "BREF+", "RREF+", "IBAN+", "BIC+",
};

static const char *const SLASH_CODES[] = {
  "EREF", "REMI", "NAME", "CNTP", "ORDP", "BENM", "IBAN", "BIC", "MARF", "CSID", "TRTP", "ISDT", "PREF", "KREF", "TRCD", "RTRN", "PURP",
  "ADDR", "ULTB", "ULTD", "ULTC", "SVCL", "ACCW", "OCMT", "CHGS", "EXCH", "TRAN", "INFO", "ID",
};

/* Length of the key at @p, 0 when there is none. */
static gsize
sepa_key (const char *p, const char *end)
{
  if (end - p < 4 || (p[3] != '+' && (end - p < 5 || p[4] != '+')))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (SEPA_KEYS); i++)
    {
      gsize n = strlen (SEPA_KEYS[i]);

      if ((gsize) (end - p) >= n && memcmp (p, SEPA_KEYS[i], n) == 0)
        return n;
    }
  return 0;
}

gboolean
aeq_mt_codes_starts_key (const char *text, gsize length)
{
  return sepa_key (text, text + length) > 0;
}

static void
set_reference (AeqMtTexts *texts, const char *text, gsize length)
{
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (texts->reference->len == 0 && !(length == 11 && memcmp (text, "NOTPROVIDED", 11) == 0))
    aeq_mt_text_append (texts->reference, text, length, FALSE);
}

/* The next key behind a space. Words are many and signs of plus few, so these are looked for. */
static const char *
next_key (const char *p, const char *end)
{
  for (const char *plus = p; (plus = memchr (plus, '+', (gsize) (end - plus))) != NULL; plus++)
    for (int n = 3; n <= 4; n++)
      if (plus - p > n && plus[-n - 1] == ' ' && sepa_key (plus - n, end) > 0)
        return plus - n;
  return end;
}

void
aeq_mt_codes_sepa (const char *text, gsize length, AeqMtTexts *texts)
{
  const char *end = text + length;
  const char *p = sepa_key (text, end) > 0 ? text : next_key (text, end);
  gboolean said = FALSE;

  aeq_mt_text_append (texts->narrative, text, (gsize) (p - text), FALSE);
  while (p < end)
    {
      const char *value = p + sepa_key (p, end);
      const char *stop = next_key (value, end);

      if (memcmp (p, "EREF", 4) == 0)
        set_reference (texts, value, (gsize) (stop - value));
      else if (memcmp (p, "SVWZ", 4) == 0)
        {
          said = TRUE;
          aeq_mt_text_append (texts->narrative, value, (gsize) (stop - value), FALSE);
        }
      p = stop;
    }
  /* Without a purpose the keys are all there is to show. */
  if (!said && texts->narrative->len == 0)
    aeq_mt_text_append (texts->narrative, text, length, FALSE);
}

/* Length of "/CODE/" at @p, 0 when there is none. */
static gsize
slash_code (const char *p, const char *end)
{
  gsize n = 1;

  while (p + n < end && n <= 4 && g_ascii_isupper (p[n]))
    n++;
  if (n < 3 || p + n >= end || p[n] != '/')
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (SLASH_CODES); i++)
    if (strlen (SLASH_CODES[i]) == n - 1 && memcmp (p + 1, SLASH_CODES[i], n - 1) == 0)
      return n + 1;
  return 0;
}

static const char *
next_code (const char *p, const char *end)
{
  while (p < end && (p = memchr (p, '/', (gsize) (end - p))) != NULL)
    {
      if (slash_code (p, end) > 0)
        return p;
      p++;
    }
  return end;
}

/* "account/bank/name/town": the third part. */
static const char *
third_part (const char *p, const char *end, const char **stop)
{
  for (int i = 0; i < 2 && p < end; i++)
    {
      p = memchr (p, '/', (gsize) (end - p));
      p = p != NULL ? p + 1 : end;
    }
  *stop = p < end ? memchr (p, '/', (gsize) (end - p)) : NULL;
  if (*stop == NULL)
    *stop = end;
  return p;
}

static void
strip_slashes (const char **p, const char **end)
{
  while (*p < *end && (**p == '/' || **p == ' '))
    ++*p;
  while (*end > *p && ((*end)[-1] == '/' || (*end)[-1] == ' '))
    --*end;
}

static gboolean
starts (const char *p, const char *end, const char *word)
{
  return (gsize) (end - p) >= strlen (word) && memcmp (p, word, strlen (word)) == 0;
}

static void
take_code (const char *code, const char *value, const char *end, AeqMtTexts *texts)
{
  const char *stop = end;

  if (starts (code, end, "/CNTP/"))
    value = third_part (value, end, &stop);
  strip_slashes (&value, &stop);
  if (starts (code, end, "/EREF/"))
    set_reference (texts, value, (gsize) (stop - value));
  else if (starts (code, end, "/REMI/"))
    {
      if (starts (value, stop, "USTD//"))
        value += 6;
      aeq_mt_text_append (texts->narrative, value, (gsize) (stop - value), FALSE);
    }
  else if ((starts (code, end, "/NAME/") || starts (code, end, "/CNTP/") || starts (code, end, "/ORDP/") ||
            starts (code, end, "/BENM/")) &&
           texts->counterparty->len == 0)
    aeq_mt_text_append (texts->counterparty, value, (gsize) (stop - value), FALSE);
}

gboolean
aeq_mt_codes_slashes (const char *text, gsize length, AeqMtTexts *texts)
{
  static const char *const LEADS[] = { "/REMI/", "/EREF/", "/TRTP/", "/NAME/", "/CNTP/", "/ORDP/", "/BENM/" };
  const char *end = text + length;
  gsize said = texts->narrative->len;
  gboolean coded = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (LEADS) && !coded; i++)
    coded = memmem (text, length, LEADS[i], strlen (LEADS[i])) != NULL;
  if (!coded)
    return FALSE;
  for (const char *p = next_code (text, end); p < end;)
    {
      const char *value = p + slash_code (p, end);
      const char *stop = next_code (value > text ? value - 1 : value, end);

      take_code (p, value, MAX (stop, value), texts);
      p = stop > p ? stop : value;
    }
  if (texts->narrative->len == said)
    aeq_mt_text_append (texts->narrative, text, length, FALSE);
  return TRUE;
}
