/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-account.h"
#include "aeq-change.h"
#include "aeq-cli-records.h"
#include "aeq-error.h"

/* What a person keeps by hand: limits, lines, obligations, sets of accounts and so on. Fields are given as name=value;
 * accounts by number, amounts as people write them (1.5m, (100)), times as RFC 3339. */
static const char *const KINDS[] = {
  "limit",         "credit-line",       "obligation", "account-set", "set-member", "liquidity-source",
  "customer-line", "customer-category", "override",   "balance",     NULL,
};

/* What a new record has unless a field says otherwise. */
static const struct
{
  const char *kind;
  const char *values;
} DEFAULTS[] = {
  { "balance", "{\"kind\":\"ledger\"}" },
  { "account-set", "{\"nets\":0}" },
  { "liquidity-source", "{\"haircut_bp\":0}" },
  { "customer-line", "{\"secured\":0,\"committed\":0}" },
};

static const AeqEntity *
find_kind (const char *name, GError **error)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (KINDS, name))
    return aeq_entity_lookup (name);
  list = g_strjoinv (", ", (char **) KINDS);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "record %s: the kinds are %s", name, list);
  return NULL;
}

/* The field that a word names: "account" stands for the column account_id, "set" for set_name. */
static const AeqField *
find_field (const AeqEntity *entity, const char *name)
{
  if (g_str_equal (name, "account"))
    name = "account_id";
  return aeq_entity_field (entity, g_str_equal (name, "set") ? "set_name" : name);
}

static gboolean
bad_value (const char *name, const char *value, const char *needs, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s=%s: %s", name, value, needs);
  return FALSE;
}

static gboolean
put_money (JsonObject *values, const AeqField *field, const char *value, const AeqAccount *account, GError **error)
{
  AeqMoneyResult result;
  gint64 minor;

  if (account == NULL)
    return bad_value (field->name, value, "an amount needs its account: give account=NUMBER first", error);
  result =
    aeq_money_parse (value, -1, account->currency->exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_SUFFIXES, &minor, NULL);
  if (result != AEQ_MONEY_OK)
    return bad_value (field->name, value, aeq_money_result_message (result), error);
  json_object_set_int_member (values, field->name, minor);
  return TRUE;
}

static gboolean
put_instant (JsonObject *values, const AeqField *field, const char *value, GError **error)
{
  AeqInstant instant;

  if (!aeq_instant_parse (value, -1, &instant))
    return bad_value (field->name, value, "give a time as 2026-11-20T09:30:00Z", error);
  json_object_set_int_member (values, field->name, instant);
  return TRUE;
}

static gboolean
put_integer (JsonObject *values, const AeqField *field, const char *value, GError **error)
{
  gint64 number;

  if (g_str_equal (value, "yes") || g_str_equal (value, "no"))
    number = g_str_equal (value, "yes");
  else if (!g_ascii_string_to_signed (value, 10, G_MININT64 + 1, G_MAXINT64, &number, NULL))
    return bad_value (field->name, value, "give a whole number, yes or no", error);
  json_object_set_int_member (values, field->name, number);
  return TRUE;
}

static gboolean
put_value (JsonObject *values, const AeqField *field, const char *value, const AeqAccount *account, GError **error)
{
  char uid[AEQ_ID_TEXT_SIZE];

  switch (field->type)
    {
    case AEQ_FIELD_MONEY:
      return put_money (values, field, value, account, error);
    case AEQ_FIELD_INSTANT:
      return put_instant (values, field, value, error);
    case AEQ_FIELD_INT:
      return put_integer (values, field, value, error);
    case AEQ_FIELD_ACCOUNT:
      json_object_set_string_member (values, field->name, aeq_id_format (&account->uid, uid));
      return TRUE;
    default:
      json_object_set_string_member (values, field->name, value);
      return TRUE;
    }
}

/* "name=value" words from argv[@from] on. The account decides how amounts are read, so it is found first. */
static gboolean
read_values (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, int from, AeqAccount **account,
             JsonObject *values, GError **error)
{
  for (int i = from; i < cli->argc; i++)
    if (g_str_has_prefix (cli->argv[i], "account="))
      {
        g_clear_pointer (account, aeq_account_free);
        if ((*account = aeq_account_require (ledger, cli->argv[i] + strlen ("account="), NULL, error)) == NULL)
          return FALSE;
      }
  for (int i = from; i < cli->argc; i++)
    {
      const char *equals = strchr (cli->argv[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (cli->argv[i], (gsize) (equals - cli->argv[i])) : NULL;
      const AeqField *field = name != NULL ? find_field (entity, name) : NULL;

      if (field == NULL || g_str_equal (field->name, "import_id"))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s: %s has no such field; give field=value", cli->argv[i],
                       entity->name);
          return FALSE;
        }
      if (!put_value (values, field, equals + 1, *account, error))
        return FALSE;
    }
  return TRUE;
}

