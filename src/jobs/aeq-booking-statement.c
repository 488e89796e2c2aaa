/* SPDX-License-Identifier: MIT */
#include "aeq-booking-private.h"

#include "aeq-balance.h"
#include "aeq-bank-statement.h"

/* An interim balance knows the entries above it, although of these only the day may be known: they stand at its noon. */
static AeqInstant
place_balance (const AeqBooking *self, const AeqAccount *account, const AeqReadBalance *balance)
{
  AeqInstant instant = balance->as_of;
  AeqInstant start;
  AeqInstant end;

  aeq_zone_day_bounds (account->zone, balance->date, &start, &end);
  if (instant == AEQ_INSTANT_NONE && balance->time_of_day < 0)
    return balance->at_start ? start : end;
  if (instant == AEQ_INSTANT_NONE)
    instant = aeq_zone_from_local (account->zone, balance->date, balance->time_of_day);
  return self->last_settled != AEQ_INSTANT_NONE ? MAX (instant, self->last_settled + 1) : instant;
}

static gboolean
book_balances (AeqBooking *self, const AeqAccount *account, const AeqStatementEntry *entry, GError **error)
{
  for (guint i = 0; i < entry->n_balances; i++)
    {
      const AeqReadBalance *balance = &entry->balances[i];

      if (!aeq_balance_put (self->ledger, account, place_balance (self, account, balance), balance->available ? "available" : "ledger",
                            balance->minor, balance->at_start ? "opening" : "statement", self->import_id, error))
        return FALSE;
    }
  return TRUE;
}

/* No bank's name of a statement is longer; what is was something else. */
#define MAX_IDENTIFIER 140

static char *
cut_identifier (const char *text)
{
  g_autofree char *cut = text != NULL ? g_strndup (text, MAX_IDENTIFIER) : NULL;

  return cut != NULL ? g_utf8_make_valid (cut, -1) : NULL;
}

static AeqBankStatement *
make_statement (const AeqStatementEntry *entry)
{
  AeqBankStatement *statement = g_new0 (AeqBankStatement, 1);

  statement->format = g_strdup (entry->format);
  statement->kind = entry->kind;
  statement->identifier = cut_identifier (entry->identifier);
  statement->number = entry->number;
  statement->page = entry->page;
  statement->last_page = entry->last_page;
  statement->first_day = entry->first_day;
  statement->last_day = entry->last_day;
  statement->from_ts = entry->from_ts;
  statement->to_ts = entry->to_ts;
  statement->created_ts = entry->created_ts;
  statement->has_opening = entry->has_opening;
  statement->has_closing = entry->has_closing;
  statement->opening = entry->opening;
  statement->closing = entry->closing;
  statement->entries = (gint64) entry->entries;
  return statement;
}

gboolean
aeq_booking_statement (const AeqStatementEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqAccount *account = aeq_booking_get_account (self, entry->account, entry->currency, error);

  if (account == NULL || !book_balances (self, account, entry, error))
    return aeq_booking_fail_at (entry->line, error);
  self->last_settled = AEQ_INSTANT_NONE;
  self->reported = self->any_reported = TRUE;
  return aeq_flow_intake_statement (self->intake, account, make_statement (entry), error) || aeq_booking_fail_at (entry->line, error);
}

static gboolean
put_balance (AeqBooking *self, const AeqAccount *account, AeqDate day, gboolean closing, gint64 minor, GError **error)
{
  AeqInstant start;
  AeqInstant end;

  aeq_zone_day_bounds (account->zone, day, &start, &end);
  return aeq_balance_put (self->ledger, account, closing ? end : start, "ledger", minor, "statement", self->import_id, error);
}

static gboolean
put_balances (AeqBooking *self, const AeqReadAccount *read, GError **error)
{
  AeqAccount *account;

  if ((!read->has_opening && !read->has_closing) || read->first_date == AEQ_DATE_NONE)
    return TRUE;
  if ((account = aeq_booking_get_account (self, *read->number != '\0' ? read->number : NULL, read->currency, error)) == NULL)
    return FALSE;
  return (!read->has_opening || put_balance (self, account, read->first_date, FALSE, read->opening, error)) &&
         (!read->has_closing || put_balance (self, account, read->last_date, TRUE, read->closing, error));
}

gboolean
aeq_booking_put_balances (AeqBooking *self, const AeqReadReport *report, GError **error)
{
  for (guint i = 0; i < report->accounts->len && !self->reported; i++)
    if (!put_balances (self, report->accounts->pdata[i], error))
      return FALSE;
  return TRUE;
}
