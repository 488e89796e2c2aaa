/* SPDX-License-Identifier: MIT */
#include "aeq-job-accuracy.h"

#include <math.h>

#include "aeq-forecast-course.h"

static void
part_init (AeqAccuracyPart *self)
{
  self->pit = g_array_new (FALSE, FALSE, sizeof (double));
  self->inside = g_array_new (FALSE, FALSE, sizeof (guint8));
}

static void
part_clear (AeqAccuracyPart *self)
{
  g_array_unref (self->pit);
  g_array_unref (self->inside);
  g_free (self->name);
}

static void
part_free (gpointer data)
{
  part_clear (data);
  g_free (data);
}

AeqAccuracy *
aeq_accuracy_new (void)
{
  AeqAccuracy *self = g_new0 (AeqAccuracy, 1);

  part_init (&self->total);
  self->by_regime = g_ptr_array_new_with_free_func (part_free);
  self->by_horizon = g_ptr_array_new_with_free_func (part_free);
  self->by_account = g_ptr_array_new_with_free_func (part_free);
  self->course.led = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
aeq_accuracy_free (AeqAccuracy *self)
{
  part_clear (&self->total);
  g_ptr_array_unref (self->by_regime);
  g_ptr_array_unref (self->by_horizon);
  g_ptr_array_unref (self->by_account);
  g_hash_table_unref (self->course.led);
  g_free (self);
}

static AeqAccuracyPart *
find_part (GPtrArray *parts, const char *name)
{
  AeqAccuracyPart *part;

  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((AeqAccuracyPart *) parts->pdata[i])->name, name))
      return parts->pdata[i];
  part = g_new0 (AeqAccuracyPart, 1);
  part_init (part);
  part->name = g_strdup (name);
  g_ptr_array_add (parts, part);
  return part;
}

/* Skill compares like with like: a target without a naive forecast counts in neither. */
static void
add_to_part (AeqAccuracyPart *part, const AeqAccuracyItem *item)
{
  double pit = aeq_quantiles_pit (item->q, item->y);

  aeq_tally_add (&part->tally, item->y, item->q, item->gross);
  if (!isnan (item->naive))
    aeq_tally_add_point (&part->naive, item->y, item->naive);
  g_array_append_val (part->pit, pit);
}

/* Stretches are of one horizon and one forecast a day, the last one: errors of several at a time would move together. */
static void
add_to_stretch (AeqAccuracyPart *part, const AeqAccuracyItem *item)
{
  guint8 inside = item->q[AEQ_LOWER_90] <= item->y && item->y <= item->q[AEQ_UPPER_90];

  if (item->horizon != 1)
    return;
  if (part->inside->len > 0 && part->last_day == item->day)
    g_array_set_size (part->inside, part->inside->len - 1);
  part->last_day = item->day;
  g_array_append_val (part->inside, inside);
}

static void
add_override (AeqOverrideTally *self, const AeqAccuracyItem *item)
{
  double with = fabs (item->q[AEQ_MEDIAN_INDEX] - item->y);
  double without = fabs (item->q[AEQ_MEDIAN_INDEX] - item->overridden - item->y);

  if (item->overridden == 0)
    return;
  self->n++;
  self->helped += with < without;
  self->abs_error += with;
  self->abs_error_without += without;
}

void
aeq_accuracy_add (AeqAccuracy *self, const AeqAccuracyItem *item)
{
  AeqAccuracyPart *account = find_part (self->by_account, item->account);
  char horizon[16];

  g_snprintf (horizon, sizeof horizon, "%d", item->horizon);
  add_to_part (&self->total, item);
  add_to_part (find_part (self->by_regime, item->regime), item);
  add_to_part (find_part (self->by_horizon, horizon), item);
  add_to_part (account, item);
  add_to_stretch (account, item);
  add_override (&self->overrides, item);
}

/* What pools the accounts of a ledger: their names, and the unit of each, so that a yen does not weigh as a dollar. */
typedef struct
{
  AeqAccuracy *accuracy;
  GHashTable  *accounts; /* id -> Unit */
} Collector;

typedef struct
{
  gint64 id;
  char  *name;
  double unit;
} Unit;

static void
unit_free (gpointer data)
{
  Unit *self = data;

  g_free (self->name);
  g_free (self);
}

/* Mean gross flow by currency; with one currency only, amounts stay as they are. Accounts that are not asked for have no unit. */
static gboolean
load_units (AeqLedger *ledger, const AeqAccuracyFilter *filter, GHashTable *units, GError **error)
{
  g_autoptr(GHashTable) means = aeq_forecast_mean_gross (ledger, error);
  g_autoptr(GPtrArray) accounts = means != NULL ? aeq_account_list (ledger, error) : NULL;
  gboolean pooled = means != NULL && g_hash_table_size (means) > 1 && filter->account == NULL && filter->currency == NULL;

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      const double *mean = g_hash_table_lookup (means, account->currency->code);
      Unit *unit;

      if (filter->currency != NULL && filter->currency != account->currency)
        continue;
      unit = g_new (Unit, 1);
      unit->id = account->id;
      unit->name = g_strconcat (account->number, " ", account->currency->code, NULL);
      unit->unit = pooled && mean != NULL && *mean > 0 ? *mean : 1;
      g_hash_table_insert (units, &unit->id, unit);
    }
  return TRUE;
}

