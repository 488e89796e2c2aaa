/* SPDX-License-Identifier: MIT */
#include "aeq-backtest-private.h"

#include "aeq-error.h"
#include "aeq-parallel.h"

#include <math.h>
#include <string.h>

/* So many forecasts are worked out at a time: 10,000 series ahead must fit into memory. */
#define MOST_ISSUES ((gsize) 30000)

typedef struct
{
  const AeqBacktestSpec *spec;
  AeqWalk               *walk;
  AeqBacktest           *result;
  AeqTrackRecord             *record;
  GQueue                *waiting; /* [horizon]: issues whose day has not come */
  AeqProgress           *progress;
  GCancellable          *cancellable;
} Runner;

/* A fit and what it stands on. */
typedef struct
{
  AeqSteadySeries *series;
  gsize            n_series;
  AeqSteady       *model;
  AeqForecaster   *forecaster;
} Fit;

static void
fit_free (Fit *self)
{
  if (self == NULL)
    return;
  aeq_forecaster_free (self->forecaster);
  aeq_steady_free (self->model);
  for (gsize s = 0; s < self->n_series; s++)
    aeq_shape_free ((AeqShape *) self->series[s].shape);
  g_free (self->series);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fit, fit_free)

/* The shapes see the rows up to @upto and not one more: what a later origin of this block learns comes from rows that
 * each looked back only. */
typedef struct
{
  const Runner    *runner;
  int              origin, upto;
  AeqSteadySeries *series;
} Shaping;

static void
make_one (gsize s, gpointer data)
{
  const Shaping *self = data;
  const AeqWalk *walk = self->runner->walk;
  gsize n = walk->timeline->n;
  g_autofree double *values = NULL;

  if (g_cancellable_is_cancelled (self->runner->cancellable))
    return;
  values = g_memdup2 (walk->rest[s], n * sizeof (double));
  for (gsize r = self->upto + 1; r < n; r++)
    values[r] = NAN;
  self->series[s].shape = aeq_shape_new (walk->timeline, values, self->origin);
  self->series[s].market = self->runner->spec->market;
  self->series[s].known_as = (guint) s;
}

static AeqSteadySeries *
make_series (const Runner *self, int origin, int upto)
{
  Shaping shaping = { self, origin, upto, g_new0 (AeqSteadySeries, MAX (self->walk->n_series, 1)) };

  aeq_parallel_run (self->walk->n_series, make_one, &shaping);
  return shaping.series;
}

