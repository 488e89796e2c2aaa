/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#define FAN_LEVELS 7 /* the median and bands of 50, 80 and 95 % */

static const int FAN[FAN_LEVELS] = { 0, 2, 3, 4, 5, 6, 8 }; /* of AEQ_QUANTILE_LEVELS */

static double
seconds (AeqInstant at)
{
  return (double) at / (double) AEQ_SECOND;
}

static double
major (const AeqIntradayDay *self, gint64 minor)
{
  return (double) minor / (double) aeq_money_scale (self->ladder.currency->exponent);
}

/* What is added to a net position to draw it. */
static double
offset (const AeqIntradayDay *self, gboolean absolute)
{
  return absolute ? major (self, self->ladder.opening) : 0;
}

static AeqInstant
start (const AeqIntradayDay *self)
{
  return self->ladder.buckets.start;
}

static AeqInstant
end (const AeqIntradayDay *self)
{
  return self->ladder.buckets.end;
}

static AeqInstant
until (const AeqIntradayDay *self, AeqInstant now)
{
  return CLAMP (now, start (self), end (self));
}

static AeqChart *
new_chart (const AeqIntradayDay *self, const char *unit)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_INSTANT, NULL, unit);

  aeq_chart_set_zone (chart, self->ladder.zone);
  aeq_chart_set_x_range (chart, seconds (start (self)), seconds (end (self)));
  return chart;
}

static void
add_now (const AeqIntradayDay *self, AeqChart *chart, AeqInstant now)
{
  if (now > start (self) && now < end (self))
    aeq_chart_add_moment (chart, _("now"), seconds (now));
}

/* The last value goes on to @to. */
static void
add_steps (const AeqIntradayDay *self, AeqChart *chart, const char *name, AeqInk ink, GArray *points, AeqInstant to,
           double plus)
{
  g_autofree double *x = g_new (double, points->len + 1);
  g_autofree double *y = g_new (double, points->len + 1);
  gsize n = points->len;

  for (guint i = 0; i < points->len; i++)
    {
      x[i] = seconds (MAX (g_array_index (points, AeqPositionPoint, i).at, start (self)));
      y[i] = major (self, g_array_index (points, AeqPositionPoint, i).net) + plus;
    }
  if (n > 0 && seconds (to) > x[n - 1])
    {
      x[n] = seconds (to);
      y[n] = y[n - 1];
      n++;
    }
  if (n > 0)
    aeq_chart_add_step (chart, name, ink, x, y, n);
}

/* From where the booked line ends. What the forecast said of the time before now has been overtaken. */
static void
add_fan (const AeqIntradayDay *self, AeqChart *chart, AeqInstant now, gboolean absolute)
{
  const GArray *slices = self->forecast->slices;
  g_autofree double *x = g_new (double, slices->len + 1);
  g_autofree double *q = g_new (double, (slices->len + 1) * FAN_LEVELS);
  double levels[FAN_LEVELS];
  gsize n = 1;

  x[0] = seconds (until (self, now));
  for (int k = 0; k < FAN_LEVELS; k++)
    {
      levels[k] = AEQ_QUANTILE_LEVELS[FAN[k]];
      q[k] = major (self, self->ladder.booked) + offset (self, absolute);
    }
  for (guint i = 0; i < slices->len; i++)
    {
      const AeqIssuedSlice *slice = &g_array_index (slices, AeqIssuedSlice, i);
      AeqInstant at = aeq_issued_slice_end (self->forecast, i);

      if (seconds (at) <= x[0])
        continue;
      x[n] = seconds (at);
      for (int k = 0; k < FAN_LEVELS; k++)
        {
          gint64 minor = absolute ? slice->balance[FAN[k]] : slice->net[FAN[k]];

          q[n * FAN_LEVELS + (gsize) k] = minor != AEQ_ISSUED_NONE ? major (self, minor) : NAN;
        }
      n++;
    }
  if (n > 1)
    aeq_chart_add_fan (chart, _("Forecast"), x, n, levels, FAN_LEVELS, q);
}

