/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-waterfall"

#include "aeq-waterfall.h"

#include <math.h>

#define BAR_HEIGHT 14
#define BAR_WIDTH 120 /* at least */

typedef struct
{
  double   from, to;
  gboolean total;
} Bar;

struct _AeqWaterfall
{
  GtkWidget parent_instance;
  GtkGrid  *grid;
  int       n;
  double    sum;       /* of the parts so far */
  double    low, high; /* what the bars reach over */
};

G_DEFINE_FINAL_TYPE (AeqWaterfall, aeq_waterfall, GTK_TYPE_WIDGET)

void
aeq_waterfall_clear (AeqWaterfall *self)
{
  GtkWidget *child;

  g_return_if_fail (AEQ_IS_WATERFALL (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->n = 0;
  self->sum = self->low = self->high = 0;
}

static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  AeqWaterfall *self = AEQ_WATERFALL (user_data);
  const Bar *bar = g_object_get_data (G_OBJECT (area), "aeq-bar");
  double scale = self->high > self->low ? (width - 2) / (self->high - self->low) : 0;
  double left = 1 + (fmin (bar->from, bar->to) - self->low) * scale;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, left, (height - BAR_HEIGHT) / 2.0, fmax (fabs (bar->to - bar->from) * scale, 1), BAR_HEIGHT);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 0.35);
  cairo_rectangle (cr, 1 - self->low * scale, 0, 1, height);
  cairo_fill (cr);
}

static GtkWidget *
make_bar (AeqWaterfall *self, const Bar *bar)
{
  GtkWidget *area = gtk_drawing_area_new ();

  g_object_set_data_full (G_OBJECT (area), "aeq-bar", g_memdup2 (bar, sizeof *bar), g_free);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), BAR_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), BAR_HEIGHT + 6);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_bar, self, NULL);
  gtk_widget_set_hexpand (area, TRUE);
  gtk_widget_add_css_class (area, bar->total ? "dim-label" : bar->to < bar->from ? "error" : "accent");
  return area;
}

static GtkWidget *
make_label (const char *text, double xalign, gboolean total)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_widget_add_css_class (label, "numeric");
  if (total)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

void
aeq_waterfall_add (AeqWaterfall *self, const char *name, const char *text, double amount, gboolean total)
{
  Bar bar;

  g_return_if_fail (AEQ_IS_WATERFALL (self));
  bar = (Bar) { total ? 0 : self->sum, total ? amount : self->sum + amount, total };
  self->sum = bar.to;
  self->low = fmin (self->low, bar.to);
  self->high = fmax (self->high, bar.to);
  gtk_grid_attach (self->grid, make_label (name, 0, total), 0, self->n, 1, 1);
  gtk_grid_attach (self->grid, make_bar (self, &bar), 1, self->n, 1, 1);
  gtk_grid_attach (self->grid, make_label (text, 1, total), 2, self->n, 1, 1);
  self->n++;
}

/* The scale is known when all bars are there. */
void
aeq_waterfall_done (AeqWaterfall *self)
{
  g_return_if_fail (AEQ_IS_WATERFALL (self));
  for (int i = 0; i < self->n; i++)
    gtk_widget_queue_draw (gtk_grid_get_child_at (self->grid, 1, i));
}

static void
aeq_waterfall_dispose (GObject *object)
{
  AeqWaterfall *self = AEQ_WATERFALL (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  G_OBJECT_CLASS (aeq_waterfall_parent_class)->dispose (object);
}

static void
aeq_waterfall_class_init (AeqWaterfallClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_waterfall_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
aeq_waterfall_init (AeqWaterfall *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}
