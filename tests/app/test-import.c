/* SPDX-License-Identifier: MIT */
/* The import assistant's choices and words, without a display; which files are ledgers; the folder that is watched. */
#include <string.h>

#include "aeq-error.h"
#include "aeq-file-kind.h"
#include "aeq-import-file.h"
#include "aeq-import-watch.h"
#include "aeq-test.h"

#define NOW "2026-03-02T12:00:00Z"
#define BANK "Datum;Betrag;Verwendungszweck\n03.02.2026;-1.200,00;Miete\n05.02.2026;2.500,50;Gehalt\n"
#define MARKED "Date,Amount,D/C,Text\n2026-02-03,12.00,D,rent\n2026-02-04,20.00,C,pay\n2026-02-05,5.00,D,fee\n"
#define STATEMENT ":20:REF1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260201EUR1000,00\n:61:2602020202D100,00NTRFNONREF\n:86:Rent\n" \
                  ":62F:C260202EUR900,00\n-\n"

typedef struct
{
  char          *folder;
  char          *path;
  AeqLedger     *ledger;
  AeqImportFile *file;
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
  g_autoptr(GError) error = NULL;

  fixture->folder = aeq_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "desk.ledger", NULL);
  fixture->ledger = aeq_ledger_open (fixture->path, AEQ_STORE_CREATE, now (), 7, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_import_file_free (fixture->file);
  aeq_ledger_close (fixture->ledger);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Looks at the file as it is to be read now. */
static void
look (Fixture *fixture)
{
  const AeqImportRequest request = aeq_import_file_request (fixture->file);
  g_autoptr(GError) error = NULL;
  AeqImportPreview *preview = aeq_job_import_preview (fixture->ledger, fixture->file->path, &request, NULL, &error);

  g_assert_no_error (error);
  aeq_import_file_take_preview (fixture->file, preview);
}

static void
open_text (Fixture *fixture, const char *text)
{
  g_autofree char *path = aeq_test_write (fixture->folder, "rows.csv", text, -1);

  fixture->file = aeq_import_file_new (path);
  look (fixture);
}

static gint64
amount_at (Fixture *fixture, guint i)
{
  g_assert_cmpuint (fixture->file->preview->flows->len, >, i);
  return ((AeqPreviewFlow *) fixture->file->preview->flows->pdata[i])->minor;
}

static void
test_the_sign_rule_is_told_with_the_files_own_amounts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *written = NULL;
  g_autofree char *inverted = NULL;

  open_text (fixture, BANK);
  written = aeq_import_file_describe_signs (fixture->file);
  g_assert_cmpstr (written, ==, "Money out is negative: -1.200,00 leaves the account, 2.500,50 comes in.");
  aeq_import_file_set_signs (fixture->file, AEQ_SIGNS_INVERTED);
  look (fixture);
  inverted = aeq_import_file_describe_signs (fixture->file);
  g_assert_cmpstr (inverted, ==, "Money out is positive: 2.500,50 leaves the account, -1.200,00 comes in.");
  g_assert_cmpint (aeq_import_file_get_signs (fixture->file), ==, AEQ_SIGNS_INVERTED);
  g_assert_cmpint (amount_at (fixture, 0), ==, 120000);
}

static void
test_a_mark_gives_way_to_a_sign (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *told = NULL;

  open_text (fixture, MARKED);
  g_assert_cmpint (aeq_import_file_get_signs (fixture->file), ==, AEQ_SIGNS_MARK);
  g_assert_cmpint (amount_at (fixture, 0), ==, -1200);
  told = aeq_import_file_describe_signs (fixture->file);
  g_assert_cmpstr (told, ==, "A column says which way money goes: “D” leaves the account, “C” comes in.");
  aeq_import_file_set_signs (fixture->file, AEQ_SIGNS_AS_WRITTEN);
  look (fixture);
  g_assert_cmpint (amount_at (fixture, 0), ==, 1200);
  g_assert_cmpint (fixture->file->preview->look->roles[2], ==, AEQ_ROLE_NONE);
  aeq_import_file_set_role (fixture->file, 2, AEQ_ROLE_DIRECTION);
  look (fixture);
  g_assert_cmpint (amount_at (fixture, 0), ==, -1200);
}

static void
test_a_role_belongs_to_one_column (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *problem = NULL;

  open_text (fixture, BANK);
  aeq_import_file_set_role (fixture->file, 2, AEQ_ROLE_AMOUNT);
  g_assert_cmpint (fixture->file->preview->look->roles[1], ==, AEQ_ROLE_NONE);
  aeq_import_file_set_role (fixture->file, 2, AEQ_ROLE_NARRATIVE);
  look (fixture);
  problem = aeq_import_file_describe_problem (fixture->file);
  g_assert_cmpstr (problem, ==, "rows.csv: has no column of amounts that could be found. Say above each column what it holds.");
  g_assert_cmpuint (fixture->file->preview->look->rows->len, ==, 2);
}

