/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <math.h>

#include "aeq-answered.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-forecast-page.h"
#include "aeq-job-forecast.h"
#include "aeq-page.h"
#include "aeq-stats.h"

#define MAX_ID 64

static gboolean
find_account (AeqLedger *ledger, const char *text, AeqAccount **account, GError **error)
{
  g_autoptr(GPtrArray) accounts = NULL;
  AeqId uid;

  if (!aeq_id_parse (text, &uid))
    return aeq_status_refuse (error, 404, "there is no such account");
  if ((accounts = aeq_account_list (ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len && *account == NULL; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, &uid))
      *account = g_ptr_array_steal_index (accounts, i);
  return *account != NULL || aeq_status_refuse (error, 404, "there is no such account");
}

typedef struct
{
  AeqCall  *call;
  AeqReply *reply;
} Issued;

static gboolean
find_answer (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Issued *self = data;
  g_autoptr(GError) local = NULL;

  self->reply = aeq_answered_find (store, self->call->person_text, self->call->request, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
keep_answer (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  Issued *self = data;

  return aeq_call_audit (self->call, store, self->call->route->action, error) &&
         (self->call->request->idempotency_key == NULL ||
          aeq_answered_keep (store, self->call->person_text, self->call->request, self->call->now, self->reply, error));
}

static AeqReply *
issue (AeqCall *call, const AeqForecastRequest *request, AeqLedger *ledger, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqForecastResult) result = aeq_job_forecast (ledger, request, NULL, NULL, &local);

  if (result != NULL)
    {
      aeq_call_set_target_id (call, &result->id);
      return aeq_reply_new_text (201, result->json);
    }
  if (g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    aeq_status_refuse (error, 422, "there are no booked flows to forecast from; upload a file first");
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
read_request (AeqCall *call, AeqLedger *ledger, AeqForecastRequest *request, AeqAccount **account, GError **error)
{
  static const char *const FIELDS[] = { "account", "days", "bucket_minutes", NULL };
  const char *text;
  gint64 days, minutes;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_int (call->body, "days", 1, AEQ_MAX_DAYS, AEQ_MAX_DAYS, &days, error) ||
      !aeq_body_int (call->body, "bucket_minutes", 15, 60, 30, &minutes, error) ||
      !aeq_body_optional (call->body, "account", MAX_ID, &text, error) ||
      (text != NULL && !find_account (ledger, text, account, error)))
    return FALSE;
  if (minutes != 15 && minutes != 30 && minutes != 60)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "bucket_minutes", "needs 15, 30 or 60");
  request->account = *account;
  request->days = (guint) days;
  request->bucket_minutes = (guint) minutes;
  return TRUE;
}

/* The forecast is stored by a connection of the worker's own: making it takes seconds, in which the writer has other
 * things to do. Its answer is kept after it; sent again between the two, a second forecast is issued, which harms
 * nobody. */
AeqReply *
aeq_api_forecast (AeqCall *call, GError **error)
{
  AeqWriter *writer = call->server->writer;
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  Issued issued = { call, NULL };

  if (call->request->idempotency_key != NULL &&
      (!aeq_writer_run (writer, call->tenant, find_answer, &issued, error) || issued.reply != NULL))
    return issued.reply;
  if ((ledger = aeq_tenant_open (call->tenant, error)) == NULL ||
      !read_request (call, ledger, &request, &account, error))
    return NULL;
  ledger->now = call->now;
  if ((issued.reply = issue (call, &request, ledger, error)) == NULL)
    return NULL;
  if (aeq_writer_run (writer, call->tenant, keep_answer, &issued, error))
    return issued.reply;
  aeq_reply_free (issued.reply);
  return NULL;
}

static void
write_head (AeqJson *json, const AeqForecastHead *head)
{
  static const char *const REGIMES[] = { "steady", "elevated", "crisis" };
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, "id", aeq_id_format (&head->uid, text));
  aeq_json_text (json, "as_of", aeq_instant_format (head->as_of, text));
  aeq_json_text (json, "model", head->model);
  aeq_json_text (json, "regime", head->regime);
  aeq_json_text (json, "scenario", head->scenario);
  aeq_json_begin_object (json, "probability");
  for (gsize i = 0; i < G_N_ELEMENTS (REGIMES); i++)
    aeq_json_double (json, REGIMES[i], head->p[i]);
  aeq_json_end_object (json);
}

static gboolean
list_head (const AeqForecastHead *head, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqPage *page = user_data;

  if (!aeq_page_take (page, 0, head->id))
    return FALSE;
  aeq_json_begin_object (page->reply->json, NULL);
  write_head (page->reply->json, head);
  aeq_json_end_object (page->reply->json);
  return TRUE;
}

AeqReply *
aeq_api_forecasts (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", NULL };
  g_auto(AeqPage) page = { 0 };

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      !aeq_forecast_heads (call->ledger, page.after.id, page.limit + 1, list_head, &page, error))
    return NULL;
  return aeq_page_finish (&page);
}

