/* SPDX-License-Identifier: MIT */
#include "aeq-csv-fold.h"

#include <string.h>

static gboolean
folds_away (char last, char c)
{
  return c == 'e' && (last == 'a' || last == 'o' || last == 'u');
}

static void
append_folded (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (c == 0xdf)
    {
      g_string_append (out, "ss");
      return;
    }
  if (c == 0xf8 || c == 0xd8)
    c = 'o';
  else if (c == 0x142 || c == 0x141)
    c = 'l';
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  c = n > 0 ? g_unichar_tolower (parts[0]) : c;
  if (g_unichar_isalnum (c))
    {
      char last = out->len > 0 ? out->str[out->len - 1] : '\0';

      if (c < 0x80 && folds_away (last, (char) c))
        return;
      g_string_append_unichar (out, c);
    }
  else if (g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK || c == 0xad || c == 0x200b || c == 0xfeff)
    return;
  else if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

char *
aeq_csv_fold (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  GString *out = g_string_sized_new ((gsize) (end - text) + 1);

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    append_folded (out, g_utf8_get_char (p));
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *code;
} SYMBOLS[] = {
  { "€", "EUR" },     { "£", "GBP" },    { "Kč", "CZK" },  { "zł", "PLN" },   { "₹", "INR" },  { "₺", "TRY" },
  { "US$", "USD" },   { "C$", "CAD" },   { "A$", "AUD" },  { "HK$", "HKD" },  { "R$", "BRL" }, { "euro", "EUR" },
  { "euros", "EUR" }, { "Euro", "EUR" }, { "Fr.", "CHF" }, { "SFr.", "CHF" },
};

static const AeqCurrency *
currency_of_word (const char *word, gsize length)
{
  gboolean capitals = length == 3;

  for (gsize i = 0; i < length; i++)
    capitals = capitals && g_ascii_isupper (word[i]);
  if (capitals)
    return aeq_currency_lookup (word, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (SYMBOLS); i++)
    if (strlen (SYMBOLS[i].text) == length && memcmp (SYMBOLS[i].text, word, length) == 0)
      return aeq_currency_lookup (SYMBOLS[i].code, 3);
  return NULL;
}

static gboolean
is_word_end (char c)
{
  return strchr (" \t()[]{}/:;,=\"'|-_*+0123456789", c) != NULL; /* NUL too */
}

/* The next word that is a currency at or after @p; its length into @length. */
static const char *
next_currency (const char *p, gsize *length, const AeqCurrency **currency)
{
  while (*p != '\0')
    {
      const char *end = p;

      while (!is_word_end (*end) || (*end != '\0' && end[0] == '$'))
        end++;
      if (end > p && (*currency = currency_of_word (p, (gsize) (end - p))) != NULL)
        {
          *length = (gsize) (end - p);
          return p;
        }
      p = *end != '\0' ? end + 1 : end;
    }
  return NULL;
}

const AeqCurrency *
aeq_csv_find_currency (const char *text)
{
  const AeqCurrency *currency = NULL;
  gsize length;

  return next_currency (text, &length, &currency) != NULL ? currency : NULL;
}

/* "betrag in", "montant en", "amount of": the little word before a currency goes with it. */
static void
drop_little_word (char *folded)
{
  static const char *const WORDS[] = { " in", " en", " em", " w", " i", " of" };
  gsize length = strlen (folded);

  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_str_has_suffix (folded, WORDS[i]))
      {
        folded[length - strlen (WORDS[i])] = '\0';
        return;
      }
}

char *
aeq_csv_fold_header (const char *text, const AeqCurrency **currency)
{
  const AeqCurrency *found = NULL;
  gsize length = 0;
  const char *at = next_currency (text, &length, &found);
  g_autofree char *rest = NULL;
  char *folded;

  if (at == NULL || length == strlen (text))
    return aeq_csv_fold (text, -1);
  rest = g_strdup_printf ("%.*s %s", (int) (at - text), text, at + length);
  folded = aeq_csv_fold (rest, -1);
  drop_little_word (folded);
  if (currency != NULL)
    *currency = found;
  return folded;
}

const AeqCurrency *
aeq_csv_currency_of_country (const char *code)
{
  static const struct
  {
    const char *currency;
    const char *countries;
  } MONEY[] = {
    { "EUR", "AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK" },
    { "CHF", "CH LI" },
    { "GBP", "GB" },
    { "CZK", "CZ" },
    { "PLN", "PL" },
    { "SEK", "SE" },
    { "DKK", "DK" },
    { "NOK", "NO" },
    { "HUF", "HU" },
    { "RON", "RO" },
    { "TRY", "TR" },
    { "AED", "AE" },
    { "SAR", "SA" },
    { "ILS", "IL" },
    { "ISK", "IS" },
  };
  const char key[3] = { code[0], code[0] != '\0' ? code[1] : '\0', '\0' };

  for (gsize i = 0; strlen (key) == 2 && i < G_N_ELEMENTS (MONEY); i++)
    if (strstr (MONEY[i].countries, key) != NULL)
      return aeq_currency_lookup (MONEY[i].currency, 3);
  return NULL;
}

gboolean
aeq_csv_begins_with (const char *folded, const char *phrase)
{
  gsize length = strlen (phrase);

  return strncmp (folded, phrase, length) == 0 && (folded[length] == '\0' || folded[length] == ' ');
}
