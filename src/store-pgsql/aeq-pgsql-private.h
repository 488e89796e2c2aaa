/* SPDX-License-Identifier: MIT */
#pragma once

#include <libpq-fe.h>
#include "aeq-store-driver.h"

G_BEGIN_DECLS

/* Types by number, as the server's catalog has them for good. */
#define AEQ_PGSQL_BOOL 16
#define AEQ_PGSQL_BYTEA 17
#define AEQ_PGSQL_INT8 20
#define AEQ_PGSQL_INT2 21
#define AEQ_PGSQL_INT4 23
#define AEQ_PGSQL_TEXT 25
#define AEQ_PGSQL_FLOAT4 700
#define AEQ_PGSQL_FLOAT8 701
#define AEQ_PGSQL_NUMERIC 1700

#define AEQ_PGSQL_STOPPED "57014" /* SQLSTATE of what was cancelled */

typedef struct _AeqPgsqlStatement AeqPgsqlStatement;

typedef struct
{
  AeqStore           parent;
  char              *uri;         /* with its secrets, without the schema: what libpq is given */
  char              *schema;
  PGconn            *conn;
  GMutex             cancel_lock;
  PGcancel          *cancel;      /* another thread may use it */
  guint              generation;  /* of connections: a statement is prepared for one */
  guint              n_names;
  AeqPgsqlStatement *streaming;   /* the rows of this one are still coming in */
  AeqPgsqlStatement *copying;     /* rows of this one are going in by COPY */
  GByteArray        *copied;      /* of them, those that were not sent yet */
  GArray            *deferred;    /* gboolean: sent and not waited for; TRUE counts its rows */
  GError            *late;        /* of a deferred command, to be told at the next occasion */
  GString           *dead;        /* DEALLOCATE for statements that are gone */
  guint              n_dead;
  gboolean           broken;      /* the connection is to be made again */
  gboolean           begun;
  gboolean           writing;     /* this transaction holds the write lock */
  gboolean           lost;        /* this transaction's connection went */
  gboolean           committing;
  gboolean           overdue;     /* the time limit is over, and the server was asked to stop */
  int                busy_timeout;
  gint64             changes;
  gint64             own_commits;
} AeqPgsqlStore;

typedef struct
{
  Oid    type;     /* 0: NULL, and nothing was bound yet */
  gboolean is_null;
  char  *data;
  gsize  length;
  gsize  size;     /* of the memory at data */
} AeqPgsqlParam;

struct _AeqPgsqlStatement
{
  AeqStatement   parent;
  char          *text;       /* with $1 */
  int            n_params;
  AeqPgsqlParam *params;
  char          *copy;       /* the COPY that does the same, once it was asked for */
  Oid           *types;      /* with which it was prepared */
  const char   **values;     /* the parameters as libpq takes them */
  int           *lengths;
  int           *formats;
  char           name[16];
  guint          generation; /* of the connection that has it prepared; 0: none */
  gboolean       running;
  GQueue         waiting;    /* PGresult: rows that were taken in so that another statement could go */
  GError        *late;       /* and what went wrong while they were */
  PGresult      *row;        /* the current row is its first */
  PGresult      *last;       /* the end of the rows: names and types of columns when there was no row */
  char           scratch[32];
};

/* What a URI says. @base is the URI without the schema; both are to be freed. */
gboolean aeq_pgsql_uri_parse (const char *uri, char **base, char **schema, GError **error);
/* How a store is shown: hosts, database and schema, and nothing else. */
char    *aeq_pgsql_uri_show (const char *base, const char *schema);
gboolean aeq_pgsql_schema_check (const char *schema, GError **error);

/* ?1 becomes $1, LIKE becomes ILIKE; @used is made as long as the highest number, with a 1 for each number that there is. NULL when one is
 * 0 or above SQLite's own limit. */
char *aeq_pgsql_dialect_query (const char *sql, GByteArray *used);
/* Texts of tables sort by their bytes, as in SQLite, whatever the database's collation. */
char *aeq_pgsql_dialect_schema (const char *sql);

/* The one place where a failed result (NULL: the connection's state) becomes a GError. @doing as with aeq_store_set_error(). */
gboolean aeq_pgsql_fail (AeqPgsqlStore *self, const PGresult *result, const char *doing, GError **error);
gboolean aeq_pgsql_fail_state (AeqPgsqlStore *self, const char *state, const char *message, const char *doing, GError **error);
gboolean aeq_pgsql_is_fine (const PGresult *result);

