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

void
aeq_drawing_visible (const AeqDrawing *self, const AeqChartLayer *layer, gsize *first, gsize *last)
{
  gsize from = aeq_layer_search (layer, self->area.x_from);
  gsize to = aeq_layer_search (layer, nextafter (self->area.x_to, INFINITY));

  *first = from > 0 ? from - 1 : 0;
  *last = MIN (layer->n, to + 1);
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
stroke (AeqDrawing *self, const AeqChartLayer *layer, double width)
{
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], 1);
  cairo_set_line_width (self->cr, self->style->font_size * width);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke (self->cr);
}

/* Along the steps and back along 0; what is missing is nothing. */
static void
fill (AeqDrawing *self, const AeqChartLayer *layer, gsize n)
{
  double zero = aeq_drawing_y (self, 0);
  double before = zero;

  for (gsize i = 0; i < n; i++)
    {
      double x = aeq_drawing_x (self, self->thin_x[i]);
      double y = isnan (self->thin_y[i]) ? zero : aeq_drawing_y (self, self->thin_y[i]);

      cairo_line_to (self->cr, x, before);
      cairo_line_to (self->cr, x, y);
      before = y;
    }
  if (n > 0)
    cairo_line_to (self->cr, aeq_drawing_x (self, self->thin_x[n - 1]), zero);
  cairo_close_path (self->cr);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], AEQ_BAR_ALPHA);
  cairo_fill (self->cr);
}

void
aeq_drawing_line (AeqDrawing *self, const AeqChartLayer *layer)
{
  gsize first;
  gsize last;

  aeq_drawing_visible (self, layer, &first, &last);
  if (aeq_drawing_is_dense (self, last - first))
    {
      aeq_drawing_dense (self, layer);
      return;
    }
  if (layer->filled)
    {
      fill (self, layer, thin (self, layer->x + first, layer->y + first, last - first, 1));
      return;
    }
  trace (self, thin (self, layer->x + first, layer->y + first, last - first, 1), layer->kind == AEQ_LAYER_STEP);
  stroke (self, layer, 0.16);
}

/* One level of the part of a fan that is seen as a series of its own. */
static double *
level_values (const AeqChartLayer *layer, gsize first, gsize last, gsize level)
{
  double *values = g_new (double, MAX (last - first, 1));

  for (gsize i = first; i < last; i++)
    values[i - first] = layer->y[i * layer->n_levels + level];
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
draw_band (AeqDrawing *self, const AeqChartLayer *layer, gsize first, gsize last, gsize band)
{
  g_autofree double *low = level_values (layer, first, last, band);
  g_autofree double *high = level_values (layer, first, last, layer->n_levels - 1 - band);

  cairo_new_path (self->cr);
  edge (self, thin (self, layer->x + first, high, last - first, EDGE_PIXELS), FALSE);
  edge (self, thin (self, layer->x + first, low, last - first, EDGE_PIXELS), TRUE);
  cairo_close_path (self->cr);
  aeq_drawing_ink (self, &self->palette->inks[layer->ink], aeq_drawing_band_alpha (band, layer->n_levels));
  cairo_fill (self->cr);
}

void
aeq_drawing_fan (AeqDrawing *self, const AeqChartLayer *layer)
{
  g_autofree double *median = NULL;
  gsize first;
  gsize last;

  aeq_drawing_visible (self, layer, &first, &last);
  median = level_values (layer, first, last, layer->n_levels / 2);
  for (gsize band = 0; band < layer->n_levels / 2; band++)
    draw_band (self, layer, first, last, band);
  trace (self, thin (self, layer->x + first, median, last - first, 1), FALSE);
  stroke (self, layer, 0.18);
}
