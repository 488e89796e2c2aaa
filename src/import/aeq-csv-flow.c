/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-csv-reader.h"
#include "aeq-error.h"
#include "aeq-words.h"

#define MAX_CONTINUED (64 * 1024)

static AeqTrack *
new_track (AeqCsvReader *self, const char *number, const AeqCurrency *currency)
{
  AeqTrack *track = g_new0 (AeqTrack, 1);
  AeqReadAccount *account = g_new0 (AeqReadAccount, 1);

  account->number = g_strdup (number);
  account->currency = currency;
  account->first_date = account->last_date = AEQ_DATE_NONE;
  track->first_date = track->last_date = AEQ_DATE_NONE;
  track->account = account;
  track->currency = currency;
  g_ptr_array_add (self->report->accounts, account);
  g_ptr_array_add (self->ordered, track);
  return track;
}

static AeqTrack *
track_of (AeqCsvReader *self, const char *number, const AeqCurrency *currency)
{
  AeqTrack *track = self->track;

  number = number != NULL ? number : "";
  if (track != NULL && track->currency == currency && strcmp (track->account->number, number) == 0)
    return track;
  g_string_assign (self->key, currency != NULL ? currency->code : "");
  g_string_append_c (self->key, '/');
  g_string_append (self->key, number);
  if ((track = g_hash_table_lookup (self->tracks, self->key->str)) == NULL)
    {
      track = new_track (self, number, currency);
      g_hash_table_insert (self->tracks, g_strdup (self->key->str), track);
    }
  return self->track = track;
}

gboolean
aeq_csv_reader_emit (AeqCsvReader *self, GError **error)
{
  if (!self->is_held)
    return TRUE;
  self->is_held = FALSE;
  if (self->continued)
    self->entry.narrative = self->narrative->str;
  self->report->transactions++;
  self->report->pending += self->entry.status == AEQ_FLOW_PENDING;
  if (!aeq_track_add (self->held_track, &self->entry, error))
    return FALSE;
  return self->sink == NULL || self->sink->flow == NULL || self->sink->flow (&self->entry, self->user_data, error);
}

void
aeq_csv_append_text (GString *out, const char *text)
{
  while (*text == ' ')
    text++;
  if (*text == '\0' || out->len > MAX_CONTINUED)
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, text);
}

/* Texts of several columns, and cells beyond the header, make one narrative; one column stays where it is. */
const char *
aeq_csv_reader_narrative (AeqCsvReader *self, const AeqCsvRecord *record, GString *out)
{
  const AeqCsvPlan *plan = self->plan;
  guint beyond = plan->header != NULL ? plan->header->len : record->n_cells;

  if (plan->narrative->len == 1 && record->n_cells <= beyond)
    {
      const char *cell = aeq_csv_record_cell (record, g_array_index (plan->narrative, guint, 0));

      return *cell != '\0' ? aeq_csv_reader_bare (cell) : NULL;
    }
  g_string_truncate (out, 0);
  for (guint i = 0; i < plan->narrative->len; i++)
    aeq_csv_append_text (out, aeq_csv_record_cell (record, g_array_index (plan->narrative, guint, i)));
  for (guint i = beyond; plan->narrative->len > 0 && i < record->n_cells; i++)
    if (aeq_csv_record_kind (record, i) != AEQ_CELL_ERROR)
      aeq_csv_append_text (out, aeq_csv_record_cell (record, i));
  return out->len > 0 ? out->str : NULL;
}

static AeqState
state_of (AeqCsvReader *self, const AeqCsvRecord *record)
{
  AeqMemo *memo = &self->memos[AEQ_ROLE_STATUS];
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_STATUS, &length);

  if (length == 0 || length >= sizeof memo->text)
    return AEQ_STATE_UNKNOWN;
  if (!memo->filled || strcmp (memo->text, cell) != 0)
    {
      memcpy (memo->text, cell, length + 1);
      memo->filled = TRUE;
      memo->number = (int) aeq_state_of (cell);
    }
  return (AeqState) memo->number;
}

static AeqFlowStatus
status_of (const AeqCsvReader *self, AeqState state)
{
  if (state == AEQ_STATE_PENDING)
    return AEQ_FLOW_PENDING;
  if (state == AEQ_STATE_EXPECTED || (self->plan->kind == AEQ_PROFILE_EXPECTED && state != AEQ_STATE_BOOKED))
    return AEQ_FLOW_EXPECTED;
  return AEQ_FLOW_ACTUAL;
}

