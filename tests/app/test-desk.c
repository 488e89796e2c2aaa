/* SPDX-License-Identifier: MIT */
/* What a window works with, without a display: the workspace's threads, the index of flows, the list that reads what is looked at. */
#include <string.h>

#include "aeq-flow-copy.h"
#include "aeq-flow-list.h"
#include "aeq-flow-selection.h"
#include "aeq-job-import.h"
#include "aeq-row.h"
#include "aeq-test.h"

#define NOW "2026-03-02T12:00:00Z"
#define HEADER "account,settle_ts,amount,currency,category,counterparty,narrative,status\n"

static const char ROWS[] =
  HEADER
  "A-EUR,2026-02-27T10:00:00Z,1000.00,EUR,trade,Alder Bank,first,actual\n"
  "A-EUR,2026-03-02T09:00:00Z,250.50,EUR,coupon,Birch & Co,100% paid,actual\n"
  "A-EUR,2026-03-02T10:00:00Z,-400.00,EUR,margin,Cedar Clearing,call,actual\n"
  "A-EUR,2026-03-02T15:00:00Z,75.25,EUR,dividend,Alder Bank,later,expected\n"
  "B-JPY,2026-03-02T03:00:00Z,5000,JPY,trade,Alder Bank,tokyo,actual\n"
  "B-JPY,2026-03-02T16:00:00Z,-700,JPY,fee,Dogwood,over midnight in Tokyo,expected\n";

typedef struct
{
  char         *folder;
  char         *path;
  AeqLedger    *ledger;
  AeqWorkspace *workspace;
} Fixture;

static AeqInstant
now (void)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (NOW, -1, &instant));
  return instant;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autofree char *rows = NULL;
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = aeq_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "desk.ledger", NULL);
  rows = aeq_test_write (fixture->folder, "rows.csv", ROWS, -1);
  fixture->ledger = aeq_ledger_open (fixture->path, AEQ_STORE_CREATE, now (), 7, &error);
  g_assert_no_error (error);
  outcome = aeq_job_import (fixture->ledger, rows, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->added, ==, 6);
  fixture->workspace = aeq_workspace_new (fixture->path, FALSE, now ());
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_unref (fixture->workspace);
  aeq_ledger_close (fixture->ledger);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
