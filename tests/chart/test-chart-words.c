/* SPDX-License-Identifier: MIT */
/* A chart told in words, its data table, its marks in a time zone, and its colours. */
#include <math.h>

#include "aeq-chart-palette.h"
#include "aeq-chart-table.h"
#include "aeq-chart-ticks.h"
#include "aeq-chart-words.h"

static AeqChart *
make_day (void)
{
  static const double X[] = { 8 * 3600, 10 * 3600, 12 * 3600, 14 * 3600 };
  static const double Y[] = { 5000000, 1500000, 3000000, 1750000.5 };
  static const double SLICES[] = { 14 * 3600, 16 * 3600 };
  static const double LEVELS[] = { 0.05, 0.5, 0.95 };
  static const double Q[] = { 1e6, 2e6, 3e6, -1e6, 2500000, 6e6 };
  AeqChart *chart = aeq_chart_new ("Balance", AEQ_AXIS_TIME, NULL, "USD");

  aeq_chart_add_fan (chart, "Forecast", SLICES, 2, LEVELS, 3, Q);
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, X, Y, 4);
  aeq_chart_add_limit (chart, "limit", 2e6);
  aeq_chart_add_moment (chart, "now", 14 * 3600);
  return chart;
}

static void
test_a_chart_is_told_in_sentences (void)
{
  g_autoptr(AeqChart) chart = make_day ();
  AeqViewport viewport = { 0 };
  g_autofree char *whole = aeq_chart_describe (chart, &viewport);
  g_autofree char *part = NULL;

  g_assert_cmpstr (whole, ==,
                   "From 08:00 to 16:00, in USD. Forecast: last 2,500,000 at 16:00, lowest 2,000,000 at 14:00, highest "
                   "2,500,000 at 16:00. "
                   "Booked: last 1,750,001 at 14:00, lowest 1,500,000 at 10:00, highest 5,000,000 at 08:00. "
                   "Forecast is never below limit (2,000,000). Booked is below limit (2,000,000) 2 times, first from "
                   "10:00. now: 14:00.");
  viewport.hidden = 1 << 0 | 1 << 3;
  aeq_viewport_show (&viewport, chart, 9 * 3600, 13 * 3600);
  part = aeq_chart_describe (chart, &viewport);
  g_assert_cmpstr (part, ==,
                   "From 09:00 to 13:00, in USD. Booked: last 3,000,000 at 12:00, lowest 1,500,000 at 10:00, highest "
                   "3,000,000 at 12:00. "
                   "Booked is below limit (2,000,000) 1 time, from 10:00.");
}

static void
test_numbers_have_the_marks_that_are_set (void)
{
  g_autoptr(AeqChart) chart = make_day ();
  g_autofree char *german = NULL;
  g_autofree char *plain = NULL;

  aeq_chart_words_set_marks (".", ",");
  german = aeq_chart_format_y (chart, 1750001);
  aeq_chart_words_set_marks (",", ".");
  plain = aeq_chart_format_y (chart, 1750001);
  g_assert_cmpstr (german, ==, "1.750.001");
  g_assert_cmpstr (plain, ==, "1,750,001");
}

static void
test_the_cursor_reads_every_layer (void)
{
  g_autoptr(AeqChart) chart = make_day ();
  g_autofree char *before = aeq_chart_words_at (chart, NULL, 11 * 3600);
  g_autofree char *both = aeq_chart_words_at (chart, NULL, 14 * 3600);
  g_autofree char *nothing = aeq_chart_format_y (chart, NAN);

  g_assert_cmpstr (before, ==, "11:00: Booked 1,500,000; limit 2,000,000");
  g_assert_cmpstr (both, ==,
                   "14:00: Forecast 2,000,000 (90 %: 1,000,000 to 3,000,000); Booked 1,750,001; limit 2,000,000");
  g_assert_cmpstr (nothing, ==, "–");
}

static void
test_maps_and_states_are_told_too (void)
{
  static const double X[] = { 0, 3600, 7200 };
  static const char *const ROWS[] = { "Mon", "Tue" };
  static const double VALUES[] = { 1, -2, 3, 12, NAN, 0 };
  static const guint STATES[] = { 0, 1, 0 };
  static const char *const NAMES[] = { "steady", "crisis" };
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_TIME, NULL, NULL);
  g_autofree char *text = NULL;
  g_autofree char *at = NULL;

  aeq_chart_add_heat (chart, "Net", AEQ_INK_IN, X, 3, 3600, ROWS, 2, VALUES);
  aeq_chart_add_states (chart, "Regime", X, STATES, 3, 10800, NAMES, 2);
  text = aeq_chart_describe (chart, NULL);
  at = aeq_chart_words_at (chart, NULL, 3600);
  g_assert_cmpstr (text, ==,
                   "From 00:00 to 03:00. Net: strongest 12.00 in Tue at 01:00. steady 2 times. crisis 1 time.");
  g_assert_cmpstr (at, ==, "01:00: Net most in Tue, 12.00; Regime crisis");
}

