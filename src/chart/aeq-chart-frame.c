/* SPDX-License-Identifier: MIT */
/* What stands around the plot: title, axes, names of rows. */
#include <math.h>

#include "aeq-chart-private.h"
#include "aeq-chart-ticks.h"

static void
set_font (const AeqDrawing *self, double scale, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, self->style->font != NULL ? self->style->font : "sans");
  pango_font_description_set_absolute_size (font, self->style->font_size * scale * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
}

/* The y axis ends at ticks, so that no line touches the frame. A wider axis may have wider steps, so it is asked until
 * it rests. */
static void
round_y (AeqPlotArea *area, guint wanted)
{
  double last_step = 0;

  for (int i = 0; i < 4; i++)
    {
      AeqTicks ticks;
      double step;

      aeq_ticks_init (&ticks, AEQ_AXIS_NUMBER, area->y_from, area->y_to, wanted);
      if (ticks.n < 2)
        return;
      step = ticks.at[1] - ticks.at[0];
      if (step == last_step)
        return;
      last_step = step;
      area->y_from = floor (area->y_from / step + 1e-9) * step;
      area->y_to = ceil (area->y_to / step - 1e-9) * step;
    }
}

static double
draw_title (AeqDrawing *self)
{
  const char *title = aeq_chart_get_title (self->chart);
  double width;
  double height;

  if (title == NULL || self->style->no_title)
    return 0;
  set_font (self, 1.1, TRUE);
  aeq_drawing_ink (self, &self->palette->text, 1);
  aeq_drawing_measure (self, title, &width, &height);
  aeq_drawing_text (self, title, 0, 0, 0, 0);
  return height * 1.25;
}

/* What the numbers at the axis are: "USD, millions". */
static double
draw_unit (AeqDrawing *self, const AeqTicks *ticks, double top)
{
  const char *title = aeq_chart_get_y_title (self->chart);
  g_autofree char *text =
      g_strjoin (title != NULL && *ticks->word != '\0' ? ", " : "", title != NULL ? title : "", ticks->word, NULL);
  double width;
  double height;

  if (*text == '\0')
    return 0;
  aeq_drawing_ink (self, &self->palette->faint, 1);
  aeq_drawing_measure (self, text, &width, &height);
  aeq_drawing_text (self, text, 0, top, 0, 0);
  return height * 1.3;
}

static double
widest (const AeqDrawing *self, const AeqTicks *ticks)
{
  double widest_text = 0;

  for (guint i = 0; i < ticks->n; i++)
    {
      double width;
      double height;

      aeq_drawing_measure (self, ticks->text[i], &width, &height);
      widest_text = MAX (widest_text, width);
    }
  return widest_text;
}

static void
draw_y_axis (AeqDrawing *self, const AeqTicks *ticks)
{
  const AeqPlotArea *area = &self->area;

  for (guint i = 0; i < ticks->n; i++)
    {
      double y = aeq_drawing_y (self, ticks->at[i]);
      gboolean zero = ticks->at[i] == 0;

      cairo_move_to (self->cr, area->left, y);
      cairo_line_to (self->cr, area->left + area->width, y);
      aeq_drawing_ink (self, zero ? &self->palette->axis : &self->palette->grid, 1);
      cairo_set_line_width (self->cr, self->style->font_size * (zero ? 0.1 : 0.07));
      cairo_stroke (self->cr);
      aeq_drawing_ink (self, &self->palette->faint, 1);
      aeq_drawing_text (self, ticks->text[i], area->left - self->style->font_size * 0.5, y, 1, 0.5);
    }
}

static void
x_ticks_init (const AeqDrawing *self, AeqTicks *ticks)
{
  const AeqPlotArea *area = &self->area;
  guint wanted = (guint) MAX (2, area->width / (self->style->font_size * 5));

  if (aeq_chart_get_x_kind (self->chart) == AEQ_AXIS_INSTANT)
    aeq_ticks_init_zone (ticks, aeq_chart_get_zone (self->chart), area->x_from, area->x_to, wanted);
  else
    aeq_ticks_init (ticks, aeq_chart_get_x_kind (self->chart), area->x_from, area->x_to, wanted);
}

