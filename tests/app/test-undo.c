/* SPDX-License-Identifier: MIT */
#include "edit-fixture.h"

#include "aeq-job-categorise.h"

#define N_FEES "SELECT COUNT(*) FROM flow WHERE category = 'fee'"

static gboolean
give_fee (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable, GError **error)
{
  const gint64 ids[] = { 1, 2, 3 };

  return aeq_job_categorise (ledger, ids, (guint) GPOINTER_TO_INT (data), "fee", range, n, cancellable, error);
}

static char *
tell_fees (gint64 n, gconstpointer data G_GNUC_UNUSED)
{
  return g_strdup_printf ("%d fees", (int) n);
}

static const AeqAct GIVE_FEE = { give_fee, tell_fees, NULL };

static void
test_an_action_is_undone_and_done_again (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqUndo *undo = aeq_undo_of (fixture->desk);

  g_assert_false (aeq_undo_can_undo (undo));
  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (3));
  edit_wait (fixture, 1);
  g_assert_cmpint (edit_int (fixture, N_FEES), ==, 3);
  g_assert_true (aeq_undo_can_undo (undo));
  for (guint i = 0; i < 3; i++)
    {
      aeq_undo_undo (undo);
      g_assert_false (aeq_undo_can_undo (undo)); /* under way */
      edit_wait (fixture, 2 + 2 * i);
      g_assert_cmpint (edit_int (fixture, N_FEES), ==, 0);
      g_assert_true (aeq_undo_can_redo (undo));
      aeq_undo_redo (undo);
      edit_wait (fixture, 3 + 2 * i);
      g_assert_cmpint (edit_int (fixture, N_FEES), ==, 3);
      g_assert_false (aeq_undo_can_redo (undo));
    }
  g_assert_true (g_str_has_prefix (fixture->told->str, "!3 fees\nUndone: 3 fees\nDone again: 3 fees\n"));
}

static void
test_a_new_action_ends_what_could_be_done_again (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqUndo *undo = aeq_undo_of (fixture->desk);

  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (1));
  edit_wait (fixture, 1);
  aeq_undo_undo (undo);
  edit_wait (fixture, 2);
  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (2));
  edit_wait (fixture, 3);
  g_assert_false (aeq_undo_can_redo (undo));
}

static void
test_what_changes_nothing_is_no_step (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqUndo *undo = aeq_undo_of (fixture->desk);

  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (0));
  edit_wait (fixture, 1);
  g_assert_false (aeq_undo_can_undo (undo));
  g_assert_cmpstr (fixture->told->str, ==, "0 fees\n");
}

static void
test_what_others_changed_is_refused_and_leaves_the_stack (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqUndo *undo = aeq_undo_of (fixture->desk);
  const gint64 second = 2;
  AeqChangeRange range;
  gint64 n;

  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (1));
  edit_wait (fixture, 1);
  aeq_undo_act (undo, &GIVE_FEE, GINT_TO_POINTER (2));
  edit_wait (fixture, 2);
  g_assert_true (aeq_job_categorise (fixture->ledger, &second, 1, "theirs", &range, &n, NULL, NULL));
  aeq_undo_undo (undo);
  edit_wait (fixture, 3);
  g_assert_nonnull (strstr (fixture->told->str, "changed again since"));
  g_assert_cmpint (edit_int (fixture, "SELECT COUNT(*) FROM flow WHERE category = 'theirs'"), ==, 1);
  g_assert_true (aeq_undo_can_undo (undo)); /* the first action still can */
  aeq_undo_undo (undo);
  edit_wait (fixture, 4);
  g_assert_cmpint (edit_int (fixture, N_FEES), ==, 0);
}

static void
test_an_action_done_elsewhere_goes_on_the_stack (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const gint64 ids[] = { 1, 2 };
  AeqChangeRange range;
  gint64 n;

  g_assert_true (aeq_job_categorise (fixture->ledger, ids, 2, "fee", &range, &n, NULL, NULL));
  aeq_app_desk_add_undo (fixture->desk, "elsewhere", range.first, range.last);
  g_assert_cmpstr (fixture->told->str, ==, "!elsewhere\n");
  aeq_undo_undo (aeq_undo_of (fixture->desk));
  edit_wait (fixture, 2);
  g_assert_cmpint (edit_int (fixture, N_FEES), ==, 0);
}

static void
count (AeqAppDesk *desk G_GNUC_UNUSED, guint *n)
{
  *n += 1;
}

static void
test_each_change_is_told_to_the_desk (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint n = 0;

  g_signal_connect (fixture->desk, "data-changed", G_CALLBACK (count), &n);
  aeq_undo_act (aeq_undo_of (fixture->desk), &GIVE_FEE, GINT_TO_POINTER (3));
  while (n < 1)
    g_main_context_iteration (NULL, TRUE);
  aeq_undo_undo (aeq_undo_of (fixture->desk));
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (edit_int (fixture, N_FEES), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  edit_test_add ("/undo/and-again", test_an_action_is_undone_and_done_again);
  edit_test_add ("/undo/new-action", test_a_new_action_ends_what_could_be_done_again);
  edit_test_add ("/undo/no-step", test_what_changes_nothing_is_no_step);
  edit_test_add ("/undo/changed-by-others", test_what_others_changed_is_refused_and_leaves_the_stack);
  edit_test_add ("/undo/elsewhere", test_an_action_done_elsewhere_goes_on_the_stack);
  edit_test_add ("/undo/data-changed", test_each_change_is_told_to_the_desk);
  return g_test_run ();
}
