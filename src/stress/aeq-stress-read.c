/* SPDX-License-Identifier: MIT */
#include "aeq-stress-walk.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-money.h"
#include "aeq-words.h"

#define TOLD .01 /* below this chance no time of a first breach is told */

/* What a path says, a column of numbers a figure. */
typedef enum
{
  CLOSING,
  NET,
  USAGE,
  SURPLUS,
  RECEIVED,
  SENT,
  AT_RISK,
  N_COLUMNS
} Column;

typedef struct
{
  const AeqStressBook *book;
  AeqStressDepth       depth;
  AeqStressEffect    **effects;  /* a leg each */
  AeqStressPath       *paths;    /* scratch, a leg each */
  AeqStressWalk                *walks;
  double              *columns[N_COLUMNS];
  double              *fan;      /* [n_points][n_paths] net position */
  guint               *low_counts; /* [n_points + 1] */
  double              *breaches; /* points */
  guint                n_breaches;
  guint                n_exhausted;
  gboolean             here_breached;
  AeqStressReading    *reading;
} Reader;

/* A set has a floor when one of its accounts has a limit. */
static void
make_walks (Reader *self)
{
  const AeqStressBook *book = self->book;

  for (guint w = 0; w < book->n_walks; w++)
    self->walks[w] = (AeqStressWalk) { .floor = NAN };
  for (guint l = 0; l < book->n_legs; l++)
    aeq_stress_walk_add_leg (&self->walks[book->netted ? 0 : l], &book->legs[l], self->effects[l]);
  for (guint w = 0; w < book->n_walks; w++)
    {
      AeqStressWalk *walk = &self->walks[w];

      walk->floor = isnan (walk->floor) ? NAN : walk->needed;
      if (book->n_walks == book->n_legs)
        aeq_stress_walk_add_past (walk, &book->legs[w]);
      self->here_breached |= walk->opening + walk->here < walk->floor;
    }
}

/* Returns the net of the day. */
static double
walk_path (Reader *self, guint p, double *at_risk)
{
  const AeqStressBook *book = self->book;
  double total = 0;

  for (gsize i = 0; i < book->n_steps; i++)
    {
      const AeqStressStep *step = &book->steps[i];
      const AeqStressLeg *leg = &book->legs[step->leg];
      AeqStressWalk *walk = &self->walks[step->walk];
      guint now = leg->day->now;
      double net = step->bucket < now ? leg->settled[step->bucket] : self->paths[step->leg].net[step->bucket - now];

      walk->sum += net;
      total += net;
      walk->due += leg->due[step->bucket];
      if (step->walk_ends)
        aeq_stress_walk_end_point (walk, step->point, at_risk);
      if (self->fan != NULL && step->point_ends && step->point >= 0)
        self->fan[(gsize) step->point * book->n_paths + p] = total;
    }
  return total;
}

static void
start_path (Reader *self, guint p)
{
  for (guint w = 0; w < self->book->n_walks; w++)
    aeq_stress_walk_start (&self->walks[w], p);
  for (guint l = 0; l < self->book->n_legs; l++)
    aeq_stress_path_fill (&self->book->legs[l], self->effects[l], p, &self->paths[l]);
}

/* The factors are of quantiles: the paths are walked once for these, before they can be moved. */
static void
calibrate (Reader *self)
{
  guint n = self->book->n_paths;
  gboolean any = FALSE;
  double at_risk = 0;

  for (guint w = 0; w < self->book->n_walks; w++)
    {
      any |= self->walks[w].widening != NULL;
      self->walks[w].usages = self->walks[w].widening != NULL ? g_new (double, n + 1) : NULL;
    }
  for (guint p = 0; any && p < n; p++)
    {
      start_path (self, p);
      walk_path (self, p, &at_risk);
      for (guint w = 0; w < self->book->n_walks; w++)
        if (self->walks[w].usages != NULL)
          self->walks[w].usages[p] = aeq_stress_walk_usage (&self->walks[w]);
    }
  for (guint w = 0; w < self->book->n_walks; w++)
    if (self->walks[w].usages != NULL)
      aeq_stress_walk_calibrate (&self->walks[w], n);
}

static void
count_chances (Reader *self)
{
  int first = -1;
  gboolean exhausted = FALSE;

  for (guint w = 0; w < self->book->n_walks; w++)
    {
      const AeqStressWalk *walk = &self->walks[w];

      if (walk->breach_at >= 0 && (first < 0 || walk->breach_at < first))
        first = walk->breach_at;
      exhausted |= walk->exhausted;
    }
  if (first >= 0)
    self->breaches[self->n_breaches++] = first;
  self->n_exhausted += exhausted;
}

