/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include <string.h>

#include "aeq-account.h"
#include "aeq-balance.h"
#include "aeq-body.h"
#include "aeq-change.h"
#include "aeq-entity-page.h"
#include "aeq-error.h"
#include "aeq-flow.h"
#include "aeq-page.h"
#include "aeq-resource.h"

#define MAX_CODE 16

static const AeqEntity *
entity_of (const AeqResource *resource)
{
  return aeq_entity_lookup (resource->entity);
}

/* Uid and currency of one of this organisation's accounts. */
static gboolean
find_account (AeqCall *call, const char *text, AeqId *uid, const AeqCurrency **currency, GError **error)
{
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (!aeq_id_parse (text, uid))
    return aeq_status_refuse (error, 404, "there is no such account");
  if ((stmt = aeq_store_prepare (call->ledger->store, "SELECT currency FROM account WHERE uid = ?1", error)) == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return aeq_status_refuse (error, 404, "there is no such account");
  *currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 0), -1);
  return TRUE;
}

static gboolean
read_instant (AeqCall *call, const char *name, gint64 *instant, GError **error)
{
  const char *text = aeq_request_query (call->request, name);

  return text == NULL || aeq_instant_parse (text, -1, instant) ||
         aeq_status_refuse (error, 400, "%s needs a time like 2026-11-20T14:05:00Z", name);
}

static gboolean
read_status (AeqCall *call, gint64 *status, GError **error)
{
  const char *text = aeq_request_query (call->request, "status");
  AeqFlowStatus parsed;

  if (text == NULL)
    return TRUE;
  if (!aeq_flow_status_parse (text, &parsed))
    return aeq_status_refuse (error, 400, "status needs actual, expected, pending or withdrawn");
  *status = parsed;
  return TRUE;
}

/* What each list can be narrowed by. */
static gboolean
check_parameters (AeqCall *call, const AeqResource *resource, GError **error)
{
  static const char *const PLAIN[] = { "limit", "cursor", NULL };
  static const char *const OF_ACCOUNTS[] = { "limit", "cursor", "account", NULL };
  static const char *const TIMED[] = { "limit", "cursor", "account", "from", "to", NULL };
  static const char *const FLOWS[] = { "limit", "cursor", "account", "from", "to", "status", NULL };

  if (g_str_equal (resource->name, "accounts"))
    return aeq_call_only (call, PLAIN, error);
  if (g_str_equal (resource->name, "flows"))
    return aeq_call_only (call, FLOWS, error);
  return aeq_call_only (call, g_str_equal (resource->name, "balances") ? TIMED : OF_ACCOUNTS, error);
}

typedef struct
{
  AeqPage            page;
  const AeqResource *resource;
} Listing;

