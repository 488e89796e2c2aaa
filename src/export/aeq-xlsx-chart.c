/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-chart.h"

#include <math.h>

#include "aeq-chart-palette.h"
#include "aeq-xlsx-sheet.h"

#define SHEET "Chart data"

/* All layers of a chart over one column of x: the values of a series stand where their x does. */
typedef struct
{
  const AeqChart *chart;
  GArray         *x;      /* double, rising, each once */
  lxw_row_t       header; /* row of the column titles */
  lxw_col_t       column; /* next */
} Block;

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static gboolean
is_series (const AeqChartLayer *layer)
{
  return layer->kind <= AEQ_LAYER_FAN;
}

static GArray *
collect_x (const AeqChart *chart)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (double));
  guint kept = 0;

  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (chart, i);

      if (is_series (layer))
        g_array_append_vals (all, layer->x, (guint) layer->n);
    }
  g_array_sort (all, compare);
  for (guint i = 0; i < all->len; i++)
    if (i == 0 || g_array_index (all, double, i) != g_array_index (all, double, kept - 1))
      g_array_index (all, double, kept++) = g_array_index (all, double, i);
  g_array_set_size (all, kept);
  return all;
}

/* A column of y beside the x of the block; NaN where the series has no value. */
static double *
spread (const Block *block, const AeqChartLayer *layer, gsize level)
{
  double *values = g_new (double, block->x->len);
  gsize k = 0;

  for (guint i = 0; i < block->x->len; i++)
    {
      double x = g_array_index (block->x, double, i);

      while (k < layer->n && layer->x[k] < x)
        k++;
      values[i] =
          k < layer->n && layer->x[k] == x ? layer->y[layer->n_levels > 0 ? k * layer->n_levels + level : k] : NAN;
      /* A step holds its value. */
      if (layer->kind == AEQ_LAYER_STEP && isnan (values[i]) && k > 0 && k < layer->n)
        values[i] = layer->y[k - 1];
    }
  return values;
}

enum
{
  DRAW_BASE,
  DRAW_AREA,
  DRAW_LINE,
  DRAW_COLUMN,
  DRAW_DASHES
};

typedef struct
{
  char      *title;
  double    *values;
  lxw_col_t  column;
  AeqColour  colour;
  int        how;
  gboolean   unnamed; /* not in the legend */
} Series;

static void
series_free (Series *series)
{
  g_free (series->title);
  g_free (series->values);
  g_free (series);
}

static Series *
add_series (GPtrArray *all, char *title, double *values, const AeqColour *colour, int how)
{
  Series *series = g_new0 (Series, 1);

  series->title = title;
  series->values = values;
  series->colour = *colour;
  series->how = how;
  g_ptr_array_add (all, series);
  return series;
}

static void
subtract (const double *lower, double *values, guint n)
{
  for (guint i = 0; i < n; i++)
    values[i] -= lower[i];
}

/* What lies below one level of a fan, down to the one before; the bands of the lower half give the legend its names. */
static void
add_band (GPtrArray *all, const AeqChartLayer *layer, gsize level, double *values, const AeqColour *ground,
          const AeqColour *ink)
{
  gsize last = layer->n_levels - 1;
  gsize band = MIN (level - 1, last - level);
  AeqColour shade = aeq_colour_mix (ground, ink, 0.15 + 0.4 * (double) band / (double) MAX (last / 2, 1));
  gboolean upper = level > last / 2 + 1;
  char *title = g_strdup_printf ("%g %% band%s", 100 * (layer->levels[last - band] - layer->levels[band]),
                                 upper ? ", upper part" : "");

  add_series (all, title, values, &shade, DRAW_AREA)->unnamed = upper;
}

/* The lowest quantile is where the stack stands, unseen; on it lie the bands up to the highest, and the median is a
 * line. */
static void
add_fan (GPtrArray *all, const Block *block, const AeqChartLayer *layer, const AeqPalette *palette)
{
  const AeqColour *ink = &palette->inks[layer->ink];
  gsize last = layer->n_levels - 1;
  gsize middle = layer->n_levels / 2;
  double *below = NULL;

  for (gsize level = 0; level <= last; level++)
    {
      double *values;

      /* The two halves of the innermost band are one. */
      if (level == middle)
        continue;
      values = spread (block, layer, level);
      if (level == 0)
        add_series (all, g_strdup_printf ("up to %g %%", 100 * layer->levels[0]), values, ink, DRAW_BASE)->unnamed =
            TRUE;
      else
        add_band (all, layer, level, values, &palette->background, ink);
    }
  /* From the top down, each is what it adds to the one below it. */
  for (guint i = all->len; i-- > 0;)
    {
      Series *series = all->pdata[i];

      if (series->how == DRAW_AREA)
        {
          below = ((Series *) all->pdata[i - 1])->values;
          subtract (below, series->values, block->x->len);
        }
    }
  add_series (all, g_strdup ("median"), spread (block, layer, middle), ink, DRAW_LINE);
}

