/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aeq-answered.h"
#include "aeq-error.h"
#include "aeq-import-history.h"
#include "aeq-job-import.h"
#include "aeq-page.h"

#define MAX_NAME 200

typedef struct
{
  AeqCall         *call;
  AeqImportRequest request;
  char            *path;     /* of the file, under the name that the client gave */
  char            *folder;
} Upload;

/* Reports and the history name the file; its folder is of no concern to anybody. */
static void
upload_clear (Upload *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

static gboolean
check_name (const char *name, GError **error)
{
  if (*name == '\0' || *name == '.' || strlen (name) > MAX_NAME || strchr (name, '/') != NULL ||
      !g_utf8_validate (name, -1, NULL))
    return aeq_status_refuse (error, 400, "name needs the plain name of a file, like march.csv");
  for (const char *p = name; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return aeq_status_refuse (error, 400, "name needs the plain name of a file, like march.csv");
  return TRUE;
}

static gboolean
move_file (Upload *self, GError **error)
{
  const char *name = aeq_request_query (self->call->request, "name");

  if (name == NULL)
    name = "upload.csv";
  if (!check_name (name, error))
    return FALSE;
  self->folder = g_strconcat (self->call->request->body_path, ".d", NULL);
  if (g_mkdir (self->folder, 0700) != 0)
    {
      g_clear_pointer (&self->folder, g_free);
      return aeq_status_refuse (error, 500, "the upload cannot be kept: %s", g_strerror (errno));
    }
  self->path = g_build_filename (self->folder, name, NULL);
  return link (self->call->request->body_path, self->path) == 0 ||
         aeq_status_refuse (error, 500, "the upload cannot be kept: %s", g_strerror (errno));
}

static gboolean
read_request (Upload *self, GError **error)
{
  static const char *const PARAMETERS[] = { "name",       "format",  "profile", "account",         "currency",
                                            "date_order", "decimal", "dry_run", "accept_warnings", NULL };
  const AeqRequest *request = self->call->request;
  const char *currency = aeq_request_query (request, "currency");
  const char *order = aeq_request_query (request, "date_order");
  const char *decimal = aeq_request_query (request, "decimal");

  self->request.format = aeq_request_query (request, "format");
  self->request.profile = aeq_request_query (request, "profile");
  self->request.account = aeq_request_query (request, "account");
  /* A profile by path would be a file of the server. */
  if (self->request.profile != NULL && strchr (self->request.profile, '/') != NULL)
    return aeq_status_refuse (error, 400, "profile needs the name of a profile");
  if (currency != NULL && (self->request.currency = aeq_currency_lookup (currency, -1)) == NULL)
    return aeq_status_refuse (error, 400, "currency needs a code of ISO 4217, like EUR");
  if (order != NULL)
    self->request.date_order = g_str_equal (order, "dmy") ? AEQ_DATE_DMY : g_str_equal (order, "mdy") ? AEQ_DATE_MDY :
                               g_str_equal (order, "ymd") ? AEQ_DATE_YMD : 0;
  if (order != NULL && self->request.date_order == 0)
    return aeq_status_refuse (error, 400, "date_order needs dmy, mdy or ymd");
  if (decimal != NULL && !g_str_equal (decimal, ".") && !g_str_equal (decimal, ","))
    return aeq_status_refuse (error, 400, "decimal needs . or ,");
  self->request.decimal = decimal != NULL ? (AeqDecimal) *decimal : AEQ_DECIMAL_AUTO;
  return aeq_call_only (self->call, PARAMETERS, error) &&
         aeq_call_flag (self->call, "dry_run", &self->request.dry_run, error) &&
         aeq_call_flag (self->call, "accept_warnings", &self->request.accept_warnings, error);
}

static void
write_row_error (AeqJson *json, guint64 line, const char *field, const char *message)
{
  aeq_json_begin_object (json, NULL);
  if (line > 0)
    aeq_json_int (json, "line", (gint64) line);
  else
    aeq_json_null (json, "line");
  aeq_json_text (json, "field", field);
  aeq_json_text (json, "message", message);
  aeq_json_end_object (json);
}

static void
write_errors (AeqJson *json, const AeqImportOutcome *outcome)
{
  GPtrArray *errors = outcome->report->errors;

  aeq_json_begin_array (json, "errors");
  for (guint i = 0; i < errors->len; i++)
    {
      const AeqRowError *row = errors->pdata[i];

      write_row_error (json, row->line, row->field, row->message);
    }
  if (errors->len == 0 && outcome->refusal != NULL)
    write_row_error (json, aeq_error_get_line (outcome->refusal), aeq_error_get_field (outcome->refusal),
                     outcome->refusal->message);
  aeq_json_end_array (json);
}

static void
write_sentences (AeqJson *json, const char *name, GPtrArray *sentences)
{
  aeq_json_begin_array (json, name);
  for (guint i = 0; i < sentences->len; i++)
    aeq_json_text (json, NULL, sentences->pdata[i]);
  aeq_json_end_array (json);
}

static AeqReply *
reply_outcome (const Upload *self, const AeqImportOutcome *outcome)
{
  AeqReply *reply = aeq_reply_new (outcome->status == AEQ_IMPORT_REJECT ? 422 : self->request.dry_run ? 200 : 201);
  g_autofree char *name = g_path_get_basename (outcome->path);
  AeqJson *json = reply->json;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", name);
  aeq_json_text (json, "format", outcome->report->format);
  aeq_json_text (json, "status", aeq_import_status_name (outcome->status));
  aeq_json_boolean (json, "dry_run", self->request.dry_run);
  aeq_json_int (json, "rows", (gint64) outcome->report->transactions);
  aeq_json_int (json, "added", outcome->added);
  aeq_json_int (json, "duplicates", outcome->duplicates);
  aeq_json_int (json, "rejected", (gint64) outcome->report->n_errors);
  write_sentences (json, "warnings", outcome->report->warnings);
  write_sentences (json, "notes", outcome->report->notes);
  write_errors (json, outcome);
  if (outcome->import_id > 0)
    aeq_json_int (json, "import", outcome->import_id);
  else
    aeq_json_null (json, "import");
  aeq_json_end_object (json);
  return reply;
}

static AeqReply *
import (Upload *self, AeqLedger *ledger, GError **error)
{
  AeqCall *call = self->call;
  gboolean keyed = call->request->idempotency_key != NULL;
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(AeqReply) reply = NULL;
  g_autoptr(GError) local = NULL;

  if (keyed &&
      ((reply = aeq_answered_find (ledger->store, call->person_text, call->request, &local)) != NULL || local != NULL))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return g_steal_pointer (&reply);
    }
  if ((outcome = aeq_job_import (ledger, self->path, &self->request, NULL, NULL, error)) == NULL)
    return NULL;
  reply = reply_outcome (self, outcome);
  if (outcome->import_id > 0)
    {
      g_autofree char *number = g_strdup_printf ("import %" G_GINT64_FORMAT, outcome->import_id);

      aeq_call_set_target (call, number);
      if (!aeq_call_audit (call, ledger->store, call->route->action, error))
        return NULL;
    }
  if (keyed && !aeq_answered_keep (ledger->store, call->person_text, call->request, call->now, reply, error))
    return NULL;
  return g_steal_pointer (&reply);
}

/* The import, its audit row and its answer are one transaction. The writer meanwhile serves other organisations. */
static AeqReply *
import_in_transaction (Upload *self, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_tenant_open (self->call->tenant, error);
  g_autoptr(AeqReply) reply = NULL;

  if (ledger == NULL || !aeq_store_begin (ledger->store, error))
    return NULL;
  ledger->now = self->call->now;
  g_free (ledger->author);
  ledger->author = g_strdup (self->call->person_text);
  reply = import (self, ledger, error);
  if (reply != NULL && aeq_store_commit (ledger->store, error))
    return g_steal_pointer (&reply);
  aeq_store_rollback (ledger->store);
  return NULL;
}

AeqReply *
aeq_api_upload (AeqCall *call, GError **error)
{
  g_auto(Upload) self = { .call = call };
  AeqReply *reply;

  if (!read_request (&self, error) || !move_file (&self, error))
    return NULL;
  aeq_tenant_take_lease (call->tenant);
  reply = import_in_transaction (&self, error);
  aeq_tenant_release_lease (call->tenant);
  aeq_writer_wake (call->server->writer);
  return reply;
}

static void
write_import (AeqJson *json, const AeqImportRecord *record)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "import", record->id);
  aeq_json_text (json, "file", record->name);
  aeq_json_text (json, "format", record->format);
  aeq_json_text (json, "sha256", record->sha256);
  aeq_json_text (json, "imported_at", aeq_instant_format (record->imported_at, when));
  aeq_json_int (json, "rows", record->rows_read);
  aeq_json_int (json, "added", record->added);
  aeq_json_int (json, "duplicates", record->duplicates);
  aeq_json_int (json, "rejected", record->rejected);
  aeq_json_text (json, "undone_at",
                 record->undone_at != AEQ_INSTANT_NONE ? aeq_instant_format (record->undone_at, when) : NULL);
  aeq_json_end_object (json);
}

