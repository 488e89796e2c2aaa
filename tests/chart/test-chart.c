/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-chart-decimate.h"
#include "aeq-chart-draw.h"
#include "aeq-chart-ticks.h"
#include "aeq-date.h"

#define WIDTH 400
#define HEIGHT 240

static void
test_number_ticks_are_round (void)
{
  static const double RANGES[][2] = { { 0, 1 },          { -3, 17 },        { 0.001, 0.0042 },
                                      { -7.3e9, 2.1e9 }, { 99999, 100001 }, { -5, -4.2 } };

  for (guint i = 0; i < G_N_ELEMENTS (RANGES); i++)
    for (guint wanted = 2; wanted < 12; wanted++)
      {
        AeqTicks ticks;
        double step;
        double lead;

        aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, RANGES[i][0], RANGES[i][1], wanted);
        g_assert_cmpuint (ticks.n, >=, 1);
        g_assert_cmpuint (ticks.n, <=, wanted + 1);
        if (ticks.n < 2)
          continue;
        step = ticks.at[1] - ticks.at[0];
        lead = step / pow (10, floor (log10 (step) + 1e-6));
        g_assert_true (fabs (lead - 1) < 1e-4 || fabs (lead - 2) < 1e-4 || fabs (lead - 5) < 1e-4);
        for (guint k = 0; k < ticks.n; k++)
          {
            g_assert_cmpfloat (ticks.at[k], >=, RANGES[i][0] - step * 1e-6);
            g_assert_cmpfloat (ticks.at[k], <=, RANGES[i][1] + step * 1e-6);
            g_assert_cmpfloat_with_epsilon (g_ascii_strtod (ticks.text[k], NULL) * ticks.unit, ticks.at[k],
                                            fabs (step) * 1e-6);
          }
      }
}

static void
test_large_numbers_are_shown_in_millions (void)
{
  AeqTicks ticks;

  aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, 0, 8e7, 5);
  g_assert_cmpstr (ticks.word, ==, "millions");
  g_assert_cmpstr (ticks.text[1], ==, "20");
  aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, -4e6, 0, 5);
  g_assert_cmpstr (ticks.text[ticks.n - 1], ==, "0");
}

static void
test_times_and_days_are_those_of_clock_and_calendar (void)
{
  AeqDate from = aeq_date_from_ymd (2026, 2, 20);
  AeqTicks ticks;

  aeq_ticks_init (&ticks, AEQ_AXIS_TIME, 0, 86400, 8);
  g_assert_cmpstr (ticks.text[0], ==, "00:00");
  g_assert_cmpstr (ticks.text[1], ==, "03:00");
  g_assert_cmpstr (ticks.text[ticks.n - 1], ==, "24:00");
  aeq_ticks_init (&ticks, AEQ_AXIS_TIME, 9 * 3600 + 60, 10 * 3600, 6);
  g_assert_cmpstr (ticks.text[0], ==, "09:15");
  aeq_ticks_init (&ticks, AEQ_AXIS_DATE, from, from + 30, 5);
  for (guint i = 0; i < ticks.n; i++)
    g_assert_cmpint (aeq_date_weekday ((AeqDate) ticks.at[i]), ==, AEQ_MONDAY);
  g_assert_cmpstr (ticks.text[0], ==, "23 Feb");
  aeq_ticks_init (&ticks, AEQ_AXIS_DATE, from, from + 400, 6);
  g_assert_cmpstr (ticks.text[0], ==, "Apr 2026");
}

