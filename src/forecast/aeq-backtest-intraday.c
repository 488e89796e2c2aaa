/* SPDX-License-Identifier: MIT */
#include "aeq-backtest-intraday.h"

#include "aeq-error.h"
#include "aeq-grid.h"
#include "aeq-rest.h"
#include "aeq-words.h"

#include <math.h>
#include <string.h>

#define DEFAULT_PATHS 500

/* Sums of one "now" over the days and series. */
typedef struct
{
  double error_total, actual_total, error_bucket, actual_bucket;
  double crps, size, energy, energy_size;
  double pinball, width;
  guint64 inside, n, n_steps;
} Sums;

typedef struct
{
  const AeqIntradayBacktestSpec *spec;
  AeqGrid             *grid;
  AeqTimeline         *timeline;
  AeqIntradayBacktest *result;
  char               **names;
  Sums                *sums; /* a now */
  guint                n_paths;
  double              *paths; /* [n_paths][n_buckets]: running sums */
  double               n_weights;
} Runner;

static void
draw_paths (Runner *self, const AeqRest *rest, AeqRng *rng)
{
  for (guint p = 0; p < self->n_paths; p++)
    {
      double *path = self->paths + p * rest->rest;
      AeqBlock block;

      aeq_block_draw (rng, 0, &block);
      aeq_rest_path (rest, &block, path);
      for (guint j = 1; j < rest->rest; j++)
        path[j] += path[j - 1];
    }
}

static void
quantiles_at (const Runner *self, guint rest, guint j, double *column, double *q)
{
  for (guint p = 0; p < self->n_paths; p++)
    column[p] = self->paths[p * rest + j];
  aeq_stats_sort (column, self->n_paths);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = aeq_stats_quantile_sorted (column, self->n_paths, AEQ_QUANTILE_LEVELS[i]);
}

static void
score_end (Sums *sums, const double *q, double y)
{
  sums->error_total += fabs (y - q[AEQ_MEDIAN_INDEX]);
  sums->actual_total += fabs (y);
  sums->inside += q[1] <= y && y <= q[AEQ_N_QUANTILES - 2];
  sums->width += q[AEQ_N_QUANTILES - 2] - q[1];
  sums->pinball += aeq_pinball_sum (q, y);
  sums->n++;
}

static void
score (Runner *self, const AeqRest *rest, gsize s, gsize day, gsize k)
{
  guint now = self->spec->nows[k];
  const double *actual = self->grid->values[s] + day * self->grid->n_buckets + now;
  g_autofree double *column = g_new (double, self->n_paths);
  g_autofree double *y = g_new (double, rest->rest);
  Sums *sums = &self->sums[k];
  double q[AEQ_N_QUANTILES], previous = 0, sum = 0, size = 0;

  for (guint j = 0; j < rest->rest; j++)
    {
      sum = y[j] = sum + actual[j];
      quantiles_at (self, rest->rest, j, column, q);
      sums->error_bucket += fabs (actual[j] - rest->forecast[j]);
      sums->actual_bucket += fabs (actual[j]);
      sums->crps += aeq_crps_samples (column, self->n_paths, sum);
      sums->size += fabs (sum);
      size += fabs (sum) / rest->rest;
      sums->n_steps++;
      previous = sum;
      if (self->spec->on_prediction != NULL)
        {
          AeqIntradayPrediction prediction = { self->names[s], self->grid->days[day], now, now + j, sum, q };

          self->spec->on_prediction (&prediction, self->spec->user_data);
        }
    }
  score_end (sums, q, previous);
  sums->energy += aeq_energy_score (self->paths, MIN (self->n_paths, 200), rest->rest, y) / sqrt (rest->rest);
  sums->energy_size += size;
}

static gboolean
complete (const Runner *self, gsize s, gsize day)
{
  for (guint j = 0; j < self->grid->n_buckets; j++)
    if (!isfinite (self->grid->values[s][day * self->grid->n_buckets + j]))
      return FALSE;
  return TRUE;
}

static gboolean
forecast_day (Runner *self, const AeqIntraday *model, gsize s, gsize day, GError **error)
{
  const AeqGrid *grid = self->grid;
  const double *today = grid->values[s] + day * grid->n_buckets;

  for (gsize k = 0; k < self->spec->n_nows && complete (self, s, day); k++)
    {
      guint now = self->spec->nows[k];
      g_autoptr(AeqCurves) curves =
        aeq_curves_new (self->timeline->facts, day, grid->n_buckets, grid->values[s], today, now);
      g_autoptr(GError) local = NULL;
      g_autoptr(AeqRest) rest = aeq_rest_new (curves, model, now, &local);
      AeqRng rng;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (rest == NULL)
        continue;
      aeq_rng_init (&rng, aeq_rng_hash (self->spec->seed, aeq_rng_hash (day, now)));
      draw_paths (self, rest, &rng);
      score (self, rest, s, day, k);
      for (int c = 0; c < AEQ_N_REST_CANDIDATES; c++)
        {
          self->result->weights[c] += rest->weights[c];
          self->result->losses[c] += rest->losses[c];
        }
      self->n_weights++;
    }
  return TRUE;
}

