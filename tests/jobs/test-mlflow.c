/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-mlflow.h"
#include "aeq-test-server.h"

#define TOKEN "s3cret-of-the-house"
#define RESULT                                                                                                         \
  {                                                                                                                    \
    .version = (char *)"v1.1", .rows = 10, .seconds = 2.5, .trial = { .passed = TRUE },                                \
    .metadata =                                                                                                        \
        (char                                                                                                          \
             *)"{\"format\":1,\"data_hash\":\"abc\",\"training_window\":{\"from\":\"2025-01-01\",\"to\":\"2026-02-"    \
               "27\"},"                                                                                                \
               "\"parameters\":{\"folds\":3,\"daily_eta\":0.06},\"metrics\":{\"of\":\"words\",\"n\":40,\"wape\":0.5}," \
               "\"trial\":{\"loss_to_plain\":0.98,\"loss_to_current\":null,\"passed\":true}}"                          \
  }

/* Answers by the path of the request. They follow the REST API 2.0 as documented for MLflow 2.20.3
 * (mlflow.org/docs/2.20.3/rest-api.html, its message definitions in mlflow/protos/service.proto, the words of refusals
 * in mlflow/server/handlers.py and its SQL store): every field that such a server sends, numbers as numbers, two spaces
 * of indentation. No server ran here to record them from. */
typedef struct
{
  JobsFixture    jobs;
  AeqTestServer *server;
  AeqTestClock   clock;
  gboolean       has_experiment;
  gboolean       raced;   /* somebody makes the experiment between question and making */
  const char    *failing; /* (nullable) part of a path that answers 403 */
} Fixture;

#define RUN "0b6f1a3c9d2e4f578899aabbccddeeff"
#define RUN_INFO(status, end)                                                                                          \
  "{\n    \"run_uuid\": \"" RUN "\",\n    \"experiment_id\": \"7\",\n    \"run_name\": \"train\",\n"                   \
  "    \"user_id\": \"\",\n    \"status\": \"" status "\",\n    \"start_time\": 1772452800000,\n" end                  \
  "    \"artifact_uri\": \"mlflow-artifacts:/7/" RUN "/artifacts\",\n    \"lifecycle_stage\": \"active\",\n"           \
  "    \"run_id\": \"" RUN "\"\n  }"

static char *
failure (const char *status, const char *code, const char *message)
{
  g_autofree char *body = g_strdup_printf ("{\"error_code\": \"%s\", \"message\": \"%s\"}", code, message);

  return aeq_test_answer (status, "", body);
}

static char *
answer (const char *request, guint index G_GNUC_UNUSED, gpointer user_data)
{
  Fixture         *self = user_data;
  g_autofree char *first = g_strndup (request, strcspn (request, "\n"));

  if (self->failing != NULL && strstr (first, self->failing) != NULL)
    return failure ("403 Forbidden", "PERMISSION_DENIED", "Permission denied for " TOKEN);
  if (strstr (first, "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=aequitas ") != NULL)
    return self->has_experiment
               ? aeq_test_answer ("200 OK", "",
                                  "{\n  \"experiment\": {\n    \"experiment_id\": \"7\",\n    \"name\": \"aequitas\",\n"
                                  "    \"artifact_location\": \"mlflow-artifacts:/7\",\n"
                                  "    \"lifecycle_stage\": \"active\",\n    \"last_update_time\": 1772452700000,\n"
                                  "    \"creation_time\": 1772452700000\n  }\n}")
               : failure ("404 Not Found", "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name 'aequitas'");
  if (strstr (first, "POST /api/2.0/mlflow/experiments/create ") != NULL)
    {
      self->has_experiment = TRUE;
      return self->raced
                 ? failure ("400 Bad Request", "RESOURCE_ALREADY_EXISTS", "Experiment(name=aequitas) already exists.")
                 : aeq_test_answer ("200 OK", "", "{\n  \"experiment_id\": \"7\"\n}");
    }
  if (strstr (first, "POST /api/2.0/mlflow/runs/create ") != NULL)
    return aeq_test_answer (
        "200 OK", "",
        "{\n  \"run\": {\n    \"info\": " RUN_INFO (
            "RUNNING",
            "") ",\n    \"data\": {\n      \"tags\": [\n        {\n"
                "          \"key\": \"mlflow.runName\",\n          \"value\": \"train\"\n        }\n      ]\n    },\n"
                "    \"inputs\": {}\n  }\n}");
  if (strstr (first, "POST /api/2.0/mlflow/runs/log-batch ") != NULL)
    return aeq_test_answer ("200 OK", "", "{}");
  if (strstr (first, "POST /api/2.0/mlflow/runs/update ") != NULL)
    return aeq_test_answer ("200 OK", "",
                            "{\n  \"run_info\": " RUN_INFO ("FINISHED", "    \"end_time\": 1772452802500,\n") "\n}");
  return aeq_test_answer ("404 Not Found", "", "<html>none</html>");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  jobs_set_up (&self->jobs, data);
  aeq_test_no_proxy ();
  aeq_test_clock_init (&self->clock, JOBS_NOW);
  self->server = aeq_test_server_new (answer, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  aeq_test_server_free (self->server);
  aeq_test_clock_clear (&self->clock);
  jobs_tear_down (&self->jobs, data);
}

static AeqMlflow *
begin (Fixture *self, GError **error)
{
  g_autofree char       *url = aeq_test_server_url (self->server, "/");
  AeqHttpClock           clock = aeq_test_clock_http (&self->clock);
  const AeqMlflowOptions options = { .url = url, .token = TOKEN, .clock = &clock };

  return aeq_mlflow_begin (&options, jobs_at (JOBS_NOW), NULL, error);
}

static void
assert_sent (Fixture *self, const char *part)
{
  if (strstr (self->server->requests->str, part) == NULL)
    g_error ("no %s in:\n%s", part, self->server->requests->str);
}

static void
test_a_training_is_a_finished_run (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const AeqTrainResult result = RESULT;
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqMlflow) mlflow = begin (self, &error);

  g_assert_no_error (error);
  aeq_mlflow_finish (mlflow, &result, jobs_at (JOBS_NOW) + 2500000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->server->served, ==, 5);
  assert_sent (self, "Authorization: Bearer " TOKEN);
  assert_sent (self, "{\"name\":\"aequitas\"}");
  assert_sent (self, "\"start_time\":1772452800000");
  assert_sent (self, "{\"key\":\"daily_eta\",\"value\":\"0.06\"}");
  assert_sent (self, "{\"key\":\"data_hash\",\"value\":\"abc\"}");
  assert_sent (self, "{\"key\":\"window_to\",\"value\":\"2026-02-27\"}");
  assert_sent (self, "{\"key\":\"wape\",\"value\":0.5,\"timestamp\":1772452802500,\"step\":0}");
  assert_sent (self, "{\"key\":\"trial_loss_to_plain\",\"value\":0.98");
  assert_sent (self, "{\"key\":\"aequitas.version\",\"value\":\"v1.1\"}");
  assert_sent (self, "{\"run_id\":\"" RUN "\",\"status\":\"FINISHED\",\"end_time\":1772452802500}");
  g_assert_null (strstr (self->server->requests->str, "trial_loss_to_current"));
}

