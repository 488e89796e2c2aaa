/* SPDX-License-Identifier: MIT */
#include "aeq-bai2-reader.h"
#include "aeq-words.h"

/* An entry (16): its sign by its type, its value date by its funds type. */

#define FIRST_CREDIT 100
#define FIRST_DEBIT 400
#define FIRST_OTHER 700

/* Availability is counted in banking days; without the bank's calendar these are the days from Monday to Friday. */
static AeqDate
add_days (AeqDate date, gint64 days)
{
  for (days = CLAMP (days, 0, 366); days > 0; days--)
    do
      date++;
    while (aeq_date_weekday (date) >= AEQ_SATURDAY);
  return date;
}

/* A part that becomes available: the last of them decides. */
static gboolean
take_part (AeqBai2Reader *self, gint64 days, const char *amount, AeqEntry *entry, gint64 *sum)
{
  gint64 minor = 0;

  if (!aeq_bai2_reader_money (self, amount, self->exponent, &minor) || !aeq_money_add (*sum, minor, sum))
    return FALSE;
  if (minor != 0)
    entry->value_date = MAX (entry->value_date, add_days (self->date, days));
  return TRUE;
}

static gboolean
end_parts (AeqBai2Reader *self, gint64 amount, gint64 sum)
{
  self->parted++;
  if (sum != amount)
    aeq_bai2_reader_differs (self, N_("the parts of an entry that become available do not sum to its amount"));
  return TRUE;
}

static gboolean
read_three_parts (AeqBai2Reader *self, gint64 amount, AeqEntry *entry, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < 3; i++)
    if (!take_part (self, i, aeq_bai2_record_field (&self->record, 3 + i), entry, &sum))
      return aeq_bai2_reader_refuse (self, "availability", N_("is no amount"), error);
  return end_parts (self, amount, sum);
}

static gboolean
read_parts (AeqBai2Reader *self, gint64 amount, AeqEntry *entry, GError **error)
{
  gint64 n;
  gint64 sum = 0;

  if (!aeq_bai2_parse_number (aeq_bai2_record_field (&self->record, 3), &n) || n < 0 || n > 1000)
    return aeq_bai2_reader_refuse (self, "availability", N_("no number of parts"), error);
  for (guint i = 0; i < (guint)n; i++)
    {
      gint64 days;

      if (!aeq_bai2_parse_number (aeq_bai2_record_field (&self->record, 4 + 2 * i), &days) ||
          !take_part (self, days, aeq_bai2_record_field (&self->record, 5 + 2 * i), entry, &sum))
        return aeq_bai2_reader_refuse (self, "availability", N_("is no pair of days and amount"), error);
    }
  return end_parts (self, amount, sum);
}

static gboolean
read_value_date (AeqBai2Reader *self, AeqEntry *entry, GError **error)
{
  gint64 time_of_day;

  if (!aeq_bai2_parse_date (aeq_bai2_record_field (&self->record, 3), &entry->value_date))
    return aeq_bai2_reader_refuse (self, "value date", N_("is no day"), error);
  if (!aeq_bai2_parse_time (aeq_bai2_record_field (&self->record, 4), &time_of_day))
    return aeq_bai2_reader_refuse (self, "value time", N_("is no time"), error);
  /* The time belongs to the value day; of another day's booking it says nothing. */
  if (entry->value_date == entry->booking_date)
    entry->time_of_day = time_of_day;
  return TRUE;
}

static gboolean
read_funds (AeqBai2Reader *self, gint64 amount, AeqEntry *entry, GError **error)
{
  const char *funds = aeq_bai2_record_field (&self->record, 2);

  if (*funds != '\0' && funds[1] != '\0')
    return aeq_bai2_reader_refuse (self, "funds type", N_("is not one of 0, 1, 2, S, V, D, Z"), error);
  switch (g_ascii_toupper (*funds))
    {
    case '\0':
    case 'Z':
      return TRUE;
    case '0':
    case '1':
    case '2':
      entry->value_date = add_days (self->date, *funds - '0');
      return TRUE;
    case 'S':
      return read_three_parts (self, amount, entry, error);
    case 'V':
      return read_value_date (self, entry, error);
    case 'D':
      return read_parts (self, amount, entry, error);
    default:
      return aeq_bai2_reader_refuse (self, "funds type", N_("is not one of 0, 1, 2, S, V, D, Z"), error);
    }
}

static const char *
text_or_null (const AeqBai2Reader *self, guint i)
{
  const char *text = aeq_bai2_record_field (&self->record, i);

  return *text != '\0' ? text : NULL;
}

static gboolean
hand_over (AeqBai2Reader *self, AeqEntry *entry, GError **error)
{
  guint text = self->record.text;

  if (text != G_MAXUINT)
    {
      entry->bank_reference = text_or_null (self, text - 2);
      entry->reference = text_or_null (self, text - 1);
      entry->narrative = text_or_null (self, text);
    }
  if (!aeq_money_add (self->entries_sum, entry->minor, &self->entries_sum) ||
      !aeq_read_tally_add (&self->tally, self->account, entry))
    return aeq_bai2_reader_refuse (self, "amount", N_("the entries sum to more than can be counted"), error);
  self->entries++;
  aeq_read_tally_day (self->account, entry->booking_date);
  return self->sink == NULL || self->sink->flow == NULL || self->sink->flow (entry, self->user_data, error);
}

static void
leave_out (AeqBai2Reader *self, gint64 type, gint64 amount)
{
  self->report->skipped++;
  self->other_types += !self->left_out;
  if (!self->left_out && amount != 0)
    aeq_bai2_reader_differs (self, N_("type %03d is neither a credit nor a debit; the record was left out"), (int)type);
}

gboolean
aeq_bai2_reader_entry (AeqBai2Reader *self, GError **error)
{
  const char *code = aeq_bai2_record_field (&self->record, 0);
  const char *written = aeq_bai2_record_field (&self->record, 1);
  AeqEntry    entry = { .account = self->number,
                        .currency = self->currency,
                        .booking_date = self->date,
                        .value_date = AEQ_DATE_NONE,
                        .settle_ts = AEQ_INSTANT_NONE,
                        .time_of_day = -1,
                        .line = self->record.line,
                        .kind = self->kind };
  gint64      amount = 0;
  gint64      type;

  if (self->level != AEQ_BAI2_ACCOUNT)
    return aeq_bai2_reader_refuse (self, "record", N_("an entry (16) outside of an account (03)"), error);
  if (!g_ascii_isdigit (*code) || !aeq_bai2_parse_number (code, &type) || type > 999)
    return aeq_bai2_reader_refuse (self, "type", N_("is no type code of three digits"), error);
  if (!aeq_bai2_reader_money (self, written, self->exponent, &amount))
    return aeq_bai2_reader_refuse (self, "amount", N_("is no amount"), error);
  aeq_bai2_reader_add (self, AEQ_BAI2_ACCOUNT, amount);
  if (type < FIRST_CREDIT || type >= FIRST_OTHER || self->left_out)
    {
      leave_out (self, type, amount);
      return TRUE;
    }
  self->no_amount += *written == '\0';
  if (!read_funds (self, amount, &entry, error))
    return FALSE;
  entry.minor = type < FIRST_DEBIT ? amount : -amount;
  return hand_over (self, &entry, error);
}
