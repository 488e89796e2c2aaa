/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include <glib/gstdio.h>

#include "aeq-desk-load.h"
#include "aeq-job-demo.h"
#include "aeq-job-models.h"
#include "aeq-job-train.h"

static void
train (JobsFixture *fixture)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr (GError) error = NULL;
  AeqTrainResult result = { 0 };

  jobs_import_good (fixture, season);
  aeq_job_train (fixture->ledger, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  aeq_train_result_clear (&result);
}

static char *export(JobsFixture *fixture, const char *version)
{
  char *folder = g_build_filename (fixture->folder, "model", NULL);
  g_autoptr (GError) error = NULL;

  aeq_job_models_export (fixture->ledger, version, folder, &error);
  g_assert_no_error (error);
  return folder;
}

static void
test_a_model_moves_to_another_ledger (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = NULL;
  g_autofree char *card = NULL;
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;
  g_autofree char *status = NULL;
  g_autoptr (AeqModelPack) here = NULL;
  g_autoptr (AeqModelPack) there = NULL;
  g_autoptr (GError) error = NULL;
  JobsFixture other;

  train (fixture);
  folder = export(fixture, "v1.1");
  card = g_build_filename (folder, "CARD.md", NULL);
  g_assert_true (g_file_get_contents (card, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# Steady-state model v1.1"));
  g_assert_nonnull (strstr (text, "## Limits"));
  g_assert_false (aeq_job_models_export (fixture->ledger, "v1.1", folder, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  jobs_set_up (&other, NULL);
  aeq_job_models_import (other.ledger, folder, &version, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (version, ==, "v1.1");
  here = aeq_job_models_find (fixture->ledger, "v1.1", NULL, &error);
  there = aeq_job_models_find (other.ledger, "v1.1", &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (here->content, there->content));
  g_assert_cmpstr (status, ==, "shadow");
  g_assert_nonnull (strstr (there->metadata, "\"trial\""));
  jobs_tear_down (&other, NULL);
}

/* The same bytes are refused; other bytes under a name that is taken get the next one. */
static void
test_a_taken_name_becomes_the_next (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = NULL;
  g_autofree char *version = NULL;
  g_autofree char *season = NULL;
  g_autoptr (GError) error = NULL;
  AeqTrainResult result = { 0 };
  JobsFixture    other;

  train (fixture);
  folder = export(fixture, "v1.1");
  g_assert_false (aeq_job_models_import (fixture->ledger, folder, &version, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  jobs_set_up (&other, NULL);
  season = jobs_season (150);
  jobs_import_good (&other, season);
  aeq_job_train (other.ledger, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  aeq_train_result_clear (&result);
  aeq_job_models_import (other.ledger, folder, &version, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (version, ==, "v1.2");
  jobs_tear_down (&other, NULL);
}

static void
refuse (JobsFixture *fixture, const char *folder, AeqError code, const char *part)
{
  g_autofree char *version = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before = jobs_int (fixture, "SELECT COUNT (*) FROM model");

  g_assert_false (aeq_job_models_import (fixture->ledger, folder, &version, &error));
  g_assert_error (error, AEQ_ERROR, (int)code);
  message = aeq_error_describe (error);
  if (strstr (message, part) == NULL)
    g_error ("no “%s” in: %s", part, message);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM model"), ==, before);
}

static void
test_damage_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = NULL;
  g_autofree char *model = NULL;
  g_autofree char *metadata = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *described = NULL;
  g_autofree char *deep = g_strnfill (100000, '[');
  gsize            size;
  gsize            described_size;

  train (fixture);
  folder = export(fixture, "v1.1");
  model = g_build_filename (folder, "model.bin.gz", NULL);
  metadata = g_build_filename (folder, "metadata.json", NULL);
  g_assert_true (g_file_get_contents (model, &bytes, &size, NULL));
  g_assert_true (g_file_get_contents (metadata, &described, &described_size, NULL));
  g_assert_true (g_file_set_contents (model, bytes, (gssize)size / 2, NULL));
  refuse (fixture, folder, AEQ_ERROR_INVALID, "damaged");
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (model, bytes, (gssize)size, NULL));
  refuse (fixture, folder, AEQ_ERROR_INVALID, "damaged");
  g_assert_cmpint (g_unlink (model), ==, 0);
  refuse (fixture, folder, AEQ_ERROR_NOT_FOUND, "model.bin.gz");
  g_assert_true (g_file_set_contents (metadata, deep, -1, NULL));
  refuse (fixture, folder, AEQ_ERROR_INVALID, "metadata.json");
  g_assert_true (g_file_set_contents (metadata, "{\"family\":\"../../etc\"}", -1, NULL));
  refuse (fixture, folder, AEQ_ERROR_INVALID, "family");
  g_assert_cmpint (g_unlink (metadata), ==, 0);
  refuse (fixture, folder, AEQ_ERROR_NOT_FOUND, "metadata.json");
}

/* The model in the tree, the bytes in the program, and what the sample desk teaches today are the same. */
static void
test_the_shipped_model_is_the_sample_desks (JobsFixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = aeq_test_source_path ("models", "steady_state", AEQ_MODEL_SHIPPED, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqModelPack) in_tree = aeq_model_pack_read (folder, &error);
  g_autoptr (AeqModelPack) built_in = aeq_model_pack_shipped (NULL);
  g_autoptr (AeqModel) shipped = NULL;
  g_autoptr (AeqModel) again = NULL;
  g_autoptr (JsonNode) was = NULL;
  g_autoptr (JsonNode) is = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (built_in);
  g_assert_true (g_bytes_equal (in_tree->content, built_in->content));
  shipped = aeq_model_load (built_in->content, &error);
  g_assert_no_error (error);
  again = aeq_job_models_train_sample (NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aeq_model_get_data_hash (again), ==, aeq_model_get_data_hash (shipped));
  was = json_from_string (aeq_model_get_metadata (shipped), NULL);
  is = json_from_string (aeq_model_get_metadata (again), NULL);
  if (g_strcmp0 (json_object_get_string_member (json_node_get_object (was), "xgboost"),
                 json_object_get_string_member (json_node_get_object (is), "xgboost")) != 0)
    {
      g_test_skip ("the shipped model was trained with another version of XGBoost: its bytes cannot be compared");
      return;
    }
  bytes = aeq_model_save (again);
  g_assert_true (g_bytes_equal (bytes, built_in->content));
}

static void
test_the_demo_has_the_shipped_model (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastResult) forecast = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;
  AeqDemoResult result = { 0 };
  JsonArray    *accounts;

  aeq_job_demo (fixture->ledger, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result.model, ==, AEQ_MODEL_SHIPPED);
  aeq_demo_result_clear (&result);
  next = aeq_model_next (fixture->ledger, AEQ_MODEL_STEADY, &error);
  g_assert_cmpstr (next, ==, "v1.1");
  forecast = jobs_forecast (fixture);
  g_assert_cmpstr (forecast->model, ==, AEQ_MODEL_SHIPPED);
  node = json_from_string (forecast->json, NULL);
  accounts = json_object_get_array_member (json_node_get_object (node), "accounts");
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    g_assert_true (json_object_get_boolean_member (json_array_get_object_element (accounts, i), "trained"));
}

/* A ledger with an account of its own stays with the plain methods. */
static void
test_other_ledgers_are_not_shipped_to (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (30);
  g_autofree char *version = NULL;
  g_autoptr (GError) error = NULL;

  jobs_import_good (fixture, season);
  g_assert_true (aeq_job_models_ship (fixture->ledger, &version, &error));
  g_assert_no_error (error);
  g_assert_null (version);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM model"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/models/move", test_a_model_moves_to_another_ledger);
  jobs_test_add ("/jobs/models/taken-name", test_a_taken_name_becomes_the_next);
  jobs_test_add ("/jobs/models/damage", test_damage_is_refused);
  jobs_test_add ("/jobs/models/shipped-again", test_the_shipped_model_is_the_sample_desks);
  jobs_test_add ("/jobs/models/demo", test_the_demo_has_the_shipped_model);
  jobs_test_add ("/jobs/models/other-ledgers", test_other_ledgers_are_not_shipped_to);
  return aeq_test_run_on_store ();
}
