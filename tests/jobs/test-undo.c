/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-undo.h"

static const char ROWS[] =
  JOBS_HEADER
  "DESK-USD,2026-02-27T10:00:00Z,2026-02-27,2026-02-27,10.00,USD,,Alder,A1,,,actual\n"
  "DESK-USD,2026-02-27T11:00:00Z,2026-02-27,2026-02-27,-4.00,USD,,Birch,B1,,,actual\n"
  "DESK-USD,2026-02-27T12:00:00Z,2026-02-27,2026-02-27,7.00,USD,,Cedar,C1,,,actual\n";

static void
id_of (JobsFixture *fixture, const char *counterparty, AeqId *uid)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (fixture->ledger->store, "SELECT uid FROM flow WHERE counterparty = ?1", NULL);
  gboolean has_row;

  aeq_statement_bind_text (stmt, 1, counterparty);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL));
  g_assert_true (has_row);
  g_assert_true (aeq_statement_get_id (stmt, 0, uid));
}

static void
set_category (JobsFixture *fixture, const char *counterparty, const char *category)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  AeqId uid;

  id_of (fixture, counterparty, &uid);
  json_object_set_string_member (values, "category", category);
  aeq_change_update (fixture->ledger, "flow", &uid, values, NULL, &error);
  g_assert_no_error (error);
}

/* One action on two flows, one of them twice. */
static AeqChangeRange
categorise (JobsFixture *fixture, const char *category)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;

  g_assert_true (aeq_change_begin (fixture->ledger, &range, &error));
  set_category (fixture, "Alder", "passing");
  set_category (fixture, "Birch", category);
  set_category (fixture, "Alder", category);
  g_assert_true (aeq_change_end (fixture->ledger, TRUE, &range, &error));
  g_assert_no_error (error);
  g_assert_cmpint (range.last - range.first, ==, 2);
  return range;
}

static AeqChangeRange
undo (JobsFixture *fixture, AeqChangeRange range)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange undone;

  aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error);
  g_assert_no_error (error);
  return undone;
}

static gint64
n_of (JobsFixture *fixture, const char *category)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM flow WHERE category = '%s'", category);

  return jobs_int (fixture, sql);
}

static void
test_an_action_goes_as_a_whole_and_comes_again (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL, *changed = NULL, *undone = NULL, *redone = NULL;
  AeqChangeRange range;

  jobs_import_good (fixture, ROWS);
  before = jobs_sha (fixture);
  range = categorise (fixture, "fee");
  changed = jobs_sha (fixture);
  range = undo (fixture, range);
  undone = jobs_sha (fixture);
  g_assert_cmpint (n_of (fixture, "fee"), ==, 0);
  range = undo (fixture, range);
  redone = jobs_sha (fixture);
  g_assert_cmpint (n_of (fixture, "fee"), ==, 2);
  g_assert_cmpstr (before, !=, changed);
  g_assert_cmpstr (before, ==, undone);
  g_assert_cmpstr (changed, ==, redone);
  undo (fixture, range);
  g_assert_cmpint (n_of (fixture, "fee"), ==, 0);
}

/* Two actions on the same flows, down the stack, up and down again. */
static void
test_a_stack_is_walked_both_ways (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqChangeRange first, second;

  jobs_import_good (fixture, ROWS);
  first = categorise (fixture, "one");
  second = categorise (fixture, "two");
  for (int i = 0; i < 3; i++)
    {
      second = undo (fixture, second);
      g_assert_cmpint (n_of (fixture, "one"), ==, 2);
      first = undo (fixture, first);
      g_assert_cmpint (n_of (fixture, "one"), ==, 0);
      first = undo (fixture, first);
      g_assert_cmpint (n_of (fixture, "one"), ==, 2);
      second = undo (fixture, second);
      g_assert_cmpint (n_of (fixture, "two"), ==, 2);
    }
}

static void
test_a_change_by_others_keeps_all_as_it_is (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, undone;

  jobs_import_good (fixture, ROWS);
  range = categorise (fixture, "fee");
  set_category (fixture, "Birch", "by another");
  before = jobs_sha (fixture);
  g_assert_false (aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  after = jobs_sha (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_an_action_is_taken_back_once (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, undone;

  jobs_import_good (fixture, ROWS);
  range = categorise (fixture, "fee");
  undo (fixture, range);
  g_assert_false (aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
}

static void
test_an_import_goes_whole_and_returns_by_its_file_only (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange range = { 0, 0 }, undone, redone;

  g_assert_true (aeq_change_last (fixture->ledger, &range.first, NULL));
  range.first++;
  jobs_import_good (fixture, ROWS);
  g_assert_true (aeq_change_last (fixture->ledger, &range.last, NULL));
  undone = undo (fixture, range);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT(*) FROM flow"), ==, 0);
  g_assert_false (aeq_job_undo (fixture->ledger, &undone, &redone, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
}

static void
test_a_cancel_takes_nothing_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, undone;

  jobs_import_good (fixture, ROWS);
  range = categorise (fixture, "fee");
  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_job_undo (fixture->ledger, &range, &undone, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (n_of (fixture, "fee"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/undo/whole-and-again", test_an_action_goes_as_a_whole_and_comes_again);
  jobs_test_add ("/jobs/undo/stack-both-ways", test_a_stack_is_walked_both_ways);
  jobs_test_add ("/jobs/undo/changed-by-others", test_a_change_by_others_keeps_all_as_it_is);
  jobs_test_add ("/jobs/undo/once", test_an_action_is_taken_back_once);
  jobs_test_add ("/jobs/undo/import", test_an_import_goes_whole_and_returns_by_its_file_only);
  jobs_test_add ("/jobs/undo/cancel", test_a_cancel_takes_nothing_back);
  return aeq_test_run_on_store ();
}
