/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-tables.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-column.h"
#include "aeq-forecast-words.h"
#include "aeq-position-words.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"

/* A forecast of the list, on the account's clock. */
typedef struct
{
  const AeqIssuedRun *run;
  const AeqZone      *zone;
} Run;

/* The reason @i, or the lines around the reasons. */
typedef struct
{
  const AeqDiffAccount *pair;
  int                   line;
} Change;

typedef struct
{
  const AeqIssuedOverride *one;
  const AeqAccount        *account;
} Override;

enum { LINE_BEFORE, LINE_REASONS, LINE_LIMIT = LINE_REASONS + AEQ_N_REASONS, LINE_AFTER, N_LINES };

static char *
when_text (const AeqZone *zone, AeqInstant at)
{
  char text[AEQ_INSTANT_TEXT_SIZE];
  g_autofree char *date = NULL;

  aeq_zone_format (zone, at, text);
  date = aeq_screen_date (aeq_zone_date (zone, at));
  return g_strdup_printf ("%s %.5s", date, text + 11);
}

static AeqViewCell
issued_cell (gconstpointer data)
{
  return (AeqViewCell) { when_text (((const Run *) data)->zone, ((const Run *) data)->run->as_of), NULL };
}

static AeqViewCell
model_cell (gconstpointer data)
{
  const AeqIssuedRun *run = ((const Run *) data)->run;

  return (AeqViewCell) { g_strdup (run->scenario != NULL ? run->scenario : run->model), run->scenario != NULL ? "warning" : NULL };
}

static AeqViewCell
regime_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (aeq_regime_word (((const Run *) data)->run->regime)), NULL };
}

static AeqViewCell
scored_cell (gconstpointer data)
{
  const AeqIssuedRun *run = ((const Run *) data)->run;

  return (AeqViewCell) { g_strdup_printf ("%d/%d", (int) run->n_scored, (int) run->n_days), run->n_scored == 0 ? "dim-label" : NULL };
}

static const AeqViewColumn RUN_COLUMNS[] = {
  { N_("Issued"), 116, FALSE, FALSE, issued_cell },
  { N_("Model"), 54, FALSE, TRUE, model_cell },
  { N_("Regime"), 64, FALSE, FALSE, regime_cell },
  { N_("Scored"), 56, TRUE, FALSE, scored_cell },
};

void
aeq_forecast_add_run_columns (GtkColumnView *view)
{
  aeq_columns_add (view, RUN_COLUMNS, G_N_ELEMENTS (RUN_COLUMNS), NULL);
  aeq_columns_explain (view, 3, N_("Days of the account whose outcome is known, of those that were forecast"));
}

static void
append (GListStore *store, gconstpointer data, gsize size)
{
  g_autoptr(AeqRow) row = aeq_row_new (g_memdup2 (data, size), g_free);

  g_list_store_append (store, row);
}

GListModel *
aeq_forecast_run_rows (const AeqIssuedView *self)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; i < self->runs->len; i++)
    append (store, &(Run) { self->runs->pdata[i], self->account->zone }, sizeof (Run));
  return G_LIST_MODEL (store);
}

static AeqViewCell
line_cell (gconstpointer data)
{
  int line = ((const Change *) data)->line;

  if (line == LINE_BEFORE || line == LINE_AFTER)
    return (AeqViewCell) { g_strdup (line == LINE_BEFORE ? _("Earlier forecast") : _("Later forecast")), "sum" };
  return (AeqViewCell) { g_strdup (line == LINE_LIMIT ? _("Limit and credit lines") : aeq_change_word ((AeqReason) (line - LINE_REASONS))), NULL };
}

static AeqViewCell
figure_cell (const Change *row, AeqDiffFigureKind kind)
{
  const AeqDiffFigure *figure = &row->pair->figures[kind];
  gint64 minor = row->line == LINE_BEFORE ? figure->before : row->line == LINE_AFTER ? figure->after : AEQ_ISSUED_NONE;
  gboolean whole = row->line == LINE_BEFORE || row->line == LINE_AFTER;

  if (row->line >= LINE_REASONS && row->line < LINE_LIMIT)
    minor = figure->reasons[row->line - LINE_REASONS];
  if (!figure->has || minor == AEQ_ISSUED_NONE)
    return (AeqViewCell) { NULL, NULL };
  if (!whole && minor == 0)
    return (AeqViewCell) { g_strdup ("–"), "dim-label" };
  return (AeqViewCell) { aeq_screen_amount (minor, row->pair->after->currency), whole ? "sum" : minor < 0 ? "negative" : NULL };
}

