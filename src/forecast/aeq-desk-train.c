/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include "aeq-booster.h"
#include "aeq-error.h"
#include "aeq-json.h"
#include "aeq-words.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GPtrArray       *accounts; /* with history */
  AeqSteadySeries *series;
  gsize            n_market;
  AeqModel        *model;
  guint64          seed;
} Training;

static void
hash_doubles (GChecksum *checksum, const double *values, gsize n)
{
  if (n > 0)
    g_checksum_update (checksum, (const guchar *) values, (gssize) (n * sizeof *values));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const AeqDeskSeries *const *) a)->id, (*(const AeqDeskSeries *const *) b)->id);
}

/* The series by their ids: no model depends on the order in which the accounts come. */
static GPtrArray *
in_order (const AeqDeskSeries *series, gsize n)
{
  GPtrArray *ordered = g_ptr_array_sized_new ((guint) n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (ordered, (gpointer) &series[i]);
  g_ptr_array_sort (ordered, compare_ids);
  return ordered;
}

static char *
hash_data (const GPtrArray *ordered)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < ordered->len; i++)
    {
      const AeqDeskSeries *s = g_ptr_array_index (ordered, i);

      g_checksum_update (checksum, (const guchar *) s->id, -1);
      if (s->n_days > 0)
        g_checksum_update (checksum, (const guchar *) s->days, (gssize) (s->n_days * sizeof (AeqDate)));
      hash_doubles (checksum, s->net, s->n_days);
      hash_doubles (checksum, s->matrix, s->n_matrix * s->n_buckets);
      for (gsize k = 0; k < s->n_market; k++)
        hash_doubles (checksum, s->market[k], s->n_days);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

char *
aeq_desk_data_hash (const AeqDeskSeries *series, gsize n)
{
  g_autoptr(GPtrArray) ordered = in_order (series, n);

  return hash_data (ordered);
}

static gboolean
collect (Training *self, const GPtrArray *ordered, GError **error)
{
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_desk_account_free);
  for (guint i = 0; i < ordered->len; i++)
    {
      const AeqDeskSeries *one = g_ptr_array_index (ordered, i);
      AeqDeskAccount *account = aeq_desk_account_new (one, error);

      if (account == NULL)
        return FALSE;
      if (account->shape == NULL)
        {
          aeq_desk_account_free (account);
          continue;
        }
      self->n_market = MAX (self->n_market, one->n_market);
      g_ptr_array_add (self->accounts, account);
    }
  if (self->accounts->len == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("There is no account with a history to learn from"));
      return FALSE;
    }
  return TRUE;
}

static void
name_series (Training *self)
{
  guint n = self->accounts->len;

  self->series = g_new0 (AeqSteadySeries, n);
  self->model->ids = g_new0 (char *, n + 1);
  self->model->trained_to = g_new (AeqDate, n);
  for (guint i = 0; i < n; i++)
    {
      const AeqDeskAccount *account = g_ptr_array_index (self->accounts, i);

      aeq_desk_account_series (account, i, &self->series[i]);
      if (account->input->n_market != self->n_market)
        self->series[i].market = NULL;
      self->model->ids[i] = g_strdup (account->input->id);
      self->model->trained_to[i] = account->input->days[account->input->n_days - 1];
    }
}

static gboolean
train_intraday (Training *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) curves = g_ptr_array_new ();
  g_autoptr(GError) local = NULL;
  AeqIntradayParams params;

  aeq_intraday_params_init (&params);
  params.seed = self->seed;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const AeqDeskAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->curves != NULL)
        g_ptr_array_add (curves, account->curves);
    }
  self->model->intraday = aeq_intraday_train ((const AeqCurves *const *) curves->pdata, curves->len, &params, progress,
                                              cancellable, &local);
  /* Without enough days by bucket the plain profiles speak. */
  if (self->model->intraday != NULL || g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
write_window (AeqJson *json, const Training *self)
{
  char text[AEQ_DATE_TEXT_SIZE];
  AeqDate from = G_MAXINT32, to = AEQ_DATE_NONE;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const AeqDeskSeries *input = ((const AeqDeskAccount *) g_ptr_array_index (self->accounts, i))->input;

      from = MIN (from, input->days[0]);
      to = MAX (to, input->days[input->n_days - 1]);
    }
  aeq_json_begin_object (json, "training_window");
  aeq_json_text (json, "from", aeq_date_format (from, text));
  aeq_json_text (json, "to", aeq_date_format (to, text));
  aeq_json_end_object (json);
}

static void
write_features (AeqJson *json, const char *name, const AeqFeatureInfo *info, gsize n)
{
  aeq_json_begin_array (json, name);
  for (gsize k = 0; k < n; k++)
    aeq_json_text (json, NULL, info[k].name);
  aeq_json_end_array (json);
}

