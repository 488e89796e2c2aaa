/* SPDX-License-Identifier: MIT */
#include "aeq-job-restore.h"


#include "aeq-error.h"
#include "aeq-ledger.h"

/* A ledger that holds accounts is never replaced. */
static gboolean
target_is_empty (const char *to, AeqInstant now, guint64 seed, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  gint64 n;

  if (!g_file_test (to, G_FILE_TEST_EXISTS))
    return TRUE;
  ledger = aeq_ledger_open (to, AEQ_STORE_READ_WRITE, now, seed, error);
  if (ledger == NULL
      || !aeq_store_query_int64 (ledger->store, "SELECT (SELECT COUNT (*) FROM account) + (SELECT COUNT (*) FROM change)", 0, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "%s is not empty: restore into a new ledger", to);
  return FALSE;
}

/* The backup is opened for reading, so that it is known to be a ledger of ours, and copied as a whole. */
static gboolean
copy_backup (const char *from, const char *to, AeqInstant now, guint64 seed, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqLedger) backup = aeq_ledger_open (from, AEQ_STORE_READ_ONLY, now, seed, error);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (backup == NULL || !aeq_store_check (backup->store, problems, cancellable, error))
    return FALSE;
  if (problems->len > 0)
    {
      g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CORRUPT, "%s is damaged (%s); nothing was restored", from,
                   (char *) problems->pdata[0]);
      return FALSE;
    }
  return aeq_store_make_folder (to, error) && aeq_store_backup (backup->store, to, progress, cancellable, error);
}

gboolean
aeq_job_restore (const char *from, const char *to, AeqInstant now, guint64 seed, AeqProgress *progress, GCancellable *cancellable,
                 GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;

  if (!target_is_empty (to, now, seed, error) || !copy_backup (from, to, now, seed, progress, cancellable, error))
    return FALSE;
  ledger = aeq_ledger_open (to, AEQ_STORE_CREATE, now, seed, error);
  return ledger != NULL;
}
