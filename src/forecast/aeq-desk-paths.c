/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <math.h>
#include <string.h>

#define GROSS_DAYS 60
#define CURVE_DAYS 20
/* Between the levels of two past days lies about a hundredth: a path may fall anywhere between. */
#define JITTER .01

/* All that one account's paths share. */
typedef struct
{
  const AeqDeskOutlook *outlook;
  const AeqDeskSeries  *input;
  const AeqDeskOptions *options;
  const AeqShockTable  *shocks;
  AeqDeskPaths         *paths;
  AeqDeskDraws          draws;
  guint                 n_rest;
  double                so_far;   /* what is to be forecast, up to now */
  double               *in;       /* usual gross of each of the day's buckets */
  double               *out;
  double               *shock;    /* scratch of a day */
} Drawing;

static double
mean_gross (const AeqDeskSeries *input, const double *gross)
{
  gsize n = MIN (input->n_days, GROSS_DAYS);
  double mean;

  if (gross == NULL)
    gross = input->net;
  mean = n > 0 ? aeq_stats_mean_abs (gross + input->n_days - n, n) : 0;
  return isfinite (mean) ? mean : 0;
}

/* Gross flows are spread over the day as the sizes of its buckets were lately. */
static void
spread_gross (Drawing *self)
{
  const AeqDeskSeries *input = self->input;
  double in = mean_gross (input, input->gross_in), out = mean_gross (input, input->gross_out);
  gsize first = input->n_matrix > CURVE_DAYS ? input->n_matrix - CURVE_DAYS : 0;
  g_autofree double *size = g_new0 (double, MAX (input->n_buckets, 1));
  double total = 0;

  for (gsize d = first; d < input->n_matrix; d++)
    for (guint j = 0; j < input->n_buckets; j++)
      {
        double v = fabs (input->matrix[d * input->n_buckets + j]);

        size[j] += isfinite (v) ? v : 0;
        total += isfinite (v) ? v : 0;
      }
  for (guint j = 0; j < MAX (input->n_buckets, 1); j++)
    {
      double share = total > 0 ? size[j] / total : 1.0 / MAX (input->n_buckets, 1);

      self->in[j] = in * share;
      self->out[j] = out * share;
    }
}

/* The rest of today where the day's course is unknown: evenly from the day's total. */
static void
spread_rest (Drawing *self, double level, double *net)
{
  for (guint j = 0; j < self->n_rest; j++)
    net[j] = (aeq_quantiles_at (self->outlook->daily[0], level) - self->so_far) / self->n_rest;
}

/* Today and the days ahead take the levels of the same stretch of past days. Where it has run into today it goes on in another; an
 * account without a past to go by is on its own. */
static void
draw_levels (const Drawing *self, const AeqBlock *block, double jitter, AeqRng *own, double *levels)
{
  const AeqDeskOutlook *outlook = self->outlook;
  const double *here = NULL, *far = NULL;

  if (outlook->ranks != NULL)
    {
      const AeqBlockDays *days = outlook->rest != NULL ? &outlook->rest->days : &outlook->days;

      here = outlook->ranks + aeq_block_age (days, block->first) * AEQ_DESK_HORIZONS;
      far = outlook->ranks + aeq_block_age (&outlook->days, block->far) * AEQ_DESK_HORIZONS;
    }
  /* All of them, however many days are asked for: today must not depend on how far ahead somebody looks. */
  for (guint h = 0; h < AEQ_DESK_HORIZONS; h++)
    {
      double alone = aeq_rng_uniform (own);

      if (here == NULL || (isnan (here[h]) && isnan (far[h])))
        levels[h] = alone;
      else
        levels[h] = (isnan (here[h]) ? far[h] : here[h]) + jitter;
    }
}

static const AeqShock *
draw_regime (const Drawing *self, double u)
{
  if (u < self->options->p_crisis)
    return self->shocks->crisis;
  if (u < self->options->p_crisis + self->options->p_elevated)
    return self->shocks->elevated;
  return NULL;
}

