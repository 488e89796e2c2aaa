/* SPDX-License-Identifier: MIT */
#include "aeq-change.h"
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-flow.h"
#include "aeq-rule.h"

typedef struct
{
  char  *counterparty;
  char  *narrative;
  char  *direction;
  char  *category;
  gint64 rank;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->counterparty);
  g_free (options->narrative);
  g_free (options->direction);
  g_free (options->category);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_rule_json (AeqJson *json, AeqStatement *stmt, const char *id)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", id);
  aeq_json_int (json, "rank", aeq_statement_get_int64 (stmt, 1));
  aeq_json_text (json, "counterparty", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "narrative", aeq_statement_get_text (stmt, 3));
  aeq_json_text (json, "direction", aeq_statement_get_text (stmt, 4));
  aeq_json_text (json, "category", aeq_statement_get_text (stmt, 5));
  aeq_json_end_object (json);
}

static const char *
or_any (const char *text)
{
  return text != NULL ? text : "(any)";
}

static void
add_listed (AeqStatement *stmt, AeqJson *json, AeqCliTable *table)
{
  char id[AEQ_ID_TEXT_SIZE] = "";
  AeqId uid;

  if (aeq_statement_get_id (stmt, 0, &uid))
    aeq_id_format (&uid, id);
  if (json != NULL)
    add_rule_json (json, stmt, id);
  else
    aeq_cli_table_add (table, id, aeq_statement_get_text (stmt, 1), or_any (aeq_statement_get_text (stmt, 2)),
                       or_any (aeq_statement_get_text (stmt, 3)), aeq_statement_get_text (stmt, 4),
                       aeq_statement_get_text (stmt, 5), NULL);
}

static gboolean
list_rules (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  AeqStatement *stmt = aeq_store_prepare (
    ledger->store, "SELECT uid, rank, counterparty, narrative, direction, category FROM category_rule ORDER BY rank, uid", error);
  gboolean ok = stmt != NULL &&
                aeq_cli_print_query (cli, stmt,
                                     aeq_cli_table_new ("Id", ">Rank", "Counterparty", "Narrative", "Direction", "Category", NULL),
                                     add_listed, error);

  if (stmt != NULL)
    aeq_statement_release (stmt);
  return ok;
}

static gboolean
add_rule (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  static const char *const DIRECTIONS[] = { "in", "out", "both", NULL };
  const char *direction = options->direction != NULL ? options->direction : "both";
  g_autoptr(JsonObject) values = json_object_new ();
  char text[AEQ_ID_TEXT_SIZE];
  AeqId uid;

  if (options->category == NULL || (options->counterparty == NULL && options->narrative == NULL) ||
      !g_strv_contains (DIRECTIONS, direction))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                   "rules add: give --category, and --counterparty or --narrative; --direction is in, out or both");
      return FALSE;
    }
  json_object_set_int_member (values, "rank", options->rank);
  if (options->counterparty != NULL)
    json_object_set_string_member (values, "counterparty", options->counterparty);
  if (options->narrative != NULL)
    json_object_set_string_member (values, "narrative", options->narrative);
  json_object_set_string_member (values, "direction", direction);
  json_object_set_string_member (values, "category", options->category);
  if (!aeq_change_insert (ledger, "rule", values, NULL, NULL, &uid, error))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"id\":\"%s\"}\n" : "Rule %s was added; rules apply gives flows their category.\n",
                          aeq_id_format (&uid, text));
  return TRUE;
}

static gboolean
remove_rule (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  AeqId uid;

  if (cli->argc != 3 || !aeq_id_parse (cli->argv[2], &uid))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "rules remove: give the id that rules lists");
      return FALSE;
    }
  if (!aeq_change_delete (ledger, "rule", &uid, NULL, error))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"removed\":\"%s\"}\n" : "Rule %s was removed.\n", cli->argv[2]);
  return TRUE;
}

static gboolean
apply_rules (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  gint64 n;

  if (!aeq_rules_apply (ledger, &n, error))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"changed\":%" G_GINT64_FORMAT "}\n"
                                              : "%" G_GINT64_FORMAT " flows were given a category.\n", n);
  return TRUE;
}

gboolean
aeq_command_rules (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { .rank = 100 };
  g_autoptr(AeqLedger) ledger = NULL;
  const char *verb;
  const GOptionEntry entries[] = {
    { "counterparty", 0, 0, G_OPTION_ARG_STRING, &options.counterparty, "Part of the counterparty's name", "TEXT" },
    { "narrative", 0, 0, G_OPTION_ARG_STRING, &options.narrative, "Part of the narrative", "TEXT" },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &options.direction, "in, out or both", "DIRECTION" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &options.category, "The category that matching flows get", "CATEGORY" },
    { "rank", 0, 0, G_OPTION_ARG_INT64, &options.rank, "Lower ranks are tried first (default 100)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 2, error))
    return error == NULL || *error == NULL;
  verb = cli->argc > 1 ? cli->argv[1] : "list";
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL)
    return FALSE;
  if (g_str_equal (verb, "list"))
    return list_rules (cli, ledger, error);
  if (g_str_equal (verb, "add"))
    return add_rule (cli, ledger, &options, error);
  if (g_str_equal (verb, "remove"))
    return remove_rule (cli, ledger, error);
  if (g_str_equal (verb, "apply"))
    return apply_rules (cli, ledger, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "rules %s: give list, add, remove or apply", verb);
  return FALSE;
}
