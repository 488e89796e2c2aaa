/* SPDX-License-Identifier: MIT */
#include "sample-test.h"

#include <string.h>

/* The desk behaves as desks do. One desk serves all tests here: they only read it. */
static AeqSampleDesk *desk;

static gboolean
is (const AeqFlow *flow, const char *category)
{
  return strcmp (flow->category, category) == 0;
}

static void
test_crisis_drains_margin (void)
{
  double steady = sample_test_outflow (desk, "margin_call", AEQ_SAMPLE_STEADY);
  double crisis = sample_test_outflow (desk, "margin_call", AEQ_SAMPLE_CRISIS);

  g_assert_cmpfloat (steady, >, 0.0);
  g_assert_cmpfloat (crisis, >, 2.5 * steady);
  g_assert_cmpfloat (crisis, <, 8.0 * steady);
}

static void
test_crisis_redeems_and_rolls_less (void)
{
  g_assert_cmpfloat (sample_test_outflow (desk, "redemption", AEQ_SAMPLE_CRISIS), >,
                     1.5 * sample_test_outflow (desk, "redemption", AEQ_SAMPLE_STEADY));
  g_assert_cmpfloat (sample_test_outflow (desk, "repo_maturity", AEQ_SAMPLE_CRISIS), <,
                     0.75 * sample_test_outflow (desk, "repo_maturity", AEQ_SAMPLE_STEADY));
}

/* Mean local minute at which clients of the first account pay in. */
static double
receipt_minute (AeqSampleRegime regime)
{
  const AeqZone *zone = aeq_zone_get ("America/New_York", NULL);
  double sum = 0.0;
  int n = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    {
      const AeqFlow *flow = &desk->flows[i];
      gint64 time_of_day;
      AeqDate date;

      if (flow->account != 1 || !is (flow, "client_receipt") ||
          aeq_sample_desk_regime (desk, flow->value_date) != regime)
        continue;
      aeq_zone_to_local (zone, flow->settle_ts, &date, &time_of_day);
      sum += (double) (time_of_day / AEQ_MINUTE);
      n++;
    }
  g_assert_cmpint (n, >, 100);
  return sum / n;
}

static void
test_crisis_delays_receipts (void)
{
  g_assert_cmpfloat (receipt_minute (AEQ_SAMPLE_CRISIS), >, receipt_minute (AEQ_SAMPLE_STEADY) + 30.0);
}

/* The published value of a series on a day, or of the last day before it. */
static double
published (const char *series, AeqDate date)
{
  double value = 0.0;

  for (gsize i = 0; i < desk->n_observations; i++)
    if (strcmp (desk->observations[i].series, series) == 0 && desk->observations[i].date <= date)
      value = aeq_sample_observation_value (&desk->observations[i]);
  return value;
}

static void
test_crisis_shows_in_the_market (void)
{
  AeqDate before = desk->crisis_first - 60, inside = desk->crisis_first + 25;

  g_assert_cmpfloat (published ("VIXCLS", inside), >, 2.0 * published ("VIXCLS", before));
  g_assert_cmpfloat (published ("BAA10Y", inside), >, published ("BAA10Y", before) + 0.5);
  g_assert_cmpfloat (published ("TEDRATE", inside), >, published ("TEDRATE", before) + 0.3);
  g_assert_cmpfloat (published ("SOFR", inside) - published ("IORB", inside), >,
                     published ("SOFR", before) - published ("IORB", before) + 0.1);
}

/* Margin calls look at the market of the days before, not at the day's own. */
static void
test_margin_follows_stress_with_a_lag (void)
{
  double onset = 0.0, later = 0.0;

  for (gsize i = 0; i < desk->n_flows; i++)
    if (is (&desk->flows[i], "margin_call") && desk->flows[i].account <= 4)
      {
        AeqDate date = desk->flows[i].value_date;

        if (date >= desk->crisis_first - 14 && date < desk->crisis_first)
          onset -= (double) desk->flows[i].minor;
        else if (date >= desk->crisis_first + 7 && date < desk->crisis_first + 21)
          later -= (double) desk->flows[i].minor;
      }
  g_assert_cmpfloat (later, >, 1.4 * onset);
}

static void
test_month_end_is_busy (void)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("us_fedwire", NULL);
  double last = 0.0, other = 0.0;
  int last_days = 0, other_days = 0;

  for (AeqDate date = desk->first; date < desk->today; date++)
    if (aeq_calendar_is_business_day (calendar, date))
      {
        gboolean at_end = aeq_calendar_add (calendar, date, 1) > aeq_date_month_end (date);

        last_days += at_end;
        other_days += !at_end;
      }
  for (gsize i = 0; i < desk->n_flows; i++)
    if (desk->flows[i].account == 1 && is (&desk->flows[i], "client_receipt") &&
        desk->flows[i].value_date < desk->today)
      {
        AeqDate date = desk->flows[i].value_date;

        if (aeq_calendar_add (calendar, date, 1) > aeq_date_month_end (date))
          last++;
        else
          other++;
      }
  g_assert_cmpfloat (last / last_days, >, 1.2 * other / other_days);
}