static void
put_peaks (Reader *self, guint p, double total)
{
  double opening = 0, usage = 0, surplus = 0, largest = 0;
  int low_at = -1;

  for (guint w = 0; w < self->book->n_walks; w++)
    {
      const AeqStressWalk *walk = &self->walks[w];

      opening += walk->opening;
      usage += aeq_stress_walk_usage (walk) + walk->lower;
      surplus += walk->high;
      if (-walk->low > largest)
        {
          largest = -walk->low;
          low_at = walk->low_at;
        }
    }
  self->columns[USAGE][p] = usage;
  self->columns[SURPLUS][p] = surplus;
  self->columns[NET][p] = total;
  self->columns[CLOSING][p] = opening + total;
  self->low_counts[low_at + 1]++;
}

static void
put_gross (Reader *self, guint p)
{
  const AeqStressBook *book = self->book;
  double received = 0, sent = 0;

  for (guint l = 0; l < book->n_legs; l++)
    {
      received += book->received[l * book->n_paths + p] + self->paths[l].received;
      sent += book->sent[l * book->n_paths + p] + self->paths[l].sent;
      self->reading->carried += self->paths[l].carried / book->n_paths;
    }
  self->columns[RECEIVED][p] = fmax (0, received);
  self->columns[SENT][p] = fmax (0, sent);
}

static void
read_path (Reader *self, guint p)
{
  double at_risk = 0, total;

  start_path (self, p);
  total = walk_path (self, p, &at_risk);
  count_chances (self);
  if (self->depth == AEQ_STRESS_READ_CHANCES)
    return;
  put_peaks (self, p, total);
  put_gross (self, p);
  self->columns[AT_RISK][p] = at_risk;
}

/* The lowest balance is where the usage leaves it. Quantiles of one account's moved paths are those that its record asks for. */
static void
put_usage (Reader *self)
{
  AeqStressReading *reading = self->reading;
  double opening = 0;

  if (self->book->n_walks == 1 && self->walks[0].usages != NULL)
    memcpy (reading->usage, self->walks[0].to, sizeof reading->usage);
  for (guint w = 0; w < self->book->n_walks; w++)
    opening += self->walks[w].opening;
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    reading->lowest[AEQ_N_QUANTILES - 1 - i] = opening - reading->usage[i];
}

static void
finish_figures (Reader *self)
{
  AeqStressReading *reading = self->reading;
  double *const targets[N_COLUMNS] = {
    reading->closing, reading->net, reading->usage, reading->surplus, reading->received, reading->sent, reading->at_risk,
  };
  guint best = 0;

  for (int c = 0; c < N_COLUMNS; c++)
    aeq_stress_quantiles (self->columns[c], self->book->n_paths, targets[c]);
  put_usage (self);
  for (guint i = 1; i <= self->book->n_points; i++)
    if (self->low_counts[i] > self->low_counts[best])
      best = i;
  reading->lowest_at = best > 0 ? self->book->points[best - 1] : AEQ_INSTANT_NONE;
  for (guint l = 0; l < self->book->n_legs; l++)
    {
      const AeqStressLeg *leg = &self->book->legs[l];

      for (guint j = 0; j < leg->day->n_buckets; j++)
        reading->due += leg->due[j];
      reading->due_settled += leg->due_settled;
    }
}

static void
finish_fan (Reader *self)
{
  AeqStressReading *reading = self->reading;
  guint n = self->book->n_points;
  double opening = 0;

  for (guint w = 0; w < self->book->n_walks; w++)
    opening += self->walks[w].opening;
  reading->balance = g_new (double, n * AEQ_N_QUANTILES + 1);
  reading->cumulative = g_new (double, n * AEQ_N_QUANTILES + 1);
  for (guint i = 0; i < n; i++)
    {
      aeq_stress_quantiles (self->fan + (gsize) i * self->book->n_paths, self->book->n_paths, reading->cumulative + i * AEQ_N_QUANTILES);
      for (guint q = 0; q < AEQ_N_QUANTILES; q++)
        reading->balance[i * AEQ_N_QUANTILES + q] = opening + reading->cumulative[i * AEQ_N_QUANTILES + q];
    }
}

