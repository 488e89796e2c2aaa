/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-view-private.h"

typedef struct
{
  AeqChartPlot *plot; /* borrowed: it lives as long as the legend beside it */
  AeqLayerKind  kind;
  AeqInk        ink;
  gboolean      filled;
} Swatch;

static void
draw_states (const Swatch *swatch, cairo_t *cr, int width, int height)
{
  static const AeqInk INKS[] = { AEQ_INK_IN, AEQ_INK_EXPECTED, AEQ_INK_LIMIT };
  const AeqPalette *palette = aeq_palette_get (aeq_chart_plot_get_theme (swatch->plot));

  for (guint i = 0; i < G_N_ELEMENTS (INKS); i++)
    {
      const AeqColour *ink = &palette->inks[INKS[i]];

      cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.6);
      cairo_rectangle (cr, i * width / 3.0, height * 0.15, width / 3.0, height * 0.7);
      cairo_fill (cr);
    }
}

static void
draw_swatch (GtkDrawingArea *area G_GNUC_UNUSED, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Swatch *swatch = user_data;
  const AeqColour *ink = &aeq_palette_get (aeq_chart_plot_get_theme (swatch->plot))->inks[swatch->ink];
  gboolean area_like = swatch->kind == AEQ_LAYER_BARS || swatch->kind == AEQ_LAYER_HEAT || swatch->filled;
  double thick = area_like ? height * 0.7 : 2.5;

  if (swatch->kind == AEQ_LAYER_STATES)
    {
      draw_states (swatch, cr, width, height);
      return;
    }
  cairo_set_source_rgb (cr, ink->red, ink->green, ink->blue);
  if (swatch->kind == AEQ_LAYER_DOTS)
    cairo_arc (cr, width / 2.0, height / 2.0, 3, 0, 2 * G_PI);
  else if (swatch->kind == AEQ_LAYER_LIMIT)
    {
      cairo_rectangle (cr, 0, height / 2.0 - 1, width * 0.4, 2);
      cairo_rectangle (cr, width * 0.6, height / 2.0 - 1, width * 0.4, 2);
    }
  else
    cairo_rectangle (cr, 0, (height - thick) / 2, width, thick);
  cairo_fill (cr);
  if (swatch->kind != AEQ_LAYER_FAN)
    return;
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.25);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static GtkWidget *
make_swatch (AeqChartView *self, const AeqChartLayer *layer)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Swatch *swatch = g_new (Swatch, 1);

  *swatch = (Swatch){ self->plot, layer->kind, layer->ink, layer->filled };
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 16);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 10);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, swatch, g_free);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  return area;
}

/* "Forecast, 50, 80 and 95 %" says in the legend what the shades are. */
static char *
label_of (const AeqChartLayer *layer)
{
  GString *text = g_string_new (layer->name);

  if (layer->kind != AEQ_LAYER_FAN || layer->n_levels < 3)
    return g_string_free (text, FALSE);
  for (gsize band = layer->n_levels / 2; band-- > 0;)
    g_string_append_printf (text, "%s%g", band + 1 == layer->n_levels / 2 ? "  " : " · ",
                            round (1000 * (layer->levels[layer->n_levels - 1 - band] - layer->levels[band])) / 10);
  g_string_append (text, " %");
  return g_string_free (text, FALSE);
}

static void
add_entry (AeqChartView *self, const AeqChartLayer *layer, guint index, guint number)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = label_of (layer);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *action = g_strdup_printf ("chart.layer-%u", index);
  g_autofree char *tip = number <= 9 ? g_strdup_printf (_("Show or hide (%u)"), number) : g_strdup (_("Show or hide"));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), make_swatch (self, layer));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "legend");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, layer->name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_parent (button, self->legend);
}

/* All that an entry shows of its layer. */
static char *
entries_of (AeqChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; chart != NULL && i < aeq_chart_get_n_layers (chart) && i < 64; i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (chart, i);
      g_autofree char *label = aeq_chart_view_is_switched (layer) ? label_of (layer) : NULL;

      if (label != NULL)
        g_string_append_printf (text, "%u %d %d %s\n", i, (int) layer->kind, (int) layer->ink, label);
    }
  return g_string_free (text, FALSE);
}

/* A chart that follows a hand comes many times a second with other numbers and the same layers: the entries stay then. */
void
aeq_chart_view_fill_legend (AeqChartView *self)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);
  g_autofree char *entries = entries_of (chart);
  GtkWidget *child;
  guint number = 0;

  if (g_strcmp0 (entries, self->entries) == 0)
    return;
  g_free (self->entries);
  self->entries = g_steal_pointer (&entries);
  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; chart != NULL && i < aeq_chart_get_n_layers (chart) && i < 64; i++)
    if (aeq_chart_view_is_switched (aeq_chart_get_layer (chart, i)))
      add_entry (self, aeq_chart_get_layer (chart, i), i, ++number);
}

/* The swatches are drawn anew when the colours change. */
void
aeq_chart_view_update_legend (AeqChartView *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->legend); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_queue_draw (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (child))));
}
