/* SPDX-License-Identifier: MIT */
#include "aeq-job-models.h"

#include <math.h>

#include "aeq-desk-load.h"
#include "aeq-job-demo.h"
#include "aeq-model-trial.h"

#define BUCKET_MINUTES 30

/* The desk that teaches, and two that judge: another stretch of time, and another house's draws of it. The model has
 * seen no day of either. */
#define SEED 1
#define NOW "2026-06-30T14:00:00Z"

static const struct
{
  guint64     seed;
  const char *now;
  const char *of;
} JUDGES[] = {
  { 1, "2026-09-30T14:00:00Z", "sample desk, seed 1, the 40 business days before 2026-09-30" },
  { 2, "2026-09-30T14:00:00Z", "sample desk, seed 2, the 40 business days before 2026-09-30" },
};

static GPtrArray *
load_sample (guint64 seed, const char *now, GCancellable *cancellable, GError **error)
{
  g_autoptr (AeqLedger) ledger = NULL;
  AeqDemoResult demo = { 0 };
  AeqInstant    at = 0;

  aeq_instant_parse (now, -1, &at);
  if ((ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, at, seed, error)) == NULL ||
      !aeq_job_demo (ledger, &demo, NULL, cancellable, error))
    return NULL;
  aeq_demo_result_clear (&demo);
  return aeq_desk_load (ledger, NULL, BUCKET_MINUTES, cancellable, error);
}

static JsonNode *
judge (const AeqModel *model, guint i, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) desks = load_sample (JUDGES[i].seed, JUDGES[i].now, cancellable, error);
  g_autofree AeqDeskSeries *series = NULL;
  JsonNode                 *node;
  guint64                   judged;
  double                    ratio;
  gsize                     n;

  if (desks == NULL)
    return NULL;
  series = aeq_desk_all_series (desks, &n);
  if (!aeq_model_trial_compare (model, NULL, series, n, AEQ_DATE_NONE, &judged, &ratio, error))
    return NULL;
  node = json_node_init_object (json_node_alloc (), json_object_new ());
  json_object_unref (json_node_get_object (node));
  json_object_set_string_member (json_node_get_object (node), "of", JUDGES[i].of);
  json_object_set_int_member (json_node_get_object (node), "n", (gint64)judged);
  if (!isnan (ratio))
    json_object_set_double_member (json_node_get_object (node), "loss_to_plain", ratio);
  return node;
}

static gboolean
add_measures (const AeqModel *model, JsonObject *metadata, const AeqModelTrial *trial, GCancellable *cancellable,
              GError **error)
{
  g_autofree char *text = aeq_model_trial_json (trial);
  JsonArray       *benchmarks = json_array_new ();

  json_object_set_string_member (metadata, "trained_on",
                                 "The generated sample desk (seed 1, as of " NOW "); no data from outside");
  json_object_set_member (metadata, "trial", json_from_string (text, NULL));
  json_object_set_array_member (metadata, "benchmarks", benchmarks);
  for (guint i = 0; i < G_N_ELEMENTS (JUDGES); i++)
    {
      JsonNode *node = judge (model, i, cancellable, error);

      if (node == NULL)
        return FALSE;
      json_array_add_element (benchmarks, node);
    }
  return TRUE;
}

AeqModel *
aeq_job_models_train_sample (AeqModelTrial *trial, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) desks = load_sample (SEED, NOW, cancellable, error);
  g_autofree AeqDeskSeries *series = NULL;
  g_autoptr (AeqModel) model = NULL;
  gsize n;

  if (desks == NULL)
    return NULL;
  series = aeq_desk_all_series (desks, &n);
  if ((model = aeq_desk_train (series, n, SEED, NULL, cancellable, error)) == NULL ||
      (trial != NULL && !aeq_model_trial_run (series, n, NULL, SEED, trial, cancellable, error)))
    return NULL;
  return g_steal_pointer (&model);
}

AeqModelPack *
aeq_job_models_make (GCancellable *cancellable, GError **error)
{
  AeqModelTrial trial;
  g_autoptr (AeqModel) model = aeq_job_models_train_sample (&trial, cancellable, error);
  g_autoptr (AeqModelPack) pack = g_new0 (AeqModelPack, 1);
  g_autoptr (JsonNode) node = NULL;

  if (model == NULL)
    return NULL;
  node = json_from_string (aeq_model_get_metadata (model), NULL);
  if (!add_measures (model, json_node_get_object (node), &trial, cancellable, error))
    return NULL;
  pack->family = g_strdup (AEQ_MODEL_STEADY);
  pack->version = g_strdup (AEQ_MODEL_SHIPPED);
  pack->metadata = json_to_string (node, FALSE);
  pack->content = aeq_model_save (model);
  return g_steal_pointer (&pack);
}