static void
add_limits (const AeqIntradayDay *self, AeqChart *chart, gboolean absolute)
{
  double minus = absolute ? 0 : major (self, self->ladder.opening);

  if (self->limit.has && self->limit.has_early_warning)
    aeq_chart_add_limit (chart, _("Early warning"), major (self, self->limit.early_warning) - minus);
  if (self->limit.has)
    aeq_chart_add_limit (chart, _("Limit"), major (self, self->limit.floor_amount) - minus);
}

static void
add_lowest_booked (const AeqIntradayDay *self, AeqChart *chart, gboolean absolute)
{
  AeqPositionPoint lowest = g_array_index (self->course, AeqPositionPoint, 0);

  for (guint i = 1; i < self->course->len; i++)
    if (g_array_index (self->course, AeqPositionPoint, i).net < lowest.net)
      lowest = g_array_index (self->course, AeqPositionPoint, i);
  if (lowest.net < 0)
    aeq_chart_add_marker (chart, _("lowest so far"), seconds (MAX (lowest.at, start (self))),
                          major (self, lowest.net) + offset (self, absolute));
}

/* Half of the sample paths go below it, most of them about then. */
static void
add_lowest_ahead (const AeqIntradayDay *self, AeqChart *chart, AeqInstant now, gboolean absolute)
{
  const AeqIssuedAccount *forecast = self->forecast;
  gint64 lowest = forecast->lowest[AEQ_MEDIAN_INDEX];

  if (forecast->lowest_at == AEQ_INSTANT_NONE || forecast->lowest_at < now || lowest == AEQ_ISSUED_NONE)
    return;
  aeq_chart_add_marker (chart, _("lowest ahead"), seconds (forecast->lowest_at),
                        major (self, lowest) - (absolute ? 0 : major (self, self->ladder.opening)));
}

/* Labels of what falls due within this part of what is seen would lie over each other: the first tells all. */
#define DUE_CLUSTER 8

/* How many from the @i-th on follow each other within @reach. */
static guint
count_cluster (const AeqIntradayDay *self, guint i, AeqInstant reach)
{
  guint n = 1;

  while (i + n < self->dues->len && g_array_index (self->dues, AeqIntradayDue, i + n).due <=
                                        g_array_index (self->dues, AeqIntradayDue, i + n - 1).due + reach)
    n++;
  return n;
}

/* The names of @n from the @i-th on, each once. */
static char *
due_label (const AeqIntradayDay *self, guint i, guint n)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *label = NULL;

  for (guint k = i; k < i + n; k++)
    if (!g_ptr_array_find_with_equal_func (names, g_array_index (self->dues, AeqIntradayDue, k).name, g_str_equal,
                                           NULL))
      g_ptr_array_add (names, g_array_index (self->dues, AeqIntradayDue, k).name);
  g_ptr_array_add (names, NULL);
  label = g_strdelimit (g_strjoinv (", ", (char **) names->pdata), "_", ' ');
  return n == 1 ? g_steal_pointer (&label)
                : g_strdup_printf (ngettext ("%u obligation: %s", "%u obligations: %s", n), n, label);
}

/* On the line, where the position is when it falls due. */
static void
add_dues (const AeqIntradayDay *self, AeqChart *chart, gboolean absolute)
{
  double from, to;

  aeq_intraday_active_range (self, &from, &to);
  for (guint i = 0; i < self->dues->len;)
    {
      guint n = count_cluster (self, i, (AeqInstant) ((to - from) / DUE_CLUSTER) * AEQ_SECOND);
      g_autofree char *label = due_label (self, i, n);

      for (guint k = i; k < i + n; k++)
        {
          AeqInstant due = g_array_index (self->dues, AeqIntradayDue, k).due;

          aeq_chart_add_marker (chart, k == i ? label : NULL, seconds (due),
                                major (self, aeq_intraday_net_at (self, due)) + offset (self, absolute));
        }
      i += n;
    }
}

