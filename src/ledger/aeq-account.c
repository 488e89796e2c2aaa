/* SPDX-License-Identifier: MIT */
#include "aeq-account.h"

#include <string.h>

#include "aeq-calendar.h"
#include "aeq-entity.h"
#include "aeq-error.h"
#include "aeq-words.h"

static const struct
{
  const char *currency;
  const char *zone;
  const char *calendar;
} MARKETS[] = {
  { "USD", "America/New_York", "us_fedwire" }, { "EUR", "Europe/Berlin", "target2" },
  { "GBP", "Europe/London", "uk_chaps" },      { "JPY", "Asia/Tokyo", "weekdays" },
  { "CHF", "Europe/Zurich", "weekdays" },      { "CAD", "America/Toronto", "weekdays" },
  { "AUD", "Australia/Sydney", "weekdays" },   { "SEK", "Europe/Stockholm", "weekdays" },
  { "NOK", "Europe/Oslo", "weekdays" },        { "DKK", "Europe/Copenhagen", "weekdays" },
  { "CZK", "Europe/Prague", "weekdays" },      { "PLN", "Europe/Warsaw", "weekdays" },
  { "SGD", "Asia/Singapore", "weekdays" },     { "HKD", "Asia/Hong_Kong", "weekdays" },
};

const char *
aeq_currency_home_zone (const AeqCurrency *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (MARKETS); i++)
    if (g_str_equal (MARKETS[i].currency, currency->code))
      return MARKETS[i].zone;
  return "UTC";
}

const char *
aeq_currency_home_calendar (const AeqCurrency *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (MARKETS); i++)
    if (g_str_equal (MARKETS[i].currency, currency->code))
      return MARKETS[i].calendar;
  return "weekdays";
}

void
aeq_account_free (AeqAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->number);
  g_free (self->iban);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->bank);
  g_free (self->calendar);
  g_free (self);
}

AeqAccount *
aeq_account_copy (const AeqAccount *self)
{
  AeqAccount *copy = g_memdup2 (self, sizeof *self);

  copy->number = g_strdup (self->number);
  copy->iban = g_strdup (self->iban);
  copy->name = g_strdup (self->name);
  copy->kind = g_strdup (self->kind);
  copy->bank = g_strdup (self->bank);
  copy->calendar = g_strdup (self->calendar);
  return copy;
}

#define ACCOUNT_COLUMNS "id, uid, number, iban, name, kind, bank, currency, zone, calendar, opened"

static AeqAccount *
read_account (AeqStatement *stmt, GError **error)
{
  g_autoptr(AeqAccount) self = g_new0 (AeqAccount, 1);
  const char *opened = aeq_statement_get_text (stmt, 10);

  self->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &self->uid);
  self->number = g_strdup (aeq_statement_get_text (stmt, 2));
  self->iban = g_strdup (aeq_statement_get_text (stmt, 3));
  self->name = g_strdup (aeq_statement_get_text (stmt, 4));
  self->kind = g_strdup (aeq_statement_get_text (stmt, 5));
  self->bank = g_strdup (aeq_statement_get_text (stmt, 6));
  self->currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 7), -1);
  self->calendar = g_strdup (aeq_statement_get_text (stmt, 9));
  if (opened == NULL || !aeq_date_parse_iso (opened, -1, &self->opened))
    self->opened = AEQ_DATE_NONE;
  if (self->currency == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("account %s has the unknown currency %s"), self->number,
                   aeq_statement_get_text (stmt, 7));
      return NULL;
    }
  if ((self->zone = aeq_zone_get (aeq_statement_get_text (stmt, 8), error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

static GPtrArray *
collect (AeqStatement *stmt, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_free);
  gboolean has_row;

  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqAccount *account;

      if (!has_row)
        return g_steal_pointer (&list);
      if ((account = read_account (stmt, error)) == NULL)
        return NULL;
      g_ptr_array_add (list, account);
    }
  return NULL;
}

GPtrArray *
aeq_account_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY number, currency", error);

  return stmt != NULL ? collect (stmt, error) : NULL;
}

