/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-id.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* One database: a ledger file, or a PostgreSQL schema in programs that link its driver (aeq-store-pgsql.h). A store belongs to one
 * thread at a time. No type of a database library appears here. SQL is the shared dialect of src/DESIGN.md: ?1 placeholders,
 * ON CONFLICT, RETURNING, text dates, UTC microseconds, minor units. */
typedef struct _AeqStore     AeqStore;
typedef struct _AeqStatement AeqStatement;

typedef enum
{
  AEQ_STORE_ERROR_FAILED,
  AEQ_STORE_ERROR_CONSTRAINT, /* a unique, foreign key or check rule said no */
  AEQ_STORE_ERROR_BUSY,       /* another program holds the write lock: try again */
  AEQ_STORE_ERROR_FULL,       /* no space left */
  AEQ_STORE_ERROR_READ_ONLY,
  AEQ_STORE_ERROR_NOT_FOUND,  /* no such file, and creating was not asked for */
  AEQ_STORE_ERROR_FOREIGN,    /* not a ledger of this product */
  AEQ_STORE_ERROR_NEWER,      /* written by a newer version */
  AEQ_STORE_ERROR_CORRUPT,    /* damaged */
  AEQ_STORE_ERROR_OLDER,      /* of an older version, and opened for reading only: writing would upgrade it */
  AEQ_STORE_ERROR_TIMEOUT,    /* the statement ran longer than aeq_store_set_time_limit() lets it */
  AEQ_STORE_ERROR_UNREACHABLE /* the server cannot be reached or went away: nothing since the last commit was kept, try again */
} AeqStoreError;

#define AEQ_STORE_ERROR (aeq_store_error_quark ())
GQuark aeq_store_error_quark (void);
const char *aeq_store_error_code_name (int code);

typedef enum
{
  AEQ_STORE_READ_WRITE = 0,
  AEQ_STORE_CREATE = 1 << 0,    /* make the file when there is none */
  AEQ_STORE_READ_ONLY = 1 << 1  /* never migrates: AEQ_STORE_ERROR_OLDER */
} AeqStoreFlags;

/* What a database is for: where its numbered migrations are, and the mark by which its file is known. Static. */
typedef struct
{
  const char *folder; /* of a resource */
  gint32      mark;
} AeqStoreKind;

/* @uri: a path, ":memory:", or what a driver asks for. Opens a ledger, checks that it is ours, and migrates in one transaction each. */
AeqStore *aeq_store_open  (const char *uri, AeqStoreFlags flags, GError **error);
/* As above, a database of another kind. */
AeqStore *aeq_store_open_kind (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error);
/* Lays tables of @folder's migrations beside those of the store's kind; they are counted apart, under @name. */
gboolean  aeq_store_extend (AeqStore *self, const char *folder, const char *name, GError **error);
void      aeq_store_close (AeqStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStore, aeq_store_close)
/* How long a writer waits for another program before AEQ_STORE_ERROR_BUSY; 5000 ms unless set. */
void      aeq_store_set_busy_timeout (AeqStore *self, int milliseconds);
/* From now on, how long statements may run together before AEQ_STORE_ERROR_TIMEOUT; 0: as long as they need. */
void      aeq_store_set_time_limit (AeqStore *self, int milliseconds);
/* As errors and reports name the store: without secrets. */
const char *aeq_store_get_uri (AeqStore *self);
int       aeq_store_get_schema_version (AeqStore *self);

/* Whether each answer costs a way to a server: then who has many questions asks them together. */
gboolean  aeq_store_is_remote (AeqStore *self);
/* Ends what the store is doing with G_IO_ERROR_CANCELLED. The one function that may be called from another thread, while the store is
 * open. */
void      aeq_store_interrupt (AeqStore *self);

/* Prepared and cached by the text's address-independent content; release with aeq_statement_release (autoptr), which
 * resets it and gives it back to the cache. */
AeqStatement *aeq_store_prepare (AeqStore *self, const char *sql, GError **error);
void          aeq_statement_release (AeqStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStatement, aeq_statement_release)

