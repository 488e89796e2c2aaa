/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-chart-view"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-rows.h"
#include "aeq-chart-view-private.h"
#include "aeq-chart-words.h"
#include "aeq-wrap-layout.h"

enum
{
  PROP_0,
  PROP_CHART,
  PROP_TITLE,
  PROP_TABLE_VISIBLE,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CURSOR_MOVED,
  SIGNAL_RANGE_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqChartView, aeq_chart_view, GTK_TYPE_WIDGET)

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
  "chartplot:focus-visible { outline: 2px solid @accent_color; outline-offset: -2px; }";

gboolean
aeq_chart_view_is_switched (const AeqChartLayer *layer)
{
  return layer->name != NULL && (aeq_layer_is_data (layer) || layer->kind == AEQ_LAYER_LIMIT);
}

const char *
aeq_chart_view_name (AeqChartView *self)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);

  if (self->title != NULL)
    return self->title;
  return chart != NULL && aeq_chart_get_title (chart) != NULL ? aeq_chart_get_title (chart) : _("Chart");
}

/* What is hidden is remembered by name, for the chart that replaces this one. */
static guint64
hidden_mask (AeqChartView *self, AeqChart *chart)
{
  guint64 mask = 0;

  for (gsize i = 0; chart != NULL && i < aeq_chart_get_n_layers (chart) && i < 64; i++)
    {
      const char *name = aeq_chart_get_layer (chart, i)->name;

      if (name != NULL && g_hash_table_contains (self->hidden, name))
        mask |= G_GUINT64_CONSTANT (1) << i;
    }
  return mask;
}

static gboolean
describe (gpointer user_data)
{
  AeqChartView *self = user_data;
  GtkAccessible *plot = GTK_ACCESSIBLE (self->plot);
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);

  self->describe_id = 0;
  g_free (self->description);
  self->description = chart != NULL ? aeq_chart_describe (chart, aeq_chart_plot_get_viewport (self->plot)) : g_strdup (_("No data."));
  gtk_accessible_update_property (plot, GTK_ACCESSIBLE_PROPERTY_LABEL, aeq_chart_view_name (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
  return G_SOURCE_REMOVE;
}

/* Not while the wheel still turns: the words are read at leisure. */
static void
describe_later (AeqChartView *self)
{
  if (self->describe_id == 0)
    self->describe_id = g_idle_add (describe, self);
}

static void
fill_table (AeqChartView *self)
{
  if (aeq_chart_view_get_table_visible (self))
    aeq_chart_table_view_fill (self->table, aeq_chart_plot_get_chart (self->plot), aeq_chart_plot_get_viewport (self->plot));
}

static void
on_viewport_changed (AeqChartView *self)
{
  aeq_chart_view_update_actions (self);
  describe_later (self);
}

static void
on_activated (AeqChartView *self, double x, int layer)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, x, layer);
}

/* Who cannot see the crosshair hears what it reads. */
static void
on_cursor_moved (AeqChartView *self, double x)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);

  if (isnan (x) || chart == NULL)
    describe_later (self);
  else
    {
      g_autofree char *words = aeq_chart_words_at (chart, aeq_chart_plot_get_viewport (self->plot), x);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
    }
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, x);
}

static void
on_range_changed (AeqChartView *self, double from, double to)
{
  g_signal_emit (self, signals[SIGNAL_RANGE_CHANGED], 0, from, to);
}

static void
update_heading (AeqChartView *self)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);
  const char *title = chart != NULL ? aeq_chart_get_title (chart) : NULL;

  gtk_label_set_text (self->heading, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), title != NULL);
}

void
aeq_chart_view_set_chart (AeqChartView *self, AeqChart *chart)
{
  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  aeq_chart_plot_set_chart (self->plot, chart, hidden_mask (self, chart));
  update_heading (self);
  aeq_chart_view_update_actions (self);
  aeq_chart_view_fill_legend (self);
  fill_table (self);
  describe_later (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHART]);
}

AeqChart *
aeq_chart_view_get_chart (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  return aeq_chart_plot_get_chart (self->plot);
}

void
aeq_chart_view_set_title (AeqChartView *self, const char *title)
{
  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  describe_later (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
aeq_chart_view_get_title (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  return self->title;
}

const char *
aeq_chart_view_get_description (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  if (self->describe_id != 0 || self->description == NULL)
    {
      g_clear_handle_id (&self->describe_id, g_source_remove);
      describe (self);
    }
  return self->description;
}

void
aeq_chart_view_set_cursor (AeqChartView *self, double x)
{
  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  aeq_chart_plot_set_cursor (self->plot, x, TRUE);
}

double
aeq_chart_view_get_cursor (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NAN);
  return aeq_chart_plot_get_cursor (self->plot);
}

void
aeq_chart_view_set_range (AeqChartView *self, double from, double to)
{
  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  aeq_chart_plot_set_range (self->plot, from, to, TRUE);
}

void
aeq_chart_view_get_range (AeqChartView *self, double *from, double *to)
{
  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  *from = *to = 0;
  if (aeq_chart_plot_get_chart (self->plot) != NULL)
    aeq_viewport_x_range (aeq_chart_plot_get_viewport (self->plot), aeq_chart_plot_get_chart (self->plot), from, to);
}

void
aeq_chart_view_set_layer_visible (AeqChartView *self, guint layer, gboolean visible)
{
  AeqChart *chart;

  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  chart = aeq_chart_plot_get_chart (self->plot);
  if (chart == NULL || layer >= MIN (aeq_chart_get_n_layers (chart), 64) || aeq_chart_get_layer (chart, layer)->name == NULL)
    return;
  if (visible)
    g_hash_table_remove (self->hidden, aeq_chart_get_layer (chart, layer)->name);
  else
    g_hash_table_add (self->hidden, g_strdup (aeq_chart_get_layer (chart, layer)->name));
  aeq_chart_plot_set_hidden (self->plot, hidden_mask (self, chart));
  fill_table (self);
}

gboolean
aeq_chart_view_get_layer_visible (AeqChartView *self, guint layer)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), FALSE);
  return aeq_viewport_shows (aeq_chart_plot_get_viewport (self->plot), layer);
}

