/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "store-fixture.h"

#define MORE_SQL \
  "INSERT INTO flow (id, uid, account_id, status, settle_ts, timed, amount, narrative)" \
  " SELECT (SELECT COALESCE (MAX (id), 0) FROM flow) + 1, randomblob (16), 1, 0, 0, 1, 100, hex (randomblob (2000))"

/* Writes until it is refused for want of space, inside one transaction with @outer levels around it. */
static void
fill_up (AeqStore *store, int outer)
{
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < outer; i++)
    g_assert_true (aeq_store_begin (store, NULL));
  for (int i = 0; i < 100000 && error == NULL; i++)
    aeq_store_exec (store, MORE_SQL, &error);
  /* What fits into memory is refused at the commit. */
  if (error == NULL)
    aeq_store_commit (store, &error);
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FULL);
  for (int i = 0; i < outer; i++)
    aeq_store_rollback (store);
}

static void
assert_old_state (AeqStore *store)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM flow"), ==, 0);
  aeq_store_check (store, problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_page_limit_is_full (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  store_account (store, 1);
  store_int (store, "PRAGMA max_page_count = 150");
  fill_up (store, 1);
  assert_old_state (store);
}

static void
test_page_limit_inside_nested_work (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  store_account (store, 1);
  store_int (store, "PRAGMA max_page_count = 150");
  fill_up (store, 3);
  assert_old_state (store);
  store_int (store, "PRAGMA max_page_count = 100000");
  store_exec (store, MORE_SQL);
}

/* 1200 kB hold the schema and its log, not much more. */
static void
test_full_disk (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "small", NULL);
  g_autofree char *path = g_build_filename (folder, "desk.ledger", NULL);
  AeqStore *store;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  if (!aeq_test_mount_small (folder, 1200))
    {
      g_test_skip ("mounting a small disk is not allowed here; the page limit stands in for it");
      return;
    }
  store = store_open (path);
  store_account (store, 1);
  /* A small cache, so that pages are written before the commit too. */
  store_exec (store, "PRAGMA cache_size = 20");
  fill_up (store, 1);
  assert_old_state (store);
  aeq_store_close (store);
  store = store_open (path);
  assert_old_state (store);
  aeq_store_close (store);
  aeq_test_unmount (folder);
}

static void
test_full_disk_at_creation (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "tiny", NULL);
  g_autofree char *path = g_build_filename (folder, "desk.ledger", NULL);

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  for (guint kilobytes = 4; kilobytes <= 256; kilobytes *= 2)
    {
      g_autoptr(GError) error = NULL;

      if (!aeq_test_mount_small (folder, kilobytes))
        {
          g_test_skip ("mounting a small disk is not allowed here");
          return;
        }
      g_assert_null (aeq_store_open (path, AEQ_STORE_CREATE, &error));
      g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FULL);
      aeq_test_unmount (folder);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/space/page-limit", test_page_limit_is_full);
  store_test_add ("/store/space/page-limit-nested", test_page_limit_inside_nested_work);
  store_test_add ("/store/space/full-disk", test_full_disk);
  store_test_add ("/store/space/full-disk-at-creation", test_full_disk_at_creation);
  return g_test_run ();
}
