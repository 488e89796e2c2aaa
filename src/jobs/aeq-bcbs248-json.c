/* SPDX-License-Identifier: MIT */
#include "aeq-job-bcbs248.h"

#include "aeq-json.h"

typedef struct
{
  AeqJson              *json;
  const AeqBcbsSection *section;
  const AeqBcbs        *figures;
} Writer;

static void
write_money (const Writer *self, const char *name, gint64 minor)
{
  aeq_json_money (self->json, name, minor, self->section->currency->exponent);
}

static void
write_date (AeqJson *json, const char *name, AeqDate date)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_json_text (json, name, aeq_date_format (date, text));
}

static void
write_instant (const Writer *self, const char *name, AeqInstant at)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (self->json, name, at != AEQ_INSTANT_NONE ? aeq_zone_format (self->section->zone, at, text) : NULL);
}

/* The average of no day is not known. */
static void
write_average (const Writer *self, const AeqBcbsTop *top)
{
  if (top->n_days > 0)
    write_money (self, "average", top->average);
  else
    aeq_json_null (self->json, "average");
}

/* When the peak of a day was; NULL for figures that have no time. */
typedef AeqInstant (*TimeFunc) (const AeqBcbsDay *day);

static AeqInstant
usage_at (const AeqBcbsDay *day)
{
  return day->reported.usage_at;
}

static AeqInstant
surplus_at (const AeqBcbsDay *day)
{
  return day->reported.surplus_at;
}

static AeqInstant
worst_usage_at (const AeqBcbsDay *day)
{
  return day->worst.usage_at;
}

static AeqInstant
worst_surplus_at (const AeqBcbsDay *day)
{
  return day->worst.surplus_at;
}

static void
write_largest (const Writer *self, const AeqBcbsTop *top, TimeFunc at)
{
  aeq_json_begin_array (self->json, "largest");
  for (guint i = 0; i < top->n; i++)
    {
      const AeqBcbsDay *day = &self->figures->days[top->day[i]];

      aeq_json_begin_object (self->json, NULL);
      write_date (self->json, "date", day->date);
      write_money (self, "amount", top->minor[i]);
      if (at != NULL)
        write_instant (self, "at", at (day));
      aeq_json_end_object (self->json);
    }
  aeq_json_end_array (self->json);
  write_average (self, top);
}

static void
write_top (const Writer *self, const char *name, const AeqBcbsTop *top, TimeFunc at)
{
  aeq_json_begin_object (self->json, name);
  write_largest (self, top, at);
  aeq_json_end_object (self->json);
}

static void
write_a1 (const Writer *self)
{
  aeq_json_begin_object (self->json, "a1");
  write_top (self, "usage", &self->figures->usage, usage_at);
  write_top (self, "surplus", &self->figures->surplus, surplus_at);
  aeq_json_begin_object (self->json, "outflows_first");
  write_top (self, "usage", &self->figures->worst_usage, worst_usage_at);
  write_top (self, "surplus", &self->figures->worst_surplus, worst_surplus_at);
  aeq_json_end_object (self->json);
  aeq_json_end_object (self->json);
}

static void
write_sources (const Writer *self, const AeqBcbsAvailable *available)
{
  aeq_json_begin_object (self->json, "sources");
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    write_money (self, aeq_bcbs_source_name ((AeqBcbsSource) i), available->minor[i]);
  write_money (self, "credit_lines_secured", available->lines_secured);
  write_money (self, "credit_lines_committed", available->lines_committed);
  aeq_json_end_object (self->json);
}

static void
write_source_average (const Writer *self, const char *name, const AeqBcbsTop *top)
{
  if (top->n_days > 0)
    write_money (self, name, top->average);
  else
    aeq_json_null (self->json, name);
}