void
aeq_chart_view_set_table_visible (AeqChartView *self, gboolean visible)
{
  gboolean had_focus;

  g_return_if_fail (AEQ_IS_CHART_VIEW (self));
  if (visible == aeq_chart_view_get_table_visible (self))
    return;
  had_focus = aeq_chart_view_has_focus (self);
  gtk_stack_set_visible_child_name (self->stack, visible ? "table" : "plot");
  if (visible)
    fill_table (self);
  else
    aeq_chart_table_view_fill (self->table, NULL, NULL);
  if (had_focus)
    gtk_widget_grab_focus (visible ? GTK_WIDGET (self->table) : GTK_WIDGET (self->plot));
  aeq_chart_view_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE_VISIBLE]);
}

gboolean
aeq_chart_view_get_table_visible (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0;
}

char *
aeq_chart_view_get_text (AeqChartView *self, gboolean titles)
{
  g_autoptr(AeqChartTable) table = NULL;
  double from;
  double to;

  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  if (aeq_chart_plot_get_chart (self->plot) == NULL)
    return g_strdup ("");
  aeq_chart_view_get_range (self, &from, &to);
  table = aeq_chart_table_new (aeq_chart_plot_get_chart (self->plot), aeq_chart_plot_get_viewport (self->plot));
  return aeq_chart_table_view_text (self->table, table, from, to, titles);
}

void
aeq_chart_view_copy (AeqChartView *self, gboolean titles)
{
  g_autofree char *text = aeq_chart_view_get_text (self, titles);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

gboolean
aeq_chart_view_has_focus (AeqChartView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), FALSE);
  return focus != NULL && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

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
  aeq_chart_view_popup_menu (self, gtk_widget_get_width (GTK_WIDGET (self->plot)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self->plot)) / 2.0);
}

/* What works in the plot and in the table alike. */
static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED, GdkModifierType state, AeqChartView *self)
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

static void
add_style (GdkDisplay *display)
{
  GtkCssProvider *provider;

  if (g_object_get_data (G_OBJECT (display), "aeq-chart-style") != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, STYLE, -1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
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
  gtk_box_append (GTK_BOX (head), tool (gtk_toggle_button_new (), "view-list-symbolic", _("Data table (T)"), "chart.table"));
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
  g_signal_connect_swapped (self->plot, "viewport-changed", G_CALLBACK (on_viewport_changed), self);
  g_signal_connect_swapped (self->plot, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (self->plot, "cursor-moved", G_CALLBACK (on_cursor_moved), self);
  g_signal_connect_swapped (self->plot, "range-changed", G_CALLBACK (on_range_changed), self);
  g_signal_connect_swapped (self->plot, "menu", G_CALLBACK (aeq_chart_view_popup_menu), self);
  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  return GTK_WIDGET (self->stack);
}

static void
aeq_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AeqChartView *self = AEQ_CHART_VIEW (object);

  switch (id)
    {
    case PROP_CHART:
      g_value_set_pointer (value, aeq_chart_view_get_chart (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TABLE_VISIBLE:
      g_value_set_boolean (value, aeq_chart_view_get_table_visible (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
aeq_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AeqChartView *self = AEQ_CHART_VIEW (object);

  switch (id)
    {
    case PROP_CHART:
      aeq_chart_view_set_chart (self, g_value_get_pointer (value));
      break;
    case PROP_TITLE:
      aeq_chart_view_set_title (self, g_value_get_string (value));
      break;
    case PROP_TABLE_VISIBLE:
      aeq_chart_view_set_table_visible (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
aeq_chart_view_dispose (GObject *object)
{
  AeqChartView *self = AEQ_CHART_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->describe_id, g_source_remove);
  while (self->legend != NULL && (child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_widget_unparent (child);
  self->legend = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (aeq_chart_view_parent_class)->dispose (object);
}

static void
aeq_chart_view_class_init (AeqChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = aeq_chart_view_dispose;
  object_class->get_property = aeq_chart_view_get_property;
  object_class->set_property = aeq_chart_view_set_property;
  properties[PROP_CHART] = g_param_spec_pointer ("chart", NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TABLE_VISIBLE] = g_param_spec_boolean ("table-visible", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[SIGNAL_CURSOR_MOVED] =
    g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_RANGE_CHANGED] =
    g_signal_new ("range-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aeq_chart_view_init (AeqChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  GtkEventController *keys = gtk_event_controller_key_new ();

  add_style (gtk_widget_get_display (GTK_WIDGET (self)));
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  aeq_chart_view_add_actions (self);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (aeq_chart_view_update_legend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (aeq_chart_view_update_legend), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  update_heading (self);
  aeq_chart_view_update_actions (self);
}

GtkWidget *
aeq_chart_view_new (void)
{
  return g_object_new (AEQ_TYPE_CHART_VIEW, NULL);
}
