/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A PostgreSQL of the test program's own: an unprivileged user, a socket in its own temporary folder, fsync on. A durable one says that
 * it has committed when that is on the disk, as servers do; the other says so a moment before, so that a test's many new schemas do not
 * wait for the disk. It is removed when the program ends, in whatever way. */
typedef struct _AeqTestPgsql AeqTestPgsql;

/* NULL with the reason where there is no PostgreSQL to be had. */
AeqTestPgsql *aeq_test_pgsql_start   (gboolean durable, const char **reason);
/* URI of its database "postgres" without a query's other parts: add "&schema=name". Free it. */
char         *aeq_test_pgsql_uri     (AeqTestPgsql *self);
/* Stops it as "pg_ctl stop -m immediate" does, and starts it again; returns when it takes connections. */
void          aeq_test_pgsql_kill    (AeqTestPgsql *self);
void          aeq_test_pgsql_restart (AeqTestPgsql *self);
void          aeq_test_pgsql_stop    (AeqTestPgsql *self);

/* TRUE when the tests are to run on PostgreSQL (AEQ_TEST_STORE=postgresql). */
gboolean      aeq_test_on_pgsql      (void);
/* g_test_run(), on PostgreSQL around a server for all of the program's tests; it says that it skips them where there is none. */
int           aeq_test_run_on_store  (void);
/* The same for programs that kill the server. */
int           aeq_test_run_on_durable_store (void);
/* The server of aeq_test_run_on_store(); NULL on SQLite. */
AeqTestPgsql *aeq_test_pgsql_get     (void);
/* A store that is not there yet: a schema of that server, else @path. Free it. */
char         *aeq_test_new_store     (const char *path);

G_END_DECLS
