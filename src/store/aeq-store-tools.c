/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "aeq-store-private.h"

#define BACKUP_PAGES 2048 /* 8 MB between looks at the cancellable */

static gboolean
copy_pages (AeqStore *self, sqlite3 *target, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->db, "main");
  int rc = backup != NULL ? SQLITE_OK : sqlite3_errcode (target);

  while (backup != NULL && rc == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    {
      rc = sqlite3_backup_step (backup, BACKUP_PAGES);
      aeq_progress_update (progress, 1.0 - (double) sqlite3_backup_remaining (backup) /
                                             MAX (sqlite3_backup_pagecount (backup), 1));
    }
  sqlite3_backup_finish (backup);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return rc == SQLITE_DONE || aeq_store_set_error (self, rc, "Copying the ledger", error);
}

/* A copy holds no lock files: leave WAL mode, so that one file is the whole ledger. */
static gboolean
write_copy (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  sqlite3 *target = NULL;
  gboolean ok = FALSE;

  if (sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY, "Writing the backup %s: %s", path,
                 sqlite3_errmsg (target));
  else
    ok = copy_pages (self, target, progress, cancellable, error) &&
         (sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK ||
          aeq_store_set_error (self, SQLITE_ERROR, "Copying the ledger", error));
  sqlite3_close_v2 (target);
  return ok;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = open (path, flags | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
aeq_store_backup (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  g_unlink (partial);
  if (!write_copy (self, partial, progress, cancellable, error))
    {
      g_unlink (partial);
      return FALSE;
    }
  if (sync_path (partial, O_RDONLY) && g_rename (partial, path) == 0 && sync_path (folder, O_RDONLY | O_DIRECTORY))
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED, "Writing the backup %s: %s", path, g_strerror (errno));
  g_unlink (partial);
  return FALSE;
}

static int
stop_when_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
collect (AeqStore *self, const char *sql, const char *format, GPtrArray *problems, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      const char *text;

      if (!has_row)
        return TRUE;
      text = aeq_statement_get_text (stmt, 0);
      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (problems, g_strconcat (format, text, NULL));
    }
  return FALSE;
}

gboolean
aeq_store_check (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  sqlite3_progress_handler (self->db, 10000, stop_when_cancelled, cancellable);
  ok = collect (self, "PRAGMA integrity_check (20)", "integrity: ", problems, error) &&
       collect (self, "PRAGMA foreign_key_check", "a row points to nothing in table ", problems, error);
  sqlite3_progress_handler (self->db, 0, NULL, NULL);
  if (!ok && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  return ok;
}
