/* SPDX-License-Identifier: MIT */
#include "aeq-chart-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-probe.h"
#include "aeq-chart-words.h"

typedef struct
{
  const AeqChartLayer *layer; /* (nullable) of the first column, which is x */
  gsize                level;
  char                *title;
} Column;

struct _AeqChartTable
{
  AeqChart *chart;
  GArray   *columns; /* of Column */
  double   *x;
  gsize     n;
};

static void
column_clear (gpointer data)
{
  g_free (((Column *) data)->title);
}

static void
add_column (AeqChartTable *self, const AeqChartLayer *layer, gsize level, char *title)
{
  Column column = { layer, level, title };

  g_array_append_val (self->columns, column);
}

static char *
level_title (const AeqChartLayer *layer, gsize level)
{
  const char *name = layer->name != NULL ? layer->name : _("Values");

  if (layer->kind == AEQ_LAYER_FAN)
    return g_strdup_printf ("%s %g %%", name, round (1000 * layer->levels[level]) / 10);
  return g_strdup (layer->labels[level]);
}

static void
add_columns (AeqChartTable *self, const AeqChartLayer *layer)
{
  if (layer->n_levels == 0)
    add_column (self, layer, 0, g_strdup (layer->name != NULL ? layer->name : _("Values")));
  for (gsize level = 0; level < layer->n_levels; level++)
    add_column (self, layer, level, level_title (layer, level));
}

static char *
x_title (const AeqChart *chart)
{
  const char *title = aeq_chart_get_x_title (chart);

  if (title != NULL)
    return g_strdup (title);
  switch (aeq_chart_get_x_kind (chart))
    {
    case AEQ_AXIS_TIME:
    case AEQ_AXIS_INSTANT:
      return g_strdup (_("Time"));
    case AEQ_AXIS_DATE:
      return g_strdup (_("Day"));
    case AEQ_AXIS_NUMBER:
    default:
      return g_strdup ("x");
    }
}

/* The x of both, each once; both rise. */
static void
merge (AeqChartTable *self, const double *x, gsize n)
{
  double *merged = g_new (double, MAX (self->n + n, 1));
  gsize i = 0;
  gsize k = 0;
  gsize written = 0;

  while (i < self->n || k < n)
    {
      double next = k == n || (i < self->n && self->x[i] <= x[k]) ? self->x[i++] : x[k++];

      if (written == 0 || merged[written - 1] != next)
        merged[written++] = next;
    }
  g_free (self->x);
  self->x = merged;
  self->n = written;
}

AeqChartTable *
aeq_chart_table_new (AeqChart *chart, const AeqViewport *viewport)
{
  AeqChartTable *self = g_new0 (AeqChartTable, 1);

  self->chart = aeq_chart_ref (chart);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  add_column (self, NULL, 0, x_title (chart));
  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (chart, i);

      if (!aeq_layer_is_data (layer) || !aeq_viewport_shows (viewport, i))
        continue;
      add_columns (self, layer);
      merge (self, layer->x, layer->n);
    }
  return self;
}

void
aeq_chart_table_free (AeqChartTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_free (self->x);
  aeq_chart_unref (self->chart);
  g_free (self);
}

gsize
aeq_chart_table_get_n_rows (const AeqChartTable *self)
{
  return self->n;
}

guint
aeq_chart_table_get_n_columns (const AeqChartTable *self)
{
  return self->columns->len;
}

const char *
aeq_chart_table_get_title (const AeqChartTable *self, guint column)
{
  return g_array_index (self->columns, Column, column).title;
}

double
aeq_chart_table_get_x (const AeqChartTable *self, gsize row)
{
  return self->x[row];
}

/* What the layer itself says at this x; nothing is filled in between. */
static double
cell (const AeqChartTable *self, gsize row, const Column *column)
{
  const AeqChartLayer *layer = column->layer;
  gsize i = aeq_layer_search (layer, self->x[row]);

  if (i == layer->n || layer->x[i] != self->x[row])
    return NAN;
  return layer->y[layer->n_levels > 0 ? i * layer->n_levels + column->level : i];
}

char *
aeq_chart_table_get_text (const AeqChartTable *self, gsize row, guint column)
{
  const Column *of = &g_array_index (self->columns, Column, column);
  double value;

  if (of->layer == NULL)
    return aeq_chart_format_x (self->chart, self->x[row]);
  value = cell (self, row, of);
  if (isnan (value))
    return NULL;
  if (of->layer->kind == AEQ_LAYER_STATES)
    return g_strdup (of->layer->labels[(gsize) value]);
  return aeq_chart_format_y (self->chart, value);
}

static void
append_x (const AeqChartTable *self, GString *out, double x)
{
  char text[MAX (AEQ_INSTANT_TEXT_SIZE, G_ASCII_DTOSTR_BUF_SIZE)];
  g_autofree char *clock = NULL;

  switch (aeq_chart_get_x_kind (self->chart))
    {
    case AEQ_AXIS_DATE:
      g_string_append (out, aeq_date_format ((AeqDate) floor (x), text));
      return;
    case AEQ_AXIS_INSTANT:
      g_string_append (out, aeq_zone_format (aeq_chart_get_zone (self->chart), llround (x) * AEQ_SECOND, text));
      return;
    case AEQ_AXIS_TIME:
      clock = aeq_chart_format_x (self->chart, x);
      g_string_append (out, clock);
      return;
    case AEQ_AXIS_NUMBER:
    default:
      g_string_append (out, g_ascii_dtostr (text, sizeof text, x));
    }
}

/* A tab or a line end within a text would move the cells after it. */
static void
append_text (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, (guchar) *p < ' ' ? ' ' : *p);
}

/* Fifteen digits, which is what a sheet keeps: a sum of cents stays what it was. */
static void
append_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.15g", value));
}

static void
append_row (const AeqChartTable *self, GString *out, gsize row)
{
  append_x (self, out, self->x[row]);
  for (guint i = 1; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      double value = cell (self, row, column);

      g_string_append_c (out, '\t');
      if (isnan (value))
        continue;
      if (column->layer->kind == AEQ_LAYER_STATES)
        append_text (out, column->layer->labels[(gsize) value]);
      else
        append_number (out, value);
    }
  g_string_append_c (out, '\n');
}

void
aeq_chart_table_append_tsv (const AeqChartTable *self, GString *out, gsize first, gsize last)
{
  for (gsize row = first; row < last; row++)
    append_row (self, out, row);
}

void
aeq_chart_table_append_titles (const AeqChartTable *self, GString *out)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\t');
      append_text (out, g_array_index (self->columns, Column, i).title);
    }
  g_string_append_c (out, '\n');
}
