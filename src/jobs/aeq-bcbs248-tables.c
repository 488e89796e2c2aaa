/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-tables.h"

gboolean
aeq_bcbs_push_cells (AeqDocument *document, const AeqBcbsSection *section, gboolean named, AeqCell *cells,
                     GError **error)
{
  cells[0] = aeq_cell_text (section->name);
  cells[1] = aeq_cell_text (section->currency->code);
  return aeq_document_row (document, named ? cells : cells + AEQ_BCBS_NAMES, error);
}

AeqCell
aeq_bcbs_money (const AeqBcbsSection *section, gboolean known, gint64 minor)
{
  return known ? aeq_cell_money (minor, section->currency) : aeq_cell_empty ();
}

/* The layout of the reporting template. */
static const AeqColumn SUMMARY_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "tool", "Tool", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "figure", "Figure", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "first", "Largest", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "second", "2nd", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "third", "3rd", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "average", "Average", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "total", "Total", AEQ_CELL_MONEY, AEQ_COLUMN_DETAIL },
  { "count", "Count", AEQ_CELL_INTEGER, AEQ_COLUMN_DETAIL },
  { "sent", "Sent by then", AEQ_CELL_PERCENT, AEQ_COLUMN_DETAIL },
};
static const AeqTable SUMMARY_TABLE = { "summary", "Monitoring tools", SUMMARY_COLUMNS,
                                        G_N_ELEMENTS (SUMMARY_COLUMNS) };