static void
write_params (AeqJson *json, guint64 seed)
{
  AeqSteadyParams daily;
  AeqIntradayParams intraday;

  aeq_steady_params_init (&daily);
  aeq_intraday_params_init (&intraday);
  aeq_json_begin_object (json, "parameters");
  aeq_json_int (json, "seed", (gint64) seed);
  aeq_json_int (json, "folds", AEQ_FOLDS);
  aeq_json_int (json, "daily_rounds", daily.rounds);
  aeq_json_int (json, "daily_depth", daily.depth);
  aeq_json_double (json, "daily_eta", daily.eta);
  aeq_json_int (json, "daily_spread_rounds", daily.spread_rounds);
  aeq_json_int (json, "intraday_rounds", intraday.rounds);
  aeq_json_int (json, "intraday_depth", intraday.depth);
  aeq_json_double (json, "intraday_eta", intraday.eta);
  aeq_json_end_object (json);
}

/* Scores of the folds' honest forecasts. */
static void
write_metrics (AeqJson *json, const Training *self)
{
  gsize n;
  const AeqSteadyRow *rows = aeq_steady_rows (self->model->steady, &n);
  AeqTally tally = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      const AeqShape *shape = self->series[rows[i].series].shape;
      double q[AEQ_N_QUANTILES], y = shape->values[rows[i].target];

      aeq_steady_row_quantiles (self->model->steady, shape, &rows[i], q);
      aeq_tally_add (&tally, y, q, fabs (y));
    }
  aeq_json_begin_object (json, "metrics");
  aeq_json_text (json, "of", "daily net, each fold forecast by the booster that never saw it");
  aeq_json_int (json, "n", (gint64) tally.n);
  aeq_json_double (json, "wape", aeq_tally_wape (&tally));
  aeq_json_double (json, "wql", aeq_tally_wql (&tally));
  aeq_json_double (json, "coverage90", aeq_tally_coverage (&tally, AEQ_INTERVAL_90));
  aeq_json_end_object (json);
}

static char *
describe (const Training *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);
  g_autofree char *library = aeq_booster_library_version ();
  gsize n_daily, n_intraday;
  const AeqFeatureInfo *daily = aeq_features_info (&n_daily);
  const AeqFeatureInfo *intraday = aeq_intraday_features_info (&n_intraday);

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "format", 1);
  aeq_json_text (json, "program", AEQ_VERSION);
  aeq_json_text (json, "xgboost", library);
  aeq_json_text (json, "data_hash", self->model->data_hash);
  write_window (json, self);
  aeq_json_int (json, "series", self->accounts->len);
  aeq_json_int (json, "rows", (gint64) aeq_model_get_rows (self->model));
  write_params (json, self->seed);
  write_metrics (json, self);
  write_features (json, "daily_features", daily, n_daily);
  aeq_json_int (json, "market_features", (gint64) self->n_market);
  write_features (json, "intraday_features", intraday, n_intraday);
  aeq_json_end_object (json);
  return g_string_free (text, FALSE);
}

static gboolean
train (Training *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqForecaster) forecaster = NULL;
  AeqSteadyParams params;

  aeq_steady_params_init (&params);
  params.seed = self->seed;
  self->model->steady = aeq_steady_train (self->series, self->accounts->len, self->n_market, aeq_desk_horizons (),
                                          AEQ_DESK_HORIZONS, &params, progress, cancellable, error);
  if (self->model->steady == NULL)
    return FALSE;
  aeq_progress_next (progress);
  if (!train_intraday (self, progress, cancellable, error))
    return FALSE;
  aeq_progress_next (progress);
  self->model->record = aeq_track_record_new (self->accounts->len, aeq_desk_horizons (), AEQ_DESK_HORIZONS);
  forecaster = aeq_forecaster_new (self->series, self->accounts->len, self->model->steady, self->model->record);
  return aeq_forecaster_warm_up (forecaster, cancellable, error);
}

AeqModel *
aeq_desk_train (const AeqDeskSeries *series, gsize n, guint64 seed, AeqProgress *progress, GCancellable *cancellable,
                GError **error)
{
  g_autoptr(AeqModel) model = g_new0 (AeqModel, 1);
  g_autoptr(GPtrArray) ordered = in_order (series, n);
  Training training = { .model = model, .seed = seed };
  gboolean ok;

  model->ref_count = 1;
  ok = collect (&training, ordered, error);
  if (ok)
    {
      name_series (&training);
      model->data_hash = hash_data (ordered);
      ok = train (&training, progress, cancellable, error);
    }
  if (ok)
    model->metadata = describe (&training);
  g_clear_pointer (&training.accounts, g_ptr_array_unref);
  g_free (training.series);
  return ok ? g_steal_pointer (&model) : NULL;
}
