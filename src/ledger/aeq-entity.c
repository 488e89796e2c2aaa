/* SPDX-License-Identifier: MIT */
#include "aeq-entity.h"

#include "aeq-date.h"
#include "aeq-entity-follow.h"
#include "aeq-error.h"
#include "aeq-words.h"

static const AeqField ACCOUNT[] = {
  { "number", AEQ_FIELD_TEXT }, { "iban", AEQ_FIELD_TEXT }, { "name", AEQ_FIELD_TEXT }, { "kind", AEQ_FIELD_TEXT },
  { "bank", AEQ_FIELD_TEXT }, { "currency", AEQ_FIELD_TEXT }, { "zone", AEQ_FIELD_TEXT }, { "calendar", AEQ_FIELD_TEXT },
  { "opened", AEQ_FIELD_DATE }, { "import_id", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField FLOW[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "status", AEQ_FIELD_INT }, { "settle_ts", AEQ_FIELD_INSTANT }, { "timed", AEQ_FIELD_INT },
  { "value_date", AEQ_FIELD_DATE }, { "booking_date", AEQ_FIELD_DATE }, { "amount", AEQ_FIELD_MONEY },
  { "category", AEQ_FIELD_TEXT }, { "counterparty", AEQ_FIELD_TEXT }, { "reference", AEQ_FIELD_TEXT },
  { "bank_reference", AEQ_FIELD_TEXT }, { "narrative", AEQ_FIELD_TEXT }, { "import_id", AEQ_FIELD_INT },
  { "source_line", AEQ_FIELD_INT }, { "superseded_by", AEQ_FIELD_UID }, { "fulfils", AEQ_FIELD_FULFILS },
  { "fulfils_pending", AEQ_FIELD_FULFILS }, { NULL, 0 },
};
static const AeqField BALANCE[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "as_of", AEQ_FIELD_INSTANT }, { "kind", AEQ_FIELD_TEXT }, { "amount", AEQ_FIELD_MONEY },
  { "source", AEQ_FIELD_TEXT }, { "import_id", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField POSITION[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "day", AEQ_FIELD_DATE }, { "instrument", AEQ_FIELD_TEXT }, { "isin", AEQ_FIELD_TEXT },
  { "quantity", AEQ_FIELD_TEXT }, { "price", AEQ_FIELD_TEXT }, { "currency", AEQ_FIELD_TEXT },
  { "market_value", AEQ_FIELD_MONEY }, { "import_id", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField MARGIN[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "as_of", AEQ_FIELD_INSTANT }, { "methodology", AEQ_FIELD_TEXT },
  { "revision", AEQ_FIELD_INT }, { "currency", AEQ_FIELD_TEXT }, { "requirement", AEQ_FIELD_MONEY },
  { "equity", AEQ_FIELD_MONEY }, { "excess", AEQ_FIELD_MONEY }, { "call_amount", AEQ_FIELD_MONEY },
  { "call_due_ts", AEQ_FIELD_INSTANT }, { "import_id", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField LIMIT[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "floor_amount", AEQ_FIELD_MONEY }, { "early_warning", AEQ_FIELD_MONEY }, { NULL, 0 },
};
static const AeqField CREDIT_LINE[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "name", AEQ_FIELD_TEXT }, { "amount", AEQ_FIELD_MONEY }, { "committed", AEQ_FIELD_INT },
  { "secured", AEQ_FIELD_INT }, { "valid_from", AEQ_FIELD_DATE }, { "valid_to", AEQ_FIELD_DATE }, { NULL, 0 },
};
static const AeqField OBLIGATION[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "due_ts", AEQ_FIELD_INSTANT }, { "amount", AEQ_FIELD_MONEY }, { "name", AEQ_FIELD_TEXT },
  { "counterparty", AEQ_FIELD_TEXT }, { "reference", AEQ_FIELD_TEXT }, { NULL, 0 },
};
static const AeqField ACCOUNT_SET[] = {
  { "name", AEQ_FIELD_TEXT }, { "nets", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField SET_MEMBER[] = {
  { "set_name", AEQ_FIELD_TEXT }, { "account_id", AEQ_FIELD_ACCOUNT }, { NULL, 0 },
};
static const AeqField LIQUIDITY_SOURCE[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "kind", AEQ_FIELD_TEXT }, { "name", AEQ_FIELD_TEXT }, { "as_of", AEQ_FIELD_DATE },
  { "amount", AEQ_FIELD_MONEY }, { "haircut_bp", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField CUSTOMER_LINE[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "customer", AEQ_FIELD_TEXT }, { "amount", AEQ_FIELD_MONEY }, { "secured", AEQ_FIELD_INT },
  { "committed", AEQ_FIELD_INT }, { "valid_from", AEQ_FIELD_DATE }, { "valid_to", AEQ_FIELD_DATE },
  { "peak_use", AEQ_FIELD_MONEY }, { NULL, 0 },
};
static const AeqField CUSTOMER_CATEGORY[] = {
  { "category", AEQ_FIELD_TEXT }, { NULL, 0 },
};
static const AeqField SCENARIO[] = {
  { "name", AEQ_FIELD_TEXT }, { "description", AEQ_FIELD_TEXT }, { "definition", AEQ_FIELD_TEXT }, { NULL, 0 },
};
static const AeqField OVERRIDE[] = {
  { "account_id", AEQ_FIELD_ACCOUNT }, { "settle_ts", AEQ_FIELD_INSTANT }, { "amount", AEQ_FIELD_MONEY }, { "reason", AEQ_FIELD_TEXT },
  { NULL, 0 },
};
static const AeqField RULE[] = {
  { "rank", AEQ_FIELD_INT }, { "counterparty", AEQ_FIELD_TEXT }, { "narrative", AEQ_FIELD_TEXT },
  { "direction", AEQ_FIELD_TEXT }, { "category", AEQ_FIELD_TEXT }, { NULL, 0 },
};
static const AeqField PROFILE[] = {
  { "name", AEQ_FIELD_TEXT }, { "definition", AEQ_FIELD_TEXT }, { NULL, 0 },
};

static const AeqField ALERT_RULE[] = {
  { "kind", AEQ_FIELD_TEXT }, { "account_id", AEQ_FIELD_ACCOUNT }, { "threshold", AEQ_FIELD_INT }, { "lead_minutes", AEQ_FIELD_INT },
  { "cool_down_minutes", AEQ_FIELD_INT }, { "active", AEQ_FIELD_INT }, { NULL, 0 },
};
static const AeqField ALERT_ACKNOWLEDGEMENT[] = {
  { "alert", AEQ_FIELD_TEXT }, { "at_ts", AEQ_FIELD_INSTANT }, { "author", AEQ_FIELD_TEXT }, { "note", AEQ_FIELD_TEXT }, { NULL, 0 },
};
static const AeqField CONNECTION[] = {
  { "kind", AEQ_FIELD_TEXT }, { "name", AEQ_FIELD_TEXT }, { "every_minutes", AEQ_FIELD_INT }, { "settings", AEQ_FIELD_TEXT }, { NULL, 0 },
};

static const AeqEntity ENTITIES[] = {
  { "account", "account", ACCOUNT },
  { "flow", "flow", FLOW },
  { "balance", "balance", BALANCE },
  { "position", "position", POSITION },
  { "margin", "margin", MARGIN },
  { "limit", "limit_line", LIMIT },
  { "credit-line", "credit_line", CREDIT_LINE },
  { "obligation", "obligation", OBLIGATION },
  { "account-set", "account_set", ACCOUNT_SET },
  { "set-member", "account_set_member", SET_MEMBER },
  { "liquidity-source", "liquidity_source", LIQUIDITY_SOURCE },
  { "customer-line", "customer_line", CUSTOMER_LINE },
  { "customer-category", "customer_category", CUSTOMER_CATEGORY },
  { "scenario", "scenario", SCENARIO },
  { "override", "forecast_override", OVERRIDE },
  { "rule", "category_rule", RULE },
  { "profile", "import_profile", PROFILE },
  { "alert-rule", "alert_rule", ALERT_RULE },
  { "alert-acknowledgement", "alert_acknowledgement", ALERT_ACKNOWLEDGEMENT },
  { "connection", "connection", CONNECTION },
};

const AeqEntity *
aeq_entity_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ENTITIES); i++)
    if (g_str_equal (ENTITIES[i].name, name))
      return &ENTITIES[i];
  return NULL;
}

