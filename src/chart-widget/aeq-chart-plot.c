/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-chart-plot"

#include "aeq-chart-plot-private.h"

#include <math.h>

#define FONT_SHARE 0.88 /* a chart is denser than the text around it */

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CURSOR_MOVED,
  SIGNAL_RANGE_CHANGED,
  SIGNAL_VIEWPORT_CHANGED,
  SIGNAL_MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqChartPlot, aeq_chart_plot, GTK_TYPE_WIDGET)

AeqChartTheme
aeq_chart_plot_get_theme (AeqChartPlot *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  if (adw_style_manager_get_high_contrast (manager))
    return adw_style_manager_get_dark (manager) ? AEQ_THEME_CONTRAST_DARK : AEQ_THEME_CONTRAST_LIGHT;
  return adw_style_manager_get_dark (manager) ? AEQ_THEME_DARK : AEQ_THEME_LIGHT;
}

/* The size in pixels of the text around, made larger or smaller with it; @family (nullable) is the caller's. */
double
aeq_chart_plot_font (AeqChartPlot *self, char **family)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (family != NULL)
    *family = g_strdup (pango_font_description_get_family (font));
  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;
  return size * FONT_SHARE;
}

static GdkTexture *
make_texture (AeqChartPlot *self, const AeqTextureKey *key, const char *family)
{
  const AeqChartStyle style = {
    .theme = key->theme, .font = family, .font_size = key->font_size, .no_title = TRUE, .no_legend = TRUE
  };
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, key->width * key->scale, key->height * key->scale);
  g_autoptr(GBytes) bytes = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, key->scale, key->scale);
  cr = cairo_create (surface);
  aeq_chart_draw_view (self->chart, cr, key->width, key->height, &style, &key->viewport, &self->area);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                (gsize) cairo_image_surface_get_stride (surface) * (gsize) (key->height * key->scale),
                                (GDestroyNotify) cairo_surface_destroy, surface);
  self->n_drawn++;
  return gdk_memory_texture_new (key->width * key->scale, key->height * key->scale, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) cairo_image_surface_get_stride (surface));
}

GdkTexture *
aeq_chart_plot_get_texture (AeqChartPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *family = NULL;
  AeqTextureKey key;

  /* Compared as bytes, so what lies between the members has to be equal too. */
  memset (&key, 0, sizeof key);
  key.version = self->version;
  key.viewport = self->viewport;
  key.width = gtk_widget_get_width (widget);
  key.height = gtk_widget_get_height (widget);
  key.scale = gtk_widget_get_scale_factor (widget);
  key.theme = aeq_chart_plot_get_theme (self);
  key.font_size = aeq_chart_plot_font (self, &family);
  key.family = family != NULL ? g_str_hash (family) : 0;
  if (self->chart == NULL || key.width <= 0 || key.height <= 0)
    return NULL;
  if (self->texture == NULL || memcmp (&key, &self->key, sizeof key) != 0)
    {
      g_clear_object (&self->texture);
      self->texture = make_texture (self, &key, family);
      memcpy (&self->key, &key, sizeof key);
    }
  return self->texture;
}

static void
aeq_chart_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AeqChartPlot *self = AEQ_CHART_PLOT (widget);
  GdkTexture *texture = aeq_chart_plot_get_texture (self);

  if (texture == NULL)
    return;
  gtk_snapshot_append_texture (
    snapshot, texture,
    &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  aeq_chart_plot_snapshot_glass (self, snapshot);
}

static void
aeq_chart_plot_measure (GtkWidget *widget, GtkOrientation orientation, int for_size G_GNUC_UNUSED, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  double em = aeq_chart_plot_font (AEQ_CHART_PLOT (widget), NULL);

  *minimum = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? 14 * em : 8 * em);
  *natural = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? 48 * em : 20 * em);
  *minimum_baseline = *natural_baseline = -1;
}

double
aeq_chart_plot_x_at (AeqChartPlot *self, double widget_x)
{
  const AeqPlotArea *area = &self->area;

  return area->x_from + (widget_x - area->left) / MAX (area->width, 1) * (area->x_to - area->x_from);
}

void
aeq_chart_plot_changed (AeqChartPlot *self, gboolean quietly)
{
  double from;
  double to;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_VIEWPORT_CHANGED], 0);
  if (quietly || self->chart == NULL)
    return;
  aeq_viewport_x_range (&self->viewport, self->chart, &from, &to);
  g_signal_emit (self, signals[SIGNAL_RANGE_CHANGED], 0, from, to);
}

void
aeq_chart_plot_zoom (AeqChartPlot *self, double at, double factor)
{
  if (self->chart == NULL)
    return;
  aeq_viewport_zoom (&self->viewport, self->chart, at, factor);
  aeq_chart_plot_changed (self, FALSE);
}

