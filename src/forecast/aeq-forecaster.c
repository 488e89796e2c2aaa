/* SPDX-License-Identifier: MIT */
#include "aeq-forecaster.h"

#include "aeq-parallel.h"

#include <math.h>
#include <string.h>

/* Few horizons each keep a track of their own; many share one with their neighbours (1, 2-3, 4-7, ...). */
#define FEW_HORIZONS 4
/* So many past forecasts of a series start its record. */
#define WARM_UP_ROWS 150

AeqTrackRecord *
aeq_track_record_new (gsize n_series, const guint *horizons, guint n_horizons)
{
  AeqTrackRecord *self = g_new0 (AeqTrackRecord, 1);

  self->n_series = n_series;
  self->n_horizons = n_horizons;
  self->horizons = g_memdup2 (horizons, n_horizons * sizeof *horizons);
  self->group = g_new (guint, n_horizons);
  for (guint k = 0; k < n_horizons; k++)
    self->group[k] = n_horizons <= FEW_HORIZONS ? k : g_bit_storage (horizons[k]) - 1;
  self->n_groups = self->group[n_horizons - 1] + 1;
  self->tracks = g_new0 (AeqTrack, n_series * self->n_groups);
  self->pool = g_new0 (AeqMixture, self->n_groups);
  for (gsize i = 0; i < n_series * self->n_groups; i++)
    aeq_calibration_init (&self->tracks[i].calibration);
  return self;
}

void
aeq_track_record_free (AeqTrackRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->horizons);
  g_free (self->group);
  g_free (self->tracks);
  g_free (self->pool);
  g_free (self);
}

AeqTrack *
aeq_track_record_track (const AeqTrackRecord *self, gsize series, guint horizon_index)
{
  return &self->tracks[series * self->n_groups + self->group[horizon_index]];
}

AeqForecaster *
aeq_forecaster_new (const AeqSteadySeries *series, gsize n_series, const AeqSteady *model, AeqTrackRecord *record)
{
  AeqForecaster *self = g_new0 (AeqForecaster, 1);

  self->n_series = n_series;
  self->series = series;
  self->model = model;
  self->record = record;
  self->baselines = g_new0 (AeqBaselines *, MAX (n_series, 1));
  return self;
}

void
aeq_forecaster_free (AeqForecaster *self)
{
  if (self == NULL)
    return;
  for (gsize s = 0; s < self->n_series; s++)
    aeq_baselines_free (self->baselines[s]);
  g_free (self->baselines);
  g_free (self);
}

/* So many requests go to the model at a time: between, somebody may cancel. */
#define CHUNK 1000

typedef struct
{
  const AeqForecaster *self;
  AeqIssue            *issues;
  gsize                n;
  GCancellable        *cancellable;
  GError             **errors; /* a chunk */
} ModelWork;

static void
ask_model (gsize chunk, gpointer data)
{
  const ModelWork *work = data;
  const AeqForecaster *self = work->self;
  AeqIssue *issues = work->issues + chunk * CHUNK;
  gsize n = MIN (CHUNK, work->n - chunk * CHUNK);
  AeqSteadyRequest requests[CHUNK];
  g_autofree double *q = g_new (double, n * AEQ_N_QUANTILES);

  for (gsize i = 0; i < n; i++)
    requests[i] = (AeqSteadyRequest) { issues[i].series, issues[i].origin, issues[i].target };
  if (g_cancellable_set_error_if_cancelled (work->cancellable, &work->errors[chunk]) ||
      !aeq_steady_predict (self->model, self->series, requests, n, q, &work->errors[chunk]))
    return;
  for (gsize i = 0; i < n; i++)
    if (aeq_shape_usable (self->series[issues[i].series].shape, issues[i].origin))
      memcpy (issues[i].candidate[AEQ_CANDIDATE_MODEL], q + i * AEQ_N_QUANTILES, sizeof issues[i].mixed);
}

