/* SPDX-License-Identifier: MIT */
#include "aeq-chart-private.h"

#include <math.h>

static void
draw_bars (AeqDrawing *self, const AeqChartLayer *layer)
{
  double zero = aeq_drawing_y (self, 0);
  gsize first;
  gsize last;

  aeq_drawing_visible (self, layer, &first, &last);
  if (aeq_drawing_is_dense (self, last - first))
    {
      aeq_drawing_dense (self, layer);
      return;
    }
  for (gsize i = first; i < last; i++)
    if (!isnan (layer->y[i]))
      {
        double left = aeq_drawing_x (self, layer->x[i]);
        double right = aeq_drawing_x (self, layer->x[i] + layer->width);
        double y = aeq_drawing_y (self, layer->y[i]);

        cairo_rectangle (self->cr, left, MIN (y, zero), MAX (right - left - 0.5, 0.5), fabs (zero - y));
      }
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], AEQ_BAR_ALPHA);
  cairo_fill (self->cr);
}

static void
draw_dots (AeqDrawing *self, const AeqChartLayer *layer)
{
  double radius = self->style->font_size * 0.22;
  gsize first;
  gsize last;

  aeq_drawing_visible (self, layer, &first, &last);
  if (aeq_drawing_is_dense (self, last - first))
    {
      aeq_drawing_dense (self, layer);
      return;
    }
  for (gsize i = first; i < last; i++)
    if (!isnan (layer->y[i]))
      {
        double x = aeq_drawing_x (self, layer->x[i]);

        cairo_move_to (self->cr, x + radius, aeq_drawing_y (self, layer->y[i]));
        cairo_arc (self->cr, x, aeq_drawing_y (self, layer->y[i]), radius, 0, 2 * G_PI);
      }
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  cairo_fill (self->cr);
}

static void
dashes (AeqDrawing *self)
{
  const double dash[] = { self->style->font_size * 0.5, self->style->font_size * 0.3 };

  cairo_set_dash (self->cr, dash, 2, 0);
  cairo_set_line_width (self->cr, self->style->font_size * 0.11);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
draw_limit (AeqDrawing *self, const AeqChartLayer *layer)
{
  const AeqPlotArea *area = &self->area;
  double y = aeq_drawing_y (self, layer->y[0]);

  cairo_move_to (self->cr, area->left, y);
  cairo_line_to (self->cr, area->left + area->width, y);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  dashes (self);
  if (layer->name != NULL)
    aeq_drawing_label (self, &self->palette->inks[layer->ink], layer->name, area->left + area->width - 2, y - 1, 1, 1);
}

/* The label stands after the line, or before it where the plot ends soon, in the first line that no earlier label reaches into;
 * where there is none it is left out. */
static void
label_moment (AeqDrawing *self, const char *name, double x)
{
  double width;
  double height;
  double left;

  aeq_drawing_measure (self, name, &width, &height);
  left = x + 3 + width > self->area.left + self->area.width ? x - 3 - width : x + 3;
  for (guint line = 0; line < AEQ_MOMENT_LINES; line++)
    if (left >= self->moments[line])
      {
        self->moments[line] = left + width + self->style->font_size / 2;
        aeq_drawing_label (self, &self->palette->faint, name, left, self->area.top + line * height, 0, 0);
        return;
      }
}

static void
draw_moment (AeqDrawing *self, const AeqChartLayer *layer)
{
  const AeqPlotArea *area = &self->area;
  double x = aeq_drawing_x (self, layer->x[0]);

  cairo_move_to (self->cr, x, area->top);
  cairo_line_to (self->cr, x, area->top + area->height);
  aeq_drawing_ink (self, &self->palette->faint, 1);
  dashes (self);
  if (layer->name != NULL && x >= area->left && x <= area->left + area->width)
    label_moment (self, layer->name, x);
}

/* The label stands where there is room: above the point, or below it at the upper edge. */
static void
draw_marker (AeqDrawing *self, const AeqChartLayer *layer)
{
  const AeqPlotArea *area = &self->area;
  double x = aeq_drawing_x (self, layer->x[0]);
  double y = aeq_drawing_y (self, layer->y[0]);
  double gap = self->style->font_size * 0.5;
  gboolean below = y - area->top < 3 * self->style->font_size;
  double align = CLAMP ((x - area->left) / area->width * 1.5 - 0.25, 0, 1);

  if (!isfinite (x) || !isfinite (y))
    return;
  aeq_drawing_ink (self, &self->palette->background, 1);
  cairo_arc (self->cr, x, y, gap * 0.7, 0, 2 * G_PI);
  cairo_fill (self->cr);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  cairo_set_line_width (self->cr, self->style->font_size * 0.16);
  cairo_arc (self->cr, x, y, gap * 0.6, 0, 2 * G_PI);
  cairo_stroke (self->cr);
  if (layer->name != NULL)
    aeq_drawing_label (self, &self->palette->inks[layer->ink], layer->name, x, below ? y + gap : y - gap, align,
                       below ? 0 : 1);
}

void
aeq_drawing_layers (AeqDrawing *self)
{
  static void (*const DRAW[]) (AeqDrawing *, const AeqChartLayer *) = {
    [AEQ_LAYER_LINE] = aeq_drawing_line, [AEQ_LAYER_STEP] = aeq_drawing_line, [AEQ_LAYER_DOTS] = draw_dots,
    [AEQ_LAYER_BARS] = draw_bars,        [AEQ_LAYER_FAN] = aeq_drawing_fan,   [AEQ_LAYER_HEAT] = aeq_drawing_heat,
    [AEQ_LAYER_LIMIT] = draw_limit,      [AEQ_LAYER_MARKER] = draw_marker,    [AEQ_LAYER_MOMENT] = draw_moment,
  };

  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (layer->n > 0 && DRAW[layer->kind] != NULL && aeq_viewport_shows (self->viewport, i))
        DRAW[layer->kind](self, layer);
    }
}
