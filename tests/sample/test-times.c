/* SPDX-License-Identifier: MIT */
#include "sample-test.h"
#include "aeq-money.h"

/* What must hold whatever the time at which the desk is made. */

#define EARLIEST 0 /* CLS hours begin at one in New York, at midnight in the weeks when only Europe has summer time */
#define LATEST (19 * AEQ_HOUR)

static void
check_flow (const AeqSampleDesk *desk, const AeqFlow *flow, AeqCalendar *const *calendars, const AeqZone *const *zones)
{
  const AeqSampleAccount *account = &desk->accounts[flow->account - 1];
  AeqCalendar *calendar = calendars[flow->account - 1];
  AeqDate local;
  gint64 time_of_day;

  g_assert_cmpint (flow->minor, !=, 0);
  g_assert_nonnull (flow->counterparty);
  g_assert_nonnull (flow->narrative);
  if (flow->status == AEQ_FLOW_ACTUAL)
    {
      g_assert_cmpint (flow->settle_ts, <=, desk->now);
      g_assert_cmpint (flow->booking_date, ==, flow->value_date);
    }
  if (flow->status == AEQ_FLOW_PENDING)
    g_assert_cmpint (ABS (flow->settle_ts - desk->now), <=, 30 * AEQ_MINUTE);
  g_assert_cmpint (flow->settle_ts, >=, account->opening_at);
  g_assert_cmpint (flow->value_date, >=, desk->first);
  aeq_zone_to_local (zones[flow->account - 1], flow->settle_ts, &local, &time_of_day);
  g_assert_cmpint (local, ==, flow->value_date);
  g_assert_cmpint (time_of_day, >=, EARLIEST);
  g_assert_cmpint (time_of_day, <=, LATEST);
  /* The calendars end with 2035; a desk made in its last days looks beyond. */
  if (local <= aeq_date_from_ymd (2035, 12, 31))
    g_assert_true (aeq_calendar_is_business_day (calendar, local));
}

static void
check_balances (const AeqSampleDesk *desk)
{
  gint64 balance[AEQ_SAMPLE_N_ACCOUNTS];

  for (gsize i = 0; i < desk->n_accounts; i++)
    balance[i] = desk->accounts[i].opening_minor;
  for (gsize i = 0; i < desk->n_flows; i++)
    if (desk->flows[i].status == AEQ_FLOW_ACTUAL)
      {
        gsize index = (gsize) desk->flows[i].account - 1;
        gint64 bound = 5 * desk->accounts[index].opening_minor;

        g_assert_true (aeq_money_add (balance[index], desk->flows[i].minor, &balance[index]));
        g_assert_cmpint (balance[index], <, bound);
        g_assert_cmpint (balance[index], >, -bound);
      }
}

static void
check_order (const AeqSampleDesk *desk)
{
  for (gsize i = 1; i < desk->n_flows; i++)
    g_assert_cmpint (desk->flows[i - 1].settle_ts, <=, desk->flows[i].settle_ts);
  for (gsize i = 0; i < desk->n_observations; i++)
    g_assert_cmpint (desk->observations[i].known_at, <=, desk->now);
  g_assert_cmpint (desk->crisis_first, >, desk->first + 400);
  g_assert_cmpint (desk->crisis_last, <, desk->today - 400);
}

static void
test_now (gconstpointer data)
{
  g_autoptr(AeqSampleDesk) desk = sample_test_desk (11, data);
  AeqCalendar *calendars[AEQ_SAMPLE_N_ACCOUNTS];
  const AeqZone *zones[AEQ_SAMPLE_N_ACCOUNTS];
  guint expected = 0;

  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      calendars[i] = aeq_calendar_get (desk->accounts[i].calendar, NULL);
      zones[i] = aeq_zone_get (desk->accounts[i].zone, NULL);
    }
  g_assert_cmpuint (desk->n_flows, >=, 200000);
  g_assert_cmpuint (desk->n_flows, <=, 300000);
  for (gsize i = 0; i < desk->n_flows; i++)
    {
      check_flow (desk, &desk->flows[i], calendars, zones);
      expected += desk->flows[i].status == AEQ_FLOW_EXPECTED;
    }
  g_assert_cmpuint (expected, >=, 40);
  check_balances (desk);
  check_order (desk);
  for (gsize i = 0; i < desk->n_accounts; i++)
    aeq_calendar_unref (calendars[i]);
}

int
main (int argc, char **argv)
{
  static const struct { const char *name, *now; } TIMES[] = {
    { "weekday", SAMPLE_TEST_NOW },
    { "weekend", "2026-11-21T15:00:00Z" },
    { "spring-forward", "2026-03-08T07:30:00Z" },
    { "european-spring-forward", "2026-03-29T01:30:00Z" },
    { "day-of-25-hours", "2026-11-01T06:30:00Z" },
    { "year-end", "2025-12-31T23:59:59Z" },
    { "new-year", "2026-01-01T00:00:00Z" },
    { "leap-day", "2024-02-29T12:00:00Z" },
    { "first-of-all", "1993-01-01T00:00:00Z" },
    { "last-of-all", "2035-12-31T23:59:59Z" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TIMES); i++)
    {
      g_autofree char *path = g_strconcat ("/sample/times/", TIMES[i].name, NULL);

      g_test_add_data_func (path, TIMES[i].now, test_now);
    }
  return g_test_run ();
}
