/* SPDX-License-Identifier: MIT */
/* What the Position page says of its figures, without a display. */
#include <math.h>
#include <string.h>

#include "aeq-position-cells.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-test.h"

static AeqInstant
at (const char *text)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (text, -1, &instant));
  return instant;
}

/* An account with room of 800.00 between its opening and its limit. */
static AeqPosition
account (void)
{
  return (AeqPosition){
    .number = (char *)"DE89370400440532013000",
    .name = (char *)"EUR operating",
    .currency = aeq_currency_lookup ("EUR", -1),
    .zone = aeq_zone_get ("Europe/Berlin", NULL),
    .day = aeq_date_from_ymd (2026, 11, 20),
    .when = AEQ_POSITION_TODAY,
    .opening = 100000,
    .in = 5000,
    .out = -25000,
    .balance = 80000,
    .balance_at = at ("2026-11-20T14:00:00Z"),
    .expected = -1000,
    .closing = 120000,
    .lowest = 60000,
    .lowest_at = at ("2026-11-20T15:30:00Z"),
    .so_far = 70000,
    .so_far_at = at ("2026-11-20T09:05:00Z"),
    .p_breach = .064,
    .limit = 20000,
    .warning = 40000,
  };
}

static char *
cell (const AeqPosition *row, const char *title, const char **style)
{
  guint                n;
  const AeqViewColumn *columns = aeq_position_columns (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (columns[i].title, title))
      {
        AeqViewCell shown = columns[i].cell (row);

        *style = shown.style;
        return shown.text;
      }
  g_assert_not_reached ();
}

