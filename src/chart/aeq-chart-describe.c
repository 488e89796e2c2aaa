/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-probe.h"
#include "aeq-chart-words.h"

/* The data of one layer that are in sight. */
typedef struct
{
  const AeqChart      *chart;
  const AeqChartLayer *layer;
  gsize                first;
  gsize                last;
} Sight;

/* Of a fan its median. */
static double
value (const Sight *sight, gsize i)
{
  const AeqChartLayer *layer = sight->layer;

  return layer->y[layer->n_levels > 0 ? i * layer->n_levels + layer->n_levels / 2 : i];
}

static char *
value_words (const Sight *sight, gsize i)
{
  g_autofree char *what = aeq_chart_format_y (sight->chart, value (sight, i));
  g_autofree char *when = aeq_chart_format_x (sight->chart, sight->layer->x[i]);

  /* Translators: an amount and when it is reached. */
  return g_strdup_printf (_("%s at %s"), what, when);
}

static gboolean
find_ends (const Sight *sight, gsize *latest, gsize *lowest, gsize *highest)
{
  gboolean found = FALSE;

  for (gsize i = sight->first; i < sight->last; i++)
    {
      double y = value (sight, i);

      if (isnan (y))
        continue;
      if (!found)
        *lowest = *highest = i;
      found = TRUE;
      *latest = i;
      if (y < value (sight, *lowest))
        *lowest = i;
      if (y > value (sight, *highest))
        *highest = i;
    }
  return found;
}

static void
describe_data (GString *out, const Sight *sight)
{
  gsize at[3];
  g_autofree char *latest = NULL;
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  if (!find_ends (sight, &at[0], &at[1], &at[2]))
    return;
  latest = value_words (sight, at[0]);
  lowest = value_words (sight, at[1]);
  highest = value_words (sight, at[2]);
  g_string_append_c (out, ' ');
  /* Translators: name of a series, then its last, lowest and highest value with their times. */
  g_string_append_printf (out, _("%s: last %s, lowest %s, highest %s."),
                          sight->layer->name != NULL ? sight->layer->name : _("Values"), latest, lowest, highest);
}

/* How many stretches lie below @limit, and where the first begins. */
static guint
count_breaches (const Sight *sight, double limit, gsize *first)
{
  gboolean below = FALSE;
  guint n = 0;

  for (gsize i = sight->first; i < sight->last; i++)
    {
      double y = value (sight, i);

      if (isnan (y))
        continue;
      if (y < limit && !below && n++ == 0)
        *first = i;
      below = y < limit;
    }
  return n;
}

static void
describe_breach (GString *out, const Sight *sight, const AeqChartLayer *limit)
{
  g_autofree char *height = aeq_chart_format_y (sight->chart, limit->y[0]);
  const char *name = sight->layer->name != NULL ? sight->layer->name : _("Values");
  const char *of = limit->name != NULL ? limit->name : _("limit");
  g_autofree char *when = NULL;
  gsize first;
  guint n = count_breaches (sight, limit->y[0], &first);

  g_string_append_c (out, ' ');
  if (n == 0)
    {
      /* Translators: name of a series, name and height of a limit. */
      g_string_append_printf (out, _("%s is never below %s (%s)."), name, of, height);
      return;
    }
  when = aeq_chart_format_x (sight->chart, sight->layer->x[first]);
  /* Translators: name of a series, name and height of a limit, how often, when first. */
  g_string_append_printf (
    out, ngettext ("%s is below %s (%s) %u time, from %s.", "%s is below %s (%s) %u times, first from %s.", n), name,
    of, height, n, when);
}

static gboolean
look (Sight *sight, const AeqChart *chart, const AeqViewport *viewport, gsize layer)
{
  double from;
  double to;

  aeq_viewport_x_range (viewport, chart, &from, &to);
  sight->chart = chart;
  sight->layer = aeq_chart_get_layer (chart, layer);
  if (sight->layer->kind > AEQ_LAYER_FAN || !aeq_viewport_shows (viewport, layer))
    return FALSE;
  sight->first = aeq_layer_search (sight->layer, from);
  sight->last = aeq_layer_search (sight->layer, nextafter (to, INFINITY));
  return sight->first < sight->last;
}

