/* SPDX-License-Identifier: MIT */
#include "aeq-backtest-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <math.h>
#include <string.h>

#define MAX_HORIZON 366

/* One origin needs rows before the test rows, and few enough of these. */
static gboolean
check_tests (gsize tests, gsize n, GError **error)
{
  if (tests >= n)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                 "All %" G_GSIZE_FORMAT " rows of the table would be test rows: leave some before them to learn from", n);
  else if (tests > MAX_HORIZON)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                 "%" G_GSIZE_FORMAT " test rows are more than the %d that can be forecast from one day: give fewer", tests,
                 MAX_HORIZON);
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_origins (AeqWalk *self, const AeqBacktestSpec *spec, GError **error)
{
  const AeqTable *table = spec->table;
  gsize n = table->n, tests = spec->tail;

  if (spec->rolling)
    {
      self->first = aeq_timeline_find (self->timeline, spec->from - 1) + 1;
      self->last = MIN (aeq_timeline_find (self->timeline, spec->to), (int) n - 2);
    }
  else
    {
      while (spec->tail == 0 && table->test != NULL && tests < n && table->test[n - 1 - tests])
        tests++;
      self->first = self->last = (int) n - 1 - (int) tests;
    }
  if (!spec->rolling && !check_tests (tests, n, error))
    return FALSE;
  if (self->last < self->first || (!spec->rolling && tests == 0))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                           spec->rolling
                               ? N_("No row of the table lies between the first and the last origin")
                               : N_("The table has no test rows: add a split column or say how many with --tail"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_reach (const AeqWalk *self, gsize n, GError **error)
{
  if ((gsize) self->first + self->horizons[0] < n)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "No forecast %u rows ahead of an origin lies within the table of %" G_GSIZE_FORMAT
               " rows: take earlier origins or a shorter horizon", self->horizons[0], n);
  return FALSE;
}

static gboolean
set_horizons (AeqWalk *self, const AeqBacktestSpec *spec, GError **error)
{
  self->n_horizons = spec->rolling ? spec->n_horizons : spec->table->n - 1 - self->last;
  self->horizons = g_new (guint, MAX (self->n_horizons, 1));
  for (gsize k = 0; k < self->n_horizons; k++)
    {
      self->horizons[k] = spec->rolling ? spec->horizons[k] : (guint) k + 1;
      if (self->horizons[k] < 1 || self->horizons[k] > MAX_HORIZON ||
          (k > 0 && self->horizons[k] <= self->horizons[k - 1]))
        break;
      if (k + 1 == self->n_horizons)
        return check_reach (self, spec->table->n, error);
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("The horizons must rise from 1 to at most %d"), MAX_HORIZON);
  return FALSE;
}

/* Outside this range sums of squares leave double's. */
static double
usable (double value, gboolean zeros_missing)
{
  if (!isfinite (value) || (zeros_missing && value == 0))
    return NAN;
  return CLAMP (value, -1e150, 1e150);
}

static void
fill_series (AeqWalk *self, const AeqBacktestSpec *spec, gsize s)
{
  const AeqTable *table = spec->table, *known = spec->known;
  const double *values = table->values[self->column[s]];
  int column = known != NULL ? aeq_table_find (known, table->names[self->column[s]]) : -1;
  gsize k = 0;

  self->actual[s] = g_new (double, table->n);
  self->known[s] = g_new0 (double, table->n);
  self->rest[s] = g_new (double, table->n);
  for (gsize r = 0; r < table->n; r++)
    {
      while (column >= 0 && k < known->n && known->dates[k] < table->dates[r])
        k++;
      if (column >= 0 && k < known->n && known->dates[k] == table->dates[r] && !isnan (known->values[column][k]))
        self->known[s][r] = usable (known->values[column][k], FALSE);
      self->actual[s][r] = usable (values[r], spec->zeros_missing);
      self->rest[s][r] = self->actual[s][r] - self->known[s][r];
    }
}

static int
compare_columns (gconstpointer a, gconstpointer b, gpointer table)
{
  guint x = *(const guint *) a, y = *(const guint *) b;
  int order = strcmp (((const AeqTable *) table)->names[x], ((const AeqTable *) table)->names[y]);

  return order != 0 ? order : (x > y) - (x < y);
}

static void
order_series (AeqWalk *self, const AeqTable *table)
{
  self->column = g_new (guint, MAX (self->n_series, 1));
  for (guint s = 0; s < self->n_series; s++)
    self->column[s] = s;
  g_qsort_with_data (self->column, (gint) self->n_series, sizeof *self->column, compare_columns, (gpointer) table);
}

AeqWalk *
aeq_walk_new (const AeqBacktestSpec *spec, GError **error)
{
  g_autoptr(AeqWalk) self = g_new0 (AeqWalk, 1);
  const AeqTable *table = spec->table;

  self->timeline = aeq_timeline_new (table->dates, table->n, spec->calendar, spec->season, spec->custom, spec->n_custom,
                                     error);
  if (self->timeline == NULL || !set_origins (self, spec, error) || !set_horizons (self, spec, error))
    return NULL;
  self->n_series = table->n_series;
  order_series (self, table);
  self->rest = g_new0 (double *, self->n_series);
  self->known = g_new0 (double *, self->n_series);
  self->actual = g_new0 (double *, self->n_series);
  for (gsize s = 0; s < self->n_series; s++)
    fill_series (self, spec, s);
  return g_steal_pointer (&self);
}

static void
free_columns (double **columns, gsize n)
{
  for (gsize s = 0; columns != NULL && s < n; s++)
    g_free (columns[s]);
  g_free (columns);
}

void
aeq_walk_free (AeqWalk *self)
{
  if (self == NULL)
    return;
  aeq_timeline_unref (self->timeline);
  free_columns (self->rest, self->n_series);
  free_columns (self->known, self->n_series);
  free_columns (self->actual, self->n_series);
  g_free (self->column);
  g_free (self->horizons);
  g_free (self);
}