static AeqViewCell closing_cell (gconstpointer data) { return figure_cell (data, AEQ_DIFF_CLOSING); }
static AeqViewCell lowest_cell (gconstpointer data) { return figure_cell (data, AEQ_DIFF_LOWEST); }
static AeqViewCell next_day_cell (gconstpointer data) { return figure_cell (data, AEQ_DIFF_NEXT_DAY); }

static AeqViewCell
points_cell (double points)
{
  g_autofree char *number = aeq_screen_decimal (points * 100, 1, TRUE);

  if (points == 0)
    return (AeqViewCell) { g_strdup ("–"), "dim-label" };
  /* translators: percentage points */
  return (AeqViewCell) { g_strdup_printf (_("%s pp"), number), NULL };
}

static AeqViewCell
breach_cell (gconstpointer data)
{
  const Change *row = data;
  const AeqDiffBreach *breach = &row->pair->breach;

  if (!breach->has)
    return (AeqViewCell) { NULL, NULL };
  if (row->line == LINE_BEFORE || row->line == LINE_AFTER)
    return (AeqViewCell) { aeq_screen_share (row->line == LINE_BEFORE ? row->pair->before->p_breach : row->pair->after->p_breach), "sum" };
  return points_cell (row->line == LINE_LIMIT ? breach->limit : breach->reasons[row->line - LINE_REASONS]);
}

static const AeqViewColumn CHANGE_COLUMNS[] = {
  { N_("What Changed"), 240, FALSE, TRUE, line_cell },
  { N_("Closing Today"), 132, TRUE, FALSE, closing_cell },
  { N_("Lowest Today"), 132, TRUE, FALSE, lowest_cell },
  { N_("Net, Next Day"), 132, TRUE, FALSE, next_day_cell },
  { N_("Chance of a Breach"), 132, TRUE, FALSE, breach_cell },
};

void
aeq_forecast_add_change_columns (GtkColumnView *view)
{
  aeq_columns_add (view, CHANGE_COLUMNS, G_N_ELEMENTS (CHANGE_COLUMNS), NULL);
  aeq_columns_explain (view, 1, N_("Median of the balance at the end of the later forecast’s today, and what moved it"));
  aeq_columns_explain (view, 2, N_("Median of the lowest balance of the later forecast’s today, and what moved it"));
  aeq_columns_explain (view, 3, N_("Median of the net flow of the next business day, and what moved it"));
  aeq_columns_explain (view, 4, N_("Chance that balance and committed credit lines fall below the limit today; changes in percentage points"));
}

GListModel *
aeq_forecast_change_rows (const AeqDiffAccount *pair)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);

  for (int line = 0; line < N_LINES; line++)
    append (store, &(Change) { pair, line }, sizeof (Change));
  return G_LIST_MODEL (store);
}

static AeqViewCell
at_cell (gconstpointer data)
{
  const Override *row = data;

  return (AeqViewCell) { when_text (row->account->zone, row->one->at), NULL };
}

static AeqViewCell
amount_cell (gconstpointer data)
{
  const Override *row = data;

  return (AeqViewCell) { aeq_screen_amount (row->one->amount, row->account->currency), row->one->amount < 0 ? "negative" : NULL };
}

static AeqViewCell
reason_cell (gconstpointer data)
{
  return (AeqViewCell) { g_strdup (((const Override *) data)->one->reason), NULL };
}

static const AeqViewColumn OVERRIDE_COLUMNS[] = {
  { N_("When"), 132, FALSE, FALSE, at_cell },
  { N_("Amount"), 132, TRUE, FALSE, amount_cell },
  { N_("Reason"), 240, FALSE, TRUE, reason_cell },
};

void
aeq_forecast_add_override_columns (GtkColumnView *view)
{
  aeq_columns_add (view, OVERRIDE_COLUMNS, G_N_ELEMENTS (OVERRIDE_COLUMNS), NULL);
  aeq_columns_explain (view, 1, N_("What the analyst adds to the forecast’s flows: positive comes in, negative goes out"));
}

GListModel *
aeq_forecast_override_rows (const AeqIssuedView *self)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; i < self->overrides->len; i++)
    append (store, &(Override) { self->overrides->pdata[i], self->account }, sizeof (Override));
  return G_LIST_MODEL (store);
}