static gboolean
fit (Runner *self, gsize day, AeqIntraday **model, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) curves = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_curves_free);
  g_autoptr(GError) local = NULL;
  AeqIntradayParams params;

  aeq_intraday_params_init (&params);
  params.seed = self->spec->seed;
  for (gsize s = 0; s < self->grid->n_series; s++)
    g_ptr_array_add (curves, aeq_curves_new (self->timeline->facts, day, self->grid->n_buckets, self->grid->values[s],
                                             NULL, 0));
  g_clear_pointer (model, aeq_intraday_free);
  *model =
      aeq_intraday_train ((const AeqCurves *const *)curves->pdata, curves->len, &params, NULL, cancellable, &local);
  if (*model == NULL && !g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
walk (Runner *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqGrid *grid = self->grid;
  gsize first = grid->n_days - self->spec->test_days;
  g_autoptr(AeqIntraday) model = NULL;
  AeqDate fitted = AEQ_DATE_NONE;

  for (gsize day = first; day < grid->n_days; day++)
    {
      gint64 start = g_get_monotonic_time ();

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (day == first || grid->days[day] - fitted >= (gint64) MAX (self->spec->refit_days, 1))
        {
          if (!fit (self, day, &model, cancellable, error))
            return FALSE;
          fitted = grid->days[day];
          self->result->seconds_fit += (g_get_monotonic_time () - start) / 1e6;
          start = g_get_monotonic_time ();
        }
      for (gsize s = 0; s < grid->n_series; s++)
        if (!forecast_day (self, model, s, day, error))
          return FALSE;
      self->result->seconds_forecast += (g_get_monotonic_time () - start) / 1e6;
      aeq_progress_update (progress, (day - first + 1.0) / self->spec->test_days);
    }
  return TRUE;
}

static void
finish (Runner *self)
{
  AeqIntradayBacktest *result = self->result;
  gsize n = result->n_nows;

  for (gsize k = 0; k < n; k++)
    {
      const Sums *s = &self->sums[k];
      double steps = MAX (s->n_steps, 1);
      AeqIntradayScore *one = &result->by_now[k], *mean = &result->mean;

      *one = (AeqIntradayScore) {
        self->spec->nows[k], s->n, s->error_total / s->actual_total, s->error_bucket / s->actual_bucket,
        (s->crps / steps) / (s->size / steps), s->energy / s->energy_size,
        2 * s->pinball / (AEQ_N_QUANTILES * s->actual_total), s->n > 0 ? s->inside / (double) s->n : NAN, s->width / s->actual_total,
      };
      mean->n += one->n;
      mean->wape_total += one->wape_total / n;
      mean->wape_bucket += one->wape_bucket / n;
      mean->crps += one->crps / n;
      mean->energy += one->energy / n;
      mean->wql += one->wql / n;
      mean->coverage90 += one->coverage90 / n;
      mean->width90 += one->width90 / n;
    }
  for (int c = 0; c < AEQ_N_REST_CANDIDATES && self->n_weights > 0; c++)
    {
      result->weights[c] /= self->n_weights;
      result->losses[c] /= self->n_weights;
    }
}

static gboolean
check (const AeqIntradayBacktestSpec *spec, const AeqGrid *grid, GError **error)
{
  gboolean ok = spec->n_nows > 0 && spec->test_days > 0 && spec->test_days < grid->n_days;

  for (gsize k = 0; k < spec->n_nows; k++)
    ok = ok && spec->nows[k] < grid->n_buckets;
  if (!ok)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                 "The table has %" G_GSIZE_FORMAT " days of %u buckets: the test days must be fewer, and every \"now\" "
                 "earlier than the last bucket",
                 grid->n_days, grid->n_buckets);
  return ok;
}

/* A table whose days never have all buckets would give a report of nothing. */
static gboolean
anything (const Runner *self, GError **error)
{
  for (gsize k = 0; k < self->spec->n_nows; k++)
    if (self->sums[k].n > 0)
      return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
               N_("Nothing could be forecast: no test day has a value in each of its %u buckets of %u minutes, and days before it "
               "that have; give --bucket the minutes between the rows, or a multiple of them"),
               self->grid->n_buckets, self->spec->minutes);
  return FALSE;
}

AeqIntradayBacktest *
aeq_intraday_backtest_run (const AeqIntradayBacktestSpec *spec, AeqProgress *progress, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr(AeqGrid) grid = aeq_grid_new (spec->table, spec->minutes, error);
  g_autoptr(AeqTimeline) timeline = NULL;
  g_autoptr(AeqIntradayBacktest) result = g_new0 (AeqIntradayBacktest, 1);
  g_autofree Sums *sums = g_new0 (Sums, MAX (spec->n_nows, 1));
  g_autofree double *paths = NULL;
  Runner runner = { .spec = spec, .grid = grid, .result = result, .names = spec->table->names, .sums = sums };

  if (grid == NULL || !check (spec, grid, error) ||
      !(timeline = aeq_timeline_new (grid->days, grid->n_days, spec->calendar, 0, NULL, 0, error)))
    return NULL;
  runner.timeline = timeline;
  runner.n_paths = spec->n_paths > 0 ? spec->n_paths : DEFAULT_PATHS;
  paths = runner.paths = g_new (double, (gsize) runner.n_paths * grid->n_buckets);
  result->n_series = grid->n_series;
  result->n_days = spec->test_days;
  result->n_nows = spec->n_nows;
  result->n_buckets = grid->n_buckets;
  result->n_candidates = AEQ_N_REST_CANDIDATES;
  result->by_now = g_new0 (AeqIntradayScore, spec->n_nows);
  if (!walk (&runner, progress, cancellable, error) || !anything (&runner, error))
    return NULL;
  finish (&runner);
  return g_steal_pointer (&result);
}

void
aeq_intraday_backtest_free (AeqIntradayBacktest *self)
{
  if (self == NULL)
    return;
  g_free (self->by_now);
  g_free (self);
}
