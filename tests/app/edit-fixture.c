/* SPDX-License-Identifier: MIT */
#include "edit-fixture.h"

#include "aeq-job-import.h"
#include "aeq-test.h"

#define NOW "2026-03-02T12:00:00Z"

static const char ROWS[] =
  "account,settle_ts,amount,currency,category,counterparty,narrative,status\n"
  "A-EUR,2026-02-27T10:00:00Z,1000.00,EUR,trade,Alder Bank,first,actual\n"
  "A-EUR,2026-03-02T09:00:00Z,250.50,EUR,,Birch & Co,second,actual\n"
  "A-EUR,2026-03-02T10:00:00Z,-400.00,EUR,,Cedar Clearing,call,actual\n"
  "A-EUR,2026-03-02T15:00:00Z,75.25,EUR,,Alder Bank,later,expected\n"
  "B-JPY,2026-03-02T03:00:00Z,5000,JPY,trade,Alder Bank,tokyo,actual\n"
  "B-JPY,2026-03-02T16:00:00Z,-700,JPY,,Dogwood,fees,expected\n";

static void
on_told (AeqUndo *undo G_GNUC_UNUSED, const char *text, gboolean undoable, EditFixture *fixture)
{
  g_string_append_printf (fixture->told, "%s%s\n", undoable ? "!" : "", text);
}

void
edit_set_up (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(AeqWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = NULL;
  AeqInstant now;

  g_assert_true (aeq_instant_parse (NOW, -1, &now));
  fixture->folder = aeq_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "desk.ledger", NULL);
  rows = aeq_test_write (fixture->folder, "rows.csv", ROWS, -1);
  fixture->ledger = aeq_ledger_open (fixture->path, AEQ_STORE_CREATE, now, 7, &error);
  g_assert_no_error (error);
  outcome = aeq_job_import (fixture->ledger, rows, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->added, ==, 6);
  workspace = aeq_workspace_new (fixture->path, FALSE, now);
  fixture->desk = aeq_app_desk_new (workspace, aeq_app_desk_news_read (fixture->ledger, &error), NULL);
  g_assert_no_error (error);
  fixture->told = g_string_new (NULL);
  g_signal_connect (aeq_undo_of (fixture->desk), "told", G_CALLBACK (on_told), fixture);
}

void
edit_tear_down (EditFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_unref (fixture->desk);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  aeq_ledger_close (fixture->ledger);
  g_string_free (fixture->told, TRUE);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
n_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

void
edit_wait (EditFixture *fixture, guint n)
{
  while (n_lines (fixture->told->str) < n)
    g_main_context_iteration (NULL, TRUE);
}

gint64
edit_int (EditFixture *fixture, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  aeq_store_query_int64 (fixture->ledger->store, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}