static void
test_an_experiment_that_is_there_is_used (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqMlflow) mlflow = NULL;

  self->has_experiment = TRUE;
  mlflow = begin (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->server->served, ==, 2);
  assert_sent (self, "\"experiment_id\":\"7\"");
  aeq_mlflow_finish (mlflow, NULL, jobs_at (JOBS_NOW), &error);
  g_assert_no_error (error);
  assert_sent (self, "\"status\":\"FAILED\"");
}

static void
test_two_at_once_share_the_experiment (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqMlflow) mlflow = NULL;

  self->raced = TRUE;
  mlflow = begin (self, &error);
  g_assert_no_error (error);
  g_assert_nonnull (mlflow);
}

/* Wherever it fails there is one sentence with the server's word, and the token is not in it, although the server says
 * it. */
static void
test_a_refusal_is_a_sentence_without_the_token (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const PLACES[] = { "get-by-name", "experiments/create", "runs/create" };
  const AeqTrainResult     result = RESULT;
  g_autoptr (AeqMlflow) mlflow = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (PLACES); i++)
    {
      self->has_experiment = i == 2;
      self->failing = PLACES[i];
      g_assert_null (begin (self, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "MLflow at http://127.0.0.1:"));
      g_assert_null (strstr (error->message, TOKEN));
      g_clear_error (&error);
    }
  self->failing = NULL;
  mlflow = begin (self, &error);
  g_assert_no_error (error);
  self->failing = "log-batch";
  g_assert_false (aeq_mlflow_finish (mlflow, &result, jobs_at (JOBS_NOW), &error));
  g_assert_nonnull (strstr (error->message, "runs/log-batch answered 403"));
  g_assert_null (strstr (error->message, TOKEN));
}

static void
test_a_token_does_not_go_over_an_open_line (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const URLS[] = { "http://mlflow.example:5000", "ftp://mlflow.example", "mlflow.example",
                                      "https://user:pw@host" };

  for (gsize i = 0; i < G_N_ELEMENTS (URLS); i++)
    {
      const AeqMlflowOptions options = { .url = URLS[i], .token = TOKEN };
      g_autoptr (GError) error = NULL;

      g_assert_null (aeq_mlflow_begin (&options, jobs_at (JOBS_NOW), NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
    }
  g_assert_cmpuint (self->server->served, ==, 0);
}

#define ADD(name, func) g_test_add ("/jobs/mlflow/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("finished", test_a_training_is_a_finished_run);
  ADD ("experiment-there", test_an_experiment_that_is_there_is_used);
  ADD ("race", test_two_at_once_share_the_experiment);
  ADD ("refusal", test_a_refusal_is_a_sentence_without_the_token);
  ADD ("open-line", test_a_token_does_not_go_over_an_open_line);
  return aeq_test_run_on_store ();
}
