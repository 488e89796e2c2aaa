/* SPDX-License-Identifier: MIT */
#include "sample-test.h"
#include "aeq-money.h"

#include <json-glib/json-glib.h>
#include <string.h>

static AeqSampleDesk *desk;

/* Written apart from the generator's own arithmetic: expand letters, double every second digit from the right. */
static gboolean
isin_is_valid (const char *isin)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  int sum = 0;

  for (const char *p = isin; *p != '\0'; p++)
    if (g_ascii_isalpha (*p))
      g_string_append_printf (digits, "%d", *p - 'A' + 10);
    else
      g_string_append_c (digits, *p);
  for (gsize i = 0; i < digits->len; i++)
    {
      int digit = digits->str[digits->len - 1 - i] - '0';

      if (i % 2 == 1)
        digit = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
      sum += digit;
    }
  return strlen (isin) == 12 && sum % 10 == 0;
}

static gboolean
iban_is_valid (const char *iban)
{
  g_autofree char *turned = g_strconcat (iban + 4, NULL);
  g_autofree char *head = g_strndup (iban, 4);
  g_autofree char *whole = g_strconcat (turned, head, NULL);
  int rest = 0;

  for (const char *p = whole; *p != '\0'; p++)
    rest = g_ascii_isdigit (*p) ? (rest * 10 + *p - '0') % 97 : (rest * 100 + *p - 'A' + 10) % 97;
  return rest == 1;
}

static void
test_positions (void)
{
  g_autoptr(GHashTable) isins = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (desk->n_positions, >=, 55);
  g_assert_cmpuint (desk->n_positions, <=, 65);
  for (gsize i = 0; i < desk->n_positions; i++)
    {
      const AeqSamplePosition *position = &desk->positions[i];
      const AeqSampleAccount *account = &desk->accounts[position->account - 1];
      gint64 quantity, price;

      g_assert_true (isin_is_valid (position->isin));
      g_assert_true (g_hash_table_add (isins, (gpointer) position->isin));
      g_assert_cmpstr (position->currency, ==, account->currency);
      g_assert_cmpint (
          aeq_money_parse (position->quantity, -1, 4, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &quantity, NULL), ==,
          AEQ_MONEY_OK);
      g_assert_cmpint (aeq_money_parse (position->price, -1, 4, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &price, NULL),
                       ==, AEQ_MONEY_OK);
      g_assert_cmpint (price, >, 0);
      g_assert_true ((quantity < 0) == (position->market_value < 0));
    }
}

/* Quantity times price is the market value, exactly. */
static void
test_market_values (void)
{
  for (gsize i = 0; i < desk->n_positions; i++)
    {
      const AeqSamplePosition *position = &desk->positions[i];
      gint64 quantity, price;
      gint64 scale = desk->accounts[position->account - 1].exponent == 0 ? 100 : 1;

      aeq_money_parse (position->quantity, -1, 0, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &quantity, NULL);
      aeq_money_parse (position->price, -1, 2, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &price, NULL);
      if (g_str_has_suffix (position->asset_class, "_bond"))
        scale *= 100;
      g_assert_cmpint (quantity * price, ==, position->market_value * scale);
    }
}

static void
test_accounts (void)
{
  guint with_iban = 0;

  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      const AeqSampleAccount *account = &desk->accounts[i];

      g_assert_nonnull (aeq_currency_lookup (account->currency, -1));
      g_assert_cmpuint (aeq_currency_lookup (account->currency, -1)->exponent, ==, account->exponent);
      g_assert_nonnull (aeq_zone_get (account->zone, NULL));
      if (account->iban == NULL)
        continue;
      with_iban++;
      g_assert_true (iban_is_valid (account->iban));
      g_assert_cmpuint (strlen (account->iban), ==, account->iban[0] == 'C' ? 21 : 22);
    }
  g_assert_cmpuint (with_iban, ==, 7);
}

static void
test_snapshots_follow_the_flows (void)
{
  g_assert_cmpuint (desk->n_balances, >, 12 * 35);
  for (gsize i = 0; i < desk->n_balances; i++)
    {
      const AeqSampleBalance *snapshot = &desk->balances[i];
      gint64 balance = desk->accounts[snapshot->account - 1].opening_minor;

      g_assert_cmpint (snapshot->at, <=, desk->now);
      for (gsize j = 0; j < desk->n_flows && desk->flows[j].settle_ts < snapshot->at; j++)
        if (desk->flows[j].account == snapshot->account && desk->flows[j].status == AEQ_FLOW_ACTUAL)
          balance += desk->flows[j].minor;
      g_assert_cmpint (balance, ==, snapshot->minor);
    }
}

static void
test_limits_and_lines (void)
{
  g_assert_cmpuint (desk->n_limits, ==, desk->n_accounts);
  for (gsize i = 0; i < desk->n_limits; i++)
    {
      g_assert_cmpint (desk->limits[i].warning_minor, >, desk->limits[i].floor_minor);
      g_assert_cmpint (desk->accounts[i].opening_minor, >, desk->limits[i].warning_minor);
    }
  g_assert_cmpuint (desk->n_credit_lines, >=, 12);
  for (gsize i = 0; i < desk->n_credit_lines; i++)
    {
      g_assert_cmpint (desk->credit_lines[i].minor, >, 0);
      g_assert_cmpint (desk->credit_lines[i].valid_to, >, desk->today);
    }
}