static void
finish_chances (Reader *self)
{
  AeqStressReading *reading = self->reading;
  double n = self->book->n_paths;
  gboolean limited = FALSE;

  for (guint w = 0; w < self->book->n_walks; w++)
    limited |= !isnan (self->walks[w].floor);
  reading->p_breach = limited ? self->n_breaches / n : NAN;
  reading->p_exhausted = self->n_exhausted / n;
  reading->first_breach_at = AEQ_INSTANT_NONE;
  /* Below the floor already: nothing is left to chance. */
  if (self->here_breached)
    reading->p_breach = 1;
  if (self->n_breaches == 0 || reading->p_breach < TOLD)
    return;
  aeq_stats_sort (self->breaches, self->n_breaches);
  reading->first_breach_at = self->book->points[(guint) self->breaches[self->n_breaches / 2]];
}

static void
reader_clear (Reader *self)
{
  for (guint l = 0; l < self->book->n_legs; l++)
    {
      aeq_stress_effect_free (self->effects[l]);
      g_free (self->paths[l].net);
    }
  for (guint w = 0; w < self->book->n_walks; w++)
    aeq_stress_walk_clear (&self->walks[w]);
  for (int c = 0; c < N_COLUMNS; c++)
    g_free (self->columns[c]);
  g_free (self->effects);
  g_free (self->paths);
  g_free (self->walks);
  g_free (self->fan);
  g_free (self->low_counts);
  g_free (self->breaches);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
reader_init (Reader *self, const AeqStressBook *book, AeqStressDepth depth, AeqStressReading *reading)
{
  guint n_legs = book->n_legs;

  *self = (Reader) { .book = book, .depth = depth, .reading = reading };
  self->effects = g_new0 (AeqStressEffect *, n_legs + 1);
  self->paths = g_new0 (AeqStressPath, n_legs + 1);
  self->walks = g_new0 (AeqStressWalk, book->n_walks + 1);
  for (guint l = 0; l < n_legs; l++)
    self->paths[l].net = g_new (double, book->legs[l].day->n_buckets + 1);
  for (int c = 0; c < N_COLUMNS && depth != AEQ_STRESS_READ_CHANCES; c++)
    self->columns[c] = g_new0 (double, book->n_paths + 1);
  if (depth == AEQ_STRESS_READ_FAN)
    self->fan = g_new0 (double, (gsize) book->n_points * book->n_paths + 1);
  self->low_counts = g_new0 (guint, book->n_points + 1);
  self->breaches = g_new (double, book->n_paths + 1);
}

static gboolean
add_available (AeqStressReading *reading, const AeqStressEffect *effect)
{
  AeqBcbsAvailable *sum = &reading->available;

  sum->known = TRUE;
  for (int i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    if (!aeq_money_add (sum->minor[i], effect->available.minor[i], &sum->minor[i]))
      return FALSE;
  return aeq_money_add (sum->lines_secured, effect->available.lines_secured, &sum->lines_secured) &&
         aeq_money_add (sum->lines_committed, effect->available.lines_committed, &sum->lines_committed) &&
         aeq_money_add (reading->available_total, effect->available_total, &reading->available_total);
}

static gboolean
make_effects (Reader *self, const AeqScenario *scenario, GError **error)
{
  const AeqStressBook *book = self->book;

  for (guint l = 0; l < book->n_legs; l++)
    {
      if ((self->effects[l] = aeq_stress_effect_new (book->legs[l].day, scenario, book->largest, error)) == NULL)
        return FALSE;
      if (!add_available (self->reading, self->effects[l]))
        {
          g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("what is available to the set adds up to more than can be kept"));
          return FALSE;
        }
    }
  return TRUE;
}

AeqStressReading *
aeq_stress_read (const AeqStressBook *self, const AeqScenario *scenario, AeqStressDepth depth, GError **error)
{
  g_autoptr(AeqStressReading) reading = g_new0 (AeqStressReading, 1);
  g_auto(Reader) reader;

  reader_init (&reader, self, depth, reading);
  reading->n_points = self->n_points;
  reading->points = self->points;
  reading->lowest_at = AEQ_INSTANT_NONE;
  if (!make_effects (&reader, scenario, error))
    return NULL;
  make_walks (&reader);
  calibrate (&reader);
  for (guint p = 0; p < self->n_paths; p++)
    read_path (&reader, p);
  finish_chances (&reader);
  if (depth != AEQ_STRESS_READ_CHANCES)
    finish_figures (&reader);
  if (depth == AEQ_STRESS_READ_FAN)
    finish_fan (&reader);
  return g_steal_pointer (&reading);
}
