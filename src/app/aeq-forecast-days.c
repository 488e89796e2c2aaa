/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-tables.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"

#define N_CLOSING 4 /* of the columns before the closing balances */

typedef struct
{
  const AeqIssuedDay   *day;
  const AeqIssuedScore *score; /* (nullable) */
  const AeqCurrency    *currency;
} Day;

static AeqViewCell
amount_cell (const Day *row, gint64 minor)
{
  if (minor == AEQ_ISSUED_NONE)
    return (AeqViewCell) { NULL, NULL };
  return (AeqViewCell) { aeq_screen_amount (minor, row->currency), minor < 0 ? "negative" : NULL };
}

static AeqViewCell
date_cell (gconstpointer data)
{
  return (AeqViewCell) { aeq_screen_date (((const Day *) data)->day->date), NULL };
}

static gint64
came (const Day *row)
{
  return row->score != NULL ? row->score->net : AEQ_ISSUED_NONE;
}

static AeqViewCell
inside_cell (gconstpointer data)
{
  const Day *row = data;

  if (row->score == NULL)
    return (AeqViewCell) { NULL, NULL };
  if ((double) row->score->net < row->score->q[1])
    return (AeqViewCell) { g_strdup (_("below")), "warning" };
  if ((double) row->score->net > row->score->q[7])
    return (AeqViewCell) { g_strdup (_("above")), "warning" };
  return (AeqViewCell) { g_strdup (_("within")), NULL };
}

static AeqViewCell known_cell (gconstpointer data) { return amount_cell (data, ((const Day *) data)->day->known); }
static AeqViewCell overridden_cell (gconstpointer data) { return amount_cell (data, ((const Day *) data)->day->overridden); }
static AeqViewCell net_cell (gconstpointer data) { return amount_cell (data, ((const Day *) data)->day->net[AEQ_MEDIAN_INDEX]); }
static AeqViewCell came_cell (gconstpointer data) { return amount_cell (data, came (data)); }

#define CLOSING(k) static AeqViewCell closing_cell_##k (gconstpointer data) { return amount_cell (data, ((const Day *) data)->day->closing[k]); }
CLOSING (0) CLOSING (1) CLOSING (2) CLOSING (3) CLOSING (4) CLOSING (5) CLOSING (6) CLOSING (7) CLOSING (8)

static const AeqViewColumn COLUMNS[] = {
  { N_("Day"), 92, FALSE, FALSE, date_cell },
  { N_("Announced"), 112, TRUE, FALSE, known_cell },
  { N_("Overrides"), 104, TRUE, FALSE, overridden_cell },
  { N_("Net, Median"), 112, TRUE, FALSE, net_cell },
  { N_("2.5 %"), 112, TRUE, FALSE, closing_cell_0 },
  { N_("5 %"), 112, TRUE, FALSE, closing_cell_1 },
  { N_("10 %"), 112, TRUE, FALSE, closing_cell_2 },
  { N_("25 %"), 112, TRUE, FALSE, closing_cell_3 },
  { N_("Median"), 112, TRUE, FALSE, closing_cell_4 },
  { N_("75 %"), 112, TRUE, FALSE, closing_cell_5 },
  { N_("90 %"), 112, TRUE, FALSE, closing_cell_6 },
  { N_("95 %"), 112, TRUE, FALSE, closing_cell_7 },
  { N_("97.5 %"), 112, TRUE, FALSE, closing_cell_8 },
  { N_("Net That Came"), 112, TRUE, FALSE, came_cell },
  { N_("Interval, 90 %"), 96, FALSE, FALSE, inside_cell },
};

void
aeq_forecast_add_day_columns (GtkColumnView *view)
{
  aeq_columns_add (view, COLUMNS, G_N_ELEMENTS (COLUMNS), NULL);
  aeq_columns_explain (view, 1, N_("What is announced for the day, overrides too; contained in the net"));
  aeq_columns_explain (view, 2, N_("What the analyst’s overrides add to the day"));
  aeq_columns_explain (view, 3, N_("Net flow of the day: it is above it as often as below"));
  for (guint i = N_CLOSING; i < N_CLOSING + AEQ_N_QUANTILES; i++)
    aeq_columns_explain (view, i, N_("The closing balance lies below this in so many cases of a hundred"));
  aeq_columns_explain (view, N_CLOSING + AEQ_N_QUANTILES, N_("Net flow of the day as it came, once the day is over and known"));
  aeq_columns_explain (view, N_CLOSING + AEQ_N_QUANTILES + 1, N_("Whether the net that came lies in the range that should hold nine days of ten"));
}

static const AeqIssuedScore *
score_of (const AeqIssuedView *self, const AeqIssuedDay *day)
{
  for (guint i = 0; i < self->scores->len; i++)
    if (g_array_index (self->scores, AeqIssuedScore, i).day == day->date)
      return &g_array_index (self->scores, AeqIssuedScore, i);
  return NULL;
}

static Day
day_of (const AeqIssuedView *self, guint i)
{
  const AeqIssuedDay *day = &g_array_index (self->told->days, AeqIssuedDay, i);

  return (Day) { day, score_of (self, day), self->account->currency };
}

GListModel *
aeq_forecast_day_rows (const AeqIssuedView *self)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; self->told != NULL && i < self->told->days->len; i++)
    {
      Day day = day_of (self, i);
      g_autoptr(AeqRow) row = aeq_row_new (g_memdup2 (&day, sizeof day), g_free);

      g_list_store_append (store, row);
    }
  return G_LIST_MODEL (store);
}

static void
append_amount (GString *text, const Day *row, gint64 minor)
{
  char buffer[AEQ_MONEY_TEXT_SIZE];

  g_string_append_c (text, '\t');
  if (minor != AEQ_ISSUED_NONE)
    g_string_append (text, aeq_money_format (minor, row->currency->exponent, buffer));
}

static void
append_day (GString *text, const Day *row)
{
  AeqViewCell inside = inside_cell (row);
  char date[AEQ_DATE_TEXT_SIZE];

  g_string_append (text, aeq_date_format (row->day->date, date));
  append_amount (text, row, row->day->known);
  append_amount (text, row, row->day->overridden);
  append_amount (text, row, row->day->net[AEQ_MEDIAN_INDEX]);
  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    append_amount (text, row, row->day->closing[k]);
  append_amount (text, row, came (row));
  g_string_append_printf (text, "\t%s\n", inside.text != NULL ? inside.text : "");
  g_free (inside.text);
}

char *
aeq_forecast_day_text (const AeqIssuedView *self, GtkBitset *selected, gboolean headers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; headers && i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (text, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  for (guint i = 0; i < self->told->days->len; i++)
    {
      Day day = day_of (self, i);

      if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
        append_day (text, &day);
    }
  return g_string_free (text, FALSE);
}
