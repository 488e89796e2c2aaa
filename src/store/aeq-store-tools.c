/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "aeq-store-private.h"
#include "aeq-words.h"

#define BACKUP_PAGES 2048 /* 8 MB between looks at the cancellable */

gboolean
aeq_store_make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY, N_("The folder %s cannot be made: %s"), folder, g_strerror (errno));
  return FALSE;
}

/* A failure is the target's as often as the ledger's, and the target is what the user can change. */
static gboolean
set_copy_error (const char *path, sqlite3 *target, int rc, GError **error)
{
  gboolean full = (rc & 0xff) == SQLITE_FULL || sqlite3_system_errno (target) == ENOSPC;
  gboolean busy = (rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED;
  AeqStoreError code = full ? AEQ_STORE_ERROR_FULL : busy ? AEQ_STORE_ERROR_BUSY : AEQ_STORE_ERROR_FAILED;

  g_set_error (error, AEQ_STORE_ERROR, code, N_("Writing the backup %s: %s"), path,
               full ? N_("no space is left on the disk") : sqlite3_errstr (rc));
  return FALSE;
}

static gboolean
copy_pages (AeqStore *self, const char *path, sqlite3 *target, AeqProgress *progress, GCancellable *cancellable,
            GError **error)
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
  return rc == SQLITE_DONE || set_copy_error (path, target, rc, error);
}

/* One view from the first page to the last: else every commit of another program would start the copy again. */
static gboolean
copy_one_view (AeqStore *self, const char *path, sqlite3 *target, AeqProgress *progress, GCancellable *cancellable,
               GError **error)
{
  gint64 n_tables;
  gboolean ok;

  if (!aeq_store_begin_read (self, error))
    return FALSE;
  ok = aeq_store_query_int64 (self, "SELECT COUNT (*) FROM sqlite_schema", 0, &n_tables, error) &&
       copy_pages (self, path, target, progress, cancellable, error);
  aeq_store_rollback (self);
  return ok;
}

/* A copy holds no lock files: leave WAL mode, so that one file is the whole ledger. */
static gboolean
write_copy (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  sqlite3 *target = NULL;
  gboolean ok = FALSE;
  int rc;

  if (sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY, N_("Writing the backup %s: %s"), path,
                 sqlite3_errmsg (target));
  else
    ok = copy_one_view (self, path, target, progress, cancellable, error) &&
         ((rc = sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL)) == SQLITE_OK ||
          set_copy_error (path, target, rc, error));
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

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf first;
  GStatBuf second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* The log of a ledger in use would be read into the copy that takes its place, and destroy it. */
static gboolean
check_target (AeqStore *self, const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (!is_same_file (self->uri, path) && !g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_BUSY, N_("%s is a ledger in use: give the backup another name"), path);
  return FALSE;
}

gboolean
aeq_store_sqlite_backup (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  if (!check_target (self, path, error))
    return FALSE;
  g_unlink (partial);
  if (!write_copy (self, partial, progress, cancellable, error))
    {
      g_unlink (partial);
      return FALSE;
    }
  if (sync_path (partial, O_RDONLY) && g_rename (partial, path) == 0 && sync_path (folder, O_RDONLY | O_DIRECTORY))
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED, N_("Writing the backup %s: %s"), path, g_strerror (errno));
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
aeq_store_sqlite_check (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error)
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
