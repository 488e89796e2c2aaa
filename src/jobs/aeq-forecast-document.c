/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-accuracy.h"
#include "aeq-forecast-issue.h"
#include "aeq-forecast-sets.h"
#include "aeq-json.h"

static const char *const LEVEL_NAMES[AEQ_N_QUANTILES] = { "0.025", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.975" };

static void
write_amount (AeqJson *json, const char *name, const AeqDeskView *desk, double value)
{
  double minor = value * desk->scale;

  if (isnan (value))
    aeq_json_null (json, name);
  else
    aeq_json_money (json, name, minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor),
                    desk->account->currency->exponent);
}

static void
write_quantiles (AeqJson *json, const char *name, const AeqDeskView *desk, const double *q)
{
  aeq_json_begin_object (json, name);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    write_amount (json, LEVEL_NAMES[i], desk, q[i]);
  aeq_json_end_object (json);
}

static void
write_instant (AeqJson *json, const char *name, const AeqForecastAccount *account, guint bucket)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, name, aeq_zone_format (account->desk->account->zone, aeq_forecast_bucket_start (account, bucket), text));
}

/* Known flows of today that are due in a bucket, as likely as they are; where only the day is known, at its careful end. What has been
 * booked in the bucket that runs has settled: it is no longer due. */
static double
known_in (const AeqDeskView *desk, guint bucket)
{
  const AeqDeskSeries *series = &desk->rest;
  double sum = bucket == series->now ? -desk->running : 0;

  for (gsize i = 0; i < series->n_known; i++)
    {
      const AeqKnownFlow *flow = &series->known[i];
      guint at = flow->bucket >= 0 ? (guint) flow->bucket : flow->amount > 0 ? series->n_buckets - 1 : series->now;

      sum += flow->day == 0 && at == bucket ? flow->amount * flow->probability : 0;
    }
  return sum;
}

/* The analyst's part of them. */
static double
overridden_in (const AeqDeskView *desk, guint bucket)
{
  double sum = 0;

  for (guint i = 0; i < desk->overrides->len; i++)
    {
      const AeqAhead *override = &g_array_index (desk->overrides, AeqAhead, i);

      sum += override->day == desk->rest.today && override->bucket == (int) bucket ? override->amount : 0;
    }
  return sum;
}

