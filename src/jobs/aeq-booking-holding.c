/* SPDX-License-Identifier: MIT */
#include "aeq-booking-private.h"

#include "aeq-margin.h"
#include "aeq-position.h"

gboolean
aeq_booking_account (const AeqAccountEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqAccountSpec spec = {
    .number = entry->number,
    .iban = entry->iban,
    .name = entry->name,
    .kind = entry->kind,
    .bank = entry->bank,
    .currency = entry->currency != NULL ? entry->currency : self->options->default_currency,
    .zone = entry->zone,
    .calendar = entry->calendar,
    .opened = entry->opened,
  };
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqAccount) account = aeq_account_find (self->ledger, entry->number, spec.currency, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return aeq_booking_fail_at (entry->line, error);
    }
  if (account != NULL)
    {
      self->duplicates++;
      return TRUE;
    }
  self->added++;
  account = aeq_account_create (self->ledger, &spec, self->import_id, error);
  return account != NULL || aeq_booking_fail_at (entry->line, error);
}

/* A custody or margin account has to do with many currencies: it is found by its number alone when there is one. */
static AeqAccount *
holding_account (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *key = number != NULL ? g_strconcat (number, "\n*", NULL) : NULL;
  AeqAccount *account = key != NULL ? g_hash_table_lookup (self->accounts, key) : NULL;

  if (account != NULL)
    return account;
  if (number == NULL || (account = aeq_account_find (self->ledger, number, NULL, &local)) == NULL)
    return aeq_booking_get_account (self, number, currency, error);
  g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
  return account;
}

gboolean
aeq_booking_position (const AeqPositionEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqPosition position = {
    .day = entry->date,
    .instrument = entry->instrument,
    .isin = entry->isin,
    .quantity = entry->quantity,
    .price = entry->price,
    .currency = entry->currency != NULL ? entry->currency : self->options->default_currency,
    .market_value = entry->market_value,
    .has_market_value = entry->has_market_value,
  };
  AeqAccount *account = holding_account (self, entry->account, position.currency, error);
  gboolean added;

  if (account == NULL || !aeq_position_put (self->ledger, account, &position, self->import_id, &added, error))
    return aeq_booking_fail_at (entry->line, error);
  self->added += added;
  self->duplicates += !added;
  return TRUE;
}

/* A time without an offset is the account's; a day alone is its last second. */
static AeqInstant
close_of (const AeqAccount *account, AeqInstant instant, AeqDate day, gint64 time_of_day)
{
  AeqInstant start;
  AeqInstant end;

  if (instant != AEQ_INSTANT_NONE || day == AEQ_DATE_NONE)
    return instant;
  if (time_of_day >= 0)
    return aeq_zone_from_local (account->zone, day, time_of_day);
  aeq_zone_day_bounds (account->zone, day, &start, &end);
  return end - AEQ_SECOND;
}

gboolean
aeq_booking_margin (const AeqMarginEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqMargin margin = {
    .methodology = entry->methodology,
    .currency = entry->currency,
    .requirement = entry->requirement,
    .equity = entry->equity,
    .excess = entry->excess,
    .call_amount = entry->call_amount,
    .has_equity = entry->has_equity,
    .has_excess = entry->has_excess,
    .has_call = entry->has_call,
  };
  AeqAccount *account = entry->currency != NULL ? holding_account (self, entry->account, margin.currency, error)
                                                : aeq_booking_get_account (self, entry->account, NULL, error);
  gboolean added;

  if (account == NULL)
    return aeq_booking_fail_at (entry->line, error);
  if (margin.currency == NULL)
    margin.currency = account->currency;
  margin.as_of = close_of (account, entry->as_of, entry->date, entry->time_of_day);
  margin.call_due_ts = close_of (account, entry->due_ts, entry->due_date, entry->due_time);
  if (!aeq_margin_put (self->ledger, account, &margin, self->import_id, &added, error))
    return aeq_booking_fail_at (entry->line, error);
  self->added += added;
  self->duplicates += !added;
  return TRUE;
}
