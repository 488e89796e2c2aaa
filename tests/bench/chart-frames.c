/* SPDX-License-Identifier: MIT */
/* What a frame of the window costs, from the beginning of its paint to the end: with nothing in it, with a chart of a
 * million points that did not change, with its cursor moving, and panning. bench-chart.py runs it on a display. */
#include <math.h>
#include <time.h>

#include "aeq-chart-view.h"

#define MILLION 1000000
#define FRAMES 200
#define WARM_UP 10
#define IDLE_GOAL 0.5

typedef struct
{
  GtkWidget *widget;
  void     (*change) (GtkWidget *widget, int frame); /* (nullable) */
  double     times[FRAMES];
  int        frame;
  double     started;
} Measure;

static AeqChart *
make_chart (void)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_TIME, NULL, "USD");
  g_autofree double *x = g_new (double, MILLION);
  g_autofree double *y = g_new (double, MILLION);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < MILLION; i++)
    {
      x[i] = i * 86400.0 / MILLION;
      y[i] = 4e7 + 1e7 * sin (i / 6e4) + g_rand_double_range (rand, -1e6, 1e6);
    }
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, x, y, MILLION);
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

static void
on_before_paint (GdkFrameClock *clock G_GNUC_UNUSED, Measure *measure)
{
  measure->started = processor_time ();
}

static void
on_after_paint (GdkFrameClock *clock G_GNUC_UNUSED, Measure *measure)
{
  if (measure->frame >= WARM_UP && measure->frame < WARM_UP + FRAMES)
    measure->times[measure->frame - WARM_UP] = processor_time () - measure->started;
  measure->frame++;
}

/* The picture itself: what is around it would not ask it to draw again. */
static GtkWidget *
find_plot (GtkWidget *widget)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_css_name (widget), "chartplot") == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_plot (child);
  return found;
}

/* Runs between two frames: draws again, changed or not. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data)
{
  Measure *measure = user_data;

  if (measure->change != NULL)
    measure->change (widget, measure->frame);
  else
    gtk_widget_queue_draw (widget);
  return measure->frame < WARM_UP + FRAMES;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static void
run (Measure *measure)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (measure->widget);
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), measure);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), measure);

  gtk_widget_add_tick_callback (measure->widget, on_tick, measure, NULL);
  while (measure->frame < WARM_UP + FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  qsort (measure->times, FRAMES, sizeof *measure->times, compare);
}

static void
move_cursor (GtkWidget *widget, int frame)
{
  aeq_chart_view_set_cursor (AEQ_CHART_VIEW (widget), 3600.0 + frame * 300);
}

static void
pan (GtkWidget *widget, int frame)
{
  aeq_chart_view_set_range (AEQ_CHART_VIEW (widget), frame * 100.0, frame * 100.0 + 43200);
}

static gboolean
report (const char *name, GtkWidget *widget, void (*change) (GtkWidget *, int), double floor, double goal,
        double *median)
{
  Measure measure = { .widget = widget, .change = change };

  run (&measure);
  *median = measure.times[FRAMES / 2];
  g_print ("%s: ours %.3g ms, floor %.3g ms, p95 %.3g ms", name, *median, floor, measure.times[FRAMES * 95 / 100]);
  if (goal > 0)
    g_print (" (goal %.2g ms)%s", goal, *median > goal ? "  MISSED" : "");
  g_print ("\n");
  return goal > 0 && *median > goal;
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (child))
    g_main_context_iteration (NULL, TRUE);
  return window;
}

int
main (void)
{
  g_autoptr(AeqChart) chart = make_chart ();
  GtkWidget *empty;
  GtkWidget *view;
  GtkWidget *window;
  double floor = 0;
  double ours;
  gboolean missed;

  adw_init ();
  empty = gtk_drawing_area_new ();
  view = aeq_chart_view_new ();
  aeq_chart_view_set_chart (AEQ_CHART_VIEW (view), chart);
  window = show (empty);
  report ("frame of an empty widget", empty, NULL, 0, 0, &floor);
  gtk_window_destroy (GTK_WINDOW (window));
  window = show (view);
  missed =
    report ("frame of a chart of 1,000,000 points, nothing changed", find_plot (view), NULL, floor, IDLE_GOAL, &ours);
  report ("frame of the same, the cursor moves", view, move_cursor, floor, 0, &ours);
  report ("frame of the same, panning", view, pan, floor, 0, &ours);
  gtk_window_destroy (GTK_WINDOW (window));
  return missed;
}
