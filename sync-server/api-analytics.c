/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <math.h>

#include "aeq-job-accuracy.h"
#include "aeq-job-position.h"
#include "aeq-job-regime.h"
#include "aeq-regime-document.h"
#include "aeq-tasks.h"

static gboolean
read_currency (AeqCall *call, const AeqCurrency **currency, GError **error)
{
  const char *code = aeq_request_query (call->request, "currency");

  return code == NULL || (*currency = aeq_currency_lookup (code, -1)) != NULL ||
         aeq_status_refuse (error, 400, "currency needs a code of ISO 4217, like EUR");
}

AeqReply *
aeq_api_accuracy (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "account", "currency", "from", "until", "horizon", NULL };
  AeqAccuracyFilter filter = { .horizon = -1, .from = AEQ_DATE_NONE, .to = AEQ_DATE_NONE };
  const char *text = aeq_request_query (call->request, "account");
  AeqLedger *ledger = aeq_tenant_read (call->tenant, call->now, error);
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  g_autofree char *document = NULL;
  gint64 horizon;

  if (ledger == NULL || !aeq_call_only (call, PARAMETERS, error) || !read_currency (call, &filter.currency, error) ||
      !aeq_call_day (call, "from", &filter.from, error) || !aeq_call_day (call, "until", &filter.to, error) ||
      !aeq_call_number (call, "horizon", -1, 1000, -1, &horizon, error) ||
      (text != NULL && (account = aeq_call_account (ledger, text, error)) == NULL))
    return NULL;
  filter.account = account;
  filter.horizon = (int) horizon;
  if ((accuracy = aeq_job_accuracy (ledger, &filter, error)) == NULL)
    return NULL;
  document = aeq_accuracy_document (accuracy);
  return aeq_reply_new_text (200, document);
}

static AeqReply *
score (AeqCall *call, AeqLedger *ledger, GError **error)
{
  AeqReply *reply;
  gint64 n;

  if (!aeq_job_score (ledger, &n, NULL, error) ||
      (n > 0 && !aeq_call_audit (call, ledger->store, call->route->action, error)))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_int (reply->json, "scored", n);
  aeq_json_end_object (reply->json);
  return reply;
}

/* Scoring twice changes nothing, so no key is needed for it. */
AeqReply *
aeq_api_score (AeqCall *call, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  AeqReply *reply = NULL;

  aeq_tenant_take_lease (call->tenant);
  if ((ledger = aeq_tenant_open (call->tenant, error)) != NULL)
    {
      ledger->now = call->now;
      reply = score (call, ledger, error);
    }
  aeq_tenant_release_lease (call->tenant);
  aeq_writer_wake (call->server->writer);
  return reply;
}

/* What the markets say is everybody's: the server has one ledger of it, beside those of the organisations. */
AeqReply *
aeq_api_regime (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { NULL };
  AeqRegimeReading reading;
  gboolean found;
  AeqReply *reply;

  if (!aeq_call_only (call, PARAMETERS, error) ||
      !aeq_job_regime_at (call->ledger, aeq_zone_date (aeq_zone_utc (), call->now), &reading, &found, error))
    return NULL;
  if (!found)
    {
      aeq_status_refuse (error, 404, "the server knows no market series that are recent enough");
      return NULL;
    }
  reply = aeq_reply_new (200);
  aeq_regime_reading_write (reply->json, &reading, TRUE);
  return reply;
}

static void
write_money (AeqJson *json, const char *name, const AeqPosition *row, gint64 minor)
{
  if (minor == AEQ_POSITION_NONE)
    aeq_json_null (json, name);
  else
    aeq_json_money (json, name, minor, row->currency->exponent);
}

static void
write_instant (AeqJson *json, const char *name, AeqInstant instant)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, name, instant != AEQ_INSTANT_NONE ? aeq_instant_format (instant, text) : NULL);
}

static void
write_position (AeqJson *json, const AeqPosition *row)
{
  char text[AEQ_ID_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", aeq_id_format (&row->uid, text));
  aeq_json_text (json, "number", row->number);
  aeq_json_text (json, "currency", row->currency->code);
  aeq_json_text (json, "day", aeq_date_format (row->day, text));
  write_money (json, "opening", row, row->opening);
  write_money (json, "in", row, row->in);
  write_money (json, "out", row, row->out);
  write_money (json, "balance", row, row->balance);
  write_instant (json, "balance_at", row->balance_at);
  write_money (json, "expected", row, row->expected);
  write_money (json, "closing", row, row->closing);
  write_money (json, "lowest", row, row->lowest);
  write_instant (json, "lowest_at", row->lowest == AEQ_POSITION_NONE ? AEQ_INSTANT_NONE : row->lowest_at);
  aeq_json_double (json, "p_breach", row->p_breach);
  write_money (json, "limit", row, row->limit);
  write_money (json, "early_warning", row, row->warning);
  aeq_json_end_object (json);
}

static AeqReply *
reply_positions (const AeqPositionTable *table)
{
  static const char *const AGES[] = { "none", "other_day", "overtaken", "old", "good" };
  AeqReply *reply = aeq_reply_new (200);
  AeqJson *json = reply->json;

  aeq_json_begin_object (json, NULL);
  write_instant (json, "as_of", table->as_of);
  write_instant (json, "forecast_at", table->forecast_at);
  aeq_json_text (json, "forecast", AGES[table->forecast_age]);
  aeq_json_text (json, "model", table->model);
  aeq_json_begin_array (json, "data");
  for (guint i = 0; i < table->rows->len; i++)
    if (((const AeqPosition *) table->rows->pdata[i])->n == 0)
      write_position (json, table->rows->pdata[i]);
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return reply;
}

/* Today as it stands: what was booked until now, and what the newest forecast says of the rest. */
AeqReply *
aeq_api_forecast_realtime (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "account", "currency", NULL };
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;
  const char *text = aeq_request_query (call->request, "account");
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqPositionTable) table = NULL;

  if (!aeq_call_only (call, PARAMETERS, error) || !read_currency (call, &scope.currency, error) ||
      (text != NULL && (account = aeq_call_account (call->ledger, text, error)) == NULL))
    return NULL;
  scope.rows_only = TRUE;
  scope.has_account = account != NULL;
  if (account != NULL)
    scope.account = account->uid;
  table = aeq_job_position (call->ledger, &scope, NULL, error);
  return table != NULL ? reply_positions (table) : NULL;
}
