/* SPDX-License-Identifier: MIT */
#include "aeq-grid.h"

#include "aeq-error.h"

#include <math.h>

#define MAX_BUCKETS 288

/* Minutes between two rows of the table: the least that occurs within a day. */
static int
row_minutes (const AeqTable *table)
{
  int step = 24 * 60;

  for (gsize r = 1; r < table->n; r++)
    if (table->dates[r] == table->dates[r - 1])
      step = MIN (step, table->minutes[r] - table->minutes[r - 1]);
  return step;
}

static void
set_days (AeqGrid *self, const AeqTable *table)
{
  self->days = g_new (AeqDate, table->n);
  for (gsize r = 0; r < table->n; r++)
    if (r == 0 || table->dates[r] != table->dates[r - 1])
      self->days[self->n_days++] = table->dates[r];
}

static void
add_series (AeqGrid *self, const AeqTable *table, gsize s, int first, int minutes)
{
  gsize day = 0;
  double *values = g_new (double, self->n_days * self->n_buckets);

  for (gsize i = 0; i < self->n_days * self->n_buckets; i++)
    values[i] = NAN;
  for (gsize r = 0; r < table->n; r++)
    {
      double v = table->values[s][r];
      guint bucket = (guint) ((table->minutes[r] - first) / minutes);
      double *cell;

      if (r > 0 && table->dates[r] != table->dates[r - 1])
        day++;
      cell = &values[day * self->n_buckets + MIN (bucket, self->n_buckets - 1)];
      if (!isnan (v))
        *cell = isnan (*cell) ? v : *cell + v;
    }
  self->values[s] = values;
}

AeqGrid *
aeq_grid_new (const AeqTable *table, guint minutes, GError **error)
{
  g_autoptr(AeqGrid) self = g_new0 (AeqGrid, 1);
  int first = 24 * 60, last = 0, step;

  if (table->minutes == NULL || minutes == 0 || minutes > 24 * 60)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                           "Inside the day a datetime column and a bucket of 1 to 1440 minutes are needed");
      return NULL;
    }
  for (gsize r = 0; r < table->n; r++)
    {
      first = MIN (first, table->minutes[r]);
      last = MAX (last, table->minutes[r]);
    }
  step = row_minutes (table);
  self->n_buckets = (guint) MAX ((last + step - first) / (int) minutes, 1);
  if (self->n_buckets > MAX_BUCKETS)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT, "A day of %u buckets is more than the %d that are possible",
                   self->n_buckets, MAX_BUCKETS);
      return NULL;
    }
  set_days (self, table);
  self->values = g_new0 (double *, table->n_series + 1);
  self->n_series = table->n_series;
  for (gsize s = 0; s < table->n_series; s++)
    add_series (self, table, s, first, (int) minutes);
  return g_steal_pointer (&self);
}

void
aeq_grid_free (AeqGrid *self)
{
  if (self == NULL)
    return;
  for (gsize s = 0; s < self->n_series; s++)
    g_free (self->values[s]);
  g_free (self->values);
  g_free (self->days);
  g_free (self);
}
