/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "ledger-fixture.h"

static void
add_flows (LedgerFixture *fixture)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-02-28T09:00:00Z", 1000),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -300),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T17:00:00Z", 20),
                      ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-03-01T10:00:00Z", 99999),
                      ledger_flow (fixture->usd, AEQ_FLOW_PENDING, "2024-03-01T11:00:00Z", 77777),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-04T09:00:00Z", 5) };

  ledger_import (fixture->ledger, fixture->usd, flows, G_N_ELEMENTS (flows), NULL, NULL);
}

static void
put_balance (LedgerFixture *fixture, const char *when, gint64 minor)
{
  g_autoptr(GError) error = NULL;

  aeq_balance_put (fixture->ledger, fixture->usd, at (when), "ledger", minor, "statement", 0, &error);
  g_assert_no_error (error);
}

static void
test_without_snapshots_it_is_the_sum (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqBalance balance;

  add_flows (fixture);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-02-28T08:59:59Z"), ==, 0);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-02-28T09:00:00Z"), ==, 1000);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-01T12:00:00Z"), ==, 700);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-31T00:00:00Z"), ==, 725);
  g_assert_true (aeq_balance_at (fixture->ledger, fixture->usd, at ("2024-03-02T00:00:00Z"), &balance, NULL));
  g_assert_false (balance.anchored);
  g_assert_cmpint (balance.as_of, ==, at ("2024-03-01T17:00:00Z"));
}

static void
test_nothing_known_is_nothing (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqBalance balance;

  g_assert_true (aeq_balance_at (fixture->ledger, fixture->usd, at ("2024-03-02T00:00:00Z"), &balance, NULL));
  g_assert_cmpint (balance.minor, ==, 0);
  g_assert_cmpint (balance.as_of, ==, AEQ_INSTANT_NONE);
}

static void
test_a_snapshot_anchors_what_follows (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqBalance balance;

  add_flows (fixture);
  put_balance (fixture, "2024-03-01T00:00:00Z", 50000);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-01T00:00:00Z"), ==, 50000);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-01T18:00:00Z"), ==, 49720);
  g_assert_true (aeq_balance_at (fixture->ledger, fixture->usd, at ("2024-03-01T08:00:00Z"), &balance, NULL));
  g_assert_true (balance.anchored);
  g_assert_cmpint (balance.as_of, ==, at ("2024-03-01T00:00:00Z"));
}

static void
test_before_the_first_snapshot_it_counts_back (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  add_flows (fixture);
  put_balance (fixture, "2024-03-02T00:00:00Z", 50000);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-01T12:00:00Z"), ==, 49980);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-01T00:00:00Z"), ==, 50280);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-01-01T00:00:00Z"), ==, 49280);
}

static void
test_the_newest_snapshot_counts (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_balance (fixture, "2024-03-01T00:00:00Z", 1);
  put_balance (fixture, "2024-03-02T00:00:00Z", 2);
  put_balance (fixture, "2024-03-02T00:00:00Z", 3);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-03T00:00:00Z"), ==, 3);
}

/* The fast way over day sums gives what adding up every flow gives, also across days of 23 and 25 hours. */
static void
test_any_span_equals_the_plain_sum (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) berlin = ledger_account (fixture->ledger, "B", "EUR", "Europe/Berlin");
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  AeqInstant start = at ("2024-10-20T00:00:00Z");
  g_autofree AeqFlow *flows = g_new0 (AeqFlow, 500);

  for (int i = 0; i < 500; i++)
    {
      flows[i] = ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-20T00:00:00Z", g_rand_int_range (rand, -1000, 1000));
      flows[i].settle_ts = start + g_rand_int_range (rand, 0, 15 * 24 * 4) * 15 * AEQ_MINUTE;
    }
  ledger_import (fixture->ledger, berlin, flows, 500, NULL, NULL);
  for (int i = 0; i < 300; i++)
    {
      AeqInstant from = start + g_rand_int_range (rand, -96, 15 * 96) * 15 * AEQ_MINUTE;
      AeqInstant to = start + g_rand_int_range (rand, -96, 15 * 96) * 15 * AEQ_MINUTE;
      gint64 expected = 0;
      gint64 net;

      for (int j = 0; j < 500; j++)
        if (flows[j].settle_ts >= from && flows[j].settle_ts < to)
          expected += flows[j].minor;
      g_assert_true (aeq_balance_net (fixture->ledger, berlin, from, to, &net, NULL));
      g_assert_cmpint (net, ==, expected);
    }
}

