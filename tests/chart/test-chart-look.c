/* SPDX-License-Identifier: MIT */
/* Looking at a part of a chart: the pyramid, the viewport, and asking what is where. */
#include <math.h>

#include "aeq-chart-draw.h"
#include "aeq-chart-probe.h"

#define N 20000

static void
test_the_pyramid_says_what_a_scan_says (void)
{
  g_autofree double *y = g_new (double, N);
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  AeqPyramid *pyramid;

  for (int i = 0; i < N; i++)
    y[i] = g_rand_int_range (rand, 0, 50) == 0 ? NAN : g_rand_double_range (rand, -1, 1);
  for (int i = 5000; i < 5400; i++)
    y[i] = NAN;
  pyramid = aeq_pyramid_new (y, N);
  for (int round = 0; round < 5000; round++)
    {
      gsize first = (gsize) g_rand_int_range (rand, 0, N);
      gsize last = first + (gsize) g_rand_int_range (rand, 0, (gint32) (N - first) + 1);
      double low, high, low_by_scan, high_by_scan;
      gboolean any = aeq_pyramid_extremes (pyramid, y, first, last, &low, &high);

      g_assert_cmpint (any, ==, aeq_pyramid_extremes (NULL, y, first, last, &low_by_scan, &high_by_scan));
      g_assert_cmpfloat (low, ==, low_by_scan);
      g_assert_cmpfloat (high, ==, high_by_scan);
    }
  g_assert_false (aeq_pyramid_extremes (pyramid, y, 5000, 5400, &(double){ 0 }, &(double){ 0 }));
  g_assert_false (aeq_pyramid_extremes (pyramid, y, 7, 7, &(double){ 0 }, &(double){ 0 }));
  aeq_pyramid_free (pyramid);
}

static AeqChart *
make_wave (gsize n)
{
  AeqChart *chart = aeq_chart_new ("Wave", AEQ_AXIS_NUMBER, NULL, NULL);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = 100 + 10 * sin ((double) i * 2 * G_PI / 100);
    }
  aeq_chart_add_line (chart, "wave", AEQ_INK_ACTUAL, x, y, n);
  return chart;
}

static void
test_zoom_keeps_the_place_under_the_pointer (void)
{
  g_autoptr(AeqChart) chart = make_wave (1001);
  AeqViewport viewport = { 0 };
  double from, to;

  g_assert_false (aeq_viewport_is_zoomed (&viewport));
  aeq_viewport_zoom (&viewport, chart, 250, 0.5);
  aeq_viewport_x_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat (to - from, ==, 500);
  g_assert_cmpfloat ((250 - from) / (to - from), ==, 0.25);
  aeq_viewport_zoom (&viewport, chart, 250, 2);
  g_assert_false (aeq_viewport_is_zoomed (&viewport));
  aeq_viewport_zoom (&viewport, chart, 250, 1e-12);
  aeq_viewport_x_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat_with_epsilon (to - from, 1e-3, 1e-9);
}

static void
test_panning_ends_at_the_ends (void)
{
  g_autoptr(AeqChart) chart = make_wave (1001);
  AeqViewport viewport = { 0 };

  aeq_viewport_pan (&viewport, chart, 100);
  g_assert_false (aeq_viewport_is_zoomed (&viewport));
  aeq_viewport_show (&viewport, chart, 100, 300);
  aeq_viewport_pan (&viewport, chart, 150);
  g_assert_cmpfloat (viewport.x_from, ==, 250);
  aeq_viewport_pan (&viewport, chart, 1e9);
  g_assert_cmpfloat (viewport.x_from, ==, 800);
  g_assert_cmpfloat (viewport.x_to, ==, 1000);
}

