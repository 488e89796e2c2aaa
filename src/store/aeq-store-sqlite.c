/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <glib/gstdio.h>

#include "aeq-error.h"
#include "aeq-store-private.h"
#include "aeq-words.h"

#define BUSY_MILLISECONDS 5000
#define SMALLEST_DATABASE 512

static AeqStoreError
classify (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return AEQ_STORE_ERROR_CONSTRAINT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return AEQ_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return AEQ_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN: /* the file was there or was to be made: its folder does not let us */
    case SQLITE_PERM:
      return AEQ_STORE_ERROR_READ_ONLY;
    case SQLITE_NOTADB:
      return AEQ_STORE_ERROR_FOREIGN;
    case SQLITE_CORRUPT:
      return AEQ_STORE_ERROR_CORRUPT;
    case SQLITE_INTERRUPT:
      return AEQ_STORE_ERROR_TIMEOUT;
    default:
      return AEQ_STORE_ERROR_FAILED;
    }
}

static const char *
explain (AeqStoreError code)
{
  switch (code)
    {
    case AEQ_STORE_ERROR_BUSY:
      return N_("another program is writing to it; try again in a moment");
    case AEQ_STORE_ERROR_FULL:
      return N_("no space is left on the disk; nothing was changed");
    case AEQ_STORE_ERROR_READ_ONLY:
      return N_("the file or its folder may not be written to");
    case AEQ_STORE_ERROR_FOREIGN:
      return N_("the file is not a ledger; it was left as it is");
    case AEQ_STORE_ERROR_CORRUPT:
      return N_("the file is damaged; restore a backup");
    case AEQ_STORE_ERROR_TIMEOUT:
      return N_("it took too long; ask for less at once");
    default:
      return NULL;
    }
}

static int
is_overdue (void *data)
{
  const AeqStore *self = data;

  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

gboolean
aeq_store_set_error (AeqStore *self, int rc, const char *doing, GError **error)
{
  int extended = sqlite3_extended_errcode (self->db);
  /* Out of disk can also surface as a failed write, or as a shared memory file that cannot grow. */
  gboolean no_space = rc == SQLITE_IOERR_SHMSIZE ||
                      ((rc & 0xff) == SQLITE_IOERR && sqlite3_system_errno (self->db) == ENOSPC);
  AeqStoreError code = no_space ? AEQ_STORE_ERROR_FULL : classify (rc);
  const char *reason = explain (code);

  if (rc == SQLITE_ERROR && g_strcmp0 (sqlite3_errmsg (self->db), "integer overflow") == 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("%s (%s): a sum is too large to keep"), doing, self->uri);
      return FALSE;
    }
  if ((rc & 0xff) == SQLITE_INTERRUPT && !is_overdue (self))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, N_("%s (%s): stopped"), doing, self->uri);
  else if (reason != NULL)
    g_set_error (error, AEQ_STORE_ERROR, code, N_("%s (%s): %s"), doing, self->uri, reason);
  else
    g_set_error (error, AEQ_STORE_ERROR, code, N_("%s (%s): %s (code %d)"), doing, self->uri, sqlite3_errmsg (self->db),
                 extended);
  return FALSE;
}

/* A URI with the path's special characters escaped, so that any file name opens. */
static char *
database_uri (const char *path, const char *query)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strconcat ("file:", escaped, query, NULL);
}

/* Closing folds the log into the file. That must not happen to a file that turns out not to be ours. */
static void
keep_log (AeqStore *self, gboolean keep)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (int) keep, NULL);
}

