/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-scenario.h"
#include "aeq-sample.h"

/* A season of flows, a limit, an expected receipt from House 2 at 18:15 and a payment that must be made by 16:00. */
static void
fill (JobsFixture *fixture)
{
  g_autofree char *season = jobs_season (120);
  g_autoptr(GString) text = g_string_new (season);
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  g_string_append (text, "DESK-USD,2026-03-02T18:15:00Z,2026-03-02,2026-03-02,4000.00,USD,fee,House 2,X1,,,expected\n");
  jobs_import_good (fixture, text->str);
  jobs_set_limit (fixture, "DESK-USD", 100000);
  account = jobs_account (fixture, "DESK-USD");
  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "due_ts", jobs_at ("2026-03-02T21:00:00Z"));
  json_object_set_int_member (values, "amount", 250000);
  json_object_set_string_member (values, "name", "Pay-in");
  aeq_change_insert (fixture->ledger, "obligation", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static AeqScenarioBase *
prepare (JobsFixture *fixture, const AeqScenarioRequest *request)
{
  const AeqScenarioRequest all = AEQ_SCENARIO_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;
  AeqScenarioBase *base = aeq_scenario_prepare (fixture->ledger, request != NULL ? request : &all, NULL, NULL, &error);

  g_assert_no_error (error);
  return base;
}

static AeqScenario *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  AeqScenario *scenario = aeq_scenario_parse ("test", NULL, json, -1, NULL, &error);

  g_assert_no_error (error);
  return scenario;
}

static const AeqScenarioSection *
section_of (const AeqScenarioBase *base, const char *name, guint *index)
{
  for (guint i = 0; i < base->sections->len; i++)
    if (g_str_equal (((AeqScenarioSection *) base->sections->pdata[i])->name, name))
      {
        *index = i;
        return base->sections->pdata[i];
      }
  g_assert_not_reached ();
}

/* A record of forecasts for this time of day, whose outcomes lay @score half widths from the median. */
static void
put_record (JobsFixture *fixture, float score)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  AeqCourseEntry entries[60] = { 0 };
  g_autoptr(GBytes) state = NULL;
  gint64 time_of_day;
  AeqDate today;

  aeq_zone_to_local (account->zone, fixture->ledger->now, &today, &time_of_day);
  for (int i = 0; i < (int) G_N_ELEMENTS (entries); i++)
    {
      AeqCourseEntry *entry = &entries[i];

      entry->day = today + i - (int) G_N_ELEMENTS (entries);
      entry->as_of = fixture->ledger->now + (entry->day - today) * 24 * AEQ_HOUR;
      entry->known_at = entry->as_of + 12 * AEQ_HOUR;
      entry->minute = (gint32) (time_of_day / AEQ_MINUTE);
      for (int k = 0; k < AEQ_N_COURSE * 4; k++)
        entry->score[k / 4][k % 4] = score * (float) (i % 4) / 2;
    }
  state = aeq_course_entries_save (entries, G_N_ELEMENTS (entries));
  g_assert_true (aeq_calibration_put (fixture->ledger, account->id, "intraday", state, NULL));
}

/* Lower inside a bucket than at the end of any. */
static void
dip (JobsFixture *fixture)
{
  jobs_import_good (fixture, JOBS_HEADER
                    "DESK-USD,2026-03-02T08:05:00Z,2026-03-02,2026-03-02,-9000.00,USD,payment,Dip,D1,,,actual\n"
                    "DESK-USD,2026-03-02T08:10:00Z,2026-03-02,2026-03-02,9000.00,USD,receipt,Dip,D2,,,actual\n");
}

