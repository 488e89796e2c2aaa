/* SPDX-License-Identifier: MIT */
#include "aeq-chart-plot-private.h"

#include <math.h>

#define CLICK_REACH 10   /* pixels around the pointer in which a layer is meant */
#define SNAP_REACH 6     /* and a datum */
#define DRAG_THRESHOLD 6
#define NOTCH 0.2        /* how much nearer a notch of the wheel comes, as a power of e */

static double
units_a_pixel (AeqChartPlot *self)
{
  return (self->area.x_to - self->area.x_from) / MAX (self->area.width, 1);
}

static gboolean
is_inside (AeqChartPlot *self, double x, double y)
{
  const AeqPlotArea *area = &self->area;

  return self->chart != NULL && x >= area->left && x <= area->left + area->width && y >= area->top &&
         y <= area->top + area->height + area->strips;
}

/* Between the data a clock is read in whole minutes: nobody means the second that a pixel stands for. */
static double
round_clock (AeqChartPlot *self, double x)
{
  AeqAxisKind kind = aeq_chart_get_x_kind (self->chart);

  if ((kind == AEQ_AXIS_TIME || kind == AEQ_AXIS_INSTANT) && units_a_pixel (self) > 1)
    return round (x / 60) * 60;
  return x;
}

/* The datum next to the pointer, or where the pointer is. */
static double
snap (AeqChartPlot *self, double x)
{
  double reach = SNAP_REACH * units_a_pixel (self);
  double before = aeq_chart_next_datum (self->chart, &self->viewport, -1, nextafter (x, INFINITY), -1);
  double after = aeq_chart_next_datum (self->chart, &self->viewport, -1, x, 1);
  double nearest = isnan (after) || x - before <= after - x ? before : after;

  return fabs (nearest - x) <= reach ? nearest : round_clock (self, x);
}

/* A pointer that rests is told of again when the window arranges itself anew: it does not take the cursor from the keyboard. */
static void
on_motion (GtkEventControllerMotion *controller G_GNUC_UNUSED, double x, double y, AeqChartPlot *self)
{
  gboolean rests = x == self->pointer_x;

  self->pointer_x = x;
  if (rests && self->cursor_by_key)
    return;
  if (self->drag != AEQ_DRAG_NONE || !is_inside (self, x, y))
    return;
  self->cursor_by_key = FALSE;
  aeq_chart_plot_set_cursor (self, snap (self, aeq_chart_plot_x_at (self, x)), FALSE);
}

/* A cursor that was put by key stays when the pointer goes. */
static void
on_leave (GtkEventControllerMotion *controller G_GNUC_UNUSED, AeqChartPlot *self)
{
  if (!self->cursor_by_key)
    aeq_chart_plot_set_cursor (self, NAN, FALSE);
}

/* Where there is nothing more to see the wheel is the page's. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, AeqChartPlot *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean smooth = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  AeqViewport before = self->viewport;

  if (self->chart == NULL || (self->wheel_scrolls && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0))
    return FALSE;
  if (state & GDK_SHIFT_MASK)
    {
      dx += dy;
      dy = 0;
    }
  if (dx != 0)
    aeq_viewport_pan (&self->viewport, self->chart, dx * (smooth ? 1 : 40) * units_a_pixel (self));
  if (dy != 0)
    aeq_viewport_zoom (&self->viewport, self->chart, aeq_chart_plot_x_at (self, self->pointer_x),
                       exp (dy * (smooth ? NOTCH / 15 : NOTCH)));
  if (before.x_from == self->viewport.x_from && before.x_to == self->viewport.x_to)
    return FALSE;
  aeq_chart_plot_changed (self, FALSE);
  return TRUE;
}

static void
on_pinch_begin (GtkGesture *gesture G_GNUC_UNUSED, GdkEventSequence *sequence G_GNUC_UNUSED, AeqChartPlot *self)
{
  self->drag_viewport = self->viewport;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, AeqChartPlot *self)
{
  double x;
  double y;

  if (self->chart == NULL || scale <= 0 || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  self->viewport = self->drag_viewport;
  aeq_chart_plot_zoom (self, aeq_chart_plot_x_at (self, x), 1 / scale);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, AeqChartPlot *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (!is_inside (self, x, y) || button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_viewport = self->viewport;
  self->drag_from = self->drag_to = aeq_chart_plot_x_at (self, x);
}

static AeqDrag
drag_kind (GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  return button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) ? AEQ_DRAG_PAN : AEQ_DRAG_BAND;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy G_GNUC_UNUSED, AeqChartPlot *self)
{
  if (self->chart == NULL || (self->drag == AEQ_DRAG_NONE && fabs (dx) < DRAG_THRESHOLD))
    return;
  if (self->drag == AEQ_DRAG_NONE)
    {
      self->drag = drag_kind (gesture);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  if (self->drag == AEQ_DRAG_PAN)
    {
      self->viewport = self->drag_viewport;
      aeq_chart_plot_pan (self, -dx * units_a_pixel (self));
      return;
    }
  self->drag_to = CLAMP (self->drag_from + dx * units_a_pixel (self), self->area.x_from, self->area.x_to);
  aeq_chart_plot_set_cursor (self, snap (self, self->drag_to), FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture G_GNUC_UNUSED, double dx G_GNUC_UNUSED, double dy G_GNUC_UNUSED,
             AeqChartPlot *self)
{
  AeqDrag drag = self->drag;

  self->drag = AEQ_DRAG_NONE;
  if (drag == AEQ_DRAG_BAND)
    aeq_chart_plot_set_range (self, MIN (self->drag_from, self->drag_to), MAX (self->drag_from, self->drag_to), FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_cancel (GtkGesture *gesture G_GNUC_UNUSED, GdkEventSequence *sequence G_GNUC_UNUSED, AeqChartPlot *self)
{
  self->drag = AEQ_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pressed (GtkGestureClick *gesture G_GNUC_UNUSED, int n_press G_GNUC_UNUSED, double x G_GNUC_UNUSED,
            double y G_GNUC_UNUSED, AeqChartPlot *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_released (GtkGestureClick *gesture G_GNUC_UNUSED, int n_press, double x, double y, AeqChartPlot *self)
{
  if (!is_inside (self, x, y))
    return;
  if (n_press == 2)
    aeq_chart_plot_reset (self);
  else if (n_press == 1)
    aeq_chart_plot_activate (self, snap (self, aeq_chart_plot_x_at (self, x)),
                             aeq_chart_hit (self->chart, &self->viewport, &self->area, x, y, CLICK_REACH));
}

static void
on_menu (GtkGestureClick *gesture, int n_press G_GNUC_UNUSED, double x, double y, AeqChartPlot *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "menu", x, y);
}

static GtkEventController *
add (AeqChartPlot *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  return controller;
}

static void
add_drag (AeqChartPlot *self)
{
  GtkEventController *drag = add (self, gtk_gesture_drag_new ());

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
}

static void
add_clicks (AeqChartPlot *self)
{
  GtkEventController *click = add (self, gtk_gesture_click_new ());
  GtkEventController *menu = add (self, gtk_gesture_click_new ());

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect (menu, "pressed", G_CALLBACK (on_menu), self);
}

void
aeq_chart_plot_add_hands (AeqChartPlot *self)
{
  GtkEventController *motion = add (self, gtk_event_controller_motion_new ());
  GtkEventController *scroll = add (self, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES));
  GtkEventController *pinch = add (self, gtk_gesture_zoom_new ());

  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  add_drag (self);
  add_clicks (self);
}
