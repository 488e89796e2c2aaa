/* SPDX-License-Identifier: MIT */
/* A day in charts, words and rows, without a display: P = 100, -60, -30, -80, then 10 with what is announced; the
 * opening is 1,000. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "aeq-change.h"
#include "aeq-chart-data.h"
#include "aeq-intraday-charts.h"
#include "aeq-intraday-table.h"
#include "aeq-intraday-words.h"
#include "aeq-job-import.h"
#include "aeq-test.h"

#define NOW "2026-03-02T12:00:00Z"

static const char ROWS[] =
  "account,settle_ts,amount,currency,category,counterparty,narrative,status\n"
  "V-1,2026-02-27T13:00:00Z,1000.00,GBP,payment,Alder,,actual\n"
  "V-1,2026-03-02T09:00:00Z,100.00,GBP,payment,Birch,,actual\n"
  "V-1,2026-03-02T09:10:00Z,-160.00,GBP,payment,Cedar,,actual\n"
  "V-1,2026-03-02T11:00:00Z,30.00,GBP,payment,Dogwood,,actual\n"
  "V-1,2026-03-02T12:00:00Z,-50.00,GBP,payment,Elder,,actual\n"
  "V-1,2026-03-02T16:00:00Z,90.00,GBP,payment,Fir,,expected\n"
  "V-2,2026-03-02T09:05:00Z,-40.00,GBP,payment,Hazel,,actual\n";

typedef struct
{
  char           *folder;
  AeqLedger      *ledger;
  AeqIntradayDay *day;
} Fixture;

static AeqInstant
at (const char *text)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (text, -1, &instant));
  return instant;
}

static double
seconds (const char *text)
{
  return (double) (at (text) / AEQ_SECOND);
}

static AeqIntradayDay *
read_day (Fixture *fixture, AeqIntradayWhat what)
{
  AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqAccount) account = aeq_account_require (fixture->ledger, "V-1", NULL, &error);
  AeqIntradayDay *day;

  g_assert_no_error (error);
  request.what = what;
  request.account = account->uid;
  request.currency = what == AEQ_INTRADAY_TOTAL ? account->currency : NULL;
  day = aeq_job_intraday (fixture->ledger, &request, NULL, &error);
  g_assert_no_error (error);
  return day;
}

static void
set_limit (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqAccount) account = aeq_account_require (fixture->ledger, "V-1", NULL, &error);
  g_autoptr(JsonObject) values = json_object_new ();
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "floor_amount", 70000);
  json_object_set_int_member (values, "early_warning", 95000);
  aeq_change_insert (fixture->ledger, "limit", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autofree char *rows = NULL;
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = aeq_test_make_folder ();
  rows = aeq_test_write (fixture->folder, "rows.csv", ROWS, -1);
  fixture->ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, at (NOW), 7, &error);
  g_assert_no_error (error);
  outcome = aeq_job_import (fixture->ledger, rows, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  set_limit (fixture);
  fixture->day = read_day (fixture, AEQ_INTRADAY_ACCOUNT);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_intraday_day_free (fixture->day);
  aeq_ledger_close (fixture->ledger);
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static const AeqChartLayer *
layer (const AeqChart *chart, const char *name)
{
  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    if (g_strcmp0 (aeq_chart_get_layer (chart, i)->name, name) == 0)
      return aeq_chart_get_layer (chart, i);
  return NULL;
}

static void
test_booked_ends_now_and_announced_begins (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) chart = aeq_intraday_position_chart (fixture->day, at ("2026-03-02T12:05:00Z"), FALSE);
  const AeqChartLayer *booked = layer (chart, "Booked");
  const AeqChartLayer *announced = layer (chart, "Announced");

  g_assert_cmpint (booked->n, ==, 6);
  g_assert_cmpfloat (booked->x[0], ==, seconds ("2026-03-02T00:00:00Z"));
  g_assert_cmpfloat (booked->y[2], ==, -60);
  g_assert_cmpfloat (booked->x[5], ==, seconds ("2026-03-02T12:05:00Z")); /* the clock went on */
  g_assert_cmpfloat (booked->y[5], ==, -80);
  g_assert_cmpfloat (announced->x[0], ==, seconds (NOW));
  g_assert_cmpfloat (announced->y[1], ==, 10);
  g_assert_cmpfloat (layer (chart, "now")->x[0], ==, seconds ("2026-03-02T12:05:00Z"));
  g_assert_cmpfloat (layer (chart, "lowest so far")->y[0], ==, -80);
  g_assert_null (layer (chart, "Forecast"));
}

/* What is 700 of the balance is -300 of the net position. */
static void
test_limits_move_with_the_measure (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) net = aeq_intraday_position_chart (fixture->day, at (NOW), FALSE);
  g_autoptr(AeqChart) balance = aeq_intraday_position_chart (fixture->day, at (NOW), TRUE);

  g_assert_cmpfloat (layer (net, "Limit")->y[0], ==, -300);
  g_assert_cmpfloat (layer (balance, "Limit")->y[0], ==, 700);
  g_assert_cmpfloat (layer (net, "Early warning")->y[0], ==, -50);
  g_assert_cmpfloat (layer (balance, "Booked")->y[2], ==, 940);
}