/* "q" is the balance at the end of the bucket, "net" the cumulative net position since the open. */
static void
write_intraday (AeqJson *json, const AeqForecastAccount *account)
{
  const AeqDeskForecast *forecast = account->intraday;

  aeq_json_begin_array (json, "intraday");
  for (guint i = 0; i < forecast->n_rest; i++)
    {
      aeq_json_begin_object (json, NULL);
      write_instant (json, "start", account, account->desk->rest.now + i);
      write_quantiles (json, "q", account->desk, &forecast->balance[i * AEQ_N_QUANTILES]);
      write_quantiles (json, "net", account->desk, &forecast->cumulative[i * AEQ_N_QUANTILES]);
      write_amount (json, "known", account->desk, known_in (account->desk, account->desk->rest.now + i));
      write_amount (json, "overridden", account->desk, overridden_in (account->desk, account->desk->rest.now + i));
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

static void
write_days (AeqJson *json, const AeqForecastAccount *account)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_json_begin_array (json, "daily");
  for (guint i = 0; i < account->n_days; i++)
    {
      const AeqForecastDay *day = &account->days[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "date", aeq_date_format (day->date, text));
      aeq_json_int (json, "horizon", i);
      write_amount (json, "known", account->desk, day->known);
      write_amount (json, "overridden", account->desk, aeq_forecast_sum_on (account->desk->overrides, day->date));
      write_quantiles (json, "net", account->desk, day->net);
      write_quantiles (json, "closing", account->desk, day->closing);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

static void
write_lowest (AeqJson *json, const AeqForecastAccount *account)
{
  const AeqDeskForecast *forecast = account->intraday;

  aeq_json_begin_object (json, "lowest");
  if (forecast->lowest_bucket >= 0)
    write_instant (json, "at", account, (guint) forecast->lowest_bucket);
  else
    aeq_json_null (json, "at");
  write_quantiles (json, "q", account->desk, forecast->lowest);
  aeq_json_end_object (json);
  aeq_json_begin_object (json, "peak_usage");
  write_quantiles (json, "q", account->desk, forecast->peak_usage);
  aeq_json_end_object (json);
  if (isnan (forecast->p_breach))
    aeq_json_null (json, "p_breach");
  else
    aeq_json_double (json, "p_breach", forecast->p_breach);
  if (forecast->first_breach_bucket >= 0)
    write_instant (json, "first_breach_at", account, (guint) forecast->first_breach_bucket);
  else
    aeq_json_null (json, "first_breach_at");
}

static void
write_drivers (AeqJson *json, const AeqForecastAccount *account)
{
  const AeqDeskForecast *forecast = account->intraday;

  aeq_json_begin_array (json, "drivers");
  for (guint i = 0; account->drivers != NULL && i < account->drivers->len; i++)
    {
      const AeqDriver *driver = &g_array_index (account->drivers, AeqDriver, i);

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "driver", driver->group);
      aeq_json_text (json, "words", driver->words);
      aeq_json_text (json, "of", driver->next_day ? "next business day" : "rest of today");
      write_amount (json, "amount", account->desk, driver->amount);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "candidates");
  for (guint i = 0; i < forecast->n_weights; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "name", forecast->weights[i].name);
      aeq_json_double (json, "weight", forecast->weights[i].weight);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

/* Factors of the 90 % intervals of today, as the record of issued forecasts asks for them. */
static void
write_calibration (AeqJson *json, const AeqDeskView *desk)
{
  aeq_json_begin_object (json, "calibration");
  if (isnan (desk->coverage))
    aeq_json_null (json, "coverage_60");
  else
    aeq_json_double (json, "coverage_60", desk->coverage);
  aeq_json_boolean (json, "drifts", desk->drifts);
  aeq_json_double (json, "end_of_day_factor", desk->course.factor[AEQ_COURSE_END][AEQ_INTERVAL_90]);
  aeq_json_double (json, "peak_usage_factor", desk->course.factor[AEQ_COURSE_USAGE][AEQ_INTERVAL_90]);
  aeq_json_end_object (json);
}

static void
write_account (AeqJson *json, const AeqForecastAccount *account)
{
  const AeqDeskView *desk = account->desk;
  guint digits = desk->account->currency->exponent;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", desk->account->number);
  aeq_json_text (json, "name", desk->account->name);
  aeq_json_text (json, "currency", desk->account->currency->code);
  aeq_json_money (json, "opening", desk->opening, digits);
  aeq_json_money (json, "settled", desk->known_net, digits);
  if (desk->limit.has)
    aeq_json_money (json, "limit", desk->limit.floor_amount, digits);
  else
    aeq_json_null (json, "limit");
  write_amount (json, "credit_lines", desk, desk->credit_lines);
  aeq_json_int (json, "late_flows", desk->n_late);
  write_amount (json, "late_amount", desk, desk->late_amount);
  aeq_json_boolean (json, "trained", account->intraday->trained);
  write_calibration (json, desk);
  write_amount (json, "stress", desk, account->intraday->shocked);
  write_intraday (json, account);
  write_days (json, account);
  write_lowest (json, account);
  write_drivers (json, account);
  aeq_json_end_object (json);
}

static void
write_set_quantiles (AeqJson *json, const char *name, const AeqForecastSet *set, const double *q)
{
  aeq_json_begin_object (json, name);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    aeq_json_money (json, LEVEL_NAMES[i], (gint64) llround (CLAMP (q[i] * set->scale, -9.2e18, 9.2e18)), set->currency->exponent);
  aeq_json_end_object (json);
}

/* Quantiles of the accounts' paths added up: not the sums of their quantiles. */
static void
write_sets (AeqJson *json, const AeqForecastResult *result)
{
  aeq_json_begin_array (json, "sets");
  for (guint i = 0; i < result->sets->len; i++)
    {
      const AeqForecastSet *set = result->sets->pdata[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "name", set->name);
      aeq_json_text (json, "currency", set->currency->code);
      aeq_json_int (json, "accounts", set->n_accounts);
      write_set_quantiles (json, "lowest", set, set->joint.lowest);
      write_set_quantiles (json, "peak_usage", set, set->joint.peak_usage);
      write_set_quantiles (json, "closing", set, set->joint.closing);
      if (isnan (set->joint.p_breach))
        aeq_json_null (json, "p_breach");
      else
        aeq_json_double (json, "p_breach", set->joint.p_breach);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

static void
write_regime (AeqJson *json, const AeqForecastResult *result)
{
  static const char *const NAMES[] = { "p_steady", "p_elevated", "p_crisis" };

  aeq_json_begin_object (json, "regime");
  aeq_json_text (json, "state", result->has_regime ? aeq_regime_name (result->regime) : "unknown");
  for (int i = 0; i < 3; i++)
    aeq_json_double (json, NAMES[i], result->p[i]);
  aeq_json_end_object (json);
}

char *
aeq_forecast_document (const AeqForecastResult *result, const AeqId *id)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);
  char text[AEQ_INSTANT_TEXT_SIZE];
  char id_text[AEQ_ID_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  if (id != NULL)
    aeq_json_text (json, "id", aeq_id_format (id, id_text));
  aeq_json_text (json, "as_of", aeq_instant_format (result->as_of, text));
  write_regime (json, result);
  aeq_json_text (json, "model", result->model);
  aeq_json_text (json, "crisis_model", result->crisis_model);
  aeq_json_text (json, "data_hash", result->data_hash);
  if (result->scenario != NULL)
    {
      aeq_json_begin_object (json, "scenario");
      aeq_json_text (json, "name", result->scenario);
      aeq_json_text (json, "version", result->scenario_version);
      aeq_json_end_object (json);
    }
  aeq_json_begin_array (json, "accounts");
  for (guint i = 0; i < result->accounts->len; i++)
    write_account (json, result->accounts->pdata[i]);
  aeq_json_end_array (json);
  write_sets (json, result);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