static void
test_the_table_has_what_was_given (void)
{
  g_autoptr(AeqChart) chart = make_day ();
  g_autoptr(AeqChartTable) table = aeq_chart_table_new (chart, NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *cell = aeq_chart_table_get_text (table, 3, 4);
  g_autofree char *empty = aeq_chart_table_get_text (table, 4, 4);

  g_assert_cmpuint (aeq_chart_table_get_n_rows (table), ==, 5);
  g_assert_cmpuint (aeq_chart_table_get_n_columns (table), ==, 5);
  g_assert_cmpstr (cell, ==, "1,750,001");
  g_assert_null (empty);
  aeq_chart_table_append_titles (table, out);
  aeq_chart_table_append_tsv (table, out, 2, 5);
  g_assert_cmpstr (out->str, ==,
                   "Time\tForecast 5 %\tForecast 50 %\tForecast 95 %\tBooked\n"
                   "12:00\t\t\t\t3000000\n"
                   "14:00\t1000000\t2000000\t3000000\t1750000.5\n"
                   "16:00\t-1000000\t2500000\t6000000\t\n");
}

static AeqTicks
ticks_of (const AeqZone *zone, const char *from, const char *to, guint wanted)
{
  AeqInstant first;
  AeqInstant last;
  AeqTicks ticks;

  g_assert_true (aeq_instant_parse (from, -1, &first));
  g_assert_true (aeq_instant_parse (to, -1, &last));
  aeq_ticks_init_zone (&ticks, zone, (double) first / AEQ_SECOND, (double) last / AEQ_SECOND, wanted);
  return ticks;
}

static char *
join (const AeqTicks *ticks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < ticks->n; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", ticks->text[i]);
  return g_string_free (out, FALSE);
}

static void
test_days_of_23_and_25_hours_have_their_marks (void)
{
  const AeqZone *london = aeq_zone_get ("Europe/London", NULL);
  AeqTicks spring = ticks_of (london, "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z", 24);
  AeqTicks autumn = ticks_of (london, "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z", 30);
  g_autofree char *in_spring = join (&spring);
  g_autofree char *in_autumn = join (&autumn);

  g_assert_cmpuint (spring.n, ==, 24);
  g_assert_true (g_str_has_prefix (in_spring, "29 Mar 02:00 03:00 04:00"));
  g_assert_true (g_str_has_suffix (in_spring, "23:00 30 Mar"));
  g_assert_cmpuint (autumn.n, ==, 26);
  g_assert_true (g_str_has_prefix (in_autumn, "25 Oct 01:00 01:00 02:00"));
  g_assert_true (g_str_has_suffix (in_autumn, "23:00 26 Oct"));
  g_assert_cmpfloat (autumn.at[2] - autumn.at[1], ==, 3600);
}

static void
test_marks_of_a_zone_lie_on_its_clock (void)
{
  const AeqZone *kolkata = aeq_zone_get ("Asia/Kolkata", NULL);
  AeqTicks hours = ticks_of (kolkata, "2026-11-20T00:00:00Z", "2026-11-20T12:00:00Z", 6);
  AeqTicks days = ticks_of (kolkata, "2026-11-20T00:00:00Z", "2026-11-25T00:00:00Z", 6);
  AeqTicks seconds = ticks_of (kolkata, "2026-11-20T00:00:00Z", "2026-11-20T00:01:00Z", 4);
  g_autofree char *of_hours = join (&hours);
  g_autofree char *of_days = join (&days);
  g_autofree char *of_seconds = join (&seconds);

  g_assert_cmpstr (of_hours, ==, "06:00 08:00 10:00 12:00 14:00 16:00");
  g_assert_cmpstr (of_days, ==, "21 Nov 22 Nov 23 Nov 24 Nov 25 Nov");
  g_assert_cmpfloat (fmod (days.at[0] + 19800, 86400), ==, 0);
  g_assert_cmpstr (of_seconds, ==, "05:30 05:30:15 05:30:30 05:30:45 05:31");
}

static double
luminance (const AeqColour *colour)
{
  const double parts[] = { colour->red, colour->green, colour->blue };
  static const double WEIGHTS[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += WEIGHTS[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast (const AeqColour *a, const AeqColour *b)
{
  double l = luminance (a) + 0.05;
  double m = luminance (b) + 0.05;

  return l > m ? l / m : m / l;
}

/* As WCAG 2.1 asks: 3 to 1 for what is drawn, 4.5 to 1 for what is read, 7 to 1 with high contrast. */
static void
test_colours_stand_out_from_their_ground (void)
{
  for (int theme = 0; theme < AEQ_N_THEMES; theme++)
    {
      const AeqPalette *palette = aeq_palette_get ((AeqChartTheme) theme);
      gboolean high = theme == AEQ_THEME_CONTRAST_LIGHT || theme == AEQ_THEME_CONTRAST_DARK;

      for (int i = 0; i < AEQ_N_INKS; i++)
        g_assert_cmpfloat (contrast (&palette->inks[i], &palette->background), >=, high ? 4.5 : 3);
      g_assert_cmpfloat (contrast (&palette->text, &palette->background), >=, 7);
      g_assert_cmpfloat (contrast (&palette->faint, &palette->background), >=, high ? 7 : 4.5);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/words/sentences", test_a_chart_is_told_in_sentences);
  g_test_add_func ("/chart/words/cursor", test_the_cursor_reads_every_layer);
  g_test_add_func ("/chart/words/maps-and-states", test_maps_and_states_are_told_too);
  g_test_add_func ("/chart/table/as-given", test_the_table_has_what_was_given);
  g_test_add_func ("/chart/words/marks", test_numbers_have_the_marks_that_are_set);
  g_test_add_func ("/chart/ticks/clock-changes", test_days_of_23_and_25_hours_have_their_marks);
  g_test_add_func ("/chart/ticks/zones", test_marks_of_a_zone_lie_on_its_clock);
  g_test_add_func ("/chart/palette/contrast", test_colours_stand_out_from_their_ground);
  return g_test_run ();
}
