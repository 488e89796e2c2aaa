/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-store.h"

G_BEGIN_DECLS

/* What a database library has to do for a store. SQLite is called directly where each row counts (AeqStatement.stmt is set); whatever
 * else there is, a statement at a time, goes through the table. A driver's store and statement begin with the structs below. */
typedef struct _AeqStoreDriver AeqStoreDriver;

struct _AeqStore
{
  const AeqStoreDriver *driver;
  struct sqlite3       *db;             /* NULL: of another driver */
  const AeqStoreKind   *kind;
  char                 *uri;            /* as errors and reports name it: without secrets */
  GHashTable           *idle;           /* sql text -> GPtrArray of AeqStatement, ready to be used again */
  guint                 n_idle;
  guint                 depth;          /* nesting of transactions */
  gboolean              read_only;
  gint64                deadline;       /* monotonic microseconds at which a statement is given up; 0: never */
  int                   schema_version;
  int                   newest_version; /* of the migrations that this program brings */
};

struct _AeqStatement
{
  AeqStore            *store;
  struct sqlite3_stmt *stmt;
  char                *sql;
};

struct _AeqStoreDriver
{
  const char *scheme; /* what its URIs begin with */
  gboolean    remote;
  /* Opens, identifies and migrates. @uri is the one that was given, with its secrets. */
  AeqStore     *(*open)  (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error);
  /* Ends the connection and frees what is the driver's own; the statements are gone already. */
  void          (*close) (AeqStore *self);
  void          (*set_busy_timeout) (AeqStore *self, int milliseconds);
  /* AeqStore.deadline was set or cleared. */
  void          (*watch_deadline) (AeqStore *self);
  void          (*rest)      (AeqStore *self);
  void          (*interrupt) (AeqStore *self);

  gboolean      (*exec)         (AeqStore *self, const char *sql, GError **error);
  gint64        (*changes)      (AeqStore *self);
  gboolean      (*data_version) (AeqStore *self, gint64 *version, GError **error);
  gboolean      (*backup)       (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error);
  gboolean      (*check)        (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error);

  /* Of the outermost level; the levels within are savepoints, in the same words for all. */
  gboolean      (*begin)    (AeqStore *self, gboolean write, GError **error);
  gboolean      (*commit)   (AeqStore *self, GError **error);
  /* Drops what is under way, and says whether there still is a transaction to take back: a full disk or a lost connection may have
   * done it. */
  gboolean      (*abandon)  (AeqStore *self);
  void          (*rollback) (AeqStore *self);

  /* Migrations: the shared dialect in the database's own, whose database it is, what marks it as ours, and the columns of a
   * table of versions. */
  char         *(*translate)  (const char *sql);
  gboolean      (*read_marks) (AeqStore *self, gint64 *application, gint64 *n_tables, GError **error);
  /* Within the transaction that makes the table of versions; NULL: it was marked when it was opened. */
  gboolean      (*mark)       (AeqStore *self, GError **error);
  const char   *version_columns;

  /* The rest is not called when AeqStatement.stmt is set. Values of @bind are copied; INT64 and DOUBLE are pointed to by @data,
   * which is NULL for a NULL of that type. */
  AeqStatement *(*prepare)        (AeqStore *self, const char *sql, GError **error);
  void          (*statement_free) (AeqStatement *self);
  void          (*clear_bindings) (AeqStatement *self);
  void          (*bind)           (AeqStatement *self, int index, AeqColumnType type, const void *data, gsize length);
  gboolean      (*step)           (AeqStatement *self, gboolean *has_row, GError **error);
  gboolean      (*run)            (AeqStatement *self, GError **error);
  gboolean      (*run_bulk)       (AeqStatement *self, GError **error);
  void          (*reset)          (AeqStatement *self);
  int           (*n_columns)      (AeqStatement *self);
  const char   *(*column_name)    (AeqStatement *self, int column);
  AeqColumnType (*get_type)       (AeqStatement *self, int column);
  gint64        (*get_int64)      (AeqStatement *self, int column);
  double        (*get_double)     (AeqStatement *self, int column);
  const char   *(*get_text)       (AeqStatement *self, int column);
  const void   *(*get_bytes)      (AeqStatement *self, int column, gsize *length);
};

/* From then on URIs with the scheme of @driver, which is borrowed for good, are opened by it. To be called before threads start. */
void  aeq_store_add_driver (const AeqStoreDriver *driver);

/* Fills the common part of a new store; @shown is its name without secrets. */
void  aeq_store_init (AeqStore *self, const AeqStoreDriver *driver, const AeqStoreKind *kind, const char *shown, AeqStoreFlags flags);
void  aeq_store_clear_cache (AeqStore *self);

/* End of the quoted text or comment that begins at @p, or @p when none does. */
const char *aeq_store_skip_quoted (const char *p);

/* Refuses what is not of the store's kind or is newer, without touching it. @empty tells a database without any table. */
gboolean aeq_store_identify (AeqStore *self, gboolean *empty, GError **error);
/* Applies the numbered migrations of the store's kind, each in its own transaction. */
gboolean aeq_store_migrate (AeqStore *self, GError **error);
/* For a store that was opened for reading only: AEQ_STORE_ERROR_OLDER unless it has the newest schema. */
gboolean aeq_store_require_current (AeqStore *self, gboolean empty, GError **error);

#define AEQ_STORE_SCHEMA_PATH "/ai/aequitas/store"
#define AEQ_STORE_APPLICATION_ID 0x41455131 /* "AEQ1": marks a database as ours */

G_END_DECLS
