/* SPDX-License-Identifier: MIT */
#include "aeq-job-series.h"

#include <math.h>

#include "aeq-csv-writer.h"
#include "aeq-error.h"
#include "aeq-indicator-csv.h"
#include "aeq-json.h"
#include "aeq-rest.h"

/* Where predictions go while the walk runs; an error is kept until it is over. */
typedef struct
{
  AeqCsvWriter *csv;
  GError       *error;
} Sink;

static gboolean
open_sink (Sink *sink, const char *path, const char *const *columns, GError **error)
{
  if (path == NULL)
    return TRUE;
  if ((sink->csv = aeq_csv_writer_new (path, NULL, error)) == NULL)
    return FALSE;
  for (; *columns != NULL; columns++)
    aeq_csv_writer_text (sink->csv, *columns);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "q%g", AEQ_QUANTILE_LEVELS[i]);
      aeq_csv_writer_text (sink->csv, name);
    }
  return aeq_csv_writer_end_row (sink->csv, error);
}

static gboolean
close_sink (Sink *sink, gboolean ok, GError **error)
{
  if (ok && sink->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sink->error));
      ok = FALSE;
    }
  if (ok && sink->csv != NULL)
    ok = aeq_csv_writer_finish (sink->csv, error);
  g_clear_pointer (&sink->csv, aeq_csv_writer_free);
  g_clear_error (&sink->error);
  return ok;
}

static void
put_double (AeqCsvWriter *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  aeq_csv_writer_number (csv, isnan (value) ? "" : aeq_double_format (value, text));
}

static void
put_date (AeqCsvWriter *csv, AeqDate date)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_csv_writer_number (csv, aeq_date_format (date, text));
}

static void
end_row (Sink *sink, double actual, const double *quantiles)
{
  put_double (sink->csv, actual);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    put_double (sink->csv, quantiles[i]);
  if (sink->error == NULL)
    aeq_csv_writer_end_row (sink->csv, &sink->error);
}

static void
on_prediction (const AeqPrediction *prediction, gpointer user_data)
{
  Sink *sink = user_data;

  aeq_csv_writer_text (sink->csv, prediction->series);
  put_date (sink->csv, prediction->origin);
  put_date (sink->csv, prediction->date);
  end_row (sink, prediction->actual, prediction->quantiles);
}

static void
on_intraday_prediction (const AeqIntradayPrediction *prediction, gpointer user_data)
{
  Sink *sink = user_data;
  char text[16];

  aeq_csv_writer_text (sink->csv, prediction->series);
  put_date (sink->csv, prediction->day);
  g_snprintf (text, sizeof text, "%u", prediction->now);
  aeq_csv_writer_number (sink->csv, text);
  g_snprintf (text, sizeof text, "%u", prediction->bucket);
  aeq_csv_writer_number (sink->csv, text);
  end_row (sink, prediction->actual, prediction->quantiles);
}

/* Market features a row: the newest value that was known by the end of that row's day, and its change over five rows. */
static const char *const MARKET_SERIES[] = { "VIXCLS", "BAA10Y" };
#define N_MARKET (2 * G_N_ELEMENTS (MARKET_SERIES))
#define CHANGE_ROWS 5

typedef struct
{
  const AeqTable *table;
  double         *columns[N_MARKET];
  AeqDate        *dates[G_N_ELEMENTS (MARKET_SERIES)]; /* of the value that a row holds */
} Market;

static gboolean
place_value (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Market *self = user_data;
  gsize low = 0;
  gsize high = self->table->n;

  for (guint i = 0; i < G_N_ELEMENTS (MARKET_SERIES); i++)
    if (g_str_equal (series, MARKET_SERIES[i]))
      {
        while (low < high)
          {
            gsize middle = (low + high) / 2;

            if (self->table->dates[middle] < known_on)
              low = middle + 1;
            else
              high = middle;
          }
        if (low < self->table->n && date >= self->dates[i][low])
          {
            self->columns[2 * i][low] = value;
            self->dates[i][low] = date;
          }
      }
  return TRUE;
}

static void
carry_forward (Market *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (MARKET_SERIES); i++)
    {
      double *level = self->columns[2 * i];
      double *change = self->columns[2 * i + 1];

      for (gsize row = 0; row < self->table->n; row++)
        {
          if (isnan (level[row]) && row > 0)
            level[row] = level[row - 1];
          change[row] = row >= CHANGE_ROWS ? level[row] - level[row - CHANGE_ROWS] : NAN;
        }
    }
}

