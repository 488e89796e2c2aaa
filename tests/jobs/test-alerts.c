/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-alert-words.h"
#include "aeq-job-alerts.h"
#include "aeq-job-undo.h"

#define HEAD "account,settle_ts,amount,currency,counterparty,reference,status\n"
#define BOOKED HEAD "A,2026-02-27T10:00:00Z,1000.00,USD,Alder,R1,actual\n"
#define MARGIN_HEADER "account,as_of,methodology,requirement,equity,excess,call_amount,call_due_ts,currency\n"

static AeqAlertNews *
evaluate (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AeqAlertNews *news = aeq_job_alerts_evaluate (fixture->ledger, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (news);
  return news;
}

/* The one alert of @kind that holds; NULL: none. */
static const AeqAlert *
find (const AeqAlertNews *news, AeqAlertKind kind)
{
  const AeqAlert *found = NULL;

  for (guint i = 0; i < news->open->len; i++)
    if (((AeqAlert *) news->open->pdata[i])->kind == kind)
      {
        g_assert_null (found);
        found = news->open->pdata[i];
      }
  return found;
}

static gboolean
holds (JobsFixture *fixture, AeqAlertKind kind)
{
  g_autoptr(AeqAlertNews) news = evaluate (fixture);

  return find (news, kind) != NULL;
}

static void
set_rule (JobsFixture *fixture, AeqAlertKind kind, gint64 threshold, gint64 lead, gint64 cool_down, gboolean active)
{
  const AeqAlertRule rule = { .kind = kind, .threshold = threshold, .lead = lead, .cool_down = cool_down, .active = active };
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;

  aeq_job_alerts_set_rule (fixture->ledger, &rule, &range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (range.first, ==, range.last);
}

static void
run_sql (JobsFixture *fixture, const char *sql)
{
  g_autoptr(GError) error = NULL;

  aeq_store_exec (fixture->ledger->store, sql, &error);
  g_assert_no_error (error);
}

static void
test_a_new_ledger_has_every_rule (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rules = aeq_alert_rules (fixture->ledger, &error);
  g_autoptr(AeqAlertNews) news = evaluate (fixture);

  g_assert_no_error (error);
  g_assert_cmpuint (rules->len, ==, AEQ_N_ALERT_KINDS);
  for (guint i = 0; i < rules->len; i++)
    {
      const AeqAlertRule *rule = rules->pdata[i];

      g_assert_cmpint (rule->kind, ==, i);
      g_assert_true (rule->active);
      g_assert_cmpint (rule->lead > 0, ==, aeq_alert_has_lead (rule->kind));
    }
  g_assert_cmpuint (news->open->len, ==, 0);
  g_assert_false (news->changed);
}

static void
test_a_breach_is_raised_below_the_limit (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;
  const AeqAlert *alert;
  g_autofree char *what = NULL;

  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100000);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH)); /* at the limit is not below it */
  jobs_set_limit (fixture, "A", 100001);
  news = evaluate (fixture);
  alert = find (news, AEQ_ALERT_BREACH);
  g_assert_cmpint (alert->minor, ==, 1);
  g_assert_cmpstr (alert->number, ==, "A");
  g_assert_cmpint (alert->severity, ==, AEQ_ALERT_CRITICAL);
  g_assert_cmpuint (news->told->len, ==, 1);
  what = aeq_alert_what (alert, &AEQ_ALERT_PLAIN, fixture->ledger->now);
  g_assert_cmpstr (what, ==, "The balance is 0.01 USD below the limit");
}

static void
test_a_breach_counts_from_its_threshold_and_after_committed_lines (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 110000);
  set_rule (fixture, AEQ_ALERT_BREACH, 100, 0, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  set_rule (fixture, AEQ_ALERT_BREACH, 99, 0, 60, TRUE);
  g_assert_true (holds (fixture, AEQ_ALERT_BREACH));
  run_sql (fixture, "INSERT INTO credit_line (id, uid, account_id, name, amount, committed, secured) SELECT 1, uid, id, 'L', 10000, 1, 0 FROM account");
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
}

static void
test_a_cause_that_goes_is_resolved (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  g_assert_true (holds (fixture, AEQ_ALERT_BREACH));
  jobs_set_limit (fixture, "A", 5);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  g_assert_cmpint (jobs_int (fixture, "SELECT resolved_at FROM alert"), ==, fixture->ledger->now);
}

