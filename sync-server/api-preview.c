/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include "aeq-import-report.h"
#include "aeq-job-import-preview.h"
#include "aeq-upload.h"

static void
write_columns (AeqJson *json, const AeqTableLook *look)
{
  aeq_json_begin_array (json, "columns");
  for (guint i = 0; look != NULL && i < look->n_columns; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "header", look->header != NULL ? look->header[i] : NULL);
      aeq_json_text (json, "role", look->roles[i] != AEQ_ROLE_NONE ? aeq_column_role_name (look->roles[i]) : NULL);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

static void
write_flow (AeqJson *json, const AeqPreviewFlow *flow)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "line", (gint64) flow->line);
  aeq_json_text (json, "date", flow->date != AEQ_DATE_NONE ? aeq_date_format (flow->date, text) : NULL);
  aeq_json_money (json, "amount", flow->minor, flow->currency != NULL ? flow->currency->exponent : 2);
  aeq_json_text (json, "currency", flow->currency != NULL ? flow->currency->code : NULL);
  aeq_json_text (json, "account", flow->account);
  aeq_json_text (json, "counterparty", flow->counterparty);
  aeq_json_text (json, "narrative", flow->narrative);
  aeq_json_end_object (json);
}

static void
write_names (AeqJson *json, const char *name, GPtrArray *names)
{
  aeq_json_begin_array (json, name);
  for (guint i = 0; i < names->len; i++)
    aeq_json_text (json, NULL, names->pdata[i]);
  aeq_json_end_array (json);
}

static void
write_outcome (AeqJson *json, const AeqImportOutcome *outcome)
{
  aeq_json_begin_object (json, "import");
  aeq_json_text (json, "status", aeq_import_status_name (outcome->status));
  aeq_json_int (json, "rows", (gint64) outcome->report->transactions);
  aeq_json_int (json, "added", outcome->added);
  aeq_json_int (json, "duplicates", outcome->duplicates);
  aeq_json_int (json, "rejected", (gint64) outcome->report->n_errors);
  aeq_import_report_write (json, outcome);
  aeq_json_end_object (json);
}

static AeqReply *
reply_preview (const AeqUpload *self, const AeqImportPreview *preview)
{
  g_autofree char *name = g_path_get_basename (self->path);
  AeqReply *reply = aeq_reply_new (200);
  AeqJson *json = reply->json;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", name);
  aeq_json_text (json, "format", preview->format);
  aeq_json_text (json, "trouble", preview->problem != NULL ? preview->problem->message : NULL);
  aeq_json_boolean (json, "whole", preview->whole);
  write_columns (json, preview->look);
  aeq_json_begin_array (json, "flows");
  for (guint i = 0; preview->flows != NULL && i < preview->flows->len; i++)
    write_flow (json, preview->flows->pdata[i]);
  aeq_json_end_array (json);
  write_names (json, "new_accounts", preview->accounts);
  write_names (json, "profiles", preview->profiles);
  if (preview->outcome != NULL)
    write_outcome (json, preview->outcome);
  else
    aeq_json_null (json, "import");
  aeq_json_end_object (json);
  return reply;
}

/* A trial writes and takes back, so nobody else may write meanwhile. */
static AeqImportPreview *
try_file (AeqUpload *self, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_tenant_open (self->call->tenant, error);

  if (ledger == NULL)
    return NULL;
  ledger->now = self->call->now;
  return aeq_job_import_preview (ledger, self->path, &self->request, NULL, error);
}

AeqReply *
aeq_api_preview (AeqCall *call, GError **error)
{
  g_auto(AeqUpload) self = { .call = call };
  g_autoptr(AeqImportPreview) preview = NULL;

  if (!aeq_upload_open (&self, error))
    return NULL;
  aeq_tenant_take_lease (call->tenant);
  preview = try_file (&self, error);
  aeq_tenant_release_lease (call->tenant);
  aeq_writer_wake (call->server->writer);
  return preview != NULL ? reply_preview (&self, preview) : NULL;
}