/* On paper throughput and counts have tables of their own. */
static gboolean
push_summary (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  g_autoptr(GArray) rows = aeq_bcbs_section_rows (section);

  for (guint i = 0; i < rows->len; i++)
    {
      const AeqBcbsRow *row = &g_array_index (rows, AeqBcbsRow, i);
      AeqCell cells[G_N_ELEMENTS (SUMMARY_COLUMNS)] = {
        [2] = aeq_cell_text (row->tool),
        aeq_cell_text (row->title),
        aeq_bcbs_money (section, row->known[0], row->minor[0]),
        aeq_bcbs_money (section, row->known[1], row->minor[1]),
        aeq_bcbs_money (section, row->known[2], row->minor[2]),
        aeq_bcbs_money (section, row->has_average, row->average),
        aeq_bcbs_money (section, row->has_total, row->total),
        row->has_count ? aeq_cell_integer (row->count) : aeq_cell_empty (),
        aeq_cell_percent (row->share),
      };
      gboolean on_paper = row->n > 0 || row->has_average;

      if ((named || on_paper) && !aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_SUMMARY = { &SUMMARY_TABLE, push_summary, NULL, NULL };

/* Ranks with their days and times. */
#define RANKED                                                                                                         \
  {                                                                                                                    \
    AEQ_BCBS_NAME_COLUMNS, { "figure", "Figure", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },                                   \
      { "rank", "Rank", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL }, { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },       \
      { "at", "At", AEQ_CELL_INSTANT, AEQ_COLUMN_OFFSET },                                                             \
    {                                                                                                                  \
      "amount", "Amount", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL                                                            \
    }                                                                                                                  \
  }

#define RANKED_COLUMNS (AEQ_BCBS_NAMES + 5)

static const AeqColumn PEAK_COLUMNS[RANKED_COLUMNS] = RANKED;
static const AeqTable PEAK_TABLE = { "a1", "A(i) Usage", PEAK_COLUMNS, RANKED_COLUMNS };
static const AeqTable GROSS_TABLE = { "a3", "A(iii) Gross", PEAK_COLUMNS, RANKED_COLUMNS };
static const AeqTable CUSTOMER_TABLE = { "b1", "B(i) Customers", PEAK_COLUMNS, RANKED_COLUMNS };

static const char *const RANKS[] = { "1", "2", "3" };

/* @at is the offset of the peak's time in a day; 0: it has none. */
static gboolean
push_ranked (AeqDocument *document, const AeqBcbsSection *section, gboolean named, const char *figure,
             const AeqBcbsTop *top, gsize at, GError **error)
{
  for (guint i = 0; i < top->n; i++)
    {
      const AeqBcbsDay *day = &section->figures->days[top->day[i]];
      AeqCell cells[RANKED_COLUMNS] = {
        [2] = aeq_cell_text (figure), aeq_cell_text (RANKS[i]), aeq_cell_date (day->date),
        at > 0 ? aeq_cell_instant (G_STRUCT_MEMBER (AeqInstant, day, at), section->zone) : aeq_cell_empty (),
        aeq_cell_money (top->minor[i], section->currency),
      };

      if (!aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  /* Paper has the averages in the table before. */
  if (named && top->n_days > 0)
    {
      AeqCell cells[RANKED_COLUMNS] = {
        [2] = aeq_cell_text (figure), aeq_cell_text ("Average"), aeq_cell_empty (), aeq_cell_empty (),
        aeq_cell_money (top->average, section->currency),
      };

      return aeq_bcbs_push_cells (document, section, named, cells, error);
    }
  return TRUE;
}

static gboolean
push_peaks (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  const AeqBcbs *figures = section->figures;

  return push_ranked (document, section, named, "Usage", &figures->usage,
                      G_STRUCT_OFFSET (AeqBcbsDay, reported.usage_at), error) &&
         push_ranked (document, section, named, "Surplus", &figures->surplus,
                      G_STRUCT_OFFSET (AeqBcbsDay, reported.surplus_at), error) &&
         push_ranked (document, section, named, "Usage, outflows first", &figures->worst_usage,
                      G_STRUCT_OFFSET (AeqBcbsDay, worst.usage_at), error) &&
         (!named || push_ranked (document, section, named, "Surplus, outflows first", &figures->worst_surplus,
                                 G_STRUCT_OFFSET (AeqBcbsDay, worst.surplus_at), error));
}

static gboolean
push_gross (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  return push_ranked (document, section, named, "Sent", &section->figures->sent, 0, error) &&
         push_ranked (document, section, named, "Received", &section->figures->received, 0, error);
}

static gboolean
push_customers (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  return push_ranked (document, section, named, "Payments made for customers", &section->figures->customer, 0, error);
}

const AeqBcbsPart AEQ_BCBS_PEAKS = { &PEAK_TABLE, push_peaks, NULL, NULL };
const AeqBcbsPart AEQ_BCBS_GROSS = { &GROSS_TABLE, push_gross, NULL, NULL };
const AeqBcbsPart AEQ_BCBS_CUSTOMERS = { &CUSTOMER_TABLE, push_customers, NULL, NULL };

#define SOURCE(name, title) { name, title, AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL }

static const AeqColumn AVAILABLE_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "rank", "Smallest", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  SOURCE ("available", "Available"),
  SOURCE ("balance", "Balance"),
  SOURCE ("central_bank_collateral", "Collateral at the central bank"),
  SOURCE ("ancillary_collateral", "At ancillary systems"),
  SOURCE ("unencumbered_assets", "Unencumbered assets"),
  SOURCE ("credit_lines", "Credit lines"),
  SOURCE ("other_banks", "With other banks"),
  SOURCE ("other", "Other"),
  SOURCE ("credit_lines_secured", "Lines secured"),
  SOURCE ("credit_lines_committed", "Lines committed"),
};
static const AeqTable AVAILABLE_TABLE = { "a2", "A(ii) Available", AVAILABLE_COLUMNS,
                                          G_N_ELEMENTS (AVAILABLE_COLUMNS) };

static gboolean
push_available_average (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  const AeqBcbs *figures = section->figures;
  AeqCell cells[G_N_ELEMENTS (AVAILABLE_COLUMNS)] = {
    [2] = aeq_cell_text ("Average"), aeq_cell_empty (), aeq_cell_money (figures->available.average, section->currency),
  };

  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    cells[5 + i] = aeq_cell_money (figures->sources[i].average, section->currency);
  cells[12] = aeq_cell_money (figures->lines_secured.average, section->currency);
  cells[13] = aeq_cell_money (figures->lines_committed.average, section->currency);
  return aeq_bcbs_push_cells (document, section, named, cells, error);
}

static gboolean
push_available (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  const AeqBcbsTop *top = &section->figures->available;

  for (guint i = 0; i < top->n; i++)
    {
      const AeqBcbsDay *day = &section->figures->days[top->day[i]];
      AeqCell cells[G_N_ELEMENTS (AVAILABLE_COLUMNS)] = {
        [2] = aeq_cell_text (RANKS[i]), aeq_cell_date (day->date), aeq_cell_money (top->minor[i], section->currency),
      };

      for (guint source = 0; source < AEQ_BCBS_N_SOURCES; source++)
        cells[5 + source] = aeq_cell_money (day->available.minor[source], section->currency);
      cells[12] = aeq_cell_money (day->available.lines_secured, section->currency);
      cells[13] = aeq_cell_money (day->available.lines_committed, section->currency);
      if (!aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return top->n_days == 0 || push_available_average (document, section, named, error);
}

const AeqBcbsPart AEQ_BCBS_AVAILABLE = { &AVAILABLE_TABLE, push_available, NULL, NULL };
