/* SPDX-License-Identifier: MIT */
#include "aeq-rule.h"
#include "ledger-fixture.h"

static void
add_rule (AeqLedger *ledger, int rank, const char *direction, const char *narrative, const char *category)
{
  g_autoptr(JsonObject) values = ledger_values ("{'rank':%d,'direction':'%s','narrative':'%s','category':'%s'}", rank, direction,
                                                narrative, category);

  ledger_insert (ledger, "rule", values, NULL);
}

static void
test_first_match_by_rank (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRules) rules = NULL;

  add_rule (fixture->ledger, 20, "both", "margin", "collateral");
  add_rule (fixture->ledger, 10, "out", "MARGIN CALL", "margin_call");
  rules = aeq_rules_load (fixture->ledger, NULL);
  g_assert_cmpstr (aeq_rules_match (rules, -5, NULL, "Daily margin call 17"), ==, "margin_call");
  g_assert_cmpstr (aeq_rules_match (rules, 5, NULL, "Daily margin call 17"), ==, "collateral");
  g_assert_null (aeq_rules_match (rules, 5, NULL, "rent"));
  g_assert_null (aeq_rules_match (rules, 5, "margin", NULL));
}

static void
test_case_of_other_alphabets_is_ignored (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRules) rules = NULL;

  add_rule (fixture->ledger, 1, "both", "GEBÜHR", "fee");
  rules = aeq_rules_load (fixture->ledger, NULL);
  g_assert_cmpstr (aeq_rules_match (rules, -5, NULL, "Kontogebühr März"), ==, "fee");
}

static void
test_imports_are_categorised (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -1),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -2) };

  add_rule (fixture->ledger, 1, "both", "rent", "supplier_payment");
  flows[0].narrative = flows[1].narrative = "office rent";
  flows[1].category = "tax"; /* what the file says comes first */
  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT amount FROM flow WHERE category = 'supplier_payment'"), ==, -1);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT amount FROM flow WHERE category = 'tax'"), ==, -2);
}

static void
test_new_rules_reach_old_flows (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -1),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -2) };
  g_autoptr(GError) error = NULL;
  gint64 n;

  flows[0].narrative = "office rent";
  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  add_rule (fixture->ledger, 1, "both", "rent", "supplier_payment");
  aeq_rules_apply (fixture->ledger, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
  aeq_rules_apply (fixture->ledger, &n, &error);
  g_assert_cmpint (n, ==, 0);
  ledger_assert_clean (fixture->ledger);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/rule/first-by-rank", test_first_match_by_rank);
  ledger_test_add ("/ledger/rule/case", test_case_of_other_alphabets_is_ignored);
  ledger_test_add ("/ledger/rule/imports", test_imports_are_categorised);
  ledger_test_add ("/ledger/rule/old-flows", test_new_rules_reach_old_flows);
  return aeq_test_run_on_store ();
}
