/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-position.h"
#include "ledger-fixture.h"

static gint64
undo (AeqLedger *ledger, gint64 id, gint64 *overlap)
{
  g_autoptr(GError) error = NULL;
  gint64 removed = -1;

  aeq_import_undo (ledger, id, &removed, overlap, NULL, &error);
  g_assert_no_error (error);
  ledger_assert_clean (ledger);
  return removed;
}

static void
test_undo_restores_the_ledger (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow promise = ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-03-01T09:00:00Z", -700);
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T10:00:00Z", -700),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T09:00:00Z", 50) };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id;

  ledger_import (fixture->ledger, fixture->usd, &promise, 1, NULL, NULL);
  before = ledger_sha (fixture->ledger);
  id = ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  g_assert_cmpint (undo (fixture->ledger, id, NULL), ==, 2);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1); /* what was fulfilled is open again */
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
}

static void
test_imported_again_after_undo (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T10:00:00Z", -700);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 added;
  gint64 id = ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);

  before = ledger_sha (fixture->ledger);
  undo (fixture->ledger, id, NULL);
  ledger_import (fixture->ledger, fixture->usd, &flow, 1, &added, NULL);
  g_assert_cmpint (added, ==, 1);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
}

/* The second import has the middle one too: it stays when the first is taken back. */
static void
test_what_another_import_has_too_stays (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T09:00:00Z", 2),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-03T09:00:00Z", 4) };
  gint64 first = ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  gint64 overlap = -1;
  gint64 added;

  ledger_import (fixture->ledger, fixture->usd, flows + 1, 2, NULL, NULL);
  g_assert_cmpint (undo (fixture->ledger, first, &overlap), ==, 1);
  g_assert_cmpint (overlap, ==, 1);
  g_assert_cmpint (ledger_balance (fixture->ledger, fixture->usd, "2024-04-01T00:00:00Z"), ==, 6);
  ledger_import (fixture->ledger, fixture->usd, flows + 1, 2, &added, NULL);
  g_assert_cmpint (added, ==, 0);
}

static void
test_twice_or_unknown_is_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T10:00:00Z", -700);
  gint64 id = ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  gint64 removed;

  undo (fixture->ledger, id, NULL);
  for (gint64 i = id; i < id + 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (aeq_import_undo (fixture->ledger, i, &removed, NULL, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
    }
}

/* Begins an import that makes account "77" with one flow, one balance and one position. */
static gint64
import_account (AeqLedger *ledger, const char *day_text)
{
  g_autoptr(AeqFlowWriter) writer = NULL;
  g_autoptr(AeqAccount) account = NULL;
  AeqImportRecord record = { .name = (char *) "a.csv", .format = (char *) "csv" };
  AeqAccountSpec spec = { .number = "77", .currency = aeq_currency_lookup ("EUR", -1), .opened = AEQ_DATE_NONE };
  AeqPosition position = { .day = day (day_text), .instrument = "Bond", .quantity = "1.5", .currency = spec.currency };
  AeqFlow flow;
  gboolean added;

  g_assert_true (aeq_store_begin (ledger->store, NULL));
  g_assert_true (aeq_import_history_begin (ledger, &record, NULL));
  if ((account = aeq_account_find (ledger, "77", NULL, NULL)) == NULL)
    account = aeq_account_create (ledger, &spec, record.id, NULL);
  writer = aeq_flow_writer_new (ledger, record.id, NULL);
  flow = ledger_flow (account, AEQ_FLOW_ACTUAL, "2024-03-01T10:00:00Z", 5);
  flow.narrative = day_text;
  g_assert_true (aeq_flow_writer_add (writer, account, &flow, NULL) && aeq_flow_writer_finish (writer, NULL));
  g_assert_true (aeq_balance_put (ledger, account, at ("2024-03-02T00:00:00Z"), "ledger", 5, NULL, record.id, NULL));
  g_assert_true (aeq_position_put (ledger, account, &position, record.id, &added, NULL));
  record.sha256 = (char *) day_text;
  g_assert_true (aeq_import_history_finish (ledger, &record, NULL) && aeq_store_commit (ledger->store, NULL));
  return record.id;
}

static void
test_accounts_made_by_it_go_too (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = ledger_sha (fixture->ledger);
  g_autofree char *after = NULL;
  gint64 id = import_account (fixture->ledger, "2024-03-01");

  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM account"), ==, 2);
  undo (fixture->ledger, id, NULL);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
}

static void
test_accounts_in_use_stay (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 first = import_account (fixture->ledger, "2024-03-01");
  gint64 second = import_account (fixture->ledger, "2024-03-02");

  undo (fixture->ledger, first, NULL);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM account WHERE number = '77'"), ==, 1);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM flow"), ==, 1);
  undo (fixture->ledger, second, NULL);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM flow"), ==, 0);
}

static void
test_one_change_record_an_import (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T09:00:00Z", 2) };
  gint64 before, after, id;

  g_assert_true (aeq_change_last (fixture->ledger, &before, NULL));
  id = ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  g_assert_true (aeq_change_last (fixture->ledger, &after, NULL));
  g_assert_cmpint (after, ==, before + 1);
  undo (fixture->ledger, id, NULL);
  g_assert_true (aeq_change_last (fixture->ledger, &after, NULL));
  g_assert_cmpint (after, ==, before + 2);
}

static void
test_history_tells_what_happened (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1);
  g_autoptr(GPtrArray) list = NULL;
  AeqImportRecord *record;

  ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  undo (fixture->ledger, ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL), NULL);
  list = aeq_import_history_list (fixture->ledger, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  record = list->pdata[0];
  g_assert_cmpstr (record->name, ==, "march.csv");
  g_assert_cmpint (record->added, ==, 1);
  g_assert_cmpint (record->undone_at, ==, AEQ_INSTANT_NONE);
  record = list->pdata[1];
  g_assert_cmpint (record->duplicates, ==, 1);
  g_assert_cmpint (record->undone_at, ==, at (LEDGER_NOW));
}

static void
test_cancelled_undo_changes_nothing (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree AeqFlow *flows = g_new (AeqFlow, 9000);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gint64 removed;
  gint64 id;

  for (int i = 0; i < 9000; i++)
    flows[i] = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", i + 1);
  id = ledger_import (fixture->ledger, fixture->usd, flows, 9000, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_import_undo (fixture->ledger, id, &removed, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM flow"), ==, 9000);
  ledger_assert_clean (fixture->ledger);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/import-undo/restores", test_undo_restores_the_ledger);
  ledger_test_add ("/ledger/import-undo/imported-again", test_imported_again_after_undo);
  ledger_test_add ("/ledger/import-undo/what-another-import-has-too-stays", test_what_another_import_has_too_stays);
  ledger_test_add ("/ledger/import-undo/twice-or-unknown", test_twice_or_unknown_is_refused);
  ledger_test_add ("/ledger/import-undo/accounts-go-too", test_accounts_made_by_it_go_too);
  ledger_test_add ("/ledger/import-undo/accounts-in-use-stay", test_accounts_in_use_stay);
  ledger_test_add ("/ledger/import-undo/one-change-record", test_one_change_record_an_import);
  ledger_test_add ("/ledger/import-undo/history", test_history_tells_what_happened);
  ledger_test_add ("/ledger/import-undo/cancelled", test_cancelled_undo_changes_nothing);
  return aeq_test_run_on_store ();
}
