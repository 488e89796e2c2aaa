/* SPDX-License-Identifier: MIT */
#include "aeq-chart-view-private.h"

static void
toggle_number (AeqChartView *self, guint number)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);

  for (guint i = 0; chart != NULL && i < aeq_chart_get_n_layers (chart); i++)
    if (aeq_chart_view_is_switched (aeq_chart_get_layer (chart, i)) && --number == 0)
      {
        aeq_chart_view_set_layer_visible (self, i, !aeq_chart_view_get_layer_visible (self, i));
        return;
      }
}

static void
popup_at_middle (AeqChartView *self)
{
  aeq_chart_view_popup_menu (self, gtk_widget_get_width (GTK_WIDGET (self->plot)) / 2.0,
                             gtk_widget_get_height (GTK_WIDGET (self->plot)) / 2.0);
}

/* What works in the plot and in the table alike. */
static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED, GdkModifierType state,
        AeqChartView *self)
{
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    popup_at_middle (self);
  else if ((key == GDK_KEY_c || key == GDK_KEY_C) && (state & GDK_CONTROL_MASK))
    aeq_chart_view_copy (self, (state & GDK_SHIFT_MASK) != 0);
  else if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  else if (key == GDK_KEY_t || key == GDK_KEY_T)
    aeq_chart_view_set_table_visible (self, !aeq_chart_view_get_table_visible (self));
  else if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    toggle_number (self, key - GDK_KEY_1 + 1);
  else
    return FALSE;
  return TRUE;
}

void
aeq_chart_view_add_keys (AeqChartView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
