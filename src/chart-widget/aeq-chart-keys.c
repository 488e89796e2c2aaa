/* SPDX-License-Identifier: MIT */
#include "aeq-chart-plot-private.h"

#include <math.h>

#define STEP_NEARER 0.7 /* of what is seen remains */
#define PAN_SHARE 0.1

static double
span (AeqChartPlot *self)
{
  double from;
  double to;

  aeq_viewport_x_range (&self->viewport, self->chart, &from, &to);
  return to - from;
}

/* A cursor that walks out of sight takes the view with it. */
static void
put_cursor (AeqChartPlot *self, double x)
{
  double from;
  double to;

  if (isnan (x))
    return;
  aeq_viewport_x_range (&self->viewport, self->chart, &from, &to);
  if (x < from)
    aeq_chart_plot_pan (self, x - from - span (self) * PAN_SHARE);
  else if (x > to)
    aeq_chart_plot_pan (self, x - to + span (self) * PAN_SHARE);
  self->cursor_by_key = TRUE;
  aeq_chart_plot_set_cursor (self, x, FALSE);
}

/* The first press puts the cursor at the edge from which it comes. Data closer than a pixel are one place. */
static void
walk (AeqChartPlot *self, int direction, gboolean to_stop)
{
  double from;
  double to;
  double at = self->cursor;
  double pixel = span (self) / MAX (self->area.width, 1);

  aeq_viewport_x_range (&self->viewport, self->chart, &from, &to);
  if (isnan (at))
    at = nextafter (direction > 0 ? from : to, direction > 0 ? -INFINITY : INFINITY);
  else if (!to_stop)
    at += direction * pixel / 2;
  if (to_stop)
    put_cursor (self, aeq_chart_next_stop (self->chart, &self->viewport, self->layer, at, direction));
  else
    put_cursor (self, aeq_chart_next_datum (self->chart, &self->viewport, self->layer, at, direction));
}

static gboolean
is_chosen (AeqChartPlot *self, int layer)
{
  return aeq_viewport_shows (&self->viewport, (gsize) layer) &&
         aeq_layer_is_data (aeq_chart_get_layer (self->chart, (gsize) layer));
}

/* From all layers (-1) through those that are shown, and back. */
static void
choose_layer (AeqChartPlot *self, int direction)
{
  int n = (int) aeq_chart_get_n_layers (self->chart);

  for (int tries = 0; tries <= n; tries++)
    {
      self->layer += direction;
      if (self->layer < -1)
        self->layer = n - 1;
      if (self->layer >= n)
        self->layer = -1;
      if (self->layer < 0 || is_chosen (self, self->layer))
        break;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
layer_at_cursor (AeqChartPlot *self)
{
  if (self->layer >= 0)
    return self->layer;
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (is_chosen (self, (int) i) && !isnan (aeq_layer_value_at (layer, self->cursor, 0)))
        return (int) i;
    }
  return -1;
}

static gboolean
zoom_at_cursor (AeqChartPlot *self, double factor)
{
  double from;
  double to;

  aeq_viewport_x_range (&self->viewport, self->chart, &from, &to);
  aeq_chart_plot_zoom (self, isnan (self->cursor) ? (from + to) / 2 : self->cursor, factor);
  return TRUE;
}

static gboolean
move (AeqChartPlot *self, int direction, GdkModifierType state)
{
  if (state & GDK_SHIFT_MASK)
    aeq_chart_plot_pan (self, direction * PAN_SHARE * span (self));
  else
    walk (self, direction, (state & GDK_CONTROL_MASK) != 0);
  return TRUE;
}

static gboolean
let_go (AeqChartPlot *self)
{
  if (isnan (self->cursor))
    return FALSE;
  aeq_chart_plot_set_cursor (self, NAN, FALSE);
  return TRUE;
}

static gboolean
activate (AeqChartPlot *self)
{
  if (isnan (self->cursor))
    return FALSE;
  aeq_chart_plot_activate (self, self->cursor, layer_at_cursor (self));
  return TRUE;
}

/* With Ctrl, Alt or Super a key is the window's, but for Ctrl and the arrows. */
static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED, GdkModifierType state,
        AeqChartPlot *self)
{
  gboolean arrow = key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_KP_Left || key == GDK_KEY_KP_Right;

  if (self->chart == NULL || (state & (GDK_ALT_MASK | GDK_SUPER_MASK)) || ((state & GDK_CONTROL_MASK) && !arrow))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move (self, -1, state);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move (self, 1, state);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      choose_layer (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      choose_layer (self, 1);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      return zoom_at_cursor (self, STEP_NEARER);
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return zoom_at_cursor (self, 1 / STEP_NEARER);
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      aeq_chart_plot_reset (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return activate (self);
    case GDK_KEY_Escape:
      return let_go (self);
    default:
      return FALSE;
    }
}

void
aeq_chart_plot_add_keys (AeqChartPlot *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