static double *
repeat (const Block *block, double value)
{
  double *values = g_new (double, block->x->len);

  for (guint i = 0; i < block->x->len; i++)
    values[i] = value;
  return values;
}

static GPtrArray *
collect_series (const Block *block, const AeqPalette *palette)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);

  for (gsize i = 0; i < aeq_chart_get_n_layers (block->chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (block->chart, i);
      const AeqColour *ink = &palette->inks[layer->ink];

      if (layer->kind == AEQ_LAYER_FAN)
        add_fan (all, block, layer, palette);
      else if (layer->kind == AEQ_LAYER_LIMIT)
        add_series (all, g_strdup (layer->name != NULL ? layer->name : "limit"), repeat (block, layer->y[0]), ink,
                    DRAW_DASHES);
      else if (is_series (layer))
        add_series (all, g_strdup (layer->name != NULL ? layer->name : ""), spread (block, layer, 0), ink,
                    layer->kind == AEQ_LAYER_BARS ? DRAW_COLUMN : DRAW_LINE);
    }
  return all;
}

/* A sheet knows no zones: it is given the wall clock. */
static double
wall_clock (const AeqChart *chart, double x)
{
  AeqDate date;
  gint64 time_of_day;

  aeq_zone_to_local (aeq_chart_get_zone (chart), (AeqInstant) (x * AEQ_SECOND), &date, &time_of_day);
  return aeq_xlsx_date (date) + (double) time_of_day / (86400.0 * AEQ_SECOND);
}

static void
write_x (const AeqXlsxCharts *self, const Block *block, lxw_row_t row, double x)
{
  if (aeq_chart_get_x_kind (block->chart) == AEQ_AXIS_DATE)
    aeq_lxw.worksheet_write_number (self->data, row, 0, aeq_xlsx_date ((AeqDate) x), self->style->date);
  else if (aeq_chart_get_x_kind (block->chart) == AEQ_AXIS_TIME)
    aeq_lxw.worksheet_write_number (self->data, row, 0, x / 86400, self->style->clock);
  else if (aeq_chart_get_x_kind (block->chart) == AEQ_AXIS_INSTANT)
    aeq_lxw.worksheet_write_number (self->data, row, 0, wall_clock (block->chart, x), self->style->instant);
  else
    aeq_lxw.worksheet_write_number (self->data, row, 0, x, NULL);
}

static void
write_block (AeqXlsxCharts *self, Block *block, GPtrArray *all)
{
  const char *title = aeq_chart_get_title (block->chart);

  aeq_xlsx_write_text (self->data, self->row++, 0, title != NULL ? title : "", self->style->heading);
  block->header = self->row++;
  for (guint k = 0; k < all->len; k++)
    {
      Series *series = all->pdata[k];

      series->column = (lxw_col_t) (k + 1);
      aeq_xlsx_write_text (self->data, block->header, series->column, series->title, self->style->header_right);
    }
  for (guint i = 0; i < block->x->len; i++, self->row++)
    {
      write_x (self, block, self->row, g_array_index (block->x, double, i));
      for (guint k = 0; k < all->len; k++)
        {
          const Series *series = all->pdata[k];

          if (isfinite (series->values[i]))
            aeq_lxw.worksheet_write_number (self->data, self->row, series->column, series->values[i], NULL);
        }
    }
  self->row++;
}

static gboolean
is_line (const Series *series)
{
  return series->how == DRAW_LINE || series->how == DRAW_DASHES;
}

static void
dress (lxw_chart_series *target, const Series *series)
{
  guint32 hex = aeq_colour_hex (&series->colour);
  lxw_chart_line line = { .color = hex, .width = series->how == DRAW_DASHES ? 1.25 : 2 };
  lxw_chart_fill fill = { .color = hex };

  if (series->how == DRAW_DASHES)
    line.dash_type = LXW_CHART_LINE_DASH_DASH;
  if (is_line (series))
    {
      aeq_lxw.chart_series_set_line (target, &line);
      aeq_lxw.chart_series_set_marker_type (target, LXW_CHART_MARKER_NONE);
      return;
    }
  line.none = LXW_TRUE;
  fill.none = series->how == DRAW_BASE;
  aeq_lxw.chart_series_set_line (target, &line);
  aeq_lxw.chart_series_set_fill (target, &fill);
}

static void
add_to_chart (lxw_chart *target, const Block *block, const Series *series)
{
  lxw_row_t first = block->header + 1;
  lxw_row_t last = block->header + block->x->len;
  lxw_chart_series *added = aeq_lxw.chart_add_series (target, NULL, NULL);

  aeq_lxw.chart_series_set_categories (added, SHEET, first, 0, last, 0);
  aeq_lxw.chart_series_set_values (added, SHEET, first, series->column, last, series->column);
  aeq_lxw.chart_series_set_name_range (added, SHEET, block->header, series->column);
  dress (added, series);
}

