/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-tables.h"

static const AeqColumn OBLIGATION_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_DETAIL },
  { "name", "Obligation", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "counterparty", "Counterparty", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "reference", "Reference", AEQ_CELL_TEXT, AEQ_COLUMN_DETAIL },
  { "due", "Due", AEQ_CELL_INSTANT, AEQ_COLUMN_OFFSET },
  { "amount", "Amount", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "settled_at", "Settled", AEQ_CELL_INSTANT, AEQ_COLUMN_OFFSET },
  { "paid", "Paid", AEQ_CELL_MONEY, AEQ_COLUMN_DETAIL },
  { "settlement", "Result", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
};
static const AeqTable OBLIGATION_TABLE = { "a4", "A(iv) Obligations", OBLIGATION_COLUMNS,
                                           G_N_ELEMENTS (OBLIGATION_COLUMNS) };

/* Paper shows those that were late or missed; a book has them all. */
static gboolean
push_obligations (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  for (guint i = 0; i < section->owed->len; i++)
    {
      const AeqBcbsOwed *owed = &g_array_index (section->owed, AeqBcbsOwed, i);
      AeqCell cells[G_N_ELEMENTS (OBLIGATION_COLUMNS)] = {
        [2] = aeq_cell_text (owed->account->number),
        aeq_cell_text (owed->obligation->name),
        aeq_cell_text (owed->obligation->counterparty),
        aeq_cell_text (owed->obligation->reference),
        aeq_cell_instant (owed->obligation->due, section->zone),
        aeq_cell_money (owed->obligation->minor, section->currency),
        aeq_cell_instant (owed->obligation->settled_at, section->zone),
        aeq_cell_money (owed->obligation->paid, section->currency),
        aeq_cell_text (aeq_bcbs_settlement_name (owed->settlement)),
      };
      gboolean wanted = named || owed->settlement == AEQ_BCBS_LATE || owed->settlement == AEQ_BCBS_MISSED;

      if (wanted && !aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_OBLIGATIONS = { &OBLIGATION_TABLE, push_obligations, NULL,
                                           "A(iv) Obligations late or missed" };

static const AeqColumn LINE_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "customer", "Customer", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "amount", "Line", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "secured", "Secured", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "committed", "Committed", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "peak_use", "Use at peak", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};
static const AeqTable LINE_TABLE = { "b2", "B(ii) Lines", LINE_COLUMNS, G_N_ELEMENTS (LINE_COLUMNS) };

static gboolean
push_lines (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  for (guint i = 0; i < section->figures->n_lines; i++)
    {
      const AeqBcbsLine *line = &section->figures->lines[i];
      AeqCell cells[G_N_ELEMENTS (LINE_COLUMNS)] = {
        [2] = aeq_cell_text (line->customer), aeq_cell_money (line->minor, section->currency),
        aeq_cell_money (line->secured ? line->minor : 0, section->currency),
        aeq_cell_money (line->committed ? line->minor : 0, section->currency),
        aeq_bcbs_money (section, line->use_known, line->peak_use),
      };

      if (!aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_LINES = { &LINE_TABLE, push_lines, NULL, NULL };

static const AeqColumn THROUGHPUT_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "by", "By", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "hours", "By the hour", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "half_hours", "By 30 minutes", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "quarter_hours", "By 15 minutes", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
};
static const AeqTable THROUGHPUT_TABLE = { "c1", "C(i) Throughput", THROUGHPUT_COLUMNS,
                                           G_N_ELEMENTS (THROUGHPUT_COLUMNS) };

static gboolean
push_throughput (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  for (guint slot = 0; section->figures->n_sent_days > 0 && slot < AEQ_BCBS_SLOTS; slot++)
    {
      AeqCell share = aeq_cell_percent (section->figures->throughput[slot] / 100);
      AeqCell cells[G_N_ELEMENTS (THROUGHPUT_COLUMNS)] = {
        [2] = aeq_cell_text (aeq_bcbs_slot_end (slot)), slot % 4 == 3 ? share : aeq_cell_empty (),
        slot % 2 == 1 ? share : aeq_cell_empty (), share,
      };

      if (!aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_THROUGHPUT = { &THROUGHPUT_TABLE, push_throughput, aeq_bcbs_throughput_chart, NULL };

/* For paper, with the digits that are reported. */
static const AeqColumn HOUR_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "by", "By", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "percent", "Percent sent", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
};
static const AeqTable HOUR_TABLE = { "c1", "C(i) Throughput", HOUR_COLUMNS, G_N_ELEMENTS (HOUR_COLUMNS) };

/* The hours in which something moves. */
static gboolean
push_hours (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  const double *throughput = section->figures->throughput;

  for (guint slot = 3; section->figures->n_sent_days > 0 && slot < AEQ_BCBS_SLOTS; slot += 4)
    {
      char percent[G_ASCII_DTOSTR_BUF_SIZE];
      AeqCell cells[G_N_ELEMENTS (HOUR_COLUMNS)] = {
        [2] = aeq_cell_text (aeq_bcbs_slot_end (slot)),
        aeq_cell_decimal (g_ascii_formatd (percent, sizeof percent, "%.2f", throughput[slot])),
      };
      gboolean moves = throughput[slot] > 0 && (slot < 4 || throughput[slot - 4] < 100);

      if (moves && !aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_HOURS = { &HOUR_TABLE, push_hours, aeq_bcbs_throughput_chart, NULL };

static const AeqColumn DAY_COLUMNS[] = {
  AEQ_BCBS_NAME_COLUMNS,
  { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "usage", "Usage", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "usage_at", "Usage at", AEQ_CELL_INSTANT, AEQ_COLUMN_DETAIL },
  { "surplus", "Surplus", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "surplus_at", "Surplus at", AEQ_CELL_INSTANT, AEQ_COLUMN_DETAIL },
  { "usage_outflows_first", "Usage, outflows first", AEQ_CELL_MONEY, AEQ_COLUMN_DETAIL },
  { "available", "Available", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "sent", "Sent", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "received", "Received", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "obligations_settled", "Obligations settled", AEQ_CELL_MONEY, AEQ_COLUMN_DETAIL },
  { "late", "Late", AEQ_CELL_INTEGER, AEQ_COLUMN_DETAIL },
  { "missed", "Missed", AEQ_CELL_INTEGER, AEQ_COLUMN_DETAIL },
  { "customer_payments", "For customers", AEQ_CELL_MONEY, AEQ_COLUMN_DETAIL },
};
static const AeqTable DAY_TABLE = { "daily", "Days", DAY_COLUMNS, G_N_ELEMENTS (DAY_COLUMNS) };

static gboolean
push_days (AeqDocument *document, const AeqBcbsSection *section, gboolean named, GError **error)
{
  for (guint i = 0; i < section->figures->n_days; i++)
    {
      const AeqBcbsDay *day = &section->figures->days[i];
      AeqCell cells[G_N_ELEMENTS (DAY_COLUMNS)] = {
        [2] = aeq_cell_date (day->date),
        aeq_cell_money (day->reported.usage, section->currency),
        aeq_cell_instant (day->reported.usage_at, section->zone),
        aeq_cell_money (day->reported.surplus, section->currency),
        aeq_cell_instant (day->reported.surplus_at, section->zone),
        aeq_cell_money (day->worst.usage, section->currency),
        aeq_bcbs_money (section, day->available.known, day->available_total),
        aeq_cell_money (day->sent, section->currency),
        aeq_cell_money (day->received, section->currency),
        aeq_cell_money (day->settled, section->currency),
        aeq_cell_integer (day->late),
        aeq_cell_integer (day->missed),
        aeq_cell_money (day->customer, section->currency),
      };

      if (!aeq_bcbs_push_cells (document, section, named, cells, error))
        return FALSE;
    }
  return TRUE;
}

const AeqBcbsPart AEQ_BCBS_DAYS = { &DAY_TABLE, push_days, aeq_bcbs_usage_chart, NULL };