static void
test_obligations_have_their_flows (void)
{
  g_autoptr(GHashTable) flows = g_hash_table_new (g_str_hash, g_str_equal);
  guint late = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    if (desk->flows[i].minor < 0)
      g_hash_table_insert (flows, (gpointer) desk->flows[i].reference, &desk->flows[i]);
  g_assert_cmpuint (desk->n_obligations, >, 100);
  for (gsize i = 0; i < desk->n_obligations; i++)
    {
      const AeqSampleObligation *obligation = &desk->obligations[i];
      const AeqFlow *flow = g_hash_table_lookup (flows, obligation->reference);

      g_assert_nonnull (flow);
      g_assert_cmpint (obligation->minor, ==, -flow->minor);
      g_assert_cmpint (obligation->account, ==, flow->account);
      late += obligation->due < flow->settle_ts;
    }
  g_assert_cmpuint (late, >, 0);
  g_assert_cmpuint (late, <, desk->n_obligations / 10);
}

static void
test_sources_reach_back_a_year (void)
{
  AeqDate first = desk->sources[0].as_of;

  for (gsize i = 0; i < desk->n_sources; i++)
    {
      g_assert_cmpint (desk->sources[i].as_of, ==, aeq_date_month_start (desk->sources[i].as_of));
      g_assert_cmpint (desk->sources[i].as_of, <=, desk->today);
      g_assert_cmpint (desk->sources[i].minor, >, 0);
      g_assert_cmpuint (desk->sources[i].haircut_bp, <, 10000);
    }
  g_assert_cmpint (aeq_date_add_months (first, 12), ==, aeq_date_month_start (desk->today));
}

/* The accounts of a set share a currency, and none is in two. */
static void
test_sets_are_of_one_currency (void)
{
  gboolean taken[AEQ_SAMPLE_N_ACCOUNTS + 1] = { FALSE };

  for (gsize i = 0; i < desk->n_sets; i++)
    for (guint j = 0; j < AEQ_SAMPLE_SET_SIZE && desk->sets[i].accounts[j] > 0; j++)
      {
        guint account = desk->sets[i].accounts[j];

        g_assert_cmpstr (desk->accounts[account - 1].currency, ==, desk->accounts[desk->sets[i].accounts[0] - 1].currency);
        g_assert_false (taken[account]);
        taken[account] = TRUE;
      }
  for (gsize i = 0; i < desk->n_customer_lines; i++)
    g_assert_cmpint (desk->customer_lines[i].peak_use, <=, desk->customer_lines[i].minor);
}

static gboolean
is_counterparty (const char *name)
{
  for (gsize i = 0; i < desk->n_flows; i++)
    if (strcmp (desk->flows[i].counterparty, name) == 0)
      return TRUE;
  return FALSE;
}

static void
test_scenarios_are_json (void)
{
  g_assert_cmpuint (desk->n_scenarios, >=, 4);
  for (gsize i = 0; i < desk->n_scenarios; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      JsonObject *object;

      json_parser_load_from_data (parser, desk->scenarios[i].parameters, -1, &error);
      g_assert_no_error (error);
      object = json_node_get_object (json_parser_get_root (parser));
      if (json_object_has_member (object, "counterparty"))
        g_assert_true (is_counterparty (json_object_get_string_member (object, "counterparty")));
    }
}

static void
test_market_series (void)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  static const char *const NEEDED[] = { "VIXCLS", "BAA10Y", "TEDRATE", "SOFR", "EFFR", "IORB", "DTB3", "T10Y3M" };

  for (gsize i = 0; i < desk->n_observations; i++)
    {
      const AeqSampleObservation *observation = &desk->observations[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, observation->series));

      if (n > 0)
        {
          g_assert_cmpstr (observation->series, ==, desk->observations[i - 1].series);
          g_assert_cmpint (observation->date, >, desk->observations[i - 1].date);
        }
      g_hash_table_insert (counts, (gpointer) observation->series, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (NEEDED); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, NEEDED[i])), >=, 2480);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  desk = sample_test_desk (7, SAMPLE_TEST_NOW);
  g_test_add_func ("/sample/holdings/positions", test_positions);
  g_test_add_func ("/sample/holdings/market-values", test_market_values);
  g_test_add_func ("/sample/holdings/accounts", test_accounts);
  g_test_add_func ("/sample/holdings/snapshots-follow-the-flows", test_snapshots_follow_the_flows);
  g_test_add_func ("/sample/holdings/limits-and-lines", test_limits_and_lines);
  g_test_add_func ("/sample/holdings/obligations-have-their-flows", test_obligations_have_their_flows);
  g_test_add_func ("/sample/holdings/sources-reach-back-a-year", test_sources_reach_back_a_year);
  g_test_add_func ("/sample/holdings/sets-are-of-one-currency", test_sets_are_of_one_currency);
  g_test_add_func ("/sample/holdings/scenarios-are-json", test_scenarios_are_json);
  g_test_add_func ("/sample/holdings/market-series", test_market_series);
  status = g_test_run ();
  aeq_sample_desk_free (desk);
  return status;
}
