/* SPDX-License-Identifier: MIT */
#include "aeq-export-issued.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define COLUMNS "SELECT content, model_version, regime, scenario, as_of, uid, p_steady, p_elevated, p_crisis FROM forecast_run"

static const char NEWEST_SQL[] = COLUMNS " ORDER BY as_of DESC, id DESC LIMIT 1";
static const char FIND_SQL[] = COLUMNS " WHERE uid = ?1";

static void
account_free (AeqIssuedAccount *account)
{
  g_array_unref (account->slices);
  g_array_unref (account->days);
  g_free (account);
}

void
aeq_issued_free (AeqIssued *self)
{
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self->model);
  g_free (self->regime);
  g_free (self->scenario);
  g_free (self->content);
  g_free (self);
}

static const char *
text_member (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static gint64
amount_member (JsonObject *object, const char *name, const AeqCurrency *currency)
{
  const char *text = text_member (object, name);
  gint64 minor;

  if (text == NULL ||
      aeq_money_parse (text, -1, currency->exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &minor, NULL) != AEQ_MONEY_OK)
    return AEQ_ISSUED_NONE;
  return minor;
}

static AeqInstant
instant_member (JsonObject *object, const char *name)
{
  const char *text = text_member (object, name);
  AeqInstant instant;

  return text != NULL && aeq_instant_parse (text, -1, &instant) ? instant : AEQ_INSTANT_NONE;
}

/* The quantiles stand in the order of their levels. */
static void
quantiles (JsonObject *object, const char *name, const AeqCurrency *currency, gint64 *q)
{
  JsonObject *levels = json_object_has_member (object, name) ? json_object_get_object_member (object, name) : NULL;
  g_autoptr(GList) names = levels != NULL ? json_object_get_members (levels) : NULL;
  GList *l = names;

  for (int i = 0; i < AEQ_N_QUANTILES; i++, l = l != NULL ? l->next : NULL)
    q[i] = l != NULL ? amount_member (levels, l->data, currency) : AEQ_ISSUED_NONE;
}

static void
read_slices (AeqIssuedAccount *account, JsonArray *slices)
{
  for (guint i = 0; i < json_array_get_length (slices); i++)
    {
      JsonObject *object = json_array_get_object_element (slices, i);
      AeqIssuedSlice slice = { .start = instant_member (object, "start") };

      quantiles (object, "q", account->currency, slice.balance);
      quantiles (object, "net", account->currency, slice.net);
      slice.known = amount_member (object, "known", account->currency);
      slice.overridden = amount_member (object, "overridden", account->currency);
      g_array_append_val (account->slices, slice);
    }
}

static void
read_days (AeqIssuedAccount *account, JsonArray *days)
{
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      JsonObject *object = json_array_get_object_element (days, i);
      AeqIssuedDay day = { .date = AEQ_DATE_NONE,
                           .horizon = json_object_get_int_member_with_default (object, "horizon", i) };

      aeq_date_parse_iso (text_member (object, "date"), -1, &day.date);
      day.known = amount_member (object, "known", account->currency);
      day.overridden = amount_member (object, "overridden", account->currency);
      quantiles (object, "net", account->currency, day.net);
      quantiles (object, "closing", account->currency, day.closing);
      g_array_append_val (account->days, day);
    }
}

static const AeqZone *
zone_of (GPtrArray *accounts, const AeqIssuedAccount *wanted)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      if (g_str_equal (account->number, wanted->number) && account->currency == wanted->currency)
        return account->zone;
    }
  return aeq_zone_utc ();
}