static void
test_bars_are_the_slices_that_moved (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) chart = aeq_intraday_ladder_chart (fixture->day, at (NOW));

  g_assert_cmpint (layer (chart, "In")->n, ==, 2);
  g_assert_cmpfloat (layer (chart, "In")->y[0], ==, 100);
  g_assert_cmpint (layer (chart, "Out")->n, ==, 2);
  g_assert_cmpfloat (layer (chart, "Out")->y[0], ==, -160);
  g_assert_cmpfloat (layer (chart, "Announced in")->y[0], ==, 90);
  g_assert_null (layer (chart, "Announced out"));
}

static void
test_throughput_ends_now (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) chart = aeq_intraday_throughput_chart (fixture->day, at (NOW));
  const AeqChartLayer *today = layer (chart, "This day");

  g_assert_cmpfloat (today->x[today->n - 1], ==, seconds (NOW));
  g_assert_cmpfloat (today->y[0], ==, 0);
  for (gsize i = 1; i < today->n; i++)
    g_assert_cmpfloat (today->y[i], >=, today->y[i - 1]);
}

static void
assert_figure (Fixture *fixture, AeqIntradayFigure figure, gboolean absolute, const char *text, const char *caption,
               const char *style)
{
  g_auto(AeqFigureText) told = aeq_intraday_figure (fixture->day, figure, absolute);

  g_assert_cmpstr (told.text, ==, text);
  g_assert_cmpstr (told.caption, ==, caption);
  g_assert_cmpstr (told.style, ==, style);
}

/* The lowest balance, 920, is 220 over the limit and below the warning. */
static void
test_figures_in_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_figure (fixture, AEQ_INTRADAY_NOW, FALSE, "-80.00", "at 12:00", NULL);
  assert_figure (fixture, AEQ_INTRADAY_NOW, TRUE, "920.00", "at 12:00", NULL);
  assert_figure (fixture, AEQ_INTRADAY_LOWEST, FALSE, "-80.00", "at 12:00", NULL);
  assert_figure (fixture, AEQ_INTRADAY_AHEAD, FALSE, "–", "no forecast", "dim-label");
  assert_figure (fixture, AEQ_INTRADAY_HEADROOM, FALSE, "220.00", "over the limit", "warning");
  assert_figure (fixture, AEQ_INTRADAY_PAID, FALSE, "100.0 %", "210.00", NULL);
}

static void
test_a_total_says_why_it_has_no_fan (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) total = read_day (fixture, AEQ_INTRADAY_TOTAL);
  g_autoptr(AeqIntradayDay) nearest = read_day (fixture, AEQ_INTRADAY_NEAREST);
  g_autofree char *no_fan = aeq_intraday_note (total);
  g_autofree char *why = aeq_intraday_note (nearest);
  g_autofree char *title = aeq_intraday_title (total);

  g_assert_true (g_str_has_prefix (no_fan, "No fan: quantiles of accounts cannot be added up"));
  g_assert_cmpstr (why, ==, "Of all accounts, V-1 GBP is nearest to its limit. Choose another one in the header.");
  g_assert_cmpstr (title, ==, "2 accounts in GBP added up · 2026-03-02");
  g_assert_null (aeq_intraday_note (fixture->day));
}

/* What is booked is empty after now, what is announced is not. */
static void
test_rows_are_copied_with_plain_numbers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkBitset) selected = gtk_bitset_new_range (18, 1);
  g_autofree char *row = NULL;
  g_autofree char *later = NULL;
  g_autofree char *titled = NULL;

  row = aeq_intraday_table_text (fixture->day, selected, FALSE);
  g_assert_cmpstr (row, ==, "2026-03-02T09:00:00Z\t100.00\t-160.00\t-60.00\t-60.00\t940.00\t0.00\t0.00\t\t\t\n");
  gtk_bitset_remove_all (selected);
  gtk_bitset_add (selected, 32);
  later = aeq_intraday_table_text (fixture->day, selected, FALSE);
  g_assert_cmpstr (later, ==, "2026-03-02T16:00:00Z\t\t\t\t\t\t90.00\t0.00\t\t\t\n");
  titled = aeq_intraday_table_text (fixture->day, selected, TRUE);
  g_assert_true (g_str_has_prefix (titled, "From\tIn\tOut\tNet\tPosition\tBalance\t"));
}

static void
test_the_busy_hours_are_shown_first (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double from, to;

  aeq_intraday_active_range (fixture->day, &from, &to);
  g_assert_cmpfloat (from, ==, seconds ("2026-03-02T08:00:00Z"));
  g_assert_cmpfloat (to, ==, seconds ("2026-03-02T19:00:00Z"));
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  add ("/intraday/booked-and-announced", test_booked_ends_now_and_announced_begins);
  add ("/intraday/limits", test_limits_move_with_the_measure);
  add ("/intraday/bars", test_bars_are_the_slices_that_moved);
  add ("/intraday/throughput", test_throughput_ends_now);
  add ("/intraday/figures", test_figures_in_words);
  add ("/intraday/total", test_a_total_says_why_it_has_no_fan);
  add ("/intraday/copies", test_rows_are_copied_with_plain_numbers);
  add ("/intraday/busy-hours", test_the_busy_hours_are_shown_first);
  return g_test_run ();
}
