/* SPDX-License-Identifier: MIT */
#include "aeq-booking-private.h"

#include "aeq-error.h"

#define NOON (12 * AEQ_HOUR)

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

gboolean
aeq_booking_fail_at (guint64 line, GError **error)
{
  if (error != NULL && *error != NULL && (*error)->domain == AEQ_ERROR && aeq_error_get_line (*error) == 0)
    aeq_error_set_place (*error, NULL, line, NULL);
  return FALSE;
}

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

static gboolean
book_flow (const AeqEntry *entry, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;
  AeqAccount *account = aeq_booking_get_account (self, entry->account, entry->currency, error);
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
    return aeq_booking_fail_at (entry->line, error);
  flow.account = account->id;
  place_in_time (entry, account, &flow);
  if (entry->kind == AEQ_REPORT_NONE)
    return aeq_flow_writer_add (self->writer, account, &flow, error) || aeq_booking_fail_at (entry->line, error);
  if (flow.status == AEQ_FLOW_ACTUAL)
    self->last_settled = MAX (self->last_settled, flow.settle_ts);
  return aeq_flow_intake_add (self->intake, account, &flow, entry->kind, entry->details, entry->n_details, error) ||
         aeq_booking_fail_at (entry->line, error);
}

/* The same flow in two files of an archive is one, and each file's balances are of their own days. */
static gboolean
end_part (const AeqReadReport *report, gpointer user_data, GError **error)
{
  AeqBooking *self = user_data;

  aeq_flow_writer_next_file (self->writer);
  if (!aeq_flow_intake_next_file (self->intake, error) || !aeq_booking_put_balances (self, report, error))
    return FALSE;
  self->reported = FALSE;
  return TRUE;
}

const AeqReadSink AEQ_BOOKING_SINK = {
  .flow = book_flow, .account = aeq_booking_account, .position = aeq_booking_position, .margin = aeq_booking_margin, .part = end_part,
  .statement = aeq_booking_statement,
};

gboolean
aeq_booking_finish (AeqBooking *self, AeqReadReport *report, GError **error)
{
  if (self->any_reported ? !aeq_flow_intake_finish (self->intake, report->warnings, report->notes, error)
                         : !aeq_booking_put_balances (self, report, error))
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
