/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-calendar.h"
#include "aeq-csv-reader.h"
#include "aeq-isin.h"
#include "aeq-words.h"

/* Files of accounts and of positions: one record, one entry, no state between them. */

gboolean
aeq_csv_reader_is_row (AeqCsvReader *self, const AeqCsvRecord *record)
{
  if (record->line < self->plan->data_line)
    return FALSE;
  if (self->filters->len == 0 || !aeq_csv_reader_filtered (self, record))
    return TRUE;
  self->report->skipped++;
  return FALSE;
}

static gboolean
is_kind (const char *text)
{
  static const char *const KINDS[] = { "nostro", "custody", "prime_broker", "central_bank", "other", NULL };

  return text == NULL || g_strv_contains (KINDS, text);
}

void
aeq_csv_reader_count_account (AeqCsvReader *self, const char *number, const AeqCurrency *currency)
{
  g_autofree char *key =
      g_strdup_printf ("%s/%s", currency != NULL ? currency->code : "", number != NULL ? number : "");
  AeqReadAccount *account;

  if (g_hash_table_contains (self->tracks, key))
    return;
  account = g_new0 (AeqReadAccount, 1);
  account->number = g_strdup (number != NULL ? number : "");
  account->currency = currency;
  account->first_date = account->last_date = AEQ_DATE_NONE;
  g_ptr_array_add (self->report->accounts, account);
  g_hash_table_insert (self->tracks, g_steal_pointer (&key), NULL);
}

static AeqColumnRole
first_number_role (const AeqCsvReader *self)
{
  return aeq_csv_plan_has (self->plan, AEQ_ROLE_ACCOUNT) ? AEQ_ROLE_ACCOUNT : AEQ_ROLE_IBAN;
}

static gboolean
is_calendar (const char *id)
{
  g_autoptr(AeqCalendar) calendar = id != NULL ? aeq_calendar_get (id, NULL) : NULL;

  return id == NULL || calendar != NULL;
}

static gboolean
fill_account (AeqCsvReader *self, AeqCsvRecord *record, AeqAccountEntry *entry)
{
  AeqMoment opened;

  entry->line = record->line;
  entry->number = aeq_csv_reader_number (self, record, first_number_role (self));
  entry->iban = aeq_csv_reader_number (self, record, AEQ_ROLE_IBAN);
  entry->name = aeq_csv_reader_text (self, record, AEQ_ROLE_NAME);
  entry->bank = aeq_csv_reader_text (self, record, AEQ_ROLE_BANK);
  entry->kind = aeq_csv_reader_text (self, record, AEQ_ROLE_KIND);
  entry->zone = aeq_csv_reader_text (self, record, AEQ_ROLE_ZONE);
  entry->calendar = aeq_csv_reader_text (self, record, AEQ_ROLE_CALENDAR);
  if (entry->number == NULL)
    aeq_csv_reader_refuse (self, record, first_number_role (self), N_("no account number"));
  else if (!is_kind (entry->kind))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_KIND, N_("%.40s is no kind of account"), entry->kind);
  else if (entry->zone != NULL && aeq_zone_get (entry->zone, NULL) == NULL)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_ZONE, N_("%.40s is no time zone (give one like Europe/London)"), entry->zone);
  else if (!is_calendar (entry->calendar))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_CALENDAR, N_("%.40s is no calendar that is known here"), entry->calendar);
  else if (!aeq_csv_reader_currency (self, record, &entry->currency))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_CURRENCY, N_("%.40s is no currency"),
                           aeq_csv_reader_text (self, record, AEQ_ROLE_CURRENCY));
  else if (!aeq_csv_reader_moment (self, record, AEQ_ROLE_OPENED, &opened))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_OPENED, N_("%.40s is no date"),
                           aeq_csv_reader_text (self, record, AEQ_ROLE_OPENED));
  else
    {
      entry->opened = opened.date;
      return TRUE;
    }
  return FALSE;
}

gboolean
aeq_csv_reader_account (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  AeqCsvReader *self = user_data;
  AeqAccountEntry entry = { 0 };

  if (!aeq_csv_reader_is_row (self, record) || !fill_account (self, record, &entry))
    return TRUE;
  self->report->transactions++;
  aeq_csv_reader_count_account (self, entry.number, entry.currency);
  return self->sink == NULL || self->sink->account == NULL || self->sink->account (&entry, self->user_data, error);
}

