/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-camt-private.h"

/* A statement that is complete, as others hear of it. */

static const char *
get (const AeqCamtReader *self, AeqCamtLeaf leaf)
{
  return aeq_camt_xml_get (self->xml, leaf);
}

AeqReportKind
aeq_camt_reader_kind (const AeqCamtReader *self)
{
  const char *format = aeq_camt_xml_format (self->xml);

  if (strcmp (format, "camt053") == 0)
    return AEQ_REPORT_END_OF_DAY;
  return strcmp (format, "camt054") == 0 ? AEQ_REPORT_NOTIFICATION : AEQ_REPORT_INTRADAY;
}

void
aeq_camt_reader_keep_balance (AeqCamtReader *self, const char *code, gint64 minor, const AeqCamtMoment *moment)
{
  AeqCamtTold told = { .available = strcmp (code + 2, "AV") == 0, .place = AEQ_CAMT_AT_START, .minor = minor, .moment = *moment };

  if (strncmp (code, "CL", 2) == 0)
    told.place = AEQ_CAMT_AT_END;
  else if (strncmp (code, "IT", 2) == 0)
    told.place = AEQ_CAMT_WITHIN;
  else if (strcmp (code, "PRCD") == 0)
    told.place = AEQ_CAMT_DAY_BEFORE;
  g_array_append_val (self->balances, told);
}

static AeqInstant
instant_of (AeqCamtMoment *moment, AeqCamtReader *self, AeqCamtLeaf leaf)
{
  if (!aeq_camt_moment_parse (get (self, leaf), moment))
    *moment = (AeqCamtMoment) { AEQ_DATE_NONE, -1, AEQ_INSTANT_NONE };
  return moment->instant;
}

/* An interim balance that has no time was true when the report was made. */
static void
place_within (const AeqCamtMoment *made, AeqCamtMoment *moment)
{
  if (moment->time_of_day < 0 && (moment->date == AEQ_DATE_NONE || moment->date == made->date))
    *moment = *made;
}

static void
place (const AeqCamtTold *told, const AeqCamtMoment *made, AeqDate opens, AeqDate closes, AeqReadBalance *out)
{
  AeqCamtMoment moment = told->moment;

  if (told->place == AEQ_CAMT_WITHIN)
    place_within (made, &moment);
  *out = (AeqReadBalance) { .available = told->available, .minor = told->minor, .as_of = AEQ_INSTANT_NONE, .time_of_day = -1,
                            .date = moment.date };
  if (told->place == AEQ_CAMT_AT_START || told->place == AEQ_CAMT_DAY_BEFORE)
    {
      out->at_start = TRUE;
      out->date = opens;
    }
  else if (told->place == AEQ_CAMT_AT_END)
    out->date = told->available ? MAX (moment.date, closes) : closes;
  else
    {
      out->as_of = moment.instant;
      out->time_of_day = moment.time_of_day;
    }
}

static GArray *
place_all (AeqCamtReader *self, const AeqCamtMoment *made, AeqDate opens, AeqDate closes)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AeqReadBalance));

  for (guint i = 0; i < self->balances->len; i++)
    {
      AeqReadBalance balance;

      place (&g_array_index (self->balances, AeqCamtTold, i), made, opens, closes, &balance);
      if (balance.date != AEQ_DATE_NONE)
        g_array_append_val (list, balance);
    }
  return list;
}

static int
last_page (const AeqCamtReader *self)
{
  const char *text = get (self, AEQ_CAMT_LAST_PAGE);

  if (*text == '\0')
    return -1;
  return strcmp (text, "true") == 0 || strcmp (text, "1") == 0;
}

static gint64
number_of (const AeqCamtReader *self, AeqCamtLeaf leaf)
{
  guint64 number = 0;

  g_ascii_string_to_unsigned (get (self, leaf), 10, 0, G_MAXINT64, &number, NULL);
  return (gint64) number;
}

/* The days that it covers, as it says itself or as its balances and entries show. */
static void
find_days (const AeqCamtStatement *statement, const AeqCamtMoment *from, const AeqCamtMoment *to, AeqDate opens, AeqDate closes,
           AeqStatementEntry *entry)
{
  entry->first_day = from->date != AEQ_DATE_NONE ? from->date : opens != AEQ_DATE_NONE ? opens : statement->first_any;
  entry->last_day = closes != AEQ_DATE_NONE ? closes : to->date != AEQ_DATE_NONE ? to->date : statement->last_any;
  if (entry->first_day == AEQ_DATE_NONE || (entry->last_day != AEQ_DATE_NONE && entry->first_day > entry->last_day))
    entry->first_day = entry->last_day;
  if (entry->last_day == AEQ_DATE_NONE)
    entry->last_day = entry->first_day;
}

gboolean
aeq_camt_reader_tell (AeqCamtReader *self, AeqDate opens, AeqDate closes, GError **error)
{
  const AeqCamtStatement *statement = &self->statement;
  AeqCamtMoment from;
  AeqCamtMoment to;
  AeqCamtMoment made;
  AeqStatementEntry entry = {
    .account = *statement->number != '\0' ? statement->number : NULL,
    .currency = statement->currency,
    .format = aeq_camt_xml_format (self->xml),
    .kind = aeq_camt_reader_kind (self),
    .identifier = *get (self, AEQ_CAMT_STMT_ID) != '\0' ? get (self, AEQ_CAMT_STMT_ID) : NULL,
    .number = number_of (self, AEQ_CAMT_SEQUENCE),
    .page = number_of (self, AEQ_CAMT_PAGE),
    .last_page = last_page (self),
    .from_ts = instant_of (&from, self, AEQ_CAMT_FROM),
    .to_ts = instant_of (&to, self, AEQ_CAMT_TO),
    .created_ts = instant_of (&made, self, AEQ_CAMT_CREATED),
    .has_opening = statement->opening.rank > 0 && !statement->opening.available,
    .has_closing = statement->closing.rank > 0 && !statement->closing.available,
    .opening = statement->opening.minor,
    .closing = statement->closing.minor,
    .entries = statement->credits + statement->debits + statement->others,
    .line = aeq_camt_xml_line (self->xml, AEQ_CAMT_STMT),
  };
  g_autoptr(GArray) balances = NULL;

  if (self->sink == NULL || self->sink->statement == NULL)
    return TRUE;
  if (made.date == AEQ_DATE_NONE)
    entry.created_ts = instant_of (&made, self, AEQ_CAMT_MSG_CREATED);
  find_days (statement, &from, &to, opens, closes, &entry);
  balances = place_all (self, &made, opens != AEQ_DATE_NONE ? opens : entry.first_day,
                        closes != AEQ_DATE_NONE ? closes : entry.last_day);
  entry.balances = (const AeqReadBalance *) (gpointer) balances->data;
  entry.n_balances = balances->len;
  return self->sink->statement (&entry, self->user_data, error);
}