static gboolean
add_model (const AeqForecaster *self, AeqIssue *issues, gsize n, GCancellable *cancellable, GError **error)
{
  gsize chunks = (n + CHUNK - 1) / CHUNK;
  g_autofree GError **errors = g_new0 (GError *, MAX (chunks, 1));
  ModelWork work = { self, issues, n, cancellable, errors };
  GError *first = NULL;

  aeq_parallel_run (chunks, ask_model, &work);
  for (gsize k = 0; k < chunks; k++)
    if (first == NULL)
      first = errors[k];
    else
      g_clear_error (&errors[k]);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

/* The issues series by series: those of series s are order[first[s] .. first[s + 1] - 1]. */
typedef struct
{
  AeqForecaster *self;
  AeqIssue      *issues;
  gsize         *first;
  gsize         *order;
  GCancellable  *cancellable;
} Batch;

static void
sort_by_series (Batch *batch, gsize n)
{
  gsize n_series = batch->self->n_series;
  g_autofree gsize *next = NULL;

  batch->first = g_new0 (gsize, n_series + 1);
  batch->order = g_new (gsize, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    batch->first[batch->issues[i].series + 1]++;
  for (gsize s = 0; s < n_series; s++)
    batch->first[s + 1] += batch->first[s];
  next = g_memdup2 (batch->first, (n_series + 1) * sizeof *next);
  for (gsize i = 0; i < n; i++)
    batch->order[next[batch->issues[i].series]++] = i;
}

static void
fill_series (gsize s, gpointer data)
{
  Batch *batch = data;
  AeqForecaster *self = batch->self;

  if (batch->first[s] == batch->first[s + 1] || g_cancellable_is_cancelled (batch->cancellable))
    return;
  if (self->baselines[s] == NULL)
    self->baselines[s] = aeq_baselines_new (self->series[s].shape);
  for (gsize k = batch->first[s]; k < batch->first[s + 1]; k++)
    {
      AeqIssue *issue = &batch->issues[batch->order[k]];

      aeq_baselines_quantiles (self->baselines[s], issue->origin, issue->target, issue->candidate);
    }
  if (!self->keep_errors)
    aeq_baselines_forget (self->baselines[s]);
}

/* What the plain methods say. */
static gboolean
fill_plain (AeqForecaster *self, AeqIssue *issues, gsize n, GCancellable *cancellable, GError **error)
{
  Batch batch = { .self = self, .issues = issues, .cancellable = cancellable };

  sort_by_series (&batch, n);
  aeq_parallel_run (self->n_series, fill_series, &batch);
  g_free (batch.first);
  g_free (batch.order);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
aeq_forecaster_candidates (AeqForecaster *self, AeqIssue *issues, gsize n, GCancellable *cancellable, GError **error)
{
  for (gsize i = 0; i < n; i++)
    for (int k = 0; k < AEQ_N_QUANTILES; k++)
      issues[i].candidate[AEQ_CANDIDATE_MODEL][k] = NAN;
  return fill_plain (self, issues, n, cancellable, error) &&
         (self->model == NULL || add_model (self, issues, n, cancellable, error));
}

static void
mix (const AeqForecaster *self, AeqIssue *issue)
{
  AeqTrack *track = aeq_track_record_track (self->record, issue->series, issue->horizon_index);
  gboolean available[AEQ_N_CANDIDATES];

  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    available[c] = isfinite (issue->candidate[c][0]) && isfinite (issue->candidate[c][AEQ_N_QUANTILES - 1]);
  aeq_mixture_weights (&track->mixture, &self->record->pool[self->record->group[issue->horizon_index]], available,
                       issue->weight);
  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    {
      double sum = 0, weight = 0;

      for (int c = 0; c < AEQ_N_CANDIDATES; c++)
        if (available[c])
          {
            sum += issue->weight[c] * issue->candidate[c][k];
            weight += issue->weight[c];
          }
      issue->mixed[k] = weight > 0 ? sum : NAN;
    }
}

void
aeq_forecaster_combine (const AeqForecaster *self, AeqIssue *issue)
{
  AeqTrack *track = aeq_track_record_track (self->record, issue->series, issue->horizon_index);

  mix (self, issue);
  memcpy (issue->issued, issue->mixed, sizeof issue->issued);
  if (isnan (issue->mixed[0]))
    return;
  aeq_calibration_apply (&track->calibration, issue->issued);
  /* Amounts that are never negative have no quantile below zero. */
  for (int k = 0; k < AEQ_N_QUANTILES && self->series[issue->series].shape->never_negative; k++)
    issue->issued[k] = MAX (issue->issued[k], 0);
}

static void
losses_of (const AeqIssue *issue, double y, double loss[AEQ_N_CANDIDATES])
{
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    loss[c] = isnan (issue->candidate[c][0]) ? NAN : aeq_pinball_sum (issue->candidate[c], y);
}

void
aeq_forecaster_learn (AeqForecaster *self, const AeqIssue *issue, double y)
{
  AeqTrack *track = aeq_track_record_track (self->record, issue->series, issue->horizon_index);
  AeqMixture *pool = &self->record->pool[self->record->group[issue->horizon_index]];
  double loss[AEQ_N_CANDIDATES];

  if (isnan (y) || isnan (issue->mixed[0]))
    return;
  losses_of (issue, y, loss);
  aeq_mixture_add (&track->mixture, loss, 1, 1);
  if (track->mixture.size > 0)
    aeq_mixture_add (pool, loss, track->mixture.size, self->record->n_series);
  aeq_calibration_learn (&track->calibration, issue->mixed, issue->issued, y);
}

static int
compare_rows (const void *a, const void *b)
{
  const AeqSteadyRow *x = *(const AeqSteadyRow *const *) a;
  const AeqSteadyRow *y = *(const AeqSteadyRow *const *) b;

  if (x->target != y->target)
    return x->target < y->target ? -1 : 1;
  if (x->series != y->series)
    return x->series < y->series ? -1 : 1;
  return x->origin < y->origin ? -1 : (x->origin > y->origin);
}

static int
find_horizon (const AeqTrackRecord *record, guint horizon)
{
  for (guint k = 0; k < record->n_horizons; k++)
    if (record->horizons[k] == horizon)
      return (int) k;
  return -1;
}

/* The latest rows of each series, in the order in which their days came. */
static GPtrArray *
latest_rows (const AeqForecaster *self)
{
  gsize n;
  const AeqSteadyRow *rows = aeq_steady_rows (self->model, &n);
  GPtrArray *latest = g_ptr_array_new ();
  g_autofree guint *left = g_new (guint, MAX (self->n_series, 1));
  gsize quota = WARM_UP_ROWS * (self->record->n_horizons <= FEW_HORIZONS ? self->record->n_horizons : 1);

  for (gsize s = 0; s < self->n_series; s++)
    left[s] = (guint) quota;
  /* Rows come by series and origin: from the end the newest are met first. */
  for (gsize i = n; i-- > 0;)
    if (rows[i].series < self->n_series && left[rows[i].series] > 0)
      {
        left[rows[i].series]--;
        g_ptr_array_add (latest, (gpointer) &rows[i]);
      }
  qsort (latest->pdata, latest->len, sizeof (gpointer), compare_rows);
  return latest;
}

static GArray *
past_issues (const AeqForecaster *self, GPtrArray *rows)
{
  GArray *issues = g_array_new (FALSE, FALSE, sizeof (AeqIssue));

  for (guint i = 0; i < rows->len; i++)
    {
      const AeqSteadyRow *row = g_ptr_array_index (rows, i);
      int k = find_horizon (self->record, row->target - row->origin);
      AeqIssue issue;

      if (k < 0)
        continue;
      memset (&issue, 0, sizeof issue);
      issue.series = row->series;
      issue.horizon_index = (guint32) k;
      issue.origin = row->origin;
      issue.target = row->target;
      aeq_steady_row_quantiles (self->model, self->series[row->series].shape, row,
                                issue.candidate[AEQ_CANDIDATE_MODEL]);
      g_array_append_val (issues, issue);
    }
  return issues;
}

gboolean
aeq_forecaster_warm_up (AeqForecaster *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) rows = self->model != NULL ? latest_rows (self) : g_ptr_array_new ();
  g_autoptr(GArray) issues = past_issues (self, rows);

  if (!fill_plain (self, (AeqIssue *) issues->data, issues->len, cancellable, error))
    return FALSE;
  for (guint i = 0; i < issues->len; i++)
    {
      AeqIssue *issue = &g_array_index (issues, AeqIssue, i);

      aeq_forecaster_combine (self, issue);
      aeq_forecaster_learn (self, issue, self->series[issue->series].shape->values[issue->target]);
    }
  return TRUE;
}