const AeqField *
aeq_entity_field (const AeqEntity *self, const char *name)
{
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

gboolean
aeq_field_is_integer (const AeqField *self)
{
  return self->type == AEQ_FIELD_INT || self->type == AEQ_FIELD_MONEY || self->type == AEQ_FIELD_INSTANT;
}

static char *
select_sql (const AeqEntity *self)
{
  GString *sql = g_string_new ("SELECT ");

  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_ACCOUNT)
      g_string_append_printf (sql, "%s(SELECT a.uid FROM account a WHERE a.id = t.%s)", field == self->fields ? "" : ", ",
                              field->name);
    else if (field->type == AEQ_FIELD_FULFILS)
      g_string_append_printf (sql, ", (SELECT e.uid FROM flow e WHERE e.superseded_by = t.uid AND e.status = %d LIMIT 1)",
                              g_str_equal (field->name, "fulfils") ? 1 : 2);
    else
      g_string_append_printf (sql, "%st.%s", field == self->fields ? "" : ", ", field->name);
  g_string_append_printf (sql, " FROM %s t WHERE t.uid = ?1", self->table);
  return g_string_free (sql, FALSE);
}

static void
read_field (const AeqField *field, AeqStatement *stmt, int column, JsonObject *image)
{
  char text[AEQ_ID_TEXT_SIZE];
  AeqId id;

  if (aeq_statement_is_null (stmt, column))
    json_object_set_null_member (image, field->name);
  else if (field->type == AEQ_FIELD_TEXT || field->type == AEQ_FIELD_DATE)
    json_object_set_string_member (image, field->name, aeq_statement_get_text (stmt, column));
  else if (aeq_field_is_integer (field))
    json_object_set_int_member (image, field->name, aeq_statement_get_int64 (stmt, column));
  else if (aeq_statement_get_id (stmt, column, &id))
    json_object_set_string_member (image, field->name, aeq_id_format (&id, text));
}

