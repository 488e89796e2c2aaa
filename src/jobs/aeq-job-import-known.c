/* SPDX-License-Identifier: MIT */
#include "aeq-job-import-known.h"

#include "aeq-alert.h"
#include "aeq-error.h"
#include "aeq-import-history.h"
#include "aeq-input.h"
#include "aeq-job-profiles.h"
#include "aeq-reader.h"
#include "aeq-table-look.h"
#include "aeq-words.h"

static char *
hash_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqInput) input = aeq_input_open (path, cancellable, error);

  return input != NULL ? aeq_input_sha256 (input, cancellable, error) : NULL;
}

/* A table that no profile fits is left to a person, however sure the guess. */
static gboolean
needs_nobody (AeqLedger *ledger, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqProfileSet) known = aeq_job_profiles_known (ledger, error);
  g_autoptr(AeqInput) input = NULL;
  g_autoptr(AeqTableLook) look = NULL;
  const AeqReadOptions options = { .default_currency = aeq_ledger_reporting_currency (ledger) };
  const AeqProfile *profile = NULL;
  const char *format;

  if (known == NULL || (input = aeq_input_open (path, cancellable, error)) == NULL ||
      (format = aeq_reader_choose (input, &profile, known, error)) == NULL)
    return FALSE;
  if (profile != NULL || !(g_str_equal (format, "csv") || g_str_equal (format, "xlsx")))
    return TRUE;
  if ((look = aeq_table_look_new (input, format, NULL, known, &options, 1, cancellable, error)) == NULL)
    return FALSE;
  return look->profile != NULL || aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, path, 0, NULL,
                                                    N_("is a table that no profile knows yet: import it by hand once and remember how"));
}

/* Told of by an alert, as what aeq_job_import() refuses. That this cannot be noted must not hide why it was refused. */
static AeqImportOutcome *
refused (AeqLedger *ledger, const char *path, GError *why)
{
  AeqImportOutcome *outcome = g_new0 (AeqImportOutcome, 1);
  g_autofree char *name = g_path_get_basename (path);

  aeq_import_refusal_put (ledger, name, why->message, NULL);
  outcome->path = g_strdup (path);
  outcome->report = aeq_read_report_new ("csv");
  outcome->status = AEQ_IMPORT_REJECT;
  outcome->refusal = why;
  return outcome;
}

AeqImportOutcome *
aeq_job_import_known (AeqLedger *ledger, const char *path, const char *profile, const char *place, AeqKnownResult *result,
                      AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqImportRequest request = { .keep_path = TRUE, .profile = profile, .place = place };
  g_autoptr(GError) local = NULL;
  g_autofree char *sha256 = hash_file (path, cancellable, &local);
  gboolean before = FALSE;

  *result = AEQ_KNOWN_NOT;
  if (sha256 != NULL && aeq_import_history_has (ledger, sha256, &before, &local) && !before && profile == NULL)
    needs_nobody (ledger, path, cancellable, &local);
  if (before)
    {
      *result = AEQ_KNOWN_BEFORE;
      return NULL;
    }
  if (local != NULL && local->domain == AEQ_ERROR)
    return refused (ledger, path, g_steal_pointer (&local));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  *result = AEQ_KNOWN_IMPORTED;
  return aeq_job_import (ledger, path, &request, progress, cancellable, error);
}
