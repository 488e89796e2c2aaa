/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"

AeqInstant
jobs_at (const char *rfc3339)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (rfc3339, -1, &instant));
  return instant;
}

AeqLedger *
jobs_ledger (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *store = aeq_test_new_store (":memory:");
  AeqLedger *ledger = aeq_ledger_open (store, AEQ_STORE_CREATE, jobs_at (JOBS_NOW), 7, &error);

  g_assert_no_error (error);
  return ledger;
}

void
jobs_set_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = aeq_test_make_folder ();
  fixture->ledger = jobs_ledger ();
}

void
jobs_tear_down (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_ledger_close (fixture->ledger);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

void
jobs_clock (JobsFixture *fixture, const char *rfc3339)
{
  fixture->ledger->now = jobs_at (rfc3339);
}

AeqImportOutcome *
jobs_import (JobsFixture *fixture, const char *text, const AeqImportRequest *request)
{
  const AeqImportRequest none = { 0 };
  g_autofree char *path = aeq_test_write (fixture->folder, "rows.csv", text, -1);
  g_autoptr(GError) error = NULL;
  AeqImportOutcome *outcome = aeq_job_import (fixture->ledger, path, request != NULL ? request : &none, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (outcome);
  return outcome;
}

gint64
jobs_import_good (JobsFixture *fixture, const char *text)
{
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, text, NULL);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (outcome->import_id, >, 0);
  return outcome->added;
}

static void
add_row (GString *text, const char *account, const char *currency, AeqDate date, int hour, gint64 units, const char *category, int n)
{
  char day[AEQ_DATE_TEXT_SIZE];

  aeq_date_format (date, day);
  g_string_append_printf (text, "%s,%sT%02d:15:00Z,%s,%s,%" G_GINT64_FORMAT "%s,%s,%s,House %d,S%d,,,actual\n", account, day, hour,
                          day, day, units, g_str_equal (currency, "JPY") ? "" : ".00", currency, category, n % 5, n);
}

char *
jobs_season (guint days)
{
  GString *text = g_string_new (JOBS_HEADER);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (guint i = days; i > 0; i--)
    {
      AeqDate date = today - (AeqDate) i;
      int weekday = (int) ((date % 7 + 7) % 7);
      gint64 wobble = (gint64) ((i * 7919) % 211) - 105;

      add_row (text, "DESK-USD", "USD", date, 14, 1000 * (weekday + 2) + wobble, "subscription", (int) i * 3);
      add_row (text, "DESK-USD", "USD", date, 16, -900 * (weekday + 2) + wobble, "redemption", (int) i * 3 + 1);
      add_row (text, "DESK-JPY", "JPY", date, 3, 50000 * (weekday - 3) + wobble * 100, "payment", (int) i * 3 + 2);
    }
  return g_string_free (text, FALSE);
}

static char *
write_market (JobsFixture *fixture, int panic)
{
  g_autoptr(GString) text = g_string_new ("date,series,value\n");
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (int i = 1400; i > 0; i--)
    {
      char day[AEQ_DATE_TEXT_SIZE];
      int wobble = (i * 7919) % 100;

      aeq_date_format (today - i, day);
      g_string_append_printf (text, "%s,VIXCLS,%d.%02d\n", day, i <= panic ? 60 : 14 + wobble % 3, wobble);
      g_string_append_printf (text, "%s,BAA10Y,%d.%02d\n", day, i <= panic ? 5 : 2, wobble % 30);
    }
  return aeq_test_write (fixture->folder, "market.csv", text->str, -1);
}

AeqIndicatorsResult
jobs_import_market (JobsFixture *fixture, int panic)
{
  g_autofree char *path = write_market (fixture, panic);
  g_autoptr(GError) error = NULL;
  AeqIndicatorsResult result;

  aeq_job_indicators_import (fixture->ledger, path, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

AeqAccount *
jobs_account (JobsFixture *fixture, const char *number)
{
  g_autoptr(GError) error = NULL;
  AeqAccount *account = aeq_account_require (fixture->ledger, number, NULL, &error);

  g_assert_no_error (error);
  return account;
}

AeqForecastResult *
jobs_forecast (JobsFixture *fixture)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;
  AeqForecastResult *result;

  request.days = 5;
  result = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

JsonObject *
jobs_account_of (const AeqForecastResult *result, const char *number, JsonNode **node)
{
  g_autoptr(GError) error = NULL;
  JsonArray *accounts;

  *node = json_from_string (result->json, &error);
  g_assert_no_error (error);
  accounts = json_object_get_array_member (json_node_get_object (*node), "accounts");
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonObject *account = json_array_get_object_element (accounts, i);

      if (g_str_equal (json_object_get_string_member (account, "account"), number))
        return account;
    }
  g_assert_not_reached ();
}

void
jobs_set_limit (JobsFixture *fixture, const char *number, gint64 floor_amount)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, number);
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  g_assert_true (aeq_store_exec (fixture->ledger->store, "DELETE FROM limit_line", NULL));
  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "floor_amount", floor_amount);
  aeq_change_insert (fixture->ledger, "limit", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

gint64
jobs_int (JobsFixture *fixture, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  aeq_store_query_int64 (fixture->ledger->store, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

char *
jobs_sha (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  char *sha = aeq_check_canonical_sha256 (fixture->ledger, NULL, &error);

  g_assert_no_error (error);
  return sha;
}
