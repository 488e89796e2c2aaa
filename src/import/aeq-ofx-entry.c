/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-ofx-reader.h"
#include "aeq-ofx-value.h"
#include "aeq-words.h"

/* What an aggregate means once it is complete. */

const char *
aeq_ofx_reader_text (const AeqOfxReader *self, AeqOfxSlot slot)
{
  return self->slots[slot]->len > 0 ? self->slots[slot]->str : NULL;
}

static void
clear_slots (AeqOfxReader *self, AeqOfxSlot first, AeqOfxSlot last)
{
  for (AeqOfxSlot slot = first; slot <= last; slot++)
    {
      g_string_truncate (self->slots[slot], 0);
      self->lines[slot] = 0;
    }
}

void
aeq_ofx_reader_begin (AeqOfxReader *self, AeqOfxAggregate kind)
{
  if (kind == AEQ_OFX_STATUS)
    clear_slots (self, AEQ_OFX_CODE, AEQ_OFX_MESSAGE);
  else if (kind == AEQ_OFX_ENTRY || kind == AEQ_OFX_PENDING)
    clear_slots (self, AEQ_OFX_POSTED, AEQ_OFX_SYMBOL);
  else if (kind == AEQ_OFX_LEDGER)
    clear_slots (self, AEQ_OFX_BALANCE, AEQ_OFX_BALANCE_DATE);
  else if (kind == AEQ_OFX_SPENDABLE)
    clear_slots (self, AEQ_OFX_SPENDABLE_AMOUNT, AEQ_OFX_SPENDABLE_DATE);
  else if (kind == AEQ_OFX_CASH)
    clear_slots (self, AEQ_OFX_CASH_AMOUNT, AEQ_OFX_CASH_AMOUNT);
  else if (kind == AEQ_OFX_STATEMENT)
    {
      clear_slots (self, AEQ_OFX_CURDEF, AEQ_OFX_ASOF);
      self->account = NULL;
      self->n_told = 0;
      self->entries = 0;
      self->first_day = self->last_day = AEQ_DATE_NONE;
    }
}

gboolean
aeq_ofx_reader_money (AeqOfxReader *self, AeqOfxSlot slot, const char *field, gint64 *minor, GError **error)
{
  gboolean       rounded = FALSE;
  AeqMoneyResult result = aeq_ofx_parse_money (self->slots[slot]->str, self->exponent, minor, &rounded);

  if (result != AEQ_MONEY_OK)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->lines[slot], field,
                             aeq_money_result_message (result));
  if (rounded && self->rounded++ == 0)
    self->first_rounded = self->lines[slot];
  return TRUE;
}

static gboolean
find_currency (AeqOfxReader *self, guint64 line, GError **error)
{
  const char *code = aeq_ofx_reader_text (self, AEQ_OFX_CURDEF);

  self->currency = self->options->currency;
  /* An empty one stands in files of banks that name the currency with each entry. */
  if (code == NULL)
    code = aeq_ofx_reader_text (self, AEQ_OFX_SYMBOL);
  if (self->currency == NULL && code == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, "CURDEF",
                             N_("the statement names no currency; give --currency"));
  if (self->currency == NULL && (self->currency = aeq_currency_lookup (code, -1)) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->lines[AEQ_OFX_CURDEF], "CURDEF",
                             N_("is no currency of ISO 4217"));
  self->exponent = self->currency->exponent;
  return TRUE;
}

gboolean
aeq_ofx_reader_account (AeqOfxReader *self, guint64 line, GError **error)
{
  GString *number = self->slots[AEQ_OFX_ACCTID];

  if (self->account != NULL)
    return TRUE;
  if (!find_currency (self, line, error))
    return FALSE;
  g_string_replace (number, " ", "", 0);
  if (number->len == 0 && self->options->account == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, "ACCTID",
                             N_("the statement names no account; give --account"));
  self->account = aeq_read_tally_account (&self->tally, number->str, self->currency);
  return TRUE;
}

static gboolean
read_days (AeqOfxReader *self, guint64 line, AeqEntry *entry, GError **error)
{
  AeqOfxMoment moment;

  if (aeq_ofx_reader_text (self, AEQ_OFX_POSTED) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, "DTPOSTED", N_("the entry has no date"));
  if (!aeq_ofx_parse_moment (self->slots[AEQ_OFX_POSTED]->str, &moment))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->lines[AEQ_OFX_POSTED], "DTPOSTED",
                             N_("is no date, or no day that exists"));
  entry->booking_date = moment.date;
  entry->time_of_day = moment.time_of_day;
  entry->settle_ts = moment.instant;
  if (aeq_ofx_reader_text (self, AEQ_OFX_AVAILABLE) == NULL)
    return TRUE;
  if (!aeq_ofx_parse_moment (self->slots[AEQ_OFX_AVAILABLE]->str, &moment))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->lines[AEQ_OFX_AVAILABLE], "DTAVAIL",
                             N_("is no date, or no day that exists"));
  entry->value_date = moment.date;
  return TRUE;
}