/* The library writes charts of one type only. A second type in the same axes is a second chart that writes its series
 * into the first one's file, which is what a spreadsheet stores for an area chart with a line in it. The second follows
 * the first in the workbook's list, stands on no sheet itself, and keeps the first one's own writer where its plot
 * area's would be. */
static void
write_both (lxw_chart *first)
{
  lxw_chart *second = STAILQ_NEXT (first, list_pointers);

  second->write_plot_area (first);
  second->file = first->file;
  second->axis_id_1 = first->axis_id_1;
  second->axis_id_2 = first->axis_id_2;
  second->series_index = first->series_index;
  second->write_chart_type (second);
  first->series_index = second->series_index;
}

static lxw_chart *
pair_with_lines (lxw_workbook *book, lxw_chart *first)
{
  lxw_chart *second = aeq_lxw.workbook_add_chart (book, LXW_CHART_LINE);

  second->write_plot_area = first->write_chart_type;
  first->write_chart_type = write_both;
  return second;
}

/* Areas, else columns, else only lines. */
static uint8_t
first_type (GPtrArray *all)
{
  uint8_t type = LXW_CHART_LINE;

  for (guint k = 0; k < all->len; k++)
    {
      const Series *series = all->pdata[k];

      if (series->how == DRAW_BASE)
        return LXW_CHART_AREA_STACKED;
      if (series->how == DRAW_COLUMN)
        type = LXW_CHART_COLUMN;
    }
  return type;
}

/* Where the stack stands, and the upper halves of the bands, need no entry of their own. */
static void
clean_legend (lxw_chart *target, GPtrArray *all)
{
  g_autofree int16_t *hidden = g_new0 (int16_t, all->len + 1);
  gsize n = 0;

  for (guint k = 0; k < all->len; k++)
    if (((Series *) all->pdata[k])->unnamed)
      hidden[n++] = (int16_t) k;
  hidden[n] = -1;
  if (n > 0)
    aeq_lxw.chart_legend_delete_series (target, hidden);
  aeq_lxw.chart_legend_set_position (target, LXW_CHART_LEGEND_BOTTOM);
}

/* Numbers of millions are shown in millions, and the axis says so. */
static void
dress_y_axis (lxw_chart_axis *axis, const AeqChart *chart)
{
  const char *unit = aeq_chart_get_y_title (chart);
  double from;
  double to;
  gboolean millions;
  g_autofree char *name = NULL;

  aeq_chart_get_y_range (chart, &from, &to);
  millions = MAX (fabs (from), fabs (to)) >= 1e6;
  name = g_strconcat (unit != NULL ? unit : "", unit != NULL && millions ? ", " : "", millions ? "millions" : "", NULL);
  if (*name != '\0')
    aeq_lxw.chart_axis_set_name (axis, name);
  aeq_lxw.chart_axis_set_num_format (axis, millions ? "#,##0.0,," : MAX (fabs (from), fabs (to)) >= 1000 ? "#,##0" : "General");
}

static void
dress_x_axis (lxw_chart_axis *axis, const Block *block)
{
  AeqAxisKind kind = aeq_chart_get_x_kind (block->chart);

  aeq_lxw.chart_axis_set_label_position (axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (kind != AEQ_AXIS_NUMBER)
    aeq_lxw.chart_axis_set_num_format (axis, kind == AEQ_AXIS_DATE ? "d mmm" : kind == AEQ_AXIS_TIME ? "hh:mm" : "d mmm hh:mm");
  if (block->x->len > 12)
    aeq_lxw.chart_axis_set_interval_unit (axis, (uint16_t) (block->x->len / 8));
}

void
aeq_xlsx_charts_add (AeqXlsxCharts *self, const AeqChart *chart, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column)
{
  g_autoptr(GArray) x = collect_x (chart);
  Block block = { .chart = chart, .x = x };
  g_autoptr(GPtrArray) all = collect_series (&block, aeq_palette_get (AEQ_THEME_LIGHT));
  lxw_chart *target = aeq_lxw.workbook_add_chart (self->book, first_type (all));
  lxw_chart *lines = target->type == LXW_CHART_LINE ? target : pair_with_lines (self->book, target);
  lxw_chart_font title_font = { .bold = LXW_TRUE, .size = 11 };
  lxw_chart_options place = { .x_offset = 12, .y_offset = 6, .x_scale = 1.25, .y_scale = 1.15 };

  write_block (self, &block, all);
  for (guint k = 0; k < all->len; k++)
    {
      const Series *series = all->pdata[k];

      add_to_chart (is_line (series) ? lines : target, &block, series);
    }
  if (aeq_chart_get_title (chart) != NULL)
    {
      aeq_lxw.chart_title_set_name (target, aeq_chart_get_title (chart));
      aeq_lxw.chart_title_set_name_font (target, &title_font);
    }
  clean_legend (target, all);
  dress_x_axis (target->x_axis, &block);
  dress_y_axis (target->y_axis, chart);
  aeq_lxw.worksheet_insert_chart_opt (sheet, row, column, target, &place);
}
