/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "aeq-bai2-reader.h"
#include "aeq-words.h"

/* An account (03): number, currency, then groups of type, amount, count and funds type. */

#define OPENING_LEDGER 10
#define CLOSING_LEDGER 15
#define FIRST_CURRENT 30

/* Balances that are kept, in the order of AeqBai2Reader.told. */
static const struct
{
  int      type;
  gboolean available;
  enum { START, END, WITHIN } place;
} BALANCES[] = {
  { OPENING_LEDGER, FALSE, START }, { CLOSING_LEDGER, FALSE, END }, { FIRST_CURRENT, FALSE, WITHIN },
  { 40, TRUE, START },              { 45, TRUE, END },              { 60, TRUE, WITHIN },
};

static void
keep_told (AeqBai2Reader *self, int type, gint64 minor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (BALANCES); i++)
    {
      if (BALANCES[i].type != type)
        continue;
      self->has_told[i] = TRUE;
      self->told[i] = (AeqReadBalance) { .available = BALANCES[i].available, .minor = minor, .date = self->date,
                                         .at_start = BALANCES[i].place == START, .as_of = AEQ_INSTANT_NONE,
                                         .time_of_day = BALANCES[i].place == WITHIN ? self->time_of_day : -1 };
    }
}

static gboolean
is_type (const char *text)
{
  return strlen (text) == 3 && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]);
}

static gboolean
is_funds (const char *text)
{
  return *text == '\0' || (text[1] == '\0' && strchr ("012SVDZsvdz", *text) != NULL);
}

/* Whether field @i begins a new group although the one before is not complete: banks end a line early. */
static gboolean
begins_group (const AeqBai2Record *record, guint i)
{
  return aeq_bai2_record_opens_line (record, i) && is_type (aeq_bai2_record_field (record, i)) &&
         !is_funds (aeq_bai2_record_field (record, i + 1));
}

/* The fields that follow a funds type. */
static guint
count_availability (const AeqBai2Record *record, guint i)
{
  gint64 parts = 0;

  switch (g_ascii_toupper (*aeq_bai2_record_field (record, i)))
    {
    case 'S':
      return 3;
    case 'V':
      return 2;
    case 'D':
      aeq_bai2_parse_number (aeq_bai2_record_field (record, i + 1), &parts);
      return 1 + 2 * (guint)CLAMP (parts, 0, 1000);
    default:
      return 0;
    }
}

static gboolean
take_amount (AeqBai2Reader *self, guint i, GError **error)
{
  const char *code = aeq_bai2_record_field (&self->record, i);
  const char *written = aeq_bai2_record_field (&self->record, i + 1);
  gint64      minor = 0;

  if (*code != '\0' && !is_type (code))
    return aeq_bai2_reader_refuse (self, "type", N_("is no type code of three digits"), error);
  if (!aeq_bai2_reader_money (self, written, self->exponent, &minor))
    return aeq_bai2_reader_refuse (self, "amount", N_("is no amount"), error);
  aeq_bai2_reader_add (self, AEQ_BAI2_ACCOUNT, minor);
  if (*written == '\0' || *code == '\0')
    return TRUE;
  keep_told (self, atoi (code), minor);
  if (atoi (code) == OPENING_LEDGER)
    {
      self->has_opening = TRUE;
      self->opening = minor;
    }
  else if (atoi (code) == CLOSING_LEDGER)
    {
      self->has_closing = TRUE;
      self->closing = minor;
    }
  return TRUE;
}

/* The field after the group at @i. */
static guint
skip_group (const AeqBai2Record *record, guint i)
{
  for (guint part = 1; part <= 3; part++)
    if (begins_group (record, i + part))
      return i + part;
  if (!is_funds (aeq_bai2_record_field (record, i + 3)))
    return i + 4;
  i += 3;
  /* An availability that the line does not write out ends with the line. */
  for (guint n = count_availability (record, i++); n > 0 && !begins_group (record, i); n--)
    i++;
  return i;
}

static gboolean
take_groups (AeqBai2Reader *self, GError **error)
{
  const AeqBai2Record *record = &self->record;
  guint                i = 2;

  while (i < record->fields->len)
    {
      /* One comma too many before the end of a line. */
      if (*aeq_bai2_record_field (record, i) == '\0' && aeq_bai2_record_opens_line (record, i + 1) &&
          is_type (aeq_bai2_record_field (record, i + 1)))
        {
          i++;
          continue;
        }
      if (!take_amount (self, i, error))
        return FALSE;
      if (*aeq_bai2_record_field (record, i + 3) != '\0' && !begins_group (record, i + 1) &&
          !begins_group (record, i + 2) && !begins_group (record, i + 3) &&
          !is_funds (aeq_bai2_record_field (record, i + 3)))
        return aeq_bai2_reader_refuse (self, "funds type", N_("is not one of 0, 1, 2, S, V, D, Z"), error);
      i = skip_group (record, i);
    }
  return TRUE;
}

