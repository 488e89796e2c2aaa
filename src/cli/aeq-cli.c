/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aeq-error.h"

static gboolean
print_help (GOptionContext *context, const AeqCommand *command, GString *out)
{
  g_autofree char *options = g_option_context_get_help (context, TRUE, NULL);
  const char *list = strstr (options, "\n\n");

  g_string_append_printf (out, "Usage: aequitas-cli %s [OPTION...]%s%s\n\n%s\n%s", command->name,
                          *command->arguments != '\0' ? " " : "", command->arguments, command->summary, list != NULL ? list + 1 : "");
  return FALSE;
}

static gboolean
check_count (AeqCli *cli, const AeqCommand *command, int min, int max, GError **error)
{
  int n = cli->argc - 1;

  if (n >= min && (max < 0 || n <= max))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s: usage: aequitas-cli %s%s%s",
               n < min ? "something is missing" : "too much is given", command->name, *command->arguments != '\0' ? " " : "",
               command->arguments);
  return FALSE;
}

gboolean
aeq_cli_parse (AeqCli *cli, const GOptionEntry *entries, int min, int max, GError **error)
{
  const AeqCommand *command = aeq_command_lookup (cli->argv[0]);
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) local = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Explain this command", NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, help_entry, NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &cli->argc, &cli->argv, &local))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s: %s", command->name, local->message);
      return FALSE;
    }
  if (help)
    return print_help (context, command, cli->out);
  return check_count (cli, command, min, max, error);
}

AeqLedger *
aeq_cli_open (AeqCli *cli, AeqStoreFlags flags, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqLedger *ledger;

  /* Every command may be the first one on a ledger; a reading one then works on the empty ledger that it makes. */
  if ((flags & AEQ_STORE_READ_ONLY) != 0 && !g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS))
    flags = AEQ_STORE_CREATE;
  if ((flags & AEQ_STORE_CREATE) != 0 && !aeq_store_make_folder (cli->ledger_path, error))
    return NULL;
  ledger = aeq_ledger_open (cli->ledger_path, flags, cli->now, cli->seed, &local);
  /* The first command of a newer version upgrades the ledger, also when it only reads. */
  if (g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_OLDER))
    {
      g_clear_error (&local);
      ledger = aeq_ledger_open (cli->ledger_path, AEQ_STORE_READ_WRITE, cli->now, cli->seed, &local);
    }
  if (ledger == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return ledger;
}

#define BAR_WIDTH 30

static void
draw_bar (const char *step, double fraction, gpointer user_data G_GNUC_UNUSED)
{
  int full = (int) (fraction * BAR_WIDTH + 0.5);

  fprintf (stderr, "\r%-24s [", step);
  for (int i = 0; i < BAR_WIDTH; i++)
    fputc (i < full ? '#' : '.', stderr);
  fprintf (stderr, "] %3d %%", (int) (fraction * 100 + 0.5));
  if (fraction >= 1.0)
    fputs ("\r\033[K", stderr);
  fflush (stderr);
}

AeqProgress *
aeq_cli_progress (AeqCli *cli)
{
  if (cli->quiet || cli->json || !isatty (STDERR_FILENO))
    return NULL;
  return aeq_progress_new (draw_bar, NULL);
}

void
aeq_cli_message (AeqCli *cli, const char *format, ...)
{
  va_list args;

  if (cli->quiet)
    return;
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
}

gboolean
aeq_cli_parse_date (const char *option, const char *text, AeqDate *date, GError **error)
{
  if (aeq_date_parse_iso (text, -1, date))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s %s: give a day as 2026-11-20", option, text);
  return FALSE;
}

gboolean
aeq_cli_parse_instant (const char *option, const char *text, const AeqZone *zone, AeqInstant *instant, GError **error)
{
  AeqInstant start;
  AeqDate date;

  if (aeq_instant_parse (text, -1, instant))
    return TRUE;
  if (aeq_date_parse_iso (text, -1, &date))
    {
      aeq_zone_day_bounds (zone, date, &start, instant);
      *instant -= 1;
      return TRUE;
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s %s: give a time as 2026-11-20T09:30:00Z or a day as 2026-11-20", option, text);
  return FALSE;
}

gboolean
aeq_cli_parse_currency (const char *text, const AeqCurrency **currency, GError **error)
{
  *currency = NULL;
  if (text == NULL || (*currency = aeq_currency_lookup (text, -1)) != NULL)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--currency %s: there is no such currency in ISO 4217", text);
  return FALSE;
}

gboolean
aeq_cli_parse_account_currency (const char *account, const char *text, const AeqCurrency **currency, GError **error)
{
  if (text != NULL && account == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                   "--currency %s: it says which account of one number is meant: give --account NUMBER too", text);
      return FALSE;
    }
  return aeq_cli_parse_currency (text, currency, error);
}
