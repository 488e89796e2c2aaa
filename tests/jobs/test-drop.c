/* SPDX-License-Identifier: MIT */
/* A folder that is looked through: what is finished is imported once and put away, what is refused is told why, beside the file. */
#include "aeq-job-drop.h"

#include <glib/gstdio.h>

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
look (Fixture *self, gboolean put_away)
{
  const AeqDropRequest request = { self->inbox, put_away ? self->archive : NULL, put_away ? self->quarantine : NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *files = aeq_job_drop (self->base.ledger, &request, self->memory, NULL, NULL, &error);

  g_assert_no_error (error);
  return files;
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
  g_assert_cmpint (((AeqDropFile *) second->pdata[0])->added, ==, 2);
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
  g_assert_cmpuint (c->len, ==, 0);
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
  const AeqDropRequest request = { "/nowhere/at/all", NULL, NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_job_drop (self->base.ledger, &request, self->memory, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
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
  return g_test_run ();
}
