/* SPDX-License-Identifier: MIT */
#include "aeq-resource.h"

#include <string.h>

#include "aeq-body.h"
#include "aeq-entity-page.h"
#include "aeq-error.h"
#include "aeq-flow.h"

#define MAX_TEXT 2000

static const AeqMember ACCOUNT[] = {
  { "number", "number", AEQ_SHOW_TEXT, AEQ_MEMBER_REQUIRED },
  { "currency", "currency", AEQ_SHOW_TEXT, AEQ_MEMBER_REQUIRED },
  { "iban", "iban", AEQ_SHOW_TEXT, 0 },
  { "name", "name", AEQ_SHOW_TEXT, 0 },
  { "kind", "kind", AEQ_SHOW_TEXT, 0 },
  { "bank", "bank", AEQ_SHOW_TEXT, 0 },
  { "zone", "zone", AEQ_SHOW_TEXT, 0 },
  { "calendar", "calendar", AEQ_SHOW_TEXT, 0 },
  { "opened", "opened", AEQ_SHOW_DAY, 0 },
  { NULL, NULL, 0, 0 },
};
static const AeqMember FLOW[] = {
  { "account", "account_id", AEQ_SHOW_ACCOUNT, AEQ_MEMBER_REQUIRED }, { "status", "status", AEQ_SHOW_STATUS, 0 },
  { "settles_at", "settle_ts", AEQ_SHOW_INSTANT, AEQ_MEMBER_REQUIRED }, { "timed", "timed", AEQ_SHOW_BOOLEAN, 0 },
  { "amount", "amount", AEQ_SHOW_MONEY, AEQ_MEMBER_REQUIRED }, { "value_date", "value_date", AEQ_SHOW_DAY, 0 },
  { "booking_date", "booking_date", AEQ_SHOW_DAY, 0 }, { "category", "category", AEQ_SHOW_TEXT, 0 },
  { "counterparty", "counterparty", AEQ_SHOW_TEXT, 0 }, { "reference", "reference", AEQ_SHOW_TEXT, 0 },
  { "bank_reference", "bank_reference", AEQ_SHOW_TEXT, 0 }, { "narrative", "narrative", AEQ_SHOW_TEXT, 0 },
  { "superseded_by", "superseded_by", AEQ_SHOW_ID, AEQ_MEMBER_READ_ONLY }, { NULL, NULL, 0, 0 },
};
static const AeqMember POSITION[] = {
  { "account", "account_id", AEQ_SHOW_ACCOUNT, AEQ_MEMBER_REQUIRED },
  { "day", "day", AEQ_SHOW_DAY, AEQ_MEMBER_REQUIRED },
  { "instrument", "instrument", AEQ_SHOW_TEXT, AEQ_MEMBER_REQUIRED },
  { "isin", "isin", AEQ_SHOW_TEXT, 0 },
  { "quantity", "quantity", AEQ_SHOW_TEXT, AEQ_MEMBER_REQUIRED },
  { "price", "price", AEQ_SHOW_TEXT, 0 },
  { "currency", "currency", AEQ_SHOW_TEXT, AEQ_MEMBER_REQUIRED },
  { "market_value", "market_value", AEQ_SHOW_MONEY, 0 },
  { NULL, NULL, 0, 0 },
};
static const AeqMember BALANCE[] = {
  { "account", "account_id", AEQ_SHOW_ACCOUNT, AEQ_MEMBER_REQUIRED },
  { "as_of", "as_of", AEQ_SHOW_INSTANT, AEQ_MEMBER_REQUIRED },
  { "kind", "kind", AEQ_SHOW_TEXT, 0 },
  { "amount", "amount", AEQ_SHOW_MONEY, AEQ_MEMBER_REQUIRED },
  { "source", "source", AEQ_SHOW_TEXT, 0 },
  { NULL, NULL, 0, 0 },
};
static const AeqMember LIMIT[] = {
  { "account", "account_id", AEQ_SHOW_ACCOUNT, AEQ_MEMBER_REQUIRED },
  { "floor", "floor_amount", AEQ_SHOW_MONEY, AEQ_MEMBER_REQUIRED },
  { "early_warning", "early_warning", AEQ_SHOW_MONEY, 0 },
  { NULL, NULL, 0, 0 },
};

