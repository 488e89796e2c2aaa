/* SPDX-License-Identifier: MIT */
#include "aeq-job-backtest.h"

#include <math.h>

#include "aeq-desk-load.h"
#include "aeq-error.h"
#include "aeq-job-regime.h"

#define DEFAULT_ORIGINS 60
#define BUCKET_MINUTES 30
#define WEEK 5

static const guint HORIZONS[] = { 1, 5, 10 };

/* All accounts in one table: the rows are the days on which any of them is open, a closed day is missing. */
typedef struct
{
  AeqTable  table;
  double  **gross;
  GPtrArray *desks;
  GArray   *regimes; /* AeqRegimeReading by date */
  AeqAccuracy *accuracy;
  const AeqBacktestRequest *request;
} Walk;

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const AeqDate *x = a;
  const AeqDate *y = b;

  return (*x > *y) - (*x < *y);
}

static void
collect_dates (GPtrArray *desks, AeqTable *table)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  gsize n = 0;

  for (guint i = 0; i < desks->len; i++)
    {
      const AeqDeskSeries *series = &((AeqDeskView *) desks->pdata[i])->full;

      g_array_append_vals (dates, series->days, (guint) series->n_days);
    }
  g_array_sort (dates, compare_dates);
  for (guint i = 0; i < dates->len; i++)
    if (n == 0 || g_array_index (dates, AeqDate, i) != g_array_index (dates, AeqDate, n - 1))
      g_array_index (dates, AeqDate, n++) = g_array_index (dates, AeqDate, i);
  table->n = n;
  table->dates = g_memdup2 (dates->data, n * sizeof (AeqDate));
}

static void
fill_column (Walk *walk, gsize column, const AeqDeskView *desk)
{
  const AeqDeskSeries *series = &desk->full;
  gsize j = 0;

  walk->table.names[column] = g_strdup (desk->full_id);
  walk->table.values[column] = g_new (double, walk->table.n);
  walk->gross[column] = g_new0 (double, walk->table.n);
  for (gsize i = 0; i < walk->table.n; i++)
    {
      gboolean open = j < series->n_days && series->days[j] == walk->table.dates[i];

      walk->table.values[column][i] = open ? series->net[j] : NAN;
      walk->gross[column][i] = open ? series->gross_in[j] + series->gross_out[j] : 0;
      j += open;
    }
}

static void
walk_init (Walk *walk, GPtrArray *desks)
{
  collect_dates (desks, &walk->table);
  walk->desks = desks;
  walk->table.n_series = desks->len;
  walk->table.names = g_new0 (char *, desks->len + 1);
  walk->table.values = g_new0 (double *, desks->len + 1);
  walk->gross = g_new0 (double *, desks->len + 1);
  for (guint i = 0; i < desks->len; i++)
    fill_column (walk, i, desks->pdata[i]);
}

static void
walk_clear (Walk *walk)
{
  for (gsize i = 0; i < walk->table.n_series; i++)
    {
      g_free (walk->table.values[i]);
      g_free (walk->gross[i]);
    }
  g_free (walk->table.dates);
  g_strfreev (walk->table.names);
  g_free (walk->table.values);
  g_free (walk->gross);
  g_clear_pointer (&walk->regimes, g_array_unref);
}

static gsize
row_of (const AeqTable *table, AeqDate date)
{
  const AeqDate *found = bsearch (&date, table->dates, table->n, sizeof (AeqDate), compare_dates);

  return found != NULL ? (gsize) (found - table->dates) : table->n;
}

static const char *
regime_on (const Walk *walk, AeqDate date)
{
  const char *name = "unknown";

  for (guint i = 0; i < walk->regimes->len && g_array_index (walk->regimes, AeqRegimeReading, i).date <= date; i++)
    name = aeq_regime_name (g_array_index (walk->regimes, AeqRegimeReading, i).state);
  return name;
}

/* Last week's value of the same weekday, as known at the origin. */
static double
naive (const Walk *walk, gsize series, gsize origin, gsize target)
{
  for (gsize i = target; i >= WEEK; i -= WEEK)
    if (i - WEEK <= origin)
      return walk->table.values[series][i - WEEK];
  return NAN;
}

static void
on_prediction (const AeqPrediction *prediction, gpointer user_data)
{
  Walk *walk = user_data;
  int series = aeq_table_find (&walk->table, prediction->series);
  gsize origin = row_of (&walk->table, prediction->origin);
  gsize target = row_of (&walk->table, prediction->date);
  g_autofree char *name = NULL;
  const AeqAccount *account;
  AeqAccuracyItem item;

  if (isnan (prediction->actual) || series < 0 || target == walk->table.n)
    return;
  account = ((AeqDeskView *) walk->desks->pdata[series])->account;
  name = g_strconcat (account->number, " ", account->currency->code, NULL);
  item = (AeqAccuracyItem) {
    .regime = regime_on (walk, prediction->origin),
    .account = name,
    .day = prediction->date,
    .horizon = (int) (target - origin),
    .y = prediction->actual,
    .q = prediction->quantiles,
    .naive = naive (walk, (gsize) series, origin, target),
    .gross = walk->gross[series][target],
  };
  aeq_accuracy_add (walk->accuracy, &item);
  if (walk->request->on_prediction != NULL)
    walk->request->on_prediction (prediction, walk->request->user_data);
}

static gboolean
check_range (const Walk *walk, AeqBacktestSpec *spec, const AeqBacktestRequest *request, GError **error)
{
  gsize n = walk->table.n;

  if (n < DEFAULT_ORIGINS * 2)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "a walk needs at least %d business days of history; there are %" G_GSIZE_FORMAT,
                   DEFAULT_ORIGINS * 2, n);
      return FALSE;
    }
  spec->from = request->from != AEQ_DATE_NONE ? request->from : walk->table.dates[n - 1 - DEFAULT_ORIGINS];
  spec->to = request->to != AEQ_DATE_NONE ? request->to : walk->table.dates[n - 2];
  if (spec->from <= spec->to)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--from is after --to");
  return FALSE;
}

static gboolean
run_walk (AeqLedger *ledger, Walk *walk, const AeqBacktestRequest *request, AeqProgress *progress, GCancellable *cancellable,
          GError **error)
{
  AeqBacktestSpec spec = {
    .table = &walk->table,
    .season = WEEK,
    .rolling = TRUE,
    .horizons = HORIZONS,
    .n_horizons = G_N_ELEMENTS (HORIZONS),
    .refit_days = request->refit_days,
    .seed = ledger->seed,
    .on_prediction = on_prediction,
    .user_data = walk,
  };
  g_autoptr(AeqBacktest) result = NULL;

  if (!check_range (walk, &spec, request, error) ||
      (walk->regimes = aeq_job_regime_history (ledger, AEQ_DATE_NONE, spec.to, error)) == NULL)
    return FALSE;
  return (result = aeq_backtest_run (&spec, progress, cancellable, error)) != NULL;
}

AeqAccuracy *
aeq_job_backtest (AeqLedger *ledger, const AeqBacktestRequest *request, AeqProgress *progress, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr(GPtrArray) desks = aeq_desk_load (ledger, request->account, BUCKET_MINUTES, cancellable, error);
  g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();
  Walk walk = { .accuracy = accuracy, .request = request };
  gboolean ok;

  if (desks == NULL)
    return NULL;
  walk_init (&walk, desks);
  ok = run_walk (ledger, &walk, request, progress, cancellable, error);
  walk_clear (&walk);
  return ok ? g_steal_pointer (&accuracy) : NULL;
}
