/* SPDX-License-Identifier: MIT */
#include "aeq-mlflow.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-feed-parse.h"
#include "aeq-json.h"

#define EXPERIMENT "aequitas"
#define API "/api/2.0/mlflow/"
#define MAX_SHOWN 200
#define MAX_VALUE 250 /* of a parameter, as old servers take it */

struct _AeqMlflow
{
  AeqHttpClient *http;
  char          *base;   /* without a slash at the end */
  char          *header; /* (nullable) Authorization */
  char          *run;
};

void
aeq_mlflow_free (AeqMlflow *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->http, aeq_http_client_free);
  g_free (self->base);
  g_free (self->header);
  g_free (self->run);
  g_free (self);
}

static gboolean
is_here (const char *host)
{
  return g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") || g_str_equal (host, "localhost");
}

static gboolean
check_url (const AeqMlflowOptions *options, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (options->url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean    secure = g_str_equal (scheme, "https");

  if (host == NULL || *host == '\0' || (!secure && !g_str_equal (scheme, "http")) || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (
        error, AEQ_ERROR, AEQ_ERROR_USAGE,
        "the address of MLflow is none: give one such as https://host:5000, without name, password or query");
  else if (options->token != NULL && !secure && !is_here (host))
    g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                         "the address of MLflow is not protected, so the token is not sent: give one with https");
  else
    return TRUE;
  return FALSE;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
object_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What a server says. A proxy may answer with the request in it: then nothing is shown. */
static char *
shown (const AeqMlflow *self, const char *text)
{
  const char *token = self->header != NULL ? strrchr (self->header, ' ') + 1 : NULL;

  return token != NULL && strstr (text, token) != NULL ? g_strdup ("no more is shown")
                                                       : aeq_feed_clean (text, MAX_SHOWN);
}

/* One call. @code (nullable) takes the error code of a refusal instead of an error. The parser holds the answer, one
 * object. */
static JsonParser *
call (AeqMlflow *self, const char *method, const char *path, const char *body, char **code, GCancellable *cancellable,
      GError **error)
{
  const char *const headers[] = { "Content-Type: application/json", self->header, NULL };
  g_autofree char  *url = g_strconcat (self->base, API, path, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  const AeqHttpRequest request = { .method = method, .url = url, .headers = headers, .body = bytes };
  g_autoptr (AeqHttpResponse) response = aeq_http_client_send (self->http, &request, cancellable, error);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject      *object = NULL;
  g_autofree char *words = NULL;
  gsize            size;
  const char      *text;

  if (response == NULL)
    return NULL;
  text = g_bytes_get_data (response->body, &size);
  if ((parser = aeq_feed_json_parse (text, size, NULL)) != NULL &&
      JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    object = json_node_get_object (json_parser_get_root (parser));
  if (response->status >= 200 && response->status < 300 && object != NULL)
    return g_steal_pointer (&parser);
  if (code != NULL && (*code = g_strdup (text_of (object, "error_code"))) != NULL)
    return NULL;
  words = text_of (object, "message") != NULL ? shown (self, text_of (object, "message"))
                                              : g_strdup ("no answer of MLflow");
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "%.*s answered %u: %s", (int)strcspn (path, "?"), path,
               response->status, words);
  return NULL;
}

static char *
created_experiment (AeqMlflow *self, char **code, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser =
      call (self, "POST", "experiments/create", "{\"name\":\"" EXPERIMENT "\"}", code, cancellable, error);

  return parser != NULL ? g_strdup (text_of (json_node_get_object (json_parser_get_root (parser)), "experiment_id"))
                        : NULL;
}

static char *
found_experiment (AeqMlflow *self, char **code, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser =
      call (self, "GET", "experiments/get-by-name?experiment_name=" EXPERIMENT, NULL, code, cancellable, error);

  if (parser == NULL)
    return NULL;
  return g_strdup (
      text_of (object_of (json_node_get_object (json_parser_get_root (parser)), "experiment"), "experiment_id"));
}

static char *
no_experiment (const char *code, GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "the experiment %s can be neither found nor made%s%s", EXPERIMENT,
                 code != NULL ? ": " : "", code != NULL ? code : "");
  return NULL;
}

/* Somebody else may make it between the question and the making. */
static char *
experiment (AeqMlflow *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *code = NULL;
  g_autofree char *second = NULL;
  char            *id = found_experiment (self, &code, cancellable, error);

  if (id != NULL || g_strcmp0 (code, "RESOURCE_DOES_NOT_EXIST") != 0)
    return id != NULL ? id : no_experiment (code, error);
  id = created_experiment (self, &second, cancellable, error);
  if (id == NULL && g_strcmp0 (second, "RESOURCE_ALREADY_EXISTS") == 0)
    id = found_experiment (self, NULL, cancellable, error);
  return id != NULL ? id : no_experiment (second, error);
}

static gboolean
begin_run (AeqMlflow *self, const char *id, AeqInstant now, GCancellable *cancellable, GError **error)
{
  GString         *body = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (AeqJson) json = aeq_json_new (body);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *info;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "experiment_id", id);
  aeq_json_text (json, "run_name", "train");
  aeq_json_int (json, "start_time", now / 1000);
  aeq_json_end_object (json);
  text = g_string_free (body, FALSE);
  if ((parser = call (self, "POST", "runs/create", text, NULL, cancellable, error)) == NULL)
    return FALSE;
  info = object_of (object_of (json_node_get_object (json_parser_get_root (parser)), "run"), "info");
  self->run = g_strdup (text_of (info, "run_id"));
  if (self->run == NULL)
    g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_FAILED, "runs/create answered without the id of a run");
  return self->run != NULL;
}

