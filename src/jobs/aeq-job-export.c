/* SPDX-License-Identifier: MIT */
#include "aeq-job-export.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "aeq-csv-writer.h"
#include "aeq-error.h"
#include "aeq-file-writer.h"
#include "aeq-flow-list.h"
#include "aeq-job-accuracy.h"
#include "aeq-json.h"
#include "aeq-position.h"

#define FLUSH_SIZE 65536

static const char *const FLOW_COLUMNS[] = {
  "account", "settle_ts", "value_date", "booking_date", "amount", "currency", "category", "counterparty", "reference",
  "bank_reference", "narrative", "status", NULL,
};
static const char *const POSITION_COLUMNS[] = {
  "account", "date", "instrument", "isin", "quantity", "price", "currency", "market_value", NULL,
};
static const char *const FORECAST_COLUMNS[] = {
  "account", "currency", "date", "horizon", "known", "quantile", "net", "closing", NULL,
};

gboolean
aeq_export_what_parse (const char *text, AeqExportWhat *what)
{
  static const char *const NAMES[] = { "flows", "positions", "forecast", "accuracy" };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (g_str_equal (NAMES[i], text))
      {
        *what = (AeqExportWhat) i;
        return TRUE;
      }
  return FALSE;
}

/* Where rows go: a CSV file, or a JSON array written as it grows. */
typedef struct
{
  AeqCsvWriter  *csv;
  AeqFileWriter *file;
  GString       *text;
  AeqJson       *json;
  GHashTable    *accounts;
} Target;

static gboolean
target_open (Target *target, const char *path, const char *const *columns, GError **error)
{
  if (g_str_has_suffix (path, ".csv"))
    {
      if ((target->csv = aeq_csv_writer_new (path, error)) == NULL)
        return FALSE;
      for (; *columns != NULL; columns++)
        aeq_csv_writer_text (target->csv, *columns);
      return aeq_csv_writer_end_row (target->csv, error);
    }
  if (!g_str_has_suffix (path, ".json"))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--to %s: the name must end in .csv or .json", path);
      return FALSE;
    }
  if ((target->file = aeq_file_writer_new (path, error)) == NULL)
    return FALSE;
  target->text = g_string_new (NULL);
  target->json = aeq_json_new (target->text);
  aeq_json_begin_array (target->json, NULL);
  return TRUE;
}

static gboolean
target_flush (Target *target, gsize at_least, GError **error)
{
  if (target->text->len < at_least)
    return TRUE;
  if (!aeq_file_writer_write (target->file, target->text->str, target->text->len, error))
    return FALSE;
  g_string_truncate (target->text, 0);
  return TRUE;
}

static gboolean
target_end_row (Target *target, GError **error)
{
  if (target->csv != NULL)
    return aeq_csv_writer_end_row (target->csv, error);
  aeq_json_end_object (target->json);
  return target_flush (target, FLUSH_SIZE, error);
}

static gboolean
target_finish (Target *target, GError **error)
{
  if (target->csv != NULL)
    return aeq_csv_writer_finish (target->csv, error);
  aeq_json_end_array (target->json);
  g_string_append_c (target->text, '\n');
  return target_flush (target, 0, error) && aeq_file_writer_finish (target->file, error);
}

static void
target_clear (Target *target)
{
  g_clear_pointer (&target->csv, aeq_csv_writer_free);
  g_clear_pointer (&target->file, aeq_file_writer_free);
  g_clear_pointer (&target->json, aeq_json_free);
  if (target->text != NULL)
    g_string_free (target->text, TRUE);
}

static void
put_text (Target *target, const char *name, const char *text)
{
  if (target->csv != NULL)
    aeq_csv_writer_text (target->csv, text);
  else
    aeq_json_text (target->json, name, text);
}

/* Exact decimals and dates: text in JSON, bare in CSV. */
static void
put_number (Target *target, const char *name, const char *number)
{
  if (target->csv != NULL)
    aeq_csv_writer_number (target->csv, number != NULL ? number : "");
  else
    aeq_json_text (target->json, name, number);
}

static void
put_date (Target *target, const char *name, AeqDate date)
{
  char text[AEQ_DATE_TEXT_SIZE];

  put_number (target, name, date != AEQ_DATE_NONE ? aeq_date_format (date, text) : NULL);
}

static void
begin_row (Target *target)
{
  if (target->json != NULL)
    aeq_json_begin_object (target->json, NULL);
}

