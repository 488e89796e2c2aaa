/* SPDX-License-Identifier: MIT */
/* The widgets of which a view is made. */
#include <glib/gi18n.h>

#include "aeq-chart-view-private.h"
#include "aeq-wrap-layout.h"

/* GTK gives a new kind of widget no outline, and a legend button the padding of a dialog's. */
static const char STYLE[] =
  "chartview { background-color: @view_bg_color; color: @view_fg_color; }"
  "chartview > box > .chart-head { padding: 6px 6px 0 6px; }"
  "chartview button.legend { min-height: 0; padding: 2px 8px; font-weight: normal; font-size: 0.85em; }"
  "chartview button.legend:checked { background: none; }"
  "chartview button.legend:checked:hover { background-color: alpha(currentColor, .07); }"
  "chartview button.legend:not(:checked) { opacity: .5; }"
  "chartview button.legend:not(:checked) label { text-decoration-line: line-through; }"
  "chartview button.tool { min-width: 26px; min-height: 26px; padding: 0 4px; }"
  "chartview columnview.data-table { font-size: 0.9em; }"
  "chartplot { margin: 4px 6px 6px 10px; outline: 0 solid transparent; border-radius: 6px; }"
  "chartplot:focus-visible { outline: 2px solid @accent_color; outline-offset: 1px; }";

static void
add_style (GdkDisplay *display)
{
  GtkCssProvider *provider;

  if (g_object_get_data (G_OBJECT (display), "aeq-chart-style") != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, STYLE, -1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data_full (G_OBJECT (display), "aeq-chart-style", provider, g_object_unref);
}

static GtkWidget *
tool (GtkWidget *button, const char *icon, const char *tip, const char *action)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "tool");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_head (AeqChartView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_ellipsize (self->heading, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_set_margin_start (GTK_WIDGET (self->heading), 8);
  self->legend = g_object_new (ADW_TYPE_BIN, NULL);
  gtk_widget_set_layout_manager (self->legend, aeq_wrap_layout_new (2));
  gtk_widget_set_hexpand (words, TRUE);
  self->reset = tool (gtk_button_new (), "zoom-fit-best-symbolic", _("Reset zoom (0)"), "chart.reset");
  gtk_widget_add_css_class (head, "chart-head");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (words), self->legend);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), self->reset);
  gtk_box_append (GTK_BOX (head),
                  tool (gtk_toggle_button_new (), "view-list-symbolic", _("Data table (T)"), "chart.table"));
  return head;
}

static GtkWidget *
make_stack (AeqChartView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->plot = AEQ_CHART_PLOT (aeq_chart_plot_new ());
  self->table = aeq_chart_table_view_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->plot), "plot");
  gtk_stack_add_named (self->stack, scroller, "table");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  return GTK_WIDGET (self->stack);
}

void
aeq_chart_view_add_parts (AeqChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add_style (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}
