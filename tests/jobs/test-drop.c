/* SPDX-License-Identifier: MIT */
/* A folder that is looked through: what is finished is imported once and put away, what is refused is told why, beside the file. */
#include "aeq-job-drop.h"

#include <glib/gstdio.h>

#include "aeq-import-history.h"
#include "aeq-job-profiles.h"
#include "jobs-fixture.h"

#define ROW_1 "A-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,100.00,USD,,Harbour,R1,B1,first,actual\n"
#define ROW_2 "A-1,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,-40.50,USD,,Harbour,R2,B2,second,actual\n"
#define BAD_ROW "A-1,2026-02-04T10:00:00Z,2026-02-31,2026-02-04,7.00,USD,,Harbour,R3,B3,third,actual\n"

typedef struct
{
  JobsFixture    base;
  AeqDropMemory *memory;
  char          *inbox, *archive, *quarantine;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  jobs_set_up (&self->base, data);
  self->memory = aeq_drop_memory_new ();
  self->inbox = g_build_filename (self->base.folder, "inbox", NULL);
  self->archive = g_build_filename (self->base.folder, "archive", NULL);
  self->quarantine = g_build_filename (self->base.folder, "quarantine", NULL);
  g_assert_cmpint (g_mkdir (self->inbox, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  aeq_drop_memory_free (self->memory);
  g_free (self->inbox);
  g_free (self->archive);
  g_free (self->quarantine);
  jobs_tear_down (&self->base, data);
}

static void
put (Fixture *self, const char *name, const char *text)
{
  g_free (aeq_test_write (self->inbox, name, text, -1));
}

static GPtrArray *
look_by (Fixture *self, const AeqDropRequest *request)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *files = aeq_drop_look (request, self->memory, NULL, &error);

  g_assert_no_error (error);
  aeq_job_drop (self->base.ledger, request, self->memory, files, NULL, NULL, &error);
  g_assert_no_error (error);
  return files;
}

static GPtrArray *
look (Fixture *self, gboolean put_away)
{
  return look_by (self, &(AeqDropRequest) { self->inbox, put_away ? self->archive : NULL, put_away ? self->quarantine : NULL, NULL, 0 });
}

static void
expect (GPtrArray *files, guint i, const char *name, AeqDropFate fate)
{
  const AeqDropFile *file;

  g_assert_cmpuint (i, <, files->len);
  file = files->pdata[i];
  g_assert_cmpstr (file->name, ==, name);
  g_assert_cmpint (file->fate, ==, fate);
  g_assert_cmpint (file->reason != NULL, ==, fate == AEQ_DROP_REFUSED);
}

static char *
read_below (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
assert_holds (const char *folder, const char *name, const char *text)
{
  g_autofree char *got = read_below (folder, name);

  g_assert_cmpstr (got, ==, text);
}

static void
test_a_finished_file_is_imported_and_archived (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) first = NULL, second = NULL, third = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1 ROW_2);
  first = look (self, TRUE);
  expect (first, 0, "rows.csv", AEQ_DROP_WAITING);
  g_assert_cmpint (jobs_int (&self->base, "SELECT COUNT (*) FROM flow"), ==, 0);
  second = look (self, TRUE);
  expect (second, 0, "rows.csv", AEQ_DROP_IMPORTED);
  g_assert_cmpint (((AeqDropFile *) second->pdata[0])->outcome->added, ==, 2);
  g_assert_cmpint (jobs_int (&self->base, "SELECT SUM (amount) FROM flow"), ==, 5950);
  assert_holds (self->inbox, "rows.csv", NULL);
  assert_holds (self->archive, "rows.csv", JOBS_HEADER ROW_1 ROW_2);
  third = look (self, TRUE);
  g_assert_cmpuint (third->len, ==, 0);
}

static void
test_a_growing_file_is_waited_for (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) first = NULL, second = NULL, third = NULL;

  put (self, "rows.csv", JOBS_HEADER);
  first = look (self, TRUE);
  put (self, "rows.csv", JOBS_HEADER ROW_1);
  second = look (self, TRUE);
  expect (second, 0, "rows.csv", AEQ_DROP_WAITING);
  third = look (self, TRUE);
  expect (third, 0, "rows.csv", AEQ_DROP_IMPORTED);
}

