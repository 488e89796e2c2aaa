/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-forecast-sets.h"
#include "aeq-job-scenario.h"
#include "aeq-rng.h"

#define DAYS 150
#define LIMIT -100000 /* minor units: a day's flows go well below it, now and then */

static void
add_flow (GString *text, const char *account, AeqDate date, int hour, gint64 units)
{
  char day[AEQ_DATE_TEXT_SIZE];

  aeq_date_format (date, day);
  g_string_append_printf (text, "%s,%sT%02d:15:00Z,%s,%s,%" G_GINT64_FORMAT ".00,USD,payment,House,%s%d%d,,,actual\n", account, day, hour, day,
                          day, units, account, date, hour);
}

/* HERE and ALIKE have the same flows, THERE has each of them the other way round, as when one account pays into the other. */
static void
fill (JobsFixture *fixture)
{
  g_autoptr(GString) text = g_string_new (JOBS_HEADER);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));
  AeqRng rng;

  aeq_rng_init (&rng, 5);
  for (AeqDate date = today - DAYS; date < today; date++)
    for (int hour = 14; aeq_date_weekday (date) <= AEQ_FRIDAY && hour <= 19; hour += 5)
      {
        gint64 units = (gint64) (2000 * aeq_rng_normal (&rng));

        add_flow (text, "HERE", date, hour, units);
        add_flow (text, "ALIKE", date, hour, units);
        add_flow (text, "THERE", date, hour, -units);
      }
  jobs_import_good (fixture, text->str);
  g_assert_true (aeq_store_exec (
    fixture->ledger->store,
    "INSERT INTO limit_line (id, uid, account_id, floor_amount) SELECT id, randomblob (16), id, " G_STRINGIFY (LIMIT) " FROM account;"
    "DELETE FROM balance; INSERT INTO balance (id, uid, account_id, as_of, kind, amount) SELECT id, randomblob (16), id, "
    "(SELECT MAX (settle_ts) + 1 FROM flow), 'ledger', 0 FROM account", NULL));
}

/* A set of @one and @other. */
static void
add_set (JobsFixture *fixture, const char *name, gboolean nets, const char *one, const char *other)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO account_set (id, uid, name, nets) SELECT COALESCE (MAX (id), 0) + 1, randomblob (16), '%s', %d FROM account_set;"
    "INSERT INTO account_set_member (id, uid, set_name, account_id) SELECT 10 * (SELECT COUNT (*) FROM account_set) + id,"
    " randomblob (16), '%s', id FROM account WHERE number IN ('%s', '%s')", name, nets, name, one, other);

  g_assert_true (aeq_store_exec (fixture->ledger->store, sql, NULL));
}

static const AeqForecastSet *
set_of (const AeqForecastResult *result, const char *name)
{
  for (guint i = 0; i < result->sets->len; i++)
    if (g_str_equal (((AeqForecastSet *) result->sets->pdata[i])->name, name))
      return result->sets->pdata[i];
  g_assert_not_reached ();
}

static const AeqDeskForecast *
account_of (const AeqForecastResult *result, const char *number)
{
  for (guint i = 0; i < result->accounts->len; i++)
    {
      const AeqForecastAccount *account = result->accounts->pdata[i];

      if (g_str_equal (account->desk->account->number, number))
        return account->intraday;
    }
  g_assert_not_reached ();
}

