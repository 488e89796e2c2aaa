/* SPDX-License-Identifier: MIT */
#include "aeq-progress.h"
#include "ledger-fixture.h"

static void
plant (AeqLedger *ledger, const char *sql)
{
  g_autoptr(GError) error = NULL;

  aeq_store_exec (ledger->store, sql, &error);
  g_assert_no_error (error);
}

static void
add_matched_pair (LedgerFixture *fixture)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-03-01T09:00:00Z", -700),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -700) };

  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
}

static void
test_wrong_day_sum_is_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  add_matched_pair (fixture);
  ledger_assert_clean (fixture->ledger);
  plant (fixture->ledger, "UPDATE flow_day SET debit = debit + 1 WHERE status = 0");
  ledger_assert_problem (fixture->ledger, "2024-03-01");
}

static void
test_missing_day_sum_is_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  add_matched_pair (fixture);
  plant (fixture->ledger, "DELETE FROM flow_day WHERE status = 0");
  ledger_assert_problem (fixture->ledger, "without a stored sum");
}

static void
test_flow_changed_behind_our_back_is_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  add_matched_pair (fixture);
  plant (fixture->ledger, "UPDATE flow SET amount = -701 WHERE status = 0");
  ledger_assert_problem (fixture->ledger, "differs from its flows");
}

static void
test_dangling_fulfilment_is_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  add_matched_pair (fixture);
  plant (fixture->ledger, "UPDATE flow SET superseded_by = (SELECT uid FROM account) WHERE status = 1");
  ledger_assert_problem (fixture->ledger, "not there");
}

static void
test_double_fulfilment_is_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow other = ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-01-01T09:00:00Z", 5);

  add_matched_pair (fixture);
  ledger_import (fixture->ledger, fixture->usd, &other, 1, NULL, NULL);
  plant (fixture->ledger, "UPDATE flow SET superseded_by = (SELECT uid FROM flow WHERE status = 0) WHERE status = 1");
  ledger_assert_problem (fixture->ledger, "same actual");
}

static void
test_unknown_currency_and_zone_are_found (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  plant (fixture->ledger, "UPDATE account SET currency = 'XQQ'");
  ledger_assert_problem (fixture->ledger, "XQQ");
  plant (fixture->ledger, "UPDATE account SET currency = 'USD', zone = 'Mars/Olympus'");
  ledger_assert_problem (fixture->ledger, "Mars/Olympus");
}

static void
note_fraction (const char *step G_GNUC_UNUSED, double fraction, gpointer last)
{
  g_assert_cmpfloat (fraction, >=, *(double *) last);
  *(double *) last = fraction;
}

static void
test_progress_runs_to_the_end (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double last = 0.0;
  g_autoptr(AeqProgress) progress = aeq_progress_new (note_fraction, &last);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCheck) check = aeq_check_run (fixture->ledger, progress, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (check->sha256), ==, 64);
  g_assert_true (last == 1.0);
}

static void
test_check_can_be_cancelled (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AeqCheck) check = NULL;

  g_cancellable_cancel (cancellable);
  check = aeq_check_run (fixture->ledger, NULL, cancellable, &error);
  g_assert_null (check);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ledger_assert_clean (fixture->ledger);
}

static void
test_upgraded_first_ledger_is_clean (void)
{
  g_autofree char *stored = aeq_test_source_path ("tests", "store", "data", "ledger-v1.db", NULL);
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "desk.ledger", NULL);
  AeqLedger *ledger;

  aeq_test_copy_file (stored, path);
  ledger = ledger_open (path);
  ledger_assert_clean (ledger);
  g_assert_cmpint (ledger_int (ledger, "SELECT COUNT (*) FROM flow"), ==, 40);
  aeq_ledger_close (ledger);
  aeq_test_remove_tree (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/check/wrong-day-sum", test_wrong_day_sum_is_found);
  ledger_test_add ("/ledger/check/missing-day-sum", test_missing_day_sum_is_found);
  ledger_test_add ("/ledger/check/changed-flow", test_flow_changed_behind_our_back_is_found);
  ledger_test_add ("/ledger/check/dangling-fulfilment", test_dangling_fulfilment_is_found);
  ledger_test_add ("/ledger/check/double-fulfilment", test_double_fulfilment_is_found);
  ledger_test_add ("/ledger/check/unknown-currency-and-zone", test_unknown_currency_and_zone_are_found);
  ledger_test_add ("/ledger/check/progress", test_progress_runs_to_the_end);
  ledger_test_add ("/ledger/check/cancelled", test_check_can_be_cancelled);
  g_test_add_func ("/ledger/check/upgraded-first-ledger", test_upgraded_first_ledger_is_clean);
  return aeq_test_run_on_store ();
}