JsonObject *
aeq_entity_read (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error)
{
  g_autofree char *sql = select_sql (self);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, error);
  JsonObject *image;
  gboolean has_row;
  int column = 0;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  image = json_object_new ();
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    read_field (field, stmt, column++, image);
  return image;
}

static gboolean
bind_account (AeqStore *store, AeqStatement *target, int index, const char *text, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT id FROM account WHERE uid = ?1", error);
  gboolean has_row;
  AeqId uid;

  if (stmt == NULL)
    return FALSE;
  if (text != NULL && aeq_id_parse (text, &uid))
    {
      aeq_statement_bind_id (stmt, 1, &uid);
      if (!aeq_statement_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        {
          aeq_statement_bind_int64 (target, index, aeq_statement_get_int64 (stmt, 0));
          return TRUE;
        }
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no account %s"), text != NULL ? text : "(none)");
  return FALSE;
}

static gboolean
refuse_field (const AeqField *field, const char *what, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("the field %s %s"), field->name, what);
  return FALSE;
}

static gboolean
bind_text (const AeqField *field, AeqStore *store, AeqStatement *stmt, int index, const char *text, GError **error)
{
  AeqDate date;
  AeqId id;

  if (field->type == AEQ_FIELD_ACCOUNT)
    return bind_account (store, stmt, index, text, error);
  if (field->type == AEQ_FIELD_DATE && !aeq_date_parse_iso (text, -1, &date))
    return refuse_field (field, N_("needs a day like 2024-03-01"), error);
  if (field->type != AEQ_FIELD_UID)
    aeq_statement_bind_text (stmt, index, text);
  else if (aeq_id_parse (text, &id))
    aeq_statement_bind_id (stmt, index, &id);
  else
    return refuse_field (field, N_("needs an identifier"), error);
  return TRUE;
}

static gboolean
bind_field (const AeqField *field, AeqStore *store, AeqStatement *stmt, int index, JsonNode *node, GError **error)
{
  GType wanted = aeq_field_is_integer (field) ? G_TYPE_INT64 : G_TYPE_STRING;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    {
      aeq_statement_bind_null (stmt, index);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != wanted)
    return refuse_field (field, wanted == G_TYPE_INT64 ? N_("needs a whole number") : N_("needs a text"), error);
  if (!aeq_field_is_integer (field))
    return bind_text (field, store, stmt, index, json_node_get_string (node), error);
  aeq_statement_bind_int64 (stmt, index, json_node_get_int (node));
  return TRUE;
}

/* Binds uid as ?1 and the fields behind it, then runs. */
static gboolean
run_with_image (const AeqEntity *self, AeqStore *store, const char *sql, const AeqId *uid, JsonObject *image, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, error);
  int index = 2;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type != AEQ_FIELD_FULFILS &&
        !bind_field (field, store, stmt, index++, json_object_get_member (image, field->name), error))
      return FALSE;
  return aeq_statement_run (stmt, error);
}