/* The y axis follows what is seen, and leaves a limit out that lies far off. */
static void
test_the_height_follows_what_is_seen (void)
{
  g_autoptr(AeqChart) chart = make_wave (1001);
  AeqViewport viewport = { 0 };
  double from, to;

  aeq_chart_add_limit (chart, "far", -1000);
  aeq_viewport_y_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat (from, ==, -1000);
  aeq_viewport_show (&viewport, chart, 0, 25);
  aeq_viewport_y_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat_with_epsilon (from, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (to, 110, 1e-9);
  aeq_chart_add_limit (chart, "near", 95);
  aeq_viewport_y_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat_with_epsilon (from, 95, 1e-9);
  viewport.hidden = 1 << 2;
  aeq_viewport_y_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat_with_epsilon (from, 100, 1e-9);
  aeq_chart_set_y_range (chart, 0, 200);
  aeq_viewport_y_range (&viewport, chart, &from, &to);
  g_assert_cmpfloat (from, ==, 0);
}

static void
test_each_layer_says_what_holds (void)
{
  static const double X[] = { 0, 10, 20 };
  static const double Y[] = { 1, 3, 2 };
  static const double Q[] = { 0, 1, 2, 2, 3, 4, 4, 5, 6 };
  static const double LEVELS[] = { 0.1, 0.5, 0.9 };
  static const guint STATES[] = { 0, 2, 1 };
  static const char *const NAMES[] = { "steady", "elevated", "crisis" };
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);

  aeq_chart_add_line (chart, NULL, AEQ_INK_ACTUAL, X, Y, 3);
  aeq_chart_add_step (chart, NULL, AEQ_INK_ACTUAL, X, Y, 3);
  aeq_chart_add_bars (chart, NULL, AEQ_INK_IN, X, Y, 3, 4);
  aeq_chart_add_fan (chart, NULL, X, 3, LEVELS, 3, Q);
  aeq_chart_add_states (chart, NULL, X, STATES, 3, 25, NAMES, 3);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 0), 5, 0), ==, 2);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 1), 9.9, 0), ==, 1);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 1), 10, 0), ==, 3);
  g_assert_true (isnan (aeq_layer_value_at (aeq_chart_get_layer (chart, 1), 21, 0)));
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 2), 13, 0), ==, 3);
  g_assert_true (isnan (aeq_layer_value_at (aeq_chart_get_layer (chart, 2), 15, 0)));
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 3), 5, 1), ==, 2);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 3), 5, 2), ==, 3);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 4), 12, 0), ==, 2);
  g_assert_cmpfloat (aeq_layer_value_at (aeq_chart_get_layer (chart, 4), 24, 0), ==, 1);
  g_assert_true (isnan (aeq_layer_value_at (aeq_chart_get_layer (chart, 4), 25, 0)));
  g_assert_true (isnan (aeq_layer_value_at (aeq_chart_get_layer (chart, 4), -1, 0)));
}

static void
test_a_walk_meets_every_datum_once (void)
{
  static const double X[] = { 0, 10, 20 };
  static const double OTHER[] = { 5, 10, 15 };
  static const double Y[] = { 1, 3, 2 };
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
  AeqViewport viewport = { 0 };
  double at = -1;

  aeq_chart_add_line (chart, "a", AEQ_INK_ACTUAL, X, Y, 3);
  aeq_chart_add_dots (chart, "b", AEQ_INK_OTHER, OTHER, Y, 3);
  for (int i = 0; i < 5; i++)
    {
      at = aeq_chart_next_datum (chart, &viewport, -1, at, 1);
      g_assert_cmpfloat (at, ==, i * 5);
    }
  g_assert_true (isnan (aeq_chart_next_datum (chart, &viewport, -1, at, 1)));
  g_assert_cmpfloat (aeq_chart_next_datum (chart, &viewport, -1, at, -1), ==, 15);
  g_assert_cmpfloat (aeq_chart_next_datum (chart, &viewport, 0, at, -1), ==, 10);
  viewport.hidden = 1 << 1;
  g_assert_cmpfloat (aeq_chart_next_datum (chart, &viewport, -1, at, -1), ==, 10);
}

static void
test_stops_are_troughs_and_markers (void)
{
  g_autoptr(AeqChart) chart = make_wave (401);

  g_assert_cmpfloat (aeq_chart_next_stop (chart, NULL, 0, 0, 1), ==, 75);
  g_assert_cmpfloat (aeq_chart_next_stop (chart, NULL, 0, 75, 1), ==, 175);
  g_assert_cmpfloat (aeq_chart_next_stop (chart, NULL, 0, 400, -1), ==, 375);
  aeq_chart_add_marker (chart, "here", 120, 100);
  g_assert_cmpfloat (aeq_chart_next_stop (chart, NULL, 0, 75, 1), ==, 120);
  g_assert_true (isnan (aeq_chart_next_stop (chart, NULL, 0, 400, 1)));
}

static void
test_a_click_means_the_layer_below_it (void)
{
  static const double X[] = { 0, 100 };
  static const double HIGH[] = { 90, 90 };
  static const double LOW[] = { 10, 10 };
  const AeqPlotArea area = { .left = 0, .top = 0, .width = 100, .height = 100, .x_to = 100, .y_to = 100 };
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
  AeqViewport viewport = { 0 };

  aeq_chart_add_line (chart, "high", AEQ_INK_ACTUAL, X, HIGH, 2);
  aeq_chart_add_line (chart, "low", AEQ_INK_OTHER, X, LOW, 2);
  aeq_chart_add_marker (chart, "point", 50, 50);
  g_assert_cmpint (aeq_chart_hit (chart, &viewport, &area, 20, 12, 5), ==, 0);
  g_assert_cmpint (aeq_chart_hit (chart, &viewport, &area, 20, 88, 5), ==, 1);
  g_assert_cmpint (aeq_chart_hit (chart, &viewport, &area, 53, 52, 5), ==, 2);
  g_assert_cmpint (aeq_chart_hit (chart, &viewport, &area, 20, 50, 5), ==, -1);
  viewport.hidden = 1;
  g_assert_cmpint (aeq_chart_hit (chart, &viewport, &area, 20, 12, 5), ==, -1);
}