static void
test_marks_are_chosen (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  open_text (fixture, "Date;Amount;Text\n2026-02-03;1.234;a\n");
  aeq_import_file_set_marks (fixture->file, AEQ_DATE_YMD, AEQ_DECIMAL_POINT);
  look (fixture);
  g_assert_cmpint (amount_at (fixture, 0), ==, 123);
  aeq_import_file_set_marks (fixture->file, AEQ_DATE_YMD, AEQ_DECIMAL_COMMA);
  look (fixture);
  g_assert_cmpint (amount_at (fixture, 0), ==, 123400);
}

static void
test_bad_rows_are_left_out_unless_somebody_said (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *counts = NULL;

  open_text (fixture, BANK "31.02.2026;7,00;Storno\n");
  counts = aeq_import_file_describe_counts (fixture->file);
  g_assert_cmpstr (counts, ==, "2 new flows · 0 known already · 1 bad row");
  g_assert_true (fixture->file->good_only);
  fixture->file->chosen = TRUE;
  fixture->file->good_only = FALSE;
  look (fixture);
  g_assert_false (fixture->file->good_only);
}

static void
keep_result (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_ledgers_are_told_from_files (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = aeq_test_write (fixture->folder, "rows.csv", BANK, -1);
  const char *const paths[] = { text, fixture->path, "/nowhere/at/all", NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_auto(GStrv) ledgers = NULL;
  g_auto(GStrv) others = NULL;

  aeq_file_kinds_read (paths, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (aeq_file_kinds_finish (result, &ledgers, &others, NULL));
  g_assert_cmpuint (g_strv_length (ledgers), ==, 1);
  g_assert_cmpstr (ledgers[0], ==, fixture->path);
  g_assert_cmpuint (g_strv_length (others), ==, 2);
}

static void
count_import (AeqImportWatch *watch G_GNUC_UNUSED, const AeqImportOutcome *outcome, gint64 *added)
{
  *added += outcome->added;
}

static void
wait_for_added (const gint64 *added, gint64 n)
{
  while (*added < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_refused (AeqImportWatch *watch, guint n)
{
  while (aeq_import_watch_get_refused (watch)->len != n)
    g_main_context_iteration (NULL, TRUE);
}

/* What is there already, what comes, what is refused and then mended. */
static void
test_a_watched_folder_brings_what_is_known (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *inbox = g_build_filename (fixture->folder, "inbox", NULL);
  g_autoptr(AeqWorkspace) workspace = aeq_workspace_new (fixture->path, FALSE, now ());
  g_autoptr(AeqImportWatch) watch = aeq_import_watch_new (workspace, NULL);
  g_autofree char *first = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *part = NULL;
  gint64 added = 0;

  g_assert_cmpint (g_mkdir_with_parents (inbox, 0700), ==, 0);
  first = aeq_test_write (inbox, "first.sta", STATEMENT, -1);
  part = aeq_test_write (inbox, "second.sta.part", STATEMENT, -1);
  g_signal_connect (watch, "imported", G_CALLBACK (count_import), &added);
  aeq_import_watch_set_folder (watch, inbox);
  wait_for_added (&added, 1);
  unknown = aeq_test_write (inbox, "unknown.csv", BANK, -1);
  wait_for_refused (watch, 1);
  g_assert_nonnull (strstr (((AeqImportRefused *) aeq_import_watch_get_refused (watch)->pdata[0])->reason, "no profile knows"));
  g_assert_true (g_file_set_contents (unknown, "account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,"
                                      "bank_reference,narrative,status\nA-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,1.00,USD,,,R1,B1,,actual\n",
                                      -1, NULL));
  wait_for_added (&added, 2);
  g_assert_cmpuint (aeq_import_watch_get_refused (watch)->len, ==, 0);
  aeq_import_watch_set_folder (watch, NULL);
  g_assert_null (aeq_import_watch_get_folder (watch));
}

static void
test_a_folder_that_is_gone_gets_a_sentence (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", NULL);
  g_autoptr(AeqWorkspace) workspace = aeq_workspace_new (fixture->path, FALSE, now ());
  g_autoptr(AeqImportWatch) watch = aeq_import_watch_new (workspace, NULL);

  aeq_import_watch_set_folder (watch, gone);
  while (aeq_import_watch_get_error (watch) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (aeq_import_watch_get_error (watch)->message, "No such file"));
}

#define ADD(name, func) g_test_add ("/app/import/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-sign-rule-is-told-with-the-files-own-amounts", test_the_sign_rule_is_told_with_the_files_own_amounts);
  ADD ("a-mark-gives-way-to-a-sign", test_a_mark_gives_way_to_a_sign);
  ADD ("a-role-belongs-to-one-column", test_a_role_belongs_to_one_column);
  ADD ("marks-are-chosen", test_marks_are_chosen);
  ADD ("bad-rows-are-left-out-unless-somebody-said", test_bad_rows_are_left_out_unless_somebody_said);
  ADD ("ledgers-are-told-from-files", test_ledgers_are_told_from_files);
  ADD ("a-watched-folder-brings-what-is-known", test_a_watched_folder_brings_what_is_known);
  ADD ("a-folder-that-is-gone-gets-a-sentence", test_a_folder_that_is_gone_gets_a_sentence);
  return g_test_run ();
}