/* The value of a field in SQL: a flow that is fulfilled by one that is not there would never be open again. */
static void
append_parameter (GString *sql, const AeqField *field, guint index)
{
  if (field->type == AEQ_FIELD_UID)
    g_string_append_printf (sql, "(SELECT g.uid FROM flow g WHERE g.uid = ?%u)", index);
  else
    g_string_append_printf (sql, "?%u", index);
}

gboolean
aeq_entity_insert (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  guint index = 2;

  g_string_printf (sql, "INSERT INTO %s (id, uid", self->table);
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type != AEQ_FIELD_FULFILS)
      g_string_append_printf (sql, ", %s", field->name);
  g_string_append_printf (sql, ") VALUES ((SELECT COALESCE (MAX (id), 0) + 1 FROM %s), ?1", self->table);
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type != AEQ_FIELD_FULFILS)
      {
        g_string_append (sql, ", ");
        append_parameter (sql, field, index++);
      }
  g_string_append_c (sql, ')');
  return aeq_entity_check (self, store, NULL, image, error) && run_with_image (self, store, sql->str, uid, image, error) &&
         aeq_entity_follow (self, store, uid, NULL, image, error);
}

gboolean
aeq_entity_update (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(JsonObject) before = aeq_entity_read (self, store, uid, error);
  guint index = 2;

  if (before == NULL)
    return FALSE;
  g_string_printf (sql, "UPDATE %s SET ", self->table);
  for (const AeqField *field = self->fields; field->name != NULL; field++)
    if (field->type != AEQ_FIELD_FULFILS)
      {
        g_string_append_printf (sql, "%s%s = ", field == self->fields ? "" : ", ", field->name);
        append_parameter (sql, field, index++);
      }
  g_string_append (sql, " WHERE uid = ?1");
  return aeq_entity_check (self, store, before, image, error) && run_with_image (self, store, sql->str, uid, image, error) &&
         aeq_entity_follow (self, store, uid, before, image, error);
}

gboolean
aeq_entity_delete (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE uid = ?1", self->table);
  g_autoptr(JsonObject) before = aeq_entity_read (self, store, uid, error);
  g_autoptr(AeqStatement) stmt = before != NULL ? aeq_store_prepare (store, sql, error) : NULL;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  return aeq_statement_run (stmt, error) && aeq_entity_follow (self, store, uid, before, NULL, error);
}