static gboolean
write_flow (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *superseded_by G_GNUC_UNUSED, gpointer user_data,
            GError **error)
{
  Target *target = user_data;
  const AeqAccount *account = g_hash_table_lookup (target->accounts, &flow->account);
  char amount[AEQ_MONEY_TEXT_SIZE];
  char when[AEQ_INSTANT_TEXT_SIZE];

  begin_row (target);
  put_text (target, "account", account->number);
  put_number (target, "settle_ts", flow->day_only ? NULL : aeq_instant_format (flow->settle_ts, when));
  put_date (target, "value_date", flow->value_date);
  put_date (target, "booking_date", flow->booking_date);
  put_number (target, "amount", aeq_money_format (flow->minor, account->currency->exponent, amount));
  put_text (target, "currency", account->currency->code);
  put_text (target, "category", flow->category);
  put_text (target, "counterparty", flow->counterparty);
  put_text (target, "reference", flow->reference);
  put_text (target, "bank_reference", flow->bank_reference);
  put_text (target, "narrative", flow->narrative);
  put_text (target, "status", aeq_flow_status_name (flow->status));
  return target_end_row (target, error);
}

static gboolean
write_position (const AeqPosition *position, gpointer user_data, GError **error)
{
  Target *target = user_data;
  const AeqAccount *account = g_hash_table_lookup (target->accounts, &position->account);
  char value[AEQ_MONEY_TEXT_SIZE];

  begin_row (target);
  put_text (target, "account", account->number);
  put_date (target, "date", position->day);
  put_text (target, "instrument", position->instrument);
  put_text (target, "isin", position->isin);
  put_number (target, "quantity", position->quantity);
  put_number (target, "price", position->price);
  put_text (target, "currency", position->currency->code);
  put_number (target, "market_value",
              position->has_market_value ? aeq_money_format (position->market_value, position->currency->exponent, value) : NULL);
  return target_end_row (target, error);
}

static gboolean
export_rows (AeqLedger *ledger, gboolean flows, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;
  Target target = { .accounts = by_id };
  gboolean ok;

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_insert (by_id, &((AeqAccount *) accounts->pdata[i])->id, accounts->pdata[i]);
  ok = target_open (&target, path, flows ? FLOW_COLUMNS : POSITION_COLUMNS, error) &&
       (flows ? aeq_flow_foreach (ledger, &filter, write_flow, &target, cancellable, error)
              : aeq_position_foreach (ledger, write_position, &target, error)) &&
       target_finish (&target, error);
  target_clear (&target);
  return ok;
}

/* The frozen document of the newest forecast. */
static char *
newest_forecast (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT content FROM forecast_run ORDER BY as_of DESC, id DESC LIMIT 1", error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return NULL;
  if (has_row)
    return g_strdup (aeq_statement_get_text (stmt, 0));
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "no forecast has been issued yet: run forecast first");
  return NULL;
}

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  g_autoptr(AeqFileWriter) file = aeq_file_writer_new (path, error);

  return file != NULL && aeq_file_writer_write (file, text, strlen (text), error) &&
         aeq_file_writer_write (file, "\n", 1, error) && aeq_file_writer_finish (file, error);
}