static void
test_what_is_refused_goes_with_its_reason (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = jobs_sha (&self->base);
  g_autofree char *after = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(GPtrArray) first = NULL, second = NULL;

  put (self, "bad.csv", JOBS_HEADER ROW_1 BAD_ROW);
  put (self, "good.csv", JOBS_HEADER);
  put (self, "unknown.csv", "Eins,Zwei\n1,2\n");
  first = look (self, TRUE);
  second = look (self, TRUE);
  expect (second, 0, "bad.csv", AEQ_DROP_REFUSED);
  assert_holds (self->quarantine, "bad.csv", JOBS_HEADER ROW_1 BAD_ROW);
  assert_holds (self->inbox, "bad.csv", NULL);
  reason = read_below (self->quarantine, "bad.csv.reason.txt");
  g_assert_nonnull (reason);
  g_assert_nonnull (strstr (reason, "bad.csv"));
  expect (second, 2, "unknown.csv", AEQ_DROP_REFUSED);
  g_assert_nonnull (strstr (((AeqDropFile *) second->pdata[2])->reason, "no profile knows"));
  after = jobs_sha (&self->base);
  g_assert_cmpstr (before, ==, after);
}

static void
test_names_that_are_taken_get_a_number (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) a = NULL, b = NULL, c = NULL, d = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1);
  a = look (self, TRUE);
  b = look (self, TRUE);
  put (self, "rows.csv", JOBS_HEADER ROW_2);
  c = look (self, TRUE);
  d = look (self, TRUE);
  expect (d, 0, "rows.csv", AEQ_DROP_IMPORTED);
  assert_holds (self->archive, "rows.csv", JOBS_HEADER ROW_1);
  assert_holds (self->archive, "rows-2.csv", JOBS_HEADER ROW_2);
}

static void
test_what_stays_is_told_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqDropMemory) again = aeq_drop_memory_new ();
  g_autoptr(GPtrArray) a = NULL, b = NULL, c = NULL, d = NULL, e = NULL;

  put (self, "bad.csv", JOBS_HEADER BAD_ROW);
  put (self, "good.csv", JOBS_HEADER ROW_1);
  a = look (self, FALSE);
  b = look (self, FALSE);
  expect (b, 0, "bad.csv", AEQ_DROP_REFUSED);
  expect (b, 1, "good.csv", AEQ_DROP_IMPORTED);
  c = look (self, FALSE);
  g_assert_cmpuint (c->len, ==, 2);
  expect (c, 0, "bad.csv", AEQ_DROP_REFUSED);
  g_assert_true (((AeqDropFile *) c->pdata[0])->before && ((AeqDropFile *) c->pdata[1])->before);
  /* The window was closed in between. */
  aeq_drop_memory_free (g_steal_pointer (&self->memory));
  self->memory = g_steal_pointer (&again);
  d = look (self, FALSE);
  e = look (self, FALSE);
  expect (e, 1, "good.csv", AEQ_DROP_KNOWN);
  g_assert_cmpint (jobs_int (&self->base, "SELECT COUNT (*) FROM flow"), ==, 1);
}