AeqChart *
aeq_intraday_position_chart (const AeqIntradayDay *self, AeqInstant now, gboolean absolute)
{
  AeqChart *chart = new_chart (self, self->ladder.currency->code);

  if (self->forecast != NULL)
    add_fan (self, chart, now, absolute);
  add_steps (self, chart, _("Announced"), AEQ_INK_EXPECTED, self->expected, end (self), offset (self, absolute));
  add_steps (self, chart, _("Booked"), AEQ_INK_ACTUAL, self->course, until (self, now), offset (self, absolute));
  add_limits (self, chart, absolute);
  add_dues (self, chart, absolute);
  add_lowest_booked (self, chart, absolute);
  if (self->forecast != NULL)
    add_lowest_ahead (self, chart, now, absolute);
  add_now (self, chart, now);
  return chart;
}

typedef gint64 (*RungFunc) (const AeqRung *rung);

static gint64 rung_in (const AeqRung *rung) { return rung->in; }
static gint64 rung_out (const AeqRung *rung) { return rung->out; }
static gint64 rung_expected_in (const AeqRung *rung) { return rung->expected_in; }
static gint64 rung_expected_out (const AeqRung *rung) { return rung->expected_out; }

/* @share of the slice's width, in its middle. An empty slice has no bar. */
static void
add_bars (const AeqIntradayDay *self, AeqChart *chart, const char *name, AeqInk ink, RungFunc func, double share)
{
  const AeqBuckets *buckets = &self->ladder.buckets;
  g_autofree double *x = g_new (double, buckets->count);
  g_autofree double *y = g_new (double, buckets->count);
  double width = (double) buckets->width / (double) AEQ_SECOND;
  gsize n = 0;

  for (guint i = 0; i < buckets->count; i++)
    {
      gint64 minor = func (&self->ladder.rungs[i]);

      if (minor == 0)
        continue;
      x[n] = seconds (aeq_buckets_start (buckets, i)) + width * (1 - share) / 2;
      y[n++] = major (self, minor);
    }
  if (n > 0)
    aeq_chart_add_bars (chart, name, ink, x, y, n, width * share);
}

/* A slice of the forecast may be longer than one of the ladder: then its change stands in the middle of its own. */
static void
add_changes (const AeqIntradayDay *self, AeqChart *chart)
{
  const AeqBuckets *buckets = &self->ladder.buckets;
  g_autofree double *x = g_new (double, buckets->count);
  g_autofree double *y = g_new (double, buckets->count);
  double last_x = seconds (until (self, self->ladder.now));
  double last_y = major (self, self->ladder.booked);
  gsize n = 0;

  for (guint i = 0; i < buckets->count; i++)
    {
      const AeqIssuedSlice *slice = self->ladder.rungs[i].forecast;
      double at = seconds (aeq_buckets_start (buckets, i + 1));

      if (slice == NULL || slice->net[AEQ_MEDIAN_INDEX] == AEQ_ISSUED_NONE || at <= last_x)
        continue;
      x[n] = (last_x + at) / 2;
      y[n++] = major (self, slice->net[AEQ_MEDIAN_INDEX]) - last_y;
      last_x = at;
      last_y = major (self, slice->net[AEQ_MEDIAN_INDEX]);
    }
  if (n > 0)
    aeq_chart_add_dots (chart, _("Change of the forecast’s median"), AEQ_INK_FORECAST, x, y, n);
}

AeqChart *
aeq_intraday_ladder_chart (const AeqIntradayDay *self, AeqInstant now)
{
  AeqChart *chart = new_chart (self, self->ladder.currency->code);

  add_bars (self, chart, _("In"), AEQ_INK_IN, rung_in, 0.8);
  add_bars (self, chart, _("Out"), AEQ_INK_OUT, rung_out, 0.8);
  add_bars (self, chart, _("Announced in"), AEQ_INK_EXPECTED, rung_expected_in, 0.5);
  add_bars (self, chart, _("Announced out"), AEQ_INK_EXPECTED, rung_expected_out, 0.5);
  add_changes (self, chart);
  add_now (self, chart, now);
  return chart;
}