static AeqIssuedAccount *
read_account (JsonObject *object, GPtrArray *accounts)
{
  AeqIssuedAccount *account = g_new0 (AeqIssuedAccount, 1);
  JsonNode *breach = json_object_get_member (object, "p_breach");

  account->number = text_member (object, "account");
  account->name = text_member (object, "name");
  account->currency = aeq_currency_lookup (text_member (object, "currency"), -1);
  account->zone = zone_of (accounts, account);
  account->opening = amount_member (object, "opening", account->currency);
  account->settled = amount_member (object, "settled", account->currency);
  account->stress = amount_member (object, "stress", account->currency);
  account->limit = amount_member (object, "limit", account->currency);
  account->lines = amount_member (object, "credit_lines", account->currency);
  account->lowest_at = instant_member (json_object_get_object_member (object, "lowest"), "at");
  quantiles (json_object_get_object_member (object, "lowest"), "q", account->currency, account->lowest);
  quantiles (json_object_get_object_member (object, "peak_usage"), "q", account->currency, account->peak_usage);
  account->p_breach = breach != NULL && JSON_NODE_HOLDS_VALUE (breach) ? json_node_get_double (breach) : NAN;
  account->slices = g_array_new (FALSE, FALSE, sizeof (AeqIssuedSlice));
  account->days = g_array_new (FALSE, FALSE, sizeof (AeqIssuedDay));
  read_slices (account, json_object_get_array_member (object, "intraday"));
  read_days (account, json_object_get_array_member (object, "daily"));
  return account;
}

/* Takes the other accounts out of the document. */
static gboolean
keep_only (AeqIssued *self, const AeqAccount *only, GError **error)
{
  JsonArray *accounts = json_object_get_array_member (json_node_get_object (self->node), "accounts");
  guint i = 0;

  while (i < json_array_get_length (accounts))
    {
      JsonObject *object = json_array_get_object_element (accounts, i);

      if (g_strcmp0 (text_member (object, "account"), only->number) == 0 &&
          g_strcmp0 (text_member (object, "currency"), only->currency->code) == 0)
        i++;
      else
        json_array_remove_element (accounts, i);
    }
  g_free (self->content);
  self->content = json_to_string (self->node, FALSE);
  if (i > 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "the newest forecast has no account %s: run forecast again",
               only->number);
  return FALSE;
}

static gboolean
holds (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_TYPE (node) == type;
}

static gboolean
is_account (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && holds (object, "account", JSON_NODE_VALUE) && holds (object, "currency", JSON_NODE_VALUE) &&
         holds (object, "lowest", JSON_NODE_OBJECT) && holds (object, "peak_usage", JSON_NODE_OBJECT) &&
         holds (object, "intraday", JSON_NODE_ARRAY) && holds (object, "daily", JSON_NODE_ARRAY) &&
         aeq_currency_lookup (text_member (object, "currency"), -1) != NULL;
}

static gboolean
is_forecast (JsonNode *node)
{
  JsonArray *accounts;

  if (!JSON_NODE_HOLDS_OBJECT (node) || !holds (json_node_get_object (node), "accounts", JSON_NODE_ARRAY))
    return FALSE;
  accounts = json_object_get_array_member (json_node_get_object (node), "accounts");
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    if (!is_account (json_array_get_element (accounts, i)))
      return FALSE;
  return TRUE;
}

/* What another program wrote there is told, and not taken for a forecast. */
static gboolean
parse (AeqIssued *self, GError **error)
{
  self->node = json_from_string (self->content, NULL);
  return (self->node != NULL && is_forecast (self->node)) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("the stored forecast cannot be read: run forecast again"));
}