static void
assert_cell (const AeqPosition *row, const char *title, const char *text, const char *style)
{
  const char      *shown_style;
  g_autofree char *shown = cell (row, title, &shown_style);

  g_assert_cmpstr (shown, ==, text);
  g_assert_cmpstr (shown_style, ==, style);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_what_is_asked_first_stands_first (void)
{
  static const char *const FIRST[] = { "Currency", "Now", "Lowest Point", "At", "Breach" };
  guint                    n;
  const AeqViewColumn     *columns = aeq_position_columns (&n);

  for (guint i = 0; i < G_N_ELEMENTS (FIRST); i++)
    g_assert_cmpstr (columns[i].title, ==, FIRST[i]);
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (aeq_position_column_tooltip (i));
}

static void
test_an_account_keeps_the_end_of_its_number (void)
{
  AeqPosition row = account ();

  assert_text (aeq_position_account_text (&row), "EUR operating ·3000");
  assert_text (aeq_position_account_words (&row), "EUR operating, DE89370400440532013000 EUR");
  row.name = NULL;
  assert_text (aeq_position_account_text (&row), "DE89…32013000");
  row.number = (char *)"990041771";
  assert_text (aeq_position_account_text (&row), "990041771");
}

static void
test_cells_say_what_the_row_says (void)
{
  AeqPosition row = account ();

  assert_cell (&row, "Now", "800.00", NULL);
  assert_cell (&row, "Lowest Point", "600.00", NULL);
  assert_cell (&row, "At", "16:30", NULL); /* in Berlin */
  assert_cell (&row, "Breach", "6.4 %", "warning");
  assert_cell (&row, "Out", "-250.00", NULL);
  assert_cell (&row, "Low so Far", "–", "dim-label"); /* lower lies ahead */
  row.so_far = 50000;
  assert_cell (&row, "Low so Far", "500.00", NULL);
  row.lowest = 30000;
  assert_cell (&row, "Lowest Point", "300.00", "warning");
  row.lowest = 10000;
  assert_cell (&row, "Lowest Point", "100.00", "error");
  row.lowest = AEQ_POSITION_NONE;
  row.p_breach = NAN;
  assert_cell (&row, "Lowest Point", "–", "dim-label");
  assert_cell (&row, "Breach", "–", "dim-label");
}

static void
test_a_past_day_broke_its_limit_or_did_not (void)
{
  AeqPosition row = account ();

  row.when = AEQ_POSITION_PAST;
  row.p_breach = 1;
  assert_cell (&row, "Breach", "Yes", "error");
  row.p_breach = 0;
  assert_cell (&row, "Breach", "No", NULL);
}

static void
test_sums_leave_out_what_does_not_add_up (void)
{
  AeqPosition sum = account ();

  sum.n = 3;
  sum.number = sum.name = NULL;
  sum.zone = NULL;
  sum.closing = sum.lowest = sum.limit = AEQ_POSITION_NONE;
  sum.lowest_at = AEQ_INSTANT_NONE;
  sum.p_breach = NAN;
  assert_text (aeq_position_account_text (&sum), "All EUR (3 accounts)");
  assert_cell (&sum, "Now", "800.00", "sum");
  assert_cell (&sum, "Lowest Point", "", "dim-label");
  assert_cell (&sum, "At", "", "dim-label");
  assert_cell (&sum, "Breach", "", "dim-label");
}

static void
assert_use (const AeqPosition *row, const char *text, const char *words)
{
  AeqLimitUse use;

  aeq_position_use (row, &use);
  assert_text (aeq_limit_use_text (&use), text);
  assert_text (aeq_limit_use_describe (&use), words);
}

static void
test_the_gauge_has_a_sign_for_each_state (void)
{
  AeqPosition row = account ();

  assert_use (&row, "50 %", "Limit use: 25 % now, 50 % at the lowest point ahead. The early warning stands at 75 %.");
  row.lowest = 30000;
  assert_use (&row, "▲ 87 %",
              "Limit use: 25 % now, 87 % at the lowest point ahead. The early warning at 75 % is passed.");
  row.lowest = 19999;
  assert_use (&row, "✕ 101 %", "Limit use: 25 % now, 101 % at the lowest point ahead. The limit is broken.");
  row.lowest = AEQ_POSITION_NONE;
  row.warning = AEQ_POSITION_NONE;
  assert_use (&row, "25 %", "Limit use: 25 % now. No early warning is set.");
  row.limit = AEQ_POSITION_NONE;
  assert_use (&row, "–", "No limit to hold the balance against.");
}

static void
test_a_day_that_opens_below_its_warning_is_warned (void)
{
  AeqPosition row = account ();

  row.opening = row.balance = row.lowest = 30000;
  assert_use (&row, "▲ 0 %", "Limit use: 0 % now, 0 % at the lowest point ahead. The early warning at 0 % is passed.");
  row.limit = 31000;
  assert_use (&row, "✕ > 999 %", "Limit use: > 999 % now, > 999 % at the lowest point ahead. The limit is broken.");
}

static void
test_copies_have_plain_numbers_and_no_sums (void)
{
  AeqPosition row = account ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) titles = NULL;
  g_auto (GStrv) cells = NULL;

  aeq_position_append_titles (text);
  aeq_position_append_line (text, &row);
  row.n = 2;
  aeq_position_append_line (text, &row);
  lines = g_strsplit (text->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* the last one is empty */
  g_assert_cmpstr (lines[1], ==,
                   "DE89370400440532013000\tEUR "
                   "operating\tEUR\t2026-11-20\t800.00\t600.00\t16:30\t0.0640\t0.5000\t1200.00\t-10.00\t1000.00\t50.00"
                   "\t-250.00\t700.00\t10:05\t200.00\t400.00");
  titles = g_strsplit (lines[0], "\t", -1);
  cells = g_strsplit (lines[1], "\t", -1);
  g_assert_cmpuint (g_strv_length (titles), ==, g_strv_length (cells));
}

static void
test_times_are_told_in_units_of_people (void)
{
  AeqDeadline deadline = {
    .at = at ("2026-11-20T16:00:00Z"), .name = (char *)"T2", .is_cut_off = TRUE, .customers = TRUE
  };

  assert_text (aeq_duration_text (10 * AEQ_SECOND), "1 min");
  assert_text (aeq_duration_text (125 * AEQ_MINUTE), "2 h 05 min");
  assert_text (aeq_duration_text (64 * AEQ_HOUR), "2 d 16 h");
  assert_text (aeq_deadline_name (&deadline), "T2 customers");
  assert_text (aeq_deadline_text (&deadline, at ("2026-11-20T15:01:00Z")), "in 59 min");
  assert_text (aeq_deadline_text (&deadline, at ("2026-11-20T16:05:00Z")), "5 min ago");
  deadline.is_cut_off = FALSE;
  deadline.name = (char *)"ccp_call";
  deadline.counterparty = (char *)"Clearing";
  assert_text (aeq_deadline_name (&deadline), "CCP call, Clearing");
  assert_text (aeq_deadline_text (&deadline, at ("2026-11-20T16:35:00Z")), "35 min overdue");
}

static void
test_clocks_name_another_day (void)
{
  const AeqZone *zone = aeq_zone_get ("America/New_York", NULL);

  assert_text (aeq_zone_clock_text (zone, at ("2026-11-20T23:45:00Z"), at ("2026-11-20T14:30:00Z")), "18:45 EST");
  assert_text (aeq_zone_clock_text (zone, at ("2026-11-23T23:45:00Z"), at ("2026-11-20T14:30:00Z")), "Mon 18:45 EST");
}

static void
assert_age (AeqForecastAge age, const char *words)
{
  const AeqPositionTable table = { .as_of = at ("2026-11-20T17:00:00Z"),
                                   .forecast_at = at ("2026-11-20T14:30:00Z"),
                                   .forecast_age = age };
  g_autofree char       *text = aeq_forecast_age_text (&table);

  g_assert_nonnull (strstr (text, words));
  g_assert_true ((age == AEQ_FORECAST_GOOD) == (strstr (text, "F9") == NULL));
}

static void
test_a_forecast_that_is_not_good_says_how_to_renew_it (void)
{
  assert_age (AEQ_FORECAST_NONE, "no forecast yet");
  assert_age (AEQ_FORECAST_OTHER_DAY, "says nothing of today");
  assert_age (AEQ_FORECAST_OVERTAKEN, "has changed since");
  assert_age (AEQ_FORECAST_OLD, "2 h 30 min old");
  assert_age (AEQ_FORECAST_GOOD, "Forecast of 2026-11-20 14:30");
}

int
main (int argc, char **argv)
{
  const AeqScreenFormat format = { AEQ_NUMBERS_COMMA_POINT, AEQ_DATES_ISO, AEQ_UNITS_FULL };

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  aeq_screen_format_set (&format);
  g_test_add_func ("/position-cells/first-things-first", test_what_is_asked_first_stands_first);
  g_test_add_func ("/position-cells/account", test_an_account_keeps_the_end_of_its_number);
  g_test_add_func ("/position-cells/figures", test_cells_say_what_the_row_says);
  g_test_add_func ("/position-cells/past-day", test_a_past_day_broke_its_limit_or_did_not);
  g_test_add_func ("/position-cells/sums", test_sums_leave_out_what_does_not_add_up);
  g_test_add_func ("/position-cells/copies", test_copies_have_plain_numbers_and_no_sums);
  g_test_add_func ("/limit-gauge/states", test_the_gauge_has_a_sign_for_each_state);
  g_test_add_func ("/limit-gauge/opens-below", test_a_day_that_opens_below_its_warning_is_warned);
  g_test_add_func ("/position-words/times", test_times_are_told_in_units_of_people);
  g_test_add_func ("/position-words/clocks", test_clocks_name_another_day);
  g_test_add_func ("/position-words/age", test_a_forecast_that_is_not_good_says_how_to_renew_it);
  return g_test_run ();
}