static gboolean
open_database (AeqStore *self, AeqStoreFlags flags, GError **error)
{
  gboolean memory = g_str_equal (self->uri, ":memory:");
  int mode = (flags & AEQ_STORE_READ_ONLY) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  g_autofree char *name = memory ? g_strdup (":memory:") : database_uri (self->uri, "");
  int rc;

  if ((flags & AEQ_STORE_CREATE) != 0)
    mode |= SQLITE_OPEN_CREATE;
  rc = sqlite3_open_v2 (name, &self->db, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    return aeq_store_set_error (self, rc, N_("Opening the ledger"), error);
  keep_log (self, TRUE);
  return TRUE;
}

/* A ledger in a folder that may not be written to has no place for its lock files. When no other program can have it open
 * for writing either (no -wal file), it is read as an immutable file. */
static gboolean
reopen_immutable (AeqStore *self, GError **error)
{
  g_autofree char *wal = g_strconcat (self->uri, "-wal", NULL);
  g_autofree char *name = database_uri (self->uri, "?immutable=1");
  int rc;

  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    return aeq_store_set_error (self, SQLITE_READONLY, N_("Opening the ledger"), error);
  aeq_store_clear_cache (self);
  sqlite3_close_v2 (self->db);
  rc = sqlite3_open_v2 (name, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  return rc == SQLITE_OK || aeq_store_set_error (self, rc, N_("Opening the ledger"), error);
}

/* SQLite takes a file of a byte or two for an empty database and writes over it. The smallest real one is one page. */
static gboolean
refuse_scrap (const char *uri, GError **error)
{
  GStatBuf info;

  if (g_stat (uri, &info) != 0 || info.st_size == 0 || info.st_size >= SMALLEST_DATABASE)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN, N_("%s is not a ledger; it was left as it is"), uri);
  return FALSE;
}

static gboolean
check_path (const char *uri, AeqStoreFlags flags, GError **error)
{
  if (g_str_equal (uri, ":memory:"))
    return TRUE;
  if (g_file_test (uri, G_FILE_TEST_EXISTS))
    {
      /* A pipe would be waited for, a device written to. */
      if (!g_file_test (uri, G_FILE_TEST_IS_REGULAR))
        {
          g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN, N_("%s is a %s, not a ledger"), uri,
                       g_file_test (uri, G_FILE_TEST_IS_DIR) ? N_("folder") : N_("pipe or device"));
          return FALSE;
        }
      if (g_access (uri, 4) != 0)
        {
          g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY, N_("%s may not be read: %s"), uri, g_strerror (errno));
          return FALSE;
        }
      return refuse_scrap (uri, error);
    }
  if ((flags & AEQ_STORE_CREATE) != 0)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_NOT_FOUND, N_("There is no ledger at %s"), uri);
  return FALSE;
}

/* Turning WAL on wants the file for itself for a moment, and SQLite does not wait for that as it waits for a lock: programs that make
 * one ledger at the same time would refuse each other. */
static gboolean
turn_wal_on (AeqStore *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + BUSY_MILLISECONDS * 1000;
  int rc;

  while ((rc = sqlite3_exec (self->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xff) == SQLITE_BUSY &&
         g_get_monotonic_time () < deadline)
    sqlite3_sleep (5);
  return rc == SQLITE_OK || aeq_store_set_error (self, rc, N_("Opening the ledger"), error);
}

/* WAL so that readers never wait; full sync so that what was acknowledged survives a power cut. The page cache holds the
 * unique index of a bulk import (16 MB a million flows in pages), and stays below the memory goal of an import. Who only reads goes
 * through a ledger from one end to the other, and finds the pages with the system. */
static gboolean
configure (AeqStore *self, GError **error)
{
  return aeq_store_exec (self, self->read_only ? "PRAGMA cache_size = -4096" : "PRAGMA cache_size = -49152", error) &&
         aeq_store_exec (self, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", error) &&
         (self->read_only || (turn_wal_on (self, error) && aeq_store_exec (self, "PRAGMA synchronous = FULL", error)));
}

static gboolean
prepare_schema (AeqStore *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  gboolean empty = FALSE;

  if (!aeq_store_identify (self, &empty, &local))
    {
      gboolean retry = self->read_only && g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);

      if (!retry)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!reopen_immutable (self, error) || !aeq_store_identify (self, &empty, error))
        return FALSE;
    }
  keep_log (self, FALSE);
  if (self->read_only)
    return configure (self, error) && aeq_store_require_current (self, empty, error);
  return configure (self, error) && aeq_store_migrate (self, error);
}