static void
take_day (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, AeqMoment *moment, AeqRowDays *days)
{
  if (!aeq_csv_reader_moment (self, record, role, moment) && days->wrong == AEQ_ROLE_NONE)
    days->wrong = role;
  days->found = days->found || moment->date != AEQ_DATE_NONE;
}

static void
read_days (AeqCsvReader *self, const AeqCsvRecord *record, AeqRowDays *days)
{
  days->wrong = AEQ_ROLE_NONE;
  days->found = FALSE;
  take_day (self, record, AEQ_ROLE_SETTLE_TS, &days->settle, days);
  take_day (self, record, AEQ_ROLE_BOOKING_DATE, &days->booking, days);
  take_day (self, record, AEQ_ROLE_VALUE_DATE, &days->value, days);
  if (days->booking.date == AEQ_DATE_NONE && days->value.date == AEQ_DATE_NONE &&
      aeq_csv_plan_has (self->plan, AEQ_ROLE_TRANSACTION_DATE))
    take_day (self, record, AEQ_ROLE_TRANSACTION_DATE, &days->booking, days);
}

/* A time column holds a time, or a day with a time, which counts when it is the day of the booking. */
static gint64
time_in_column (AeqCsvReader *self, const AeqCsvRecord *record, AeqDate booking, AeqDate value)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_TIME, &length);
  AeqMoment moment;
  gint64 time_of_day;

  if (length == 0)
    return -1;
  if (aeq_csv_time_parse (cell, length, &time_of_day))
    return time_of_day;
  if (aeq_csv_date_parse (cell, length, self->plan->date_order, &moment) &&
      (moment.date == booking || moment.date == value))
    return moment.time_of_day;
  return -1;
}

static void
set_times (AeqCsvReader *self, const AeqCsvRecord *record, const AeqRowDays *days, AeqEntry *entry)
{
  AeqDate day;

  entry->booking_date = days->booking.date;
  entry->value_date = days->value.date;
  entry->settle_ts = days->settle.instant;
  if (entry->booking_date == AEQ_DATE_NONE && entry->value_date == AEQ_DATE_NONE)
    entry->value_date = days->settle.date;
  entry->time_of_day = days->settle.time_of_day;
  if (entry->time_of_day < 0)
    entry->time_of_day = time_in_column (self, record, entry->booking_date, entry->value_date);
  if (entry->time_of_day < 0)
    entry->time_of_day = days->booking.time_of_day >= 0 ? days->booking.time_of_day : days->value.time_of_day;
  if (entry->settle_ts == AEQ_INSTANT_NONE)
    entry->settle_ts = days->booking.instant != AEQ_INSTANT_NONE ? days->booking.instant : days->value.instant;
  if (entry->time_of_day < 0)
    entry->time_of_day = self->time_of_day;
  day = days->settle.date != AEQ_DATE_NONE   ? days->settle.date
        : entry->value_date != AEQ_DATE_NONE ? entry->value_date
                                             : entry->booking_date;
  if (entry->settle_ts == AEQ_INSTANT_NONE && self->zone != NULL && entry->time_of_day >= 0)
    entry->settle_ts = aeq_zone_from_local (self->zone, day, entry->time_of_day);
}

static void
set_balance (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, AeqEntry *entry)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_BALANCE, &length);

  entry->has_balance = length > 0 && aeq_csv_number_parse (cell, length, exponent,
                                                           aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_BALANCE),
                                                           &entry->balance, NULL) == AEQ_MONEY_OK;
}

/* Opening and closing in columns of their own: the first row's opening and the last row's closing. */
static void
set_stated (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, AeqReadAccount *account)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_OPENING, &length);

  if (!account->has_opening)
    account->has_opening = length > 0 && aeq_csv_number_parse (cell, length, exponent,
                                                               aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_OPENING),
                                                               &account->opening, NULL) == AEQ_MONEY_OK;
  cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_CLOSING, &length);
  if (length > 0 &&
      aeq_csv_number_parse (cell, length, exponent, aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_CLOSING),
                            &account->closing, NULL) == AEQ_MONEY_OK)
    account->has_closing = TRUE;
}

