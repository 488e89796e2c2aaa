/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-sheet.h"

static const char ROWS[] =
  JOBS_HEADER
  "DESK-USD,2026-02-27T10:00:00Z,2026-02-27,2026-02-27,1234567.89,USD,trade,Alder Bank,A1,,,actual\n"
  "DESK-USD,2026-03-02T09:00:00Z,2026-03-02,2026-03-02,-500.00,USD,cls,CLS Bank,CLS-1,,,actual\n"
  "DESK-JPY,2026-02-27T12:00:00Z,2026-02-27,2026-02-27,-700,JPY,,Cedar,D1,,,actual\n";

static void
insert (JobsFixture *fixture, const char *entity, const char *number, const char *values)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, number);
  g_autoptr(JsonNode) node = json_from_string (values, NULL);
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (json_node_get_object (node), "account_id", aeq_id_format (&account->uid, uid));
  aeq_change_insert (fixture->ledger, entity, json_node_get_object (node), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static AeqSheet *
read_sheet (JobsFixture *fixture, AeqSheetReader reader, const AeqSheetScope *scope)
{
  const AeqSheetScope all = { .date = AEQ_DATE_NONE };
  g_autoptr(GError) error = NULL;
  AeqSheet *sheet = reader (fixture->ledger, scope != NULL ? scope : &all, NULL, &error);

  g_assert_no_error (error);
  return sheet;
}

static char *
shown (const AeqSheet *sheet, guint row, guint column)
{
  return aeq_value_show (&((AeqSheetRow *) sheet->rows->pdata[row])->values[column]);
}

#define assert_shown(sheet, row, column, expected)                                                                     \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = shown (sheet, row, column);                                                               \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
test_balances_are_those_of_the_scope (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqSheetScope scope = { .currency = aeq_currency_lookup ("USD", -1), .date = aeq_date_from_ymd (2026, 2, 27) };
  g_autoptr(AeqSheet) all = NULL, then = NULL;

  jobs_import_good (fixture, ROWS);
  all = read_sheet (fixture, aeq_sheet_balances, NULL);
  g_assert_cmpuint (all->rows->len, ==, 2);
  assert_shown (all, 0, 0, "DESK-JPY");
  assert_shown (all, 0, 1, "-700");
  assert_shown (all, 1, 1, "1,234,067.89");
  then = read_sheet (fixture, aeq_sheet_balances, &scope);
  g_assert_cmpuint (then->rows->len, ==, 1);
  assert_shown (then, 0, 1, "1,234,567.89");
}

static void
test_limits_tell_how_far_off_they_are (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqSheet) sheet = NULL;

  jobs_import_good (fixture, ROWS);
  insert (fixture, "limit", "DESK-USD", "{\"floor_amount\":100000000,\"early_warning\":200000000}");
  insert (fixture, "limit", "DESK-JPY", "{\"floor_amount\":0}");
  sheet = read_sheet (fixture, aeq_sheet_limits, NULL);
  g_assert_cmpuint (sheet->rows->len, ==, 2);
  assert_shown (sheet, 0, 2, "–");
  assert_shown (sheet, 0, 4, "-700");
  assert_shown (sheet, 0, 5, "Breached");
  assert_shown (sheet, 1, 4, "234,067.89");
  assert_shown (sheet, 1, 5, "Early warning");
}

static void
test_obligations_tell_what_settled_them (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *paid =
      g_strdup_printf ("{\"due_ts\":%" G_GINT64_FORMAT ",\"amount\":50000,\"name\":\"CLS\",\"reference\":\"CLS-1\"}",
                       jobs_at ("2026-03-02T10:00:00Z"));
  g_autofree char *owed = g_strdup_printf ("{\"due_ts\":%" G_GINT64_FORMAT ",\"amount\":900,\"name\":\"Rent\"}",
                                           jobs_at ("2026-03-02T11:00:00Z"));
  g_autofree char *later = g_strdup_printf ("{\"due_ts\":%" G_GINT64_FORMAT ",\"amount\":900,\"name\":\"Coupon\"}",
                                            jobs_at ("2026-03-05T11:00:00Z"));
  AeqSheetScope scope = { .date = aeq_date_from_ymd (2026, 3, 5) };
  g_autoptr(AeqSheet) sheet = NULL, one = NULL;

  jobs_import_good (fixture, ROWS);
  insert (fixture, "obligation", "DESK-USD", paid);
  insert (fixture, "obligation", "DESK-USD", owed);
  insert (fixture, "obligation", "DESK-JPY", later);
  sheet = read_sheet (fixture, aeq_sheet_obligations, NULL);
  g_assert_cmpuint (sheet->rows->len, ==, 3);
  assert_shown (sheet, 0, 4, "Open");
  assert_shown (sheet, 1, 4, "Overdue");
  assert_shown (sheet, 2, 4, "Settled");
  assert_shown (sheet, 2, 5, "500.00");
  one = read_sheet (fixture, aeq_sheet_obligations, &scope);
  g_assert_cmpuint (one->rows->len, ==, 1);
}