/* Parameters count from 1. Text and bytes are copied unless the _static form is used (then they must outlive the step). */
void aeq_statement_bind_int64       (AeqStatement *self, int index, gint64 value);
void aeq_statement_bind_double      (AeqStatement *self, int index, double value); /* NaN is stored as NULL */
void aeq_statement_bind_text        (AeqStatement *self, int index, const char *value); /* NULL is NULL */
void aeq_statement_bind_text_static (AeqStatement *self, int index, const char *value, gssize length);
void aeq_statement_bind_bytes       (AeqStatement *self, int index, const void *data, gsize length);
void aeq_statement_bind_bytes_static (AeqStatement *self, int index, const void *data, gsize length);
void aeq_statement_bind_id          (AeqStatement *self, int index, const AeqId *id);
void aeq_statement_bind_null        (AeqStatement *self, int index);

/* One step: @has_row FALSE at the end. */
gboolean aeq_statement_step (AeqStatement *self, gboolean *has_row, GError **error);
/* Steps a statement that returns no rows, then resets it for the next bindings (which it keeps). In a transaction of PostgreSQL it
 * may be sent and not waited for: then the commit of its level at the latest, or the next query, says what went wrong with it. */
gboolean aeq_statement_run  (AeqStatement *self, GError **error);
/* As aeq_statement_run(), for many rows after each other by one "INSERT INTO table (columns) VALUES (?1, ?2, ...)", within a transaction:
 * PostgreSQL takes them by COPY. Their number is not that of aeq_store_changes(). */
gboolean aeq_statement_run_bulk (AeqStatement *self, GError **error);
void     aeq_statement_reset (AeqStatement *self);
/* Rows changed by the last run. */
gint64   aeq_store_changes (AeqStore *self);

/* Columns count from 0. Text and bytes are borrowed until the next step. */
typedef enum
{
  AEQ_COLUMN_NULL,
  AEQ_COLUMN_INT64,
  AEQ_COLUMN_DOUBLE,
  AEQ_COLUMN_TEXT,
  AEQ_COLUMN_BYTES
} AeqColumnType;

AeqColumnType aeq_statement_get_type (AeqStatement *self, int column);
int         aeq_statement_n_columns  (AeqStatement *self);
const char *aeq_statement_column_name (AeqStatement *self, int column);
gboolean    aeq_statement_is_null    (AeqStatement *self, int column);
gint64      aeq_statement_get_int64  (AeqStatement *self, int column);
double      aeq_statement_get_double (AeqStatement *self, int column); /* NaN for NULL */
const char *aeq_statement_get_text   (AeqStatement *self, int column); /* (nullable) */
const void *aeq_statement_get_bytes  (AeqStatement *self, int column, gsize *length);
gboolean    aeq_statement_get_id     (AeqStatement *self, int column, AeqId *id); /* FALSE when NULL */

/* One statement or script without parameters. */
gboolean aeq_store_exec (AeqStore *self, const char *sql, GError **error);
/* Gives back the memory in which pages are kept to be read again. */
void     aeq_store_rest (AeqStore *self);
/* First column of the first row of a query without parameters; @fallback when there is no row or it is NULL. */
gboolean aeq_store_query_int64 (AeqStore *self, const char *sql, gint64 fallback, gint64 *value, GError **error);

/* A number that is another one once any other connection, of this program or of another, has committed a change. It says nothing about
 * this connection's own changes. */
gboolean aeq_store_data_version (AeqStore *self, gint64 *version, GError **error);

/* Transactions nest by savepoints: only the outermost commit is durable. Begin takes the write lock at once, waiting up to
 * the busy time (5 s); AEQ_STORE_ERROR_BUSY after that. A level in which a statement failed is to be rolled back: SQLite would let it
 * go on, PostgreSQL does not. */
gboolean aeq_store_begin    (AeqStore *self, GError **error);
gboolean aeq_store_commit   (AeqStore *self, GError **error);
void     aeq_store_rollback (AeqStore *self);
/* Read transaction: a stable view over several queries. End it with rollback. */
gboolean aeq_store_begin_read (AeqStore *self, GError **error);

/* Makes the folder of the file @path, for the user alone, when it is not there. */
gboolean aeq_store_make_folder (const char *path, GError **error);
/* Online copy of a ledger file while others read and write; the copy appears whole or not at all. A server's databases are copied by
 * the server's own tools: AEQ_STORE_ERROR_FAILED. */
gboolean aeq_store_backup (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error);
/* The database's own integrity and foreign key checks; @problems receives one string each (GPtrArray of char*). */
gboolean aeq_store_check  (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error);

G_END_DECLS
