/* SPDX-License-Identifier: MIT */
/* What lies over the picture and moves with the hand. It is made of a few nodes, so that the picture below stays what
 * it is. */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-plot-private.h"
#include "aeq-chart-words.h"

#define PAD 8

static GdkRGBA
rgba (const AeqColour *colour, double alpha)
{
  return (GdkRGBA){ (float) colour->red, (float) colour->green, (float) colour->blue, (float) alpha };
}

static void
fill (GtkSnapshot *snapshot, const AeqColour *colour, double alpha, double x, double y, double width, double height)
{
  GdkRGBA ink = rgba (colour, alpha);

  gtk_snapshot_append_color (snapshot, &ink, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static double
widget_x (AeqChartPlot *self, double x)
{
  const AeqPlotArea *area = &self->area;

  return area->left + (x - area->x_from) / (area->x_to - area->x_from) * area->width;
}

static double
widget_y (AeqChartPlot *self, double y)
{
  const AeqPlotArea *area = &self->area;

  return area->top + (area->y_to - y) / (area->y_to - area->y_from) * area->height;
}

static void
draw_band (AeqChartPlot *self, GtkSnapshot *snapshot, const AeqPalette *palette)
{
  double left = widget_x (self, MIN (self->drag_from, self->drag_to));
  double right = widget_x (self, MAX (self->drag_from, self->drag_to));
  const AeqColour *ink = &palette->inks[AEQ_INK_FORECAST];

  fill (snapshot, ink, 0.15, left, self->area.top, right - left, self->area.height);
  fill (snapshot, ink, 0.9, left, self->area.top, 1, self->area.height);
  fill (snapshot, ink, 0.9, right - 1, self->area.top, 1, self->area.height);
}

static void
draw_dot (GtkSnapshot *snapshot, const AeqColour *ink, const AeqColour *ground, double x, double y, double radius)
{
  GskRoundedRect round;

  for (int ring = 0; ring < 2; ring++)
    {
      double r = ring == 0 ? radius + 1.5 : radius;

      gsk_rounded_rect_init_from_rect (
        &round, &GRAPHENE_RECT_INIT ((float) (x - r), (float) (y - r), (float) (2 * r), (float) (2 * r)), (float) r);
      gtk_snapshot_push_rounded_clip (snapshot, &round);
      fill (snapshot, ring == 0 ? ground : ink, 1, x - r, y - r, 2 * r, 2 * r);
      gtk_snapshot_pop (snapshot);
    }
}

static void
draw_dots (AeqChartPlot *self, GtkSnapshot *snapshot, const AeqPalette *palette, double x)
{
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);
      double y;

      if (layer->kind > AEQ_LAYER_FAN || layer->kind == AEQ_LAYER_BARS || !aeq_viewport_shows (&self->viewport, i))
        continue;
      y = widget_y (self, aeq_layer_value_at (layer, self->cursor, layer->n_levels / 2));
      if (isfinite (y) && y >= self->area.top && y <= self->area.top + self->area.height)
        draw_dot (snapshot, &palette->inks[layer->ink], &palette->background, x, y, (int) i == self->layer ? 5 : 3.5);
    }
}

/* The readout is two columns of text, names and figures, with a swatch before each name. */
typedef struct
{
  PangoLayout *names;
  PangoLayout *values;
  GPtrArray   *inks; /* of AeqColour; NULL for a line without a swatch */
} Readout;

static PangoLayout *
make_layout (AeqChartPlot *self, const char *text, gboolean numbers)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  if (numbers)
    {
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
readout_init (Readout *readout, AeqChartPlot *self, const AeqPalette *palette)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  g_autofree char *when = aeq_chart_format_x (self->chart, self->cursor);

  readout->inks = g_ptr_array_new ();
  g_ptr_array_add (readout->inks, NULL);
  g_string_append (names, when);
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);
      g_autofree char *words =
        aeq_viewport_shows (&self->viewport, i) ? aeq_chart_layer_words (self->chart, i, self->cursor) : NULL;

      if (words == NULL)
        continue;
      g_string_append_printf (names, "\n%s%s", (int) i == self->layer ? "▸ " : "",
                              layer->name != NULL ? layer->name : _("Values"));
      g_string_append_printf (values, "\n%s", words);
      g_ptr_array_add (readout->inks, layer->kind != AEQ_LAYER_STATES ? (gpointer) &palette->inks[layer->ink] : NULL);
    }
  readout->names = make_layout (self, names->str, FALSE);
  readout->values = make_layout (self, values->str, TRUE);
}

static void
readout_clear (Readout *readout)
{
  g_object_unref (readout->names);
  g_object_unref (readout->values);
  g_ptr_array_unref (readout->inks);
}

static void
draw_swatches (GtkSnapshot *snapshot, const Readout *readout, double left, double top, double line)
{
  for (guint i = 1; i < readout->inks->len; i++)
    if (readout->inks->pdata[i] != NULL)
      fill (snapshot, readout->inks->pdata[i], 1, left, top + line * (i + 0.5) - 1.5, line * 0.7, 3);
}

static void
draw_box (GtkSnapshot *snapshot, const AeqPalette *palette, double left, double top, double width, double height)
{
  GskRoundedRect outline;
  GdkRGBA edge = rgba (&palette->axis, 0.7);

  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) width, (float) height), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  fill (snapshot, &palette->background, 0.97, left, top, width, height);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ edge, edge, edge, edge });
}

static void
draw_text (GtkSnapshot *snapshot, PangoLayout *layout, const AeqColour *colour, double x, double y)
{
  GdkRGBA ink = rgba (colour, 1);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

/* On the side of the cursor that has more room, so that it never lies under the hand. */
static void
draw_readout (AeqChartPlot *self, GtkSnapshot *snapshot, const AeqPalette *palette, double x)
{
  Readout readout;
  int names_width, values_width, height, other;
  double line, width, left;

  readout_init (&readout, self, palette);
  pango_layout_get_pixel_size (readout.names, &names_width, &height);
  pango_layout_get_pixel_size (readout.values, &values_width, &other);
  line = (double) height / readout.inks->len;
  width = line + MAX (names_width, 1) + 2 * PAD + values_width + 2 * PAD;
  left = x < self->area.left + self->area.width / 2 ? x + 12 : x - 12 - width;
  left = CLAMP (left, 2, MAX (2, gtk_widget_get_width (GTK_WIDGET (self)) - width - 2));
  draw_box (snapshot, palette, left, self->area.top + 4, width, height + PAD);
  draw_swatches (snapshot, &readout, left + PAD, self->area.top + 4 + PAD / 2, line);
  draw_text (snapshot, readout.names, &palette->text, left + PAD + line, self->area.top + 4 + PAD / 2);
  draw_text (snapshot, readout.values, &palette->text, left + width - PAD - values_width, self->area.top + 4 + PAD / 2);
  readout_clear (&readout);
}

void
aeq_chart_plot_snapshot_glass (AeqChartPlot *self, GtkSnapshot *snapshot)
{
  const AeqPalette *palette = aeq_palette_get (self->key.theme);
  double x;

  if (self->drag == AEQ_DRAG_BAND)
    draw_band (self, snapshot, palette);
  if (isnan (self->cursor) || self->cursor < self->area.x_from || self->cursor > self->area.x_to)
    return;
  x = widget_x (self, self->cursor);
  fill (snapshot, &palette->text, 0.6, floor (x), self->area.top, 1, self->area.height + self->area.strips);
  draw_dots (self, snapshot, palette, x);
  draw_readout (self, snapshot, palette, x);
}