static void
test_the_same_is_not_told_within_its_cool_down (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) first = NULL;
  g_autoptr(AeqAlertNews) second = NULL;
  g_autoptr(AeqAlertNews) third = NULL;

  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  first = evaluate (fixture);
  g_assert_cmpuint (first->told->len, ==, 1);
  jobs_clock (fixture, "2026-03-02T12:59:59Z");
  second = evaluate (fixture);
  g_assert_cmpuint (second->told->len, ==, 0);
  g_assert_false (second->changed);
  jobs_clock (fixture, "2026-03-02T13:00:00Z");
  third = evaluate (fixture);
  g_assert_cmpuint (third->told->len, ==, 1);
  g_assert_cmpint (((AeqAlert *) third->told->pdata[0])->times, ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM alert"), ==, 1);
}

static void
test_what_comes_back_within_the_cool_down_is_the_same_alert (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) back = NULL;
  g_autoptr(AeqAlertNews) later = NULL;

  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  g_assert_true (holds (fixture, AEQ_ALERT_BREACH));
  jobs_set_limit (fixture, "A", 5);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  jobs_set_limit (fixture, "A", 100001);
  jobs_clock (fixture, "2026-03-02T12:30:00Z");
  back = evaluate (fixture);
  g_assert_cmpuint (back->told->len, ==, 0);
  g_assert_cmpuint (back->n_open, ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM alert"), ==, 1);
  jobs_set_limit (fixture, "A", 5);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  jobs_set_limit (fixture, "A", 100001);
  jobs_clock (fixture, "2026-03-02T13:30:00Z");
  later = evaluate (fixture);
  g_assert_cmpuint (later->told->len, ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM alert"), ==, 2);
}

static AeqChangeRange
acknowledge (JobsFixture *fixture, const char *note)
{
  g_autoptr(AeqAlertNews) news = evaluate (fixture);
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;

  aeq_job_alerts_acknowledge (fixture->ledger, &((AeqAlert *) news->open->pdata[0])->uid, note, &range, &error);
  g_assert_no_error (error);
  return range;
}

static void
test_an_acknowledged_alert_is_quiet_until_undone (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) seen = NULL;
  g_autoptr(AeqAlertNews) undone = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, second;

  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  range = acknowledge (fixture, "Called the bank");
  jobs_clock (fixture, "2026-03-02T18:00:00Z");
  seen = evaluate (fixture);
  g_assert_cmpuint (seen->told->len, ==, 0);
  g_assert_cmpuint (seen->n_open, ==, 0);
  g_assert_cmpstr (((AeqAlert *) seen->open->pdata[0])->note, ==, "Called the bank");
  g_assert_cmpstr (((AeqAlert *) seen->open->pdata[0])->author, ==, fixture->ledger->author);
  g_assert_false (aeq_job_alerts_acknowledge (fixture->ledger, &((AeqAlert *) seen->open->pdata[0])->uid, NULL, &second, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (aeq_change_undo (fixture->ledger, range.first, &error));
  g_assert_no_error (error);
  undone = evaluate (fixture);
  g_assert_cmpuint (undone->n_open, ==, 1);
  g_assert_null (((AeqAlert *) undone->open->pdata[0])->note);
}

static void
test_late_receipts_of_an_account_are_one_alert (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;
  const AeqAlert *alert;

  jobs_import_good (fixture, HEAD "A,2026-02-27T10:00:00Z,1000.00,USD,Alder,R1,actual\n"
                                  "A,2026-03-02T11:00:01Z,40.00,USD,Birch,R2,expected\n");
  g_assert_false (holds (fixture, AEQ_ALERT_LATE_RECEIPT)); /* 59 minutes and 59 seconds */
  jobs_import_good (fixture, HEAD "A,2026-03-02T11:00:00Z,50.00,USD,Cedar,R3,expected\n"
                                  "A,2026-03-02T10:30:00Z,7.00,USD,Dogwood,R4,expected\n");
  news = evaluate (fixture);
  alert = find (news, AEQ_ALERT_LATE_RECEIPT);
  g_assert_cmpint (alert->cases, ==, 2);
  g_assert_cmpint (alert->minor, ==, 5700);
  g_assert_cmpstr (alert->subject, ==, "Dogwood");
  jobs_import_good (fixture, HEAD "A,2026-03-02T11:50:00Z,50.00,USD,Cedar,R3,actual\nA,2026-03-02T11:50:00Z,7.00,USD,Dogwood,R4,actual\n");
  g_assert_false (holds (fixture, AEQ_ALERT_LATE_RECEIPT));
}

static void
test_more_cases_than_were_seen_are_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) soon = NULL;
  g_autoptr(AeqAlertNews) later = NULL;

  jobs_import_good (fixture, HEAD "A,2026-03-02T10:00:00Z,50.00,USD,Cedar,R3,expected\n"
                                  "A,2026-03-02T11:30:00Z,7.00,USD,Dogwood,R4,expected\n");
  acknowledge (fixture, NULL);
  jobs_clock (fixture, "2026-03-02T12:30:00Z");
  soon = evaluate (fixture);
  g_assert_cmpuint (soon->told->len, ==, 0);
  jobs_clock (fixture, "2026-03-02T16:00:00Z");
  later = evaluate (fixture);
  g_assert_cmpuint (later->told->len, ==, 1);
  g_assert_cmpint (find (later, AEQ_ALERT_LATE_RECEIPT)->cases, ==, 2);
}