static void
draw_x_axis (AeqDrawing *self, const AeqTicks *ticks)
{
  const AeqPlotArea *area = &self->area;
  double bottom = area->top + area->height + area->strips;
  double size = self->style->font_size;
  const char *title = aeq_chart_get_x_title (self->chart);
  double free_from = -INFINITY;

  cairo_move_to (self->cr, area->left, bottom);
  cairo_line_to (self->cr, area->left + area->width, bottom);
  aeq_drawing_ink (self, &self->palette->axis, 1);
  cairo_set_line_width (self->cr, size * 0.1);
  cairo_stroke (self->cr);
  for (guint i = 0; i < ticks->n; i++)
    {
      double x = aeq_drawing_x (self, ticks->at[i]);
      double width;
      double height;

      cairo_move_to (self->cr, x, bottom);
      cairo_line_to (self->cr, x, bottom + size * 0.3);
      aeq_drawing_ink (self, &self->palette->axis, 1);
      cairo_stroke (self->cr);
      aeq_drawing_measure (self, ticks->text[i], &width, &height);
      /* A label that would touch its neighbour is left out. */
      if (x - width / 2 < free_from)
        continue;
      free_from = x + width / 2 + size * 0.5;
      aeq_drawing_ink (self, &self->palette->faint, 1);
      aeq_drawing_text (self, ticks->text[i], x, bottom + size * 0.35, 0.5, 0);
    }
  if (title != NULL)
    aeq_drawing_text (self, title, area->left + area->width, bottom + size * 1.7, 1, 0);
}

static void
y_ticks_init (AeqDrawing *self, AeqTicks *ticks)
{
  AeqPlotArea *area = &self->area;
  guint wanted = (guint) MAX (2, area->height / (self->style->font_size * 2.6));

  round_y (area, wanted);
  aeq_ticks_init (ticks, AEQ_AXIS_NUMBER, area->y_from, area->y_to, wanted);
}

/* The rows of a heat map stand where the numbers would. */
static const AeqChartLayer *
find_heat (const AeqDrawing *self)
{
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    if (aeq_chart_get_layer (self->chart, i)->kind == AEQ_LAYER_HEAT && aeq_viewport_shows (self->viewport, i))
      return aeq_chart_get_layer (self->chart, i);
  return NULL;
}

static double
widest_name (const AeqDrawing *self, const AeqChartLayer *heat)
{
  double widest_text = 0;
  double width;
  double height;

  for (gsize i = 0; heat != NULL && i < heat->n_levels; i++)
    {
      aeq_drawing_measure (self, heat->labels[i], &width, &height);
      widest_text = MAX (widest_text, width);
    }
  for (gsize i = 0; i < aeq_chart_get_n_layers (self->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self->chart, i);

      if (layer->kind != AEQ_LAYER_STATES || layer->name == NULL || !aeq_viewport_shows (self->viewport, i))
        continue;
      aeq_drawing_measure (self, layer->name, &width, &height);
      widest_text = MAX (widest_text, width);
    }
  return widest_text;
}

static void
draw_rows (AeqDrawing *self, const AeqChartLayer *heat)
{
  double row = self->area.height / (double) MAX (heat->n_levels, 1);

  aeq_drawing_ink (self, &self->palette->faint, 1);
  for (gsize i = 0; i < heat->n_levels; i++)
    aeq_drawing_text (self, heat->labels[i], self->area.left - self->style->font_size * 0.5,
                      self->area.top + row * ((double) i + 0.5), 1, 0.5);
}

/* A chart of states alone is all strips. */
static void
share_height (AeqDrawing *self)
{
  AeqPlotArea *area = &self->area;
  guint n = aeq_drawing_n_strips (self);

  area->strips = MIN (n * self->style->font_size * 1.7, area->height / 2);
  if (n > 0 && n == aeq_chart_get_n_layers (self->chart))
    area->strips = area->height - 1;
  area->height -= area->strips;
}

/* Makes room for what stands around the plot, from the top down and from the left. */
void
aeq_drawing_frame (AeqDrawing *self, double width, double height)
{
  AeqPlotArea *area = &self->area;
  const AeqChartLayer *heat = find_heat (self);
  double size = self->style->font_size;
  double below = size * (aeq_chart_get_x_title (self->chart) != NULL ? 3.2 : 2.0);
  AeqTicks x_ticks = { 0 };
  AeqTicks y_ticks = { .word = "" };
  gboolean numbers;
  double top = draw_title (self);

  set_font (self, 0.9, FALSE);
  if (!self->style->no_legend)
    top += aeq_drawing_legend (self, 0, top, width);
  area->height = MAX (1, height - top - below - size * 1.2);
  share_height (self);
  numbers = heat == NULL && area->height > 1 && aeq_drawing_has_data (self);
  if (numbers)
    {
      y_ticks_init (self, &y_ticks);
      top += draw_unit (self, &y_ticks, top);
    }
  area->top = top + size * 0.3;
  area->height = MAX (1, height - area->top - below);
  share_height (self);
  /* On whole pixels, where the columns of dense lines and the cursor are sharp. */
  area->left = ceil (MAX (widest (self, &y_ticks), widest_name (self, heat)) + size * 0.6);
  area->width = MAX (1, floor (width - area->left - size * 1.6));
  if (heat != NULL)
    draw_rows (self, heat);
  else if (numbers)
    draw_y_axis (self, &y_ticks);
  if (aeq_drawing_has_data (self))
    x_ticks_init (self, &x_ticks);
  draw_x_axis (self, &x_ticks);
  aeq_drawing_strips (self);
}
