/* SPDX-License-Identifier: MIT */
#include "aeq-chart-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-probe.h"
#include "aeq-chart-ticks.h"
#include "aeq-money.h"

static const char *group_mark = ",";
static const char *point_mark = ".";

void
aeq_chart_words_set_marks (const char *group, const char *point)
{
  group_mark = group;
  point_mark = point;
}

static char *
with_marks (const char *plain)
{
  GString *text = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p++)
    if (*p == ',')
      g_string_append (text, group_mark);
    else if (*p == '.')
      g_string_append (text, point_mark);
    else
      g_string_append_c (text, *p);
  return g_string_free (text, FALSE);
}

/* Above a million the cents are not what is looked for. */
static guint
digits_of (const AeqChart *self)
{
  double largest = aeq_chart_get_largest (self);

  return largest >= 1e6 ? 0 : largest >= 10 ? 2 : 4;
}

char *
aeq_chart_format_y (const AeqChart *self, double y)
{
  guint digits = digits_of (self);
  double minor = y * (double) aeq_money_scale (digits);
  char text[AEQ_MONEY_TEXT_SIZE + 8];

  if (isnan (y))
    return g_strdup ("–");
  if (fabs (minor) >= 9e18)
    {
      g_snprintf (text, sizeof text, "%g", y);
      return with_marks (text);
    }
  return with_marks (aeq_money_format_grouped (llround (minor), digits, text));
}

static char *
day_words (AeqDate date)
{
  char name[AEQ_TICK_TEXT_SIZE];
  int year;
  int month;
  int day;

  aeq_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%s %d", aeq_ticks_name_day (date, name), year);
}

static char *
clock_words (gint64 seconds)
{
  char text[AEQ_TICK_TEXT_SIZE];

  return g_strdup (aeq_ticks_name_clock ((int) seconds, text));
}

/* A time beyond the day that is shown is the next or the previous day's. */
static char *
time_words (double x)
{
  gint64 seconds = llround (x);
  gint64 day = (seconds - (seconds < 0 ? 86399 : 0)) / 86400;
  g_autofree char *clock = NULL;

  if (day == 0 || seconds == 86400)
    return clock_words (seconds);
  clock = clock_words (seconds - day * 86400);
  return g_strdup_printf ("%s %+d d", clock, (int) day);
}

static char *
instant_words (const AeqZone *zone, double x)
{
  AeqDate date;
  gint64 time_of_day;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  aeq_zone_to_local (zone, llround (x) * AEQ_SECOND, &date, &time_of_day);
  day = day_words (date);
  clock = clock_words (time_of_day / AEQ_SECOND);
  return g_strdup_printf ("%s %s", day, clock);
}

char *
aeq_chart_format_x (const AeqChart *self, double x)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (aeq_chart_get_x_kind (self))
    {
    case AEQ_AXIS_TIME:
      return time_words (x);
    case AEQ_AXIS_DATE:
      return day_words ((AeqDate) floor (x));
    case AEQ_AXIS_INSTANT:
      return instant_words (aeq_chart_get_zone (self), x);
    case AEQ_AXIS_NUMBER:
    default:
      return with_marks (g_ascii_formatd (number, sizeof number, "%.6g", x));
    }
}

char *
aeq_chart_fan_words (const AeqChart *self, const AeqChartLayer *fan, double x, char **band, double *share)
{
  double median = aeq_layer_value_at (fan, x, fan->n_levels / 2);
  g_autofree char *low = aeq_chart_format_y (self, aeq_layer_value_at (fan, x, 0));
  g_autofree char *high = aeq_chart_format_y (self, aeq_layer_value_at (fan, x, fan->n_levels - 1));

  *band = NULL;
  if (isnan (median))
    return NULL;
  if (fan->n_levels >= 3)
    {
      /* Translators: the lower and the upper end of a band. */
      *band = g_strdup_printf (_("%s to %s"), low, high);
      *share = round (1000 * (fan->levels[fan->n_levels - 1] - fan->levels[0])) / 10;
    }
  return aeq_chart_format_y (self, median);
}

static char *
fan_words (const AeqChart *self, const AeqChartLayer *layer, double x)
{
  g_autofree char *band = NULL;
  double share;
  g_autofree char *median = aeq_chart_fan_words (self, layer, x, &band, &share);

  if (median == NULL || band == NULL)
    return g_steal_pointer (&median);
  /* Translators: the median, then how many percent of outcomes lie in the band that follows. */
  return g_strdup_printf (_("%s (%g %%: %s)"), median, share, band);
}

/* The darkest cell of the column stands for it. */
static char *
heat_words (const AeqChart *self, const AeqChartLayer *layer, double x)
{
  gsize most = 0;
  g_autofree char *text = NULL;

  for (gsize row = 1; row < layer->n_levels; row++)
    if (!(fabs (aeq_layer_value_at (layer, x, row)) <= fabs (aeq_layer_value_at (layer, x, most))))
      most = row;
  if (isnan (aeq_layer_value_at (layer, x, most)))
    return NULL;
  text = aeq_chart_format_y (self, aeq_layer_value_at (layer, x, most));
  /* Translators: the row of a heat map that is strongest, and its value. */
  return g_strdup_printf (_("most in %s, %s"), layer->labels[most], text);
}

char *
aeq_chart_layer_words (const AeqChart *self, gsize layer, double x)
{
  const AeqChartLayer *of = aeq_chart_get_layer (self, layer);
  double value;

  if (of->kind == AEQ_LAYER_FAN)
    return fan_words (self, of, x);
  if (of->kind == AEQ_LAYER_HEAT)
    return heat_words (self, of, x);
  value = aeq_layer_value_at (of, x, 0);
  if (isnan (value))
    return NULL;
  if (of->kind == AEQ_LAYER_STATES)
    return g_strdup (of->labels[(gsize) value]);
  return aeq_chart_format_y (self, value);
}

char *
aeq_chart_words_at (const AeqChart *self, const AeqViewport *viewport, double x)
{
  g_autofree char *when = aeq_chart_format_x (self, x);
  GString *out = g_string_new (when);
  const char *between = ": ";

  for (gsize i = 0; i < aeq_chart_get_n_layers (self); i++)
    {
      const char *name = aeq_chart_get_layer (self, i)->name;
      g_autofree char *words = aeq_viewport_shows (viewport, i) ? aeq_chart_layer_words (self, i, x) : NULL;

      if (words == NULL)
        continue;
      g_string_append_printf (out, "%s%s%s%s", between, name != NULL ? name : "", name != NULL ? " " : "", words);
      between = "; ";
    }
  return g_string_free (out, FALSE);
}
