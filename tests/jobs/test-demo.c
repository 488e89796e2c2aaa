/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-demo.h"

static void
fill (JobsFixture *fixture, AeqDemoResult *result)
{
  g_autoptr(GError) error = NULL;

  aeq_job_demo (fixture->ledger, result, NULL, NULL, &error);
  g_assert_no_error (error);
  aeq_demo_result_clear (result);
}

/* The one large ledger of this suite, made twice; the second time in memory, so that on PostgreSQL both kinds of store are compared. */
static void
test_the_same_seed_gives_the_same_desk (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr(GError) error = NULL;
  AeqDemoResult result;
  JobsFixture other = { 0 };

  fill (fixture, &result);
  here = jobs_sha (fixture);
  g_assert_cmpint (result.accounts, ==, 12);
  g_assert_cmpint (result.flows, >, 200000);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow"), ==, result.flows);
  g_assert_false (aeq_job_demo (fixture->ledger, &result, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  other.ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, jobs_at (JOBS_NOW), 7, &error);
  g_assert_no_error (error);
  fill (&other, &result);
  there = jobs_sha (&other);
  g_assert_cmpstr (here, ==, there);
  aeq_ledger_close (other.ledger);
}

static void
test_a_ledger_in_use_is_left_alone (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqDemoResult result;

  jobs_import_good (fixture, JOBS_HEADER "A-1,,2026-02-02,2026-02-02,1.00,USD,,X,R,B,,actual\n");
  g_assert_false (aeq_job_demo (fixture->ledger, &result, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/demo/same-seed-same-desk", test_the_same_seed_gives_the_same_desk);
  jobs_test_add ("/jobs/demo/in-use", test_a_ledger_in_use_is_left_alone);
  return aeq_test_run_on_store ();
}
