/* SPDX-License-Identifier: MIT */
/* What lies over the picture and moves with the hand. It is made of a few nodes, so that the picture below stays what
 * it is. */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-plot-private.h"
#include "aeq-chart-words.h"

#define PAD 8
#define READOUT_SCALE 0.85 /* of the text around */

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
make_layout (AeqChartPlot *self, const char *text, gboolean numbers, double scale)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (READOUT_SCALE * scale));
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

/* Lines of names and lines of values under way. */
typedef struct
{
  GString   *names;
  GString   *values;
  GPtrArray *inks;
} Lines;

static void
add_line (Lines *lines, const AeqColour *ink, const char *mark, const char *name, const char *value)
{
  g_string_append_printf (lines->names, "\n%s%s", mark, name);
  g_string_append_printf (lines->values, "\n%s", value);
  g_ptr_array_add (lines->inks, (gpointer) ink);
}

/* A fan has a line for its median and one for its outermost band. */
static void
add_layer (AeqChartPlot *self, Lines *lines, const AeqPalette *palette, gsize i)
{
  const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);
  const char *name = layer->name != NULL ? layer->name : _("Values");
  g_autofree char *band = NULL;
  g_autofree char *words = NULL;
  double share;

  if (layer->kind == AEQ_LAYER_FAN)
    words = aeq_chart_fan_words (self->chart, layer, self->cursor, &band, &share);
  else
    words = aeq_chart_layer_words (self->chart, i, self->cursor);
  if (words == NULL)
    return;
  add_line (lines, layer->kind != AEQ_LAYER_STATES ? &palette->inks[layer->ink] : NULL,
            (int) i == self->layer ? "▸ " : "", name, words);
  if (band != NULL)
    {
      g_autofree char *percent = g_strdup_printf ("%g %%", share);

      add_line (lines, NULL, "", percent, band);
    }
}

static void
readout_init (Readout *readout, AeqChartPlot *self, const AeqPalette *palette, double scale)
{
  g_autoptr(GString) values = g_string_new (NULL);
  g_autofree char *when = aeq_chart_format_x (self->chart, self->cursor);
  g_autoptr(GString) names = g_string_new (when);
  Lines lines = { names, values, g_ptr_array_new () };

  g_ptr_array_add (lines.inks, NULL);
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    if (aeq_viewport_shows (&self->viewport, i))
      add_layer (self, &lines, palette, i);
  readout->inks = lines.inks;
  readout->names = make_layout (self, names->str, FALSE, scale);
  readout->values = make_layout (self, values->str, TRUE, scale);
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

/* The size of a readout, its line's height for the swatches included. */
static double
readout_width (const Readout *readout, double *line, double *height, int *values_width)
{
  int names_width, names_height;

  pango_layout_get_pixel_size (readout->names, &names_width, &names_height);
  pango_layout_get_pixel_size (readout->values, values_width, NULL);
  *line = (double) names_height / readout->inks->len;
  *height = names_height + PAD;
  return *line + names_width + *values_width + 4 * PAD;
}

/* On the side of the cursor that has more room, so that it never lies under the hand; smaller where it is too wide. */
static void
draw_readout (AeqChartPlot *self, GtkSnapshot *snapshot, const AeqPalette *palette, double x)
{
  double room = gtk_widget_get_width (GTK_WIDGET (self)) - 4;
  double top = self->area.top + 4;
  Readout readout;
  int values_width;
  double line, width, height, left;

  readout_init (&readout, self, palette, 1);
  width = readout_width (&readout, &line, &height, &values_width);
  if (width > room)
    {
      readout_clear (&readout);
      readout_init (&readout, self, palette, MAX (room / width * 0.95, 0.3));
      width = readout_width (&readout, &line, &height, &values_width);
    }
  left = x < self->area.left + self->area.width / 2 ? x + 12 : x - 12 - width;
  left = CLAMP (left, 2, MAX (2, room - width + 2));
  draw_box (snapshot, palette, left, top, width, height);
  draw_swatches (snapshot, &readout, left + PAD, top + PAD / 2, line);
  draw_text (snapshot, readout.names, &palette->text, left + PAD + line, top + PAD / 2);
  draw_text (snapshot, readout.values, &palette->text, left + width - PAD - values_width, top + PAD / 2);
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
