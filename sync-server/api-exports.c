/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aeq-flow.h"
#include "aeq-job-export.h"
#include "aeq-regime.h"
#include "aeq-tasks.h"

typedef struct
{
  AeqCall         *call;
  AeqExportRequest request;
  AeqAccount      *account;
  GCancellable    *too_large;
  char            *folder;
  char            *path;
  gint64           most; /* bytes */
} Export;

static void
export_clear (Export *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_clear_object (&self->too_large);
  g_clear_pointer (&self->account, aeq_account_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static const struct
{
  const char *ending;
  const char *type;
} TYPES[] = {
  { ".csv", "text/csv; charset=utf-8" },
  { ".json", "application/json" },
  { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { ".pdf", "application/pdf" },
};

/* "flows.csv": the table's own words only, so that no other file is ever named. */
static const char *
read_name (Export *self, GError **error)
{
  const char *name = self->call->parameters[0];
  const char *ending = strrchr (name, '.');
  g_autofree char *subject = ending != NULL ? g_strndup (name, (gsize) (ending - name)) : NULL;

  if (subject != NULL && aeq_export_what_parse (subject, &self->request.what))
    for (gsize i = 0; i < G_N_ELEMENTS (TYPES); i++)
      if (g_str_equal (TYPES[i].ending, ending))
        return TYPES[i].type;
  aeq_status_refuse (error, 404,
                     "there is no such export; give a subject and .csv, .json, .xlsx or .pdf, like flows.csv");
  return NULL;
}

static gboolean
check_filters (Export *self, GError **error)
{
  const AeqRequest *request = self->call->request;

  for (guint i = 0; i < request->n_query; i++)
    if (!aeq_export_has_filter (self->request.what, request->query[i].name))
      return aeq_status_refuse (
          error, 400, "this export cannot be narrowed by one of the parameters; see the API's description");
  return TRUE;
}

static gboolean
read_words (Export *self, GError **error)
{
  const AeqRequest *request = self->call->request;
  const char *status = aeq_request_query (request, "status");
  const char *currency = aeq_request_query (request, "currency");
  const char *at = aeq_request_query (request, "at");
  AeqFlowStatus parsed;

  self->request.category = aeq_request_query (request, "category");
  self->request.regime = aeq_request_query (request, "regime");
  self->request.set = aeq_request_query (request, "set");
  if (status != NULL && !aeq_flow_status_parse (status, &parsed))
    return aeq_status_refuse (error, 400, "status needs actual, expected, pending or withdrawn");
  if (status != NULL)
    self->request.status = (int) parsed;
  if (currency != NULL && (self->request.currency = aeq_currency_lookup (currency, -1)) == NULL)
    return aeq_status_refuse (error, 400, "currency needs a code of ISO 4217, like EUR");
  return at == NULL || aeq_instant_parse (at, -1, &self->request.at) ||
         aeq_status_refuse (error, 400, "at needs a time like 2026-11-20T14:05:00Z");
}

static gboolean
read_request (Export *self, AeqLedger *ledger, GError **error)
{
  AeqCall *call = self->call;
  AeqExportRequest *request = &self->request;
  const char *account = aeq_request_query (call->request, "account");
  gint64 minutes, horizon;

  if (!check_filters (self, error) || !read_words (self, error) ||
      !aeq_call_day (call, "from", &request->from, error) || !aeq_call_day (call, "until", &request->to, error) ||
      !aeq_call_day (call, "day", &request->day, error) ||
      !aeq_call_number (call, "limit", 0, G_MAXINT32, 0, &request->limit, error) ||
      !aeq_call_number (call, "bucket", 15, 60, 30, &minutes, error) ||
      !aeq_call_number (call, "horizon", -1, 1000, -1, &horizon, error))
    return FALSE;
  request->minutes = (int) minutes;
  request->horizon = (int) horizon;
  if (account != NULL && (self->account = aeq_call_account (ledger, account, error)) == NULL)
    return FALSE;
  request->account = self->account;
  return TRUE;
}

/* An audit of everything is for those who read the logs. */
static gboolean
check_role (Export *self, GError **error)
{
  return self->request.what != AEQ_EXPORT_AUDIT || self->call->role >= AEQ_ROLE_ADMIN ||
         aeq_status_refuse (error, 403, "your role in this organisation does not allow this");
}

static gint64
folder_size (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  gint64 size = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_stat (inside, &info) == 0)
        size += info.st_size;
    }
  return size;
}

static void
watch (const char *step, double fraction, gpointer user_data)
{
  Export *self = user_data;

  aeq_call_tell_progress (self->call, step, fraction);
  if (folder_size (self->folder) > self->most)
    g_cancellable_cancel (self->too_large);
}

static gboolean
refuse_large (GError **error)
{
  return aeq_status_refuse (
      error, 422, "this export is larger than the server hands out; narrow it, by from and until for example");
}

static gboolean
write_file (Export *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqProgress) progress = aeq_progress_new (watch, self);
  g_autoptr(GError) local = NULL;

  self->most = self->call->server->config.export_megabytes << 20;
  self->too_large = g_cancellable_new ();
  self->folder = g_build_filename (aeq_stores_incoming (self->call->server->stores), "exportXXXXXX", NULL);
  if (g_mkdtemp_full (self->folder, 0700) == NULL)
    {
      g_clear_pointer (&self->folder, g_free);
      return aeq_status_refuse (error, 507, "the server cannot write the export");
    }
  self->path = g_build_filename (self->folder, self->call->parameters[0], NULL);
  if (aeq_job_export (ledger, &self->request, self->path, progress, self->too_large, &local))
    return folder_size (self->folder) <= self->most || refuse_large (error);
  if (g_cancellable_is_cancelled (self->too_large))
    return refuse_large (error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The file is gone from its folder when this is sent. */
static AeqReply *
reply_file (Export *self, const char *type, GError **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (self->path, FALSE, error);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr(AeqContent) content = bytes != NULL ? aeq_content_new (bytes) : NULL;
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", self->call->parameters[0]);
  AeqReply *reply;

  if (content == NULL)
    return NULL;
  reply = aeq_reply_new_content (content);
  reply->content_type = type;
  aeq_reply_add_header (reply, "Content-Disposition", disposition);
  return reply;
}

static gboolean
note_export (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqCall *call = data;

  return aeq_call_audit (call, store, call->route->action, error);
}

AeqReply *
aeq_api_export (AeqCall *call, GError **error)
{
  g_auto(Export) self = { .call = call, .request = AEQ_EXPORT_REQUEST_DEFAULT };
  const char *type = read_name (&self, error);
  AeqLedger *ledger;

  if (type == NULL || !check_role (&self, error) ||
      (ledger = aeq_tenant_read (call->tenant, call->now, error)) == NULL ||
      !read_request (&self, ledger, error) || !write_file (&self, ledger, error))
    return NULL;
  aeq_call_set_target (call, call->parameters[0]);
  if (!aeq_writer_run (call->server->writer, call->tenant, note_export, call, error))
    return NULL;
  return reply_file (&self, type, error);
}
