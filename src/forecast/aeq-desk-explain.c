/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <math.h>

static void
add_driver (GArray *drivers, const char *group, const char *words, double amount, gboolean next_day)
{
  AeqDriver driver = { group, words, amount, next_day };

  if (isfinite (amount) && amount != 0)
    g_array_append_val (drivers, driver);
}

static void
add_groups (GArray *drivers, const double groups[AEQ_N_GROUPS], gboolean next_day)
{
  for (int g = 0; g < AEQ_N_GROUPS; g++)
    add_driver (drivers, aeq_feature_group_name ((AeqFeatureGroup) g), aeq_feature_group_words ((AeqFeatureGroup) g),
                groups[g], next_day);
}

static double
known_on (const AeqDeskSeries *input, guint day)
{
  double sum = 0;

  for (gsize k = 0; k < input->n_known; k++)
    if (input->known[k].day == day)
      sum += input->known[k].amount * input->known[k].probability;
  return sum;
}

static double
usual_rest (const AeqCurves *curves, guint now)
{
  double factor = aeq_curve_factor (curves, curves->n_days, now), sum = 0;

  for (guint j = now; j < curves->n_buckets; j++)
    sum += aeq_curves_cell (curves, curves->profile, curves->n_days, j) * factor;
  return sum;
}

static gboolean
explain_today (const AeqModel *model, const AeqDeskAccount *account, GArray *drivers, GError **error)
{
  double groups[AEQ_N_GROUPS] = { 0 };
  double usual, base = 0;

  add_driver (drivers, "known", "Known flows", known_on (account->input, 0), FALSE);
  if (account->curves == NULL)
    return TRUE;
  usual = usual_rest (account->curves, account->input->now);
  if (model != NULL && model->intraday != NULL && isfinite (usual) &&
      !aeq_intraday_explain (model->intraday, account->curves, account->input->now, groups, &base, error))
    return FALSE;
  add_driver (drivers, "profile", "Usual course of the day", usual + base, FALSE);
  add_groups (drivers, groups, FALSE);
  return TRUE;
}

static gboolean
explain_next_day (const AeqModel *model, const AeqDeskAccount *account, GArray *drivers, GError **error)
{
  double groups[AEQ_N_GROUPS], base;
  AeqSteadySeries series;
  AeqSteadyRequest request = { 0, (guint) account->today - 1, (guint) account->today + 1 };

  add_driver (drivers, "known", "Known flows", known_on (account->input, 1), TRUE);
  if (model == NULL || account->shape == NULL || !aeq_shape_usable (account->shape, request.origin))
    return TRUE;
  aeq_desk_account_series (account, aeq_model_find (model, account->input->id), &series);
  if (account->input->n_market != aeq_steady_n_market (model->steady))
    series.market = NULL;
  if (!aeq_steady_explain (model->steady, &series, &request, groups, &base, error))
    return FALSE;
  add_driver (drivers, "profile", "Usual day", base, TRUE);
  add_groups (drivers, groups, TRUE);
  return TRUE;
}

static gint
compare_drivers (gconstpointer a, gconstpointer b)
{
  double x = fabs (((const AeqDriver *) a)->amount);
  double y = fabs (((const AeqDriver *) b)->amount);

  return (x < y) - (x > y);
}

gboolean
aeq_desk_explain (const AeqModel *model, const AeqDeskAccount *account, const AeqDeskPaths *paths,
                  AeqDeskForecast *forecast, GError **error)
{
  g_autoptr(GArray) drivers = g_array_new (FALSE, FALSE, sizeof (AeqDriver));

  if (!explain_today (model, account, drivers, error) || !explain_next_day (model, account, drivers, error))
    return FALSE;
  add_driver (drivers, "crisis", "Market stress", paths->shocked, FALSE);
  g_array_sort (drivers, compare_drivers);
  forecast->n_drivers = drivers->len;
  forecast->drivers = g_memdup2 (drivers->data, drivers->len * sizeof (AeqDriver));
  return TRUE;
}
