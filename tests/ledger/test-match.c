/* SPDX-License-Identifier: MIT */
#include "ledger-fixture.h"

static AeqFlow
expected (LedgerFixture *fixture, const char *when, gint64 minor, const char *reference)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, when, minor);

  flow.reference = reference;
  return flow;
}

static AeqFlow
actual (LedgerFixture *fixture, const char *when, gint64 minor, const char *reference)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, when, minor);

  flow.reference = reference;
  return flow;
}

/* Imports the two in this order and in the other one: the number left open must be the same. */
static void
assert_open (AeqFlow a, AeqFlow b, gint64 n_open)
{
  for (int swapped = 0; swapped < 2; swapped++)
    {
      LedgerFixture fresh;

      ledger_set_up (&fresh, NULL);
      ledger_import (fresh.ledger, fresh.usd, swapped ? &b : &a, 1, NULL, NULL);
      ledger_import (fresh.ledger, fresh.usd, swapped ? &a : &b, 1, NULL, NULL);
      g_assert_cmpint (ledger_n_open (fresh.ledger), ==, n_open);
      ledger_assert_clean (fresh.ledger);
      ledger_tear_down (&fresh, NULL);
    }
}

static void
test_by_reference (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow promise = expected (fixture, "2024-03-01T09:00:00Z", -100000, "INV-1");

  /* Another amount and time: the reference says it is the same payment. */
  assert_open (promise, actual (fixture, "2024-03-03T09:00:00Z", -60000, "INV-1"), 0);
  assert_open (promise, actual (fixture, "2024-03-11T09:00:00Z", -100000, "INV-1"), 0);
  /* The other direction is a refund. */
  assert_open (promise, actual (fixture, "2024-03-01T09:00:00Z", 100000, "INV-1"), 1);
  /* Another reference is another payment. */
  assert_open (promise, actual (fixture, "2024-03-01T09:00:00Z", -100000, "INV-2"), 1);
}

/* Payrolls of each month may share a reference. */
static void
test_the_same_reference_long_ago_is_another (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_open (expected (fixture, "2024-03-29T09:00:00Z", -100000, "PAYROLL"),
               actual (fixture, "2023-03-29T09:00:00Z", -100000, "PAYROLL"), 1);
}

static void
test_by_amount_and_window (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow promise = expected (fixture, "2024-03-10T09:00:00Z", 1000000, NULL);

  assert_open (promise, actual (fixture, "2024-03-10T09:00:00Z", 1000000, NULL), 0);
  assert_open (promise, actual (fixture, "2024-03-13T09:00:00Z", 1001000, "X"), 0);
  assert_open (promise, actual (fixture, "2024-03-07T09:00:00Z", 999000, NULL), 0);
  assert_open (promise, actual (fixture, "2024-03-13T09:00:01Z", 1000000, NULL), 1);
  assert_open (promise, actual (fixture, "2024-03-10T09:00:00Z", 1001001, NULL), 1);
  assert_open (promise, actual (fixture, "2024-03-10T09:00:00Z", -1000000, NULL), 1);
}

static void
test_counterparties_must_not_contradict (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow promise = expected (fixture, "2024-03-10T09:00:00Z", 1000, NULL);
  AeqFlow booked = actual (fixture, "2024-03-10T09:00:00Z", 1000, NULL);

  promise.counterparty = "Harbour Bank";
  assert_open (promise, booked, 0);
  booked.counterparty = "HARBOUR BANK";
  assert_open (promise, booked, 0);
  booked.counterparty = "Other House";
  assert_open (promise, booked, 1);
}