static gboolean
read_market (Market *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("us_fedwire", error);
  AeqIndicatorSummary summary;

  for (guint i = 0; i < N_MARKET; i++)
    {
      self->columns[i] = g_new (double, self->table->n + 1);
      for (gsize row = 0; row < self->table->n; row++)
        self->columns[i][row] = NAN;
    }
  for (guint i = 0; i < G_N_ELEMENTS (MARKET_SERIES); i++)
    {
      self->dates[i] = g_new (AeqDate, self->table->n + 1);
      for (gsize row = 0; row < self->table->n; row++)
        self->dates[i][row] = AEQ_DATE_NONE;
    }
  if (calendar == NULL || !aeq_indicator_read_csv (path, calendar, place_value, self, NULL, &summary, cancellable, error))
    return FALSE;
  carry_forward (self);
  return TRUE;
}

static void
market_clear (Market *self)
{
  for (guint i = 0; i < N_MARKET; i++)
    g_free (self->columns[i]);
  for (guint i = 0; i < G_N_ELEMENTS (MARKET_SERIES); i++)
    g_free (self->dates[i]);
}

static void
write_part (AeqJson *json, const AeqBacktestPart *part)
{
  aeq_json_int (json, "n", (gint64) part->tally.n);
  aeq_json_double (json, "smape", aeq_tally_smape (&part->tally));
  aeq_json_double (json, "wape", aeq_tally_wape (&part->tally));
  aeq_json_double (json, "bias", aeq_tally_bias (&part->tally));
  aeq_json_double (json, "mase", part->mase);
  aeq_json_double (json, "wql", aeq_tally_wql (&part->tally));
  aeq_json_double (json, "crps", aeq_tally_crps (&part->tally));
  aeq_json_double (json, "coverage90", part->tally.n > 0 ? aeq_tally_coverage (&part->tally, AEQ_INTERVAL_90) : NAN);
  aeq_json_double (json, "width90", part->tally.n > 0 ? aeq_tally_width (&part->tally, AEQ_INTERVAL_90) : NAN);
  aeq_json_double (json, "worst60", aeq_worst_run (part->inside, part->n_inside, 60));
}

