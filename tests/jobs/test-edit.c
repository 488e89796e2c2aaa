/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-categorise.h"
#include "aeq-job-edit.h"
#include "aeq-job-filters.h"
#include "aeq-job-undo.h"

static const char ROWS[] =
  JOBS_HEADER
  "DESK-USD,2026-02-27T10:00:00Z,2026-02-27,2026-02-27,10.00,USD,trade,Alder Bank,A1,,,actual\n"
  "DESK-USD,2026-02-27T11:00:00Z,2026-02-27,2026-02-27,-4.00,USD,,Alder Bank,B1,,wire fee,actual\n"
  "DESK-USD,2026-02-27T12:00:00Z,2026-02-27,2026-02-27,7.00,USD,,ALDER bank,C1,,,actual\n"
  "DESK-JPY,2026-02-27T12:00:00Z,2026-02-27,2026-02-27,-700,JPY,,Cedar,D1,,,actual\n";

static const gint64 ALL[] = { 1, 2, 3, 4 };

static gint64
n_of (JobsFixture *fixture, const char *category)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM flow WHERE category = '%s'", category);

  return jobs_int (fixture, sql);
}

static void
test_only_what_differs_is_changed (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;
  gint64 n;

  jobs_import_good (fixture, ROWS);
  aeq_job_categorise (fixture->ledger, ALL, 4, "trade", &range, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpint (range.last - range.first + 1, ==, 3);
  aeq_job_categorise (fixture->ledger, ALL, 4, "trade", &range, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpint (range.last, <, range.first);
  aeq_job_categorise (fixture->ledger, ALL, 2, "", &range, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_of (fixture, "trade"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT(*) FROM flow WHERE category IS NULL"), ==, 2);
}

static void
test_all_or_none_get_a_category (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const gint64 ids[] = { 1, 2, 4711 };
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  AeqChangeRange range;
  gint64 n;

  jobs_import_good (fixture, ROWS);
  before = jobs_sha (fixture);
  g_assert_false (aeq_job_categorise (fixture->ledger, ids, 3, "fee", &range, &n, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (aeq_job_categorise (fixture->ledger, ids, 1, "two\nlines", &range, &n, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  after = jobs_sha (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_filling_down_takes_the_first (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const gint64 ids[] = { 1, 3, 4 };
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;
  gint64 n;

  jobs_import_good (fixture, ROWS);
  aeq_job_fill_down (fixture->ledger, ids, 3, &range, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpint (n_of (fixture, "trade"), ==, 3);
}

static void
test_a_rule_gives_what_its_preview_counted (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqRuleDraft draft = { (char *) "alder", NULL, (char *) "fee", -1 };
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, undone;
  gint64 n, preview;

  jobs_import_good (fixture, ROWS);
  before = jobs_sha (fixture);
  aeq_job_rule_preview (fixture->ledger, &draft, &preview, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (preview, ==, 1); /* the other two are a receipt, and have a category */
  draft.direction = 0;
  aeq_job_rule_preview (fixture->ledger, &draft, &preview, NULL, &error);
  g_assert_cmpint (preview, ==, 2);
  aeq_job_rule_add (fixture->ledger, &draft, TRUE, &range, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, preview);
  g_assert_cmpint (range.last - range.first + 1, ==, 3);
  g_assert_cmpint (n_of (fixture, "fee"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT(*) FROM category_rule"), ==, 1);
  aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error);
  g_assert_no_error (error);
  after = jobs_sha (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_rule_for_everything_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqRuleDraft empty = { (char *) "", NULL, (char *) "fee", 0 };
  const AeqRuleDraft silent = { (char *) "alder", NULL, (char *) "", 0 };
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;
  gint64 n;

  g_assert_false (aeq_job_rule_add (fixture->ledger, &empty, TRUE, &range, &n, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aeq_job_rule_add (fixture->ledger, &silent, TRUE, &range, &n, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

static void
test_categories_are_those_of_flows_and_rules (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqRuleDraft draft = { (char *) "alder", NULL, (char *) "fee", 0 };
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) categories = NULL;
  g_autofree char *joined = NULL;
  AeqChangeRange range;
  gint64 n;

  jobs_import_good (fixture, ROWS);
  aeq_job_rule_add (fixture->ledger, &draft, FALSE, &range, &n, NULL, &error);
  g_assert_cmpint (n, ==, 0);
  categories = aeq_job_categories (fixture->ledger, NULL, &error);
  g_assert_no_error (error);
  joined = g_strjoinv (",", categories);
  g_assert_cmpstr (joined, ==, "fee,trade");
}

static GPtrArray *
one_edit (const char *entity, const AeqId *uid, const char *values)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_edit_free);
  g_autoptr(JsonNode) node = values != NULL ? json_from_string (values, NULL) : NULL;

  g_ptr_array_add (edits, aeq_edit_new (entity, uid, node != NULL ? json_node_dup_object (node) : NULL));
  return edits;
}

static void
test_a_limit_is_made_changed_and_taken_away (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char FLOOR[] = "SELECT floor_amount FROM limit_line";
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) make = NULL, change = NULL, take = NULL;
  g_autofree char *values = NULL;
  char text[AEQ_ID_TEXT_SIZE];
  AeqChangeRange range, undone;
  gboolean has_row;
  AeqId uid;

  jobs_import_good (fixture, ROWS);
  account = jobs_account (fixture, "DESK-USD");
  values = g_strdup_printf ("{\"account_id\":\"%s\",\"floor_amount\":-150000000}", aeq_id_format (&account->uid, text));
  make = one_edit ("limit", NULL, values);
  aeq_job_edit (fixture->ledger, make, &range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (jobs_int (fixture, FLOOR), ==, -150000000);
  {
    g_autoptr(AeqStatement) stmt = aeq_store_prepare (fixture->ledger->store, "SELECT uid FROM limit_line", NULL);

    g_assert_true (aeq_statement_step (stmt, &has_row, NULL));
    g_assert_true (aeq_statement_get_id (stmt, 0, &uid));
  }
  g_assert_false (aeq_job_edit (fixture->ledger, make, &range, &error)); /* an account has one */
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  change = one_edit ("limit", &uid, "{\"floor_amount\":7}");
  aeq_job_edit (fixture->ledger, change, &range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (jobs_int (fixture, FLOOR), ==, 7);
  take = one_edit ("limit", &uid, NULL);
  aeq_job_edit (fixture->ledger, take, &range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (jobs_int (fixture, FLOOR), ==, -1);
  aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error);
  g_assert_cmpint (jobs_int (fixture, FLOOR), ==, 7);
}

static void
test_filters_are_kept_by_name (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFilter filter = {
    (char *)"Große Fälle", (char *)"100%", AEQ_FLOW_EXPECTED, aeq_date_from_ymd (2026, 2, 28), AEQ_DATE_NONE,
    AEQ_FLOW_SORT_AMOUNT,  FALSE
  };
  g_autofree char *before = NULL, *after = NULL, *again = NULL, *last = NULL, *none = NULL, *nothing = NULL;
  g_autoptr(GPtrArray) filters = NULL, less = NULL, back = NULL;
  g_autoptr(GError) error = NULL;
  const AeqFilter *read;

  g_assert_true (aeq_job_filters_set (fixture->ledger, filter.name, &filter, &before, &after, &error));
  filters = aeq_job_filters (fixture->ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (filters->len, ==, 1);
  read = filters->pdata[0];
  g_assert_cmpstr (read->name, ==, filter.name);
  g_assert_cmpstr (read->text, ==, "100%");
  g_assert_cmpint (read->status, ==, AEQ_FLOW_EXPECTED);
  g_assert_cmpint (read->from, ==, filter.from);
  g_assert_cmpint (read->to, ==, AEQ_DATE_NONE);
  g_assert_cmpint (read->sort, ==, AEQ_FLOW_SORT_AMOUNT);
  g_assert_false (read->descending);
  g_assert_true (aeq_job_filters_set (fixture->ledger, filter.name, NULL, &again, &last, &error));
  less = aeq_job_filters (fixture->ledger, &error);
  g_assert_cmpuint (less->len, ==, 0);
  g_assert_true (aeq_job_filters_restore (fixture->ledger, again, &error));
  back = aeq_job_filters (fixture->ledger, &error);
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_false (aeq_job_filters_set (fixture->ledger, "", &filter, &none, &nothing, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/edit/only-what-differs", test_only_what_differs_is_changed);
  jobs_test_add ("/jobs/edit/all-or-none", test_all_or_none_get_a_category);
  jobs_test_add ("/jobs/edit/fill-down", test_filling_down_takes_the_first);
  jobs_test_add ("/jobs/edit/rule", test_a_rule_gives_what_its_preview_counted);
  jobs_test_add ("/jobs/edit/rule-for-everything", test_a_rule_for_everything_is_refused);
  jobs_test_add ("/jobs/edit/categories", test_categories_are_those_of_flows_and_rules);
  jobs_test_add ("/jobs/edit/limit", test_a_limit_is_made_changed_and_taken_away);
  jobs_test_add ("/jobs/edit/filters", test_filters_are_kept_by_name);
  return aeq_test_run_on_store ();
}