keep_result (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Runs the main loop until the work is done. */
static gpointer
wait_for (AeqWorkspace *workspace, const AeqWork *work, gpointer data, GCancellable *cancellable, GError **error)
{
  GAsyncResult *result = NULL;
  gpointer value;

  aeq_workspace_run (workspace, work, data, NULL, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  value = aeq_workspace_finish (result, error);
  g_object_unref (result);
  return value;
}

static gpointer
tell_thread (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
             GError **error G_GNUC_UNUSED)
{
  g_assert_cmpint (ledger->now, ==, now ());
  return data == g_thread_self () ? NULL : g_strdup ("elsewhere");
}

static const AeqWork TELL_THREAD = { AEQ_QUEUE_READ, tell_thread, NULL, g_free };

static void
test_work_is_done_in_a_thread_of_its_own (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *where = wait_for (fixture->workspace, &TELL_THREAD, g_thread_self (), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (where, ==, "elsewhere");
}

static gpointer
wait_for_cancel (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
                 GError **error)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (cancellable, &fd));
  g_async_queue_push (data, GINT_TO_POINTER (1));
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}

static const AeqWork WAIT_FOR_CANCEL = { AEQ_QUEUE_READ, wait_for_cancel, NULL, NULL };

static void
test_leaving_a_workspace_cancels_what_is_under_way (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncQueue) begun = g_async_queue_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  aeq_workspace_run (fixture->workspace, &WAIT_FOR_CANCEL, begun, NULL, NULL, keep_result, &result);
  g_async_queue_pop (begun);
  g_object_unref (fixture->workspace);
  fixture->workspace = aeq_workspace_new (fixture->path, FALSE, now ());
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (aeq_workspace_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (result);
}

static void
test_what_is_no_ledger_is_refused_and_left_alone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = aeq_test_write (fixture->folder, "no.ledger", "account,amount\n", -1);
  g_autofree char *before = aeq_test_hash_file (path);
  g_autofree char *after = NULL;
  g_autoptr(AeqWorkspace) workspace = aeq_workspace_new (path, FALSE, now ());
  g_autoptr(GError) error = NULL;

  g_assert_null (wait_for (workspace, &TELL_THREAD, NULL, NULL, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN);
  after = aeq_test_hash_file (path);
  g_assert_cmpstr (before, ==, after);
}

static AeqFlowIndex *
find (Fixture *fixture, const AeqFlowQuery *query)
{
  g_autoptr(GError) error = NULL;
  AeqFlowIndex *index = aeq_flow_index_new (fixture->ledger, query, NULL, &error);

  g_assert_no_error (error);
  return index;
}

static void
test_text_is_found_as_it_is_written (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const struct { const char *text; guint n; } CASES[] = { { "alder", 3 }, { "100%", 1 }, { "%", 1 }, { "_", 0 }, { "'", 0 }, { "margin", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
      g_autoptr(AeqFlowIndex) index = NULL;

      query.text = CASES[i].text;
      index = find (fixture, &query);
      g_assert_cmpuint (index->n, ==, CASES[i].n);
    }
}

static void
test_days_are_those_of_each_account (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqFlowIndex) index = NULL;

  query.from = query.to = aeq_date_from_ymd (2026, 3, 2);
  index = find (fixture, &query);
  g_assert_cmpuint (index->n, ==, 4); /* 16:00 UTC is the next day in Tokyo */
}

static void
test_sorting_and_filtering_hold_together (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqFlowIndex) index = NULL;

  query.status = AEQ_FLOW_ACTUAL;
  query.sort = AEQ_FLOW_SORT_AMOUNT;
  query.descending = FALSE;
  index = find (fixture, &query);
  g_assert_cmpuint (index->n, ==, 4);
  g_assert_cmpint (index->amounts[0], ==, -40000);
  for (guint i = 1; i < index->n; i++)
    g_assert_cmpint (index->amounts[i - 1], <=, index->amounts[i]);
}

/* What @query finds first is what it finds at the beginning of all. */
static void
assert_first_of_all (Fixture *fixture, AeqFlowQuery query, guint first)
{
  g_autoptr(AeqFlowIndex) all = find (fixture, &query);
  g_autoptr(AeqFlowIndex) some = NULL;

  query.first = first;
  some = find (fixture, &query);
  g_assert_cmpuint (some->n, ==, MIN (first, all->n));
  g_assert_cmpmem (some->ids, some->n * sizeof *some->ids, all->ids, some->n * sizeof *all->ids);
  g_assert_cmpmem (some->amounts, some->n * sizeof *some->amounts, all->amounts, some->n * sizeof *all->amounts);
  g_assert_cmpmem (some->currencies, some->n, all->currencies, some->n);
}

static void
test_the_first_are_the_first_of_all (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const TEXTS[] = { NULL, "", "alder", "tokyo", "nothing" };

  for (guint first = 1; first < 8; first++)
    for (guint i = 0; i < 2 * G_N_ELEMENTS (TEXTS); i++)
      {
        AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;

        query.text = TEXTS[i / 2];
        query.descending = i % 2 == 0;
        assert_first_of_all (fixture, query, first);
        query.currency = aeq_currency_lookup ("JPY", -1);
        assert_first_of_all (fixture, query, first);
        query.currency = NULL;
        query.account = 1;
        query.from = query.to = aeq_date_from_ymd (2026, 3, 2);
        assert_first_of_all (fixture, query, first);
      }
}

