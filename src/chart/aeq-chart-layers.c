/* SPDX-License-Identifier: MIT */
#include "aeq-chart-private.h"

#include <math.h>

#include "aeq-chart-decimate.h"

#define EDGE_PIXELS 4 /* the edge of a pale band needs no more than a point a pixel, of four in a column */

double
aeq_drawing_band_alpha (gsize band, gsize n_levels)
{
  return n_levels > 3 ? 0.10 + 0.10 * (double) band / (double) (n_levels / 2) : 0.18;
}

/* Thins one series into the drawing's buffers, to columns of @pixels. */
static gsize
thin (AeqDrawing *self, const double *x, const double *y, gsize n, double pixels)
{
  guint columns = (guint) MAX (1, ceil (self->area.width / pixels));
  gsize room = MIN (n, 5 * ((gsize) columns + 2));

  if (self->room < room)
    {
      self->thin_x = g_renew (double, self->thin_x, room);
      self->thin_y = g_renew (double, self->thin_y, room);
      self->room = room;
    }
  return aeq_chart_decimate (x, y, n, self->area.x_from, (self->area.x_to - self->area.x_from) / columns, columns,
                             self->thin_x, self->thin_y);
}

static void
trace (AeqDrawing *self, gsize n, gboolean step)
{
  gboolean pen_down = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      double x = aeq_drawing_x (self, self->thin_x[i]);
      double y = aeq_drawing_y (self, self->thin_y[i]);

      if (isnan (y))
        {
          if (step && pen_down)
            cairo_line_to (self->cr, x, aeq_drawing_y (self, self->thin_y[i - 1]));
          pen_down = FALSE;
          continue;
        }
      if (!pen_down)
        cairo_move_to (self->cr, x, y);
      else if (step)
        cairo_line_to (self->cr, x, aeq_drawing_y (self, self->thin_y[i - 1]));
      if (pen_down)
        cairo_line_to (self->cr, x, y);
      pen_down = TRUE;
    }
}

static void
draw_line (AeqDrawing *self, const AeqChartLayer *layer)
{
  gsize n = thin (self, layer->x, layer->y, layer->n, 1);

  trace (self, n, layer->kind == AEQ_LAYER_STEP);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  cairo_set_line_width (self->cr, self->style->font_size * 0.16);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke (self->cr);
}

/* One level of a fan as a series of its own. */
static double *
level_values (const AeqChartLayer *layer, gsize level)
{
  double *values = g_new (double, MAX (layer->n, 1));

  for (gsize i = 0; i < layer->n; i++)
    values[i] = layer->y[i * layer->n_levels + level];
  return values;
}

/* Along the points from first to last, or backwards; values that are missing are passed over. */
static void
edge (AeqDrawing *self, gsize n, gboolean backwards)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize k = backwards ? n - 1 - i : i;

      if (!isnan (self->thin_y[k]))
        cairo_line_to (self->cr, aeq_drawing_x (self, self->thin_x[k]), aeq_drawing_y (self, self->thin_y[k]));
    }
}

static void
draw_band (AeqDrawing *self, const AeqChartLayer *layer, gsize band)
{
  g_autofree double *low = level_values (layer, band);
  g_autofree double *high = level_values (layer, layer->n_levels - 1 - band);

  cairo_new_path (self->cr);
  edge (self, thin (self, layer->x, high, layer->n, EDGE_PIXELS), FALSE);
  edge (self, thin (self, layer->x, low, layer->n, EDGE_PIXELS), TRUE);
  cairo_close_path (self->cr);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], aeq_drawing_band_alpha (band, layer->n_levels));
  cairo_fill (self->cr);
}

static void
draw_fan (AeqDrawing *self, const AeqChartLayer *layer)
{
  g_autofree double *median = level_values (layer, layer->n_levels / 2);

  for (gsize band = 0; band < layer->n_levels / 2; band++)
    draw_band (self, layer, band);
  trace (self, thin (self, layer->x, median, layer->n, 1), FALSE);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  cairo_set_line_width (self->cr, self->style->font_size * 0.18);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke (self->cr);
}

static void
draw_bars (AeqDrawing *self, const AeqChartLayer *layer)
{
  double zero = aeq_drawing_y (self, 0);

  for (gsize i = 0; i < layer->n; i++)
    if (!isnan (layer->y[i]))
      {
        double left = aeq_drawing_x (self, layer->x[i]);
        double right = aeq_drawing_x (self, layer->x[i] + layer->width);
        double y = aeq_drawing_y (self, layer->y[i]);

        cairo_rectangle (self->cr, left, MIN (y, zero), MAX (right - left - 0.5, 0.5), fabs (zero - y));
      }
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 0.85);
  cairo_fill (self->cr);
}

static void
draw_dots (AeqDrawing *self, const AeqChartLayer *layer)
{
  double radius = self->style->font_size * 0.22;

  for (gsize i = 0; i < layer->n; i++)
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
    aeq_drawing_text (self, layer->name, area->left + area->width - 2, y - 1, 1, 1);
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
  if (layer->name != NULL)
    aeq_drawing_text (self, layer->name, x + 3, area->top, 0, 0);
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
    aeq_drawing_text (self, layer->name, x, below ? y + gap : y - gap, align, below ? 0 : 1);
}

void
aeq_drawing_layers (AeqDrawing *self)
{
  static void (*const DRAW[]) (AeqDrawing *, const AeqChartLayer *) = {
    [AEQ_LAYER_LINE] = draw_line,     [AEQ_LAYER_STEP] = draw_line,     [AEQ_LAYER_DOTS] = draw_dots,
    [AEQ_LAYER_BARS] = draw_bars,     [AEQ_LAYER_FAN] = draw_fan,       [AEQ_LAYER_LIMIT] = draw_limit,
    [AEQ_LAYER_MARKER] = draw_marker, [AEQ_LAYER_MOMENT] = draw_moment,
  };

  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (layer->n > 0)
        DRAW[layer->kind](self, layer);
    }
}
