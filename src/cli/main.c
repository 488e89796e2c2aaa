/* SPDX-License-Identifier: MIT */
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aeq-cli.h"
#include "aeq-error.h"

#define EXIT_REFUSED 1
#define EXIT_USAGE 2
#define EXIT_INTERRUPTED 130

static GCancellable *interrupted;
static int interrupt_fd = -1; /* the only thing that the signal handler touches */

static void
on_interrupt (int signum G_GNUC_UNUSED)
{
  /* Cancelling takes locks, which a signal handler must not: a thread waits for this byte and does it. */
  const char byte = 1;

  if (write (interrupt_fd, &byte, 1) < 0)
    _exit (EXIT_INTERRUPTED);
}

static gpointer
wait_for_interrupt (gpointer data)
{
  char byte;

  while (read (GPOINTER_TO_INT (data), &byte, 1) == 1)
    g_cancellable_cancel (interrupted);
  return NULL;
}

static void
catch_interrupts (void)
{
  struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = SA_RESTART };
  int fds[2];

  interrupted = g_cancellable_new ();
  if (!g_unix_open_pipe (fds, FD_CLOEXEC, NULL))
    return;
  interrupt_fd = fds[1];
  g_thread_unref (g_thread_new ("interrupt", wait_for_interrupt, GINT_TO_POINTER (fds[0])));
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static void
print_usage (GString *out)
{
  gsize width = 0;

  g_string_append (out,
                   "Usage: aequitas-cli [--ledger FILE] [--json] [--quiet] [--seed N] [--now TIME] COMMAND ...\n\n"
                   "How low will the cash go today, how sure is that, and does it break a limit?\n\nCommands:\n");
  for (const AeqCommand *command = AEQ_COMMANDS; command->name != NULL; command++)
    width = MAX (width, strlen (command->name));
  for (const AeqCommand *command = AEQ_COMMANDS; command->name != NULL; command++)
    g_string_append_printf (out, "  %-*s  %s\n", (int) width, command->name, command->summary);
  g_string_append (out,
                   "\nOptions before the command:\n"
                   "  --ledger FILE  the ledger (default: $AEQUITAS_LEDGER, else the desktop's own)\n"
                   "  --json         one JSON document on standard output\n"
                   "  --quiet        no messages and no progress\n"
                   "  --seed N       for every random choice (default 1)\n"
                   "  --now TIME     stands in for the clock, RFC 3339: 2026-11-20T09:30:00Z\n"
                   "  --version      print the version\n\n"
                   "aequitas-cli COMMAND --help explains one command. Exit status: 0 done, 1 refused, 2 wrong usage.\n");
}

typedef struct
{
  char    *ledger;
  char    *now;
  gint64   seed;
  gboolean json;
  gboolean quiet;
  gboolean version;
  gboolean help;
} Globals;

/* Options stop at the command's name; what is behind it belongs to the command. */
static gboolean
parse_globals (Globals *globals, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "ledger", 0, 0, G_OPTION_ARG_FILENAME, &globals->ledger, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &globals->now, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &globals->seed, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &globals->json, NULL, NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &globals->quiet, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &globals->version, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &globals->help, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
fill_cli (AeqCli *cli, const Globals *globals, GError **error)
{
  g_autofree char *fallback = aeq_ledger_default_path ();

  cli->ledger_path = g_intern_string (globals->ledger != NULL ? globals->ledger : fallback);
  cli->json = globals->json;
  cli->quiet = globals->quiet;
  cli->seed = (guint64) globals->seed;
  cli->now = AEQ_INSTANT_NONE;
  cli->cancellable = interrupted;
  if (globals->now == NULL || aeq_instant_parse (globals->now, -1, &cli->now))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--now %s: give a time as 2026-11-20T09:30:00Z", globals->now);
  return FALSE;
}

static const char *
code_name (const GError *error)
{
  return error->domain == AEQ_STORE_ERROR ? aeq_store_error_code_name (error->code) : aeq_error_code_name (error);
}

static void
print_json_error (const GError *error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);

  aeq_json_begin_object (json, NULL);
  aeq_json_begin_object (json, "error");
  aeq_json_text (json, "domain", g_quark_to_string (error->domain));
  aeq_json_text (json, "code", code_name (error));
  aeq_json_text (json, "message", error->message);
  aeq_json_text (json, "file", aeq_error_get_file (error));
  if (aeq_error_get_line (error) > 0)
    aeq_json_int (json, "line", (gint64) aeq_error_get_line (error));
  else
    aeq_json_null (json, "line");
  aeq_json_text (json, "field", aeq_error_get_field (error));
  aeq_json_end_object (json);
  aeq_json_end_object (json);
  puts (text->str);
}

static gboolean
is_usage (const GError *error)
{
  return g_error_matches (error, AEQ_ERROR, AEQ_ERROR_USAGE) || error->domain == G_OPTION_ERROR;
}

/* One sentence on standard error, and with --json the error object on standard output. An import has printed its own document. */
static int
report (const AeqCli *cli, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fputs ("aequitas-cli: interrupted; nothing was left half done\n", stderr);
      return EXIT_INTERRUPTED;
    }
  if (cli->json && cli->out->len == 0)
    print_json_error (error);
  fprintf (stderr, "aequitas-cli: %s\n", text);
  if (is_usage (error))
    fputs ("Try aequitas-cli --help.\n", stderr);
  return is_usage (error) ? EXIT_USAGE : EXIT_REFUSED;
}

static gboolean
flush (GString *out)
{
  gboolean ok = fwrite (out->str, 1, out->len, stdout) == out->len;

  return fflush (stdout) == 0 && ok;
}

static gboolean
run_command (AeqCli *cli, GError **error)
{
  const AeqCommand *command = aeq_command_lookup (cli->argv[0]);

  if (command != NULL)
    return command->run (cli, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "there is no command %s", cli->argv[0]);
  return FALSE;
}

static int
run (AeqCli *cli, Globals *globals, int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  /* A wrong option takes back what the others have set, but its error must still come as it was asked for. */
  gboolean json = g_strv_contains ((const char *const *) argv, "--json");
  gboolean ok = parse_globals (globals, &argc, &argv, &error) && fill_cli (cli, globals, &error);

  cli->json = globals->json || (!ok && json);
  if (ok && globals->version)
    g_string_append (cli->out, "aequitas-cli " AEQ_VERSION "\n");
  else if (ok && (globals->help || (argc < 2 && !globals->json)))
    print_usage (cli->out);
  else if (ok && argc < 2)
    {
      g_set_error (&error, AEQ_ERROR, AEQ_ERROR_USAGE, "no command is given");
      ok = FALSE;
    }
  else if (ok)
    {
      cli->argc = argc - 1;
      cli->argv = argv + 1;
      ok = run_command (cli, &error);
    }
  if (!flush (cli->out))
    return EXIT_REFUSED;
  if (ok)
    return argc < 2 && !globals->help && !globals->version ? EXIT_USAGE : 0;
  return report (cli, error);
}

int
main (int argc, char **argv)
{
  Globals globals = { .seed = 1 };
  AeqCli cli = { .out = g_string_new (NULL) };
  int status;

  setlocale (LC_ALL, "");
  /* Numbers and messages, the libraries' among them, are the same everywhere; only the encoding follows the locale. */
  setlocale (LC_NUMERIC, "C");
  setlocale (LC_MESSAGES, "C");
  signal (SIGPIPE, SIG_IGN);
  catch_interrupts ();
  status = run (&cli, &globals, argc, argv);
  g_string_free (cli.out, TRUE);
  g_free (globals.ledger);
  g_free (globals.now);
  return status;
}