AeqReply *
aeq_api_imports (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", NULL };
  g_auto(AeqPage) page = { 0 };
  g_autoptr(GPtrArray) records = NULL;

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      (records = aeq_import_history_list (call->ledger, error)) == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const AeqImportRecord *record = records->pdata[i];

      if (record->id <= page.after.id)
        continue;
      if (!aeq_page_take (&page, 0, record->id))
        break;
      write_import (page.reply->json, record);
    }
  return aeq_page_finish (&page);
}

static gboolean
read_number (AeqCall *call, gint64 *number, GError **error)
{
  return g_ascii_string_to_signed (call->parameters[0], 10, 1, G_MAXINT64, number, NULL) ||
         aeq_status_refuse (error, 404, "there is no such import");
}

AeqReply *
aeq_api_import (AeqCall *call, GError **error)
{
  g_autoptr(GPtrArray) records = NULL;
  gint64 number;

  if (!read_number (call, &number, error) || (records = aeq_import_history_list (call->ledger, error)) == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    if (((AeqImportRecord *) records->pdata[i])->id == number)
      {
        AeqReply *reply = aeq_reply_new (200);

        write_import (reply->json, records->pdata[i]);
        return reply;
      }
  aeq_status_refuse (error, 404, "there is no such import");
  return NULL;
}

AeqReply *
aeq_api_undo_import (AeqCall *call, GError **error)
{
  g_autofree char *target = NULL;
  gint64 number, removed, overlap;
  AeqReply *reply;

  if (!read_number (call, &number, error) || !aeq_import_undo (call->ledger, number, &removed, &overlap, NULL, error))
    return NULL;
  target = g_strdup_printf ("import %" G_GINT64_FORMAT, number);
  aeq_call_set_target (call, target);
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_int (reply->json, "removed", removed);
  aeq_json_int (reply->json, "kept_by_others", overlap);
  aeq_json_end_object (reply->json);
  return reply;
}