static gboolean
hold_row (AeqCsvReader *self, AeqCsvRecord *record, const AeqRowDays *days, const AeqCurrency *currency, gint64 minor,
          AeqState state, GError **error)
{
  guint exponent = aeq_csv_reader_exponent (self, currency);
  AeqEntry *entry = &self->entry;
  const char *number;

  if (!aeq_csv_reader_emit (self, error))
    return FALSE;
  aeq_csv_record_swap (&self->held, record);
  record = &self->held;
  number = aeq_csv_reader_number (self, record,
                                  aeq_csv_plan_has (self->plan, AEQ_ROLE_IBAN) ? AEQ_ROLE_IBAN : AEQ_ROLE_ACCOUNT);
  entry->account = number != NULL ? number : self->plan->account;
  entry->currency = currency;
  entry->status = status_of (self, state);
  entry->minor = minor;
  entry->line = record->line;
  set_times (self, record, days, entry);
  set_balance (self, record, exponent, entry);
  entry->category = aeq_csv_reader_text (self, record, AEQ_ROLE_CATEGORY);
  entry->counterparty = aeq_csv_reader_text (self, record, AEQ_ROLE_COUNTERPARTY);
  entry->reference = aeq_csv_reader_text (self, record, AEQ_ROLE_REFERENCE);
  entry->bank_reference = aeq_csv_reader_text (self, record, AEQ_ROLE_BANK_REFERENCE);
  self->held_track = track_of (self, entry->account, currency);
  set_stated (self, record, exponent, self->held_track->account);
  self->continued = FALSE;
  entry->narrative = aeq_csv_reader_narrative (self, record, self->narrative);
  self->is_held = TRUE;
  return TRUE;
}

static void
refuse_row (AeqCsvReader *self, const AeqCsvRecord *record, const AeqRowDays *days, AeqRowAmount found, AeqColumnRole role,
            AeqMoneyResult result)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, days->wrong != AEQ_ROLE_NONE ? days->wrong : role, &length);

  if (days->wrong != AEQ_ROLE_NONE)
    aeq_csv_reader_refuse (self, record, days->wrong, N_("%.40s is no date"), cell);
  else if (!days->found)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_BOOKING_DATE, N_("no date"));
  else if (found == AEQ_ROW_NO_AMOUNT)
    aeq_csv_reader_refuse (self, record, role, N_("no amount"));
  else if (role == AEQ_ROLE_DIRECTION)
    aeq_csv_reader_refuse (self, record, role, N_("%.40s is no known direction"), *cell != '\0' ? cell : N_("an empty cell"));
  else
    aeq_csv_reader_refuse (self, record, role, "%.40s: %s", cell, aeq_money_result_message (result));
}

gboolean
aeq_csv_reader_flow (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  AeqCsvReader *self = user_data;
  const AeqCurrency *currency = NULL;
  AeqMoneyResult result;
  AeqColumnRole role;
  AeqRowAmount found;
  gboolean known;
  gint64 minor = 0;
  AeqState state;
  AeqRowDays days;

  if (record->line < self->plan->data_line)
    return TRUE;
  if (self->filters->len > 0 && aeq_csv_reader_filtered (self, record))
    {
      self->report->skipped++;
      return TRUE;
    }
  known = aeq_csv_reader_currency (self, record, &currency);
  read_days (self, record, &days);
  found = aeq_csv_reader_amount (self, record, aeq_csv_reader_exponent (self, currency), &minor, &role, &result);
  if (days.found && days.wrong == AEQ_ROLE_NONE && found == AEQ_ROW_AMOUNT && known)
    {
      if ((state = state_of (self, record)) != AEQ_STATE_VOID)
        return hold_row (self, record, &days, currency, minor, state, error);
      self->declined++;
      self->report->skipped++;
      return TRUE;
    }
  if (aeq_csv_reader_odd_row (self, record, &days, found, minor))
    return TRUE;
  if (known || days.wrong != AEQ_ROLE_NONE || found != AEQ_ROW_AMOUNT)
    refuse_row (self, record, &days, found, role, result);
  else
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_CURRENCY, N_("%.40s is no currency"),
                           aeq_csv_reader_text (self, record, AEQ_ROLE_CURRENCY));
  return TRUE;
}