static void
write_horizons (AeqJson *json, const char *name, const AeqBacktest *result, const AeqBacktestPart *parts)
{
  aeq_json_begin_array (json, name);
  for (gsize i = 0; i < result->n_horizons; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_int (json, "horizon", result->horizons[i]);
      write_part (json, &parts[i]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

static void
write_series (AeqJson *json, const AeqBacktest *result)
{
  aeq_json_begin_array (json, "by_series");
  for (gsize i = 0; i < result->n_series; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "series", result->names[i]);
      write_part (json, &result->by_series[i]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

/* Which candidates ran, how each would have fared alone, and its share of the forecast. */
static void
write_candidates (AeqJson *json, const AeqBacktest *result)
{
  aeq_json_begin_array (json, "candidates");
  for (guint c = 0; c < result->n_candidates; c++)
    {
      const AeqBacktestCandidate *one = &result->candidates[c];
      gboolean ran = one->tally.n > 0;

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "name", one->name);
      aeq_json_int (json, "n", (gint64) one->tally.n);
      aeq_json_double (json, "smape", aeq_tally_smape (&one->tally));
      aeq_json_double (json, "wape", aeq_tally_wape (&one->tally));
      aeq_json_double (json, "wql", aeq_tally_wql (&one->tally));
      aeq_json_double (json, "coverage90", ran ? aeq_tally_coverage (&one->tally, AEQ_INTERVAL_90) : NAN);
      aeq_json_double (json, "weight", one->weight);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

/* The total's smape and mase are means over the series. */
static char *
daily_document (const AeqBacktest *result, gboolean window)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);
  const AeqTally *tally = &result->total.tally;

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "series", (gint64) result->n_series);
  aeq_json_int (json, "origins", (gint64) result->n_origins);
  aeq_json_int (json, "n", (gint64) tally->n);
  aeq_json_int (json, "horizon", result->horizons[result->n_horizons - 1]);
  aeq_json_double (json, "smape", result->smape);
  aeq_json_double (json, "wape", aeq_tally_wape (tally));
  aeq_json_double (json, "mase", result->total.mase);
  aeq_json_double (json, "wql", aeq_tally_wql (tally));
  aeq_json_double (json, "coverage90", tally->n > 0 ? aeq_tally_coverage (tally, AEQ_INTERVAL_90) : NAN);
  aeq_json_double (json, "width90", tally->n > 0 ? aeq_tally_width (tally, AEQ_INTERVAL_90) : NAN);
  aeq_json_double (json, "seconds_fit", result->seconds_fit);
  aeq_json_double (json, "seconds_forecast", result->seconds_forecast);
  aeq_json_int (json, "fits", result->n_fits);
  write_candidates (json, result);
  write_horizons (json, "by_horizon", result, result->by_horizon);
  write_series (json, result);
  if (window)
    {
      aeq_json_begin_object (json, "window");
      write_part (json, &result->window);
      write_horizons (json, "by_horizon", result, result->window_by_horizon);
      aeq_json_end_object (json);
    }
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}

static char *
run_daily (const AeqSeriesRequest *request, const AeqTable *table, AeqCalendar *calendar, AeqProgress *progress,
           GCancellable *cancellable, GError **error)
{
  static const char *const COLUMNS[] = { "series", "origin", "date", "actual", NULL };
  g_autoptr(AeqTable) known = request->known != NULL ? aeq_table_read (request->known, error) : NULL;
  g_autoptr(AeqBacktest) result = NULL;
  Market market = { .table = table };
  Sink sink = { NULL, NULL };
  AeqBacktestSpec spec = {
    .table = table, .known = known, .calendar = calendar, .season = request->season, .zeros_missing = request->zeros_missing,
    .tail = request->tail, .rolling = request->rolling_from != AEQ_DATE_NONE, .from = request->rolling_from,
    .to = request->rolling_to, .horizons = (const guint *) request->horizons->data, .n_horizons = request->horizons->len,
    .refit_days = request->refit_days, .has_window = request->has_window, .window_from = request->window_from,
    .window_to = request->window_to, .seed = request->seed, .on_prediction = request->predictions != NULL ? on_prediction : NULL,
    .user_data = &sink,
  };
  gboolean ok = request->known == NULL || known != NULL;

  if (ok && request->indicators != NULL && (ok = read_market (&market, request->indicators, cancellable, error)))
    {
      spec.n_market = N_MARKET;
      spec.market = (const double *const *) market.columns;
    }
  ok = ok && open_sink (&sink, request->predictions, COLUMNS, error) &&
       (result = aeq_backtest_run (&spec, progress, cancellable, error)) != NULL;
  ok = close_sink (&sink, ok, error);
  market_clear (&market);
  return ok ? daily_document (result, request->has_window) : NULL;
}

static void
write_intraday_score (AeqJson *json, const AeqIntradayScore *score)
{
  aeq_json_double (json, "wape_total", score->wape_total);
  aeq_json_double (json, "wape_bucket", score->wape_bucket);
  aeq_json_double (json, "crps", score->crps);
  aeq_json_double (json, "energy", score->energy);
  aeq_json_double (json, "wql", score->wql);
  aeq_json_double (json, "coverage90_eod", score->coverage90);
  aeq_json_double (json, "width90_eod", score->width90);
}

static char *
intraday_document (const AeqIntradayBacktest *result)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);
  guint64 n = 0;

  for (gsize i = 0; i < result->n_nows; i++)
    n += result->by_now[i].n;
  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "series", (gint64) result->n_series);
  aeq_json_int (json, "origins", (gint64) (result->n_days * result->n_nows));
  aeq_json_int (json, "n", (gint64) n);
  aeq_json_int (json, "buckets", result->n_buckets);
  write_intraday_score (json, &result->mean);
  aeq_json_double (json, "seconds_fit", result->seconds_fit);
  aeq_json_double (json, "seconds_forecast", result->seconds_forecast);
  aeq_json_begin_array (json, "candidates");
  for (guint c = 0; c < result->n_candidates; c++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "name", aeq_rest_candidate_name (c));
      aeq_json_double (json, "relative_loss", result->losses[c]);
      aeq_json_double (json, "weight", result->weights[c]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "by_now");
  for (gsize i = 0; i < result->n_nows; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_int (json, "now", result->by_now[i].now);
      aeq_json_int (json, "n", (gint64) result->by_now[i].n);
      write_intraday_score (json, &result->by_now[i]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}

static char *
run_intraday (const AeqSeriesRequest *request, const AeqTable *table, AeqCalendar *calendar, AeqProgress *progress,
              GCancellable *cancellable, GError **error)
{
  static const char *const COLUMNS[] = { "series", "day", "now", "bucket", "actual", NULL };
  g_autoptr(AeqIntradayBacktest) result = NULL;
  Sink sink = { NULL, NULL };
  AeqIntradayBacktestSpec spec = {
    .table = table, .calendar = calendar, .minutes = request->bucket, .nows = (const guint *) request->nows->data,
    .n_nows = request->nows->len, .test_days = request->test_days, .refit_days = request->refit_days, .seed = request->seed,
    .on_prediction = request->predictions != NULL ? on_intraday_prediction : NULL, .user_data = &sink,
  };
  gboolean ok = open_sink (&sink, request->predictions, COLUMNS, error) &&
                (result = aeq_intraday_backtest_run (&spec, progress, cancellable, error)) != NULL;

  return close_sink (&sink, ok, error) ? intraday_document (result) : NULL;
}

char *
aeq_job_series_backtest (const AeqSeriesRequest *request, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqTable) table = aeq_table_read (request->file, error);
  g_autoptr(AeqCalendar) calendar = NULL;

  if (table == NULL)
    return NULL;
  if (request->calendar != NULL && !g_str_equal (request->calendar, "none") &&
      (calendar = aeq_calendar_get (request->calendar, error)) == NULL)
    return NULL;
  if (request->bucket > 0)
    return run_intraday (request, table, calendar, progress, cancellable, error);
  return run_daily (request, table, calendar, progress, cancellable, error);
}
