/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-camt-private.h"
#include "aeq-words.h"

static const char *
get (const AeqCamtReader *self, AeqCamtLeaf leaf)
{
  return aeq_camt_xml_get (self->xml, leaf);
}

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static AeqFlowStatus
status_of (AeqCamtReader *self)
{
  static const char *const PENDING[] = { "PDNG", "INFO", "FUTR" };
  const char *text = get (self, AEQ_CAMT_STATUS);

  if (strcmp (text, "BOOK") == 0)
    return AEQ_FLOW_ACTUAL;
  for (gsize i = 0; i < G_N_ELEMENTS (PENDING); i++)
    if (strcmp (text, PENDING[i]) == 0)
      return AEQ_FLOW_PENDING;
  self->no_status += *text == '\0';
  if (*text != '\0' && self->odd_status == NULL)
    self->odd_status = g_strndup (text, 40);
  return AEQ_FLOW_ACTUAL;
}

static gboolean
read_moment (AeqCamtReader *self, AeqCamtLeaf leaf, AeqCamtMoment *moment, GError **error)
{
  const char *text = get (self, leaf);

  moment->date = AEQ_DATE_NONE;
  moment->time_of_day = -1;
  moment->instant = AEQ_INSTANT_NONE;
  return *text == '\0' || aeq_camt_moment_parse (text, moment) ||
         aeq_camt_xml_refuse (self->xml, leaf, error, N_("%.40s is no date"), text);
}

/* An entry that is only announced may have no day of its own. */
static gboolean
find_day (AeqCamtReader *self, AeqEntry *entry, GError **error)
{
  static const AeqCamtLeaf CREATED[] = { AEQ_CAMT_CREATED, AEQ_CAMT_MSG_CREATED };
  AeqCamtMoment moment;

  self->undated++;
  entry->value_date = self->settled;
  for (gsize i = 0; i < G_N_ELEMENTS (CREATED) && entry->value_date == AEQ_DATE_NONE; i++)
    if (aeq_camt_moment_parse (get (self, CREATED[i]), &moment))
      entry->value_date = moment.date;
  return entry->value_date != AEQ_DATE_NONE ||
         aeq_camt_xml_refuse (self->xml, AEQ_CAMT_NTRY, error, N_("the entry has no date"));
}

static gboolean
read_days (AeqCamtReader *self, AeqEntry *entry, GError **error)
{
  AeqCamtMoment booked;
  AeqCamtMoment value;
  const AeqCamtMoment *timed = &booked;

  if (!read_moment (self, AEQ_CAMT_BOOKED, &booked, error) || !read_moment (self, AEQ_CAMT_VALUE, &value, error))
    return FALSE;
  entry->booking_date = booked.date;
  entry->value_date = value.date;
  if (booked.time_of_day < 0 && (booked.date == AEQ_DATE_NONE || booked.date == value.date))
    timed = &value;
  entry->time_of_day = timed->time_of_day;
  entry->settle_ts = timed->instant;
  return booked.date != AEQ_DATE_NONE || value.date != AEQ_DATE_NONE || find_day (self, entry, error);
}

static void
read_category (AeqCamtReader *self)
{
  g_string_assign (self->category, get (self, AEQ_CAMT_DOMAIN));
  if (self->category->len == 0)
    g_string_assign (self->category, get (self, AEQ_CAMT_OWN_CODE));
  else
    g_string_append_printf (self->category, "-%s-%s", get (self, AEQ_CAMT_FAMILY), get (self, AEQ_CAMT_SUBFAMILY));
}

static void
append (GString *out, const char *text)
{
  if (*text == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, text);
}

/* "" stands for no number. */
static guint64
batch_count (const AeqCamtReader *self)
{
  guint64 count = 0;

  g_ascii_string_to_unsigned (get (self, AEQ_CAMT_BATCH_COUNT), 10, 0, G_MAXINT64, &count, NULL);
  return MAX (count, self->transactions);
}

static void
read_texts (AeqCamtReader *self, AeqEntry *entry)
{
  guint64 count = batch_count (self);

  if (count > 1)
    {
      self->batches++;
      g_string_printf (self->narrative, "%" G_GUINT64_FORMAT " transactions%s%s", count, self->details->len > 0 ? ": " : "",
                       self->details->str);
    }
  append (self->narrative, get (self, AEQ_CAMT_NTRY_INFO));
  if (aeq_camt_reader_charge (self, AEQ_CAMT_CHARGE))
    {
      self->charged++;
      append (self->narrative, "charges");
      append (self->narrative, get (self, AEQ_CAMT_CHARGE));
      append (self->narrative, get (self, AEQ_CAMT_CHARGE_CURRENCY));
    }
  read_category (self);
  entry->narrative = or_null (self->narrative->str);
  entry->category = or_null (self->category->str);
  entry->counterparty = self->mixed ? NULL : self->counterparty;
  entry->reference = self->transactions > 1 ? NULL : self->reference;
  if (entry->reference == NULL || count > 1)
    entry->reference = or_null (get (self, AEQ_CAMT_BATCH_ID)) != NULL    ? get (self, AEQ_CAMT_BATCH_ID)
                       : or_null (get (self, AEQ_CAMT_BATCH_MSG)) != NULL ? get (self, AEQ_CAMT_BATCH_MSG)
                                                                          : entry->reference;
  entry->bank_reference = or_null (get (self, AEQ_CAMT_BANK_REF));
  if (entry->bank_reference == NULL && self->transactions == 1)
    entry->bank_reference = or_null (self->bank_reference);
  if (entry->bank_reference == NULL)
    entry->bank_reference = or_null (get (self, AEQ_CAMT_NTRY_REF));
}