/* The day after a statement starts with its closing balance, or something is missing in between. */
static void
check_gap (AeqBai2Reader *self)
{
  char before[AEQ_MONEY_TEXT_SIZE];
  char after[AEQ_MONEY_TEXT_SIZE];

  if (self->has_opening && self->account->has_closing && self->account->last_date < self->date &&
      self->account->closing != self->opening)
    aeq_bai2_reader_differs (self,
                             N_("account %.40s: the statement before closes with %s, this one opens with %s: "
                             "one may be missing"),
                             self->number, aeq_money_format (self->account->closing, self->exponent, before),
                             aeq_money_format (self->opening, self->exponent, after));
}

static void
keep_balances (AeqBai2Reader *self)
{
  check_gap (self);
  if (self->has_opening)
    aeq_read_tally_opening (self->account, self->opening, self->date);
  if (self->has_closing)
    aeq_read_tally_closing (self->account, self->closing, self->date);
}

static gboolean
find_currency (AeqBai2Reader *self, GError **error)
{
  const char *code = aeq_bai2_record_field (&self->record, 1);

  self->currency = *code != '\0' ? aeq_currency_lookup (code, -1) : self->group_currency;
  if (*code != '\0' && self->currency == NULL)
    return aeq_bai2_reader_refuse (self, "currency", N_("is no currency of ISO 4217"), error);
  if (self->options->currency != NULL)
    self->currency = self->options->currency;
  self->exponent = (self->currency != NULL ? self->currency : self->options->default_currency)->exponent;
  return TRUE;
}

static char *
without_spaces (const char *number)
{
  GString *out = g_string_new (number);

  g_string_replace (out, " ", "", 0);
  return g_string_free (out, FALSE);
}

gboolean
aeq_bai2_reader_account (AeqBai2Reader *self, GError **error)
{
  const char *number = aeq_bai2_record_field (&self->record, 0);

  if (*number == '\0')
    return aeq_bai2_reader_refuse (self, "account", N_("no account number"), error);
  if (!find_currency (self, error))
    return FALSE;
  g_free (self->number);
  self->number = without_spaces (number);
  self->has_opening = self->has_closing = FALSE;
  self->entries_sum = 0;
  self->entries = 0;
  memset (self->has_told, 0, sizeof self->has_told);
  self->section_line = self->record.line;
  if (!take_groups (self, error))
    return FALSE;
  if (self->left_out)
    return TRUE;
  self->account = aeq_read_tally_account (&self->tally, self->number, self->currency);
  aeq_read_tally_day (self->account, self->has_opening || self->has_closing ? AEQ_DATE_NONE : self->date);
  keep_balances (self);
  /* Without a modifier, a section that only knows where it stands now is one of the running day. */
  self->kind = self->interim_group || (!self->final_group && !self->has_closing && (self->has_told[2] || self->has_told[5]))
                 ? AEQ_REPORT_INTRADAY : AEQ_REPORT_END_OF_DAY;
  return TRUE;
}

gboolean
aeq_bai2_reader_tell (AeqBai2Reader *self, GError **error)
{
  gboolean intraday = self->kind == AEQ_REPORT_INTRADAY;
  AeqReadBalance balances[G_N_ELEMENTS (BALANCES)];
  AeqStatementEntry entry = {
    .account = self->number,
    .currency = self->currency,
    .format = "bai2",
    .kind = self->kind,
    .identifier = self->identifier,
    .last_page = -1,
    .first_day = self->date,
    .last_day = self->date,
    .from_ts = AEQ_INSTANT_NONE,
    .to_ts = AEQ_INSTANT_NONE,
    .created_ts = AEQ_INSTANT_NONE,
    .has_opening = self->has_opening,
    .has_closing = self->has_closing || (intraday && self->has_told[2]),
    .opening = self->opening,
    .closing = self->has_closing ? self->closing : self->has_told[2] ? self->told[2].minor : 0,
    .entries = self->entries,
    .balances = balances,
    .line = self->section_line,
  };

  if (self->left_out || self->sink == NULL || self->sink->statement == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (BALANCES); i++)
    if (self->has_told[i])
      balances[entry.n_balances++] = self->told[i];
  return self->sink->statement (&entry, self->user_data, error);
}
