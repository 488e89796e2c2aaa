/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-mt-message-private.h"

/* A statement that is complete, as others hear of it. */

AeqReportKind
aeq_mt_message_kind (const AeqMtMessage *self, const AeqMtStatement *statement)
{
  gboolean opens = statement->has_opening || statement->has_closing;

  if (statement->intraday || (!opens && strcmp (self->report->format, "mt942") == 0))
    return AEQ_REPORT_INTRADAY;
  return AEQ_REPORT_END_OF_DAY;
}

/* :60F: bears the day of the balance before, or that of the statement itself. */
static void
find_days (const AeqMtStatement *statement, AeqStatementEntry *entry)
{
  entry->first_day = statement->first_day;
  entry->last_day = statement->closing_date != AEQ_DATE_NONE ? statement->closing_date : statement->last_day;
  if (statement->has_opening && statement->opening_date != AEQ_DATE_NONE && entry->last_day != AEQ_DATE_NONE)
    entry->first_day = MIN (statement->opening_date + 1, entry->last_day);
  if (entry->last_day == AEQ_DATE_NONE)
    entry->last_day = statement->made_date != AEQ_DATE_NONE ? statement->made_date : statement->opening_date;
  if (entry->first_day == AEQ_DATE_NONE || entry->first_day > entry->last_day)
    entry->first_day = entry->last_day;
}

static guint
place_balances (const AeqMtStatement *statement, const AeqStatementEntry *entry, AeqReadBalance *out)
{
  const AeqReadBalance none = { .date = entry->last_day, .as_of = AEQ_INSTANT_NONE, .time_of_day = -1 };
  guint n = 0;

  if (statement->has_opening && entry->last_day != AEQ_DATE_NONE)
    {
      out[n] = none;
      out[n].at_start = TRUE;
      out[n].date = statement->first_day != AEQ_DATE_NONE ? MIN (statement->first_day, entry->last_day) : entry->last_day;
      out[n++].minor = statement->opening;
    }
  if (statement->has_closing && entry->last_day != AEQ_DATE_NONE)
    {
      out[n] = none;
      out[n++].minor = statement->closing;
    }
  if (statement->has_available && statement->available_date != AEQ_DATE_NONE)
    {
      out[n] = none;
      out[n].available = TRUE;
      out[n].date = statement->available_date;
      out[n++].minor = statement->available;
    }
  return n;
}

gboolean
aeq_mt_message_tell (AeqMtMessage *self, GError **error)
{
  const AeqMtStatement *statement = &self->done;
  AeqReadBalance balances[3];
  AeqStatementEntry entry = {
    .account = statement->number != NULL && *statement->number != '\0' ? statement->number : NULL,
    .currency = statement->currency,
    .kind = aeq_mt_message_kind (self, statement),
    .identifier = statement->identifier,
    .number = (gint64) statement->statement,
    .page = (gint64) statement->page,
    .last_page = statement->has_closing ? statement->last_page : -1,
    .from_ts = AEQ_INSTANT_NONE,
    .to_ts = AEQ_INSTANT_NONE,
    .created_ts = statement->made,
    .has_opening = statement->has_opening,
    .has_closing = statement->has_closing,
    .opening = statement->opening,
    .closing = statement->closing,
    .entries = statement->entries,
    .balances = balances,
    .line = statement->line,
  };

  if (!self->done_waits || statement->currency == NULL || self->sink == NULL || self->sink->statement == NULL)
    return TRUE;
  self->done_waits = FALSE;
  entry.format = entry.kind == AEQ_REPORT_INTRADAY ? "mt942" : "mt940";
  find_days (statement, &entry);
  entry.n_balances = place_balances (statement, &entry, balances);
  return self->sink->statement (&entry, self->user_data, error);
}
