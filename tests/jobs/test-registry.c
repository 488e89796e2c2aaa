/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-registry.h"

static void
put_model (JobsFixture *fixture, const char *family, const char *version, const char *status)
{
  g_autoptr(GBytes) content = g_bytes_new (version, strlen (version));
  g_autoptr(GError) error = NULL;

  aeq_model_put (fixture->ledger, family, version, status, "{}", content, &error);
  g_assert_no_error (error);
}

static void
assert_status (JobsFixture *fixture, const char *version, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqRegistry) registry = aeq_job_registry (fixture->ledger, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < registry->models->len; i++)
    if (g_str_equal (((AeqModelRecord *) registry->models->pdata[i])->version, version))
      {
        g_assert_cmpstr (((AeqModelRecord *) registry->models->pdata[i])->status, ==, expected);
        return;
      }
  g_assert_not_reached ();
}

static void
test_the_newest_comes_first_with_its_card (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegistry) registry = NULL;
  g_autoptr(GError) error = NULL;

  put_model (fixture, AEQ_MODEL_STEADY, "v1.0", "current");
  put_model (fixture, AEQ_MODEL_CRISIS, "crisis-v1.1", "shadow");
  registry = aeq_job_registry (fixture->ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (registry->models->len, ==, 2);
  g_assert_cmpstr (((AeqModelRecord *) registry->models->pdata[0])->version, ==, "crisis-v1.1");
  g_assert_true (g_str_has_prefix (registry->cards->pdata[0], "# Crisis model crisis-v1.1"));
  g_assert_true (g_str_has_prefix (registry->cards->pdata[1], "# Steady-state model v1.0"));
}

/* Undo gives back the very states: what was a shadow is one again and not retired. */
static void
test_a_promotion_is_taken_back_whole (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegistryChange) change = NULL;
  g_autoptr(GError) error = NULL;

  put_model (fixture, AEQ_MODEL_STEADY, "v1.0", "current");
  put_model (fixture, AEQ_MODEL_STEADY, "v1.1", "shadow");
  change = aeq_job_registry_change (fixture->ledger, AEQ_MODEL_STEADY, "v1.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (change->current, ==, "v1.1");
  assert_status (fixture, "v1.0", "retired");
  g_assert_true (aeq_job_registry_restore (fixture->ledger, change, FALSE, &error));
  assert_status (fixture, "v1.0", "current");
  assert_status (fixture, "v1.1", "shadow");
  g_assert_true (aeq_job_registry_restore (fixture->ledger, change, TRUE, &error));
  assert_status (fixture, "v1.0", "retired");
  assert_status (fixture, "v1.1", "current");
}

/* A model that has come since must not stay current beside the one that undo brings back. */
static void
test_one_of_a_family_is_current_after_undo (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegistryChange) change = NULL;
  g_autoptr(GError) error = NULL;

  put_model (fixture, AEQ_MODEL_STEADY, "v1.0", "current");
  put_model (fixture, AEQ_MODEL_STEADY, "v1.1", "shadow");
  change = aeq_job_registry_change (fixture->ledger, AEQ_MODEL_STEADY, "v1.1", &error);
  g_assert_no_error (error);
  put_model (fixture, AEQ_MODEL_STEADY, "v1.2", "shadow");
  g_assert_true (aeq_model_promote (fixture->ledger, "v1.2", &error));
  g_assert_true (aeq_job_registry_restore (fixture->ledger, change, FALSE, &error));
  assert_status (fixture, "v1.0", "current");
  assert_status (fixture, "v1.2", "retired");
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM model WHERE status = 'current'"), ==, 1);
}

static void
test_a_rollback_without_one_before (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegistryChange) change = NULL;
  g_autoptr(AeqRegistryChange) nothing = NULL;
  g_autoptr(GError) error = NULL;

  put_model (fixture, AEQ_MODEL_STEADY, "v1.0", "current");
  change = aeq_job_registry_change (fixture->ledger, AEQ_MODEL_STEADY, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (change->current);
  assert_status (fixture, "v1.0", "retired");
  nothing = aeq_job_registry_change (fixture->ledger, AEQ_MODEL_STEADY, NULL, &error);
  g_assert_null (nothing);
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (aeq_job_registry_restore (fixture->ledger, change, FALSE, &error));
  assert_status (fixture, "v1.0", "current");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/registry/newest-first", test_the_newest_comes_first_with_its_card);
  jobs_test_add ("/jobs/registry/undo", test_a_promotion_is_taken_back_whole);
  jobs_test_add ("/jobs/registry/one-current", test_one_of_a_family_is_current_after_undo);
  jobs_test_add ("/jobs/registry/rollback", test_a_rollback_without_one_before);
  return aeq_test_run_on_store ();
}
