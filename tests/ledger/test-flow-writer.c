/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "ledger-fixture.h"

static void
test_again_adds_nothing (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -100) };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 added, duplicates;

  ledger_import (fixture->ledger, fixture->usd, flows, 2, &added, &duplicates);
  g_assert_cmpint (added, ==, 2);
  g_assert_cmpint (duplicates, ==, 0);
  before = ledger_sha (fixture->ledger);
  ledger_import (fixture->ledger, fixture->usd, flows, 2, &added, &duplicates);
  g_assert_cmpint (added, ==, 0);
  g_assert_cmpint (duplicates, ==, 2);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
  ledger_assert_clean (fixture->ledger);
}

static void
test_equal_rows_of_one_file_are_kept (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -500);
  AeqFlow flows[] = { flow, flow, flow };
  gint64 added, duplicates;

  ledger_import (fixture->ledger, fixture->usd, flows, 2, &added, &duplicates);
  g_assert_cmpint (added, ==, 2);
  ledger_import (fixture->ledger, fixture->usd, flows, 3, &added, &duplicates);
  g_assert_cmpint (added, ==, 1);
  g_assert_cmpint (duplicates, ==, 2);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-02T00:00:00Z"), ==, -1500);
}

static void
test_overlapping_files_join (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T09:00:00Z", 2),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-03T09:00:00Z", 4) };
  gint64 added, duplicates;

  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  ledger_import (fixture->ledger, fixture->usd, flows + 1, 2, &added, &duplicates);
  g_assert_cmpint (added, ==, 1);
  g_assert_cmpint (duplicates, ==, 1);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-03-04T00:00:00Z"), ==, 7);
}

/* Each differs from the first in one thing that tells two payments apart. */
static void
test_what_tells_payments_apart (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100);
  AeqFlow flows[9];
  gint64 added;

  for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
    flows[i] = flow;
  flows[1].minor = 101;
  flows[2].settle_ts += 1;
  flows[3].value_date = day ("2024-03-01");
  flows[4].booking_date = day ("2024-03-01");
  flows[5].reference = "A";
  flows[6].bank_reference = "A";
  flows[7].narrative = "A";
  flows[8].status = AEQ_FLOW_PENDING;
  ledger_import (fixture->ledger, fixture->usd, flows, G_N_ELEMENTS (flows), &added, NULL);
  g_assert_cmpint (added, ==, G_N_ELEMENTS (flows));
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (DISTINCT uid) FROM flow"), ==, G_N_ELEMENTS (flows));
  /* And in the first file alone none of them is counted as a second occurrence: alone they have the same ids. */
  for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      ledger_import (fixture->ledger, fixture->usd, &flows[i], 1, &added, NULL);
      g_assert_cmpint (added, ==, 0);
    }
}

static void
test_days_without_a_time_stay_apart (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T12:00:00Z", 100),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T12:00:00Z", 100) };
  gint64 added, duplicates;

  flows[0].day_only = flows[1].day_only = TRUE;
  ledger_import (fixture->ledger, fixture->usd, flows, 1, NULL, NULL);
  ledger_import (fixture->ledger, fixture->usd, flows, 2, &added, &duplicates);
  g_assert_cmpint (added, ==, 1);
  g_assert_cmpint (duplicates, ==, 1);
}

static void
test_order_of_arrival_does_not_show (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqLedger) other = ledger_open (":memory:");
  g_autoptr(AeqAccount) first = ledger_account (other, "0000", "EUR", NULL);
  g_autoptr(AeqAccount) account = ledger_account (other, "1001", "USD", "UTC");
  g_autoptr(AeqAccount) euro = ledger_account (fixture->ledger, "0000", "EUR", NULL);
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  AeqFlow flows[60];

  for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      flows[i] = ledger_flow (fixture->usd, i % 3 == 0 ? AEQ_FLOW_EXPECTED : AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z",
                              (gint64) (i / 3 + 1) * 1000);
      flows[i].settle_ts += (gint64) (i % 7) * 8 * AEQ_HOUR;
      flows[i].reference = i % 3 < 2 ? g_strdup_printf ("R%" G_GSIZE_FORMAT, i / 3) : NULL;
    }
  ledger_import (fixture->ledger, fixture->usd, flows, G_N_ELEMENTS (flows), NULL, NULL);
  for (gsize i = G_N_ELEMENTS (flows); i > 0; i--)
    {
      flows[i - 1].account = account->id;
      ledger_import (other, account, &flows[i - 1], 1, NULL, NULL);
      g_free ((char *) flows[i - 1].reference);
    }
  here = ledger_sha (fixture->ledger);
  there = ledger_sha (other);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpint (ledger_n_open (other), ==, 0);
}