/* Nobody reads SQLite's account of its memory, and keeping it takes a lock around every allocation. It can only be set before the
 * first connection of the process; too late, it does nothing. */
static void
quiet_memory_statistics (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

static void
set_busy_timeout (AeqStore *self, int milliseconds)
{
  sqlite3_busy_timeout (self->db, milliseconds);
}

#define TIME_CHECK_STEPS 10000 /* of SQLite's machine: well below a millisecond */

static void
watch_deadline (AeqStore *self)
{
  sqlite3_progress_handler (self->db, TIME_CHECK_STEPS, self->deadline != 0 ? is_overdue : NULL, self);
}

static gboolean
open_and_prepare (AeqStore *self, AeqStoreFlags flags, GError **error)
{
  if (!open_database (self, flags, error))
    return FALSE;
  set_busy_timeout (self, BUSY_MILLISECONDS);
  return prepare_schema (self, error);
}

static AeqStore *
open_store (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error)
{
  g_autoptr(AeqStore) self = NULL;

  quiet_memory_statistics ();
  if (!check_path (uri, flags, error))
    return NULL;
  self = g_new0 (AeqStore, 1);
  aeq_store_init (self, &aeq_store_sqlite_driver, kind, uri, flags);
  return open_and_prepare (self, flags, error) ? g_steal_pointer (&self) : NULL;
}

static void
close_store (AeqStore *self)
{
  sqlite3_close_v2 (self->db);
}

static void
rest (AeqStore *self)
{
  sqlite3_db_release_memory (self->db);
}

static void
interrupt (AeqStore *self)
{
  sqlite3_interrupt (self->db);
}

static gboolean
exec (AeqStore *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || aeq_store_set_error (self, rc, N_("Writing to the ledger"), error);
}

static gboolean
data_version (AeqStore *self, gint64 *version, GError **error)
{
  return aeq_store_query_int64 (self, "PRAGMA data_version", 0, version, error);
}

static gboolean
begin (AeqStore *self, gboolean write, GError **error)
{
  return exec (self, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
commit (AeqStore *self, GError **error)
{
  return exec (self, "COMMIT", error);
}

/* A full disk may have rolled everything back already: then there is nothing left to undo. */
static gboolean
abandon (AeqStore *self)
{
  return !sqlite3_get_autocommit (self->db);
}

static void
rollback (AeqStore *self)
{
  if (abandon (self))
    exec (self, "ROLLBACK", NULL);
}

/* In one read transaction: another program may be making the ledger at this very moment, and half of what it writes would look
 * like a foreign database. */
static gboolean
read_marks (AeqStore *self, gint64 *application, gint64 *n_tables, GError **error)
{
  gboolean ok;

  if (!aeq_store_begin_read (self, error))
    return FALSE;
  ok = aeq_store_query_int64 (self, "SELECT COUNT (*) FROM sqlite_schema", 0, n_tables, error) &&
       aeq_store_query_int64 (self, "PRAGMA application_id", 0, application, error);
  aeq_store_rollback (self);
  return ok;
}

static gboolean
mark (AeqStore *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d", self->kind->mark);

  return exec (self, sql, error);
}

/* Statements are called directly (aeq-store-statement.c). */
const AeqStoreDriver aeq_store_sqlite_driver = {
  .scheme = "", .open = open_store, .close = close_store, .set_busy_timeout = set_busy_timeout,
  .watch_deadline = watch_deadline, .rest = rest,
  .interrupt = interrupt, .exec = exec, .data_version = data_version, .backup = aeq_store_sqlite_backup,
  .check = aeq_store_sqlite_check, .begin = begin, .commit = commit, .abandon = abandon, .rollback = rollback,
  .translate = aeq_store_dialect_to_sqlite, .read_marks = read_marks,
  .mark = mark, .version_columns = "(version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
};