static void
put_course (JobsFixture *fixture, const char *p, const char *at)
{
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM forecast_course; DELETE FROM forecast_run;"
    "INSERT INTO forecast_run (id, uid, as_of, model_version, seed, regime, content, content_hash)"
    " SELECT 1, uid, %" G_GINT64_FORMAT ", 'm', 7, 'steady', '{}', '' FROM account;"
    "INSERT INTO forecast_course (run_id, account_id, day, bucket_minutes, floor_amount, p_breach, lowest_at, q025, q05, q10, q25, q50, q75,"
    " q90, q95, q975) SELECT 1, id, '2026-03-02', 30, -50000, %s, %" G_GINT64_FORMAT ", 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM account",
    fixture->ledger->now - AEQ_MINUTE, p, jobs_at (at));

  run_sql (fixture, sql);
}

static void
test_a_likely_breach_needs_its_probability_and_its_lead_time (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;

  jobs_import_good (fixture, BOOKED);
  set_rule (fixture, AEQ_ALERT_BREACH_RISK, 2000, 120, 60, TRUE);
  put_course (fixture, "0.1999", "2026-03-02T14:00:00Z");
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH_RISK));
  put_course (fixture, "0.2", "2026-03-02T14:00:01Z");
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH_RISK));
  put_course (fixture, "0.2", "2026-03-02T14:00:00Z");
  news = evaluate (fixture);
  g_assert_cmpfloat (find (news, AEQ_ALERT_BREACH_RISK)->share, ==, .2);
  g_assert_cmpint (find (news, AEQ_ALERT_BREACH_RISK)->minor, ==, -50000);
  run_sql (fixture, "UPDATE forecast_run SET scenario = 'crisis'");
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH_RISK)); /* a stressed forecast foresees nothing */
}

/* Fedwire takes customers' payments until 18:45 in New York, 23:45 UTC. */
static void
test_a_cut_off_needs_a_payment_that_is_not_covered (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;
  const AeqAlert *alert;

  jobs_import_good (fixture, BOOKED "A,2026-03-02T23:50:00Z,-1000.00,USD,Birch,R2,expected\n");
  jobs_clock (fixture, "2026-03-02T22:00:00Z");
  g_assert_false (holds (fixture, AEQ_ALERT_CUT_OFF)); /* just covered */
  jobs_import_good (fixture, HEAD "A,2026-03-02T23:55:00Z,-0.01,USD,Cedar,R5,expected\n");
  news = evaluate (fixture);
  alert = find (news, AEQ_ALERT_CUT_OFF);
  g_assert_cmpstr (alert->subject, ==, "Fedwire");
  g_assert_cmpint (alert->minor, ==, 1);
  set_rule (fixture, AEQ_ALERT_CUT_OFF, 0, (alert->at - fixture->ledger->now) / AEQ_MINUTE - 1, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_CUT_OFF)); /* too far ahead */
}

static void
test_an_obligation_counts_towards_the_cut_off (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqAccount) account = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  jobs_import_good (fixture, BOOKED);
  account = jobs_account (fixture, "A");
  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "due_ts", jobs_at ("2026-03-02T23:00:00Z"));
  json_object_set_int_member (values, "amount", 100001);
  json_object_set_string_member (values, "name", "CLS");
  aeq_change_insert (fixture->ledger, "obligation", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  jobs_clock (fixture, "2026-03-02T22:00:00Z");
  g_assert_true (holds (fixture, AEQ_ALERT_CUT_OFF));
}

