/* SPDX-License-Identifier: MIT */
#include "aeq-cli-scenario.h"
#include "aeq-error.h"

/* A definition is read whole; its parser says how long it may be. */
#define MAX_FILE (AEQ_STRESS_MAX_BYTES + 1)

typedef struct
{
  char    *number;
  char    *set;
  char    *code;
  char    *file;
  char    *description;
  char    *reason;
  double   chance;
  int      bucket;
  gboolean plain;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->number);
  g_free (self->set);
  g_free (self->code);
  g_free (self->file);
  g_free (self->description);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_definition (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GError) local = NULL;

  *text = g_malloc (MAX_FILE + 1);
  if ((stream = g_file_read (file, NULL, &local)) != NULL &&
      g_input_stream_read_all (G_INPUT_STREAM (stream), *text, MAX_FILE, length, NULL, &local))
    {
      (*text)[*length] = '\0';
      return TRUE;
    }
  g_clear_pointer (text, g_free);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "%s cannot be read: %s", path, local->message);
  return FALSE;
}

static gboolean
put_scenario (AeqCli *cli, AeqLedger *ledger, const Options *options, gboolean exists, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  AeqId uid;

  if (options->file == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "scenario %s %s: give its definition with --file", cli->argv[1], cli->argv[2]);
      return FALSE;
    }
  if (!read_definition (options->file, &text, &length, error) ||
      !aeq_scenario_put (ledger, cli->argv[2], options->description, text, (gssize) length, options->file, exists, options->reason,
                         &uid, error))
    return FALSE;
  aeq_cli_scenario_print_id (cli, exists ? "changed" : "added", &uid);
  return TRUE;
}

static gboolean
remove_scenario (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  AeqId uid;

  if (!aeq_scenario_remove (ledger, cli->argv[2], options->reason, &uid, error))
    return FALSE;
  aeq_cli_scenario_print_id (cli, "removed", &uid);
  return TRUE;
}

static gboolean
list_scenarios (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_scenario_list (ledger, error);

  if (list == NULL)
    return FALSE;
  aeq_cli_scenario_print_list (cli, list);
  return TRUE;
}

static gboolean
show_scenario (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqScenario) scenario = aeq_scenario_find (ledger, cli->argv[2], error);

  if (scenario == NULL)
    return FALSE;
  aeq_cli_scenario_print_definition (cli, scenario);
  return TRUE;
}

static AeqScenarioBase *
prepare (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  g_autoptr(AeqAccount) account = NULL;
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;

  if (!aeq_cli_parse_currency (options->code, &request.currency, error) ||
      (options->number != NULL &&
       (account = aeq_account_require (ledger, options->number, request.currency, error)) == NULL))
    return NULL;
  request.account = account;
  request.set = options->set;
  request.bucket_minutes = (guint) options->bucket;
  request.plain = options->plain;
  return aeq_scenario_prepare (ledger, &request, progress, cli->cancellable, error);
}

static gboolean
run_scenario (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  g_autoptr(AeqScenario) scenario = aeq_scenario_find (ledger, cli->argv[2], error);
  g_autoptr(AeqScenarioBase) base = scenario != NULL ? prepare (cli, ledger, options, error) : NULL;
  g_autoptr(GPtrArray) readings = base != NULL ? aeq_scenario_apply (base, scenario, cli->cancellable, error) : NULL;

  if (readings == NULL)
    return FALSE;
  aeq_cli_scenario_print_run (cli, base, scenario, readings);
  return TRUE;
}

static gboolean
reverse_scenario (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  g_autoptr(AeqScenarioBase) base = prepare (cli, ledger, options, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  if (base == NULL)
    return FALSE;
  for (guint i = 0; i < base->sections->len; i++)
    {
      const AeqScenarioSection *section = base->sections->pdata[i];
      GArray *list = aeq_stress_reverse (section->book, options->chance, cli->cancellable, error);

      if (list == NULL)
        return FALSE;
      g_ptr_array_add (found, list);
    }
  aeq_cli_scenario_print_reverse (cli, base, options->chance, found);
  return TRUE;
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (!(options->chance > 0 && options->chance <= 1))
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--chance %g: give a share above 0, at most 1", options->chance);
  else if (options->bucket < 0)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--bucket: give 15, 30 or 60 minutes");
  else if (options->number != NULL && options->set != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "give --account or --set, not both");
  else
    return TRUE;
  return FALSE;
}

static gboolean
dispatch (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  const char *verb = cli->argv[1];

  if (cli->argc == 2 && g_str_equal (verb, "list"))
    return list_scenarios (cli, ledger, error);
  if (cli->argc == 2 && g_str_equal (verb, "reverse"))
    return reverse_scenario (cli, ledger, options, error);
  if (cli->argc == 3 && g_str_equal (verb, "show"))
    return show_scenario (cli, ledger, error);
  if (cli->argc == 3 && g_str_equal (verb, "run"))
    return run_scenario (cli, ledger, options, error);
  if (cli->argc == 3 && (g_str_equal (verb, "add") || g_str_equal (verb, "set")))
    return put_scenario (cli, ledger, options, g_str_equal (verb, "set"), error);
  if (cli->argc == 3 && g_str_equal (verb, "remove"))
    return remove_scenario (cli, ledger, options, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
               "scenario %s: give list, show NAME, run NAME, reverse, add NAME, set NAME or remove NAME", verb);
  return FALSE;
}

gboolean
aeq_command_scenario (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { .chance = .5, .bucket = 30 };
  g_autoptr(AeqLedger) ledger = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.number, "Only this account", "NUMBER" },
    { "set", 0, 0, G_OPTION_ARG_STRING, &options.set, "The accounts of this set together", "NAME" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.code, "Only this currency", "CODE" },
    { "chance", 0, 0, G_OPTION_ARG_DOUBLE, &options.chance, "reverse: share of the paths that must breach (default 0.5)", "SHARE" },
    { "bucket", 0, 0, G_OPTION_ARG_INT, &options.bucket, "Minutes of a time slice: 15, 30 or 60 (default 30)", "MINUTES" },
    { "plain", 0, 0, G_OPTION_ARG_NONE, &options.plain, "Without the trained model", NULL },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file, "add, set: the definition, JSON", "FILE" },
    { "description", 0, 0, G_OPTION_ARG_STRING, &options.description, "add, set: what it is", "TEXT" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why, for the change record", "TEXT" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 2, error))
    return error == NULL || *error == NULL;
  return check_options (&options, error) && (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) != NULL &&
         dispatch (cli, ledger, &options, error);
}
