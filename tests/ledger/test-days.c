/* SPDX-License-Identifier: MIT */
#include "aeq-cash-series.h"
#include "ledger-fixture.h"

static gint64
day_net (AeqLedger *ledger, const char *iso)
{
  g_autofree char *sql = g_strdup_printf ("SELECT SUM (credit) - SUM (debit) FROM flow_day WHERE status = 0 AND day = '%s'", iso);

  return ledger_int (ledger, sql);
}

static void
test_days_are_those_of_the_zone (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) tokyo = ledger_account (fixture->ledger, "T", "JPY", "Asia/Tokyo");
  AeqFlow flows[] = { ledger_flow (tokyo, AEQ_FLOW_ACTUAL, "2024-03-01T14:59:59Z", 1),
                      ledger_flow (tokyo, AEQ_FLOW_ACTUAL, "2024-03-01T15:00:00Z", 2) };

  ledger_import (fixture->ledger, tokyo, flows, 2, NULL, NULL);
  g_assert_cmpint (day_net (fixture->ledger, "2024-03-01"), ==, 1);
  g_assert_cmpint (day_net (fixture->ledger, "2024-03-02"), ==, 2);
}

/* Berlin: 2024-03-31 has 23 hours, 2024-10-27 has 25. */
static void
test_short_and_long_days (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) berlin = ledger_account (fixture->ledger, "B", "EUR", "Europe/Berlin");
  AeqFlow flows[] = { ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-03-30T23:00:00Z", 1),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-03-31T21:59:59Z", 2),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-03-31T22:00:00Z", 4),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-26T22:00:00Z", 8),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-27T22:59:59Z", 16),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-27T23:00:00Z", 32) };

  ledger_import (fixture->ledger, berlin, flows, G_N_ELEMENTS (flows), NULL, NULL);
  g_assert_cmpint (day_net (fixture->ledger, "2024-03-31"), ==, 3);
  g_assert_cmpint (day_net (fixture->ledger, "2024-10-27"), ==, 24);
  ledger_assert_clean (fixture->ledger);
}

static void
test_buckets_of_a_long_day_hold_every_flow (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) berlin = ledger_account (fixture->ledger, "B", "EUR", "Europe/Berlin");
  AeqFlow flows[] = { ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-26T22:00:00Z", 1),
                      ledger_flow (berlin, AEQ_FLOW_ACTUAL, "2024-10-27T22:59:59Z", 2) };
  g_autofree gint64 *sums = NULL;

  ledger_import (fixture->ledger, berlin, flows, 2, NULL, NULL);
  sums = aeq_cash_by_bucket (fixture->ledger, berlin, day ("2024-10-27"), 60, 25, NULL);
  g_assert_cmpint (sums[0], ==, 1);
  g_assert_cmpint (sums[24], ==, 2);
  g_free (sums);
  sums = aeq_cash_by_bucket (fixture->ledger, berlin, day ("2024-10-27"), 60, 24, NULL);
  g_assert_cmpint (sums[23], ==, 2);
}

static AeqId
random_uid (AeqLedger *ledger, GRand *rand)
{
  g_autofree char *sql = g_strdup_printf ("SELECT uid FROM flow ORDER BY uid LIMIT 1 OFFSET %d",
                                          g_rand_int_range (rand, 0, (int) ledger_int (ledger, "SELECT COUNT (*) FROM flow")));
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, NULL);
  gboolean has_row;
  AeqId uid = { 0 };

  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && aeq_statement_get_id (stmt, 0, &uid));
  return uid;
}

static void
import_some (AeqLedger *ledger, const AeqAccount *account, GRand *rand)
{
  AeqFlow flows[12];

  for (gsize i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      flows[i] = ledger_flow (account, (AeqFlowStatus) g_rand_int_range (rand, 0, 3), "2024-10-20T00:00:00Z",
                              g_rand_int_range (rand, -50, 50) * 1000);
      flows[i].settle_ts += (gint64) g_rand_int_range (rand, 0, 14 * 24) * AEQ_HOUR;
    }
  ledger_import (ledger, account, flows, G_N_ELEMENTS (flows), NULL, NULL);
}

static void
edit_one (AeqLedger *ledger, GRand *rand)
{
  g_autoptr(JsonObject) values = ledger_values ("{'amount':%d,'settle_ts':%" G_GINT64_FORMAT "}",
                                                g_rand_int_range (rand, -9, 9) * 100,
                                                at ("2024-10-26T20:00:00Z") + g_rand_int_range (rand, 0, 40) * AEQ_HOUR);
  AeqId uid = random_uid (ledger, rand);

  g_assert_true (aeq_change_update (ledger, "flow", &uid, values, NULL, NULL));
}