static gboolean
collect_target (const AeqScored *scored, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Collector *self = user_data;
  const Unit *unit = g_hash_table_lookup (self->accounts, &scored->target.account);
  double q[AEQ_N_QUANTILES];
  AeqAccuracyItem item;

  if (unit == NULL)
    return TRUE;
  item = (AeqAccuracyItem) {
    .regime = scored->regime,
    .account = unit->name,
    .day = scored->target.day,
    .horizon = scored->target.horizon,
    .y = (double) scored->actual / unit->unit,
    .q = q,
    .naive = scored->target.naive / unit->unit,
    .gross = (double) scored->gross / unit->unit,
    .overridden = (double) scored->target.overridden / unit->unit,
  };
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = scored->target.q[i] / unit->unit;
  aeq_accuracy_add (self->accuracy, &item);
  return TRUE;
}

/* How many minutes the lowest point came outside the bucket that was told. "It has been" is right when nothing lower came. */
static double
time_error (const AeqScoredCourse *scored)
{
  AeqInstant from = scored->course.lowest_at;
  AeqInstant to = from + scored->course.bucket_minutes * AEQ_MINUTE;

  if (from == AEQ_INSTANT_NONE)
    return scored->lowest_at > scored->as_of ? (double) (scored->lowest_at - scored->as_of) / AEQ_MINUTE : 0;
  if (scored->lowest_at < from)
    return (double) (from - scored->lowest_at) / AEQ_MINUTE;
  return scored->lowest_at >= to ? (double) (scored->lowest_at - to) / AEQ_MINUTE : 0;
}

/* The first forecast of a day that calls its breach beforehand gives the lead time. */
static void
add_lead (AeqCourseTally *self, const AeqScoredCourse *scored)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %d", scored->course.account, (int) scored->course.day);

  if (scored->first_breach_at > scored->as_of && g_hash_table_add (self->led, g_steal_pointer (&key)))
    {
      self->n_leads++;
      self->lead += (double) (scored->first_breach_at - scored->as_of) / AEQ_MINUTE;
    }
}

static void
add_breach (AeqCourseTally *self, const AeqScoredCourse *scored)
{
  double p = scored->course.p_breach;
  gboolean called = p >= AEQ_BREACH_CALLED;

  self->n_floor++;
  self->breaches += scored->breached;
  self->called += called;
  self->hits += called && scored->breached;
  self->brier += (p - scored->breached) * (p - scored->breached);
  if (called && scored->breached)
    add_lead (self, scored);
}

static gboolean
collect_course (const AeqScoredCourse *scored, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Collector *self = user_data;
  AeqCourseTally *course = &self->accuracy->course;
  const Unit *unit = g_hash_table_lookup (self->accounts, &scored->course.account);
  double actual;
  double told;

  if (unit == NULL)
    return TRUE;
  actual = (double) scored->usage / unit->unit;
  told = scored->course.usage[AEQ_MEDIAN_INDEX] / unit->unit;
  course->n++;
  course->usage += actual;
  course->usage_error += told - actual;
  course->usage_abs_error += fabs (told - actual);
  if (scored->lowest_at != AEQ_INSTANT_NONE)
    {
      course->n_times++;
      course->time_error += time_error (scored);
    }
  if (scored->course.has_floor && !isnan (scored->course.p_breach))
    add_breach (course, scored);
  return TRUE;
}

AeqAccuracy *
aeq_job_accuracy (AeqLedger *ledger, const AeqAccuracyFilter *filter, GError **error)
{
  g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();
  g_autoptr(GHashTable) units = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, unit_free);
  gint64 account = filter->account != NULL ? filter->account->id : 0;
  Collector collector = { accuracy, units };

  if (!load_units (ledger, filter, units, error) ||
      !aeq_forecast_scored (ledger, account, filter->horizon, filter->regime, filter->from, filter->to, collect_target, &collector,
                            error))
    return NULL;
  /* A course is of today: it has no part in a question about another horizon. */
  if (filter->horizon <= 0 &&
      !aeq_forecast_course_scored (ledger, account, filter->regime, filter->from, filter->to, collect_course, &collector, error))
    return NULL;
  return g_steal_pointer (&accuracy);
}

double
aeq_accuracy_skill (const AeqAccuracyPart *part)
{
  if (part->tally.n == 0 || part->naive.n != part->tally.n)
    return NAN;
  return aeq_skill (part->tally.abs_error, part->naive.abs_error);
}

double
aeq_accuracy_worst (const AeqAccuracyPart *part)
{
  return aeq_worst_run ((const guint8 *) part->inside->data, part->inside->len, AEQ_ACCURACY_WINDOW);
}

gboolean
aeq_coverage_drifts (const guint8 *inside, guint n, double *coverage)
{
  guint hits = 0;
  double lower;
  double upper;

  *coverage = NAN;
  if (n < AEQ_ACCURACY_WINDOW)
    return FALSE;
  for (guint i = n - AEQ_ACCURACY_WINDOW; i < n; i++)
    hits += inside[i];
  *coverage = (double) hits / AEQ_ACCURACY_WINDOW;
  aeq_binomial_band (AEQ_ACCURACY_WINDOW, AEQ_INTERVALS[AEQ_INTERVAL_90], &lower, &upper);
  return *coverage < lower || *coverage > upper;
}

gboolean
aeq_accuracy_drifts (const AeqAccuracyPart *part, double *coverage)
{
  return aeq_coverage_drifts ((const guint8 *) part->inside->data, part->inside->len, coverage);
}
