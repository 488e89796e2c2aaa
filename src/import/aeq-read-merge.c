/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-read.h"

/* One report of several sheets or members. */

static AeqReadAccount *
find_account (const AeqReadReport *self, const AeqReadAccount *wanted)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      AeqReadAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->currency == wanted->currency && strcmp (account->number, wanted->number) == 0)
        return account;
    }
  return NULL;
}

/* The balances are those of the first and of the last day, in whatever order the parts came. */
static void
merge_balances (AeqReadAccount *self, const AeqReadAccount *other)
{
  if (other->has_opening && (!self->has_opening || (other->first_date != AEQ_DATE_NONE && other->first_date < self->first_date)))
    {
      self->has_opening = TRUE;
      self->opening = other->opening;
    }
  if (other->has_closing && (!self->has_closing || other->last_date >= self->last_date))
    {
      self->has_closing = TRUE;
      self->closing = other->closing;
    }
  if (self->first_date == AEQ_DATE_NONE || (other->first_date != AEQ_DATE_NONE && other->first_date < self->first_date))
    self->first_date = other->first_date;
  self->last_date = MAX (self->last_date, other->last_date);
}

static gboolean
merge_account (AeqReadReport *self, const AeqReadAccount *other, GError **error)
{
  AeqReadAccount *account = find_account (self, other);

  if (account == NULL)
    {
      account = g_memdup2 (other, sizeof *other);
      account->number = g_strdup (other->number);
      g_ptr_array_add (self->accounts, account);
      return TRUE;
    }
  merge_balances (account, other);
  account->entries += other->entries;
  return (aeq_money_add (account->credit_total, other->credit_total, &account->credit_total) &&
          aeq_money_add (account->debit_total, other->debit_total, &account->debit_total)) ||
         aeq_error_refuse (error, AEQ_ERROR_OVERFLOW, NULL, 0, NULL, "the totals are too large");
}

static void
merge_texts (GPtrArray *self, const GPtrArray *other, const char *place)
{
  for (guint i = 0; i < other->len; i++)
    {
      const char *text = g_ptr_array_index (other, i);

      g_ptr_array_add (self, place != NULL ? g_strdup_printf ("%s: %s", place, text) : g_strdup (text));
    }
}

static void
merge_errors (AeqReadReport *self, const AeqReadReport *other)
{
  for (guint i = 0; i < other->errors->len && self->errors->len < AEQ_READ_MAX_ERRORS; i++)
    {
      const AeqRowError *row = g_ptr_array_index (other->errors, i);

      aeq_read_report_error (self, row->line, row->field, "%s", row->message);
      self->n_errors--;
    }
  self->n_errors += other->n_errors;
}

gboolean
aeq_read_report_merge (AeqReadReport *self, AeqReadReport *other, const char *place, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  self->transactions += other->transactions;
  self->pending += other->pending;
  self->skipped += other->skipped;
  for (guint i = 0; i < other->accounts->len; i++)
    if (!merge_account (self, g_ptr_array_index (other->accounts, i), error))
      return FALSE;
  merge_errors (self, other);
  merge_texts (self->warnings, other->warnings, place);
  merge_texts (self->notes, other->notes, place);
  if (self->profile == NULL)
    self->profile = g_steal_pointer (&other->profile);
  if (self->mapping == NULL)
    self->mapping = g_steal_pointer (&other->mapping);
  return TRUE;
}
