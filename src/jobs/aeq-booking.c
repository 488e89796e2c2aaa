/* SPDX-License-Identifier: MIT */
#include "aeq-booking.h"

#include <string.h>

#include "aeq-balance.h"
#include "aeq-error.h"
#include "aeq-flow-intake.h"
#include "aeq-margin.h"
#include "aeq-position.h"

struct _AeqBooking
{
  AeqLedger            *ledger;
  gint64                import_id;
  const AeqReadOptions *options;
  AeqFlowWriter        *writer;
  AeqFlowIntake        *intake;     /* of what stands in banks' reports */
  AeqInstant            last_settled; /* of the open statement's booked entries */
  GHashTable           *accounts;   /* "number\nCUR", or "number\n*" for any -> AeqAccount */
  AeqAccount           *last;       /* files come account by account */
  char                 *last_number;
  const AeqCurrency    *last_currency;
  gint64                added;      /* accounts, positions and margin; flows are the writer's */
  gint64                duplicates;
  gboolean              reported;   /* statements of this file have brought their balances themselves */
  gboolean              any_reported;
  gboolean              used_unnamed;
  const AeqCurrency    *assumed;
};

AeqBooking *
aeq_booking_new (AeqLedger *ledger, gint64 import_id, const AeqReadOptions *options, GError **error)
{
  AeqFlowWriter *writer = aeq_flow_writer_new (ledger, import_id, error);
  AeqBooking *self;
  AeqFlowIntake *intake = writer != NULL ? aeq_flow_intake_new (ledger, writer, import_id, error) : NULL;

  if (intake == NULL)
    {
      g_clear_pointer (&writer, aeq_flow_writer_free);
      return NULL;
    }
  self = g_new0 (AeqBooking, 1);
  self->intake = intake;
  self->last_settled = AEQ_INSTANT_NONE;
  self->ledger = ledger;
  self->import_id = import_id;
  self->options = options;
  self->writer = writer;
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) aeq_account_free);
  return self;
}

void
aeq_booking_free (AeqBooking *self)
{
  aeq_flow_intake_free (self->intake);
  aeq_flow_writer_free (self->writer);
  g_hash_table_unref (self->accounts);
  g_free (self->last_number);
  g_free (self);
}

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
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "the row is in %s, but account %s is kept in %s", currency->code,
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
               "the file names no currency and account %s is kept in %s, whose amounts have other decimals: give --currency",
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

static AeqAccount *
get_account (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error)
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

#define NOON (12 * AEQ_HOUR)

/* When it hits the account: the time that the source gives, else noon of the booking day (or value day) in the account's zone. */
static void
place_in_time (const AeqEntry *entry, const AeqAccount *account, AeqFlow *flow)
{
  AeqDate day = entry->booking_date != AEQ_DATE_NONE ? entry->booking_date : entry->value_date;

  flow->settle_ts = entry->settle_ts;
  if (entry->settle_ts != AEQ_INSTANT_NONE)
    return;
  flow->day_only = entry->time_of_day < 0;
  flow->settle_ts = aeq_zone_from_local (account->zone, day, flow->day_only ? NOON : entry->time_of_day);
}

/* Says in which row it was; the domains of the store have no place. */
static gboolean
fail_at (guint64 line, GError **error)
{
  if (error != NULL && *error != NULL && (*error)->domain == AEQ_ERROR)
    aeq_error_set_place (*error, NULL, line, NULL);
  return FALSE;
}

static gboolean
book_flow (const AeqEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqAccount *account = get_account (self, entry->account, entry->currency, error);
  AeqFlow flow = {
    .status = entry->status,
    .value_date = entry->value_date,
    .booking_date = entry->booking_date,
    .minor = entry->minor,
    .category = entry->category,
    .counterparty = entry->counterparty,
    .reference = entry->reference,
    .bank_reference = entry->bank_reference,
    .narrative = entry->narrative,
    .line = entry->line,
  };

  if (account == NULL)
    return fail_at (entry->line, error);
  flow.account = account->id;
  place_in_time (entry, account, &flow);
  if (entry->kind == AEQ_REPORT_NONE)
    return aeq_flow_writer_add (self->writer, account, &flow, error) || fail_at (entry->line, error);
  if (flow.status == AEQ_FLOW_ACTUAL)
    self->last_settled = MAX (self->last_settled, flow.settle_ts);
  return aeq_flow_intake_add (self->intake, account, &flow, entry->kind, entry->details, entry->n_details, error) ||
         fail_at (entry->line, error);
}

