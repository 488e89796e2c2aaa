/* SPDX-License-Identifier: MIT */
/* What fills cells with colour: heat maps, and the strips of states under a plot. */
#include "aeq-chart-private.h"

#include <math.h>

/* From the ground to full ink; values below zero, where there are both, go to the opposite ink. */
static AeqColour
heat_colour (const AeqDrawing *self, const AeqChartLayer *layer, double value, double largest)
{
  AeqInk opposite = layer->ink == AEQ_INK_OUT ? AEQ_INK_IN : AEQ_INK_OUT;
  const AeqColour *ink = &self->palette->inks[value < 0 ? opposite : layer->ink];
  double share = largest > 0 ? fabs (value) / largest : 0;

  return aeq_colour_mix (&self->palette->background, ink, 0.06 + 0.94 * share);
}

static double
largest_value (const AeqChartLayer *layer)
{
  double largest = 0;

  for (gsize i = 0; i < layer->n * layer->n_levels; i++)
    if (isfinite (layer->y[i]))
      largest = MAX (largest, fabs (layer->y[i]));
  return largest;
}

void
aeq_drawing_heat (AeqDrawing *self, const AeqChartLayer *layer)
{
  double largest = largest_value (layer);
  double row_height = self->area.height / (double) MAX (layer->n_levels, 1);
  gsize first;
  gsize last;

  aeq_drawing_visible (self, layer, &first, &last);
  for (gsize i = first; i < last; i++)
    for (gsize row = 0; row < layer->n_levels; row++)
      {
        double value = layer->y[i * layer->n_levels + row];
        double left = aeq_drawing_x (self, layer->x[i]);
        double right = aeq_drawing_x (self, layer->x[i] + layer->width);
        double gap = MIN (1, (right - left) / 8);
        AeqColour colour;

        if (!isfinite (value))
          continue;
        colour = heat_colour (self, layer, value, largest);
        aeq_drawing_ink (self, &colour, 1);
        cairo_rectangle (self->cr, left, self->area.top + (double) row * row_height, right - left - gap,
                         row_height - gap);
        cairo_fill (self->cr);
      }
}

/* Calm is pale blue, what comes before the gravest state amber, the gravest red; the label says it without colour. */
static AeqColour
state_colour (const AeqDrawing *self, gsize state, gsize n)
{
  AeqInk ink = state == 0 ? AEQ_INK_IN : state + 1 < n ? AEQ_INK_EXPECTED : AEQ_INK_LIMIT;

  return aeq_colour_mix (&self->palette->background, &self->palette->inks[ink], state == 0 ? 0.20 : 0.38);
}

static void
draw_state (AeqDrawing *self, const AeqChartLayer *layer, gsize i, double top, double height)
{
  const AeqPlotArea *area = &self->area;
  gsize state = (gsize) layer->y[i];
  double end = i + 1 < layer->n ? layer->x[i + 1] : layer->x[i] + layer->width;
  double left = MAX (aeq_drawing_x (self, layer->x[i]), area->left);
  double right = MIN (aeq_drawing_x (self, end), area->left + area->width);
  AeqColour colour = state_colour (self, state, g_strv_length (layer->labels));
  double width;
  double text_height;

  if (right <= left)
    return;
  aeq_drawing_ink (self, &colour, 1);
  cairo_rectangle (self->cr, left, top, MAX (right - left - 1, 0.5), height);
  cairo_fill (self->cr);
  aeq_drawing_measure (self, layer->labels[state], &width, &text_height);
  if (width + self->style->font_size * 0.4 > right - left || text_height > height * 1.3)
    return;
  aeq_drawing_ink (self, &self->palette->text, 1);
  aeq_drawing_text (self, layer->labels[state], (left + right) / 2, top + height / 2, 0.5, 0.5);
}

static void
draw_strip (AeqDrawing *self, const AeqChartLayer *layer, double top, double height)
{
  for (gsize i = 0; i < layer->n; i++)
    draw_state (self, layer, i, top, height);
  if (layer->name == NULL)
    return;
  aeq_drawing_ink (self, &self->palette->faint, 1);
  aeq_drawing_text (self, layer->name, self->area.left - self->style->font_size * 0.5, top + height / 2, 1, 0.5);
}

void
aeq_drawing_strips (AeqDrawing *self)
{
  guint n = aeq_drawing_n_strips (self);
  double height = self->area.strips / MAX (n, 1);
  double top = self->area.top + self->area.height;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (layer->kind != AEQ_LAYER_STATES || !aeq_viewport_shows (self->viewport, i))
        continue;
      draw_strip (self, layer, top + height * 0.12, height * 0.88);
      top += height;
    }
}

guint
aeq_drawing_n_strips (const AeqDrawing *self)
{
  guint n = 0;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    if (aeq_chart_get_layer (self->chart, i)->kind == AEQ_LAYER_STATES && aeq_viewport_shows (self->viewport, i))
      n++;
  return n;
}