static void
listing_clear (Listing *self)
{
  aeq_page_clear (&self->page);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gboolean
write_row (AeqStatement *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Listing *self = user_data;

  if (!aeq_page_take (&self->page, aeq_statement_get_int64 (row, AEQ_ENTITY_COLUMN_KEY),
                      aeq_statement_get_int64 (row, AEQ_ENTITY_COLUMN_ID)))
    return FALSE;
  aeq_resource_write (self->resource, row, self->page.reply->json);
  return TRUE;
}

static char *
describe_list (AeqCall *call)
{
  static const char *const FILTERS[] = { "account", "from", "to", "status" };
  GString *text = g_string_new (call->route->path);

  for (gsize i = 0; i < G_N_ELEMENTS (FILTERS); i++)
    {
      const char *value = aeq_request_query (call->request, FILTERS[i]);

      g_string_append_printf (text, "\n%s", value != NULL ? value : "");
    }
  return g_string_free (text, FALSE);
}

AeqReply *
aeq_api_list_records (AeqCall *call, GError **error)
{
  const char *account = aeq_request_query (call->request, "account");
  g_autofree char *list = describe_list (call);
  AeqEntityPage page = AEQ_ENTITY_PAGE_ALL;
  g_auto(Listing) listing = { .resource = aeq_resource_of_call (call) };
  const AeqCurrency *currency;
  AeqId uid;

  if (!check_parameters (call, listing.resource, error) || !aeq_page_begin (&listing.page, call, list, error) ||
      (account != NULL && !find_account (call, account, &uid, &currency, error)) ||
      !read_instant (call, "from", &page.from, error) || !read_instant (call, "to", &page.to, error) ||
      !read_status (call, &page.status, error))
    return NULL;
  page.account = account != NULL ? &uid : NULL;
  page.after_key = listing.page.after.key;
  page.after_id = listing.page.after.id;
  page.limit = listing.page.limit + 1;
  if (!aeq_entity_page (entity_of (listing.resource), call->ledger->store, &page, write_row, &listing, error))
    return NULL;
  return aeq_page_finish (&listing.page);
}

typedef struct
{
  const AeqResource *resource;
  AeqJson           *json;
  gboolean           found;
} Single;

static gboolean
write_single (AeqStatement *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Single *self = user_data;

  aeq_resource_write (self->resource, row, self->json);
  self->found = TRUE;
  return TRUE;
}

static AeqReply *
reply_record (AeqCall *call, const AeqId *uid, guint status, GError **error)
{
  g_autoptr(AeqReply) reply = aeq_reply_new (status);
  Single single = { aeq_resource_of_call (call), reply->json, FALSE };
  AeqEntityPage page = AEQ_ENTITY_PAGE_ALL;

  page.uid = uid;
  if (!aeq_entity_page (entity_of (single.resource), call->ledger->store, &page, write_single, &single, error))
    return NULL;
  if (single.found)
    return g_steal_pointer (&reply);
  aeq_status_refuse (error, 404, "there is nothing with this id");
  return NULL;
}

AeqReply *
aeq_api_read_record (AeqCall *call, GError **error)
{
  AeqId uid;

  return aeq_call_id (call, 0, &uid, error) ? reply_record (call, &uid, 200, error) : NULL;
}

/* The currency that amounts in the body are of. */
static gboolean
find_currency (AeqCall *call, const AeqResource *resource, const AeqCurrency **currency, GError **error)
{
  const AeqMember *member = aeq_resource_member (resource, "account");
  const AeqCurrency *of_account = NULL;
  const char *account;
  const char *own;
  AeqId uid;

  if (!aeq_body_optional (call->body, "currency", MAX_CODE, &own, error))
    return FALSE;
  *currency = own != NULL ? aeq_currency_lookup (own, -1) : NULL;
  if (own != NULL && *currency == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "currency", "is not a currency of ISO 4217");
  if (member == NULL || !json_object_has_member (call->body, member->name))
    return TRUE;
  if (!aeq_body_text (call->body, member->name, AEQ_ID_TEXT_SIZE, &account, error))
    return FALSE;
  if (!find_account (call, account, &uid, &of_account, error))
    return FALSE;
  if (own == NULL)
    *currency = of_account;
  return TRUE;
}

/* An account of one number and currency has one identity, wherever it is made. */
static char *
name_key (const AeqResource *resource, JsonObject *values)
{
  if (!g_str_equal (resource->name, "accounts"))
    return NULL;
  return g_strconcat (json_object_get_string_member (values, "number"), "\n",
                      json_object_get_string_member (values, "currency"), NULL);
}

static void
fill_home (const AeqResource *resource, JsonObject *values, const AeqCurrency *currency)
{
  if (!g_str_equal (resource->name, "accounts"))
    return;
  json_object_set_string_member (values, "currency", currency->code);
  if (!json_object_has_member (values, "zone"))
    json_object_set_string_member (values, "zone", aeq_currency_home_zone (currency));
  if (!json_object_has_member (values, "calendar"))
    json_object_set_string_member (values, "calendar", aeq_currency_home_calendar (currency));
}

AeqReply *
aeq_api_add_record (AeqCall *call, GError **error)
{
  const AeqResource *resource = aeq_resource_of_call (call);
  g_autoptr(JsonObject) values = NULL;
  g_autofree char *key = NULL;
  const AeqCurrency *currency;
  AeqId uid;

  if (!find_currency (call, resource, &currency, error) ||
      (values = aeq_resource_values (resource, call->body, currency, TRUE, error)) == NULL)
    return NULL;
  fill_home (resource, values, currency);
  key = name_key (resource, values);
  if (!aeq_change_insert (call->ledger, resource->entity, values, key, NULL, &uid, error))
    return NULL;
  aeq_call_set_target_id (call, &uid);
  return reply_record (call, &uid, 201, error);
}

typedef struct
{
  const AeqResource *resource;
  const AeqCurrency *currency;
  gboolean           found;
} Kept;

static gboolean
read_currency (AeqStatement *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Kept *kept = user_data;

  kept->currency = aeq_resource_currency (kept->resource, row);
  kept->found = TRUE;
  return TRUE;
}

/* Amounts are in the currency of the record as it is, unless the change names another account. */
static gboolean
find_kept_currency (AeqCall *call, const AeqId *uid, const AeqCurrency **currency, GError **error)
{
  Kept kept = { aeq_resource_of_call (call), NULL, FALSE };
  AeqEntityPage page = AEQ_ENTITY_PAGE_ALL;

  page.uid = uid;
  if (!aeq_entity_page (entity_of (kept.resource), call->ledger->store, &page, read_currency, &kept, error))
    return FALSE;
  if (!kept.found)
    return aeq_status_refuse (error, 404, "there is nothing with this id");
  if (!find_currency (call, kept.resource, currency, error))
    return FALSE;
  if (*currency == NULL)
    *currency = kept.currency;
  return *currency == kept.currency || !aeq_resource_has_amounts (kept.resource) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "account",
                           "has another currency; make a new record there");
}

