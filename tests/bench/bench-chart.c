/* SPDX-License-Identifier: MIT */
/* Drawing what the desktop shows: a day of an account, booked by the minute and forecast by the quarter of an hour with its bands, on
 * 900 x 400 pixels. */
#include <cairo.h>
#include <math.h>

#include "aeq-chart-draw.h"

#define MINUTES 1440
#define SLICES 96
#define N_LEVELS 9
#define ROUNDS 200

static AeqChart *
make_chart (void)
{
  static const double LEVELS[N_LEVELS] = { 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975 };
  AeqChart *chart = aeq_chart_new ("Balance", AEQ_AXIS_TIME, NULL, "USD");
  static double x[MINUTES];
  static double y[MINUTES];
  static double slice[SLICES];
  static double q[SLICES * N_LEVELS];

  for (int i = 0; i < MINUTES; i++)
    {
      x[i] = i * 60;
      y[i] = 4e7 + 1e7 * sin (i / 90.0) + 1e6 * sin (i * 1.7);
    }
  for (int i = 0; i < SLICES; i++)
    {
      slice[i] = i * 900;
      for (int k = 0; k < N_LEVELS; k++)
        q[i * N_LEVELS + k] = y[i * 15] + (k - N_LEVELS / 2) * 1e5 * sqrt (i);
    }
  aeq_chart_add_fan (chart, "Forecast", slice, SLICES, LEVELS, N_LEVELS, q);
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, x, y, MINUTES);
  aeq_chart_add_limit (chart, "limit", 2e7);
  return chart;
}

int
main (void)
{
  const AeqChartStyle style = { AEQ_THEME_LIGHT, NULL, 11, FALSE, FALSE };
  g_autoptr(AeqChart) chart = make_chart ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 400);
  cairo_t *cr = cairo_create (surface);
  double best = INFINITY;

  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 started = g_get_monotonic_time ();

      aeq_chart_draw (chart, cr, 900, 400, &style, NULL);
      best = MIN (best, (double) (g_get_monotonic_time () - started) / 1000);
    }
  g_print ("chart of a day by the minute: ours %.3g ms, floor %.3g ms, ratio %.2f (goal 1)%s\n", best, 1000.0 / 60, best * 60 / 1000,
           best > 1000.0 / 60 ? "  MISSED" : "");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return best > 1000.0 / 60;
}