gboolean aeq_pgsql_connect (AeqPgsqlStore *self, GError **error);
void     aeq_pgsql_disconnect (AeqPgsqlStore *self);
/* Before each use: takes in what is still under way; outside of a transaction, makes a lost connection again. */
gboolean aeq_pgsql_ready (AeqPgsqlStore *self, GError **error);
/* Sends the session's settings, which a new connection or another schema needs. */
gboolean aeq_pgsql_set_session (AeqPgsqlStore *self, GError **error);

/* Sends a command that is not waited for; the rows of a prepared one are those of aeq_store_changes(). */
gboolean aeq_pgsql_defer (AeqPgsqlStore *self, const char *sql, GError **error);
gboolean aeq_pgsql_defer_prepared (AeqPgsqlStore *self, const char *name, int n, const char *const *values, const int *lengths,
                                   const int *formats, GError **error);
/* Waits for all of them; the first that failed is the error. */
gboolean aeq_pgsql_collect (AeqPgsqlStore *self, GError **error);
/* Takes in the rows of the statement that is being read, too. */
gboolean aeq_pgsql_settle (AeqPgsqlStore *self, GError **error);
/* All results of one command or script; the first bad one is the error. */
gboolean aeq_pgsql_take_results (AeqPgsqlStore *self, const char *doing, gboolean counted, GError **error);
/* As PQgetResult(), but has the server stop what goes beyond the time limit. */
PGresult *aeq_pgsql_next_result (AeqPgsqlStore *self);
/* Asks the server to stop what it does; from any thread. */
void     aeq_pgsql_cancel (AeqPgsqlStore *self);
/* A command or script at once. */
gboolean aeq_pgsql_command (AeqPgsqlStore *self, const char *sql, const char *doing, GError **error);

void     aeq_pgsql_statement_take_in (AeqPgsqlStatement *self);
extern const AeqStoreDriver aeq_store_pgsql_driver;

/* aeq-pgsql-transaction.c */
gboolean aeq_pgsql_begin    (AeqStore *store, gboolean write, GError **error);
gboolean aeq_pgsql_commit   (AeqStore *store, GError **error);
gboolean aeq_pgsql_abandon  (AeqStore *store);
void     aeq_pgsql_rollback (AeqStore *store);
/* BEGIN, lock, the prepared statement and COMMIT in one go. */
gboolean aeq_pgsql_exec     (AeqStore *store, const char *sql, GError **error);
gboolean aeq_pgsql_defer_begin  (AeqPgsqlStore *self, gboolean write, GError **error);
gboolean aeq_pgsql_data_version (AeqStore *store, gint64 *version, GError **error);

/* aeq-pgsql-schema.c */
gboolean aeq_pgsql_open_schema (AeqPgsqlStore *self, AeqStoreFlags flags, GError **error);
gboolean aeq_pgsql_read_marks  (AeqStore *store, gint64 *application, gint64 *n_tables, GError **error);
gboolean aeq_pgsql_check       (AeqStore *store, GPtrArray *problems, GCancellable *cancellable, GError **error);

/* aeq-pgsql-statement.c */
AeqStatement *aeq_pgsql_prepare        (AeqStore *store, const char *sql, GError **error);
void          aeq_pgsql_statement_free (AeqStatement *stmt);
void          aeq_pgsql_clear_bindings (AeqStatement *stmt);
void          aeq_pgsql_bind           (AeqStatement *stmt, int index, AeqColumnType type, const void *data, gsize length);
gboolean      aeq_pgsql_step           (AeqStatement *stmt, gboolean *has_row, GError **error);
gboolean      aeq_pgsql_run            (AeqStatement *stmt, GError **error);
void          aeq_pgsql_reset          (AeqStatement *stmt);

/* aeq-pgsql-copy.c */
gboolean      aeq_pgsql_run_bulk       (AeqStatement *stmt, GError **error);
gboolean      aeq_pgsql_copy_end       (AeqPgsqlStore *self, GError **error);

/* aeq-pgsql-value.c */
/* FALSE when a sum in @row does not fit into 64 bits. */
gboolean      aeq_pgsql_row_fits    (const PGresult *row);
int           aeq_pgsql_n_columns   (AeqStatement *stmt);
const char   *aeq_pgsql_column_name (AeqStatement *stmt, int column);
AeqColumnType aeq_pgsql_get_type    (AeqStatement *stmt, int column);
gint64        aeq_pgsql_get_int64   (AeqStatement *stmt, int column);
double        aeq_pgsql_get_double  (AeqStatement *stmt, int column);
const char   *aeq_pgsql_get_text    (AeqStatement *stmt, int column);
const void   *aeq_pgsql_get_bytes   (AeqStatement *stmt, int column, gsize *length);

G_END_DECLS
