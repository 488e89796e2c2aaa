/* SPDX-License-Identifier: MIT */
/* Drawing what the desktop shows, on 900 x 400 pixels: a day of an account, booked by the minute and forecast by the
 * quarter of an hour with its bands; and a million points with theirs, whole and as they are panned through. */
#include <cairo.h>
#include <math.h>
#include <time.h>

#include "aeq-chart-draw.h"

#define WIDTH 900
#define HEIGHT 400
#define MINUTES 1440
#define SLICES 96
#define N_LEVELS 9
#define MILLION 1000000
#define ROUNDS 200

static const double LEVELS[N_LEVELS] = { 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975 };

/* A forecast by the quarter of an hour that widens. */
static void
add_fan (AeqChart *chart, double span)
{
  static double slice[SLICES];
  static double q[SLICES * N_LEVELS];

  for (int i = 0; i < SLICES; i++)
    {
      slice[i] = i * span / SLICES;
      for (int k = 0; k < N_LEVELS; k++)
        q[i * N_LEVELS + k] = 4e7 + 1e7 * sin (i / 6.0) + (k - N_LEVELS / 2) * 1e5 * sqrt (i);
    }
  aeq_chart_add_fan (chart, "Forecast", slice, SLICES, LEVELS, N_LEVELS, q);
}

static AeqChart *
make_chart (int n, double span)
{
  AeqChart *chart = aeq_chart_new ("Balance", AEQ_AXIS_TIME, NULL, "USD");
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < n; i++)
    {
      x[i] = i * (span / n);
      y[i] = 4e7 + 1e7 * sin (x[i] / span * 16) + g_rand_double_range (rand, -1e6, 1e6);
    }
  add_fan (chart, span);
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, x, y, (gsize) n);
  aeq_chart_add_limit (chart, "limit", 2e7);
  return chart;
}

/* Milliseconds of the processor: what else the machine does is not the chart's. */
static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

/* Milliseconds that @share of the drawings stay below. With @pan each shows another tenth. */
static double
measure (const AeqChart *chart, gboolean pan, double share)
{
  const AeqChartStyle style = { .theme = AEQ_THEME_LIGHT, .font_size = 11 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double times[ROUNDS];

  for (int i = 0; i < ROUNDS; i++)
    {
      AeqViewport viewport = { 0 };
      double started = processor_time ();

      if (pan)
        aeq_viewport_show (&viewport, chart, 86400.0 * i / (2 * ROUNDS), 86400.0 * (i + ROUNDS) / (2 * ROUNDS));
      aeq_chart_draw_view (chart, cr, WIDTH, HEIGHT, &style, &viewport, NULL);
      times[i] = processor_time () - started;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[(int) (share * (ROUNDS - 1))];
}

static gboolean
report (const char *name, double ours, double floor)
{
  g_print ("%s: ours %.3g ms, floor %.3g ms, ratio %.2f (goal 1)%s\n", name, ours, floor, ours / floor,
           ours > floor ? "  MISSED" : "");
  return ours > floor;
}

int
main (void)
{
  g_autoptr(AeqChart) day = make_chart (MINUTES, 86400);
  g_autoptr(AeqChart) million = make_chart (MILLION, 86400);
  gboolean missed = FALSE;

  missed |= report ("chart of a day by the minute", measure (day, FALSE, 0), 1000.0 / 60);
  missed |= report ("chart of 1,000,000 points, whole, p95", measure (million, FALSE, 0.95), 4);
  missed |= report ("chart of 1,000,000 points, half of them, panned, p95", measure (million, TRUE, 0.95), 4);
  return missed;
}
