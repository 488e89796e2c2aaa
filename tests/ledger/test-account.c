/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "ledger-fixture.h"

static void
test_defaults_come_from_the_currency (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) euro = ledger_account (fixture->ledger, "2002", "EUR", NULL);

  g_assert_cmpstr (aeq_zone_get_name (euro->zone), ==, "Europe/Berlin");
  g_assert_cmpstr (euro->calendar, ==, "target2");
  g_assert_cmpstr (euro->kind, ==, "other");
  g_assert_cmpint (euro->opened, ==, AEQ_DATE_NONE);
}

static void
test_same_number_and_currency_is_the_same_account_everywhere (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqLedger) other = ledger_open (":memory:");
  g_autoptr(AeqAccount) euro = ledger_account (other, "1001", "EUR", NULL);
  g_autoptr(AeqAccount) dollar = ledger_account (other, "1001", "USD", NULL);

  g_assert_true (aeq_id_equal (&dollar->uid, &fixture->usd->uid));
  g_assert_false (aeq_id_equal (&euro->uid, &fixture->usd->uid));
}

static void
test_found_by_number_iban_or_name (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const TEXTS[] = { "77 88", "7788", "DE02 1203 0000 0000 2020 51", "DE02120300000000202051", "Main desk" };
  g_autoptr(GError) error = NULL;
  AeqAccountSpec spec = { .number = "7788", .iban = "DE02120300000000202051", .name = "Main desk",
                          .currency = aeq_currency_lookup ("EUR", -1), .opened = AEQ_DATE_NONE };

  aeq_account_free (aeq_account_create (fixture->ledger, &spec, 0, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr(AeqAccount) found = aeq_account_find (fixture->ledger, TEXTS[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (found->number, ==, "7788");
    }
}

static void
test_two_currencies_need_one (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqAccount) euro = ledger_account (fixture->ledger, "1001", "EUR", NULL);
  g_autoptr(AeqAccount) found = NULL;

  g_assert_null (aeq_account_find (fixture->ledger, "1001", NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  found = aeq_account_find (fixture->ledger, "1001", euro->currency, &error);
  g_assert_cmpint (found->id, ==, euro->id);
}

static void
test_none_is_no_error_unless_required (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_account_find (fixture->ledger, "404", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (aeq_account_require (fixture->ledger, "404", NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

static void
assert_refused (AeqLedger *ledger, const AeqAccountSpec *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_account_create (ledger, spec, 0, &error));
  g_assert_nonnull (error);
}

static void
test_unknown_words_are_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqAccountSpec spec = { .number = "9", .currency = fixture->usd->currency, .opened = AEQ_DATE_NONE };

  spec.kind = "piggy_bank";
  assert_refused (fixture->ledger, &spec);
  spec.kind = NULL;
  spec.zone = "Mars/Olympus";
  assert_refused (fixture->ledger, &spec);
  spec.zone = NULL;
  spec.calendar = "lunar";
  assert_refused (fixture->ledger, &spec);
  spec.calendar = NULL;
  spec.number = "1001";
  assert_refused (fixture->ledger, &spec);
}

static void
test_reporting_currency_is_a_setting (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (aeq_ledger_reporting_currency (fixture->ledger)->code, ==, "USD");
  aeq_ledger_set_info (fixture->ledger, "reporting_currency", "CHF", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aeq_ledger_reporting_currency (fixture->ledger)->code, ==, "CHF");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/account/defaults-from-currency", test_defaults_come_from_the_currency);
  ledger_test_add ("/ledger/account/same-everywhere", test_same_number_and_currency_is_the_same_account_everywhere);
  ledger_test_add ("/ledger/account/found-by-number-iban-or-name", test_found_by_number_iban_or_name);
  ledger_test_add ("/ledger/account/two-currencies", test_two_currencies_need_one);
  ledger_test_add ("/ledger/account/none", test_none_is_no_error_unless_required);
  ledger_test_add ("/ledger/account/unknown-words", test_unknown_words_are_refused);
  ledger_test_add ("/ledger/account/reporting-currency", test_reporting_currency_is_a_setting);
  return aeq_test_run_on_store ();
}