static void
test_positions_are_of_the_newest_day (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqSheetScope scope = { .date = aeq_date_from_ymd (2026, 2, 27) };
  g_autoptr(AeqSheet) now = NULL, then = NULL;

  jobs_import_good (fixture, ROWS);
  insert (fixture, "position", "DESK-USD",
          "{\"day\":\"2026-02-27\",\"instrument\":\"Bond\",\"quantity\":\"1234567.50\",\"currency\":\"USD\",\"market_"
          "value\":120000}");
  insert (fixture, "position", "DESK-USD",
          "{\"day\":\"2026-03-01\",\"instrument\":\"Note\",\"quantity\":\"3\",\"currency\":\"EUR\"}");
  now = read_sheet (fixture, aeq_sheet_positions, NULL);
  g_assert_cmpuint (now->rows->len, ==, 1);
  assert_shown (now, 0, 2, "Note");
  assert_shown (now, 0, 6, "–");
  then = read_sheet (fixture, aeq_sheet_positions, &scope);
  assert_shown (then, 0, 2, "Bond");
  assert_shown (then, 0, 4, "1,234,567.50");
  assert_shown (then, 0, 6, "1,200.00");
}

static void
test_copies_have_plain_numbers (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(AeqSheet) sheet = NULL;
  g_autofree char *text = NULL;

  jobs_import_good (fixture, ROWS);
  sheet = read_sheet (fixture, aeq_sheet_balances, NULL);
  g_ptr_array_add (rows, sheet->rows->pdata[1]);
  text = aeq_sheet_copy (sheet, TRUE, rows);
  g_assert_true (g_str_has_prefix (text, "Account\tBalance\tCurrency\tAt\t"));
  g_assert_nonnull (strstr (text, "\nDESK-USD\t1234067.89\tUSD\t"));
  g_assert_null (strstr (text, "DESK-JPY"));
}

static void
test_values_sort_by_what_they_are (void)
{
  const AeqCurrency *jpy = aeq_currency_lookup ("JPY", -1), *usd = aeq_currency_lookup ("USD", -1);
  const AeqValue hundred_yen = aeq_value_money (100, jpy), two_dollars = aeq_value_money (200, usd), none = { 0 };
  AeqValue nine = aeq_value_decimal ("9.5"), ten = aeq_value_decimal ("10");

  g_assert_cmpint (aeq_value_compare (&hundred_yen, &two_dollars), >, 0);
  g_assert_cmpint (aeq_value_compare (&none, &two_dollars), >, 0);
  g_assert_cmpint (aeq_value_compare (&nine, &ten), <, 0);
  g_assert_cmpint (aeq_value_compare (&none, &none), ==, 0);
  g_free (nine.text);
  g_free (ten.text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/sheet/balances", test_balances_are_those_of_the_scope);
  jobs_test_add ("/jobs/sheet/limits", test_limits_tell_how_far_off_they_are);
  jobs_test_add ("/jobs/sheet/obligations", test_obligations_tell_what_settled_them);
  jobs_test_add ("/jobs/sheet/positions", test_positions_are_of_the_newest_day);
  jobs_test_add ("/jobs/sheet/copies", test_copies_have_plain_numbers);
  g_test_add_func ("/jobs/sheet/sorting", test_values_sort_by_what_they_are);
  return aeq_test_run_on_store ();
}