/* The id of a forecast is made of its document, which is stored without it and was given out with it in front. */
static AeqReply *
reply_document (const AeqId *uid, const char *content)
{
  AeqReply *reply = aeq_reply_new (200);
  char text[AEQ_ID_TEXT_SIZE];

  g_string_append_printf (reply->body, "{\"id\":\"%s\",%s", aeq_id_format (uid, text), content + 1);
  return reply;
}

AeqReply *
aeq_api_forecast_document (AeqCall *call, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr(GError) local = NULL;
  AeqId uid;

  if (!aeq_call_id (call, 0, &uid, error))
    return NULL;
  if ((content = aeq_forecast_content (call->ledger, &uid, &local)) != NULL)
    return reply_document (&uid, content);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    aeq_status_refuse (error, 404, "there is no such forecast");
  return NULL;
}

typedef struct
{
  gint64   id;
  GString *text; /* the head as members of an object */
} Newest;

static gboolean
take_newest (const AeqForecastHead *head, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Newest *newest = user_data;
  g_autoptr(AeqJson) json = aeq_json_new (newest->text);

  newest->id = head->id;
  aeq_json_begin_object (json, NULL);
  write_head (json, head);
  aeq_json_end_object (json);
  return TRUE;
}

static gint64
to_minor (double value)
{
  return value >= 9.2e18 ? G_MAXINT64 : value <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (value);
}

static gboolean
list_line (const AeqForecastLine *line, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqPage *page = user_data;
  AeqJson *json = page->reply->json;
  guint exponent = line->currency != NULL ? line->currency->exponent : 2;
  char text[AEQ_ID_TEXT_SIZE];

  if (!aeq_page_take (page, line->account, line->target.horizon))
    return FALSE;
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", aeq_id_format (&line->uid, text));
  aeq_json_text (json, "number", line->number);
  aeq_json_text (json, "currency", line->currency != NULL ? line->currency->code : NULL);
  aeq_json_text (json, "day", aeq_date_format (line->target.day, text));
  aeq_json_int (json, "horizon", line->target.horizon);
  aeq_json_money (json, "settled", line->target.known_net, exponent);
  aeq_json_begin_array (json, "net");
  for (gsize i = 0; i < AEQ_STORED_QUANTILES; i++)
    aeq_json_money (json, NULL, to_minor (line->target.q[i]), exponent);
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return TRUE;
}

/* Cursors are good for one forecast: with the next one its days have moved. */
static gboolean
begin_days (AeqPage *page, AeqCall *call, Newest *newest, AeqForecastLines *lines, AeqAccount **account, GError **error)
{
  const char *text = aeq_request_query (call->request, "account");
  g_autofree char *list = NULL;

  if (text != NULL && !find_account (call->ledger, text, account, error))
    return FALSE;
  if (!aeq_forecast_heads (call->ledger, 0, 1, take_newest, newest, error))
    return FALSE;
  if (newest->id == 0)
    return aeq_status_refuse (error, 404, "no forecast was issued yet; POST /api/v1/forecast issues one");
  list = g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, call->route->path, text != NULL ? text : "", newest->id);
  if (!aeq_page_begin (page, call, list, error))
    return FALSE;
  *lines = (AeqForecastLines){ newest->id, *account != NULL ? &(*account)->uid : NULL, page->after.key, page->after.id,
                               page->limit + 1 };
  return TRUE;
}

static AeqReply *
finish_days (AeqPage *page, const Newest *newest)
{
  AeqReply *reply = aeq_page_finish (page);

  /* The head and the quantiles' levels go in front of the page's own end. */
  g_string_truncate (reply->body, reply->body->len - 1);
  g_string_append_printf (reply->body, ",\"forecast\":%s,\"levels\":[", newest->text->str);
  for (gsize i = 0; i < AEQ_STORED_QUANTILES; i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (reply->body, "%s%s", i > 0 ? "," : "",
                              aeq_double_format (AEQ_QUANTILE_LEVELS[i], buffer));
    }
  g_string_append (reply->body, "]}");
  return reply;
}

AeqReply *
aeq_api_forecast_daily (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", "account", NULL };
  g_auto(AeqPage) page = { 0 };
  g_autoptr(GString) head = g_string_new (NULL);
  g_autoptr(AeqAccount) account = NULL;
  Newest newest = { 0, head };
  AeqForecastLines lines;

  if (!aeq_call_only (call, PARAMETERS, error) || !begin_days (&page, call, &newest, &lines, &account, error) ||
      !aeq_forecast_lines (call->ledger, &lines, list_line, &page, error))
    return NULL;
  return finish_days (&page, &newest);
}