static void
test_an_axis_of_nothing_has_no_ticks (void)
{
  AeqTicks ticks;

  aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, 1, 1, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
  aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, 0, INFINITY, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
  aeq_ticks_init (&ticks, AEQ_AXIS_DATE, -1e12, 1e12, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
}

/* The extremes of every column of pixels are those of all its points, and nothing is invented. */
static void
test_thinning_keeps_the_extremes (void)
{
  enum { N = 20000, COLUMNS = 100 };
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  g_autofree double *out_x = g_new (double, 5 * (COLUMNS + 2));
  g_autofree double *out_y = g_new (double, 5 * (COLUMNS + 2));
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  gsize n;

  for (int i = 0; i < N; i++)
    {
      x[i] = i;
      y[i] = g_rand_double_range (rand, -1, 1) + (i == 7777 ? 50 : 0);
    }
  n = aeq_chart_decimate (x, y, N, 0, (double) N / COLUMNS, COLUMNS, out_x, out_y);
  g_assert_cmpuint (n, <=, 4 * COLUMNS);
  for (int column = 0; column < COLUMNS; column++)
    {
      double low = INFINITY, high = -INFINITY, kept_low = INFINITY, kept_high = -INFINITY;

      for (int i = column * N / COLUMNS; i < (column + 1) * N / COLUMNS; i++)
        {
          low = MIN (low, y[i]);
          high = MAX (high, y[i]);
        }
      for (gsize k = 0; k < n; k++)
        if ((int) (out_x[k] * COLUMNS / N) == column)
          {
            g_assert_cmpfloat (out_y[k], ==, y[(int) out_x[k]]);
            kept_low = MIN (kept_low, out_y[k]);
            kept_high = MAX (kept_high, out_y[k]);
          }
      g_assert_cmpfloat (low, ==, kept_low);
      g_assert_cmpfloat (high, ==, kept_high);
    }
  for (gsize k = 1; k < n; k++)
    g_assert_cmpfloat (out_x[k - 1], <, out_x[k]);
}

static void
test_thinning_keeps_short_lines_and_gaps (void)
{
  const double x[] = { 0, 1, 2, 3, 4 };
  const double y[] = { 5, NAN, 2, 9, 1 };
  double out_x[5];
  double out_y[5];
  gboolean gap = FALSE;
  gsize n = aeq_chart_decimate (x, y, 5, 0, 1, 5, out_x, out_y);

  g_assert_cmpuint (n, ==, 5);
  n = aeq_chart_decimate (x, y, 5, 0, 5, 1, out_x, out_y);
  for (gsize i = 0; i < n; i++)
    gap = gap || isnan (out_y[i]);
  g_assert_true (gap);
  g_assert_cmpfloat (out_x[0], ==, 0);
  g_assert_cmpfloat (out_x[n - 1], ==, 4);
}

/* Draws on a picture and says where pixels of about this colour are. */
typedef struct
{
  int left, right, top, bottom, n;
} Ink;

static Ink
find_ink (cairo_surface_t *surface, const AeqColour *colour, int tolerance)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  Ink ink = { WIDTH, -1, HEIGHT, -1, 0 };

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 pixel = *(const guint32 *) (gconstpointer) (data + y * stride + 4 * x);

        if (ABS ((int) (pixel >> 16 & 255) - (int) (colour->red * 255)) +
                ABS ((int) (pixel >> 8 & 255) - (int) (colour->green * 255)) +
                ABS ((int) (pixel & 255) - (int) (colour->blue * 255)) <
            tolerance)
          {
            ink.left = MIN (ink.left, x);
            ink.right = MAX (ink.right, x);
            ink.top = MIN (ink.top, y);
            ink.bottom = MAX (ink.bottom, y);
            ink.n++;
          }
      }
  return ink;
}