/* So many that the first with a text are not looked for one by one to the end. */
static void
test_a_rare_text_is_found_among_many (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autoptr(GString) rows = g_string_new (HEADER);
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;

  for (guint i = 0; i < 140000; i++)
    g_string_append_printf (rows, "%c-EUR,2026-02-%02uT%02u:%02u:%02uZ,%u.00,EUR,trade,Elm,%s,actual\n", 'A' + i % 2, 1 + i / 7200, i / 300 % 24,
                            i / 5 % 60, i % 60, i + 1, i == 7 || i == 70000 || i == 139999 ? "seldom" : "often");
  path = aeq_test_write (fixture->folder, "many.csv", rows->str, (gssize) rows->len);
  outcome = aeq_job_import (fixture->ledger, path, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      query.descending = i == 0;
      query.text = "seldom";
      assert_first_of_all (fixture, query, 1);
      assert_first_of_all (fixture, query, 3);
      assert_first_of_all (fixture, query, 32);
      query.text = "often";
      assert_first_of_all (fixture, query, 32);
    }
}

static void
test_totals_stay_within_their_currency (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqFlowIndex) index = find (fixture, &query);
  const AeqFlowTotal *totals = (const AeqFlowTotal *) (const void *) index->totals->data;

  g_assert_cmpuint (index->totals->len, ==, 2);
  g_assert_cmpstr (totals[0].currency->code, ==, "EUR");
  g_assert_cmpint (totals[0].in, ==, 132575);
  g_assert_cmpint (totals[0].out, ==, -40000);
  g_assert_cmpstr (totals[1].currency->code, ==, "JPY");
  g_assert_cmpint (totals[1].in, ==, 5000);
  g_assert_cmpint (totals[1].out, ==, -700);
}

static void
test_a_row_comes_when_it_is_looked_at (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqFlowList) list = aeq_flow_list_new (fixture->workspace, find (fixture, &query));
  g_autoptr(AeqRow) row = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 6);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 6));
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_null (aeq_row_get_data (row));
  while (aeq_row_get_data (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (((const AeqFlowEntry *) aeq_row_get_data (row))->counterparty, ==, "Dogwood");
}

/* A list that no row may be taken from. */
static void
test_selecting_all_reads_no_row (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqWorkspace) nowhere = aeq_workspace_new ("/dev/null/none", FALSE, now ());
  g_autoptr(AeqFlowList) list = aeq_flow_list_new (nowhere, find (fixture, &query));
  g_autoptr(AeqFlowSelection) selection = aeq_flow_selection_new (G_LIST_MODEL (list));
  g_autoptr(GtkBitset) selected = NULL;
  g_autoptr(GtkBitset) rest = NULL;

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (selection), 2);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 5);
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 2));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 4, TRUE);
  rest = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gtk_bitset_get_size (rest), ==, 1);
}

static void
test_copies_are_tables_with_plain_numbers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlowQuery query = AEQ_FLOW_QUERY_DEFAULT;
  g_autoptr(AeqFlowIndex) index = NULL;
  AeqFlowCopy *copy = g_new0 (AeqFlowCopy, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  query.text = "Cedar";
  index = find (fixture, &query);
  copy->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (copy->ids, index->ids, index->n);
  text = wait_for (fixture->workspace, &AEQ_FLOW_COPY, copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "2026-03-02 11:00\tA-EUR\t-400.00\tEUR\tactual\tmargin\tCedar Clearing\t\tcall\n");
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/workspace/a-thread-of-its-own", test_work_is_done_in_a_thread_of_its_own);
  add ("/workspace/leaving-cancels", test_leaving_a_workspace_cancels_what_is_under_way);
  add ("/workspace/no-ledger", test_what_is_no_ledger_is_refused_and_left_alone);
  add ("/flows/text-as-written", test_text_is_found_as_it_is_written);
  add ("/flows/days-of-each-account", test_days_are_those_of_each_account);
  add ("/flows/sort-and-filter", test_sorting_and_filtering_hold_together);
  add ("/flows/first", test_the_first_are_the_first_of_all);
  add ("/flows/rare", test_a_rare_text_is_found_among_many);
  add ("/flows/totals-by-currency", test_totals_stay_within_their_currency);
  add ("/flow-list/rows-when-looked-at", test_a_row_comes_when_it_is_looked_at);
  add ("/flow-selection/select-all", test_selecting_all_reads_no_row);
  add ("/flow-copy/plain-numbers", test_copies_are_tables_with_plain_numbers);
  return g_test_run ();
}
