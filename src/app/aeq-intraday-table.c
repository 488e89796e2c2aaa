/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-table.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"

#define Q05 1
#define Q95 7
#define NONE G_MININT64

typedef struct
{
  const AeqLadder *ladder;
  guint            i;
} Slice;

static const AeqRung *
rung_of (const Slice *slice)
{
  return &slice->ladder->rungs[slice->i];
}

/* What lies after now has no booked figures yet. */
static gint64
booked (const Slice *slice, gint64 minor)
{
  return aeq_buckets_start (&slice->ladder->buckets, slice->i) <= slice->ladder->now ? minor : NONE;
}

static gint64
forecast (const Slice *slice, int level)
{
  return rung_of (slice)->forecast != NULL ? rung_of (slice)->forecast->balance[level] : NONE;
}

static gint64 in (const Slice *slice) { return booked (slice, rung_of (slice)->in); }
static gint64 out (const Slice *slice) { return booked (slice, rung_of (slice)->out); }
static gint64 net (const Slice *slice) { return booked (slice, rung_of (slice)->in + rung_of (slice)->out); }
static gint64 position (const Slice *slice) { return booked (slice, rung_of (slice)->position); }
static gint64 balance (const Slice *slice) { return booked (slice, rung_of (slice)->balance); }
static gint64 expected_in (const Slice *slice) { return rung_of (slice)->expected_in; }
static gint64 expected_out (const Slice *slice) { return rung_of (slice)->expected_out; }
static gint64 q05 (const Slice *slice) { return forecast (slice, Q05); }
static gint64 q50 (const Slice *slice) { return forecast (slice, AEQ_MEDIAN_INDEX); }
static gint64 q95 (const Slice *slice) { return forecast (slice, Q95); }

static AeqViewCell
amount_cell (const Slice *slice, gint64 minor, gboolean signed_figure)
{
  if (minor == NONE)
    return (AeqViewCell) { NULL, NULL };
  if (minor == 0 && !signed_figure)
    return (AeqViewCell) { g_strdup ("–"), "dim-label" };
  return (AeqViewCell) { aeq_screen_amount (minor, slice->ladder->currency),
                        signed_figure && minor < 0 ? "negative" : NULL };
}

static AeqViewCell
from_cell (gconstpointer data)
{
  const Slice *slice = data;
  const AeqBuckets *buckets = &slice->ladder->buckets;
  AeqInstant at = aeq_buckets_start (buckets, slice->i);
  gboolean running = at <= slice->ladder->now && slice->ladder->now < aeq_buckets_start (buckets, slice->i + 1);
  g_autofree char *clock = NULL;
  gint64 time_of_day;
  AeqDate day;

  aeq_zone_to_local (slice->ladder->zone, at, &day, &time_of_day);
  clock = g_strdup_printf ("%02d:%02d", (int) (time_of_day / AEQ_HOUR), (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE));
  return (AeqViewCell) { running ? g_strdup_printf (_("%s now"), clock) : g_steal_pointer (&clock),
                        running ? "heading" : NULL };
}

static AeqViewCell in_cell (gconstpointer data) { return amount_cell (data, in (data), FALSE); }
static AeqViewCell out_cell (gconstpointer data) { return amount_cell (data, out (data), FALSE); }
static AeqViewCell net_cell (gconstpointer data) { return amount_cell (data, net (data), FALSE); }
static AeqViewCell position_cell (gconstpointer data) { return amount_cell (data, position (data), TRUE); }
static AeqViewCell balance_cell (gconstpointer data) { return amount_cell (data, balance (data), TRUE); }
static AeqViewCell expected_in_cell (gconstpointer data) { return amount_cell (data, expected_in (data), FALSE); }
static AeqViewCell expected_out_cell (gconstpointer data) { return amount_cell (data, expected_out (data), FALSE); }
static AeqViewCell q05_cell (gconstpointer data) { return amount_cell (data, q05 (data), TRUE); }
static AeqViewCell q50_cell (gconstpointer data) { return amount_cell (data, q50 (data), TRUE); }
static AeqViewCell q95_cell (gconstpointer data) { return amount_cell (data, q95 (data), TRUE); }

static const AeqViewColumn COLUMNS[] = {
  { N_("From"), 72, FALSE, FALSE, from_cell },
  { N_("In"), 108, TRUE, FALSE, in_cell },
  { N_("Out"), 112, TRUE, FALSE, out_cell },
  { N_("Net"), 112, TRUE, FALSE, net_cell },
  { N_("Position"), 112, TRUE, FALSE, position_cell },
  { N_("Balance"), 116, TRUE, FALSE, balance_cell },
  { N_("Announced In"), 104, TRUE, FALSE, expected_in_cell },
  { N_("Announced Out"), 104, TRUE, FALSE, expected_out_cell },
  { N_("Forecast, 5 %"), 110, TRUE, FALSE, q05_cell },
  { N_("Forecast, Median"), 116, TRUE, FALSE, q50_cell },
  { N_("Forecast, 95 %"), 110, TRUE, FALSE, q95_cell },
};

/* The amounts in the order of the columns after the first. */
static gint64 (*const AMOUNTS[]) (const Slice *slice) = { in,          out,          net, position, balance,
                                                          expected_in, expected_out, q05, q50,      q95 };

void
aeq_intraday_table_add_columns (GtkColumnView *view)
{
  aeq_columns_add (view, COLUMNS, G_N_ELEMENTS (COLUMNS), NULL);
}

GListModel *
aeq_intraday_table_rows (const AeqIntradayDay *self)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; i < self->ladder.buckets.count; i++)
    {
      Slice *slice = g_new (Slice, 1);
      g_autoptr(AeqRow) row = aeq_row_new (slice, g_free);

      *slice = (Slice) { &self->ladder, i };
      g_list_store_append (store, row);
    }
  return G_LIST_MODEL (store);
}

static void
append_row (GString *text, const Slice *slice)
{
  char buffer[MAX (AEQ_MONEY_TEXT_SIZE, AEQ_INSTANT_TEXT_SIZE)];

  g_string_append (
      text, aeq_zone_format (slice->ladder->zone, aeq_buckets_start (&slice->ladder->buckets, slice->i), buffer));
  for (guint i = 0; i < G_N_ELEMENTS (AMOUNTS); i++)
    {
      gint64 minor = AMOUNTS[i] (slice);

      g_string_append_printf (text, "\t%s",
                              minor != NONE ? aeq_money_format (minor, slice->ladder->currency->exponent, buffer) : "");
    }
  g_string_append_c (text, '\n');
}

char *
aeq_intraday_table_text (const AeqIntradayDay *self, GtkBitset *selected, gboolean headers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; headers && i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (text, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  for (guint i = 0; i < self->ladder.buckets.count; i++)
    if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      append_row (text, &(const Slice) { &self->ladder, i });
  return g_string_free (text, FALSE);
}