static void
test_a_feed_is_stale_from_its_age_on (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;

  jobs_import_market (fixture, 0);
  jobs_clock (fixture, "2026-03-09T12:00:00Z"); /* the newest values are of the 1st */
  set_rule (fixture, AEQ_ALERT_STALE_FEED, 9, 0, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_STALE_FEED));
  set_rule (fixture, AEQ_ALERT_STALE_FEED, 8, 0, 60, TRUE);
  news = evaluate (fixture);
  g_assert_cmpstr (find (news, AEQ_ALERT_STALE_FEED)->subject, ==, "FRED");
  g_assert_cmpint (find (news, AEQ_ALERT_STALE_FEED)->cases, ==, 2);
}

static void
test_a_change_of_regime_is_news_for_its_time (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;
  const AeqAlert *alert;
  gint64 minutes;

  jobs_import_market (fixture, 3);
  news = evaluate (fixture);
  alert = find (news, AEQ_ALERT_REGIME);
  g_assert_nonnull (alert);
  g_assert_cmpstr (alert->subject, !=, "steady");
  minutes = (fixture->ledger->now - alert->at) / AEQ_MINUTE;
  set_rule (fixture, AEQ_ALERT_REGIME, 0, minutes - 1, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_REGIME));
  set_rule (fixture, AEQ_ALERT_REGIME, 10000, minutes, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_REGIME)); /* surer than it is */
}

static void
test_a_quiet_market_changes_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_market (fixture, 0);
  g_assert_false (holds (fixture, AEQ_ALERT_REGIME));
}

/* Sixty days, of which the first @n_out fell outside of the interval. */
static void
put_scores (JobsFixture *fixture, int n_out)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), fixture->ledger->now);

  run_sql (fixture, "DELETE FROM forecast_score; DELETE FROM forecast_quantile; DELETE FROM forecast_run");
  for (int i = 0; i < 60; i++)
    {
      char day[AEQ_DATE_TEXT_SIZE];
      g_autofree char *sql = NULL;

      aeq_date_format (today - 61 + i, day);
      sql = g_strdup_printf (
        "INSERT INTO forecast_run (id, uid, as_of, model_version, seed, regime, content, content_hash)"
        " SELECT %d, X'%032x', %d, 'm', 7, 'steady', '{}', '' FROM account;"
        "INSERT INTO forecast_quantile (run_id, account_id, horizon, day, known_net, q025, q05, q10, q25, q50, q75, q90, q95, q975)"
        " SELECT %d, id, 1, '%s', 0, -20, -10, -8, -4, 0, 4, 8, 10, 20 FROM account;"
        "INSERT INTO forecast_score (run_id, account_id, horizon, day, actual, gross, scored_at)"
        " SELECT %d, id, 1, '%s', %d, 10, 0 FROM account",
        i + 1, i, i, i + 1, day, i + 1, day, i < n_out ? 50 : 0);
      run_sql (fixture, sql);
    }
}

static void
test_drift_needs_what_chance_does_not_explain_and_the_threshold (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;

  jobs_import_good (fixture, BOOKED);
  put_scores (fixture, 6); /* 90 %: as it should be */
  g_assert_false (holds (fixture, AEQ_ALERT_CALIBRATION));
  put_scores (fixture, 15); /* 75 % */
  set_rule (fixture, AEQ_ALERT_CALIBRATION, 1501, 0, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_CALIBRATION));
  set_rule (fixture, AEQ_ALERT_CALIBRATION, 1500, 0, 60, TRUE);
  news = evaluate (fixture);
  g_assert_cmpfloat_with_epsilon (find (news, AEQ_ALERT_CALIBRATION)->share, .75, 1e-9);
}

static void
test_a_margin_call_is_raised_above_its_threshold (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAlertNews) news = NULL;

  jobs_import_good (fixture, MARGIN_HEADER "PB-1,2026-02-27,house,100.00,90.00,-10.00,10.00,2026-03-02,USD\n");
  set_rule (fixture, AEQ_ALERT_MARGIN_CALL, 10, 0, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_MARGIN_CALL));
  set_rule (fixture, AEQ_ALERT_MARGIN_CALL, 9, 0, 60, TRUE);
  news = evaluate (fixture);
  g_assert_cmpint (find (news, AEQ_ALERT_MARGIN_CALL)->minor, ==, 1000);
  jobs_import_good (fixture, MARGIN_HEADER "PB-1,2026-02-28,house,100.00,110.00,10.00,,,USD\n");
  g_assert_false (holds (fixture, AEQ_ALERT_MARGIN_CALL));
}

