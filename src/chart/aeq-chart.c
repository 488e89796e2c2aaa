/* SPDX-License-Identifier: MIT */
#include "aeq-chart-data.h"

#include <math.h>

#define MANY 4096 /* points, from which on their extremes are kept */

struct _AeqChart
{
  gatomicrefcount refs;
  char           *title;
  char           *x_title;
  char           *y_title;
  AeqAxisKind     x_kind;
  const AeqZone  *zone;
  GPtrArray      *layers;
  double          x_range[2]; /* from > to: nothing yet */
  double          y_range[2];
  double          values[2]; /* of everything that has a value, in the axis or not */
  gboolean        x_fixed;
  gboolean        y_fixed;
};

static void
layer_free (AeqChartLayer *layer)
{
  g_free (layer->name);
  g_free (layer->x);
  g_free (layer->y);
  g_free (layer->levels);
  g_strfreev (layer->labels);
  aeq_pyramid_free (layer->pyramid);
  g_free (layer);
}

AeqChart *
aeq_chart_new (const char *title, AeqAxisKind x_kind, const char *x_title, const char *y_title)
{
  AeqChart *self = g_new0 (AeqChart, 1);

  g_atomic_ref_count_init (&self->refs);
  self->title = g_strdup (title);
  self->x_title = g_strdup (x_title);
  self->y_title = g_strdup (y_title);
  self->x_kind = x_kind;
  self->zone = aeq_zone_utc ();
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) layer_free);
  self->x_range[0] = self->y_range[0] = self->values[0] = INFINITY;
  self->x_range[1] = self->y_range[1] = self->values[1] = -INFINITY;
  return self;
}