static cairo_surface_t *
draw (const AeqChart *chart, AeqPlotArea *area)
{
  const AeqChartStyle style = { AEQ_THEME_LIGHT, NULL, 11, FALSE, TRUE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  aeq_chart_draw (chart, cr, WIDTH, HEIGHT, &style, area);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_ink_stays_inside_the_plot (void)
{
  g_autoptr(AeqChart) chart = aeq_chart_new ("Balance", AEQ_AXIS_TIME, NULL, "USD");
  const AeqPalette *palette = aeq_palette_get (AEQ_THEME_LIGHT);
  double x[100];
  double y[100];
  AeqPlotArea area;
  cairo_surface_t *surface;
  Ink ink;

  for (int i = 0; i < 100; i++)
    {
      x[i] = i * 864;
      y[i] = 1e6 * sin (i / 7.0) * (i > 50 ? 3 : 1);
    }
  /* Narrower than the data: what lies outside is not drawn over the axes. */
  aeq_chart_set_y_range (chart, -1e6, 2e6);
  aeq_chart_add_line (chart, NULL, AEQ_INK_FORECAST, x, y, 100);
  surface = draw (chart, &area);
  ink = find_ink (surface, &palette->inks[AEQ_INK_FORECAST], 12);
  g_assert_cmpint (ink.n, >, 100);
  g_assert_cmpint (ink.left, >=, (int) area.left - 1);
  g_assert_cmpint (ink.right, <=, (int) (area.left + area.width) + 1);
  g_assert_cmpint (ink.top, >=, (int) area.top - 1);
  g_assert_cmpint (ink.bottom, <=, (int) (area.top + area.height) + 1);
  g_assert_cmpint (ink.right - ink.left, >, (int) (area.width * 0.9));
  cairo_surface_destroy (surface);
}

static void
test_bars_stand_on_zero_and_limits_at_their_value (void)
{
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
  const AeqPalette *palette = aeq_palette_get (AEQ_THEME_LIGHT);
  const double x[] = { 0, 1, 2 };
  const double y[] = { 10, 20, 15 };
  AeqPlotArea area;
  cairo_surface_t *surface;
  AeqColour shade = aeq_colour_mix (&palette->background, &palette->inks[AEQ_INK_IN], 0.85);
  Ink bars;
  Ink limit;

  aeq_chart_add_bars (chart, "in", AEQ_INK_IN, x, y, 3, 0.8);
  aeq_chart_add_limit (chart, NULL, 18);
  surface = draw (chart, &area);
  bars = find_ink (surface, &shade, 12);
  limit = find_ink (surface, &palette->inks[AEQ_INK_LIMIT], 150);
  g_assert_cmpfloat (area.y_from, ==, 0);
  g_assert_cmpint (ABS (bars.bottom - (int) (area.top + area.height)), <=, 2);
  g_assert_cmpint (ABS (bars.top - (int) (area.top + area.height * (1 - 20 / area.y_to))), <=, 2);
  g_assert_cmpint (ABS ((limit.top + limit.bottom) / 2 - (int) (area.top + area.height * (1 - 18 / area.y_to))), <=, 2);
  cairo_surface_destroy (surface);
}

static guint
ink_at (cairo_surface_t *surface, double x, double y)
{
  return ((const guint32 *) (const void *) cairo_image_surface_get_data (surface))[(int) y * (cairo_image_surface_get_stride (surface) / 4) + (int) x]
         & 0xffffff;
}

/* Also where there are more points than pixels. */
static void
test_an_area_reaches_from_its_value_to_zero (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  const guint32 ground = aeq_colour_hex (&aeq_palette_get (AEQ_THEME_LIGHT)->background);
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, "%");
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  AeqPlotArea area;
  cairo_surface_t *surface;
  double middle;

  for (guint i = 0; i < n; i++)
    {
      x[i] = i;
      y[i] = 40 + i % 2;
    }
  aeq_chart_add_area (chart, "Elevated or crisis", AEQ_INK_EXPECTED, x, y, n);
  aeq_chart_set_y_range (chart, 0, 100);
  surface = draw (chart, &area);
  middle = area.left + area.width / 2 + .5;
  g_assert_cmphex (ink_at (surface, middle, area.top + area.height * .35), ==, ground);
  g_assert_cmphex (ink_at (surface, middle, area.top + area.height * .65), !=, ground);
  g_assert_cmphex (ink_at (surface, middle, area.top + area.height * .95), !=, ground);
  cairo_surface_destroy (surface);
}

static guint
rows_with_ink (cairo_surface_t *surface, const AeqPlotArea *area, double from, double to)
{
  const guint32 ground = aeq_colour_hex (&aeq_palette_get (AEQ_THEME_LIGHT)->background);
  guint n = 0;

  for (int y = (int) area->top + 1; y < area->top + area->height / 2; y++)
    for (int x = (int) from; x < to; x++)
      if (ink_at (surface, x, y) != ground)
        {
          n++;
          break;
        }
  return n;
}

/* The second label goes below the first, which reaches over to it. */
static void
test_labels_of_near_moments_do_not_cover_each_other (void)
{
  const double x[] = { 0, 100 };
  const double y[] = { 0, 0 };
  guint rows[2];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
      AeqPlotArea area;
      cairo_surface_t *surface;
      double left;

      aeq_chart_add_line (chart, NULL, AEQ_INK_ACTUAL, x, y, 2);
      if (i > 0)
        aeq_chart_add_moment (chart, "a label that is longer than that", 30);
      aeq_chart_add_moment (chart, "short", 31);
      aeq_chart_set_y_range (chart, 0, 1e9);
      surface = draw (chart, &area);
      left = area.left + area.width * .31 + 3;
      rows[i] = rows_with_ink (surface, &area, left, left + 12);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpuint (rows[0], >, 4);
  g_assert_cmpuint (rows[1], >=, rows[0] + 6);
}

static void
test_nothing_and_odd_numbers_are_drawn_without_harm (void)
{
  const double x[] = { 0, 1, 2 };
  const double nothing[] = { NAN, NAN, NAN };
  const double levels[] = { 0.1, 0.5, 0.9 };
  const double q[] = { 1, 2, 3, NAN, NAN, NAN, 1, 1, 1 };
  g_autoptr(AeqChart) empty = aeq_chart_new (NULL, AEQ_AXIS_DATE, "day", NULL);
  g_autoptr(AeqChart) odd = aeq_chart_new ("Odd", AEQ_AXIS_NUMBER, NULL, NULL);

  cairo_surface_destroy (draw (empty, NULL));
  aeq_chart_add_line (odd, "gaps only", AEQ_INK_ACTUAL, x, nothing, 3);
  aeq_chart_add_fan (odd, "fan", x, 3, levels, 3, q);
  aeq_chart_add_marker (odd, "one", 1, NAN);
  aeq_chart_add_step (odd, "none", AEQ_INK_OTHER, NULL, NULL, 0);
  cairo_surface_destroy (draw (odd, NULL));
}

/* The colours that stand for data differ in lightness from the ground: they are told apart without their hue. */
static void
test_inks_stand_out_in_every_palette (void)
{
  for (int theme = AEQ_THEME_LIGHT; theme <= AEQ_THEME_PRINT; theme++)
    {
      const AeqPalette *palette = aeq_palette_get ((AeqChartTheme) theme);
      double ground =
          0.2126 * palette->background.red + 0.7152 * palette->background.green + 0.0722 * palette->background.blue;

      for (int i = 0; i < AEQ_N_INKS; i++)
        {
          const AeqColour *ink = &palette->inks[i];

          g_assert_cmpfloat (fabs (0.2126 * ink->red + 0.7152 * ink->green + 0.0722 * ink->blue - ground), >, 0.3);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/ticks/round", test_number_ticks_are_round);
  g_test_add_func ("/chart/ticks/millions", test_large_numbers_are_shown_in_millions);
  g_test_add_func ("/chart/ticks/clock-and-calendar", test_times_and_days_are_those_of_clock_and_calendar);
  g_test_add_func ("/chart/ticks/nothing", test_an_axis_of_nothing_has_no_ticks);
  g_test_add_func ("/chart/thinning/extremes", test_thinning_keeps_the_extremes);
  g_test_add_func ("/chart/thinning/short-and-gaps", test_thinning_keeps_short_lines_and_gaps);
  g_test_add_func ("/chart/draw/inside-the-plot", test_ink_stays_inside_the_plot);
  g_test_add_func ("/chart/draw/bars-and-limits", test_bars_stand_on_zero_and_limits_at_their_value);
  g_test_add_data_func ("/chart/draw/area", GUINT_TO_POINTER (20), test_an_area_reaches_from_its_value_to_zero);
  g_test_add_data_func ("/chart/draw/dense-area", GUINT_TO_POINTER (20000), test_an_area_reaches_from_its_value_to_zero);
  g_test_add_func ("/chart/draw/moments", test_labels_of_near_moments_do_not_cover_each_other);
  g_test_add_func ("/chart/draw/odd", test_nothing_and_odd_numbers_are_drawn_without_harm);
  g_test_add_func ("/chart/palette/inks-stand-out", test_inks_stand_out_in_every_palette);
  return g_test_run ();
}