static void
test_one_actual_fulfils_one (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { expected (fixture, "2024-03-01T09:00:00Z", -500, NULL),
                      expected (fixture, "2024-03-01T10:00:00Z", -500, NULL),
                      actual (fixture, "2024-03-01T10:00:00Z", -500, NULL),
                      actual (fixture, "2024-03-01T11:00:00Z", -500, NULL),
                      actual (fixture, "2024-03-01T12:00:00Z", -500, NULL) };

  ledger_import (fixture->ledger, fixture->usd, flows, 3, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1);
  /* The nearer one was taken. */
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT settle_ts FROM flow WHERE status = 1 AND superseded_by IS NULL"), ==,
                   flows[0].settle_ts);
  ledger_import (fixture->ledger, fixture->usd, flows + 3, 2, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (DISTINCT superseded_by) FROM flow"), ==, 2);
  ledger_assert_clean (fixture->ledger);
}

static void
test_late_promises_take_different_actuals (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { actual (fixture, "2024-03-01T10:00:00Z", -500, NULL),
                      actual (fixture, "2024-03-01T11:00:00Z", -500, NULL),
                      expected (fixture, "2024-03-01T09:00:00Z", -500, NULL),
                      expected (fixture, "2024-03-01T09:00:01Z", -500, NULL),
                      expected (fixture, "2024-03-01T09:00:02Z", -500, NULL) };

  ledger_import (fixture->ledger, fixture->usd, flows, 5, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (DISTINCT superseded_by) FROM flow"), ==, 2);
}

static void
test_a_pending_flow_gives_way_to_its_booking (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow pending = ledger_flow (fixture->usd, AEQ_FLOW_PENDING, "2024-03-01T09:00:00Z", -500);

  assert_open (pending, actual (fixture, "2024-03-02T09:00:00Z", -500, NULL), 0);
}

/* Announced, then seen at the bank, then booked, in any order: one payment throughout. */
static void
test_announced_pending_and_booked_are_one (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const int ORDERS[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  AeqFlow flows[3] = {
    expected (fixture, "2024-03-01T09:00:00Z", -100000, "INV-1"),
    ledger_flow (fixture->usd, AEQ_FLOW_PENDING, "2024-03-01T09:30:00Z", -100000),
    actual (fixture, "2024-03-01T10:00:00Z", -100000, "INV-1"),
  };

  flows[1].reference = "INV-1";
  assert_open (flows[0], flows[1], 1);
  for (int i = 0; i < 6; i++)
    {
      LedgerFixture fresh;

      ledger_set_up (&fresh, NULL);
      for (int k = 0; k < 3; k++)
        ledger_import (fresh.ledger, fresh.usd, &flows[ORDERS[i][k]], 1, NULL, NULL);
      g_assert_cmpint (ledger_n_open (fresh.ledger), ==, 0);
      ledger_assert_clean (fresh.ledger);
      ledger_tear_down (&fresh, NULL);
    }
}

static void
test_other_accounts_do_not_match (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) other = ledger_account (fixture->ledger, "2", "USD", "UTC");
  AeqFlow promise = expected (fixture, "2024-03-01T09:00:00Z", -500, "R");
  AeqFlow booked = actual (fixture, "2024-03-01T09:00:00Z", -500, "R");

  booked.account = other->id;
  ledger_import (fixture->ledger, fixture->usd, &promise, 1, NULL, NULL);
  ledger_import (fixture->ledger, other, &booked, 1, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/match/by-reference", test_by_reference);
  ledger_test_add ("/ledger/match/same-reference-long-ago", test_the_same_reference_long_ago_is_another);
  ledger_test_add ("/ledger/match/by-amount-and-window", test_by_amount_and_window);
  ledger_test_add ("/ledger/match/counterparties", test_counterparties_must_not_contradict);
  ledger_test_add ("/ledger/match/one-fulfils-one", test_one_actual_fulfils_one);
  ledger_test_add ("/ledger/match/late-promises", test_late_promises_take_different_actuals);
  ledger_test_add ("/ledger/match/pending", test_a_pending_flow_gives_way_to_its_booking);
  ledger_test_add ("/ledger/match/announced-pending-booked", test_announced_pending_and_booked_are_one);
  ledger_test_add ("/ledger/match/other-accounts", test_other_accounts_do_not_match);
  return g_test_run ();
}