static void
print_id (AeqCli *cli, const char *what, const AeqId *uid)
{
  char text[AEQ_ID_TEXT_SIZE];

  g_string_append_printf (cli->out, cli->json ? "{\"%s\":\"%s\"}\n" : "%s: %s\n", what, aeq_id_format (uid, text));
}

static JsonObject *
default_values (const AeqEntity *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (DEFAULTS); i++)
    if (g_str_equal (DEFAULTS[i].kind, entity->name))
      {
        g_autoptr(JsonNode) node = json_from_string (DEFAULTS[i].values, NULL);

        return json_node_dup_object (node);
      }
  return json_object_new ();
}

/* Netting across accounts changes what is reported, so that the change record must say why. */
static gboolean
check_reason (const AeqEntity *entity, JsonObject *values, const char *reason, GError **error)
{
  if (!g_str_equal (entity->name, "account-set") || json_object_get_int_member_with_default (values, "nets", 0) == 0 ||
      (reason != NULL && *reason != '\0'))
    return TRUE;
  g_set_error (
    error, AEQ_ERROR, AEQ_ERROR_USAGE,
    "record: accounts are netted only where funds move freely between them in the day: say why with --reason");
  return FALSE;
}

static gboolean
add_record (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, const char *reason, GError **error)
{
  g_autoptr(JsonObject) values = default_values (entity);
  g_autoptr(AeqAccount) account = NULL;
  AeqId uid;

  if (!read_values (cli, ledger, entity, 3, &account, values, error) || !check_reason (entity, values, reason, error) ||
      !aeq_change_insert (ledger, entity->name, values, NULL, reason, &uid, error))
    return FALSE;
  print_id (cli, "added", &uid);
  return TRUE;
}

static gboolean
parse_id (AeqCli *cli, AeqId *uid, GError **error)
{
  if (cli->argc > 3 && aeq_id_parse (cli->argv[3], uid))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "record %s: give the id that record list shows", cli->argv[1]);
  return FALSE;
}

/* The account of a record that is there, so that its amounts can be read. */
static gboolean
load_account (AeqLedger *ledger, const AeqEntity *entity, const AeqId *uid, AeqAccount **account, GError **error)
{
  g_autoptr(JsonObject) image = aeq_change_read (ledger, entity->name, uid, error);
  g_autoptr(GPtrArray) accounts = image != NULL ? aeq_account_list (ledger, error) : NULL;
  AeqId wanted;

  if (accounts == NULL)
    return FALSE;
  if (!json_object_has_member (image, "account_id") ||
      !aeq_id_parse (json_object_get_string_member (image, "account_id"), &wanted))
    return TRUE;
  for (guint i = 0; i < accounts->len && *account == NULL; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, &wanted))
      *account = g_ptr_array_steal_index (accounts, i);
  return TRUE;
}

static gboolean
set_record (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, const char *reason, GError **error)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(AeqAccount) account = NULL;
  AeqId uid;

  if (!parse_id (cli, &uid, error) || !load_account (ledger, entity, &uid, &account, error) ||
      !read_values (cli, ledger, entity, 4, &account, values, error) || !check_reason (entity, values, reason, error) ||
      !aeq_change_update (ledger, entity->name, &uid, values, reason, error))
    return FALSE;
  print_id (cli, "changed", &uid);
  return TRUE;
}

static gboolean
remove_record (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, const char *reason, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqId uid;

  if (!parse_id (cli, &uid, error))
    return FALSE;
  if (aeq_change_delete (ledger, entity->name, &uid, reason, &local))
    {
      print_id (cli, "removed", &uid);
      return TRUE;
    }
  if (g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT))
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "other records still refer to this %s: remove them first",
                 entity->name);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
aeq_command_record (AeqCli *cli, GError **error)
{
  g_autofree char *reason = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  const AeqEntity *entity;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why, for the change record", "TEXT" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 2, -1, error))
    return error == NULL || *error == NULL;
  if ((entity = find_kind (cli->argv[2], error)) == NULL ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL)
    return FALSE;
  if (g_str_equal (cli->argv[1], "list"))
    return aeq_cli_list_records (cli, ledger, entity, error);
  if (g_str_equal (cli->argv[1], "add"))
    return add_record (cli, ledger, entity, reason, error);
  if (g_str_equal (cli->argv[1], "set"))
    return set_record (cli, ledger, entity, reason, error);
  if (g_str_equal (cli->argv[1], "remove"))
    return remove_record (cli, ledger, entity, reason, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "record %s: give list, add, set or remove", cli->argv[1]);
  return FALSE;
}
