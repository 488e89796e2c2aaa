/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-camt-private.h"
#include "aeq-camt-tie.h"
#include "aeq-words.h"

static const char *
get (const AeqCamtReader *self, AeqCamtLeaf leaf)
{
  return aeq_camt_xml_get (self->xml, leaf);
}

static void
keep_number (AeqCamtReader *self)
{
  const char *text = get (self, *get (self, AEQ_CAMT_IBAN) != '\0' ? AEQ_CAMT_IBAN : AEQ_CAMT_NUMBER);

  g_string_truncate (self->number, 0);
  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (self->number, *text);
  if (self->number->len == 0 && self->options->account != NULL)
    g_string_assign (self->number, self->options->account);
}

gboolean
aeq_camt_reader_start (AeqCamtReader *self, GError **error)
{
  AeqCamtStatement *statement = &self->statement;

  if (statement->started)
    return TRUE;
  memset (statement, 0, sizeof *statement);
  statement->started = TRUE;
  statement->first_booked = statement->last_booked = AEQ_DATE_NONE;
  statement->first_any = statement->last_any = AEQ_DATE_NONE;
  g_array_set_size (self->balances, 0);
  keep_number (self);
  statement->number = self->number->str;
  self->account = NULL;
  if (!aeq_camt_reader_currency (self, AEQ_CAMT_CURRENCY, &statement->currency, error))
    return FALSE;
  statement->named = statement->currency != NULL;
  return TRUE;
}

AeqReadAccount *
aeq_camt_reader_account (AeqCamtReader *self, const AeqCurrency *currency)
{
  g_autofree char *key = NULL;
  AeqReadAccount *account = self->account;

  if (account != NULL && account->currency == currency)
    return account;
  key = g_strconcat (self->statement.number, "\n", currency != NULL ? currency->code : "", NULL);
  if ((account = g_hash_table_lookup (self->accounts, key)) == NULL)
    {
      account = g_new0 (AeqReadAccount, 1);
      account->number = g_strdup (self->statement.number);
      account->currency = currency;
      account->first_date = account->last_date = AEQ_DATE_NONE;
      g_ptr_array_add (self->report->accounts, account);
      g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
    }
  return self->account = account;
}

typedef struct
{
  const char *code;
  gboolean    is_closing;
  gboolean    available;
  int         rank;
} Kind;

static const Kind KINDS[] = {
  { "OPBD", FALSE, FALSE, 3 }, { "PRCD", FALSE, FALSE, 2 }, { "OPAV", FALSE, TRUE, 1 },
  { "CLBD", TRUE, FALSE, 3 },  { "ITBD", TRUE, FALSE, 2 },  { "CLAV", TRUE, TRUE, 1 },
};

static const Kind *
kind_of (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (strcmp (KINDS[i].code, code) == 0)
      return &KINDS[i];
  return NULL;
}

/* First opening and last closing; one in the account's own currency before a converted one. */
static gboolean
is_better (const AeqCamtBalance *one, const AeqCamtBalance *kept, gboolean is_closing)
{
  if (one->rank != kept->rank)
    return one->rank > kept->rank;
  if (one->foreign != kept->foreign)
    return kept->foreign;
  return is_closing ? one->date >= kept->date : one->date < kept->date;
}

gboolean
aeq_camt_reader_balance (AeqCamtReader *self, GError **error)
{
  AeqCamtStatement *statement = &self->statement;
  const Kind *kind = kind_of (get (self, AEQ_CAMT_BAL_TYPE));
  AeqCamtBalance balance = { 0 };
  const AeqCurrency *currency;
  AeqCamtBalance *kept;
  AeqCamtMoment moment = { AEQ_DATE_NONE, -1, AEQ_INSTANT_NONE };
  const char *day = get (self, AEQ_CAMT_BAL_DATE);

  if (!aeq_camt_reader_start (self, error))
    return FALSE;
  /* Of sub-accounts, limits, forecasts and the bank's own kinds. */
  if (kind == NULL && strcmp (get (self, AEQ_CAMT_BAL_TYPE), "ITAV") != 0)
    return TRUE;
  if (!aeq_camt_reader_currency (self, AEQ_CAMT_BAL_CURRENCY, &currency, error))
    return FALSE;
  if (statement->currency == NULL)
    statement->currency = currency;
  if (!aeq_camt_reader_amount (self, AEQ_CAMT_BAL_AMOUNT, AEQ_CAMT_BAL_SIDE,
                               aeq_camt_reader_exponent (self, statement->currency), &balance.minor, error))
    return FALSE;
  if (*day != '\0' && !aeq_camt_moment_parse (day, &moment))
    return aeq_camt_xml_refuse (self->xml, AEQ_CAMT_BAL_DATE, error, N_("%.40s is no date"), day);
  if (currency == statement->currency)
    aeq_camt_reader_keep_balance (self, get (self, AEQ_CAMT_BAL_TYPE), balance.minor, &moment);
  if (kind == NULL)
    return TRUE;
  balance.date = moment.date;
  balance.rank = kind->rank;
  balance.available = kind->available;
  balance.foreign = currency != statement->currency;
  kept = kind->is_closing ? &statement->closing : &statement->opening;
  if (!is_better (&balance, kept, kind->is_closing))
    return TRUE;
  *kept = balance;
  if (!kind->is_closing)
    statement->previous = kind->rank == 2;
  return TRUE;
}

