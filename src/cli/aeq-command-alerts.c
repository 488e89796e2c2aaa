/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "aeq-account.h"
#include "aeq-alert-words.h"
#include "aeq-cli-list.h"
#include "aeq-error.h"
#include "aeq-job-alerts.h"

typedef struct
{
  gboolean all;
  gint64   limit;
  char    *note;
  char    *number;
  char    *threshold;
  char    *lead;
  char    *cool_down;
  gboolean on;
  gboolean off;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->note);
  g_free (self->number);
  g_free (self->threshold);
  g_free (self->lead);
  g_free (self->cool_down);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_instant (AeqJson *json, const char *name, AeqInstant instant)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, name, instant != AEQ_INSTANT_NONE ? aeq_instant_format (instant, text) : NULL);
}

static void
add_alert_json (AeqJson *json, const AeqAlert *alert, const char *what)
{
  char id[AEQ_ID_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&alert->uid, id));
  aeq_json_text (json, "kind", aeq_alert_kind_name (alert->kind));
  aeq_json_text (json, "severity", (const char *[]){ "critical", "warning", "notice" }[alert->severity]);
  aeq_json_text (json, "account", alert->number);
  aeq_json_text (json, "subject", alert->subject);
  aeq_json_text (json, "what", what);
  aeq_json_int (json, "cases", alert->cases);
  if (alert->minor != AEQ_ALERT_NO_AMOUNT && alert->currency != NULL)
    aeq_json_money (json, "amount", alert->minor, alert->currency->exponent);
  else
    aeq_json_null (json, "amount");
  aeq_json_text (json, "currency", alert->currency != NULL ? alert->currency->code : NULL);
  aeq_json_double (json, "share", alert->share);
  add_instant (json, "at", alert->at);
  add_instant (json, "raised_at", alert->raised_at);
  add_instant (json, "told_at", alert->told_at);
  aeq_json_int (json, "times", alert->times);
  add_instant (json, "resolved_at", alert->resolved_at);
  add_instant (json, "acknowledged_at", alert->seen_at);
  aeq_json_text (json, "author", alert->author);
  aeq_json_text (json, "note", alert->note);
  aeq_json_end_object (json);
}

static void
add_alert (AeqCliList *list, const AeqAlert *alert, AeqInstant now)
{
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_PLAIN, now);
  char id[AEQ_ID_TEXT_SIZE];
  char raised[AEQ_INSTANT_TEXT_SIZE];

  if (list->json != NULL)
    add_alert_json (list->json, alert, what);
  else
    aeq_cli_table_add (list->table, aeq_id_format (&alert->uid, id), aeq_alert_state_name (alert),
                       aeq_alert_severity_name (alert->severity), alert->number != NULL ? alert->number : "",
                       aeq_zone_format (alert->zone, alert->raised_at, raised), what, NULL);
}

static gboolean
list_alerts (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  g_autoptr(AeqAlertNews) news = aeq_job_alerts_evaluate (ledger, cli->cancellable, error);
  g_autoptr(GPtrArray) alerts = news != NULL ? aeq_alert_list (ledger, options->all, options->limit, error) : NULL;
  AeqCliList list;

  if (alerts == NULL)
    return FALSE;
  aeq_cli_list_begin (&list, cli, aeq_cli_table_new ("Id", "State", "Severity", "Account", "Raised", "What", NULL));
  for (guint i = 0; i < alerts->len; i++)
    add_alert (&list, alerts->pdata[i], ledger->now);
  return aeq_cli_list_end (&list, TRUE);
}

static gboolean
acknowledge (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  AeqChangeRange range;
  AeqId uid;

  if (!aeq_id_parse (cli->argv[2], &uid))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "alerts acknowledge: give the id that alerts lists");
      return FALSE;
    }
  if (!aeq_job_alerts_acknowledge (ledger, &uid, options->note, &range, error))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"acknowledged\":\"%s\"}\n" : "Alert %s is acknowledged; undo takes that back.\n",
                          cli->argv[2]);
  return TRUE;
}

static void
add_rule (AeqCliList *list, const AeqAlertRule *rule)
{
  g_autofree char *threshold = aeq_alert_threshold_text (rule);
  g_autofree char *with_unit = g_strdup_printf ("%s %s", threshold, aeq_alert_unit_text (rule->kind));
  g_autofree char *lead = rule->lead > 0 ? aeq_alert_minutes_text (rule->lead) : g_strdup ("");
  g_autofree char *cool_down = aeq_alert_minutes_text (rule->cool_down);

  if (list->json == NULL)
    {
      aeq_cli_table_add (list->table, aeq_alert_kind_name (rule->kind), rule->has_account ? rule->number : "(all)", with_unit, lead,
                         cool_down, rule->active ? "on" : "off", NULL);
      return;
    }
  aeq_json_begin_object (list->json, NULL);
  aeq_json_text (list->json, "kind", aeq_alert_kind_name (rule->kind));
  aeq_json_text (list->json, "account", rule->number);
  if (aeq_alert_unit (rule->kind) == AEQ_ALERT_SHARE)
    aeq_json_double (list->json, "threshold", (double) rule->threshold / 10000);
  else
    aeq_json_int (list->json, "threshold", rule->threshold);
  if (rule->lead > 0)
    aeq_json_int (list->json, "lead_minutes", rule->lead);
  else
    aeq_json_null (list->json, "lead_minutes");
  aeq_json_int (list->json, "cool_down_minutes", rule->cool_down);
  aeq_json_boolean (list->json, "active", rule->active);
  aeq_json_end_object (list->json);
}