/* The base of a stress and the forecast are one and the same. */
static void
assert_base_is_forecast (JobsFixture *fixture)
{
  g_autoptr(AeqScenarioBase) base = NULL;
  g_autoptr(AeqForecastResult) forecast = NULL;

  base = prepare (fixture, NULL);
  forecast = jobs_forecast (fixture);
  g_assert_cmpuint (base->sections->len, ==, forecast->accounts->len);
  for (guint i = 0; i < forecast->accounts->len; i++)
    {
      const AeqForecastAccount *account = forecast->accounts->pdata[i];
      const AeqDeskForecast *intraday = account->intraday;
      const AeqStressReading *reading = ((AeqScenarioSection *) base->sections->pdata[i])->base;

      g_assert_cmpuint (reading->n_points, ==, intraday->n_rest);
      g_assert_cmpmem (reading->balance, intraday->n_rest * AEQ_N_QUANTILES * sizeof (double), intraday->balance,
                       intraday->n_rest * AEQ_N_QUANTILES * sizeof (double));
      g_assert_cmpmem (reading->lowest, sizeof reading->lowest, intraday->lowest, sizeof intraday->lowest);
      g_assert_cmpmem (reading->usage, sizeof reading->usage, intraday->peak_usage, sizeof intraday->peak_usage);
      g_assert_cmpmem (reading->closing, sizeof reading->closing, account->days[0].closing, sizeof account->days[0].closing);
      g_assert_true (reading->p_breach == intraday->p_breach || (isnan (reading->p_breach) && isnan (intraday->p_breach)));
      if (intraday->lowest_bucket >= 0)
        g_assert_cmpint (reading->lowest_at, ==, aeq_forecast_bucket_start (account, (guint) intraday->lowest_bucket));
      if (intraday->first_breach_bucket >= 0)
        g_assert_cmpint (reading->first_breach_at, ==, aeq_forecast_bucket_start (account, (guint) intraday->first_breach_bucket));
    }
}

static void
test_the_base_is_the_forecast_to_the_bit (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fill (fixture);
  assert_base_is_forecast (fixture);
  dip (fixture);
  assert_base_is_forecast (fixture);
}

static void
base_usage (JobsFixture *fixture, const AeqScenario *scenario, double usage[AEQ_N_QUANTILES], double *p_breach)
{
  g_autoptr(AeqScenarioBase) base = prepare (fixture, NULL);
  g_autoptr(GPtrArray) readings = aeq_scenario_apply (base, scenario, NULL, NULL);
  const AeqStressReading *reading;
  guint i;

  section_of (base, "DESK-USD", &i);
  reading = readings->pdata[i];
  memcpy (usage, reading->usage, sizeof reading->usage);
  *p_breach = reading->p_breach;
}

/* Both are widened by the same factors about their own medians, which stay. */
static void
test_the_record_widens_base_and_stress_alike (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqScenario) nothing = parse ("{\"blocks\":[{\"kind\":\"haircut\",\"points\":0}]}");
  g_autoptr(AeqScenario) payment = parse ("{\"blocks\":[{\"kind\":\"payment\",\"amount\":\"50000.00\",\"currency\":\"USD\",\"at\":\"now\"}]}");
  double plain[AEQ_N_QUANTILES], paid[AEQ_N_QUANTILES], wide[AEQ_N_QUANTILES], wide_paid[AEQ_N_QUANTILES];
  double p_plain, p_paid, p_wide, p_wide_paid;

  fill (fixture);
  base_usage (fixture, nothing, plain, &p_plain);
  base_usage (fixture, payment, paid, &p_paid);
  put_record (fixture, 2);
  assert_base_is_forecast (fixture);
  base_usage (fixture, nothing, wide, &p_wide);
  base_usage (fixture, payment, wide_paid, &p_wide_paid);
  g_assert_cmpfloat (wide[8] - wide[4], >, 1.2 * (plain[8] - plain[4]));
  g_assert_cmpfloat (wide_paid[8] - wide_paid[4], >, 1.2 * (paid[8] - paid[4]));
  g_assert_cmpfloat_with_epsilon (wide_paid[4], paid[4], 1e-6 * paid[4]);
  g_assert_cmpfloat (wide_paid[8] - wide_paid[0], >, 0);
  g_assert_cmpfloat (p_wide_paid, >=, p_wide);
  put_record (fixture, .5);
  assert_base_is_forecast (fixture);
  base_usage (fixture, payment, wide_paid, &p_wide_paid);
  g_assert_cmpfloat (wide_paid[8] - wide_paid[4], <, .9 * (paid[8] - paid[4]));
}