static const AeqResource RESOURCES[] = {
  { "accounts", "account", ACCOUNT, "{\"kind\":\"other\"}" },
  { "flows", "flow", FLOW, "{\"status\":1,\"timed\":1}" },
  { "positions", "position", POSITION, "{}" },
  { "balances", "balance", BALANCE, "{\"kind\":\"ledger\",\"source\":\"api\"}" },
  { "limits", "limit", LIMIT, "{}" },
};

#define PREFIX "/api/v1/"

const AeqResource *
aeq_resource_of_call (AeqCall *call)
{
  const char *name = call->route->path + strlen (PREFIX);
  gsize length = strcspn (name, "/");

  for (gsize i = 0; i < G_N_ELEMENTS (RESOURCES); i++)
    if (strlen (RESOURCES[i].name) == length && memcmp (RESOURCES[i].name, name, length) == 0)
      return &RESOURCES[i];
  g_assert_not_reached ();
}

const AeqMember *
aeq_resource_member (const AeqResource *self, const char *name)
{
  for (const AeqMember *member = self->members; member->name != NULL; member++)
    if (g_str_equal (member->name, name))
      return member;
  return NULL;
}

gboolean
aeq_resource_has_amounts (const AeqResource *self)
{
  for (const AeqMember *member = self->members; member->name != NULL; member++)
    if (member->show == AEQ_SHOW_MONEY)
      return TRUE;
  return FALSE;
}

static int
column_of (const AeqResource *self, const char *name)
{
  const AeqEntity *entity = aeq_entity_lookup (self->entity);
  int column = AEQ_ENTITY_COLUMN_FIELDS;

  for (const AeqField *field = entity->fields; field->name != NULL && !g_str_equal (field->name, name); field++)
    if (field->type != AEQ_FIELD_FULFILS)
      column++;
  return column;
}

/* A position's value is in its own currency; everything else in that of the account. */
const AeqCurrency *
aeq_resource_currency (const AeqResource *self, AeqStatement *row)
{
  gboolean own = g_str_equal (self->name, "positions");

  return aeq_currency_lookup (
      aeq_statement_get_text (row, own ? column_of (self, "currency") : AEQ_ENTITY_COLUMN_CURRENCY), -1);
}

static void
write_member (const AeqMember *member, AeqStatement *row, int column, const AeqCurrency *currency, AeqJson *json)
{
  char text[AEQ_INSTANT_TEXT_SIZE];
  AeqId id;

  if (aeq_statement_is_null (row, column))
    {
      aeq_json_null (json, member->name);
      return;
    }
  switch (member->show)
    {
    case AEQ_SHOW_MONEY:
      aeq_json_money (json, member->name, aeq_statement_get_int64 (row, column),
                      currency != NULL ? currency->exponent : 2);
      break;
    case AEQ_SHOW_INSTANT:
      aeq_json_text (json, member->name, aeq_instant_format (aeq_statement_get_int64 (row, column), text));
      break;
    case AEQ_SHOW_BOOLEAN:
      aeq_json_boolean (json, member->name, aeq_statement_get_int64 (row, column) != 0);
      break;
    case AEQ_SHOW_STATUS:
      aeq_json_text (json, member->name, aeq_flow_status_name ((AeqFlowStatus) aeq_statement_get_int64 (row, column)));
      break;
    case AEQ_SHOW_ID:
    case AEQ_SHOW_ACCOUNT:
      aeq_json_text (json, member->name, aeq_statement_get_id (row, column, &id) ? aeq_id_format (&id, text) : NULL);
      break;
    default:
      aeq_json_text (json, member->name, aeq_statement_get_text (row, column));
    }
}

void
aeq_resource_write (const AeqResource *self, AeqStatement *row, AeqJson *json)
{
  const AeqCurrency *currency = aeq_resource_currency (self, row);
  char text[AEQ_ID_TEXT_SIZE];
  AeqId id;

  aeq_statement_get_id (row, AEQ_ENTITY_COLUMN_UID, &id);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&id, text));
  for (const AeqMember *member = self->members; member->name != NULL; member++)
    {
      write_member (member, row, column_of (self, member->field), currency, json);
      if (member->show == AEQ_SHOW_ACCOUNT && aeq_resource_member (self, "currency") == NULL)
        aeq_json_text (json, "currency", aeq_statement_get_text (row, AEQ_ENTITY_COLUMN_CURRENCY));
    }
  aeq_json_end_object (json);
}

