/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const AeqDeskPaths  *paths;
  const AeqDeskSeries *input;
  AeqDeskForecast     *forecast;
  double              *column;  /* a number a path */
  double              *usage;   /* a path */
  double               settled;
  double               past_low; /* lowest net position so far, at most 0 */
} Reader;

static void
quantiles_of (Reader *self, double *q)
{
  aeq_stats_sort (self->column, self->paths->n_paths);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = aeq_stats_quantile_sorted (self->column, self->paths->n_paths, AEQ_QUANTILE_LEVELS[i]);
}

static void
read_buckets (Reader *self)
{
  const AeqDeskPaths *paths = self->paths;
  AeqDeskForecast *forecast = self->forecast;
  g_autofree double *sum = g_new (double, paths->n_paths);

  forecast->n_rest = paths->n_rest;
  forecast->balance = g_new0 (double, (gsize) MAX (paths->n_rest, 1) * AEQ_N_QUANTILES);
  forecast->cumulative = g_new0 (double, (gsize) MAX (paths->n_rest, 1) * AEQ_N_QUANTILES);
  for (guint p = 0; p < paths->n_paths; p++)
    sum[p] = self->settled;
  for (guint j = 0; j < paths->n_rest; j++)
    {
      double *q = forecast->cumulative + j * AEQ_N_QUANTILES;

      for (guint p = 0; p < paths->n_paths; p++)
        self->column[p] = sum[p] += paths->net[(gsize) p * paths->n_rest + j];
      quantiles_of (self, q);
      for (int i = 0; i < AEQ_N_QUANTILES; i++)
        forecast->balance[j * AEQ_N_QUANTILES + i] = self->input->opening + q[i];
    }
}

/* Bucket in which path @p is lowest, -1: what has been; and its usage. */
static int
find_lowest (const Reader *self, guint p, double *usage)
{
  const double *net = self->paths->net + (gsize) p * self->paths->n_rest;
  double sum = self->settled, low = self->past_low;
  int at = -1;

  for (guint j = 0; j < self->paths->n_rest; j++)
    {
      sum += net[j];
      if (sum < low)
        {
          low = sum;
          at = (int) (self->input->now + j);
        }
    }
  *usage = fmax (0, -low);
  return at;
}

/* Bucket of the first breach from now on of path @p, @lower than drawn by what the calibration of the lowest point moves it; -1. */
static int
find_breach (const Reader *self, guint p, double lower)
{
  const double *net = self->paths->net + (gsize) p * self->paths->n_rest;
  double sum = self->settled;

  for (guint j = 0; j < self->paths->n_rest; j++)
    {
      sum += net[j];
      /* In this order, that of a stress: the two must agree to the last bit. */
      if (self->input->opening + sum - lower < self->input->floor)
        return (int) (self->input->now + j);
    }
  return -1;
}

static int
likeliest (const guint *counts, guint n)
{
  guint best = 0;

  for (guint i = 1; i < n; i++)
    if (counts[i] > counts[best])
      best = i;
  return (int) best - 1;
}

static void
read_breach (Reader *self, double *breaches, guint n)
{
  AeqDeskForecast *forecast = self->forecast;
  double here = self->input->opening + self->settled;

  forecast->first_breach_bucket = -1;
  forecast->p_breach = isnan (self->input->floor) ? NAN : (double) n / self->paths->n_paths;
  /* Below the floor already: nothing is left to chance. */
  if (here < self->input->floor)
    forecast->p_breach = 1;
  if (n > 0 && forecast->p_breach >= AEQ_BREACH_TOLD)
    {
      aeq_stats_sort (breaches, n);
      forecast->first_breach_bucket = (int) breaches[n / 2];
    }
}

/* What has been used cannot be used less. */
static void
calibrate_usage (Reader *self)
{
  AeqDeskForecast *forecast = self->forecast;

  memcpy (forecast->peak_usage, forecast->raw_usage, sizeof forecast->peak_usage);
  if (self->input->course != NULL)
    aeq_quantiles_widen (self->input->course->factor[AEQ_COURSE_USAGE], forecast->peak_usage);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      forecast->peak_usage[i] = fmax (forecast->peak_usage[i], fmax (0, -self->past_low));
      forecast->lowest[AEQ_N_QUANTILES - 1 - i] = self->input->opening - forecast->peak_usage[i];
    }
}

static void
read_today (Reader *self)
{
  guint n = self->paths->n_paths, n_breaches = 0;
  guint buckets = self->input->n_buckets;
  g_autofree double *breaches = g_new (double, n);
  g_autofree guint *counts = g_new0 (guint, buckets + 1);

  for (guint p = 0; p < n; p++)
    {
      counts[find_lowest (self, p, &self->usage[p]) + 1]++;
      self->column[p] = self->usage[p];
    }
  quantiles_of (self, self->forecast->raw_usage);
  calibrate_usage (self);
  for (guint p = 0; p < n; p++)
    {
      double moved = aeq_quantiles_move (self->forecast->raw_usage, self->forecast->peak_usage, self->usage[p]);
      int at = find_breach (self, p, moved - self->usage[p]);

      if (at >= 0)
        breaches[n_breaches++] = at;
    }
  self->forecast->lowest_bucket = likeliest (counts, buckets + 1);
  read_breach (self, breaches, n_breaches);
}

static void
read_days (Reader *self, const AeqDeskAccount *account)
{
  const AeqDeskPaths *paths = self->paths;
  AeqDeskForecast *forecast = self->forecast;
  guint width = paths->n_days + 1;
  g_autofree double *sum = g_new0 (double, paths->n_paths);

  forecast->n_days = paths->n_days;
  forecast->days = g_new0 (AeqDeskDay, width);
  for (guint h = 0; h < width; h++)
    {
      AeqDeskDay *day = &forecast->days[h];

      day->date = account->timeline->facts[account->today + h].date;
      for (guint p = 0; p < paths->n_paths; p++)
        {
          self->column[p] = paths->day[(gsize) p * width + h];
          sum[p] += self->column[p];
        }
      quantiles_of (self, day->net);
      for (guint p = 0; p < paths->n_paths; p++)
        self->column[p] = self->input->opening + sum[p];
      quantiles_of (self, day->closing);
    }
}

void
aeq_desk_paths_read (const AeqDeskPaths *self, const AeqDeskAccount *account, AeqDeskForecast *forecast)
{
  g_autofree double *column = g_new (double, self->n_paths);
  g_autofree double *usage = g_new (double, self->n_paths);
  Reader reader = { self, account->input, forecast, column, usage, aeq_desk_settled (account->input, account->input->now),
                    fmin (account->input->lowest_so_far, 0) };

  for (guint j = 1; j <= account->input->now; j++)
    reader.past_low = fmin (reader.past_low, aeq_desk_settled (account->input, j));
  memcpy (forecast->raw_end, self->raw_end, sizeof forecast->raw_end);
  read_buckets (&reader);
  read_today (&reader);
  read_days (&reader, account);
}