static Fit *
fit_new (Runner *self, int origin, int upto, GError **error)
{
  g_autoptr(Fit) fit = g_new0 (Fit, 1);
  g_autoptr(GError) local = NULL;
  AeqSteadyParams params;

  fit->series = make_series (self, origin, upto);
  fit->n_series = self->walk->n_series;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  aeq_steady_params_init (&params);
  params.seed = self->spec->seed;
  fit->model = aeq_steady_train (fit->series, fit->n_series, self->spec->n_market, self->walk->horizons,
                                 self->walk->n_horizons, &params, NULL, self->cancellable, &local);
  /* Too little history is no failure: the plain methods speak. */
  if (fit->model == NULL && !g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  fit->forecaster = aeq_forecaster_new (fit->series, fit->n_series, fit->model, self->record);
  if (self->result->n_fits++ == 0 && !aeq_forecaster_warm_up (fit->forecaster, self->cancellable, error))
    return NULL;
  return g_steal_pointer (&fit);
}

static void
learn_due (Runner *self, Fit *fit, guint t)
{
  for (gsize k = 0; k < self->walk->n_horizons; k++)
    {
      const AeqIssue *head;

      while ((head = g_queue_peek_head (&self->waiting[k])) != NULL && head->target <= t)
        {
          g_autofree AeqIssue *issue = g_queue_pop_head (&self->waiting[k]);

          aeq_forecaster_learn (fit->forecaster, issue, self->walk->rest[issue->series][issue->target]);
        }
    }
}

/* Where a walk over origins and series stands. */
typedef struct
{
  int   origin;
  gsize series;
} Cursor;

/* The next issues in order of origin, series and horizon, all of a series at once; how many. */
static gsize
next_issues (const Runner *self, Cursor *at, int to, AeqIssue *issues, gsize most)
{
  const AeqWalk *walk = self->walk;
  gsize n = 0;

  while (at->origin <= to && n + walk->n_horizons <= most)
    {
      for (gsize k = 0; k < walk->n_horizons; k++)
        {
          gsize r = (gsize) at->origin + walk->horizons[k];

          if (r >= walk->timeline->n)
            continue;
          memset (&issues[n], 0, sizeof *issues);
          issues[n].series = (guint32) at->series;
          issues[n].horizon_index = (guint32) k;
          issues[n].origin = (guint32) at->origin;
          issues[n].target = (guint32) r;
          n++;
        }
      if (++at->series == walk->n_series)
        {
          at->series = 0;
          at->origin++;
        }
    }
  return n;
}

static void
issue_one (Runner *self, Fit *fit, AeqIssue *issue)
{
  aeq_forecaster_combine (fit->forecaster, issue);
  aeq_backtest_score (self->result, self->spec, self->walk, issue);
  if (self->spec->rolling)
    g_queue_push_tail (&self->waiting[issue->horizon_index], g_memdup2 (issue, sizeof *issue));
}

/* Origins from .. to with one fit. */
static gboolean
walk_block (Runner *self, Fit *fit, int from, int to, GError **error)
{
  gsize whole = (gsize) (to - from + 1) * self->walk->n_series * self->walk->n_horizons;
  gsize most = MIN (whole, MAX (MOST_ISSUES, self->walk->n_horizons));
  g_autofree AeqIssue *issues = g_new (AeqIssue, MAX (most, 1));
  Cursor at = { from, 0 };
  guint last_origin = G_MAXUINT;

  while (at.origin <= to && self->walk->n_series > 0)
    {
      gsize n = next_issues (self, &at, to, issues, most);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !aeq_forecaster_candidates (fit->forecaster, issues, n, self->cancellable, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          if (issues[i].origin != last_origin)
            learn_due (self, fit, issues[i].origin);
          last_origin = issues[i].origin;
          issue_one (self, fit, &issues[i]);
        }
    }
  return TRUE;
}

/* The last origin that the fit of @from still serves. */
static int
block_end (const Runner *self, int from)
{
  const AeqDayFacts *facts = self->walk->timeline->facts;
  guint days = MAX (self->spec->refit_days, 1);
  int to = from;

  while (to < self->walk->last && (guint) (facts[to + 1].date - facts[from].date) < days)
    to++;
  return to;
}

static gboolean
walk_all (Runner *self, GError **error)
{
  for (int from = self->walk->first; from <= self->walk->last;)
    {
      int to = block_end (self, from);
      gint64 start = g_get_monotonic_time ();
      gint64 fitted;
      g_autoptr(Fit) fit = fit_new (self, from, to, error);

      if (fit == NULL)
        return FALSE;
      fitted = g_get_monotonic_time ();
      if (!walk_block (self, fit, from, to, error))
        return FALSE;
      self->result->seconds_fit += (fitted - start) / 1e6;
      self->result->seconds_forecast += (g_get_monotonic_time () - fitted) / 1e6;
      aeq_progress_update (self->progress, (double) (to - self->walk->first + 1) / self->result->n_origins);
      from = to + 1;
    }
  return TRUE;
}

AeqBacktest *
aeq_backtest_run (const AeqBacktestSpec *spec, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqWalk) walk = aeq_walk_new (spec, error);
  g_autoptr(AeqBacktest) result = NULL;
  g_autoptr(AeqTrackRecord) record = NULL;
  g_autofree GQueue *waiting = NULL;
  gboolean ok;

  if (walk == NULL)
    return NULL;
  result = aeq_backtest_new (spec, walk);
  record = aeq_track_record_new (walk->n_series, walk->horizons, (guint) walk->n_horizons);
  waiting = g_new0 (GQueue, walk->n_horizons);
  {
    Runner runner = { spec, walk, result, record, waiting, progress, cancellable };

    ok = walk_all (&runner, error);
  }
  for (gsize k = 0; k < walk->n_horizons; k++)
    g_queue_clear_full (&waiting[k], g_free);
  if (!ok)
    return NULL;
  aeq_backtest_finish (result, walk);
  return g_steal_pointer (&result);
}
