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

/* An actual that a person enters fulfils what it should; taking it back opens all of that again. */
static void
test_a_flow_entered_by_hand_is_matched (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *account = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values (
    "{'account_id': '%s', 'status': 0, 'settle_ts': %" G_GINT64_FORMAT ", 'timed': 1, 'amount': -500, 'reference': 'R'}", account,
    at ("2024-03-01T09:00:00Z"));
  AeqFlow promise = expected (fixture, "2024-03-01T09:00:00Z", -500, "R");
  gint64 last;

  ledger_import (fixture->ledger, fixture->usd, &promise, 1, NULL, NULL);
  ledger_insert (fixture->ledger, "flow", values, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  aeq_change_last (fixture->ledger, &last, &error);
  aeq_change_undo (fixture->ledger, last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1);
}

/* Deleting an actual opens the expected and the pending flow; taking the deletion back closes both. */
static void
test_one_actual_may_fulfil_and_settle (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqFlow booked = actual (fixture, "2024-03-01T09:00:00Z", -500, "R");
  AeqFlow promise = expected (fixture, "2024-03-01T09:00:00Z", -500, "R");
  AeqFlow pending = ledger_flow (fixture->usd, AEQ_FLOW_PENDING, "2024-03-01T08:00:00Z", -500);
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;
  gint64 last;
  AeqId uid;

  ledger_import (fixture->ledger, fixture->usd, &booked, 1, NULL, NULL);
  ledger_import (fixture->ledger, fixture->usd, &promise, 1, NULL, NULL);
  ledger_import (fixture->ledger, fixture->usd, &pending, 1, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  stmt = aeq_store_prepare (fixture->ledger->store, "SELECT uid FROM flow WHERE status = 0", NULL);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && aeq_statement_get_id (stmt, 0, &uid));
  g_clear_pointer (&stmt, aeq_statement_release);
  aeq_change_delete (fixture->ledger, "flow", &uid, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 2);
  aeq_change_last (fixture->ledger, &last, &error);
  aeq_change_undo (fixture->ledger, last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
}

/* Announcements that come after their payments find them by reference, without a walk through two months for each. */
static void
test_many_late_promises_are_quick (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  enum { N = 10000 };
  g_autofree AeqFlow *flows = g_new (AeqFlow, N);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gint64 started;

  for (int i = 0; i < N; i++)
    {
      g_ptr_array_add (texts, g_strdup_printf ("REF-%d", i));
      flows[i] = actual (fixture, "2024-03-01T09:00:00Z", -500 - i, texts->pdata[i]);
    }
  ledger_import (fixture->ledger, fixture->usd, flows, N, NULL, NULL);
  for (int i = 0; i < N; i++)
    flows[i].status = AEQ_FLOW_EXPECTED;
  started = g_get_monotonic_time ();
  ledger_import (fixture->ledger, fixture->usd, flows, N, NULL, NULL);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
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
  ledger_test_add ("/ledger/match/by-hand", test_a_flow_entered_by_hand_is_matched);
  ledger_test_add ("/ledger/match/fulfil-and-settle", test_one_actual_may_fulfil_and_settle);
  ledger_test_add ("/ledger/match/many-late-promises", test_many_late_promises_are_quick);
  return aeq_test_run_on_store ();
}
