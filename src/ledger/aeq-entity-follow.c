/* SPDX-License-Identifier: MIT */
#include "aeq-entity-follow.h"

#include "aeq-calendar.h"
#include "aeq-error.h"
#include "aeq-flow-day.h"
#include "aeq-words.h"

static const char *
get_text (JsonObject *image, const char *name)
{
  JsonNode *node = image != NULL ? json_object_get_member (image, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static gboolean
differs (JsonObject *before, JsonObject *after, const char *name)
{
  return g_strcmp0 (get_text (before, name), get_text (after, name)) != 0;
}

static gboolean
find_account (AeqStore *store, const AeqId *uid, gint64 *id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT id FROM account WHERE uid = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? aeq_statement_get_int64 (stmt, 0) : 0;
  return TRUE;
}

static gboolean
is_used (AeqStore *store, JsonObject *account, gboolean *used, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store,
    "SELECT 1 FROM account a WHERE a.number = ?1 AND a.currency = ?2 AND"
    " (EXISTS (SELECT 1 FROM flow f WHERE f.account_id = a.id) OR EXISTS (SELECT 1 FROM balance b WHERE b.account_id = a.id))",
    error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, get_text (account, "number"));
  aeq_statement_bind_text (stmt, 2, get_text (account, "currency"));
  return aeq_statement_step (stmt, used, error);
}

/* Amounts are minor units: in another currency they would be other sums. */
static gboolean
check_currency (AeqStore *store, JsonObject *before, JsonObject *after, GError **error)
{
  const char *code = get_text (after, "currency");
  gboolean used = FALSE;

  if (code == NULL || aeq_currency_lookup (code, -1) == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("there is no currency %s"), code != NULL ? code : "(none)");
      return FALSE;
    }
  if (before == NULL || !differs (before, after, "currency"))
    return TRUE;
  if (!is_used (store, before, &used, error))
    return FALSE;
  if (used)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("account %s has flows or balances: its currency cannot change"),
                 get_text (before, "number"));
  return !used;
}

static gboolean
check_set (AeqStore *store, JsonObject *after, GError **error)
{
  const char *name = get_text (after, "set_name");
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT 1 FROM account_set WHERE name = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, name);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no account set %s: add it first"), name != NULL ? name : "(none)");
  return has_row;
}

gboolean
aeq_entity_check (const AeqEntity *self, AeqStore *store, JsonObject *before, JsonObject *after, GError **error)
{
  g_autoptr(AeqCalendar) calendar = NULL;
  const char *zone = get_text (after, "zone");
  const char *id = get_text (after, "calendar");

  if (g_str_equal (self->name, "set-member"))
    return check_set (store, after, error);
  if (!g_str_equal (self->name, "account"))
    return TRUE;
  return check_currency (store, before, after, error) && aeq_zone_get (zone != NULL ? zone : "", error) != NULL &&
         (calendar = aeq_calendar_get (id != NULL ? id : "", error)) != NULL;
}

static gboolean
set_fulfilled (AeqStore *store, const char *sql, const AeqId *uid, const char *fulfilled, GError **error)
{
  g_autoptr(AeqStatement) stmt = NULL;
  AeqId id;

  if (fulfilled == NULL || !aeq_id_parse (fulfilled, &id))
    return TRUE;
  if ((stmt = aeq_store_prepare (store, sql, error)) == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  aeq_statement_bind_id (stmt, 2, &id);
  return aeq_statement_run (stmt, error);
}

/* One actual may fulfil an expected flow and settle a pending one. */
static gboolean
follow_fulfilment (AeqStore *store, const AeqId *uid, JsonObject *before, JsonObject *after, GError **error)
{
  static const char *const NAMES[] = { "fulfils", "fulfils_pending" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (differs (before, after, NAMES[i]) &&
        (!set_fulfilled (store, "UPDATE flow SET superseded_by = NULL WHERE superseded_by = ?1 AND uid = ?2", uid,
                         get_text (before, NAMES[i]), error) ||
         !set_fulfilled (store, "UPDATE flow SET superseded_by = ?1 WHERE uid = ?2 AND status IN (1, 2) AND superseded_by IS NULL",
                         uid, get_text (after, NAMES[i]), error)))
      return FALSE;
  return TRUE;
}

static gboolean
follow_zone (AeqStore *store, const AeqId *uid, JsonObject *before, JsonObject *after, GError **error)
{
  const AeqZone *from;
  const AeqZone *to;
  gint64 account;

  if (before == NULL || after == NULL || !differs (before, after, "zone"))
    return TRUE;
  return (from = aeq_zone_get (get_text (before, "zone"), error)) != NULL &&
         (to = aeq_zone_get (get_text (after, "zone"), error)) != NULL && find_account (store, uid, &account, error) &&
         aeq_flow_day_change_zone (store, account, from, to, error);
}

gboolean
aeq_entity_follow (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *before, JsonObject *after,
                   GError **error)
{
  if (g_str_equal (self->name, "account"))
    return follow_zone (store, uid, before, after, error);
  if (!g_str_equal (self->name, "flow"))
    return TRUE;
  return (before == NULL || aeq_flow_day_apply (store, before, -1, error)) &&
         (after == NULL || aeq_flow_day_apply (store, after, 1, error)) &&
         follow_fulfilment (store, uid, before, after, error);
}
