/* SPDX-License-Identifier: MIT */
#include "aeq-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>


double
aeq_drawing_x (const AeqDrawing *self, double x)
{
  return self->area.left + (x - self->area.x_from) / (self->area.x_to - self->area.x_from) * self->area.width;
}

double
aeq_drawing_y (const AeqDrawing *self, double y)
{
  return self->area.top + (self->area.y_to - y) / (self->area.y_to - self->area.y_from) * self->area.height;
}

void
aeq_drawing_ink (const AeqDrawing *self, const AeqColour *colour, double alpha)
{
  cairo_set_source_rgba (self->cr, colour->red, colour->green, colour->blue, alpha);
}

void
aeq_drawing_measure (const AeqDrawing *self, const char *text, double *width, double *height)
{
  int w;
  int h;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_size (self->layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

void
aeq_drawing_text (const AeqDrawing *self, const char *text, double x, double y, double align_x, double align_y)
{
  double width;
  double height;

  aeq_drawing_measure (self, text, &width, &height);
  cairo_move_to (self->cr, x - width * align_x, y - height * align_y);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_new_path (self->cr);
}

void
aeq_drawing_label (const AeqDrawing *self, const AeqColour *ink, const char *text, double x, double y, double align_x,
                   double align_y)
{
  double width;
  double height;

  aeq_drawing_measure (self, text, &width, &height);
  cairo_move_to (self->cr, x - width * align_x, y - height * align_y);
  pango_cairo_layout_path (self->cr, self->layout);
  aeq_drawing_ink (self, &self->palette->background, 0.85);
  cairo_set_line_width (self->cr, self->style->font_size * 0.3);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (self->cr);
  aeq_drawing_ink (self, ink, 1);
  aeq_drawing_text (self, text, x, y, align_x, align_y);
}

gboolean
aeq_drawing_has_data (const AeqDrawing *self)
{
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (aeq_layer_is_data (layer) && layer->n > 0 && aeq_viewport_shows (self->viewport, i))
        return TRUE;
    }
  return FALSE;
}

static void
draw_data (AeqDrawing *self)
{
  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->area.left, self->area.top, self->area.width, self->area.height);
  cairo_clip (self->cr);
  if (aeq_drawing_has_data (self))
    aeq_drawing_layers (self);
  else
    {
      aeq_drawing_ink (self, &self->palette->faint, 1);
      aeq_drawing_text (self, _("Nothing to show"), self->area.left + self->area.width / 2,
                        self->area.top + self->area.height / 2, 0.5, 0.5);
    }
  cairo_restore (self->cr);
}

void
aeq_chart_draw_view (const AeqChart *chart, cairo_t *cr, double width, double height, const AeqChartStyle *style,
                     const AeqViewport *viewport, AeqPlotArea *area)
{
  AeqDrawing self = {
    .chart = chart, .cr = cr, .style = style, .viewport = viewport, .palette = aeq_palette_get (style->theme)
  };

  self.layout = pango_cairo_create_layout (cr);
  pango_context_set_round_glyph_positions (pango_layout_get_context (self.layout), FALSE);
  aeq_viewport_x_range (viewport, chart, &self.area.x_from, &self.area.x_to);
  aeq_viewport_y_range (viewport, chart, &self.area.y_from, &self.area.y_to);
  cairo_save (cr);
  aeq_drawing_ink (&self, &self.palette->background, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  aeq_drawing_frame (&self, width, height);
  draw_data (&self);
  cairo_restore (cr);
  if (area != NULL)
    *area = self.area;
  g_free (self.thin_x);
  g_free (self.thin_y);
  g_object_unref (self.layout);
}

void
aeq_chart_draw (const AeqChart *chart, cairo_t *cr, double width, double height, const AeqChartStyle *style,
                AeqPlotArea *area)
{
  aeq_chart_draw_view (chart, cr, width, height, style, NULL, area);
}