static void
write_a2 (const Writer *self)
{
  const AeqBcbsTop *top = &self->figures->available;

  aeq_json_begin_object (self->json, "a2");
  aeq_json_begin_array (self->json, "smallest");
  for (guint i = 0; i < top->n; i++)
    {
      aeq_json_begin_object (self->json, NULL);
      write_date (self->json, "date", self->figures->days[top->day[i]].date);
      write_money (self, "amount", top->minor[i]);
      write_sources (self, &self->figures->days[top->day[i]].available);
      aeq_json_end_object (self->json);
    }
  aeq_json_end_array (self->json);
  write_average (self, top);
  aeq_json_int (self->json, "days", top->n_days);
  aeq_json_begin_object (self->json, "average_sources");
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    write_source_average (self, aeq_bcbs_source_name ((AeqBcbsSource) i), &self->figures->sources[i]);
  write_source_average (self, "credit_lines_secured", &self->figures->lines_secured);
  write_source_average (self, "credit_lines_committed", &self->figures->lines_committed);
  aeq_json_end_object (self->json);
  aeq_json_end_object (self->json);
}

static void
write_count (const Writer *self, const char *name, guint count, gint64 minor)
{
  aeq_json_begin_object (self->json, name);
  aeq_json_int (self->json, "count", count);
  write_money (self, "amount", minor);
  aeq_json_end_object (self->json);
}

static void
write_a3_a4 (const Writer *self)
{
  aeq_json_begin_object (self->json, "a3");
  write_top (self, "sent", &self->figures->sent, NULL);
  write_top (self, "received", &self->figures->received, NULL);
  aeq_json_end_object (self->json);
  aeq_json_begin_object (self->json, "a4");
  write_money (self, "total", self->figures->total_settled);
  write_largest (self, &self->figures->settled, NULL);
  write_count (self, "late", self->figures->late, self->figures->late_minor);
  write_count (self, "missed", self->figures->missed, self->figures->missed_minor);
  aeq_json_end_object (self->json);
}

static void
write_b (const Writer *self)
{
  write_top (self, "b1", &self->figures->customer, NULL);
  aeq_json_begin_object (self->json, "b2");
  aeq_json_begin_array (self->json, "largest");
  for (guint i = 0; i < self->figures->n_lines; i++)
    {
      const AeqBcbsLine *line = &self->figures->lines[i];

      aeq_json_begin_object (self->json, NULL);
      aeq_json_text (self->json, "customer", line->customer);
      write_money (self, "amount", line->minor);
      write_money (self, "secured", line->secured ? line->minor : 0);
      write_money (self, "committed", line->committed ? line->minor : 0);
      if (line->use_known)
        write_money (self, "peak_use", line->peak_use);
      else
        aeq_json_null (self->json, "peak_use");
      aeq_json_end_object (self->json);
    }
  aeq_json_end_array (self->json);
  aeq_json_end_object (self->json);
}

static void
write_curve (const Writer *self, const char *name, guint slots)
{
  aeq_json_begin_array (self->json, name);
  for (guint end = slots; self->figures->n_sent_days > 0 && end <= AEQ_BCBS_SLOTS; end += slots)
    {
      char by[16];

      g_snprintf (by, sizeof by, "%02u:%02u", end / 4, end % 4 * 15);
      aeq_json_begin_object (self->json, NULL);
      aeq_json_text (self->json, "by", by);
      aeq_json_double (self->json, "percent", self->figures->throughput[end - 1]);
      aeq_json_end_object (self->json);
    }
  aeq_json_end_array (self->json);
}

static void
write_tools (const Writer *self)
{
  aeq_json_begin_object (self->json, "tools");
  write_a1 (self);
  write_a2 (self);
  write_a3_a4 (self);
  write_b (self);
  aeq_json_begin_object (self->json, "c1");
  aeq_json_int (self->json, "days", self->figures->n_sent_days);
  write_curve (self, "hours", 4);
  write_curve (self, "half_hours", 2);
  write_curve (self, "quarter_hours", 1);
  aeq_json_end_object (self->json);
  aeq_json_end_object (self->json);
}

