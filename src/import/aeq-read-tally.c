/* SPDX-License-Identifier: MIT */
#include "aeq-read-tally.h"

#include <string.h>

void
aeq_read_tally_init (AeqReadTally *self, AeqReadReport *report)
{
  self->report = report;
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->key = g_string_new (NULL);
  self->last = NULL;
}

void
aeq_read_tally_clear (AeqReadTally *self)
{
  g_hash_table_unref (self->accounts);
  g_string_free (self->key, TRUE);
}

static AeqReadAccount *
new_account (AeqReadTally *self, const char *number, const AeqCurrency *currency)
{
  AeqReadAccount *account = g_new0 (AeqReadAccount, 1);

  account->number = g_strdup (number);
  account->currency = currency;
  account->first_date = account->last_date = AEQ_DATE_NONE;
  g_ptr_array_add (self->report->accounts, account);
  g_hash_table_insert (self->accounts, g_strdup (self->key->str), account);
  return account;
}

AeqReadAccount *
aeq_read_tally_account (AeqReadTally *self, const char *number, const AeqCurrency *currency)
{
  AeqReadAccount *account = self->last;

  if (account != NULL && account->currency == currency && strcmp (account->number, number) == 0)
    return account;
  g_string_assign (self->key, currency != NULL ? currency->code : "");
  g_string_append_c (self->key, '/');
  g_string_append (self->key, number);
  account = g_hash_table_lookup (self->accounts, self->key->str);
  return self->last = account != NULL ? account : new_account (self, number, currency);
}

void
aeq_read_tally_day (AeqReadAccount *account, AeqDate date)
{
  if (date == AEQ_DATE_NONE)
    return;
  if (!account->has_opening && (account->first_date == AEQ_DATE_NONE || date < account->first_date))
    account->first_date = date;
  if (!account->has_closing && (account->last_date == AEQ_DATE_NONE || date > account->last_date))
    account->last_date = date;
}

gboolean
aeq_read_tally_add (AeqReadTally *self, AeqReadAccount *account, const AeqEntry *entry)
{
  gint64 *total = entry->minor >= 0 ? &account->credit_total : &account->debit_total;

  if (entry->minor == G_MININT64 || !aeq_money_add (*total, ABS (entry->minor), total))
    return FALSE;
  account->entries++;
  self->report->transactions++;
  self->report->pending += entry->status == AEQ_FLOW_PENDING;
  return TRUE;
}

void
aeq_read_tally_opening (AeqReadAccount *account, gint64 minor, AeqDate date)
{
  aeq_read_tally_day (account, date);
  if (account->has_opening)
    return;
  account->opening = minor;
  account->first_date = date;
  account->has_opening = TRUE;
}

void
aeq_read_tally_closing (AeqReadAccount *account, gint64 minor, AeqDate date)
{
  aeq_read_tally_day (account, date);
  account->closing = minor;
  account->last_date = date;
  account->has_closing = TRUE;
}
