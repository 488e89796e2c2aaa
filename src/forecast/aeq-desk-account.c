/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <math.h>

#define MAX_BUCKETS 288
#define MAX_AMOUNT 1e100

const guint *
aeq_desk_horizons (void)
{
  static guint horizons[AEQ_DESK_HORIZONS];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint k = 0; k < AEQ_DESK_HORIZONS; k++)
        horizons[k] = k + 1;
      g_once_init_leave (&ready, 1);
    }
  return horizons;
}

static gboolean
refuse (const AeqDeskSeries *input, const char *why, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "Forecasting %s: %s", input->id, why);
  return FALSE;
}

static gboolean
check_numbers (const AeqDeskSeries *input, GError **error)
{
  for (guint j = 0; j < input->now; j++)
    if (!isfinite (input->so_far[j]) || (input->settled != NULL && !isfinite (input->settled[j])))
      return refuse (input, N_("a bucket of today that is over has no amount"), error);
  for (gsize k = 0; k < input->n_known; k++)
    if (!isfinite (input->known[k].amount) || fabs (input->known[k].amount) > MAX_AMOUNT)
      return refuse (input, N_("a known flow has no usable amount"), error);
  if (!isfinite (input->opening) || fabs (input->opening) > MAX_AMOUNT)
    return refuse (input, N_("the opening balance is missing"), error);
  return TRUE;
}

static gboolean
check (const AeqDeskSeries *input, GError **error)
{
  if (input->n_days > 0 && input->days[input->n_days - 1] >= input->today)
    return refuse (input, N_("the history reaches into today"), error);
  if (input->n_buckets > MAX_BUCKETS || input->now > input->n_buckets)
    return refuse (input, N_("the buckets of the day do not fit"), error);
  if (input->n_matrix > input->n_days)
    return refuse (input, N_("more days are known by bucket than there are days"), error);
  return check_numbers (input, error);
}

static gboolean
make_timeline (AeqDeskAccount *self, GError **error)
{
  const AeqDeskSeries *input = self->input;
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  AeqDate date = input->today;

  if (input->n_days > 0)
    g_array_append_vals (dates, input->days, (guint) input->n_days);
  for (guint k = 0; k <= AEQ_MAX_DAYS; k++)
    {
      g_array_append_val (dates, date);
      date = aeq_calendar_add (input->calendar, date, 1);
    }
  self->today = input->n_days;
  self->timeline = aeq_timeline_new ((const AeqDate *) dates->data, dates->len, input->calendar, 0, input->custom,
                                     input->n_custom, error);
  g_prefix_error (error, "Forecasting %s: ", input->id);
  return self->timeline != NULL;
}

static double
usable (double value)
{
  return isfinite (value) && fabs (value) <= MAX_AMOUNT ? value : NAN;
}

static void
make_shape (AeqDeskAccount *self)
{
  const AeqDeskSeries *input = self->input;
  gsize n = self->timeline->n;
  g_autofree double *values = g_new (double, n);

  for (gsize r = 0; r < n; r++)
    values[r] = r < input->n_days ? usable (input->net[r]) : NAN;
  self->shape = aeq_shape_new (self->timeline, values, input->n_days - 1);
  self->market = g_new0 (double *, input->n_market + 1);
  for (gsize k = 0; k < input->n_market; k++)
    {
      self->market[k] = g_new (double, n);
      for (gsize r = 0; r < n; r++)
        self->market[k][r] = r < input->n_days ? input->market[k][r] : NAN;
    }
}

AeqDeskAccount *
aeq_desk_account_new (const AeqDeskSeries *input, GError **error)
{
  g_autoptr(AeqDeskAccount) self = g_new0 (AeqDeskAccount, 1);

  self->input = input;
  if (!check (input, error) || !make_timeline (self, error))
    return NULL;
  if (input->n_days > 0)
    make_shape (self);
  if (input->n_buckets > 0)
    self->curves = aeq_curves_new (self->timeline->facts + input->n_days - input->n_matrix, input->n_matrix,
                                   input->n_buckets, input->matrix, input->so_far, input->now);
  return g_steal_pointer (&self);
}

void
aeq_desk_account_free (AeqDeskAccount *self)
{
  if (self == NULL)
    return;
  for (gsize k = 0; self->market != NULL && k < self->input->n_market; k++)
    g_free (self->market[k]);
  g_free (self->market);
  aeq_curves_free (self->curves);
  aeq_shape_free (self->shape);
  aeq_timeline_unref (self->timeline);
  g_free (self);
}

void
aeq_desk_account_series (const AeqDeskAccount *self, guint known_as, AeqSteadySeries *series)
{
  series->shape = self->shape;
  series->market = self->input->n_market > 0 ? (const double *const *) self->market : NULL;
  series->known_as = known_as;
}

double
aeq_desk_settled (const AeqDeskSeries *input, guint upto)
{
  const double *values = input->settled != NULL ? input->settled : input->so_far;
  double sum = 0;

  for (guint j = 0; j < upto; j++)
    sum += values[j];
  return sum;
}