static gboolean
list_rules (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) rules = aeq_alert_rules (ledger, error);
  AeqCliList list;

  if (rules == NULL)
    return FALSE;
  aeq_cli_list_begin (&list, cli, aeq_cli_table_new ("Kind", "Account", "Threshold", "Lead time", "Cool-down", "Active", NULL));
  for (guint i = 0; i < rules->len; i++)
    add_rule (&list, rules->pdata[i]);
  return aeq_cli_list_end (&list, TRUE);
}

/* What no option says stays as it is. */
static gboolean
take_options (AeqAlertRule *rule, const Options *options, GError **error)
{
  if ((options->threshold != NULL && !aeq_alert_threshold_parse (rule->kind, options->threshold, &rule->threshold, error)) ||
      (options->lead != NULL && !aeq_alert_minutes_parse (options->lead, &rule->lead, error)) ||
      (options->cool_down != NULL && !aeq_alert_minutes_parse (options->cool_down, &rule->cool_down, error)))
    return FALSE;
  if (options->on || options->off)
    rule->active = options->on;
  return TRUE;
}

static gboolean
find_rule (AeqCli *cli, GPtrArray *rules, const AeqAccount *account, AeqAlertRule *rule, GError **error)
{
  const AeqAlertRule *found = NULL;
  AeqAlertKind kind;

  if (!aeq_alert_kind_parse (cli->argv[3], &kind) || (found = aeq_alert_rule_for (rules, kind, account != NULL ? &account->uid : NULL)) == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "alerts rules %s %s: give a kind that alerts rules lists", cli->argv[2], cli->argv[3]);
      return FALSE;
    }
  *rule = *found;
  rule->has_account = account != NULL;
  if (account != NULL)
    rule->account = account->uid;
  return TRUE;
}

static gboolean
edit_rule (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  gboolean removes = g_str_equal (cli->argv[2], "remove");
  g_autoptr(GPtrArray) rules = aeq_alert_rules (ledger, error);
  g_autoptr(AeqAccount) account = NULL;
  AeqAlertRule rule;
  AeqChangeRange range;

  if (rules == NULL || (options->number != NULL && (account = aeq_account_require (ledger, options->number, NULL, error)) == NULL) ||
      !find_rule (cli, rules, account, &rule, error))
    return FALSE;
  if (!(removes ? aeq_job_alerts_remove_rule (ledger, &rule.uid, &range, error)
                : take_options (&rule, options, error) && aeq_job_alerts_set_rule (ledger, &rule, &range, error)))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"%s\":\"%s\"}\n" : "Rule %2$s was %1$s.\n", removes ? "removed" : "changed", cli->argv[3]);
  return TRUE;
}

static gboolean
dispatch (AeqCli *cli, AeqLedger *ledger, const Options *options, GError **error)
{
  const char *verb = cli->argc > 1 ? cli->argv[1] : "list";

  if (cli->argc <= 2 && g_str_equal (verb, "list"))
    return list_alerts (cli, ledger, options, error);
  if (cli->argc == 3 && g_str_equal (verb, "acknowledge"))
    return acknowledge (cli, ledger, options, error);
  if (cli->argc == 2 && g_str_equal (verb, "rules"))
    return list_rules (cli, ledger, error);
  if (cli->argc == 4 && g_str_equal (verb, "rules") && (g_str_equal (cli->argv[2], "set") || g_str_equal (cli->argv[2], "remove")))
    return edit_rule (cli, ledger, options, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "alerts %s: give list, acknowledge ID, rules, rules set KIND or rules remove KIND", verb);
  return FALSE;
}

gboolean
aeq_command_alerts (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { .limit = 100 };
  g_autoptr(AeqLedger) ledger = NULL;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "list: also alerts that are resolved", NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &options.limit, "list: at most so many (default 100, 0: all)", "N" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, "acknowledge: what was done about it", "TEXT" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.number, "rules: of this account instead of all", "NUMBER" },
    { "threshold", 0, 0, G_OPTION_ARG_STRING, &options.threshold, "rules set: in the unit that rules lists", "VALUE" },
    { "lead", 0, 0, G_OPTION_ARG_STRING, &options.lead, "rules set: how far ahead or back, as 90min, 2h or 5d", "TIME" },
    { "cool-down", 0, 0, G_OPTION_ARG_STRING, &options.cool_down, "rules set: how long the same is not told again", "TIME" },
    { "on", 0, 0, G_OPTION_ARG_NONE, &options.on, "rules set: switch it on", NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &options.off, "rules set: switch it off", NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 3, error))
    return error == NULL || *error == NULL;
  if (options.limit < 0 || (options.on && options.off))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                   options.limit < 0 ? "--limit: give 0 or more" : "give --on or --off, not both");
      return FALSE;
    }
  return (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) != NULL && dispatch (cli, ledger, &options, error);
}