/* The shock's effect on the buckets from @first on; what is delayed beyond the day is returned. */
static double
shock_day (Drawing *self, const AeqShock *shock, guint first, double *effect)
{
  guint n = MAX (self->input->n_buckets, 1) - first;
  guint minutes = self->input->n_buckets > 0 ? self->input->bucket_minutes : 24 * 60;

  memset (effect, 0, n * sizeof *effect);
  return aeq_shock_apply (shock, self->input->shares, self->input->n_shares, minutes, self->in + first,
                          self->out + first, n, effect);
}

/* Returns where it was added, counted from now on; -1: nowhere. */
static gint16
add_today (const Drawing *self, double *rest, int bucket, double amount)
{
  int at = CLAMP (bucket - (int) self->input->now, 0, (int) self->n_rest - 1);

  if (self->n_rest > 0)
    rest[at] += amount;
  return self->n_rest > 0 ? (gint16) at : -1;
}

/* A known flow in one path: it may fail until the next day, come late, or be held up by a shock. Returns its place today, or -1. */
static gint16
place_known (Drawing *self, const AeqKnownFlow *flow, const AeqShock *shock, AeqRng *rng, double *rest, double *day)
{
  guint on = flow->day;
  int bucket = flow->bucket >= 0 ? flow->bucket : (flow->amount > 0 ? (int) self->input->n_buckets - 1 : 0);
  gboolean fails = aeq_rng_uniform (rng) >= flow->probability;
  gboolean late = aeq_rng_uniform (rng) < flow->p_late;

  if (late)
    bucket += (int) flow->late_buckets;
  if (shock != NULL && flow->amount > 0 && self->input->bucket_minutes > 0)
    bucket += (int) (shock[AEQ_SHOCK_RECEIPT].delay_minutes / self->input->bucket_minutes);
  if (fails || (flow->bucket >= 0 && self->input->n_buckets > 0 && bucket >= (int) self->input->n_buckets))
    on++;
  if (on == 0 && self->n_rest == 0)
    on = 1;
  if (on == 0)
    return add_today (self, rest, bucket, flow->amount);
  if (on <= self->outlook->n_days)
    day[on] += flow->amount;
  return -1;
}

static void
draw_days (Drawing *self, const double *levels, const AeqShock *shock, double carried, double *day)
{
  double effect = 0;
  guint n = MAX (self->input->n_buckets, 1);

  for (guint h = 1; h <= self->outlook->n_days; h++)
    {
      day[h] += aeq_quantiles_at (self->outlook->daily[h], levels[h]) + carried;
      carried = 0;
      if (shock == NULL)
        continue;
      carried = shock_day (self, shock, 0, self->shock);
      effect = 0;
      for (guint j = 0; j < n; j++)
        effect += self->shock[j];
      day[h] += effect;
    }
}

/* State, levels and the course of the rest of the day of one path. */
static void
draw_past (Drawing *self, guint p, AeqRng *own)
{
  double *levels = self->draws.levels + (gsize) p * AEQ_DESK_HORIZONS;
  AeqRng common;
  AeqBlock block;

  /* The common stream is the same for all accounts: one path is one state of the world. */
  aeq_rng_init (&common, aeq_rng_hash (self->options->seed, p));
  self->draws.shock[p] = draw_regime (self, aeq_rng_uniform (&common));
  aeq_block_draw (&common, AEQ_DESK_HORIZONS, &block);
  draw_levels (self, &block, (aeq_rng_uniform (&common) - .5) * JITTER, own, levels);
  if (self->outlook->rest != NULL)
    aeq_rest_path (self->outlook->rest, &block, self->paths->net + (gsize) p * self->n_rest);
}