static void
test_a_refused_file_is_told_until_it_goes_in (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) refused = jobs_import (fixture, HEAD "A,2026-02-27T10:00:00Z,ten,USD,Alder,R1,actual\n", NULL);
  g_autoptr(AeqAlertNews) news = evaluate (fixture);
  g_autoptr(AeqAlertNews) again = evaluate (fixture);

  g_assert_cmpint (refused->status, ==, AEQ_IMPORT_REJECT);
  g_assert_cmpstr (find (news, AEQ_ALERT_IMPORT)->subject, ==, "rows.csv");
  g_assert_true (news->changed);
  g_assert_false (again->changed); /* or the window would never come to rest */
  jobs_import_good (fixture, BOOKED);
  g_assert_false (holds (fixture, AEQ_ALERT_IMPORT));
}

static void
test_rows_left_out_count_from_the_threshold (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .accept_warnings = TRUE };
  g_autoptr(AeqImportOutcome) outcome =
    jobs_import (fixture, BOOKED "A,2026-02-27T10:00:00Z,ten,USD,Alder,R1,actual\n", &request);

  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_WARN);
  set_rule (fixture, AEQ_ALERT_IMPORT, 2, 1440, 60, TRUE);
  g_assert_false (holds (fixture, AEQ_ALERT_IMPORT));
  set_rule (fixture, AEQ_ALERT_IMPORT, 1, 1440, 60, TRUE);
  g_assert_true (holds (fixture, AEQ_ALERT_IMPORT));
  jobs_clock (fixture, "2026-03-03T12:00:00Z");
  g_assert_false (holds (fixture, AEQ_ALERT_IMPORT)); /* a day later it is no news */
}

static void
test_a_trial_of_a_file_leaves_no_trace (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .dry_run = TRUE };
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, HEAD "A,2026-02-27T10:00:00Z,ten,USD,Alder,R1,actual\n", &request);

  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_REJECT);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_refusal"), ==, 0);
}

static void
test_a_rule_that_is_off_raises_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  g_assert_true (holds (fixture, AEQ_ALERT_BREACH));
  set_rule (fixture, AEQ_ALERT_BREACH, 0, 0, 60, FALSE);
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
}