AeqChart *
aeq_chart_ref (AeqChart *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
aeq_chart_unref (AeqChart *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  g_ptr_array_unref (self->layers);
  g_free (self);
}

static void
reach (double *range, gboolean fixed, const double *values, gsize n)
{
  for (gsize i = 0; !fixed && i < n; i++)
    if (isfinite (values[i]))
      {
        range[0] = MIN (range[0], values[i]);
        range[1] = MAX (range[1], values[i]);
      }
}

static AeqChartLayer *
add_layer (AeqChart *self, AeqLayerKind kind, AeqInk ink, const char *name, const double *x, const double *y, gsize n,
           gsize n_y)
{
  AeqChartLayer *layer = g_new0 (AeqChartLayer, 1);

  layer->kind = kind;
  layer->ink = ink;
  layer->name = g_strdup (name);
  layer->n = n;
  layer->x = g_memdup2 (x, n * sizeof *x);
  layer->y = g_memdup2 (y, n_y * sizeof *y);
  if (n >= MANY && n_y == n)
    layer->pyramid = aeq_pyramid_new (layer->y, n);
  reach (self->x_range, self->x_fixed, x, x != NULL ? n : 0);
  reach (self->values, FALSE, y, y != NULL && kind != AEQ_LAYER_STATES ? n_y : 0);
  if (kind != AEQ_LAYER_HEAT && kind != AEQ_LAYER_STATES)
    reach (self->y_range, self->y_fixed, y, y != NULL ? n_y : 0);
  g_ptr_array_add (self->layers, layer);
  return layer;
}

void
aeq_chart_add_line (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n)
{
  add_layer (self, AEQ_LAYER_LINE, ink, name, x, y, n, n);
}

void
aeq_chart_add_step (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n)
{
  add_layer (self, AEQ_LAYER_STEP, ink, name, x, y, n, n);
}

void
aeq_chart_add_area (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n)
{
  const double zero = 0;

  add_layer (self, AEQ_LAYER_STEP, ink, name, x, y, n, n)->filled = TRUE;
  reach (self->y_range, self->y_fixed, &zero, n > 0);
}

void
aeq_chart_add_dots (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n)
{
  add_layer (self, AEQ_LAYER_DOTS, ink, name, x, y, n, n);
}

void
aeq_chart_add_bars (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n,
                    double width)
{
  const double zero = 0;

  add_layer (self, AEQ_LAYER_BARS, ink, name, x, y, n, n)->width = width;
  reach (self->y_range, self->y_fixed, &zero, n > 0);
  if (n > 0)
    {
      const double end = x[n - 1] + width;

      reach (self->x_range, self->x_fixed, &end, 1);
    }
}

void
aeq_chart_add_fan (AeqChart *self, const char *name, const double *x, gsize n, const double *levels, gsize n_levels,
                   const double *q)
{
  AeqChartLayer *layer = add_layer (self, AEQ_LAYER_FAN, AEQ_INK_FORECAST, name, x, q, n, n * n_levels);

  layer->n_levels = n_levels;
  layer->levels = g_memdup2 (levels, n_levels * sizeof *levels);
}

static char **
copy_names (const char *const *names, gsize n)
{
  char **copy = g_new0 (char *, n + 1);

  for (gsize i = 0; i < n; i++)
    copy[i] = g_strdup (names[i]);
  return copy;
}

void
aeq_chart_add_heat (AeqChart *self, const char *name, AeqInk ink, const double *x, gsize n, double width,
                    const char *const *rows, gsize n_rows, const double *values)
{
  AeqChartLayer *layer = add_layer (self, AEQ_LAYER_HEAT, ink, name, x, values, n, n * n_rows);

  layer->n_levels = n_rows;
  layer->width = width;
  layer->labels = copy_names (rows, n_rows);
  if (n > 0)
    reach (self->x_range, self->x_fixed, &(const double){ x[n - 1] + width }, 1);
}

void
aeq_chart_add_states (AeqChart *self, const char *name, const double *x, const guint *state, gsize n, double end,
                      const char *const *names, gsize n_names)
{
  g_autofree double *which = g_new (double, MAX (n, 1));
  AeqChartLayer *layer;

  for (gsize i = 0; i < n; i++)
    which[i] = MIN (state[i], n_names - 1);
  layer = add_layer (self, AEQ_LAYER_STATES, AEQ_INK_OTHER, name, x, which, n, n);
  layer->labels = copy_names (names, n_names);
  if (n == 0)
    return;
  layer->width = MAX (0, end - x[n - 1]);
  reach (self->x_range, self->x_fixed, &end, 1);
}

void
aeq_chart_add_limit (AeqChart *self, const char *label, double y)
{
  add_layer (self, AEQ_LAYER_LIMIT, AEQ_INK_LIMIT, label, NULL, &y, 1, 1);
}

void
aeq_chart_add_marker (AeqChart *self, const char *label, double x, double y)
{
  add_layer (self, AEQ_LAYER_MARKER, AEQ_INK_OTHER, label, &x, &y, 1, 1);
}

void
aeq_chart_add_moment (AeqChart *self, const char *label, double x)
{
  add_layer (self, AEQ_LAYER_MOMENT, AEQ_INK_OTHER, label, &x, NULL, 1, 0);
}

void
aeq_chart_set_zone (AeqChart *self, const AeqZone *zone)
{
  self->zone = zone;
}

void
aeq_chart_set_x_range (AeqChart *self, double from, double to)
{
  self->x_range[0] = from;
  self->x_range[1] = to;
  self->x_fixed = TRUE;
}

void
aeq_chart_set_y_range (AeqChart *self, double from, double to)
{
  self->y_range[0] = from;
  self->y_range[1] = to;
  self->y_fixed = TRUE;
}

const char *
aeq_chart_get_title (const AeqChart *self)
{
  return self->title;
}

AeqAxisKind
aeq_chart_get_x_kind (const AeqChart *self)
{
  return self->x_kind;
}

const char *
aeq_chart_get_x_title (const AeqChart *self)
{
  return self->x_title;
}

const char *
aeq_chart_get_y_title (const AeqChart *self)
{
  return self->y_title;
}

const AeqZone *
aeq_chart_get_zone (const AeqChart *self)
{
  return self->zone;
}

double
aeq_chart_get_largest (const AeqChart *self)
{
  return self->values[0] <= self->values[1] ? MAX (fabs (self->values[0]), fabs (self->values[1])) : 0;
}

gboolean
aeq_chart_has_fixed_y (const AeqChart *self)
{
  return self->y_fixed;
}

gsize
aeq_chart_get_n_layers (const AeqChart *self)
{
  return self->layers->len;
}

const AeqChartLayer *
aeq_chart_get_layer (const AeqChart *self, gsize index)
{
  return self->layers->pdata[index];
}

/* A chart without data has axes from 0 to 1; a single value gets room on both sides. */
static void
widen (const double *range, double *from, double *to)
{
  *from = range[0];
  *to = range[1];
  if (*from > *to)
    {
      *from = 0;
      *to = 1;
    }
  else if (*from == *to)
    {
      double room = *from != 0 ? fabs (*from) / 2 : 1;

      *from -= room;
      *to += room;
    }
}

void
aeq_chart_get_x_range (const AeqChart *self, double *from, double *to)
{
  widen (self->x_range, from, to);
}

void
aeq_chart_get_y_range (const AeqChart *self, double *from, double *to)
{
  widen (self->y_range, from, to);
}
