/* SPDX-License-Identifier: MIT */
#include "aeq-test-pgsql.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aeq-test.h"
#ifdef AEQ_WITH_PGSQL
#include "aeq-store-pgsql.h"
#endif

#define NOBODY 65534
#define BIN_FOLDERS "/usr/lib/postgresql"

struct _AeqTestPgsql
{
  gboolean durable;
  char *folder;
  char *bin;
  int   keeper; /* write end of the pipe that the keeper waits on */
  pid_t keeper_pid;
};

static AeqTestPgsql *the_server;

/* The newest version's folder of programs; Debian keeps each version's apart. */
static char *
find_bin (void)
{
  g_autoptr(GDir) dir = g_dir_open (BIN_FOLDERS, 0, NULL);
  g_autofree char *in_path = g_find_program_in_path ("initdb");
  char *best = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *bin = g_build_filename (BIN_FOLDERS, name, "bin", NULL);
      g_autofree char *initdb = g_build_filename (bin, "initdb", NULL);

      if (!g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE) || (best != NULL && strcmp (bin, best) < 0))
        continue;
      g_free (best);
      best = g_steal_pointer (&bin);
    }
  return best == NULL && in_path != NULL ? g_path_get_dirname (in_path) : best;
}

/* The server refuses to run as root. */
static void
drop_privileges (gpointer data G_GNUC_UNUSED)
{
  if (geteuid () == 0 && (setgroups (0, NULL) != 0 || setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    _exit (3);
}

static gboolean
run (AeqTestPgsql *self, const char *program, const char *const *arguments)
{
  g_autofree char *path = g_build_filename (self->bin, program, NULL);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  int status = -1;

  g_ptr_array_add (argv, path);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  return g_spawn_sync (self->folder, (char **) argv->pdata, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       drop_privileges, NULL, NULL, NULL, &status, &error) && g_spawn_check_wait_status (status, NULL);
}

static gboolean
pg_ctl (AeqTestPgsql *self, const char *what, const char *mode)
{
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_autofree char *options = g_strdup_printf (
    "-k '%s' -c listen_addresses='' -c max_connections=40 -c shared_buffers=16MB -c autovacuum=off%s", self->folder,
    self->durable ? "" : " -c fsync=off -c full_page_writes=off -c synchronous_commit=off");
  const char *const arguments[] = { what, "-D", data, "-w", "-l", log, "-m", mode, "-o", options, NULL };

  return run (self, "pg_ctl", arguments);
}

/* A process of its own outlives even a failed assertion, and in a session of its own the killing of the program's group: it waits for
 * the program's end of the pipe to close, and then cleans up. */
static void
start_keeper (AeqTestPgsql *self)
{
  int ends[2];
  char byte;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  if ((self->keeper_pid = fork ()) == 0)
    {
      setsid ();
      close (ends[1]);
      while (read (ends[0], &byte, 1) < 0 && errno == EINTR)
        continue;
      pg_ctl (self, "stop", "immediate");
      aeq_test_remove_tree (self->folder);
      _exit (0);
    }
  g_assert_cmpint (self->keeper_pid, >, 0);
  close (ends[0]);
  self->keeper = ends[1];
}

AeqTestPgsql *
aeq_test_pgsql_start (gboolean durable, const char **reason)
{
  g_autofree char *bin = find_bin ();
  AeqTestPgsql *self;
  const char *const arguments[] = {
    "-D", "data", "-U", "aequitas", "-A", "trust", "-E", "UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync", NULL,
  };

  *reason = "there is no PostgreSQL here (package postgresql-15)";
  if (bin == NULL)
    return NULL;
  self = g_new0 (AeqTestPgsql, 1);
  self->durable = durable;
  self->bin = g_steal_pointer (&bin);
  self->folder = aeq_test_make_folder ();
  if (geteuid () == 0)
    g_assert_cmpint (chown (self->folder, NOBODY, NOBODY), ==, 0);
  start_keeper (self);
  if (run (self, "initdb", arguments) && pg_ctl (self, "start", "fast"))
    return self;
  *reason = "PostgreSQL did not start here";
  aeq_test_pgsql_stop (self);
  return NULL;
}

char *
aeq_test_pgsql_uri (AeqTestPgsql *self)
{
  g_autofree char *host = g_uri_escape_string (self->folder, NULL, FALSE);

  return g_strdup_printf ("postgresql:///postgres?user=aequitas&host=%s", host);
}

void
aeq_test_pgsql_kill (AeqTestPgsql *self)
{
  g_assert_true (pg_ctl (self, "stop", "immediate"));
}

void
aeq_test_pgsql_restart (AeqTestPgsql *self)
{
  g_assert_true (pg_ctl (self, "start", "fast"));
}

void
aeq_test_pgsql_stop (AeqTestPgsql *self)
{
  close (self->keeper);
  while (waitpid (self->keeper_pid, NULL, 0) < 0 && errno == EINTR)
    continue;
  g_free (self->folder);
  g_free (self->bin);
  g_free (self);
}

gboolean
aeq_test_on_pgsql (void)
{
  return g_strcmp0 (g_getenv ("AEQ_TEST_STORE"), "postgresql") == 0;
}

static gboolean
start_server (gboolean durable, const char **reason)
{
#ifdef AEQ_WITH_PGSQL
  aeq_store_pgsql_add ();
  return (the_server = aeq_test_pgsql_start (durable, reason)) != NULL;
#else
  *reason = "this build has no PostgreSQL driver (package libpq-dev)";
  return FALSE;
#endif
}

static int
run_on_store (gboolean durable)
{
  const char *reason = NULL;
  int status;

  if (!aeq_test_on_pgsql ())
    return g_test_run ();
  if (g_getenv ("AEQ_TEST_ONLY_LONG") != NULL && g_getenv ("AEQ_LONG") == NULL)
    {
      g_print ("1..0 # SKIP takes long on PostgreSQL: tests/run --long\n");
      return 0;
    }
  if (!start_server (durable, &reason))
    {
      g_print ("1..0 # SKIP %s\n", reason);
      return 0;
    }
  status = g_test_run ();
  g_clear_pointer (&the_server, aeq_test_pgsql_stop);
  return status;
}

int
aeq_test_run_on_store (void)
{
  return run_on_store (FALSE);
}

int
aeq_test_run_on_durable_store (void)
{
  return run_on_store (TRUE);
}

AeqTestPgsql *
aeq_test_pgsql_get (void)
{
  return the_server;
}

char *
aeq_test_new_store (const char *path)
{
  static guint n_schemas;
  g_autofree char *uri = NULL;

  if (the_server == NULL)
    return g_strdup (path);
  uri = aeq_test_pgsql_uri (the_server);
  return g_strdup_printf ("%s&schema=test_%u", uri, ++n_schemas);
}
