/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "aeq-error.h"
#include "aeq-log.h"
#include "aeq-rotate.h"
#include "aeq-router.h"
#include "aeq-server-check.h"
#include "aeq-supervisor.h"

#define EXIT_REFUSED 1
#define EXIT_USAGE 2

/* Some of the descriptors are for databases and uploads. */
static guint
count_connections (const AeqConfig *config)
{
  struct rlimit limit;

  if (config->connections > 0)
    return (guint) config->connections;
  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return 800;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  return (guint) MIN (limit.rlim_cur / 10 * 8, 50000);
}

static AeqListener *
listen_on (AeqServer *server, GError **error)
{
  const AeqConfig *config = &server->config;
  g_autofree char *address = NULL;
  AeqListenerConfig listener = {
    .threads = config->threads > 0 ? (guint) config->threads : g_get_num_processors (),
    .connections = count_connections (config),
    .connections_per_address = (guint) config->connections_per_address,
    .limits.seconds = {
      [AEQ_PHASE_IDLE] = (guint) config->idle_seconds,
      [AEQ_PHASE_HEADERS] = (guint) config->header_seconds,
      [AEQ_PHASE_BODY] = (guint) config->body_seconds,
      [AEQ_PHASE_REPLY] = (guint) config->reply_seconds,
    },
  };

  if (!aeq_config_split_listen (config, &address, &listener.port, error) ||
      !aeq_supervisor_take_socket (&listener.socket, error))
    return NULL;
  listener.address = address;
  return aeq_listener_new (&listener, &AEQ_ROUTER, server, error);
}

static gboolean
set_log_level (const AeqConfig *config)
{
  AeqLogLevel level;

  if (!aeq_log_level_parse (config->log, &level))
    return FALSE;
  aeq_log_set_level (level);
  return TRUE;
}

static void
reload (AeqServer *server)
{
  g_autofree char *begin = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autoptr(GString) changed = g_string_new (NULL);
  g_autoptr(GString) kept = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  aeq_supervisor_tell (begin);
  if (!aeq_config_reload (&server->config, changed, kept, &error))
    {
      g_autofree char *reason = aeq_error_describe (error);

      aeq_log (AEQ_LOG_ERROR, "reload-refused", "reason", reason, NULL);
    }
  else if (set_log_level (&server->config))
    aeq_log (AEQ_LOG_INFO, "reloaded", "changed", changed->str, NULL);
  if (kept->len > 0)
    aeq_log (AEQ_LOG_WARNING, "reload-incomplete", "restart_for", kept->str, NULL);
  aeq_supervisor_tell ("READY=1");
}