AeqMlflow *
aeq_mlflow_begin (const AeqMlflowOptions *options, AeqInstant now, GCancellable *cancellable, GError **error)
{
  const AeqHttpOptions http = {
    .connect_timeout_ms = 5000, .timeout_ms = 10000, .max_response = 1 << 20, .max_tries = 2, .max_wait_ms = 2000
  };
  g_autoptr (AeqMlflow) self = g_new0 (AeqMlflow, 1);
  g_autofree char *id = NULL;

  if (!check_url (options, error))
    return NULL;
  self->http = aeq_http_client_new (&http, options->clock);
  self->base = g_strdup (options->url);
  while (g_str_has_suffix (self->base, "/"))
    self->base[strlen (self->base) - 1] = '\0';
  if (options->token != NULL)
    self->header = g_strconcat ("Authorization: Bearer ", options->token, NULL);
  if ((id = experiment (self, cancellable, error)) != NULL && begin_run (self, id, now, cancellable, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "MLflow at %s: ", self->base);
  return NULL;
}

static void
write_pair (AeqJson *json, const char *key, const char *value)
{
  g_autofree char *cut = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), MAX_VALUE));

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "key", key);
  aeq_json_text (json, "value", cut);
  aeq_json_end_object (json);
}

/* A text, number or yes and no; NULL for what has parts. Free with g_free(). */
static char *
value_text (JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_strdup (aeq_double_format (json_node_get_double (node), number));
  return json_to_string (node, FALSE);
}

/* Values of @object as parameters, with @prefix before their names. */
static void
write_params (AeqJson *json, const char *prefix, JsonObject *object)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (object == NULL)
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *key = g_strconcat (prefix, name, NULL);
      g_autofree char *value = value_text (node);

      if (value != NULL)
        write_pair (json, key, value);
    }
}

static void
write_metric (AeqJson *json, const char *key, double value, AeqInstant now)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "key", key);
  aeq_json_double (json, "value", value);
  aeq_json_int (json, "timestamp", now / 1000);
  aeq_json_int (json, "step", 0);
  aeq_json_end_object (json);
}

static void
write_metrics (AeqJson *json, const char *prefix, JsonObject *object, AeqInstant now)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (object == NULL)
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *key = g_strconcat (prefix, name, NULL);

      if (json_node_get_value_type (node) == G_TYPE_DOUBLE || json_node_get_value_type (node) == G_TYPE_INT64)
        write_metric (json, key, json_node_get_double (node), now);
    }
}

static char *
batch (const AeqMlflow *self, const AeqTrainResult *result, AeqInstant now)
{
  GString *body = g_string_new (NULL);
  g_autoptr (AeqJson) json = aeq_json_new (body);
  g_autoptr (JsonNode) node = json_from_string (result->metadata, NULL);
  JsonObject *metadata = json_node_get_object (node);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "run_id", self->run);
  aeq_json_begin_array (json, "params");
  write_params (json, "", metadata);
  write_params (json, "window_", object_of (metadata, "training_window"));
  write_params (json, "", object_of (metadata, "parameters"));
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "metrics");
  write_metrics (json, "", object_of (metadata, "metrics"), now);
  write_metrics (json, "trial_", object_of (metadata, "trial"), now);
  write_metric (json, "seconds", result->seconds, now);
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "tags");
  write_pair (json, "aequitas.version", result->version);
  write_pair (json, "aequitas.status", result->trial.passed ? "current" : "shadow");
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (body, FALSE);
}

static gboolean
end_run (AeqMlflow *self, const char *status, AeqInstant now, GError **error)
{
  GString *body = g_string_new (NULL);
  g_autoptr (AeqJson) json = aeq_json_new (body);
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = NULL;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "run_id", self->run);
  aeq_json_text (json, "status", status);
  aeq_json_int (json, "end_time", now / 1000);
  aeq_json_end_object (json);
  text = g_string_free (body, FALSE);
  parser = call (self, "POST", "runs/update", text, NULL, NULL, error);
  return parser != NULL;
}

/* Not cancellable: a training that was cancelled is told as failed. */
gboolean
aeq_mlflow_finish (AeqMlflow *self, const AeqTrainResult *result, AeqInstant now, GError **error)
{
  g_autofree char *body = result != NULL ? batch (self, result, now) : NULL;
  g_autoptr (JsonParser) logged = body != NULL ? call (self, "POST", "runs/log-batch", body, NULL, NULL, error) : NULL;

  if ((result == NULL || logged != NULL) && end_run (self, result != NULL ? "FINISHED" : "FAILED", now, error))
    return TRUE;
  g_prefix_error (error, "MLflow at %s: ", self->base);
  return FALSE;
}