AeqReply *
aeq_api_change_record (AeqCall *call, GError **error)
{
  const AeqResource *resource = aeq_resource_of_call (call);
  g_autoptr(JsonObject) values = NULL;
  const AeqCurrency *currency = NULL;
  AeqId uid;

  if (!aeq_call_id (call, 0, &uid, error) || !find_kept_currency (call, &uid, &currency, error) ||
      (values = aeq_resource_values (resource, call->body, currency, FALSE, error)) == NULL ||
      !aeq_change_update (call->ledger, resource->entity, &uid, values, NULL, error))
    return NULL;
  aeq_call_set_target_id (call, &uid);
  return reply_record (call, &uid, 200, error);
}

AeqReply *
aeq_api_remove_record (AeqCall *call, GError **error)
{
  const AeqResource *resource = aeq_resource_of_call (call);
  AeqId uid;

  if (!aeq_call_id (call, 0, &uid, error) || !aeq_change_delete (call->ledger, resource->entity, &uid, NULL, error))
    return NULL;
  aeq_call_set_target_id (call, &uid);
  return aeq_reply_new (204);
}

static AeqAccount *
load_account (AeqCall *call, const AeqId *uid, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (call->ledger, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, uid))
      return g_ptr_array_steal_index (accounts, i);
  aeq_status_refuse (error, 404, "there is no such account");
  return NULL;
}

AeqReply *
aeq_api_account_balance (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "at", NULL };
  g_autoptr(AeqAccount) account = NULL;
  char when[AEQ_INSTANT_TEXT_SIZE];
  AeqInstant at = call->now;
  AeqBalance balance;
  AeqReply *reply;
  AeqId uid;

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_call_id (call, 0, &uid, error) ||
      !read_instant (call, "at", &at, error) || (account = load_account (call, &uid, error)) == NULL ||
      !aeq_balance_at (call->ledger, account, at, &balance, error))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "account", call->parameters[0]);
  aeq_json_text (reply->json, "currency", account->currency->code);
  aeq_json_text (reply->json, "at", aeq_instant_format (at, when));
  aeq_json_money (reply->json, "balance", balance.minor, account->currency->exponent);
  aeq_json_text (reply->json, "true_at",
                 balance.as_of != AEQ_INSTANT_NONE ? aeq_instant_format (balance.as_of, when) : NULL);
  aeq_json_boolean (reply->json, "from_bank", balance.anchored);
  aeq_json_end_object (reply->json);
  return reply;
}