static gboolean
do_nothing (AeqStore *store G_GNUC_UNUSED, AeqLedger *ledger G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
            GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* A writer that is stuck answers neither this nor anybody. */
static void
tell_alive (AeqServer *server)
{
  g_autoptr(GError) error = NULL;

  if (aeq_writer_run (server->writer, NULL, do_nothing, NULL, &error) || aeq_status_of (error) != 503)
    aeq_supervisor_tell ("WATCHDOG=1");
}

/* The next signal; 0: it is time to say that all is well. */
static int
next_signal (sigset_t *signals)
{
  guint64 half = aeq_supervisor_watchdog () / 2;
  struct timespec until = { (time_t) (half / G_USEC_PER_SEC), (long) (half % G_USEC_PER_SEC) * 1000 };
  int which;

  do
    which = half > 0 ? sigtimedwait (signals, NULL, &until) : sigwaitinfo (signals, NULL);
  while (which < 0 && errno == EINTR);
  return MAX (which, 0);
}

static void
wait_for_end (AeqServer *server, sigset_t *signals)
{
  int which;

  while ((which = next_signal (signals)) != SIGTERM && which != SIGINT)
    if (which == SIGHUP)
      reload (server);
    else
      tell_alive (server);
  aeq_supervisor_tell ("STOPPING=1");
  aeq_log (AEQ_LOG_INFO, "stopping", "signal", which == SIGTERM ? "TERM" : "INT", NULL);
}

static gboolean
serve (AeqServer *server, sigset_t *signals, GError **error)
{
  AeqListener *listener = listen_on (server, error);
  g_autofree char *port = NULL;

  if (listener == NULL)
    return FALSE;
  port = g_strdup_printf ("%u", aeq_listener_port (listener));
  aeq_log (AEQ_LOG_INFO, "listening", "listen", server->config.listen, "port", port, "data", server->config.data, NULL);
  aeq_supervisor_tell ("READY=1");
  wait_for_end (server, signals);
  g_atomic_int_set (&server->draining, TRUE);
  if (!aeq_listener_drain (listener, (guint) server->config.drain_seconds))
    {
      /* What is still being worked on would answer into a listener that is gone. Nothing was acknowledged of it. */
      aeq_log (AEQ_LOG_WARNING, "stopped", "reason", "requests were cut off", NULL);
      _exit (EXIT_REFUSED);
    }
  aeq_listener_free (listener);
  aeq_log (AEQ_LOG_INFO, "stopped", NULL);
  return TRUE;
}

/* Threads inherit the mask, so that one place waits for the signals. */
static void
block_signals (sigset_t *signals)
{
  sigemptyset (signals);
  sigaddset (signals, SIGTERM);
  sigaddset (signals, SIGINT);
  sigaddset (signals, SIGHUP);
  pthread_sigmask (SIG_BLOCK, signals, NULL);
  signal (SIGPIPE, SIG_IGN);
}

static gboolean
run_server (AeqConfig *config, GError **error)
{
  AeqServer *server;
  sigset_t signals;
  gboolean ok;

  set_log_level (config);
  block_signals (&signals);
  if ((server = aeq_server_new (config, error)) == NULL)
    return FALSE;
  ok = serve (server, &signals, error);
  aeq_server_free (server);
  return ok;
}

static gboolean
run_check (AeqConfig *config, GError **error)
{
  AeqStores *stores = aeq_stores_new (config->data, config->database, config->database_password_file, error);
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean sound;
  gboolean ok;

  if (stores == NULL)
    return FALSE;
  ok = aeq_server_check (stores, out, &sound, error);
  aeq_stores_free (stores);
  fputs (out->str, stdout);
  return ok && (sound ||
                aeq_error_refuse (error, AEQ_ERROR_FAILED, NULL, 0, NULL, "something is not whole: restore a backup"));
}

static void
print_routes (void)
{
  static const char *const LIMITS[] = { "open", "auth", "read", "write", "heavy" };
  static const char *const BODIES[] = { NULL, "json", "file" };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_array (json, NULL);
  for (const AeqRoute *route = AEQ_ROUTES; route->method != NULL; route++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "method", route->method);
      aeq_json_text (json, "path", route->path);
      aeq_json_text (json, "role", aeq_role_name (route->role));
      aeq_json_text (json, "limit", LIMITS[route->limit]);
      aeq_json_text (json, "body", BODIES[route->body]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  puts (out->str);
}

static gboolean
run_rotate (const AeqConfig *config, GError **error)
{
  AeqStores *stores = aeq_stores_new (config->data, config->database, config->database_password_file, error);
  g_autofree char *path = aeq_config_seal_path (config);
  gboolean ok;
  gint64 n;

  ok = stores != NULL && aeq_rotate_keys (stores, path, &n, error);
  if (ok)
    printf ("%" G_GINT64_FORMAT " secrets are sealed by a new key in %s\n", n, path);
  aeq_stores_free (stores);
  return ok;
}

static gboolean
run (AeqConfig *config, int argc, char **argv, gboolean print, GError **error)
{
  if (print)
    {
      g_autofree char *text = aeq_config_print (config);

      fputs (text, stdout);
      return TRUE;
    }
  if (argc == 1)
    return run_server (config, error);
  if (argc == 2 && g_str_equal (argv[1], "check"))
    return run_check (config, error);
  if (argc == 2 && g_str_equal (argv[1], "rotate-keys"))
    return run_rotate (config, error);
  if (argc == 2 && g_str_equal (argv[1], "routes"))
    {
      print_routes ();
      return TRUE;
    }
  return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, NULL,
                           "give check, routes, rotate-keys or nothing behind the options");
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  AeqConfig config = { 0 };
  gboolean print = FALSE;
  gboolean ok;

  umask (077); /* what is kept is for this user alone, wherever the data folder is */
  setlocale (LC_ALL, "C.UTF-8");
  if (sodium_init () < 0)
    return EXIT_REFUSED;
  ok = aeq_config_load (&config, &argc, &argv, &print, &error) && run (&config, argc, argv, print, &error);
  aeq_config_clear (&config);
  if (ok)
    return 0;
  {
    g_autofree char *text = aeq_error_describe (error);

    fprintf (stderr, "aequitas-server: %s\n", text);
  }
  return g_error_matches (error, AEQ_ERROR, AEQ_ERROR_USAGE) || error->domain == G_OPTION_ERROR ? EXIT_USAGE
                                                                                                : EXIT_REFUSED;
}