static void
write_day (const Writer *self, const AeqBcbsDay *day)
{
  aeq_json_begin_object (self->json, NULL);
  write_date (self->json, "date", day->date);
  write_money (self, "usage", day->reported.usage);
  write_instant (self, "usage_at", day->reported.usage_at);
  write_money (self, "surplus", day->reported.surplus);
  write_instant (self, "surplus_at", day->reported.surplus_at);
  write_money (self, "usage_outflows_first", day->worst.usage);
  if (day->available.known)
    write_money (self, "available", day->available_total);
  else
    aeq_json_null (self->json, "available");
  write_money (self, "sent", day->sent);
  write_money (self, "received", day->received);
  write_money (self, "obligations_settled", day->settled);
  aeq_json_int (self->json, "late", day->late);
  aeq_json_int (self->json, "missed", day->missed);
  write_money (self, "customer_payments", day->customer);
  aeq_json_end_object (self->json);
}

static void
write_owed (const Writer *self, const AeqBcbsOwed *owed)
{
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "account", owed->account->number);
  aeq_json_text (self->json, "name", owed->obligation->name);
  aeq_json_text (self->json, "counterparty", owed->obligation->counterparty);
  aeq_json_text (self->json, "reference", owed->obligation->reference);
  write_instant (self, "due", owed->obligation->due);
  write_money (self, "amount", owed->obligation->minor);
  write_money (self, "paid", owed->obligation->paid);
  write_instant (self, "settled_at", owed->obligation->settled_at);
  aeq_json_text (self->json, "settlement", aeq_bcbs_settlement_name (owed->settlement));
  aeq_json_end_object (self->json);
}

static void
write_lists (const Writer *self)
{
  aeq_json_begin_array (self->json, "daily");
  for (guint i = 0; i < self->figures->n_days; i++)
    write_day (self, &self->figures->days[i]);
  aeq_json_end_array (self->json);
  aeq_json_begin_array (self->json, "obligations");
  for (guint i = 0; i < self->section->owed->len; i++)
    write_owed (self, &g_array_index (self->section->owed, AeqBcbsOwed, i));
  aeq_json_end_array (self->json);
  aeq_json_begin_array (self->json, "gaps");
  for (guint i = 0; i < self->section->gaps->len; i++)
    aeq_json_text (self->json, NULL, self->section->gaps->pdata[i]);
  aeq_json_end_array (self->json);
}

static void
write_section (const Writer *self)
{
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "set", self->section->name);
  aeq_json_text (self->json, "currency", self->section->currency->code);
  aeq_json_boolean (self->json, "netted", self->section->netted);
  aeq_json_begin_array (self->json, "accounts");
  for (guint i = 0; i < self->section->accounts->len; i++)
    aeq_json_text (self->json, NULL, ((AeqAccount *) self->section->accounts->pdata[i])->number);
  aeq_json_end_array (self->json);
  aeq_json_text (self->json, "zone", aeq_zone_get_name (self->section->zone));
  aeq_json_text (self->json, "calendar", self->section->calendar);
  aeq_json_int (self->json, "days", self->figures->n_days);
  aeq_json_int (self->json, "business_days", self->section->n_business_days);
  write_tools (self);
  write_lists (self);
  aeq_json_end_object (self->json);
}

static Writer
writer_for (AeqJson *json, const AeqBcbsReport *report, guint i)
{
  const AeqBcbsSection *section = report->sections->pdata[i];

  return (Writer) { json, section, section->figures };
}

/* The tools at the top are those of the first section, so that a ledger of one account reads plainly. */
char *
aeq_bcbs_report_document (const AeqBcbsReport *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);
  Writer first = writer_for (json, self, 0);
  char as_of[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "month", self->month);
  write_date (json, "from", self->from);
  write_date (json, "to", self->to);
  aeq_json_text (json, "as_of", aeq_instant_format (self->as_of, as_of));
  aeq_json_text (json, "set", first.section->name);
  aeq_json_text (json, "currency", first.section->currency->code);
  aeq_json_int (json, "days", first.figures->n_days);
  write_tools (&first);
  aeq_json_begin_array (json, "sections");
  for (guint i = 0; i < self->sections->len; i++)
    {
      Writer writer = writer_for (json, self, i);

      write_section (&writer);
    }
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