void
aeq_chart_plot_pan (AeqChartPlot *self, double by)
{
  if (self->chart == NULL)
    return;
  aeq_viewport_pan (&self->viewport, self->chart, by);
  aeq_chart_plot_changed (self, FALSE);
}

void
aeq_chart_plot_reset (AeqChartPlot *self)
{
  if (!aeq_viewport_is_zoomed (&self->viewport))
    return;
  self->viewport.x_from = self->viewport.x_to = 0;
  aeq_chart_plot_changed (self, FALSE);
}

void
aeq_chart_plot_set_range (AeqChartPlot *self, double from, double to, gboolean quietly)
{
  AeqViewport before = self->viewport;

  if (self->chart == NULL)
    return;
  self->viewport.x_from = self->viewport.x_to = 0;
  if (from < to)
    aeq_viewport_show (&self->viewport, self->chart, from, to);
  if (before.x_from != self->viewport.x_from || before.x_to != self->viewport.x_to)
    aeq_chart_plot_changed (self, quietly);
}

/* What was zoomed to is kept where the new chart has something to show there. */
static void
keep_range (AeqChartPlot *self, AeqChart *old)
{
  double from;
  double to;

  if (!aeq_viewport_is_zoomed (&self->viewport) || self->chart == NULL)
    return;
  aeq_chart_get_x_range (self->chart, &from, &to);
  if (old == NULL || aeq_chart_get_x_kind (old) != aeq_chart_get_x_kind (self->chart) || self->viewport.x_to <= from ||
      self->viewport.x_from >= to)
    self->viewport.x_from = self->viewport.x_to = 0;
  else
    aeq_viewport_show (&self->viewport, self->chart, self->viewport.x_from, self->viewport.x_to);
}

void
aeq_chart_plot_set_chart (AeqChartPlot *self, AeqChart *chart, guint64 hidden)
{
  g_autoptr(AeqChart) old = g_steal_pointer (&self->chart);

  self->chart = chart != NULL ? aeq_chart_ref (chart) : NULL;
  self->version++;
  self->viewport.hidden = hidden;
  self->layer = -1;
  self->drag = AEQ_DRAG_NONE;
  keep_range (self, old);
  aeq_chart_plot_changed (self, TRUE);
}

AeqChart *
aeq_chart_plot_get_chart (AeqChartPlot *self)
{
  return self->chart;
}

const AeqViewport *
aeq_chart_plot_get_viewport (AeqChartPlot *self)
{
  return &self->viewport;
}

void
aeq_chart_plot_set_hidden (AeqChartPlot *self, guint64 hidden)
{
  if (self->viewport.hidden == hidden)
    return;
  self->viewport.hidden = hidden;
  aeq_chart_plot_changed (self, TRUE);
}

void
aeq_chart_plot_set_cursor (AeqChartPlot *self, double x, gboolean quietly)
{
  if (self->cursor == x || (isnan (self->cursor) && isnan (x)))
    return;
  self->cursor = x;
  if (isnan (x))
    self->cursor_by_key = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!quietly)
    g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, x);
}

double
aeq_chart_plot_get_cursor (AeqChartPlot *self)
{
  return self->cursor;
}

int
aeq_chart_plot_get_layer (AeqChartPlot *self)
{
  return self->layer;
}

void
aeq_chart_plot_set_wheel_scrolls (AeqChartPlot *self, gboolean scrolls)
{
  g_return_if_fail (AEQ_IS_CHART_PLOT (self));
  self->wheel_scrolls = scrolls;
}

guint
aeq_chart_plot_get_n_drawn (AeqChartPlot *self)
{
  return self->n_drawn;
}

void
aeq_chart_plot_activate (AeqChartPlot *self, double x, int layer)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, x, layer);
}

static void
aeq_chart_plot_dispose (GObject *object)
{
  AeqChartPlot *self = AEQ_CHART_PLOT (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->chart, aeq_chart_unref);
  G_OBJECT_CLASS (aeq_chart_plot_parent_class)->dispose (object);
}

static void
aeq_chart_plot_class_init (AeqChartPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_chart_plot_dispose;
  widget_class->snapshot = aeq_chart_plot_snapshot;
  widget_class->measure = aeq_chart_plot_measure;
  gtk_widget_class_set_css_name (widget_class, "chartplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[SIGNAL_CURSOR_MOVED] =
    g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_RANGE_CHANGED] = g_signal_new ("range-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_VIEWPORT_CHANGED] =
    g_signal_new ("viewport-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MENU] =
    g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
aeq_chart_plot_init (AeqChartPlot *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->cursor = NAN;
  self->layer = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  aeq_chart_plot_add_hands (self);
  aeq_chart_plot_add_keys (self);
}

GtkWidget *
aeq_chart_plot_new (void)
{
  return g_object_new (AEQ_TYPE_CHART_PLOT, NULL);
}
