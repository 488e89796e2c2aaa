/* SPDX-License-Identifier: MIT */
#include "aeq-booking-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

/* The account that the user named decides its currency; a row in another one is refused. */
static AeqAccount *
chosen_account (AeqBooking *self, const AeqCurrency *currency, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqAccount *account = aeq_account_find (self->ledger, self->options->account, NULL, &local);

  if (account == NULL)
    {
      if (local != NULL && local->code == AEQ_ERROR_AMBIGUOUS && currency != NULL)
        return aeq_account_find (self->ledger, self->options->account, currency, error);
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (currency == NULL || currency == account->currency)
    return account;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("the row is in %s, but account %s is kept in %s"), currency->code,
               account->number, account->currency->code);
  aeq_account_free (account);
  return NULL;
}

static AeqAccount *
find_account (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqAccount *account;

  if (self->options->account != NULL && g_str_equal (number, self->options->account))
    return chosen_account (self, currency, error);
  account = aeq_account_find (self->ledger, number, currency, &local);
  /* A file without currencies for an account that is kept in several: the default decides. */
  if (account == NULL && local != NULL && local->code == AEQ_ERROR_AMBIGUOUS)
    {
      g_clear_error (&local);
      account = aeq_account_find (self->ledger, number, self->options->default_currency, &local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return account;
}

static gboolean
check_digits (AeqBooking *self, const AeqAccount *account, GError **error)
{
  if (account->currency->exponent == self->options->default_currency->exponent)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
               N_("the file names no currency and account %s is kept in %s, whose amounts have other decimals: give --currency"),
               account->number, account->currency->code);
  return FALSE;
}

static AeqAccount *
find_or_make (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error)
{
  AeqAccountSpec spec = { .number = number, .opened = AEQ_DATE_NONE };
  g_autoptr(GError) local = NULL;
  AeqAccount *account = find_account (self, number, currency, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (account != NULL && currency == NULL && !check_digits (self, account, error))
    {
      aeq_account_free (account);
      return NULL;
    }
  if (account != NULL)
    return account;
  spec.currency = currency != NULL ? currency : self->options->default_currency;
  if (currency == NULL)
    self->assumed = spec.currency;
  return aeq_account_create (self->ledger, &spec, self->import_id, error);
}

AeqAccount *
aeq_booking_get_account (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error)
{
  g_autofree char *key = NULL;
  AeqAccount *account;

  if (number == NULL || *number == '\0')
    number = self->options->account;
  if (number == NULL)
    {
      number = AEQ_BOOKING_UNNAMED;
      self->used_unnamed = TRUE;
    }
  if (self->last != NULL && self->last_currency == currency && g_str_equal (self->last_number, number))
    return self->last;
  key = g_strconcat (number, "\n", currency != NULL ? currency->code : "", NULL);
  if ((account = g_hash_table_lookup (self->accounts, key)) == NULL)
    {
      if ((account = find_or_make (self, number, currency, error)) == NULL)
        return NULL;
      g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
    }
  g_free (self->last_number);
  self->last_number = g_strdup (number);
  self->last_currency = currency;
  return self->last = account;
}