static void
test_a_rule_of_one_account_takes_the_others_place (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqAlertRule rule = { .kind = AEQ_ALERT_BREACH, .has_account = TRUE, .threshold = 1, .cool_down = 60, .active = TRUE };
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;

  jobs_import_good (fixture, BOOKED);
  jobs_set_limit (fixture, "A", 100001);
  account = jobs_account (fixture, "A");
  rule.account = account->uid;
  g_assert_true (aeq_job_alerts_set_rule (fixture->ledger, &rule, &range, &error));
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  rules = aeq_alert_rules (fixture->ledger, &error);
  g_assert_true (aeq_job_alerts_remove_rule (
    fixture->ledger, &aeq_alert_rule_for (rules, AEQ_ALERT_BREACH, &account->uid)->uid, &range, &error));
  g_assert_true (holds (fixture, AEQ_ALERT_BREACH));
  g_assert_true (aeq_change_undo (fixture->ledger, range.first, &error));
  g_assert_false (holds (fixture, AEQ_ALERT_BREACH));
  g_assert_false (aeq_job_alerts_remove_rule (
    fixture->ledger, &aeq_alert_rule_for (rules, AEQ_ALERT_BREACH, NULL)->uid, &range, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

static void
test_what_does_not_fit_a_rule_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqAlertRule bad[] = {
    { .kind = AEQ_ALERT_BREACH, .threshold = -1, .active = TRUE },
    { .kind = AEQ_ALERT_CALIBRATION, .threshold = 10001, .active = TRUE },
    { .kind = AEQ_ALERT_CUT_OFF, .lead = 0, .active = TRUE },
    { .kind = AEQ_ALERT_BREACH, .cool_down = -1, .active = TRUE },
    { .kind = AEQ_ALERT_REGIME, .lead = 5, .has_account = TRUE, .active = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      AeqChangeRange range;

      g_assert_false (aeq_job_alerts_set_rule (fixture->ledger, &bad[i], &range, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

static void
test_thresholds_and_times_are_typed (JobsFixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *text;
    gint64      minutes; /* -1: refused */
  } TIMES[] = { { "90", 90 }, { "90 min", 90 }, { "2h", 120 }, { "5 d", 7200 }, { "", -1 }, { "-3", -1 }, { "2 weeks", -1 } };
  g_autoptr(GError) error = NULL;
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (TIMES); i++)
    {
      g_assert_cmpint (aeq_alert_minutes_parse (TIMES[i].text, &value, NULL), ==, TIMES[i].minutes >= 0);
      g_assert_true (TIMES[i].minutes < 0 || value == TIMES[i].minutes);
    }
  g_assert_true (aeq_alert_threshold_parse (AEQ_ALERT_BREACH_RISK, "2,5 %", &value, &error));
  g_assert_cmpint (value, ==, 250);
  g_assert_true (aeq_alert_threshold_parse (AEQ_ALERT_BREACH, "1.5m", &value, &error));
  g_assert_cmpint (value, ==, 1500000);
  g_assert_false (aeq_alert_threshold_parse (AEQ_ALERT_BREACH, "some", &value, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/alerts/a-new-ledger-has-every-rule", test_a_new_ledger_has_every_rule);
  jobs_test_add ("/jobs/alerts/a-breach-is-raised-below-the-limit", test_a_breach_is_raised_below_the_limit);
  jobs_test_add ("/jobs/alerts/a-breach-counts-from-its-threshold", test_a_breach_counts_from_its_threshold_and_after_committed_lines);
  jobs_test_add ("/jobs/alerts/a-cause-that-goes-is-resolved", test_a_cause_that_goes_is_resolved);
  jobs_test_add ("/jobs/alerts/not-told-within-its-cool-down", test_the_same_is_not_told_within_its_cool_down);
  jobs_test_add ("/jobs/alerts/what-comes-back-is-the-same", test_what_comes_back_within_the_cool_down_is_the_same_alert);
  jobs_test_add ("/jobs/alerts/acknowledged-is-quiet-until-undone", test_an_acknowledged_alert_is_quiet_until_undone);
  jobs_test_add ("/jobs/alerts/late-receipts-are-one-alert", test_late_receipts_of_an_account_are_one_alert);
  jobs_test_add ("/jobs/alerts/more-cases-than-were-seen-are-told", test_more_cases_than_were_seen_are_told);
  jobs_test_add ("/jobs/alerts/a-likely-breach", test_a_likely_breach_needs_its_probability_and_its_lead_time);
  jobs_test_add ("/jobs/alerts/a-cut-off-with-a-need", test_a_cut_off_needs_a_payment_that_is_not_covered);
  jobs_test_add ("/jobs/alerts/an-obligation-counts", test_an_obligation_counts_towards_the_cut_off);
  jobs_test_add ("/jobs/alerts/a-stale-feed", test_a_feed_is_stale_from_its_age_on);
  jobs_test_add ("/jobs/alerts/a-change-of-regime", test_a_change_of_regime_is_news_for_its_time);
  jobs_test_add ("/jobs/alerts/a-quiet-market", test_a_quiet_market_changes_nothing);
  jobs_test_add ("/jobs/alerts/drift", test_drift_needs_what_chance_does_not_explain_and_the_threshold);
  jobs_test_add ("/jobs/alerts/a-margin-call", test_a_margin_call_is_raised_above_its_threshold);
  jobs_test_add ("/jobs/alerts/a-refused-file", test_a_refused_file_is_told_until_it_goes_in);
  jobs_test_add ("/jobs/alerts/rows-left-out", test_rows_left_out_count_from_the_threshold);
  jobs_test_add ("/jobs/alerts/a-trial-leaves-no-trace", test_a_trial_of_a_file_leaves_no_trace);
  jobs_test_add ("/jobs/alerts/a-rule-that-is-off", test_a_rule_that_is_off_raises_nothing);
  jobs_test_add ("/jobs/alerts/a-rule-of-one-account", test_a_rule_of_one_account_takes_the_others_place);
  jobs_test_add ("/jobs/alerts/bad-rules-are-refused", test_what_does_not_fit_a_rule_is_refused);
  jobs_test_add ("/jobs/alerts/typed", test_thresholds_and_times_are_typed);
  return aeq_test_run_on_store ();
}