/* Flows 09:00 +100, 09:10 -160, 11:00 +30, 12:00 -50, 16:00 +90. */
static void
test_cumulative_position (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const gint64 EXPECTED[] = { 100, -60, -30, -80, 10 };
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T16:00:00Z", 90),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:10:00Z", -160),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T12:00:00Z", -50),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T11:00:00Z", 30),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-02-29T23:59:59Z", 9999),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T00:00:00Z", 9999) };
  g_autoptr(GArray) points = NULL;

  ledger_import (fixture->ledger, fixture->usd, flows, G_N_ELEMENTS (flows), NULL, NULL);
  points = aeq_cumulative_position (fixture->ledger, fixture->usd, day ("2024-03-01"), NULL);
  g_assert_cmpuint (points->len, ==, G_N_ELEMENTS (EXPECTED));
  for (guint i = 0; i < points->len; i++)
    g_assert_cmpint (g_array_index (points, AeqPositionPoint, i).net, ==, EXPECTED[i]);
  g_assert_cmpint (g_array_index (points, AeqPositionPoint, 3).at, ==, at ("2024-03-01T12:00:00Z"));
}

static void
test_flows_at_one_instant_are_netted (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -500),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 400) };
  g_autoptr(GArray) points = NULL;

  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  points = aeq_cumulative_position (fixture->ledger, fixture->usd, day ("2024-03-01"), NULL);
  g_assert_cmpuint (points->len, ==, 1);
  g_assert_cmpint (g_array_index (points, AeqPositionPoint, 0).net, ==, -100);
}

static void
test_sums_beyond_the_range_are_errors (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-02-28T09:00:00Z", G_MAXINT64),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-02-29T09:00:00Z", 10) };
  g_autoptr(GError) error = NULL;
  AeqBalance balance;
  gint64 net;

  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  g_assert_false (aeq_balance_at (fixture->ledger, fixture->usd, at ("2024-03-09T00:00:00Z"), &balance, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
  g_clear_error (&error);
  g_assert_false (aeq_balance_net (fixture->ledger, fixture->usd, at ("2024-02-28T01:00:00Z"), at ("2024-02-29T23:00:00Z"),
                                   &net, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

static void
test_limits (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *uid = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values ("{'account_id':'%s','floor_amount':-900}", uid);
  AeqLimit limit;

  g_assert_true (aeq_limit_get (fixture->ledger, fixture->usd, &limit, NULL));
  g_assert_false (limit.has);
  ledger_insert (fixture->ledger, "limit", values, NULL);
  g_assert_true (aeq_limit_get (fixture->ledger, fixture->usd, &limit, NULL));
  g_assert_true (limit.has && !limit.has_early_warning);
  g_assert_cmpint (limit.floor_amount, ==, -900);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/balance/sum-without-snapshots", test_without_snapshots_it_is_the_sum);
  ledger_test_add ("/ledger/balance/nothing-known", test_nothing_known_is_nothing);
  ledger_test_add ("/ledger/balance/snapshot-anchors", test_a_snapshot_anchors_what_follows);
  ledger_test_add ("/ledger/balance/counts-back", test_before_the_first_snapshot_it_counts_back);
  ledger_test_add ("/ledger/balance/newest-snapshot", test_the_newest_snapshot_counts);
  ledger_test_add ("/ledger/balance/any-span", test_any_span_equals_the_plain_sum);
  ledger_test_add ("/ledger/balance/overflow", test_sums_beyond_the_range_are_errors);
  ledger_test_add ("/ledger/position/cumulative", test_cumulative_position);
  ledger_test_add ("/ledger/position/netted-at-one-instant", test_flows_at_one_instant_are_netted);
  ledger_test_add ("/ledger/limit/set-or-not", test_limits);
  return aeq_test_run_on_store ();
}