static void
lift (Drawing *self)
{
  const AeqDeskAccount *account = self->outlook->account;
  AeqDate dates[AEQ_DESK_HORIZONS];
  guint n = self->outlook->n_days + 1;

  for (guint h = 0; h < n; h++)
    dates[h] = account->timeline->facts[account->today + h].date;
  aeq_desk_lift (&self->draws, self->shocks->elevated, self->shocks->elevated_terms.correlation_lift,
                 self->options->seed, dates, n);
  aeq_desk_lift (&self->draws, self->shocks->crisis, self->shocks->crisis_terms.correlation_lift, self->options->seed,
                 dates, n);
}

/* What the state of the path and the known flows add. */
static void
finish_path (Drawing *self, guint p, AeqRng *own)
{
  const double *levels = self->draws.levels + (gsize) p * AEQ_DESK_HORIZONS;
  const AeqShock *shock = self->draws.shock[p];
  double *rest = self->paths->net + (gsize) p * self->n_rest;
  double *day = self->paths->day + (gsize) p * (self->outlook->n_days + 1);
  double carried = 0;

  if (self->outlook->rest == NULL)
    spread_rest (self, levels[0], rest);
  if (shock != NULL && self->n_rest > 0)
    {
      carried = shock_day (self, shock, self->input->now, self->shock);
      for (guint j = 0; j < self->n_rest; j++)
        {
          rest[j] += self->shock[j];
          self->paths->shocked += self->shock[j] / self->paths->n_paths;
        }
    }
  draw_days (self, levels, shock, carried, day);
  for (gsize k = 0; k < self->input->n_known; k++)
    {
      gint16 place = place_known (self, &self->input->known[k], shock, own, rest, day);

      if (self->paths->placed != NULL)
        self->paths->placed[p * self->input->n_known + k] = place;
    }
}

static void
draw_paths (Drawing *self, guint64 account_seed)
{
  guint n = self->paths->n_paths;
  g_autofree AeqRng *own = g_new (AeqRng, n);
  g_autofree double *levels = g_new (double, (gsize) n * AEQ_DESK_HORIZONS);
  g_autofree const AeqShock **shock = g_new (const AeqShock *, n);

  self->draws = (AeqDeskDraws) { n, self->outlook->rest != NULL ? self->n_rest : 0, self->paths->net, levels, shock };
  for (guint p = 0; p < n; p++)
    {
      aeq_rng_init (&own[p], aeq_rng_hash (account_seed, p));
      draw_past (self, p, &own[p]);
    }
  lift (self);
  for (guint p = 0; p < n; p++)
    finish_path (self, p, &own[p]);
}

/* Running sums instead of nets, or back. */
static void
run_up (AeqDeskPaths *paths, gboolean up)
{
  for (guint p = 0; p < paths->n_paths; p++)
    {
      double *net = paths->net + (gsize) p * paths->n_rest;

      for (guint j = 1; up && j < paths->n_rest; j++)
        net[j] += net[j - 1];
      for (guint j = paths->n_rest; !up && j-- > 1;)
        net[j] -= net[j - 1];
    }
}

static double
median_at (const AeqDeskPaths *paths, guint j, double *column)
{
  for (guint p = 0; p < paths->n_paths; p++)
    column[p] = paths->net[(gsize) p * paths->n_rest + j];
  aeq_stats_sort (column, paths->n_paths);
  return aeq_stats_quantile_sorted (column, paths->n_paths, .5);
}

/* How much further from the median, @settled plus @median, the end of a path goes. */
static double
stretch (const AeqDeskPaths *paths, const double *to, double settled, double median, double end)
{
  if (end == median)
    return 1;
  return (aeq_quantiles_move (paths->raw_end, to, settled + end) - settled - median) / (end - median);
}

/* Each path is moved away from the median path, or towards it, as a whole, by what its end has to move: so the end of the day is as
 * wide as the record asks for, the buckets before it follow, and the order of the ends stays. */