static gboolean
refuse (GError **error, const AeqMember *member, const char *message)
{
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, member->name, message);
}

static gboolean
put_money (JsonObject *values, const AeqMember *member, const char *text, const AeqCurrency *currency, GError **error)
{
  AeqMoneyResult result;
  gint64 minor;

  if (currency == NULL)
    return refuse (error, member, "has no currency to be read in");
  result = aeq_money_parse (text, -1, currency->exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &minor, NULL);
  if (result != AEQ_MONEY_OK)
    return refuse (error, member, aeq_money_result_message (result));
  json_object_set_int_member (values, member->field, minor);
  return TRUE;
}

static gboolean
put_text (JsonObject *values, const AeqMember *member, const char *text, const AeqCurrency *currency, GError **error)
{
  AeqFlowStatus status;
  AeqInstant instant;
  AeqDate date;

  switch (member->show)
    {
    case AEQ_SHOW_MONEY:
      return put_money (values, member, text, currency, error);
    case AEQ_SHOW_INSTANT:
      if (!aeq_instant_parse (text, -1, &instant))
        return refuse (error, member, "needs a time like 2026-11-20T14:05:00Z");
      json_object_set_int_member (values, member->field, instant);
      return TRUE;
    case AEQ_SHOW_STATUS:
      if (!aeq_flow_status_parse (text, &status) || status == AEQ_FLOW_WITHDRAWN)
        return refuse (error, member, "needs actual, expected or pending");
      json_object_set_int_member (values, member->field, status);
      return TRUE;
    case AEQ_SHOW_DAY:
      if (!aeq_date_parse_iso (text, -1, &date))
        return refuse (error, member, "needs a day like 2026-11-20");
      break;
    default:
      break;
    }
  json_object_set_string_member (values, member->field, text);
  return TRUE;
}

static gboolean
put_member (JsonObject *values, const AeqMember *member, JsonObject *body, const AeqCurrency *currency, GError **error)
{
  JsonNode *node = json_object_get_member (body, member->name);
  const char *text;

  if ((member->flags & AEQ_MEMBER_READ_ONLY) != 0)
    return refuse (error, member, "cannot be written");
  if (JSON_NODE_HOLDS_NULL (node))
    {
      if ((member->flags & AEQ_MEMBER_REQUIRED) != 0)
        return refuse (error, member, "cannot be empty");
      json_object_set_null_member (values, member->field);
      return TRUE;
    }
  if (member->show == AEQ_SHOW_BOOLEAN)
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return refuse (error, member, "needs true or false");
      json_object_set_int_member (values, member->field, json_node_get_boolean (node));
      return TRUE;
    }
  return aeq_body_text (body, member->name, MAX_TEXT, &text, error) && put_text (values, member, text, currency, error);
}

static gboolean
check_required (const AeqResource *self, JsonObject *body, GError **error)
{
  for (const AeqMember *member = self->members; member->name != NULL; member++)
    if ((member->flags & AEQ_MEMBER_REQUIRED) != 0 && !json_object_has_member (body, member->name))
      return refuse (error, member, "is missing");
  return TRUE;
}

JsonObject *
aeq_resource_values (const AeqResource *self, JsonObject *body, const AeqCurrency *account_currency, gboolean whole,
                     GError **error)
{
  g_autoptr(JsonNode) defaults = json_from_string (whole ? self->defaults : "{}", NULL);
  g_autoptr(JsonObject) values = json_node_dup_object (defaults);
  g_autoptr(GList) names = json_object_get_members (body);
  const AeqCurrency *currency = account_currency;

  if (whole && !check_required (self, body, error))
    return NULL;
  for (GList *l = names; l != NULL; l = l->next)
    {
      const AeqMember *member = aeq_resource_member (self, l->data);

      if (member == NULL)
        {
          aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, l->data, "there is no such field here");
          return NULL;
        }
      if (!put_member (values, member, body, currency, error))
        return NULL;
    }
  return g_steal_pointer (&values);
}