/* CURRENCY around an entry says that its amount is in that one: brokers keep cash of several in one account. */
static gboolean
find_account (AeqOfxReader *self, AeqReadAccount **account, GError **error)
{
  const char        *symbol = aeq_ofx_reader_text (self, AEQ_OFX_SYMBOL);
  const AeqCurrency *currency = symbol != NULL ? aeq_currency_lookup (symbol, -1) : self->currency;

  if (currency == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->lines[AEQ_OFX_SYMBOL], "CURSYM",
                             N_("is no currency of ISO 4217"));
  *account = currency == self->currency ? self->account
                                        : aeq_read_tally_account (&self->tally, self->account->number, currency);
  self->foreign += currency != self->currency;
  return TRUE;
}

static gboolean
read_amount (AeqOfxReader *self, const AeqCurrency *currency, AeqEntry *entry, guint64 line, GError **error)
{
  const char *text = aeq_ofx_reader_text (self, AEQ_OFX_AMOUNT);

  if (text == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, "TRNAMT", N_("the entry has no amount"));
  /* A bank's line about the day's balance, printed with an empty picture of an amount. */
  if (strspn (text, " .,") == strlen (text))
    {
      self->no_digits++;
      return TRUE;
    }
  self->exponent = currency->exponent;
  return aeq_ofx_reader_money (self, AEQ_OFX_AMOUNT, "TRNAMT", &entry->minor, error);
}

gboolean
aeq_ofx_reader_entry (AeqOfxReader *self, gboolean pending, guint64 line, GError **error)
{
  const char *name = aeq_ofx_reader_text (self, AEQ_OFX_NAME);
  const char *reference = aeq_ofx_reader_text (self, AEQ_OFX_REFERENCE);
  AeqReadAccount *account = NULL;
  AeqEntry    entry = { .status = pending ? AEQ_FLOW_PENDING : AEQ_FLOW_ACTUAL,
                        .value_date = AEQ_DATE_NONE,
                        .line = line,
                        .kind = AEQ_REPORT_END_OF_DAY };

  if (!aeq_ofx_reader_account (self, line, error) || !read_days (self, line, &entry, error) ||
      !find_account (self, &account, error) || !read_amount (self, account->currency, &entry, line, error))
    return FALSE;
  entry.account = account->number;
  entry.currency = account->currency;
  entry.counterparty = name != NULL ? name : aeq_ofx_reader_text (self, AEQ_OFX_PAYEE_NAME);
  entry.narrative = aeq_ofx_reader_text (self, AEQ_OFX_MEMO);
  entry.reference = reference != NULL ? reference : aeq_ofx_reader_text (self, AEQ_OFX_CHECK);
  entry.bank_reference = aeq_ofx_reader_text (self, AEQ_OFX_FITID);
  if (!aeq_read_tally_add (&self->tally, account, &entry))
    return aeq_error_refuse (error, AEQ_ERROR_OVERFLOW, NULL, line, "TRNAMT",
                             N_("the entries sum to more than can be counted"));
  aeq_read_tally_day (account, entry.booking_date);
  self->entries++;
  if (self->first_day == AEQ_DATE_NONE || entry.booking_date < self->first_day)
    self->first_day = entry.booking_date;
  self->last_day = MAX (self->last_day, entry.booking_date);
  return self->sink == NULL || self->sink->flow == NULL || self->sink->flow (&entry, self->user_data, error);
}

/* A bank that could not answer sends a status and no statement. */
static gboolean
judge_status (AeqOfxReader *self, guint64 line, GError **error)
{
  const char      *code = aeq_ofx_reader_text (self, AEQ_OFX_CODE);
  const char      *severity = aeq_ofx_reader_text (self, AEQ_OFX_SEVERITY);
  const char      *message = aeq_ofx_reader_text (self, AEQ_OFX_MESSAGE);
  gboolean         is_zero = code == NULL || strspn (code, "0") == strlen (code);
  g_autofree char *cut = NULL;
  g_autofree char *told = NULL;

  if (is_zero && (severity == NULL || g_ascii_strcasecmp (severity, "ERROR") != 0))
    return TRUE;
  cut = g_strdup_printf ("the bank answered with status %.20s%s%.200s", code != NULL ? code : "ERROR",
                         message != NULL ? ": " : "", message != NULL ? message : "");
  told = g_utf8_make_valid (cut, -1);
  if (severity == NULL || g_ascii_strcasecmp (severity, "ERROR") == 0)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, "STATUS", told);
  if (g_ascii_strcasecmp (severity, "WARN") == 0)
    aeq_read_report_warn (self->report, N_("line %" PRIu64 ": %s"), line, told);
  else
    aeq_read_report_note (self->report, N_("line %" PRIu64 ": %s"), line, told);
  return TRUE;
}