static char *
without_spaces (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

AeqAccount *
aeq_account_find (AeqLedger *ledger, const char *text, const AeqCurrency *currency, GError **error)
{
  g_autofree char *compact = without_spaces (text);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " ACCOUNT_COLUMNS " FROM account WHERE (number = ?1 OR number = ?2 OR iban = ?2 OR name = ?1)"
    " AND (?3 IS NULL OR currency = ?3) ORDER BY number, currency", error);

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, text);
  aeq_statement_bind_text (stmt, 2, compact);
  aeq_statement_bind_text (stmt, 3, currency != NULL ? currency->code : NULL);
  if ((list = collect (stmt, error)) == NULL || list->len == 0)
    return NULL;
  if (list->len > 1)
    {
      AeqAccount *first = list->pdata[0];
      AeqAccount *second = list->pdata[1];

      g_set_error (error, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS, N_("%s means several accounts (%s %s, %s %s): add the currency"), text,
                   first->number, first->currency->code, second->number, second->currency->code);
      return NULL;
    }
  return g_ptr_array_steal_index (list, 0);
}

AeqAccount *
aeq_account_require (AeqLedger *ledger, const char *text, const AeqCurrency *currency, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqAccount *account = aeq_account_find (ledger, text, currency, &local);

  if (account != NULL)
    return account;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no account %s%s%s in this ledger"), text,
                 currency != NULL ? " in " : "", currency != NULL ? currency->code : "");
  return NULL;
}

static void
set_text (JsonObject *image, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (image, name, value);
}

static gboolean
check_spec (const AeqAccountSpec *spec, const char *zone, const char *calendar, GError **error)
{
  static const char *const KINDS[] = { "nostro", "custody", "prime_broker", "central_bank", "other", NULL };
  g_autoptr(AeqCalendar) found = NULL;

  if (spec->kind != NULL && !g_strv_contains (KINDS, spec->kind))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                   N_("account kind \"%s\": use nostro, custody, prime_broker, central_bank or other"), spec->kind);
      return FALSE;
    }
  if (aeq_zone_get (zone, error) == NULL || (found = aeq_calendar_get (calendar, error)) == NULL)
    {
      g_prefix_error (error, N_("Account %s: "), spec->number);
      return FALSE;
    }
  return TRUE;
}

AeqAccount *
aeq_account_create (AeqLedger *ledger, const AeqAccountSpec *spec, gint64 import_id, GError **error)
{
  const char *zone = spec->zone != NULL ? spec->zone : aeq_currency_home_zone (spec->currency);
  const char *calendar = spec->calendar != NULL ? spec->calendar : aeq_currency_home_calendar (spec->currency);
  g_autofree char *key = g_strconcat (spec->number, "\n", spec->currency->code, NULL);
  g_autoptr(JsonObject) image = json_object_new ();
  char opened[AEQ_DATE_TEXT_SIZE];
  AeqId uid;

  if (!check_spec (spec, zone, calendar, error))
    return NULL;
  aeq_id_from_name (&uid, "account", key, strlen (key));
  set_text (image, "number", spec->number);
  set_text (image, "iban", spec->iban);
  set_text (image, "name", spec->name);
  set_text (image, "kind", spec->kind != NULL ? spec->kind : "other");
  set_text (image, "bank", spec->bank);
  set_text (image, "currency", spec->currency->code);
  set_text (image, "zone", zone);
  set_text (image, "calendar", calendar);
  if (spec->opened != AEQ_DATE_NONE)
    set_text (image, "opened", aeq_date_format (spec->opened, opened));
  if (import_id > 0)
    json_object_set_int_member (image, "import_id", import_id);
  if (!aeq_entity_insert (aeq_entity_lookup ("account"), ledger->store, &uid, image, error))
    return NULL;
  return aeq_account_require (ledger, spec->number, spec->currency, error);
}