/* Available balances stand for the booked ones only where no booked one is told. */
static void
drop_available (AeqCamtStatement *statement)
{
  AeqCamtBalance *ends[] = { &statement->opening, &statement->closing };
  gboolean booked = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    booked = booked || (ends[i]->rank > 0 && !ends[i]->available);
  for (gsize i = 0; booked && i < G_N_ELEMENTS (ends); i++)
    if (ends[i]->available)
      ends[i]->rank = 0;
}

/* Banks date an opening by its own day or by the day before; the day of the first entry is right for both. */
static AeqDate
opening_day (const AeqCamtStatement *statement)
{
  AeqDate day = statement->opening.date;

  if (statement->first_booked != AEQ_DATE_NONE)
    return statement->first_booked;
  if (day != AEQ_DATE_NONE && statement->previous)
    day++;
  if (statement->closing.rank > 0 && statement->closing.date != AEQ_DATE_NONE)
    day = MIN (day, statement->closing.date);
  return day;
}

static void
merge_balances (AeqCamtReader *self)
{
  AeqCamtStatement *statement = &self->statement;
  AeqReadAccount *account = aeq_camt_reader_account (self, statement->currency);
  AeqDate opens = opening_day (statement);
  AeqDate closes = MAX (statement->closing.date, statement->last_booked);

  aeq_camt_tie_chain (self, account);
  if (statement->opening.rank > 0 && (!account->has_opening || opens < account->first_date))
    {
      account->opening = statement->opening.minor;
      account->has_opening = TRUE;
      account->first_date = opens;
    }
  if (statement->closing.rank > 0 && (!account->has_closing || closes >= account->last_date))
    {
      account->closing = statement->closing.minor;
      account->has_closing = TRUE;
      account->last_date = closes;
    }
}

/* aeq_booking takes the first day for granted when there is any balance. */
static void
fill_days (AeqReadAccount *account)
{
  if (account->first_date == AEQ_DATE_NONE)
    account->first_date = account->last_date;
  if (account->last_date == AEQ_DATE_NONE)
    account->last_date = account->first_date;
}

gboolean
aeq_camt_reader_statement (AeqCamtReader *self, GError **error)
{
  AeqCamtStatement *statement = &self->statement;

  if (!aeq_camt_reader_start (self, error))
    return FALSE;
  if (*statement->number == '\0' && statement->credits + statement->debits + statement->others == 0 &&
      statement->opening.rank + statement->closing.rank == 0)
    return aeq_camt_xml_refuse (self->xml, AEQ_CAMT_STMT, error, N_("holds neither an account nor a balance nor an entry"));
  self->statements++;
  drop_available (statement);
  aeq_camt_tie_statement (self);
  statement->started = FALSE;
  /* An account that only has entries in other currencies is not kept in its own. */
  if (statement->others > 0 && statement->credits + statement->debits == 0 &&
      statement->opening.rank + statement->closing.rank == 0)
    {
      statement->currency = statement->other;
      return aeq_camt_reader_tell (self, AEQ_DATE_NONE, AEQ_DATE_NONE, error);
    }
  merge_balances (self);
  fill_days (aeq_camt_reader_account (self, statement->currency));
  return aeq_camt_reader_tell (self, opening_day (statement), MAX (statement->closing.date, statement->last_booked), error);
}
