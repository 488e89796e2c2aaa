/* SPDX-License-Identifier: MIT */
#include "aeq-chart-private.h"

#include <math.h>

/* Where the next entry goes; entries flow into as many lines as they need. */
typedef struct
{
  const AeqDrawing *drawing;
  double            left;
  double            right;
  double            x;
  double            y;
  double            line;
} Flow;

static void
swatch_line (const Flow *flow, const AeqColour *colour)
{
  cairo_t *cr = flow->drawing->cr;

  aeq_drawing_ink (flow->drawing, colour, 1);
  cairo_set_line_width (cr, flow->drawing->style->font_size * 0.2);
  cairo_move_to (cr, flow->x, flow->y + flow->line / 2);
  cairo_line_to (cr, flow->x + flow->line, flow->y + flow->line / 2);
  cairo_stroke (cr);
}

static void
swatch_area (const Flow *flow, const AeqColour *colour, double alpha)
{
  cairo_rectangle (flow->drawing->cr, flow->x, flow->y + flow->line * 0.25, flow->line, flow->line * 0.5);
  aeq_drawing_ink (flow->drawing, colour, alpha);
  cairo_fill (flow->drawing->cr);
}

static void
place (Flow *flow, const char *text)
{
  double width;
  double height;

  aeq_drawing_measure (flow->drawing, text, &width, &height);
  if (flow->x > flow->left && flow->x + 1.4 * flow->line + width > flow->right)
    {
      flow->x = flow->left;
      flow->y += flow->line * 1.15;
    }
}

static void
name (Flow *flow, const char *text)
{
  double width;
  double height;

  aeq_drawing_ink (flow->drawing, &flow->drawing->palette->faint, 1);
  aeq_drawing_measure (flow->drawing, text, &width, &height);
  aeq_drawing_text (flow->drawing, text, flow->x + 1.3 * flow->line, flow->y + (flow->line - height) / 2, 0, 0);
  flow->x += 1.3 * flow->line + width + flow->line;
}

static void
add_fan (Flow *flow, const AeqChartLayer *layer)
{
  const AeqColour *ink = &flow->drawing->palette->inks[layer->ink];
  double alpha = 0;

  place (flow, layer->name);
  swatch_line (flow, ink);
  name (flow, layer->name);
  for (gsize band = 0; band < layer->n_levels / 2; band++)
    {
      g_autofree char *text = g_strdup_printf (
          "%g %%", round (1000 * (layer->levels[layer->n_levels - 1 - band] - layer->levels[band])) / 10);

      /* Bands lie on each other, so the inner ones are as dark as all together. */
      alpha = 1 - (1 - alpha) * (1 - aeq_drawing_band_alpha (band, layer->n_levels));
      place (flow, text);
      swatch_area (flow, ink, alpha);
      name (flow, text);
    }
}

static void
add_entry (Flow *flow, const AeqChartLayer *layer)
{
  const AeqColour *ink = &flow->drawing->palette->inks[layer->ink];

  place (flow, layer->name);
  if (layer->kind == AEQ_LAYER_BARS || layer->kind == AEQ_LAYER_HEAT || layer->filled)
    swatch_area (flow, ink, AEQ_BAR_ALPHA);
  else
    swatch_line (flow, ink);
  name (flow, layer->name);
}

double
aeq_drawing_legend (const AeqDrawing *self, double left, double top, double width)
{
  double line = self->style->font_size * 1.3;
  Flow flow = { self, left, left + width, left, top, line };
  guint n = 0;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (layer->name == NULL || layer->kind > AEQ_LAYER_HEAT || !aeq_viewport_shows (self->viewport, i))
        continue;
      n++;
      if (layer->kind == AEQ_LAYER_FAN)
        add_fan (&flow, layer);
      else
        add_entry (&flow, layer);
    }
  return n > 0 ? flow.y - top + line * 1.2 : 0;
}