static void
test_a_default_takes_the_expected_receipt (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqScenarioBase) base = NULL;
  g_autoptr(AeqScenario) scenario = parse ("{\"blocks\":[{\"kind\":\"partial_default\",\"share\":1,\"category\":\"fee\"}]}");
  g_autoptr(GPtrArray) readings = NULL;
  const AeqScenarioSection *section;
  const AeqStressReading *after;
  guint i;

  fill (fixture);
  base = prepare (fixture, NULL);
  readings = aeq_scenario_apply (base, scenario, NULL, NULL);
  section = section_of (base, "DESK-USD", &i);
  after = readings->pdata[i];
  /* It is expected in full on nearly every path: what fails comes a day later on those alone. */
  g_assert_cmpfloat_with_epsilon (section->base->closing[4] - after->closing[4], 4000, 1);
  g_assert_cmpfloat (section->base->sent[4], ==, after->sent[4]);
  g_assert_cmpfloat (section->base->due, ==, 2500);
  section = section_of (base, "DESK-JPY", &i);
  g_assert_cmpmem (section->base->closing, sizeof after->closing, ((AeqStressReading *) readings->pdata[i])->closing,
                   sizeof after->closing);
}

static gint64
count_changes (JobsFixture *fixture)
{
  return jobs_int (fixture, "SELECT COUNT (*) FROM change WHERE entity = 'scenario'");
}