static void
test_content_changes_the_fingerprint (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqLedger) other = ledger_open (":memory:");
  g_autoptr(AeqAccount) account = ledger_account (other, "1001", "USD", "UTC");
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100);
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  flow.counterparty = "someone";
  ledger_import (other, account, &flow, 1, NULL, NULL);
  here = ledger_sha (fixture->ledger);
  there = ledger_sha (other);
  g_assert_cmpstr (here, !=, there);
}

/* Adds flows until one is refused and returns the error; the transaction is taken back. */
static GError *
add_until_refused (LedgerFixture *fixture, const gint64 *amounts, gsize n)
{
  g_autoptr(AeqFlowWriter) writer = NULL;
  GError *error = NULL;

  g_assert_true (aeq_store_begin (fixture->ledger->store, NULL));
  writer = aeq_flow_writer_new (fixture->ledger, 0, NULL);
  for (gsize i = 0; i < n && error == NULL; i++)
    {
      AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", amounts[i]);

      aeq_flow_writer_add (writer, fixture->usd, &flow, &error);
    }
  /* A database that takes commands in one go refuses the last of them with the commit. */
  if (error != NULL || !aeq_flow_writer_finish (writer, &error) || !aeq_store_commit (fixture->ledger->store, &error))
    aeq_store_rollback (fixture->ledger->store);
  return error;
}

static void
test_day_sum_overflow_is_an_error (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const gint64 TOO_MUCH[] = { G_MAXINT64, 1 };
  static const gint64 SMALLEST[] = { G_MININT64 };
  g_autoptr(GError) sum = add_until_refused (fixture, TOO_MUCH, 2);
  g_autoptr(GError) smallest = add_until_refused (fixture, SMALLEST, 1);

  g_assert_error (sum, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
  g_assert_error (smallest, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

static void
test_overflow_with_stored_sums_is_an_error (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const gint64 MORE[] = { 1 };
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", G_MAXINT64);
  g_autoptr(GError) error = NULL;

  ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  error = add_until_refused (fixture, MORE, 1);
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
  ledger_assert_clean (fixture->ledger);
}

static gboolean
collect_amount (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *by G_GNUC_UNUSED, gpointer data,
                GError **error G_GNUC_UNUSED)
{
  g_array_append_val ((GArray *) data, flow->minor);
  return TRUE;
}

static void
test_lists_are_filtered (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-03T09:00:00Z", 3),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1),
                      ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-03-02T09:00:00Z", 2) };
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;
  g_autoptr(GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));

  ledger_import (fixture->ledger, fixture->usd, flows, 3, NULL, NULL);
  filter.account = fixture->usd->id;
  filter.from = at ("2024-03-01T09:00:00Z");
  filter.to = at ("2024-03-03T09:00:00Z");
  g_assert_true (aeq_flow_foreach (fixture->ledger, &filter, collect_amount, amounts, NULL, NULL));
  g_assert_cmpuint (amounts->len, ==, 2);
  g_assert_cmpint (g_array_index (amounts, gint64, 0), ==, 1);
  g_array_set_size (amounts, 0);
  filter.to = AEQ_INSTANT_NONE;
  filter.limit = 1;
  g_assert_true (aeq_flow_foreach (fixture->ledger, &filter, collect_amount, amounts, NULL, NULL));
  g_assert_cmpint (g_array_index (amounts, gint64, 0), ==, 3);
  g_array_set_size (amounts, 0);
  filter.open_only = TRUE;
  g_assert_true (aeq_flow_foreach (fixture->ledger, &filter, collect_amount, amounts, NULL, NULL));
  g_assert_cmpuint (amounts->len, ==, 1);
  g_assert_cmpint (g_array_index (amounts, gint64, 0), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/flow-writer/again-adds-nothing", test_again_adds_nothing);
  ledger_test_add ("/ledger/flow-writer/equal-rows-are-kept", test_equal_rows_of_one_file_are_kept);
  ledger_test_add ("/ledger/flow-writer/overlapping-files-join", test_overlapping_files_join);
  ledger_test_add ("/ledger/flow-writer/what-tells-payments-apart", test_what_tells_payments_apart);
  ledger_test_add ("/ledger/flow-writer/days-without-time", test_days_without_a_time_stay_apart);
  ledger_test_add ("/ledger/flow-writer/order-does-not-show", test_order_of_arrival_does_not_show);
  ledger_test_add ("/ledger/flow-writer/content-shows", test_content_changes_the_fingerprint);
  ledger_test_add ("/ledger/flow-writer/day-sum-overflow", test_day_sum_overflow_is_an_error);
  ledger_test_add ("/ledger/flow-writer/stored-sum-overflow", test_overflow_with_stored_sums_is_an_error);
  ledger_test_add ("/ledger/flow-list/filters", test_lists_are_filtered);
  return aeq_test_run_on_store ();
}
