/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-issue.h"

#include <math.h>
#include <string.h>

#include "aeq-forecast-course.h"

double
aeq_forecast_sum_on (GArray *known, AeqDate date)
{
  double sum = 0;

  for (guint i = 0; i < known->len; i++)
    {
      const AeqAhead *ahead = &g_array_index (known, AeqAhead, i);

      sum += ahead->day == date ? ahead->amount : 0;
    }
  return sum;
}

static gint64
to_minor (const AeqDeskView *desk, double value)
{
  double minor = value * desk->scale;

  return minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor);
}

static void
add_targets (GArray *targets, const AeqForecastAccount *account)
{
  for (guint h = 0; h < account->n_days; h++)
    {
      const AeqForecastDay *day = &account->days[h];
      AeqForecastTarget target = {
        .account = account->desk->account->id,
        .horizon = (int) h,
        .day = day->date,
        .known_net = h == 0 ? account->desk->known_net : 0,
        .naive = day->naive * account->desk->scale,
        .overridden = to_minor (account->desk, aeq_forecast_sum_on (account->desk->overrides, day->date)),
      };

      for (int i = 0; i < AEQ_N_QUANTILES; i++)
        target.q[i] = (double) to_minor (account->desk, day->net[i]);
      g_array_append_val (targets, target);
    }
}

static AeqInstant
bucket_instant (const AeqForecastAccount *account, int bucket)
{
  return bucket >= 0 ? aeq_forecast_bucket_start (account, (guint) bucket) : AEQ_INSTANT_NONE;
}

static void
add_course (GArray *courses, const AeqForecastAccount *account)
{
  const AeqDeskForecast *intraday = account->intraday;
  const AeqDeskSeries *series = &account->desk->rest;
  AeqForecastCourse course = {
    .account = account->desk->account->id,
    .day = series->today,
    .bucket_minutes = series->bucket_minutes,
    .has_floor = !isnan (series->floor),
    .p_breach = intraday->p_breach,
    .lowest_at = bucket_instant (account, intraday->lowest_bucket),
    .first_breach_at = bucket_instant (account, intraday->first_breach_bucket),
  };

  if (course.has_floor)
    course.floor_amount = to_minor (account->desk, series->floor);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      course.usage[i] = (double) to_minor (account->desk, intraday->peak_usage[i]);
      course.raw_usage[i] = (double) to_minor (account->desk, intraday->raw_usage[i]);
      course.raw_end[i] = (double) to_minor (account->desk, intraday->raw_end[i]);
    }
  g_array_append_val (courses, course);
}

static void
hash_numbers (GChecksum *checksum, const void *numbers, gsize n_bytes)
{
  if (n_bytes > 0)
    g_checksum_update (checksum, numbers, (gssize) n_bytes);
}

char *
aeq_forecast_data_hash (GPtrArray *desks)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree AeqDeskSeries *series = NULL;
  g_autofree char *history = NULL;
  gsize n;

  series = aeq_desk_all_series (desks, &n);
  history = aeq_desk_data_hash (series, n);
  hash_numbers (checksum, history, strlen (history));
  for (gsize i = 0; i < n; i++)
    {
      hash_numbers (checksum, &series[i].opening, sizeof (double));
      hash_numbers (checksum, series[i].so_far, series[i].now * sizeof (double));
      hash_numbers (checksum, &series[i].lowest_so_far, sizeof (double));
      if (series[i].course != NULL)
        hash_numbers (checksum, series[i].course, sizeof *series[i].course);
      for (gsize j = 0; j < series[i].n_known; j++)
        {
          hash_numbers (checksum, &series[i].known[j].amount, sizeof (double));
          hash_numbers (checksum, &series[i].known[j].bucket, sizeof (int));
        }
    }
  for (guint i = 0; i < desks->len; i++)
    for (guint j = 0; j < ((AeqDeskView *) desks->pdata[i])->ahead->len; j++)
      {
        const AeqAhead *ahead = &g_array_index (((AeqDeskView *) desks->pdata[i])->ahead, AeqAhead, j);

        hash_numbers (checksum, &ahead->amount, sizeof ahead->amount);
        hash_numbers (checksum, &ahead->day, sizeof ahead->day);
      }
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
aeq_forecast_issue (AeqLedger *ledger, AeqForecastResult *result, GError **error)
{
  g_autofree char *content = aeq_forecast_document (result, NULL);
  g_autoptr(GArray) targets = g_array_new (FALSE, TRUE, sizeof (AeqForecastTarget));
  g_autoptr(GArray) courses = g_array_new (FALSE, TRUE, sizeof (AeqForecastCourse));
  g_autofree char *scenario = result->scenario != NULL ? g_strconcat (result->scenario, "@", result->scenario_version, NULL) : NULL;
  AeqForecastRun run = {
    .as_of = result->as_of,
    .scenario = scenario,
    .model_version = result->model,
    .regime = result->has_regime ? aeq_regime_name (result->regime) : "unknown",
    .content = content,
    .data_hash = result->data_hash,
    .targets = targets,
    .courses = courses,
  };

  memcpy (run.p, result->p, sizeof run.p);
  /* What would be under a stress is kept, but no outcome can prove it right or wrong: there is nothing to score. */
  for (guint i = 0; i < result->accounts->len && scenario == NULL; i++)
    {
      add_targets (targets, result->accounts->pdata[i]);
      add_course (courses, result->accounts->pdata[i]);
    }
  if (!aeq_forecast_put (ledger, &run, &result->id, error))
    return FALSE;
  result->json = aeq_forecast_document (result, &result->id);
  return TRUE;
}