static AeqIssued *
read_run (AeqStatement *stmt, GError **error)
{
  g_autoptr(AeqIssued) self = g_new0 (AeqIssued, 1);
  AeqId id;

  self->content = g_strdup (aeq_statement_get_text (stmt, 0));
  self->model = g_strdup (aeq_statement_get_text (stmt, 1));
  self->regime = g_strdup (aeq_statement_get_text (stmt, 2));
  self->scenario = g_strdup (aeq_statement_get_text (stmt, 3));
  self->as_of = aeq_statement_get_int64 (stmt, 4);
  aeq_statement_get_id (stmt, 5, &id);
  aeq_id_format (&id, self->id);
  for (int i = 0; i < 3; i++)
    self->p[i] = aeq_statement_is_null (stmt, 6 + i) ? NAN : aeq_statement_get_double (stmt, 6 + i);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  return parse (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
read_accounts (AeqIssued *self, GPtrArray *accounts)
{
  JsonArray *array = json_object_get_array_member (json_node_get_object (self->node), "accounts");

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (self->accounts, read_account (json_array_get_object_element (array, i), accounts));
}

static double
probability (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static void
read_head (AeqIssued *self, JsonObject *document)
{
  static const char *const NAMES[] = { "p_steady", "p_elevated", "p_crisis" };
  JsonObject *regime = json_object_get_object_member (document, "regime");

  self->as_of = instant_member (document, "as_of");
  self->model = g_strdup (text_member (document, "model"));
  self->regime = g_strdup (text_member (regime, "state"));
  for (int i = 0; i < 3; i++)
    self->p[i] = probability (regime, NAMES[i]);
}

AeqIssued *
aeq_issued_read (const char *document, GPtrArray *accounts, GError **error)
{
  g_autoptr(AeqIssued) self = g_new0 (AeqIssued, 1);

  self->content = g_strdup (document);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  if (!parse (self, error))
    return NULL;
  read_head (self, json_node_get_object (self->node));
  read_accounts (self, accounts);
  return g_steal_pointer (&self);
}

AeqIssued *
aeq_issued_newest (AeqLedger *ledger, GPtrArray *accounts, const AeqAccount *only, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, NEWEST_SQL, error);
  g_autoptr(AeqIssued) self = NULL;
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "no forecast has been issued yet: run forecast first");
      return NULL;
    }
  if ((self = read_run (stmt, error)) == NULL || (only != NULL && !keep_only (self, only, error)))
    return NULL;
  read_accounts (self, accounts);
  return g_steal_pointer (&self);
}

AeqIssued *
aeq_issued_find (AeqLedger *ledger, GPtrArray *accounts, const AeqId *id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, FIND_SQL, error);
  g_autoptr(AeqIssued) self = NULL;
  char text[AEQ_ID_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "there is no forecast %s: forecasts lists them", aeq_id_format (id, text));
      return NULL;
    }
  if ((self = read_run (stmt, error)) == NULL)
    return NULL;
  read_accounts (self, accounts);
  return g_steal_pointer (&self);
}

/* The document has starts alone: slices are equally long, and the last one may be cut by the end of the day. */
AeqInstant
aeq_issued_slice_end (const AeqIssuedAccount *account, guint i)
{
  const AeqIssuedSlice *slice = &g_array_index (account->slices, AeqIssuedSlice, i);
  AeqInstant start;
  AeqInstant end;

  if (i + 1 < account->slices->len)
    return slice[1].start;
  aeq_zone_day_bounds (account->zone, aeq_zone_date (account->zone, slice->start), &start, &end);
  return end;
}

static void
read_set (JsonObject *object, const AeqCurrency *currency, AeqIssuedSet *set)
{
  set->n_accounts = json_object_get_int_member_with_default (object, "accounts", 0);
  quantiles (object, "lowest", currency, set->lowest);
  quantiles (object, "closing", currency, set->closing);
}

/* Forecasts from before sets were told have none. */
gboolean
aeq_issued_get_set (const AeqIssued *self, const char *name, const AeqCurrency *currency, AeqIssuedSet *set)
{
  JsonObject *document = json_node_get_object (self->node);
  JsonArray *sets = json_object_has_member (document, "sets") ? json_object_get_array_member (document, "sets") : NULL;

  for (guint i = 0; sets != NULL && i < json_array_get_length (sets); i++)
    {
      JsonObject *object = json_array_get_object_element (sets, i);

      if (g_strcmp0 (text_member (object, "name"), name) == 0 && g_strcmp0 (text_member (object, "currency"), currency->code) == 0)
        {
          read_set (object, currency, set);
          return TRUE;
        }
    }
  return FALSE;
}

/* Everything that changes what a forecast is made of writes a change record; forecasts themselves write none. */
gboolean
aeq_issued_is_overtaken (AeqLedger *ledger, AeqInstant at, gboolean *overtaken, GError **error)
{
  g_autoptr (AeqStatement) stmt =
      aeq_store_prepare (ledger->store, "SELECT at FROM change ORDER BY no DESC LIMIT 1", error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *overtaken = has_row && aeq_statement_get_int64 (stmt, 0) > at;
  return TRUE;
}