/* Each alone breaks its limit on many a path, both together on none: what one lacks the other has at that very moment. */
static void
test_offsetting_accounts_never_breach_together (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  const AeqForecastSet *set;

  fill (fixture);
  add_set (fixture, "offset", TRUE, "HERE", "THERE");
  result = jobs_forecast (fixture);
  set = set_of (result, "offset");
  g_assert_cmpuint (set->n_accounts, ==, 2);
  g_assert_cmpfloat (set->floor, ==, 2 * LIMIT / 100.0);
  g_assert_cmpfloat (account_of (result, "HERE")->p_breach, >, .1);
  g_assert_cmpfloat (account_of (result, "THERE")->p_breach, >, .1);
  g_assert_cmpfloat (set->joint.p_breach, ==, 0);
  g_assert_cmpfloat (account_of (result, "HERE")->peak_usage[8] + account_of (result, "THERE")->peak_usage[8], >, 4000);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      g_assert_cmpfloat_with_epsilon (set->joint.peak_usage[i], 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (set->joint.closing[i], 0, 1e-6);
    }
}

/* Of accounts that do the same the sum breaks twice the limit just when each breaks its own, and its quantiles are those of one,
 * doubled: the one case in which sums of quantiles are right. */
static void
test_accounts_that_do_the_same_breach_together (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  const AeqDeskForecast *one;
  const AeqForecastSet *set;

  fill (fixture);
  add_set (fixture, "alike", TRUE, "HERE", "ALIKE");
  result = jobs_forecast (fixture);
  set = set_of (result, "alike");
  one = account_of (result, "HERE");
  g_assert_cmpfloat_with_epsilon (set->joint.p_breach, one->p_breach, .03);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    g_assert_cmpfloat_with_epsilon (set->joint.peak_usage[i], 2 * one->raw_usage[i], 1 + .1 * one->raw_usage[i]);
}

static const AeqStressReading *
base_of (JobsFixture *fixture, const char *set, AeqScenarioBase **base)
{
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;

  request.set = set;
  *base = aeq_scenario_prepare (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  return ((AeqScenarioSection *) (*base)->sections->pdata[0])->base;
}

/* A stress says of a set what the forecast does: with a line on an account that has no limit of its own, which backs the set as well.
 * Where funds do not move freely, the set is in breach when one of its accounts is. */
static void
test_a_stress_agrees_about_sets (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(AeqScenarioBase) free_base = NULL;
  g_autoptr(AeqScenarioBase) held_base = NULL;
  const AeqStressReading *together, *apart;
  const AeqForecastSet *set;

  fill (fixture);
  g_assert_true (aeq_store_exec (fixture->ledger->store,
                                 "DELETE FROM limit_line WHERE account_id = (SELECT id FROM account WHERE number = 'ALIKE');"
                                 "INSERT INTO credit_line (id, uid, account_id, name, amount, committed, secured)"
                                 " SELECT 1, randomblob (16), id, 'Line', 70000, 1, 0 FROM account WHERE number = 'ALIKE'", NULL));
  add_set (fixture, "free", TRUE, "HERE", "ALIKE");
  add_set (fixture, "held", FALSE, "HERE", "THERE");
  result = jobs_forecast (fixture);
  set = set_of (result, "free");
  together = base_of (fixture, "free", &free_base);
  g_assert_cmpfloat (set->floor, ==, LIMIT / 100.0 - 700);
  g_assert_cmpfloat (set->joint.p_breach, >, 0);
  g_assert_cmpfloat (set->joint.p_breach, ==, together->p_breach);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      g_assert_cmpfloat_with_epsilon (set->joint.peak_usage[i], together->usage[i], 1e-6);
      g_assert_cmpfloat_with_epsilon (set->joint.closing[i], together->closing[i], 1e-6);
    }
  apart = base_of (fixture, "held", &held_base);
  g_assert_cmpfloat (apart->p_breach, >, account_of (result, "HERE")->p_breach);
  g_assert_cmpfloat (apart->p_breach, <=, account_of (result, "HERE")->p_breach + account_of (result, "THERE")->p_breach);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/sets/offsetting", test_offsetting_accounts_never_breach_together);
  jobs_test_add ("/jobs/sets/alike", test_accounts_that_do_the_same_breach_together);
  jobs_test_add ("/jobs/sets/stress", test_a_stress_agrees_about_sets);
  return aeq_test_run_on_store ();
}