/* The columns of a picture whose lowest and highest inked pixel of @colour tell where the line is. */
static void
find_column (cairo_surface_t *surface, int x, const AeqColour *colour, int *top, int *bottom)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  *top = G_MAXINT;
  *bottom = -1;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      guint32 pixel = *(const guint32 *) (gconstpointer) (data + y * stride + 4 * x) & 0xffffff;

      if (pixel != aeq_colour_hex (colour))
        continue;
      *top = MIN (*top, y);
      *bottom = MAX (*bottom, y);
    }
}

/* A single value among very many that stands out is seen, at its place and in its height, whatever is zoomed to. */
static void
test_a_spike_among_many_is_drawn (void)
{
  enum { MANY = 200000, SPIKE = 123456 };
  const AeqChartStyle style = { .theme = AEQ_THEME_LIGHT, .font_size = 11 };
  const AeqColour *ink = &aeq_palette_get (AEQ_THEME_LIGHT)->inks[AEQ_INK_OTHER];
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
  g_autofree double *x = g_new (double, MANY);
  g_autofree double *y = g_new (double, MANY);
  AeqViewport viewport = { 0 };

  for (int i = 0; i < MANY; i++)
    {
      x[i] = i;
      y[i] = i == SPIKE ? 100 : i % 2;
    }
  aeq_chart_add_line (chart, NULL, AEQ_INK_OTHER, x, y, MANY);
  for (int round = 0; round < 3; round++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 300);
      cairo_t *cr = cairo_create (surface);
      AeqPlotArea area;
      int column, top, bottom;

      aeq_chart_draw_view (chart, cr, 600, 300, &style, &viewport, &area);
      cairo_surface_flush (surface);
      column = (int) (area.left + (SPIKE - area.x_from) / (area.x_to - area.x_from) * area.width);
      find_column (surface, column, ink, &top, &bottom);
      g_assert_cmpint (ABS (top - (int) area.top), <=, 2);
      g_assert_cmpint (ABS (bottom - (int) (area.top + area.height)), <=, 2);
      find_column (surface, column + 20, ink, &top, &bottom);
      g_assert_cmpint (top, >, (int) (area.top + area.height / 2));
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
      aeq_viewport_zoom (&viewport, chart, 150000, 0.5);
    }
}

/* Between points that lie far apart a line goes on, also where most columns of pixels have very many. */
static void
test_a_dense_line_has_no_holes (void)
{
  enum { MANY = 100000 };
  const AeqChartStyle style = { .theme = AEQ_THEME_LIGHT, .font_size = 11 };
  const AeqColour *ink = &aeq_palette_get (AEQ_THEME_LIGHT)->inks[AEQ_INK_OTHER];
  g_autoptr(AeqChart) chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, NULL, NULL);
  g_autofree double *x = g_new (double, MANY);
  g_autofree double *y = g_new (double, MANY);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 300);
  cairo_t *cr = cairo_create (surface);
  AeqPlotArea area;

  for (int i = 0; i < MANY; i++)
    {
      x[i] = i < MANY / 2 ? i * 1e-3 : 150 + (i - MANY / 2) * 1e-3;
      y[i] = x[i];
    }
  aeq_chart_add_line (chart, NULL, AEQ_INK_OTHER, x, y, MANY);
  aeq_chart_draw_view (chart, cr, 600, 300, &style, NULL, &area);
  cairo_surface_flush (surface);
  for (int column = (int) area.left + 1; column < (int) (area.left + area.width) - 1; column++)
    {
      double value = area.x_from + (column + 0.5 - area.left) / area.width * (area.x_to - area.x_from);
      int expected = (int) (area.top + (area.y_to - value) / (area.y_to - area.y_from) * area.height);
      int top, bottom;

      find_column (surface, column, ink, &top, &bottom);
      g_assert_cmpint (top, <=, expected + 2);
      g_assert_cmpint (bottom, >=, expected - 2);
      g_assert_cmpint (bottom - top, <=, 8);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/pyramid/as-by-scan", test_the_pyramid_says_what_a_scan_says);
  g_test_add_func ("/chart/viewport/zoom", test_zoom_keeps_the_place_under_the_pointer);
  g_test_add_func ("/chart/viewport/pan", test_panning_ends_at_the_ends);
  g_test_add_func ("/chart/viewport/height", test_the_height_follows_what_is_seen);
  g_test_add_func ("/chart/probe/values", test_each_layer_says_what_holds);
  g_test_add_func ("/chart/probe/walk", test_a_walk_meets_every_datum_once);
  g_test_add_func ("/chart/probe/stops", test_stops_are_troughs_and_markers);
  g_test_add_func ("/chart/probe/hit", test_a_click_means_the_layer_below_it);
  g_test_add_func ("/chart/dense/spike", test_a_spike_among_many_is_drawn);
  g_test_add_func ("/chart/dense/no-holes", test_a_dense_line_has_no_holes);
  return g_test_run ();
}
