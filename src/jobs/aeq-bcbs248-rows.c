/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-rows.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *const SOURCE_TITLES[] = {
  N_("of which central bank or nostro balance"),
  N_("of which collateral at the central bank"),
  N_("of which collateral at ancillary systems"),
  N_("of which unencumbered assets, after haircut"),
  N_("of which credit lines"),
  N_("of which with other banks"),
  N_("of which other"),
};

const char *
aeq_bcbs_slot_end (guint slot)
{
  char text[16];

  g_snprintf (text, sizeof text, "%02u:%02u", (slot + 1) / 4, (slot + 1) % 4 * 15);
  return g_intern_string (text);
}

static AeqBcbsRow
row_new (const char *tool, const char *name, const char *title)
{
  return (AeqBcbsRow) { .tool = tool, .name = name, .title = title, .share = NAN,
                        .date = { AEQ_DATE_NONE, AEQ_DATE_NONE, AEQ_DATE_NONE } };
}

static void
set_average (AeqBcbsRow *row, const AeqBcbsTop *top)
{
  row->has_average = top->n_days > 0;
  row->average = top->average;
}

static AeqBcbsRow
top_row (const AeqBcbs *figures, const char *tool, const char *name, const char *title, const AeqBcbsTop *top)
{
  AeqBcbsRow row = row_new (tool, name, title);

  row.n = top->n;
  for (guint i = 0; i < top->n; i++)
    {
      row.minor[i] = top->minor[i];
      row.known[i] = TRUE;
      row.date[i] = figures->days[top->day[i]].date;
    }
  set_average (&row, top);
  return row;
}

static void
add_top (GArray *rows, const AeqBcbs *figures, const char *tool, const char *name, const char *title,
         const AeqBcbsTop *top)
{
  AeqBcbsRow row = top_row (figures, tool, name, title, top);

  g_array_append_val (rows, row);
}

/* A part of what was available, on the days on which the whole was smallest. */
static void
add_part (GArray *rows, const AeqBcbs *figures, const char *name, const char *title, gsize offset,
          const AeqBcbsTop *average)
{
  AeqBcbsRow row = top_row (figures, "A(ii)", name, title, &figures->available);

  for (guint i = 0; i < row.n; i++)
    row.minor[i] = G_STRUCT_MEMBER (gint64, &figures->days[figures->available.day[i]], offset);
  set_average (&row, average);
  g_array_append_val (rows, row);
}

static void
add_available (GArray *rows, const AeqBcbs *figures)
{
  add_top (rows, figures, "A(ii)", "available", N_("Available at the open, three smallest"), &figures->available);
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    {
      add_part (rows, figures, aeq_bcbs_source_name ((AeqBcbsSource) i), SOURCE_TITLES[i],
                G_STRUCT_OFFSET (AeqBcbsDay, available.minor) + i * sizeof (gint64), &figures->sources[i]);
      if (i != AEQ_BCBS_CREDIT_LINES)
        continue;
      add_part (rows, figures, "credit_lines_secured", N_("of these lines secured"),
                G_STRUCT_OFFSET (AeqBcbsDay, available.lines_secured), &figures->lines_secured);
      add_part (rows, figures, "credit_lines_committed", N_("of these lines committed"),
                G_STRUCT_OFFSET (AeqBcbsDay, available.lines_committed), &figures->lines_committed);
    }
}

static void
add_count (GArray *rows, const char *name, const char *title, guint count, gint64 total)
{
  AeqBcbsRow row = row_new ("A(iv)", name, title);

  row.has_total = row.has_count = TRUE;
  row.total = total;
  row.count = count;
  g_array_append_val (rows, row);
}

static void
add_obligations (GArray *rows, const AeqBcbs *figures)
{
  AeqBcbsRow row =
    top_row (figures, "A(iv)", "obligations_settled", N_("Time-specific obligations settled"), &figures->settled);

  row.has_total = TRUE;
  row.total = figures->total_settled;
  g_array_append_val (rows, row);
  add_count (rows, "obligations_late", N_("Settled late"), figures->late, figures->late_minor);
  add_count (rows, "obligations_missed", N_("Missed"), figures->missed, figures->missed_minor);
}

typedef enum
{
  LINE_AMOUNT,
  LINE_SECURED,
  LINE_COMMITTED,
  LINE_USE
} LineValue;

static gint64
line_value (const AeqBcbsLine *line, LineValue value)
{
  if (value == LINE_USE)
    return line->peak_use;
  return value == LINE_AMOUNT || (value == LINE_SECURED ? line->secured : line->committed) ? line->minor : 0;
}

static void
add_lines (GArray *rows, const AeqBcbs *figures, const char *name, const char *title, LineValue value)
{
  AeqBcbsRow row = row_new ("B(ii)", name, title);

  row.n = figures->n_lines;
  for (guint i = 0; i < figures->n_lines; i++)
    {
      row.minor[i] = line_value (&figures->lines[i], value);
      row.known[i] = value != LINE_USE || figures->lines[i].use_known;
    }
  g_array_append_val (rows, row);
}

static void
add_throughput (GArray *rows, const AeqBcbs *figures)
{
  for (guint slot = 3; figures->n_sent_days > 0 && slot < AEQ_BCBS_SLOTS; slot += 4)
    {
      g_autofree char *title = g_strconcat ("Sent by ", aeq_bcbs_slot_end (slot), NULL);
      AeqBcbsRow row = row_new ("C(i)", aeq_bcbs_slot_end (slot), g_intern_string (title));

      row.share = figures->throughput[slot] / 100;
      g_array_append_val (rows, row);
    }
}

GArray *
aeq_bcbs_section_rows (const AeqBcbsSection *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (AeqBcbsRow));
  const AeqBcbs *figures = self->figures;

  add_top (rows, figures, "A(i)", "usage", N_("Largest usage (negative net cumulative position)"), &figures->usage);
  add_top (rows, figures, "A(i)", "surplus", N_("Largest surplus (positive net cumulative position)"), &figures->surplus);
  add_top (rows, figures, "A(i)", "usage_outflows_first", N_("Largest usage, outflows first"), &figures->worst_usage);
  add_available (rows, figures);
  add_top (rows, figures, "A(iii)", "sent", N_("Gross payments sent"), &figures->sent);
  add_top (rows, figures, "A(iii)", "received", N_("Gross payments received"), &figures->received);
  add_obligations (rows, figures);
  add_top (rows, figures, "B(i)", "customer_payments", N_("Payments made for customers"), &figures->customer);
  add_lines (rows, figures, "customer_lines", N_("Intraday lines to customers"), LINE_AMOUNT);
  add_lines (rows, figures, "customer_lines_secured", N_("of which secured"), LINE_SECURED);
  add_lines (rows, figures, "customer_lines_committed", N_("of which committed"), LINE_COMMITTED);
  add_lines (rows, figures, "customer_lines_use", N_("Use at peak"), LINE_USE);
  add_throughput (rows, figures);
  return rows;
}

gboolean
aeq_bcbs_row_is_flat (GArray *rows, guint i)
{
  const AeqBcbsRow *row = &g_array_index (rows, AeqBcbsRow, i);
  const AeqBcbsRow *before = i > 0 ? row - 1 : NULL;

  return row->share == 0 || (row->share == 1 && before != NULL && before->share == 1);
}