static void
test_taxes_and_payroll_keep_their_dates (void)
{
  guint taxes = 0, salaries = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    {
      const AeqFlow *flow = &desk->flows[i];
      int year, month, day;

      aeq_date_to_ymd (flow->value_date, &year, &month, &day);
      if (flow->account == 1 && is (flow, "tax"))
        {
          taxes++;
          g_assert_true (month == 4 || month == 6 || month == 9 || month == 12);
          g_assert_cmpint (day, >=, 15);
          g_assert_cmpint (day, <=, 19);
        }
      if (flow->account == 5 && is (flow, "payroll"))
        {
          salaries++;
          g_assert_cmpint (day, >=, 24);
        }
    }
  g_assert_cmpuint (taxes, ==, 12);
  g_assert_cmpuint (salaries, >=, 36);
}

static void
test_receipts_come_early_and_payments_late (void)
{
  const AeqZone *zone = aeq_zone_get ("America/New_York", NULL);
  int morning = 0, receipts = 0, last_hour = 0, payments = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    {
      const AeqFlow *flow = &desk->flows[i];
      gint64 time_of_day;
      AeqDate date;

      if (flow->account != 1 || (!is (flow, "client_receipt") && !is (flow, "client_payment")))
        continue;
      aeq_zone_to_local (zone, flow->settle_ts, &date, &time_of_day);
      if (flow->minor > 0)
        {
          receipts++;
          morning += time_of_day < 12 * AEQ_HOUR;
        }
      else
        {
          payments++;
          last_hour += time_of_day >= 16 * AEQ_HOUR;
        }
    }
  g_assert_cmpint (2 * morning, >, receipts);
  g_assert_cmpint (4 * last_hour, >, payments);
}

static void
test_pay_ins_keep_the_hours_of_frankfurt (void)
{
  const AeqZone *zone = aeq_zone_get ("Europe/Berlin", NULL);
  guint n = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    if (is (&desk->flows[i], "fx_settlement"))
      {
        gint64 time_of_day;
        AeqDate date;

        aeq_zone_to_local (zone, desk->flows[i].settle_ts, &date, &time_of_day);
        g_assert_cmpint (time_of_day, >=, 7 * AEQ_HOUR);
        g_assert_cmpint (time_of_day, <, 10 * AEQ_HOUR);
        n++;
      }
  g_assert_cmpuint (n, >, 5000);
}

/* Busy days follow busy days: lag-one autocorrelation of the number of client flows, month ends and Fridays included.
 */
static void
test_activity_is_autocorrelated (void)
{
  g_autofree double *counts = g_new0 (double, desk->today - desk->first + 1);
  double mean = 0.0, variance = 0.0, covariance = 0.0, previous = 0.0;
  int n = 0;

  for (gsize i = 0; i < desk->n_flows; i++)
    if (desk->flows[i].account == 3 && is (&desk->flows[i], "securities_settlement")
        && desk->flows[i].value_date < desk->today)
      counts[desk->flows[i].value_date - desk->first]++;
  for (AeqDate d = 0; d < desk->today - desk->first; d++)
    if (counts[d] > 0)
      {
        mean += counts[d];
        n++;
      }
  mean /= n;
  for (AeqDate d = 0; d < desk->today - desk->first; d++)
    if (counts[d] > 0)
      {
        variance += (counts[d] - mean) * (counts[d] - mean);
        covariance += (counts[d] - mean) * previous;
        previous = counts[d] - mean;
      }
  g_assert_cmpfloat (covariance / variance, >, 0.15);
}

static void
test_pressure_is_rare (void)
{
  for (gsize a = 0; a < desk->n_accounts; a++)
    {
      gint64 balance = desk->accounts[a].opening_minor;
      AeqDate breached = AEQ_DATE_NONE;
      guint breaches = 0;

      for (gsize i = 0; i < desk->n_flows; i++)
        if (desk->flows[i].account == desk->accounts[a].account && desk->flows[i].status == AEQ_FLOW_ACTUAL)
          {
            balance += desk->flows[i].minor;
            if (balance < desk->limits[a].floor_minor && desk->flows[i].value_date != breached)
              {
                breaches++;
                breached = desk->flows[i].value_date;
              }
          }
      g_assert_cmpuint (breaches, <, 40);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  desk = sample_test_desk (7, SAMPLE_TEST_NOW);
  g_test_add_func ("/sample/behaviour/crisis-drains-margin", test_crisis_drains_margin);
  g_test_add_func ("/sample/behaviour/crisis-redeems-and-rolls-less", test_crisis_redeems_and_rolls_less);
  g_test_add_func ("/sample/behaviour/crisis-delays-receipts", test_crisis_delays_receipts);
  g_test_add_func ("/sample/behaviour/crisis-shows-in-the-market", test_crisis_shows_in_the_market);
  g_test_add_func ("/sample/behaviour/margin-follows-stress-with-a-lag", test_margin_follows_stress_with_a_lag);
  g_test_add_func ("/sample/behaviour/month-end-is-busy", test_month_end_is_busy);
  g_test_add_func ("/sample/behaviour/taxes-and-payroll-keep-their-dates", test_taxes_and_payroll_keep_their_dates);
  g_test_add_func ("/sample/behaviour/receipts-early-payments-late", test_receipts_come_early_and_payments_late);
  g_test_add_func ("/sample/behaviour/pay-ins-keep-frankfurt-hours", test_pay_ins_keep_the_hours_of_frankfurt);
  g_test_add_func ("/sample/behaviour/activity-is-autocorrelated", test_activity_is_autocorrelated);
  g_test_add_func ("/sample/behaviour/pressure-is-rare", test_pressure_is_rare);
  status = g_test_run ();
  aeq_sample_desk_free (desk);
  return status;
}
