/* SPDX-License-Identifier: MIT */
#include "aeq-job-train.h"

#include <json-glib/json-glib.h>

#include "aeq-desk-load.h"
#include "aeq-error.h"
#include "aeq-forecast-store.h"

#define BUCKET_MINUTES 30

void
aeq_train_result_clear (AeqTrainResult *self)
{
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->metadata, g_free);
  g_clear_pointer (&self->metrics, g_free);
}

static char *
metrics_of (const char *metadata)
{
  g_autoptr(JsonNode) node = json_from_string (metadata, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !json_object_has_member (object, "metrics"))
    return g_strdup ("null");
  return json_to_string (json_object_get_member (object, "metrics"), FALSE);
}

static char *
with_trial (const char *metadata, const AeqModelTrial *trial)
{
  g_autoptr(JsonNode) node = json_from_string (metadata, NULL);
  g_autofree char *text = aeq_model_trial_json (trial);

  json_object_set_member (json_node_get_object (node), "trial", json_from_string (text, NULL));
  return json_to_string (node, FALSE);
}

static gboolean
register_model (AeqLedger *ledger, const AeqModel *model, AeqTrainResult *result, GError **error)
{
  g_autoptr(GBytes) content = aeq_model_save (model);

  return (result->version = aeq_model_next (ledger, AEQ_MODEL_STEADY, error)) != NULL &&
         aeq_model_put (ledger, AEQ_MODEL_STEADY, result->version, "shadow", result->metadata, content, error) &&
         (!result->trial.passed || aeq_model_promote (ledger, result->version, error));
}

static gboolean
register_in_transaction (AeqLedger *ledger, const AeqModel *model, AeqTrainResult *result, GError **error)
{
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (register_model (ledger, model, result, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

static gboolean
load_current (AeqLedger *ledger, AeqModel **current, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) content = aeq_model_current (ledger, AEQ_MODEL_STEADY, NULL, &local);

  *current = NULL;
  if (content != NULL)
    *current = aeq_model_load (content, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The model on all there is, and the trial that decides whether it speaks. */
static AeqModel *
fit (AeqLedger *ledger, const AeqDeskSeries *series, gsize n, AeqTrainResult *result, AeqProgress *progress,
     GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqModel) current = NULL;
  g_autoptr(AeqModel) model = NULL;

  aeq_progress_set_steps (progress, "Learning the days", 40, "Learning the course of the day", 12, "Comparing the methods", 3,
                          "Trial on held-out days", 45, NULL);
  if (!load_current (ledger, &current, error) ||
      (model = aeq_desk_train (series, n, ledger->seed, progress, cancellable, error)) == NULL)
    return NULL;
  aeq_progress_next (progress);
  if (!aeq_model_trial_run (series, n, current, ledger->seed, &result->trial, cancellable, error))
    return NULL;
  aeq_progress_done (progress);
  result->rows = (gint64) aeq_model_get_rows (model);
  result->metadata = with_trial (aeq_model_get_metadata (model), &result->trial);
  result->metrics = metrics_of (result->metadata);
  return g_steal_pointer (&model);
}

gboolean
aeq_job_train (AeqLedger *ledger, const AeqAccount *account, AeqTrainResult *result, AeqProgress *progress,
               GCancellable *cancellable, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) desks = aeq_desk_load (ledger, account, BUCKET_MINUTES, cancellable, error);
  g_autofree AeqDeskSeries *series = NULL;
  g_autoptr(AeqModel) model = NULL;
  gsize n;

  if (desks == NULL)
    return FALSE;
  if (desks->len == 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "%s has no booked flows to learn from: import a file first",
                   aeq_store_get_uri (ledger->store));
      return FALSE;
    }
  series = aeq_desk_all_series (desks, &n);
  if ((model = fit (ledger, series, n, result, progress, cancellable, error)) == NULL)
    return FALSE;
  if (!register_in_transaction (ledger, model, result, error))
    {
      aeq_train_result_clear (result);
      return FALSE;
    }
  result->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return TRUE;
}