static void
describe_breaches (GString *out, const AeqChart *chart, const AeqViewport *viewport, const AeqChartLayer *limit)
{
  Sight sight;

  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    if (look (&sight, chart, viewport, i) && sight.layer->kind != AEQ_LAYER_BARS && sight.layer->kind != AEQ_LAYER_DOTS)
      describe_breach (out, &sight, limit);
}

static void
describe_states (GString *out, const AeqChartLayer *layer)
{
  guint n = g_strv_length (layer->labels);

  for (guint state = 0; state < n; state++)
    {
      guint times = 0;

      for (gsize i = 0; i < layer->n; i++)
        times += layer->y[i] == state && (i == 0 || layer->y[i - 1] != state);
      if (times == 0)
        continue;
      g_string_append_c (out, ' ');
      /* Translators: the name of a state (steady, crisis) and how often it began. */
      g_string_append_printf (out, ngettext ("%s %u time.", "%s %u times.", times), layer->labels[state], times);
    }
}

static void
describe_heat (GString *out, const AeqChart *chart, const AeqChartLayer *layer)
{
  gsize most = G_MAXSIZE;
  g_autofree char *when = NULL;
  g_autofree char *what = NULL;

  for (gsize i = 0; i < layer->n * layer->n_levels; i++)
    if (isfinite (layer->y[i]) && (most == G_MAXSIZE || fabs (layer->y[i]) > fabs (layer->y[most])))
      most = i;
  if (most == G_MAXSIZE)
    return;
  when = aeq_chart_format_x (chart, layer->x[most / layer->n_levels]);
  what = aeq_chart_format_y (chart, layer->y[most]);
  g_string_append_c (out, ' ');
  /* Translators: name of a heat map; its strongest cell: value, row, column. */
  g_string_append_printf (out, _("%s: strongest %s in %s at %s."), layer->name != NULL ? layer->name : _("Values"),
                          what, layer->labels[most % layer->n_levels], when);
}

static void
describe_layer (GString *out, const AeqChart *chart, const AeqViewport *viewport, gsize i)
{
  const AeqChartLayer *layer = aeq_chart_get_layer (chart, i);
  g_autofree char *when = NULL;
  Sight sight;

  if (look (&sight, chart, viewport, i))
    describe_data (out, &sight);
  else if (!aeq_viewport_shows (viewport, i))
    return;
  else if (layer->kind == AEQ_LAYER_LIMIT)
    describe_breaches (out, chart, viewport, layer);
  else if (layer->kind == AEQ_LAYER_STATES)
    describe_states (out, layer);
  else if (layer->kind == AEQ_LAYER_HEAT)
    describe_heat (out, chart, layer);
  else if (layer->kind == AEQ_LAYER_MARKER || layer->kind == AEQ_LAYER_MOMENT)
    {
      when = aeq_chart_format_x (chart, layer->x[0]);
      if (layer->name == NULL)
        return;
      g_string_append_c (out, ' ');
      /* Translators: what is marked in a chart ("lowest so far"), and when. */
      g_string_append_printf (out, _("%s: %s."), layer->name, when);
    }
}

char *
aeq_chart_describe (const AeqChart *self, const AeqViewport *viewport)
{
  const char *unit = aeq_chart_get_y_title (self);
  GString *out = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  double from;
  double to;

  aeq_viewport_x_range (viewport, self, &from, &to);
  first = aeq_chart_format_x (self, from);
  last = aeq_chart_format_x (self, to);
  if (unit != NULL)
    /* Translators: the ends of the time that a chart shows, and the unit of its values. */
    g_string_append_printf (out, _("From %s to %s, in %s."), first, last, unit);
  else
    /* Translators: the ends of the time that a chart shows. */
    g_string_append_printf (out, _("From %s to %s."), first, last);
  for (gsize i = 0; i < aeq_chart_get_n_layers (self); i++)
    describe_layer (out, self, viewport, i);
  return g_string_free (out, FALSE);
}