static gboolean
book_account (const AeqAccountEntry *entry, gpointer user_data, GError **error)
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
      return fail_at (entry->line, error);
    }
  if (account != NULL)
    {
      self->duplicates++;
      return TRUE;
    }
  self->added++;
  account = aeq_account_create (self->ledger, &spec, self->import_id, error);
  return account != NULL || fail_at (entry->line, error);
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
    return get_account (self, number, currency, error);
  g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
  return account;
}

static gboolean
book_position (const AeqPositionEntry *entry, gpointer user_data, GError **error)
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
    return fail_at (entry->line, error);
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

static gboolean
book_margin (const AeqMarginEntry *entry, gpointer user_data, GError **error)
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
                                                : get_account (self, entry->account, NULL, error);
  gboolean added;

  if (account == NULL)
    return fail_at (entry->line, error);
  if (margin.currency == NULL)
    margin.currency = account->currency;
  margin.as_of = close_of (account, entry->as_of, entry->date, entry->time_of_day);
  margin.call_due_ts = close_of (account, entry->due_ts, entry->due_date, entry->due_time);
  if (!aeq_margin_put (self->ledger, account, &margin, self->import_id, &added, error))
    return fail_at (entry->line, error);
  self->added += added;
  self->duplicates += !added;
  return TRUE;
}

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

static gboolean
book_statement (const AeqStatementEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqAccount *account = get_account (self, entry->account, entry->currency, error);

  if (account == NULL || !book_balances (self, account, entry, error))
    return fail_at (entry->line, error);
  self->last_settled = AEQ_INSTANT_NONE;
  self->reported = self->any_reported = TRUE;
  return aeq_flow_intake_statement (self->intake, account, make_statement (entry), error) || fail_at (entry->line, error);
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
  if ((account = get_account (self, *read->number != '\0' ? read->number : NULL, read->currency, error)) == NULL)
    return FALSE;
  return (!read->has_opening || put_balance (self, account, read->first_date, FALSE, read->opening, error)) &&
         (!read->has_closing || put_balance (self, account, read->last_date, TRUE, read->closing, error));
}

static gboolean
put_all_balances (AeqBooking *self, const AeqReadReport *report, GError **error)
{
  for (guint i = 0; i < report->accounts->len && !self->reported; i++)
    if (!put_balances (self, report->accounts->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* The same flow in two files of an archive is one, and each file's balances are of their own days. */
static gboolean
end_part (const AeqReadReport *report, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;

  aeq_flow_writer_next_file (self->writer);
  if (!aeq_flow_intake_next_file (self->intake, error) || !put_all_balances (self, report, error))
    return FALSE;
  self->reported = FALSE;
  return TRUE;
}

const AeqReadSink AEQ_BOOKING_SINK = {
  .flow = book_flow, .account = book_account, .position = book_position, .margin = book_margin, .part = end_part,
  .statement = book_statement,
};

gboolean
aeq_booking_finish (AeqBooking *self, AeqReadReport *report, GError **error)
{
  if (self->any_reported ? !aeq_flow_intake_finish (self->intake, report->warnings, report->notes, error)
                         : !put_all_balances (self, report, error))
    return FALSE;
  return aeq_flow_writer_finish (self->writer, error);
}

gint64
aeq_booking_get_added (AeqBooking *self)
{
  return self->added + aeq_flow_writer_get_added (self->writer);
}

gint64
aeq_booking_get_duplicates (AeqBooking *self)
{
  return self->duplicates + aeq_flow_writer_get_duplicates (self->writer);
}

gboolean
aeq_booking_used_unnamed (AeqBooking *self)
{
  return self->used_unnamed;
}

const AeqCurrency *
aeq_booking_assumed_currency (AeqBooking *self)
{
  return self->assumed;
}