/* Told at the ends of the quarters; the running one ends now. */
static void
add_share (const AeqIntradayDay *self, AeqChart *chart, const char *name, AeqInk ink, const double *percent,
           AeqInstant to)
{
  double x[AEQ_BCBS_SLOTS + 1];
  double y[AEQ_BCBS_SLOTS + 1];
  gsize n = 1;

  x[0] = seconds (start (self));
  y[0] = 0;
  for (guint i = 0; i < AEQ_BCBS_SLOTS; i++)
    {
      AeqInstant at = i + 1 < AEQ_BCBS_SLOTS
                          ? aeq_zone_from_local (self->ladder.zone, self->ladder.day, (i + 1) * 15 * AEQ_MINUTE)
                          : end (self);

      if (isnan (percent[i]) || seconds (MIN (at, to)) <= x[n - 1])
        continue;
      x[n] = seconds (MIN (at, to));
      y[n++] = percent[i];
    }
  if (n > 1)
    aeq_chart_add_line (chart, name, ink, x, y, n);
}

AeqChart *
aeq_intraday_throughput_chart (const AeqIntradayDay *self, AeqInstant now)
{
  AeqChart *chart = new_chart (self, "%");
  guint n = self->throughput.n_days;
  g_autofree char *usual = g_strdup_printf (ngettext ("Usual (mean of %u day)", "Usual (mean of %u days)", n), n);

  aeq_chart_set_y_range (chart, 0, 100);
  add_share (self, chart, usual, AEQ_INK_OTHER, self->throughput.usual, end (self));
  add_share (self, chart, _("This day"), AEQ_INK_ACTUAL, self->throughput.today, until (self, self->ladder.now));
  add_now (self, chart, now);
  return chart;
}

static void
reach (AeqInstant at, AeqInstant *first, AeqInstant *last)
{
  *first = MIN (*first, at);
  *last = MAX (*last, at);
}

void
aeq_intraday_active_range (const AeqIntradayDay *self, double *from, double *to)
{
  AeqInstant first = aeq_zone_from_local (self->ladder.zone, self->ladder.day, 8 * AEQ_HOUR);
  AeqInstant last = aeq_zone_from_local (self->ladder.zone, self->ladder.day, 18 * AEQ_HOUR);

  for (guint i = 1; i < self->course->len; i++)
    reach (g_array_index (self->course, AeqPositionPoint, i).at, &first, &last);
  for (guint i = 0; i < self->ladder.announced->len; i++)
    reach (g_array_index (self->ladder.announced, AeqAnnounced, i).at, &first, &last);
  for (guint i = 0; i < self->dues->len; i++)
    reach (g_array_index (self->dues, AeqIntradayDue, i).due, &first, &last);
  for (guint i = 0; i < AEQ_BCBS_SLOTS; i++)
    if (self->throughput.usual[i] > 0 && self->throughput.usual[i] < 100)
      reach (aeq_zone_from_local (self->ladder.zone, self->ladder.day, i * 15 * AEQ_MINUTE), &first, &last);
  first -= (first - start (self)) % AEQ_HOUR;
  last += AEQ_HOUR - (last - start (self)) % AEQ_HOUR;
  *from = seconds (MAX (first, start (self)));
  *to = seconds (MIN (last, end (self)));
}

char *
aeq_intraday_clock_text (const AeqIntradayDay *self, AeqInstant at)
{
  gint64 time_of_day;
  AeqDate day;

  aeq_zone_to_local (self->ladder.zone, MAX (at, start (self)), &day, &time_of_day);
  return g_strdup_printf ("%02d:%02d", (int) (time_of_day / AEQ_HOUR), (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE));
}
