/* SPDX-License-Identifier: MIT */
#include "aeq-status.h"

#include "aeq-error.h"
#include "aeq-store.h"

G_DEFINE_QUARK (aeq-status-quark, aeq_status)

static guint
status_of_refusal (int code)
{
  switch ((AeqError) code)
    {
    case AEQ_ERROR_NOT_FOUND:
      return 404;
    case AEQ_ERROR_EXISTS:
      return 409;
    case AEQ_ERROR_USAGE:
      return 400;
    case AEQ_ERROR_FAILED:
      return 500;
    default:
      return 422;
    }
}

static guint
status_of_store (int code)
{
  switch ((AeqStoreError) code)
    {
    case AEQ_STORE_ERROR_CONSTRAINT:
      return 409;
    case AEQ_STORE_ERROR_BUSY:
    case AEQ_STORE_ERROR_TIMEOUT:
    case AEQ_STORE_ERROR_UNREACHABLE:
      return 503;
    case AEQ_STORE_ERROR_FULL:
      return 507;
    default:
      return 500;
    }
}

guint
aeq_status_of (const GError *error)
{
  if (error->domain == AEQ_STATUS)
    return (guint) error->code;
  if (error->domain == AEQ_ERROR)
    return status_of_refusal (error->code);
  return error->domain == AEQ_STORE_ERROR ? status_of_store (error->code) : 500;
}

char *
aeq_status_detail (const GError *error)
{
  guint status = aeq_status_of (error);

  if (error->domain == AEQ_STATUS)
    return g_strdup (error->message);
  if (g_error_matches (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW)) /* its sentence names the database's file */
    return g_strdup ("an amount or a sum is too large to keep");
  if (error->domain == AEQ_ERROR && status != 500)
    return aeq_error_describe (error);
  switch (status)
    {
    case 409:
      return g_strdup (
          "a record like this exists, a field has a value that it may not have, or other records refer to this one");
    case 503:
      return g_strdup ("this takes longer than it may; ask for less, or try again in a moment");
    case 507:
      return g_strdup ("the server has no space left; nothing was changed");
    default:
      return g_strdup ("the server could not do this; the request's id finds the reason in its log");
    }
}

const char *
aeq_status_title (guint status)
{
  static const struct { guint status; const char *title;
  } TITLES[] = {
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 409, "Conflict" },
    { 411, "Length Required" },
    { 412, "Precondition Failed" },
    { 413, "Content Too Large" },
    { 415, "Unsupported Media Type" },
    { 422, "Unprocessable Content" },
    { 429, "Too Many Requests" },
    { 502, "Bad Gateway" },
    { 503, "Service Unavailable" },
    { 507, "Insufficient Storage" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (TITLES); i++)
    if (TITLES[i].status == status)
      return TITLES[i].title;
  return "Internal Server Error";
}

gboolean
aeq_status_refuse (GError **error, guint status, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (AEQ_STATUS, (int) status, format, args));
  va_end (args);
  return FALSE;
}
