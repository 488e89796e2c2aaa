/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-chart-view"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-view-private.h"

enum
{
  PROP_0,
  PROP_CHART,
  PROP_TITLE,
  PROP_TABLE_VISIBLE,
  PROP_WHEEL_SCROLLS,
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

static void
fill_table (AeqChartView *self)
{
  if (aeq_chart_view_get_table_visible (self))
    aeq_chart_table_view_fill (self->table, aeq_chart_plot_get_chart (self->plot),
                               aeq_chart_plot_get_viewport (self->plot));
}

static void
on_viewport_changed (AeqChartView *self)
{
  aeq_chart_view_update_actions (self);
  aeq_chart_view_describe_later (self);
}

static void
on_activated (AeqChartView *self, double x, int layer)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, x, layer);
}

static void
on_cursor_moved (AeqChartView *self, double x)
{
  aeq_chart_view_describe_at (self, x);
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
  aeq_chart_view_describe_later (self);
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
  aeq_chart_view_describe_later (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
aeq_chart_view_get_title (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  return self->title;
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
  if (chart == NULL || layer >= MIN (aeq_chart_get_n_layers (chart), 64) ||
      aeq_chart_get_layer (chart, layer)->name == NULL)
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
    case PROP_WHEEL_SCROLLS:
      aeq_chart_plot_set_wheel_scrolls (self->plot, g_value_get_boolean (value));
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
  g_clear_pointer (&self->entries, g_free);
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
  properties[PROP_WHEEL_SCROLLS] =
    g_param_spec_boolean ("wheel-scrolls", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[SIGNAL_CURSOR_MOVED] =
    g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_RANGE_CHANGED] = g_signal_new ("range-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aeq_chart_view_init (AeqChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  aeq_chart_view_add_actions (self);
  aeq_chart_view_add_parts (self);
  g_signal_connect_swapped (self->plot, "viewport-changed", G_CALLBACK (on_viewport_changed), self);
  g_signal_connect_swapped (self->plot, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (self->plot, "cursor-moved", G_CALLBACK (on_cursor_moved), self);
  g_signal_connect_swapped (self->plot, "range-changed", G_CALLBACK (on_range_changed), self);
  g_signal_connect_swapped (self->plot, "menu", G_CALLBACK (aeq_chart_view_popup_menu), self);
  aeq_chart_view_add_keys (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (aeq_chart_view_update_legend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (aeq_chart_view_update_legend), self,
                           G_CONNECT_SWAPPED);
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