static void
undo_one (AeqLedger *ledger, GRand *rand)
{
  g_autoptr(GError) error = NULL;
  gint64 last;
  gint64 removed;

  g_assert_true (aeq_change_last (ledger, &last, NULL));
  /* Refusals are part of it: changed since, or an import. */
  aeq_change_undo (ledger, g_rand_int_range (rand, 1, (int) last + 1), &error);
  if (g_rand_boolean (rand))
    aeq_import_undo (ledger, g_rand_int_range (rand, 1, 8), &removed, NULL, NULL, NULL);
}

static void
test_sums_follow_whatever_happens (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqAccount) berlin = ledger_account (fixture->ledger, "B", "EUR", "Europe/Berlin");
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);

  import_some (fixture->ledger, berlin, rand);
  for (int i = 0; i < 150; i++)
    {
      AeqId uid = random_uid (fixture->ledger, rand);

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          import_some (fixture->ledger, i % 2 ? berlin : fixture->usd, rand);
          break;
        case 1:
          g_assert_true (aeq_change_delete (fixture->ledger, "flow", &uid, NULL, NULL));
          break;
        case 2:
          undo_one (fixture->ledger, rand);
          import_some (fixture->ledger, berlin, rand);
          break;
        default:
          edit_one (fixture->ledger, rand);
        }
      ledger_assert_clean (fixture->ledger);
    }
}

static void
test_sums_follow_the_account_to_another_zone (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) values = ledger_values ("{'zone':'Asia/Tokyo'}");
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T20:00:00Z", 5),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T12:00:00Z", 7) };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 no;

  flows[1].day_only = TRUE; /* stays on its day, whatever the zone */
  ledger_import (fixture->ledger, fixture->usd, flows, 2, NULL, NULL);
  before = ledger_sha (fixture->ledger);
  aeq_change_update (fixture->ledger, "account", &fixture->usd->uid, values, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (day_net (fixture->ledger, "2024-03-01"), ==, 7);
  g_assert_cmpint (day_net (fixture->ledger, "2024-03-02"), ==, 5);
  ledger_assert_clean (fixture->ledger);
  g_assert_true (aeq_change_last (fixture->ledger, &no, NULL));
  g_assert_true (aeq_change_undo (fixture->ledger, no, NULL));
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
  ledger_assert_clean (fixture->ledger);
}

static void
test_business_days_take_the_weekend (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("weekdays", NULL);
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 1),  /* Friday */
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-02T09:00:00Z", -2), /* Saturday */
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-04T09:00:00Z", 4),  /* Monday */
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-09T09:00:00Z", 8) };
  g_autoptr(GArray) days = NULL;
  AeqCashDay *monday;
  AeqDate first, last;

  ledger_import (fixture->ledger, fixture->usd, flows, 4, NULL, NULL);
  days = aeq_cash_by_day (fixture->ledger, fixture->usd, calendar, day ("2024-03-04"), day ("2024-03-09"), NULL);
  g_assert_cmpuint (days->len, ==, 5);
  monday = &g_array_index (days, AeqCashDay, 0);
  g_assert_cmpint (monday->day, ==, day ("2024-03-04"));
  g_assert_cmpint (monday->credit, ==, 4);
  g_assert_cmpint (monday->debit, ==, 2);
  g_assert_cmpint (monday->n, ==, 2);
  g_assert_cmpint (g_array_index (days, AeqCashDay, 4).credit, ==, 0);
  g_assert_true (aeq_cash_range (fixture->ledger, fixture->usd, &first, &last, NULL));
  g_assert_cmpint (first, ==, day ("2024-03-01"));
  g_assert_cmpint (last, ==, day ("2024-03-09"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/days/zone", test_days_are_those_of_the_zone);
  ledger_test_add ("/ledger/days/short-and-long", test_short_and_long_days);
  ledger_test_add ("/ledger/days/buckets-of-a-long-day", test_buckets_of_a_long_day_hold_every_flow);
  ledger_test_add ("/ledger/days/sums-follow", test_sums_follow_whatever_happens);
  ledger_test_add ("/ledger/days/another-zone", test_sums_follow_the_account_to_another_zone);
  ledger_test_add ("/ledger/days/business-days", test_business_days_take_the_weekend);
  return aeq_test_run_on_store ();
}
