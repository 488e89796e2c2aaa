/* SPDX-License-Identifier: MIT */
#include "aeq-isin.h"

#include <string.h>

#define BODY 11

static gboolean
is_body (const char *text)
{
  for (int i = 0; i < BODY; i++)
    if (i < 2 ? !g_ascii_isupper (text[i]) : !(g_ascii_isupper (text[i]) || g_ascii_isdigit (text[i])))
      return FALSE;
  return TRUE;
}

/* Letters stand for 10 to 35; then Luhn over the digits, the last one doubled first. */
char
aeq_isin_check_digit (const char *text)
{
  int digits[2 * BODY];
  int n = 0;
  int sum = 0;

  g_return_val_if_fail (text != NULL, '\0');

  if (!is_body (text))
    return '\0';
  for (int i = 0; i < BODY; i++)
    {
      int value = g_ascii_isdigit (text[i]) ? text[i] - '0' : text[i] - 'A' + 10;

      if (value > 9)
        digits[n++] = value / 10;
      digits[n++] = value % 10;
    }
  for (int i = 0; i < n; i++)
    {
      int digit = digits[n - 1 - i] * (i % 2 == 0 ? 2 : 1);

      sum += digit / 10 + digit % 10;
    }
  return (char) ('0' + (10 - sum % 10) % 10);
}

gboolean
aeq_isin_is_valid (const char *text)
{
  return text != NULL && strlen (text) == BODY + 1 && g_ascii_isdigit (text[BODY]) &&
         aeq_isin_check_digit (text) == text[BODY];
}