static void
test_the_desks_own_go_through_the_change_record (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char DELAY[] = "{ \"blocks\": [ {\"minutes\":45, \"kind\":\"delay\"} ] }";
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqScenario) built_in = aeq_scenario_find (fixture->ledger, "own_stress", NULL);
  g_autoptr(AeqScenario) own = NULL;
  g_autoptr(AeqScenario) back = NULL;
  AeqId uid;

  g_assert_cmpuint (built_in->blocks->len, ==, 3);
  g_assert_true (aeq_scenario_put (fixture->ledger, "own_stress", "ours", DELAY, -1, NULL, FALSE, "why", &uid, NULL));
  g_assert_false (aeq_scenario_put (fixture->ledger, "own_stress", NULL, DELAY, -1, NULL, FALSE, NULL, &uid, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  own = aeq_scenario_find (fixture->ledger, "own_stress", NULL);
  g_assert_cmpuint (own->blocks->len, ==, 1);
  g_assert_cmpstr (own->description, ==, "ours");
  g_assert_true (aeq_scenario_put (fixture->ledger, "own_stress", NULL, "{\"blocks\":[{\"kind\":\"prefund\"}]}", -1, NULL, TRUE, NULL,
                                   &uid, NULL));
  g_assert_true (aeq_scenario_remove (fixture->ledger, "own_stress", NULL, &uid, NULL));
  g_assert_cmpint (count_changes (fixture), ==, 3);
  back = aeq_scenario_find (fixture->ledger, "own_stress", NULL);
  g_assert_cmpuint (back->blocks->len, ==, 3);
  g_assert_false (aeq_scenario_remove (fixture->ledger, "own_stress", NULL, &uid, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (aeq_scenario_put (fixture->ledger, "a b", NULL, DELAY, -1, NULL, FALSE, NULL, &uid, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aeq_scenario_find (fixture->ledger, "flood", &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "crisis_2020_03"));
}

static void
test_one_of_the_desks_own_is_renamed (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char DELAY[] = "{\"blocks\":[{\"kind\":\"delay\",\"minutes\":45}]}";
  g_autoptr(AeqScenario) renamed = NULL;
  g_autoptr(GError) error = NULL;
  AeqId uid;

  g_assert_true (aeq_scenario_put (fixture->ledger, "old", NULL, DELAY, -1, NULL, FALSE, NULL, &uid, NULL));
  g_assert_true (aeq_scenario_rename (fixture->ledger, "old", "new", NULL, &uid, &error));
  g_assert_no_error (error);
  renamed = aeq_scenario_find (fixture->ledger, "new", NULL);
  g_assert_cmpuint (renamed->blocks->len, ==, 1);
  g_assert_null (aeq_scenario_find (fixture->ledger, "old", NULL));
  g_assert_cmpint (count_changes (fixture), ==, 2);
  g_assert_false (aeq_scenario_rename (fixture->ledger, "new", "own_stress", NULL, &uid, &error)); /* it would hide the built-in one */
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (aeq_scenario_rename (fixture->ledger, "own_stress", "mine", NULL, &uid, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (aeq_scenario_rename (fixture->ledger, "new", "a b", NULL, &uid, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_cmpint (count_changes (fixture), ==, 2);
}

/* What another hand wrote into the ledger is listed with its trouble and hides nothing else. */
static void
test_what_cannot_be_read_is_listed (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  guint troubled = 0;

  json_object_set_string_member (values, "name", "old");
  json_object_set_string_member (values, "definition", "{\"receipt_delay_min\":120}");
  g_assert_true (aeq_change_insert (fixture->ledger, "scenario", values, NULL, NULL, NULL, NULL));
  list = aeq_scenario_list (fixture->ledger, NULL);
  g_assert_cmpuint (list->len, ==, 6);
  for (guint i = 0; i < list->len; i++)
    troubled += ((AeqScenarioEntry *) list->pdata[i])->trouble != NULL;
  g_assert_cmpuint (troubled, ==, 1);
  g_assert_null (aeq_scenario_find (fixture->ledger, "old", &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

/* The sample desk is made by a folder that knows no definitions. */
static void
test_the_sample_desks_can_be_read (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqSampleDesk) desk = aeq_sample_desk_generate (1, jobs_at (JOBS_NOW), NULL, NULL, NULL);

  g_assert_nonnull (fixture->ledger);
  for (gsize i = 0; i < desk->n_scenarios; i++)
    {
      g_autoptr(AeqScenario) scenario = parse (desk->scenarios[i].parameters);
      g_autofree char *json = aeq_scenario_json (scenario);

      g_assert_cmpstr (json, ==, desk->scenarios[i].parameters);
      g_assert_null (aeq_scenario_built_in (desk->scenarios[i].name));
    }
}

static void
test_a_stressed_forecast_is_kept_and_never_scored (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqScenario) scenario = parse ("{\"blocks\":[{\"kind\":\"delay\",\"minutes\":1440}]}");
  g_autoptr(AeqForecastResult) stressed = NULL;
  g_autoptr(AeqForecastResult) plain = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *sql = NULL;
  const AeqForecastAccount *before;
  const AeqForecastAccount *after;
  g_autoptr(GError) error = NULL;

  fill (fixture);
  request.days = 5;
  stressed = aeq_job_forecast_scenario (fixture->ledger, &request, scenario, NULL, NULL, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT COUNT (*) FROM forecast_run WHERE scenario = 'test@%s'", stressed->scenario_version);
  g_assert_cmpint (jobs_int (fixture, sql), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM forecast_quantile"), ==, 0);
  plain = jobs_forecast (fixture);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM forecast_run WHERE scenario IS NULL"), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM forecast_quantile"), >, 0);
  before = plain->accounts->pdata[1];
  after = stressed->accounts->pdata[1];
  g_assert_cmpstr (before->desk->account->number, ==, "DESK-USD");
  g_assert_cmpfloat (after->days[0].closing[4], <, before->days[0].closing[4] - 3000);
  /* A day late, everything has come by the next close. */
  g_assert_cmpfloat_with_epsilon (after->days[1].net[4] + after->days[0].net[4], before->days[1].net[4] + before->days[0].net[4], 100);
  g_assert_cmpfloat_with_epsilon (after->days[5].closing[4], before->days[5].closing[4], 100);
  node = json_from_string (stressed->json, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_node_get_object (node), "scenario"), "name"), ==,
                   "test");
}

static void
add_set (JobsFixture *fixture, const char *name, int nets)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO account_set (id, uid, name, nets) VALUES (%d, randomblob (16), '%s', %d);"
    "INSERT INTO account_set_member (id, uid, set_name, account_id) SELECT %d + a.id, randomblob (16), '%s', a.id FROM account a",
    10 + nets, name, nets, 100 + 50 * nets, name);

  g_assert_true (aeq_store_exec (fixture->ledger->store, sql, NULL));
}

/* Two currencies are two sections, however many accounts a set has. */
static void
test_sets_are_sections_by_currency (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  g_autoptr(AeqScenarioBase) base = NULL;
  g_autoptr(GError) error = NULL;

  fill (fixture);
  add_set (fixture, "Desk", 0);
  request.set = "Desk";
  base = prepare (fixture, &request);
  g_assert_cmpuint (base->sections->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const AeqScenarioSection *section = base->sections->pdata[i];

      g_assert_true (section->set && !section->netted);
      g_assert_cmpstr (section->name, ==, "Desk");
      g_assert_cmpuint (section->accounts->len, ==, 1);
    }
  request.set = "Nobody";
  g_assert_null (aeq_scenario_prepare (fixture->ledger, &request, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

/* A set of one account in a currency would show it twice. */
/* What is told beforehand is what is prepared. */
static void
assert_places (JobsFixture *fixture, const AeqScenarioBase *base)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) places = aeq_scenario_places (fixture->ledger, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, base->sections->len);
  for (guint i = 0; i < places->len; i++)
    {
      const AeqScenarioPlace *place = places->pdata[i];
      const AeqScenarioSection *section = base->sections->pdata[i];

      g_assert_cmpstr (place->name, ==, section->name);
      g_assert_true (place->set == section->set && place->currency == section->currency);
      g_assert_cmpuint (place->n_accounts, ==, section->accounts->len);
    }
}

static void
test_sets_come_after_their_accounts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  g_autoptr(AeqScenarioBase) apart = NULL;
  g_autoptr(AeqScenarioBase) base = NULL;
  g_autofree char *season = jobs_season (120);
  g_autoptr(GString) text = g_string_new (season);
  const AeqScenarioSection *last;

  fill (fixture);
  add_set (fixture, "Desk", 0);
  request.sets_too = TRUE;
  apart = prepare (fixture, &request);
  g_assert_cmpuint (apart->sections->len, ==, apart->accounts->len);
  assert_places (fixture, apart);
  g_string_replace (text, "DESK-USD", "DESK-TWO", 0);
  jobs_import_good (fixture, text->str);
  add_set (fixture, "Both", 1);
  base = prepare (fixture, &request);
  g_assert_cmpuint (base->sections->len, ==, base->accounts->len + 1);
  last = base->sections->pdata[base->accounts->len];
  g_assert_cmpstr (last->name, ==, "Both");
  g_assert_cmpuint (last->accounts->len, ==, 2);
  g_assert_true (last->set && last->netted);
  assert_places (fixture, base);
}

static void
test_the_same_seed_gives_the_same_document (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqScenario) scenario = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fill (fixture);
  scenario = aeq_scenario_find (fixture->ledger, AEQ_SCENARIO_CRISIS, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(AeqScenarioBase) base = prepare (fixture, NULL);
      g_autoptr(GPtrArray) readings = aeq_scenario_apply (base, scenario, NULL, NULL);

      *(i == 0 ? &first : &second) = aeq_scenario_document (base, scenario, readings);
    }
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/scenario/the-base-is-the-forecast-to-the-bit", test_the_base_is_the_forecast_to_the_bit);
  jobs_test_add ("/jobs/scenario/the-record-widens-base-and-stress-alike", test_the_record_widens_base_and_stress_alike);
  jobs_test_add ("/jobs/scenario/a-default-takes-the-expected-receipt", test_a_default_takes_the_expected_receipt);
  jobs_test_add ("/jobs/scenario/the-desks-own-go-through-the-change-record", test_the_desks_own_go_through_the_change_record);
  jobs_test_add ("/jobs/scenario/what-cannot-be-read-is-listed", test_what_cannot_be_read_is_listed);
  jobs_test_add ("/jobs/scenario/the-sample-desks-can-be-read", test_the_sample_desks_can_be_read);
  jobs_test_add ("/jobs/scenario/a-stressed-forecast-is-kept-and-never-scored", test_a_stressed_forecast_is_kept_and_never_scored);
  jobs_test_add ("/jobs/scenario/sets-are-sections-by-currency", test_sets_are_sections_by_currency);
  jobs_test_add ("/jobs/scenario/sets-come-after-their-accounts", test_sets_come_after_their_accounts);
  jobs_test_add ("/jobs/scenario/one-of-the-desks-own-is-renamed", test_one_of_the_desks_own_is_renamed);
  jobs_test_add ("/jobs/scenario/the-same-seed-gives-the-same-document", test_the_same_seed_gives_the_same_document);
  return aeq_test_run_on_store ();
}