static void
scale_paths (AeqDeskPaths *paths, const double factor[4], double settled)
{
  g_autofree double *median = g_new (double, paths->n_rest);
  g_autofree double *column = g_new (double, paths->n_paths);
  double to[AEQ_N_QUANTILES];

  memcpy (to, paths->raw_end, sizeof to);
  aeq_quantiles_widen (factor, to);
  run_up (paths, TRUE);
  for (guint j = 0; j < paths->n_rest; j++)
    median[j] = median_at (paths, j, column);
  for (guint p = 0; p < paths->n_paths; p++)
    {
      double *sum = paths->net + (gsize) p * paths->n_rest;
      double by = stretch (paths, to, settled, median[paths->n_rest - 1], sum[paths->n_rest - 1]);

      for (guint j = 0; j < paths->n_rest; j++)
        sum[j] = median[j] + by * (sum[j] - median[j]);
    }
  run_up (paths, FALSE);
}

static void
add_up_today (Drawing *self)
{
  AeqDeskPaths *paths = self->paths;

  for (guint p = 0; p < paths->n_paths; p++)
    {
      double *day = paths->day + (gsize) p * (paths->n_days + 1);

      day[0] = aeq_desk_settled (self->input, self->input->now);
      for (guint j = 0; j < self->n_rest; j++)
        day[0] += paths->net[(gsize) p * self->n_rest + j];
    }
}

/* The calibration by the record, and what it found. */
static void
calibrate (Drawing *self)
{
  AeqDeskPaths *paths = self->paths;
  g_autofree double *column = g_new (double, paths->n_paths);

  add_up_today (self);
  for (guint p = 0; p < paths->n_paths; p++)
    column[p] = paths->day[(gsize) p * (paths->n_days + 1)];
  aeq_stats_sort (column, paths->n_paths);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    paths->raw_end[i] = aeq_stats_quantile_sorted (column, paths->n_paths, AEQ_QUANTILE_LEVELS[i]);
  if (self->input->course == NULL || self->n_rest == 0)
    return;
  scale_paths (paths, self->input->course->factor[AEQ_COURSE_END], aeq_desk_settled (self->input, self->input->now));
  add_up_today (self);
}

AeqDeskPaths *
aeq_desk_paths_new (const AeqDeskOutlook *outlook, const AeqDeskOptions *options, guint64 account_seed)
{
  const AeqDeskSeries *input = outlook->account->input;
  guint buckets = MAX (input->n_buckets, 1);
  AeqDeskPaths *paths = g_new0 (AeqDeskPaths, 1);
  g_autofree double *in = g_new0 (double, buckets);
  g_autofree double *out = g_new0 (double, buckets);
  g_autofree double *scratch = g_new0 (double, buckets);
  Drawing drawing = { .outlook = outlook, .input = input, .options = options, .paths = paths, .in = in, .out = out,
                      .shock = scratch };

  paths->n_paths = MAX (options->n_paths, 1);
  paths->n_rest = drawing.n_rest = input->n_buckets - input->now;
  paths->n_days = outlook->n_days;
  paths->net = g_new0 (double, (gsize) paths->n_paths * MAX (paths->n_rest, 1));
  paths->day = g_new0 (double, (gsize) paths->n_paths * (paths->n_days + 1));
  if (options->keep_paths)
    paths->placed = g_new (gint16, (gsize) paths->n_paths * MAX (input->n_known, 1));
  drawing.shocks = options->shocks != NULL ? options->shocks : aeq_shock_table_default ();
  for (guint j = 0; j < input->now; j++)
    drawing.so_far += input->so_far[j];
  spread_gross (&drawing);
  draw_paths (&drawing, account_seed);
  calibrate (&drawing);
  return paths;
}

void
aeq_desk_paths_free (AeqDeskPaths *self)
{
  if (self == NULL)
    return;
  g_free (self->net);
  g_free (self->day);
  g_free (self->placed);
  g_free (self);
}