static void
forget (AeqCamtReader *self)
{
  g_string_truncate (self->details, 0);
  g_string_truncate (self->narrative, 0);
  if (self->parts->len > 0)
    {
      g_array_set_size (self->parts, 0);
      g_string_chunk_clear (self->words);
    }
  g_clear_pointer (&self->counterparty, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->bank_reference, g_free);
  self->mixed = FALSE;
  self->transactions = 0;
  self->settled = AEQ_DATE_NONE;
}

/* The standard has entries in the account's currency. Banks that write the currency of the payment beside that amount mean
 * the same, which balances prove or disprove; without balances an entry keeps the currency that it has. */
static gboolean
read_currency (AeqCamtReader *self, AeqEntry *entry, GError **error)
{
  AeqCamtStatement *statement = &self->statement;

  if (!aeq_camt_reader_currency (self, AEQ_CAMT_AMOUNT_CURRENCY, &entry->currency, error))
    return FALSE;
  if (statement->currency == NULL)
    statement->currency = entry->currency;
  if (entry->currency == statement->currency || statement->opening.rank + statement->closing.rank == 0)
    return TRUE;
  statement->foreign++;
  entry->currency = statement->currency;
  return TRUE;
}

/* Sums of the statement's own currency tie it; another one only counts for its account. */
static gboolean
add_to_statement (AeqCamtReader *self, const AeqEntry *entry, gint64 size, GError **error)
{
  AeqCamtStatement *statement = &self->statement;
  gboolean credit = entry->minor >= 0;
  AeqDate day = entry->booking_date != AEQ_DATE_NONE ? entry->booking_date : entry->value_date;

  if (statement->first_any == AEQ_DATE_NONE || day < statement->first_any)
    statement->first_any = day;
  statement->last_any = MAX (statement->last_any, day);
  if (entry->currency != statement->currency)
    {
      statement->others++;
      statement->other = entry->currency;
      return TRUE;
    }
  *(credit ? &statement->credits : &statement->debits) += 1;
  if (!aeq_camt_reader_add (self, credit ? &statement->credit_total : &statement->debit_total, size, error))
    return FALSE;
  if (entry->status != AEQ_FLOW_ACTUAL)
    return TRUE;
  if (statement->first_booked == AEQ_DATE_NONE || day < statement->first_booked)
    statement->first_booked = day;
  statement->last_booked = MAX (statement->last_booked, day);
  *(credit ? &statement->booked_credits : &statement->booked_debits) += 1;
  return aeq_camt_reader_add (self, credit ? &statement->booked_credit_total : &statement->booked_debit_total, size, error);
}

static gboolean
count_entry (AeqCamtReader *self, const AeqEntry *entry, GError **error)
{
  AeqReadAccount *account = aeq_camt_reader_account (self, entry->currency);
  gint64 size = entry->minor >= 0 ? entry->minor : -entry->minor;

  if (entry->minor == G_MININT64)
    return aeq_camt_xml_refuse (self->xml, AEQ_CAMT_AMOUNT, error, "%s", aeq_money_result_message (AEQ_MONEY_OVERFLOW));
  account->entries++;
  self->report->transactions++;
  self->report->pending += entry->status == AEQ_FLOW_PENDING;
  return aeq_camt_reader_add (self, entry->minor >= 0 ? &account->credit_total : &account->debit_total, size, error) &&
         add_to_statement (self, entry, size, error);
}

/* What one transaction says is what the entry says. */
static void
drop_only_transaction (GArray *parts)
{
  for (guint i = parts->len; i > 0; i--)
    if (!g_array_index (parts, AeqFlowDetail, i - 1).charge)
      g_array_remove_index (parts, i - 1);
}

gboolean
aeq_camt_reader_entry (AeqCamtReader *self, GError **error)
{
  AeqEntry entry = { 0 };
  gboolean ok;

  if (!aeq_camt_reader_start (self, error) ||
      !read_currency (self, &entry, error) ||
      !aeq_camt_reader_amount (self, AEQ_CAMT_AMOUNT, AEQ_CAMT_SIDE, aeq_camt_reader_exponent (self, entry.currency),
                               &entry.minor, error) ||
      !read_days (self, &entry, error))
    return FALSE;
  entry.account = or_null (self->statement.number);
  entry.status = status_of (self);
  entry.kind = aeq_camt_reader_kind (self);
  entry.line = aeq_camt_xml_line (self->xml, AEQ_CAMT_NTRY);
  read_texts (self, &entry);
  if (batch_count (self) < 2)
    drop_only_transaction (self->parts);
  entry.details = (const AeqFlowDetail *) (gpointer) self->parts->data;
  entry.n_details = self->parts->len;
  ok = count_entry (self, &entry, error) &&
       (self->sink == NULL || self->sink->flow == NULL || self->sink->flow (&entry, self->user_data, error));
  forget (self);
  return ok;
}
