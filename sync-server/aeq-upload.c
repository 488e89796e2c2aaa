/* SPDX-License-Identifier: MIT */
#include "aeq-upload.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aeq-import-report.h"

#define MAX_NAME 200

void
aeq_upload_clear (AeqUpload *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

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
move_file (AeqUpload *self, GError **error)
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
read_request (AeqUpload *self, GError **error)
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
  if (order != NULL && !aeq_import_date_order_parse (order, &self->request.date_order))
    return aeq_status_refuse (error, 400, "date_order needs dmy, mdy or ymd");
  if (decimal != NULL && !aeq_import_decimal_parse (decimal, &self->request.decimal))
    return aeq_status_refuse (error, 400, "decimal needs . or ,");
  return aeq_call_only (self->call, PARAMETERS, error) &&
         aeq_call_flag (self->call, "dry_run", &self->request.dry_run, error) &&
         aeq_call_flag (self->call, "accept_warnings", &self->request.accept_warnings, error);
}

gboolean
aeq_upload_open (AeqUpload *self, GError **error)
{
  return read_request (self, error) && move_file (self, error);
}