static void
test_links_folders_and_parts_are_left (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *outside = aeq_test_write (self->base.folder, "outside.csv", JOBS_HEADER ROW_1, -1);
  g_autofree char *link = g_build_filename (self->inbox, "link.csv", NULL);
  g_autofree char *folder = g_build_filename (self->inbox, "folder.csv", NULL);
  g_autoptr(GPtrArray) first = NULL, second = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (link);

  put (self, "rows.csv.part", JOBS_HEADER ROW_1);
  put (self, ".rows.csv", JOBS_HEADER ROW_1);
  g_assert_true (g_file_make_symbolic_link (file, outside, NULL, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  first = look (self, TRUE);
  second = look (self, TRUE);
  g_assert_cmpuint (first->len + second->len, ==, 0);
}

static void
test_a_folder_that_is_gone_is_an_error (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDropRequest request = { .folder = "/nowhere/at/all" };
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_drop_look (&request, self->memory, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (aeq_drop_test (&request, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_a_file_is_waited_for_as_long_as_asked (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDropRequest patient = { self->inbox, NULL, NULL, NULL, G_MAXUINT };
  g_autoptr(GPtrArray) first = NULL, second = NULL, third = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1);
  first = look_by (self, &patient);
  second = look_by (self, &patient);
  expect (second, 0, "rows.csv", AEQ_DROP_WAITING);
  third = look (self, FALSE);
  expect (third, 0, "rows.csv", AEQ_DROP_IMPORTED);
}

static void
test_the_history_knows_where_the_file_went (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *archived = g_build_filename (self->archive, "rows.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) first = NULL, second = NULL, history = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1);
  first = look (self, TRUE);
  second = look (self, TRUE);
  history = aeq_import_history_list (self->base.ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 1);
  g_assert_true (aeq_import_history_read_details (self->base.ledger, history->pdata[0], &error));
  g_assert_cmpstr (((AeqImportRecord *) history->pdata[0])->path, ==, archived);
}

/* Its columns say nothing by themselves: with the profile of the request it goes in, without one it is refused. */
static void
test_a_profile_reads_what_none_would (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char PROFILE[] = "{\"name\": \"Two columns\", \"kind\": \"flows\", \"account\": \"A-1\", \"currency\": \"USD\","
                                " \"columns\": [{\"header\": \"Eins\", \"role\": \"value_date\"}, {\"header\": \"Zwei\", \"role\": \"amount\"}]}";
  const AeqDropRequest request = { self->inbox, NULL, NULL, "Two columns", 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqProfile) profile = aeq_profile_from_json (PROFILE, -1, &error);
  g_autoptr(GPtrArray) first = NULL, second = NULL;

  g_assert_no_error (error);
  g_assert_true (aeq_job_profiles_save (self->base.ledger, profile, &error));
  put (self, "two.csv", "Eins,Zwei\n2026-02-02,12.50\n");
  first = look_by (self, &request);
  second = look_by (self, &request);
  expect (second, 0, "two.csv", AEQ_DROP_IMPORTED);
  g_assert_cmpint (jobs_int (&self->base, "SELECT SUM (amount) FROM flow"), ==, 1250);
}

static void
test_a_profile_that_is_gone_refuses_no_file (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDropRequest request = { self->inbox, self->archive, self->quarantine, "Gone", 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1);
  g_ptr_array_unref (look_by (self, &request));
  files = aeq_drop_look (&request, self->memory, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (aeq_job_drop (self->base.ledger, &request, self->memory, files, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  assert_holds (self->inbox, "rows.csv", JOBS_HEADER ROW_1);
}

static void
test_a_try_tells_what_waits_and_leaves_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDropRequest request = { self->inbox, self->archive, self->quarantine, NULL, 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autoptr(GDir) dir = NULL;

  put (self, "rows.csv", JOBS_HEADER ROW_1);
  put (self, "other.part", "x");
  said = aeq_drop_test (&request, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (said, ": 1"));
  dir = g_dir_open (self->quarantine, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

#define ADD(name, func) g_test_add ("/jobs/drop/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-finished-file-is-imported-and-archived", test_a_finished_file_is_imported_and_archived);
  ADD ("a-growing-file-is-waited-for", test_a_growing_file_is_waited_for);
  ADD ("what-is-refused-goes-with-its-reason", test_what_is_refused_goes_with_its_reason);
  ADD ("names-that-are-taken-get-a-number", test_names_that_are_taken_get_a_number);
  ADD ("what-stays-is-told-once", test_what_stays_is_told_once);
  ADD ("links-folders-and-parts-are-left", test_links_folders_and_parts_are_left);
  ADD ("a-folder-that-is-gone-is-an-error", test_a_folder_that_is_gone_is_an_error);
  ADD ("a-file-is-waited-for-as-long-as-asked", test_a_file_is_waited_for_as_long_as_asked);
  ADD ("the-history-knows-where-the-file-went", test_the_history_knows_where_the_file_went);
  ADD ("a-profile-reads-what-none-would", test_a_profile_reads_what_none_would);
  ADD ("a-profile-that-is-gone-refuses-no-file", test_a_profile_that_is_gone_refuses_no_file);
  ADD ("a-try-tells-what-waits-and-leaves-nothing", test_a_try_tells_what_waits_and_leaves_nothing);
  return g_test_run ();
}
