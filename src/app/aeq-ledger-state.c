/* SPDX-License-Identifier: MIT */
#include "aeq-ledger-state.h"

#define KEY "ledgers"

GVariantDict *
aeq_ledger_state_read (GSettings *settings, const char *path)
{
  g_autoptr(GVariant) all = g_settings_get_value (settings, KEY);
  GVariantIter iter;
  const char *other;
  GVariant *state;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s@a{sv})", &other, &state))
    {
      g_autoptr(GVariant) owned = state;

      if (g_str_equal (other, path))
        return g_variant_dict_new (owned);
    }
  return g_variant_dict_new (NULL);
}

void
aeq_ledger_state_write (GSettings *settings, const char *path, GVariantDict *state)
{
  g_autoptr(GVariant) all = g_settings_get_value (settings, KEY);
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_dict_end (state));
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  guint n = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sa{sv})"));
  if (g_variant_get_size (value) <= AEQ_LEDGER_STATE_MAX_SIZE && ++n > 0)
    g_variant_builder_add (&builder, "(s@a{sv})", path, value);
  g_variant_iter_init (&iter, all);
  for (GVariant *old; g_variant_iter_next (&iter, "(&s@a{sv})", &other, &old) && n < AEQ_LEDGER_STATES_MAX;)
    {
      g_autoptr(GVariant) owned = old;

      if (g_str_equal (other, path) || !g_file_test (other, G_FILE_TEST_EXISTS))
        continue;
      g_variant_builder_add (&builder, "(s@a{sv})", other, owned);
      n++;
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

void
aeq_ledger_state_keep_scope (GVariantDict *state, AeqAppDesk *desk)
{
  const AeqAccount *account = aeq_app_desk_get_account (desk);
  const AeqCurrency *currency = aeq_app_desk_get_currency (desk);
  AeqDate date = aeq_app_desk_get_date (desk);
  char id[AEQ_ID_TEXT_SIZE], day[AEQ_DATE_TEXT_SIZE];

  g_variant_dict_insert (state, "account", "s", account != NULL ? aeq_id_format (&account->uid, id) : "");
  g_variant_dict_insert (state, "currency", "s", currency != NULL ? currency->code : "");
  g_variant_dict_insert (state, "date", "s", date != AEQ_DATE_NONE ? aeq_date_format (date, day) : "");
}

static const AeqAccount *
find_account (AeqAppDesk *desk, const char *text)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (desk)->accounts;
  AeqId uid;

  if (!aeq_id_parse (text, &uid))
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    if (aeq_id_equal (&((const AeqAccount *) accounts->pdata[i])->uid, &uid))
      return accounts->pdata[i];
  return NULL;
}

static const AeqCurrency *
find_currency (AeqAppDesk *desk, const char *code)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (desk)->accounts;

  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((const AeqAccount *) accounts->pdata[i])->currency->code, code))
      return ((const AeqAccount *) accounts->pdata[i])->currency;
  return NULL;
}

void
aeq_ledger_state_recall_scope (GVariantDict *state, AeqAppDesk *desk)
{
  const AeqCurrency *currency = NULL;
  const AeqAccount *account = NULL;
  AeqDate date = AEQ_DATE_NONE;
  const char *text;

  if (g_variant_dict_lookup (state, "account", "&s", &text))
    account = find_account (desk, text);
  if (g_variant_dict_lookup (state, "currency", "&s", &text))
    currency = find_currency (desk, text);
  if (g_variant_dict_lookup (state, "date", "&s", &text))
    aeq_date_parse_iso (text, -1, &date);
  aeq_app_desk_set_account (desk, account != NULL ? &account->uid : NULL);
  if (account == NULL)
    aeq_app_desk_set_currency (desk, currency);
  aeq_app_desk_set_date (desk, date);
}