/* The day of a balance; a bad one is told, and the last entry's day stands for it. */
static AeqDate
balance_date (AeqOfxReader *self, AeqOfxSlot slot)
{
  AeqOfxMoment moment;

  if (aeq_ofx_parse_moment (self->slots[slot]->str, &moment))
    return moment.date;
  aeq_read_report_warn (self->report, N_("account %.40s: the balance has no date"), self->account->number);
  return self->account->last_date;
}

static void
tell_balance (AeqOfxReader *self, gboolean available, gint64 minor, AeqDate date)
{
  if (self->n_told < G_N_ELEMENTS (self->told))
    self->told[self->n_told++] = (AeqReadBalance) { .available = available, .minor = minor, .date = date,
                                                    .as_of = AEQ_INSTANT_NONE, .time_of_day = -1 };
}

static gboolean
keep_balance (AeqOfxReader *self, AeqOfxSlot slot, const char *field, AeqOfxSlot date_slot)
{
  gint64  minor;
  AeqDate date;

  if (aeq_ofx_reader_text (self, slot) == NULL)
    {
      aeq_read_report_warn (self->report, N_("account %.40s: the balance is empty"), self->account->number);
      return TRUE;
    }
  self->exponent = self->currency->exponent;
  if (!aeq_ofx_reader_money (self, slot, field, &minor, NULL))
    {
      aeq_read_report_warn (self->report, N_("line %" PRIu64 ", account %.40s: %s is no amount, the balance is left out"),
                            self->lines[slot], self->account->number, field);
      return TRUE;
    }
  if ((date = balance_date (self, date_slot)) == AEQ_DATE_NONE)
    return TRUE;
  aeq_read_tally_closing (self->account, minor, date);
  tell_balance (self, FALSE, minor, date);
  return TRUE;
}

/* Kept when it can be read; nothing ties to it. */
static void
keep_spendable (AeqOfxReader *self)
{
  AeqOfxMoment moment;
  gboolean rounded;
  gint64 minor;

  if (aeq_ofx_reader_text (self, AEQ_OFX_SPENDABLE_AMOUNT) != NULL &&
      aeq_ofx_parse_money (self->slots[AEQ_OFX_SPENDABLE_AMOUNT]->str, self->exponent, &minor, &rounded) == AEQ_MONEY_OK &&
      aeq_ofx_parse_moment (self->slots[AEQ_OFX_SPENDABLE_DATE]->str, &moment))
    tell_balance (self, TRUE, minor, moment.date);
}

static gboolean
tell_statement (AeqOfxReader *self, GError **error)
{
  AeqStatementEntry entry = {
    .account = self->account->number,
    .currency = self->currency,
    .format = "ofx",
    .kind = AEQ_REPORT_END_OF_DAY,
    .last_page = -1,
    .first_day = self->first_day,
    .last_day = self->last_day,
    .from_ts = AEQ_INSTANT_NONE,
    .to_ts = AEQ_INSTANT_NONE,
    .created_ts = AEQ_INSTANT_NONE,
    .entries = self->entries,
    .balances = self->told,
    .n_balances = self->n_told,
  };

  for (guint i = 0; i < self->n_told; i++)
    if (!self->told[i].available)
      {
        entry.has_closing = TRUE;
        entry.closing = self->told[i].minor;
        entry.last_day = MAX (entry.last_day, self->told[i].date);
      }
  if (entry.first_day == AEQ_DATE_NONE)
    entry.first_day = entry.last_day;
  return self->sink == NULL || self->sink->statement == NULL || self->sink->statement (&entry, self->user_data, error);
}

gboolean
aeq_ofx_reader_finish (AeqOfxReader *self, AeqOfxAggregate kind, guint64 line, GError **error)
{
  switch ((int)kind)
    {
    case AEQ_OFX_STATUS:
      return judge_status (self, line, error);
    case AEQ_OFX_ENTRY:
    case AEQ_OFX_PENDING:
      return aeq_ofx_reader_entry (self, kind == AEQ_OFX_PENDING, line, error);
    case AEQ_OFX_LEDGER:
      return aeq_ofx_reader_account (self, line, error) &&
             keep_balance (self, AEQ_OFX_BALANCE, "BALAMT", AEQ_OFX_BALANCE_DATE);
    case AEQ_OFX_CASH:
      return aeq_ofx_reader_account (self, line, error) &&
             keep_balance (self, AEQ_OFX_CASH_AMOUNT, "AVAILCASH", AEQ_OFX_ASOF);
    case AEQ_OFX_STATEMENT:
      self->statements++;
      return aeq_ofx_reader_account (self, line, error) && tell_statement (self, error);
    case AEQ_OFX_SPENDABLE:
      if (!aeq_ofx_reader_account (self, line, error))
        return FALSE;
      keep_spendable (self);
      return TRUE;
    case AEQ_OFX_TRADE:
      self->trades++;
      return TRUE;
    default:
      return TRUE;
    }
}
