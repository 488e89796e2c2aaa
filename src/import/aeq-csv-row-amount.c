/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-csv-reader.h"

/* Millions of a currency with three digits; aeq_money_parse() goes no further. */
#define MAX_PLACES 9

static AeqRowAmount
read_cell (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, guint exponent, gint64 *minor,
           AeqMoneyResult *result)
{
  int places = (int) exponent + (self->plan->profile != NULL ? self->plan->profile->scale : 0);
  gboolean rounded = FALSE;
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);

  *minor = 0;
  if (length == 0)
    return AEQ_ROW_NO_AMOUNT;
  *result = places >= 0 && places <= MAX_PLACES
                ? aeq_csv_number_parse (cell, length, (guint)places, aeq_csv_plan_mark (self->plan, record, role), minor, &rounded)
                : AEQ_MONEY_OVERFLOW;
  if (*result == AEQ_MONEY_EMPTY || (*result == AEQ_MONEY_MALFORMED && strspn (cell, "-= ") == length))
    return AEQ_ROW_NO_AMOUNT;
  if (*result == AEQ_MONEY_OK && *minor == G_MININT64)
    *result = AEQ_MONEY_OVERFLOW;
  if (rounded && self->rounded++ == 0)
    self->first_rounded = record->line;
  return *result == AEQ_MONEY_OK ? AEQ_ROW_AMOUNT : AEQ_ROW_BAD_AMOUNT;
}

static AeqRowAmount
read_split (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, gint64 *minor, AeqColumnRole *role,
            AeqMoneyResult *result)
{
  gint64 debit;
  gint64 credit;
  AeqRowAmount left = read_cell (self, record, AEQ_ROLE_DEBIT, exponent, &debit, result);
  AeqRowAmount right;

  *role = AEQ_ROLE_DEBIT;
  if (left == AEQ_ROW_BAD_AMOUNT)
    return left;
  right = read_cell (self, record, AEQ_ROLE_CREDIT, exponent, &credit, result);
  if (right == AEQ_ROW_BAD_AMOUNT || (left == AEQ_ROW_NO_AMOUNT && right == AEQ_ROW_NO_AMOUNT))
    {
      *role = AEQ_ROLE_CREDIT;
      return right;
    }
  self->debit_signs[debit > 0] += debit != 0;
  self->credit_signs[credit > 0] += credit != 0;
  if (!aeq_money_add (self->plan->debit_factor * debit, self->plan->credit_factor * credit, minor))
    {
      *result = AEQ_MONEY_OVERFLOW;
      return AEQ_ROW_BAD_AMOUNT;
    }
  return AEQ_ROW_AMOUNT;
}

static gboolean
is_listed (char **words, const char *cell)
{
  for (char **word = words; word != NULL && *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, cell) == 0)
      return TRUE;
  return FALSE;
}

static int
direction_of (AeqCsvReader *self, const AeqCsvRecord *record)
{
  const AeqProfile *profile = self->plan->profile;
  AeqMemo *memo = &self->memos[AEQ_ROLE_DIRECTION];
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_DIRECTION, &length);

  if (length == 0 || length >= sizeof memo->text)
    return 0;
  if (memo->filled && strcmp (memo->text, cell) == 0)
    return memo->number;
  memcpy (memo->text, cell, length + 1);
  memo->filled = TRUE;
  if (profile != NULL && (profile->debit_words != NULL || profile->credit_words != NULL))
    memo->number = is_listed (profile->debit_words, cell) ? -1 : is_listed (profile->credit_words, cell);
  else
    memo->number = aeq_direction_of (cell, TRUE);
  return memo->number;
}

/* The fee stands beside the amount, and is taken off where the balance shows that the bank took it. */
static AeqRowAmount
take_fee (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, gint64 *minor, AeqColumnRole *role,
          AeqMoneyResult *result)
{
  gint64 fee;

  *role = AEQ_ROLE_FEE;
  if (read_cell (self, record, AEQ_ROLE_FEE, exponent, &fee, result) == AEQ_ROW_BAD_AMOUNT)
    return AEQ_ROW_BAD_AMOUNT;
  if (aeq_money_add (*minor, -fee, minor))
    return AEQ_ROW_AMOUNT;
  *result = AEQ_MONEY_OVERFLOW;
  return AEQ_ROW_BAD_AMOUNT;
}

static AeqRowAmount
apply_sign (AeqCsvReader *self, const AeqCsvRecord *record, gint64 *minor, AeqColumnRole *role, AeqMoneyResult *result)
{
  int direction = 1;

  if (self->plan->sign == AEQ_SIGN_NEGATED)
    direction = -1;
  else if (self->plan->sign == AEQ_SIGN_DIRECTION && (direction = direction_of (self, record)) == 0)
    {
      *role = AEQ_ROLE_DIRECTION;
      *result = AEQ_MONEY_OK;
      return AEQ_ROW_BAD_AMOUNT;
    }
  *minor *= direction;
  return AEQ_ROW_AMOUNT;
}

AeqRowAmount
aeq_csv_reader_amount (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, gint64 *minor, AeqColumnRole *role,
                       AeqMoneyResult *result)
{
  AeqRowAmount found;

  *result = AEQ_MONEY_OK;
  if (self->plan->split)
    return read_split (self, record, exponent, minor, role, result);
  *role = AEQ_ROLE_AMOUNT;
  found = read_cell (self, record, AEQ_ROLE_AMOUNT, exponent, minor, result);
  if (found == AEQ_ROW_AMOUNT)
    found = apply_sign (self, record, minor, role, result);
  if (found == AEQ_ROW_AMOUNT && self->plan->take_fee)
    found = take_fee (self, record, exponent, minor, role, result);
  return found;
}
