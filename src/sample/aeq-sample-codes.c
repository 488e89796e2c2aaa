/* SPDX-License-Identifier: MIT */
#include "aeq-sample-codes.h"

#include <string.h>

/* A is 10 and Z is 35, in both standards. */
static guint
character_value (char c)
{
  return g_ascii_isdigit (c) ? (guint) (c - '0') : (guint) (g_ascii_toupper (c) - 'A' + 10);
}

char *
aeq_sample_isin (const char *stem, char *buffer)
{
  guint8 digits[22];
  guint n = 0, sum = 0;

  g_return_val_if_fail (strlen (stem) == 11, NULL);

  for (guint i = 0; i < 11; i++)
    {
      guint value = character_value (stem[i]);

      if (value >= 10)
        digits[n++] = value / 10;
      digits[n++] = value % 10;
    }
  for (guint i = 0; i < n; i++)
    {
      guint digit = digits[n - 1 - i] * (i % 2 == 0 ? 2 : 1);

      sum += digit / 10 + digit % 10;
    }
  memcpy (buffer, stem, 11);
  buffer[11] = (char) ('0' + (10 - sum % 10) % 10);
  buffer[12] = '\0';
  return buffer;
}

char *
aeq_sample_iban (const char *country, const char *bban)
{
  g_autofree char *turned = g_strconcat (bban, country, "00", NULL);
  guint rest = 0;

  for (const char *p = turned; *p != '\0'; p++)
    {
      guint value = character_value (*p);

      rest = (rest * (value >= 10 ? 100 : 10) + value) % 97;
    }
  return g_strdup_printf ("%s%02u%s", country, 98 - rest, bban);
}
