/* SPDX-License-Identifier: MIT */
#include "aeq-csv-facts.h"

#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-fold.h"
#include "aeq-csv-number.h"
#include "aeq-csv-sample.h"
#include "aeq-csv-words.h"

void
aeq_facts_clear (AeqFacts *self)
{
  g_free (self->account);
  g_free (self->iban);
  g_free (self->opening);
  g_free (self->closing);
  g_free (self->total);
  memset (self, 0, sizeof *self);
}

static gboolean
is_amount (const char *text)
{
  gsize length = strlen (text);

  return aeq_csv_date_readings (text, length, NULL) == 0 && aeq_csv_number_look (text, length, NULL) != AEQ_NUMBER_NONE;
}

/* The first amount to the right of the label, dates passed over: "Kontostand;31.01.2024;;1.234,56;EUR". */
static const char *
amount_after (const AeqCsvRecord *record, guint i, const char *within)
{
  if (within != NULL && is_amount (within))
    return within;
  for (i++; i < record->n_cells; i++)
    if (is_amount (aeq_csv_record_cell (record, i)))
      return aeq_csv_record_cell (record, i);
  return NULL;
}

static const char *
text_after (const AeqCsvRecord *record, guint i, const char *within)
{
  if (within != NULL && *within != '\0')
    return within;
  for (i++; i < record->n_cells; i++)
    if (*aeq_csv_record_cell (record, i) != '\0')
      return aeq_csv_record_cell (record, i);
  return NULL;
}

static void
keep (char **slot, const char *text)
{
  if (*slot == NULL && text != NULL)
    *slot = g_strdup (text);
}

/* A number of an account: has digits, and is no sentence. */
static gboolean
is_account (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p);
  return digits >= 4 && strlen (text) <= 60 && aeq_csv_date_readings (text, strlen (text), NULL) == 0;
}

static void
keep_account (char **slot, const char *text)
{
  if (*slot != NULL || text == NULL || !is_account (text))
    return;
  *slot = g_strdup (text);
}

static gboolean
take_label (AeqFacts *self, AeqLabel label, const AeqCsvRecord *record, guint i, const char *within)
{
  const char *amount = amount_after (record, i, within);
  const char *text = text_after (record, i, within);

  switch (label)
    {
    case AEQ_LABEL_OPENING:
      keep (&self->opening, amount);
      return amount != NULL;
    case AEQ_LABEL_CLOSING:
      keep (&self->closing, amount);
      return amount != NULL;
    case AEQ_LABEL_TOTAL:
      keep (&self->total, amount);
      return amount != NULL;
    case AEQ_LABEL_ACCOUNT:
      keep_account (&self->account, text);
      return FALSE;
    case AEQ_LABEL_IBAN:
      keep_account (&self->iban, text);
      return FALSE;
    case AEQ_LABEL_CURRENCY:
      if (self->currency == NULL && text != NULL)
        self->currency = aeq_csv_find_currency (text);
      return FALSE;
    case AEQ_LABEL_AVAILABLE:
    case AEQ_LABEL_TOTAL_CREDIT:
    case AEQ_LABEL_TOTAL_DEBIT:
      return amount != NULL;
    case AEQ_LABEL_NONE:
    default:
      return FALSE;
    }
}

/* A label ends at a colon, or with its cell. */
static gboolean
take_cell (AeqFacts *self, const AeqCsvRecord *record, guint i)
{
  const char *cell = aeq_csv_record_cell (record, i);
  const char *colon = strchr (cell, ':');
  g_autofree char *folded = aeq_csv_fold (cell, colon != NULL ? colon - cell : -1);
  g_autofree char *within = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;
  AeqLabel label = *folded != '\0' && !g_ascii_isdigit (*folded) ? aeq_label_of (folded) : AEQ_LABEL_NONE;

  if (strstr (folded, "routing") != NULL || strstr (folded, "check number") != NULL)
    self->is_american = TRUE;
  return label != AEQ_LABEL_NONE && take_label (self, label, record, i, within);
}

/* "EUR" or ": EUR" alone in a cell, or at an amount: "627,89 EUR". */
static void
take_currency (AeqFacts *self, const char *cell)
{
  const char *p = cell;

  while (*p == ':' || *p == ' ' || *p == '(')
    p++;
  if (self->currency == NULL && strlen (p) <= 24 && (strlen (p) <= 4 || is_amount (p)))
    self->currency = aeq_csv_find_currency (p);
}

gboolean
aeq_facts_take (AeqFacts *self, const AeqCsvRecord *record)
{
  gboolean found = FALSE;

  for (guint i = 0; i < MIN (record->n_cells, 64); i++)
    {
      const char *cell = aeq_csv_record_cell (record, i);

      if (*cell == '\0' || strlen (cell) > 200)
        continue;
      found = take_cell (self, record, i) || found;
      take_currency (self, cell);
      if (self->iban == NULL && aeq_looks_like_iban (cell))
        self->iban = g_strdup (cell);
    }
  return found;
}

gboolean
aeq_facts_amount (const char *text, guint exponent, AeqDecimal decimal, gint64 *minor)
{
  AeqMoneyResult result;

  if (text == NULL)
    return FALSE;
  result = aeq_money_parse (text, -1, exponent, AEQ_DECIMAL_AUTO, AEQ_MONEY_ROUND, minor, NULL);
  if (result == AEQ_MONEY_AMBIGUOUS && decimal != AEQ_DECIMAL_AUTO)
    result = aeq_money_parse (text, -1, exponent, decimal, AEQ_MONEY_ROUND, minor, NULL);
  return result == AEQ_MONEY_OK;
}
