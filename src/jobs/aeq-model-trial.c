/* SPDX-License-Identifier: MIT */
#include "aeq-model-trial.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-json.h"

#define LEAST_FORECASTS 50 /* fewer tell nothing */

/* NULL without an error when what is left is too short to learn from. */
static AeqModel *
train_twin (const AeqDeskSeries *series, gsize n, guint64 seed, GCancellable *cancellable, GError **error)
{
  g_autofree AeqDeskSeries *cut = aeq_desk_trial_cut (series, n);
  g_autoptr (GError) local = NULL;
  AeqModel *twin = aeq_desk_train (cut, n, seed, NULL, cancellable, &local);

  if (twin == NULL && local->domain != AEQ_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  return twin;
}

gboolean
aeq_model_trial_compare (const AeqModel *ours, const AeqModel *other, const AeqDeskSeries *series, gsize n,
                         AeqDate since, guint64 *judged, double *ratio, GError **error)
{
  /* Series that were taught for longer than others would count in one of the two only. */
  AeqDeskTrial own = { .since = MAX (since, aeq_model_get_trained_to (ours)) };
  AeqDeskTrial reference = { .since = own.since };

  *ratio = NAN;
  if (!aeq_desk_trial_run (ours, series, n, &own, error) || !aeq_desk_trial_run (other, series, n, &reference, error))
    return FALSE;
  *judged = own.n;
  if (own.n >= LEAST_FORECASTS && own.n == reference.n && reference.sum > 0)
    *ratio = own.sum / reference.sum;
  return TRUE;
}

gboolean
aeq_model_trial_run (const AeqDeskSeries *series, gsize n, const AeqModel *current, guint64 seed, AeqModelTrial *trial,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AeqModel) twin = train_twin (series, n, seed, cancellable, &local);
  guint64 judged;

  *trial = (AeqModelTrial){ .to_plain = NAN, .to_current = NAN, .passed = TRUE };
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (twin == NULL)
    return TRUE;
  if (!aeq_model_trial_compare (twin, NULL, series, n, AEQ_DATE_NONE, &trial->n, &trial->to_plain, error) ||
      (current != NULL && !aeq_model_trial_compare (twin, current, series, n, aeq_model_get_trained_to (current),
                                                    &judged, &trial->to_current, error)))
    return FALSE;
  trial->held = !isnan (trial->to_plain);
  /* A comparison that could not be made refuses nothing. */
  trial->passed = !(trial->to_plain > AEQ_TRIAL_TOLERANCE) && !(trial->to_current > AEQ_TRIAL_TOLERANCE);
  return TRUE;
}

char *
aeq_model_trial_json (const AeqModelTrial *trial)
{
  GString *out = g_string_new (NULL);
  g_autoptr (AeqJson) json = aeq_json_new (out);

  if (!trial->held)
    return g_string_free (g_string_append (out, "null"), FALSE);
  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "days", AEQ_TRIAL_DAYS);
  aeq_json_int (json, "n", (gint64)trial->n);
  aeq_json_double (json, "loss_to_plain", trial->to_plain);
  aeq_json_double (json, "loss_to_current", trial->to_current);
  aeq_json_boolean (json, "passed", trial->passed);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
