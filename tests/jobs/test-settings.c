/* SPDX-License-Identifier: MIT */
/* What a ledger takes for granted, changed and taken back; a backup that becomes a ledger. */
#include "aeq-job-settings.h"

#include <string.h>

#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-job-import.h"
#include "aeq-job-restore.h"
#include "aeq-test.h"

#define ROWS \
  "account,settle_ts,amount,currency,category,counterparty,narrative,status\n" \
  "A-EUR,2026-02-27T23:30:00Z,1000.00,EUR,trade,Alder Bank,first,actual\n"

typedef struct
{
  char      *folder;
  char      *path;
  AeqLedger *ledger;
  AeqId      account;
} Fixture;

static AeqInstant
now (void)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse ("2026-03-02T12:00:00Z", -1, &instant));
  return instant;
}

static AeqAccount *
read_account (AeqLedger *ledger)
{
  g_autoptr(GError) error = NULL;
  AeqAccount *account = aeq_account_require (ledger, "A-EUR", NULL, &error);

  g_assert_no_error (error);
  return account;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = NULL;

  fixture->folder = aeq_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "desk.ledger", NULL);
  rows = aeq_test_write (fixture->folder, "rows.csv", ROWS, -1);
  fixture->ledger = aeq_ledger_open (fixture->path, AEQ_STORE_CREATE, now (), 7, &error);
  g_assert_no_error (error);
  outcome = aeq_job_import (fixture->ledger, rows, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  account = read_account (fixture->ledger);
  fixture->account = account->uid;
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_pointer (&fixture->ledger, aeq_ledger_close);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
the_reporting_currency_is_kept (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (aeq_ledger_reporting_currency (fixture->ledger)->code, ==, "USD");
  g_assert_true (aeq_job_set_reporting_currency (fixture->ledger, aeq_currency_lookup ("CHF", -1), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (aeq_ledger_reporting_currency (fixture->ledger)->code, ==, "CHF");
}

static void
a_calendar_is_changed_and_taken_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqAccount) changed = NULL, back = NULL;
  gint64 no;

  g_assert_true (aeq_job_set_account_calendar (fixture->ledger, &fixture->account, "uk_chaps", &error));
  g_assert_no_error (error);
  changed = read_account (fixture->ledger);
  g_assert_cmpstr (changed->calendar, ==, "uk_chaps");
  g_assert_true (aeq_change_last (fixture->ledger, &no, &error));
  g_assert_true (aeq_change_undo (fixture->ledger, no, &error));
  g_assert_no_error (error);
  back = read_account (fixture->ledger);
  g_assert_cmpstr (back->calendar, ==, "target2");
}

/* 23:30 UTC is the next day in Berlin and the same in London. */
static void
a_zone_moves_the_days (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gint64 days;

  g_assert_true (aeq_job_set_account_zone (fixture->ledger, &fixture->account, "Europe/London", &error));
  g_assert_no_error (error);
  g_assert_true (aeq_store_query_int64 (fixture->ledger->store, "SELECT COUNT (*) FROM flow_day WHERE day = '2026-02-27'", 0, &days, &error));
  g_assert_no_error (error);
  g_assert_cmpint (days, ==, 1);
}

static void
what_does_not_exist_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) calendar = NULL, zone = NULL;
  gint64 before, after;

  g_assert_true (aeq_change_last (fixture->ledger, &before, NULL));
  g_assert_false (aeq_job_set_account_calendar (fixture->ledger, &fixture->account, "moon", &calendar));
  g_assert_nonnull (strstr (calendar->message, "moon"));
  g_assert_false (aeq_job_set_account_zone (fixture->ledger, &fixture->account, "Europe/Atlantis", &zone));
  g_assert_nonnull (strstr (zone->message, "Europe/Atlantis"));
  g_assert_true (aeq_change_last (fixture->ledger, &after, NULL));
  g_assert_cmpint (before, ==, after);
}

static void
a_backup_becomes_a_ledger_but_replaces_none (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *backup = g_build_filename (fixture->folder, "backup.ledger", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "new", "restored.ledger", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqLedger) restored = NULL;
  g_autoptr(AeqAccount) account = NULL;

  g_assert_true (aeq_store_backup (fixture->ledger->store, backup, NULL, NULL, &error));
  g_assert_true (aeq_job_restore (backup, target, now (), 7, NULL, NULL, &error));
  g_assert_no_error (error);
  restored = aeq_ledger_open (target, AEQ_STORE_READ_ONLY, now (), 7, &error);
  g_assert_no_error (error);
  account = read_account (restored);
  g_assert_false (aeq_job_restore (backup, fixture->path, now (), 7, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
}

#define ADD(name) g_test_add ("/jobs/settings/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_reporting_currency_is_kept);
  ADD (a_calendar_is_changed_and_taken_back);
  ADD (a_zone_moves_the_days);
  ADD (what_does_not_exist_is_refused);
  ADD (a_backup_becomes_a_ledger_but_replaces_none);
  return g_test_run ();
}
