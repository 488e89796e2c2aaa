/* SPDX-License-Identifier: MIT */
#include "aeq-chart-private.h"

#include <math.h>

#define POINTS_A_COLUMN 2

/* Device pixels a unit of the context. */
static double
pixels_a_unit (const AeqDrawing *self)
{
  double x = 1;
  double y = 0;
  double scale_x;
  double scale_y;

  cairo_user_to_device_distance (self->cr, &x, &y);
  cairo_surface_get_device_scale (cairo_get_target (self->cr), &scale_x, &scale_y);
  return MAX (fabs (x) * scale_x, 0.01);
}

/* Paper has no columns of pixels to fill: there lines are thinned. */
gboolean
aeq_drawing_is_dense (const AeqDrawing *self, gsize n)
{
  return cairo_surface_get_type (cairo_get_target (self->cr)) == CAIRO_SURFACE_TYPE_IMAGE &&
         n > POINTS_A_COLUMN * self->area.width * pixels_a_unit (self);
}

static gboolean
is_filled (const AeqChartLayer *layer)
{
  return layer->kind == AEQ_LAYER_BARS || layer->filled;
}

/* What of the layer lies in [from, to), of which @first and @last are the indices; a line also where it comes in and
 * goes out. */
static gboolean
extremes (const AeqChartLayer *layer, gsize first, gsize last, double enters, double leaves, double *low, double *high)
{
  aeq_pyramid_extremes (layer->pyramid, layer->y, first, last, low, high);
  if (layer->kind == AEQ_LAYER_LINE || layer->kind == AEQ_LAYER_STEP)
    {
      *low = fmin (*low, fmin (enters, leaves));
      *high = fmax (*high, fmax (enters, leaves));
    }
  if (is_filled (layer) && *low <= *high)
    {
      *low = MIN (*low, 0);
      *high = MAX (*high, 0);
    }
  return *low <= *high;
}

static void
add_column (AeqDrawing *self, double left, double width, double low, double high, double thick)
{
  double top = aeq_drawing_y (self, high) - thick / 2;
  double bottom = aeq_drawing_y (self, low) + thick / 2;

  top = MAX (top, self->area.top - 1);
  bottom = MIN (bottom, self->area.top + self->area.height + 1);
  if (bottom > top)
    cairo_rectangle (self->cr, left, top, width, bottom - top);
}

void
aeq_drawing_dense (AeqDrawing *self, const AeqChartLayer *layer)
{
  const AeqPlotArea *area = &self->area;
  double width = 1 / pixels_a_unit (self);
  guint columns = (guint) ceil (area->width / width);
  double step = (area->x_to - area->x_from) * width / area->width;
  double thick = is_filled (layer) ? 0 : self->style->font_size * 0.13;
  double enters = aeq_layer_value_at (layer, area->x_from, 0);
  gsize first = aeq_layer_search (layer, area->x_from);

  for (guint k = 0; k < columns; k++)
    {
      double to = area->x_from + step * (k + 1);
      double leaves = aeq_layer_value_at (layer, to, 0);
      gsize last = aeq_layer_search (layer, to);
      double low;
      double high;

      if (extremes (layer, first, last, enters, leaves, &low, &high))
        add_column (self, area->left + k * width, width, low, high, thick);
      first = last;
      enters = leaves;
    }
  cairo_save (self->cr);
  cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_NONE);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], is_filled (layer) ? AEQ_BAR_ALPHA : 1);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}