static void
trim_zeros (char *text)
{
  gsize length = strlen (text);

  if (strchr (text, '.') == NULL)
    return;
  while (text[length - 1] == '0')
    length--;
  text[text[length - 1] == '.' ? length - 1 : length] = '\0';
}

/* An exact decimal of at most nine places, written plainly. FALSE when the cell is not empty and no number. */
static gboolean
read_decimal (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, char *buffer, const char **text)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);
  gboolean rounded = FALSE;
  gint64 value;
  /* As many places as there are digits left for: large holdings have few, fractions of shares many. */
  static const guint PLACES[] = { 9, 6, 3, 0 };

  *text = NULL;
  if (length == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (PLACES); i++)
    if (aeq_csv_number_parse (cell, length, PLACES[i], aeq_csv_plan_mark (self->plan, record, role), &value,
                              &rounded) == AEQ_MONEY_OK &&
        !rounded)
      {
        *text = aeq_money_format (value, PLACES[i], buffer);
        trim_zeros (buffer);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_value (AeqCsvReader *self, const AeqCsvRecord *record, AeqPositionEntry *entry)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_MARKET_VALUE, &length);
  guint exponent = aeq_csv_reader_exponent (self, entry->currency);
  AeqDecimal mark = aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_MARKET_VALUE);
  gboolean rounded = FALSE;

  entry->has_market_value = length > 0;
  if (length > 0 &&
      aeq_csv_number_parse (cell, length, exponent, mark, &entry->market_value, &rounded) != AEQ_MONEY_OK)
    return FALSE;
  if (rounded && self->rounded++ == 0)
    self->first_rounded = record->line;
  return TRUE;
}

typedef struct
{
  char quantity[AEQ_MONEY_TEXT_SIZE];
  char price[AEQ_MONEY_TEXT_SIZE];
} Decimals;

static gboolean
check_position (AeqCsvReader *self, const AeqCsvRecord *record, AeqPositionEntry *entry, Decimals *decimals)
{
  AeqMoment day;

  if (!aeq_csv_reader_moment (self, record, AEQ_ROLE_DATE, &day) || day.date == AEQ_DATE_NONE)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_DATE, N_("no date of the position"));
  else if (entry->instrument == NULL && entry->isin == NULL)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_INSTRUMENT, N_("neither an instrument nor an ISIN"));
  else if (entry->isin != NULL && !aeq_isin_is_valid (entry->isin))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_ISIN, N_("%.20s is no ISIN: its check digit is wrong"), entry->isin);
  else if (!read_decimal (self, record, AEQ_ROLE_QUANTITY, decimals->quantity, &entry->quantity) ||
           entry->quantity == NULL)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_QUANTITY, N_("no quantity"));
  else if (!read_decimal (self, record, AEQ_ROLE_PRICE, decimals->price, &entry->price))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_PRICE, N_("no price"));
  else if (!aeq_csv_reader_currency (self, record, &entry->currency))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_CURRENCY, N_("%.40s is no currency"),
                           aeq_csv_reader_text (self, record, AEQ_ROLE_CURRENCY));
  else if (!read_value (self, record, entry))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_MARKET_VALUE, N_("no amount"));
  else
    {
      entry->date = day.date;
      return TRUE;
    }
  return FALSE;
}

gboolean
aeq_csv_reader_position (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  AeqCsvReader *self = user_data;
  AeqPositionEntry entry = { 0 };
  Decimals decimals;

  if (!aeq_csv_reader_is_row (self, record))
    return TRUE;
  entry.line = record->line;
  entry.account = aeq_csv_reader_number (self, record, AEQ_ROLE_ACCOUNT);
  if (entry.account == NULL)
    entry.account = self->plan->account;
  entry.instrument = aeq_csv_reader_text (self, record, AEQ_ROLE_INSTRUMENT);
  entry.isin = aeq_csv_reader_number (self, record, AEQ_ROLE_ISIN);
  if (!check_position (self, record, &entry, &decimals))
    return TRUE;
  self->report->transactions++;
  aeq_csv_reader_count_account (self, entry.account, entry.currency);
  return self->sink == NULL || self->sink->position == NULL || self->sink->position (&entry, self->user_data, error);
}