static gboolean
write_forecast_day (Target *target, JsonObject *account, JsonObject *day, GError **error)
{
  JsonObject *net = json_object_get_object_member (day, "net");
  JsonObject *closing = json_object_get_object_member (day, "closing");
  g_autoptr(GList) levels = json_object_get_members (net);
  g_autofree char *horizon = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (day, "horizon"));

  for (GList *l = levels; l != NULL; l = l->next)
    {
      aeq_csv_writer_text (target->csv, json_object_get_string_member (account, "account"));
      aeq_csv_writer_text (target->csv, json_object_get_string_member (account, "currency"));
      aeq_csv_writer_number (target->csv, json_object_get_string_member (day, "date"));
      aeq_csv_writer_number (target->csv, horizon);
      aeq_csv_writer_number (target->csv, json_object_get_string_member (day, "known"));
      aeq_csv_writer_number (target->csv, l->data);
      aeq_csv_writer_number (target->csv, json_object_get_string_member (net, l->data));
      aeq_csv_writer_number (target->csv, json_object_get_string_member (closing, l->data));
      if (!aeq_csv_writer_end_row (target->csv, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_forecast_rows (Target *target, JsonObject *document, GError **error)
{
  JsonArray *accounts = json_object_get_array_member (document, "accounts");

  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonObject *account = json_array_get_object_element (accounts, i);
      JsonArray *days = json_object_get_array_member (account, "daily");

      for (guint j = 0; j < json_array_get_length (days); j++)
        if (!write_forecast_day (target, account, json_array_get_object_element (days, j), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
export_forecast (AeqLedger *ledger, const char *path, GError **error)
{
  g_autofree char *content = newest_forecast (ledger, error);
  g_autoptr(JsonNode) node = NULL;
  Target target = { 0 };
  gboolean ok;

  if (content == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".json"))
    return write_text (path, content, error);
  ok = (node = json_from_string (content, error)) != NULL && target_open (&target, path, FORECAST_COLUMNS, error) &&
       write_forecast_rows (&target, json_node_get_object (node), error) && target_finish (&target, error);
  target_clear (&target);
  return ok;
}

static gboolean
write_accuracy_row (AeqCsvWriter *csv, const char *group, const AeqAccuracyPart *part, GError **error)
{
  const double values[] = {
    aeq_tally_wape (&part->tally), aeq_tally_bias (&part->tally), aeq_tally_wql (&part->tally), aeq_tally_crps (&part->tally),
    aeq_tally_coverage (&part->tally, AEQ_INTERVAL_90), aeq_tally_width (&part->tally, AEQ_INTERVAL_90),
    aeq_accuracy_skill (part),
  };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  aeq_csv_writer_text (csv, group);
  aeq_csv_writer_text (csv, part->name);
  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, part->tally.n);
  aeq_csv_writer_number (csv, text);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    aeq_csv_writer_number (csv, values[i] == values[i] ? aeq_double_format (values[i], text) : "");
  return aeq_csv_writer_end_row (csv, error);
}

static gboolean
write_accuracy_csv (const AeqAccuracy *accuracy, const char *path, GError **error)
{
  static const char *const COLUMNS[] = { "group", "name", "n", "wape", "bias", "wql", "crps", "coverage90", "width90",
                                         "skill_vs_snaive", NULL };
  g_autoptr(AeqCsvWriter) csv = aeq_csv_writer_new (path, error);

  if (csv == NULL)
    return FALSE;
  for (const char *const *column = COLUMNS; *column != NULL; column++)
    aeq_csv_writer_text (csv, *column);
  if (!aeq_csv_writer_end_row (csv, error) || !write_accuracy_row (csv, "total", &accuracy->total, error))
    return FALSE;
  for (guint i = 0; i < accuracy->by_regime->len; i++)
    if (!write_accuracy_row (csv, "regime", accuracy->by_regime->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < accuracy->by_horizon->len; i++)
    if (!write_accuracy_row (csv, "horizon", accuracy->by_horizon->pdata[i], error))
      return FALSE;
  return aeq_csv_writer_finish (csv, error);
}

static gboolean
export_accuracy (AeqLedger *ledger, const char *path, GError **error)
{
  const AeqAccuracyFilter filter = { NULL, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE };
  g_autoptr(AeqAccuracy) accuracy = aeq_job_accuracy (ledger, &filter, error);
  g_autofree char *document = NULL;

  if (accuracy == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".csv"))
    return write_accuracy_csv (accuracy, path, error);
  document = aeq_accuracy_document (accuracy);
  return write_text (path, document, error);
}

gboolean
aeq_job_export (AeqLedger *ledger, AeqExportWhat what, const char *path, AeqProgress *progress, GCancellable *cancellable,
                GError **error)
{
  gboolean ok;

  if (!g_str_has_suffix (path, ".csv") && !g_str_has_suffix (path, ".json"))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--to %s: this version writes .csv and .json", path);
      return FALSE;
    }
  switch (what)
    {
    case AEQ_EXPORT_FLOWS:
    case AEQ_EXPORT_POSITIONS:
      ok = export_rows (ledger, what == AEQ_EXPORT_FLOWS, path, cancellable, error);
      break;
    case AEQ_EXPORT_FORECAST:
      ok = export_forecast (ledger, path, error);
      break;
    case AEQ_EXPORT_ACCURACY:
    default:
      ok = export_accuracy (ledger, path, error);
      break;
    }
  if (ok)
    aeq_progress_done (progress);
  return ok;
}
