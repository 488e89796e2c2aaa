/* SPDX-License-Identifier: MIT */
#include "aeq-job-scenario.h"

#include <math.h>
#include <string.h>

#include "aeq-account-set.h"
#include "aeq-error.h"
#include "aeq-forecast-issue.h"
#include "aeq-scenario-load.h"
#include "aeq-words.h"

static void
section_free (gpointer data)
{
  AeqScenarioSection *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->accounts);
  aeq_stress_book_free (self->book);
  aeq_stress_reading_free (self->base);
  g_free (self);
}

void
aeq_scenario_base_free (AeqScenarioBase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->forecast, aeq_forecast_result_free);
  g_free (self);
}

static AeqScenarioSection *
section_new (const char *name, gboolean set, gboolean netted, const AeqScenarioAccount *first)
{
  AeqScenarioSection *self = g_new0 (AeqScenarioSection, 1);

  self->name = g_strdup (name);
  self->set = set;
  self->netted = netted;
  self->currency = first->forecast->desk->account->currency;
  self->zone = first->forecast->desk->account->zone;
  self->accounts = g_ptr_array_new ();
  return self;
}

/* The set's sections, one a currency, begin at @first. */
static void
put_in_set (AeqScenarioBase *self, const AeqAccountSet *set, guint first, AeqScenarioAccount *account)
{
  for (guint i = first; i < self->sections->len; i++)
    {
      AeqScenarioSection *section = self->sections->pdata[i];

      if (section->currency == account->forecast->desk->account->currency)
        {
          g_ptr_array_add (section->accounts, account);
          return;
        }
    }
  g_ptr_array_add (self->sections, section_new (set->name, TRUE, set->nets, account));
  g_ptr_array_add (((AeqScenarioSection *) self->sections->pdata[self->sections->len - 1])->accounts, account);
}

static gboolean
has_account (const AeqAccountSet *set, const AeqScenarioAccount *account)
{
  for (guint i = 0; i < set->accounts->len; i++)
    if (((AeqAccount *) set->accounts->pdata[i])->id == account->forecast->desk->account->id)
      return TRUE;
  return FALSE;
}

static void
put_accounts_of (AeqScenarioBase *self, const AeqAccountSet *set)
{
  guint first = self->sections->len;

  for (guint i = 0; i < self->accounts->len; i++)
    if (has_account (set, self->accounts->pdata[i]))
      put_in_set (self, set, first, self->accounts->pdata[i]);
}

/* A set that is one account here would show it twice. */
static gboolean
put_all_sets (AeqScenarioBase *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);
  guint first = self->sections->len;

  for (guint i = 0; sets != NULL && i < sets->len; i++)
    put_accounts_of (self, sets->pdata[i]);
  for (guint i = self->sections->len; i > first; i--)
    if (((AeqScenarioSection *) self->sections->pdata[i - 1])->accounts->len < 2)
      g_ptr_array_remove_index (self->sections, i - 1);
  return sets != NULL;
}

static gboolean
put_set (AeqScenarioBase *self, AeqLedger *ledger, const char *name, GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);

  for (guint i = 0; sets != NULL && i < sets->len; i++)
    {
      const AeqAccountSet *set = sets->pdata[i];

      if (!g_str_equal (set->name, name))
        continue;
      put_accounts_of (self, set);
      if (self->sections->len > 0)
        return TRUE;
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("the account set %s has no account with flows that could be stressed"), name);
      return FALSE;
    }
  if (sets != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                 N_("there is no account set %s: record list account-set shows those that there are"), name);
  return FALSE;
}

static void
put_accounts (AeqScenarioBase *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      AeqScenarioAccount *account = self->accounts->pdata[i];
      AeqScenarioSection *section = section_new (account->forecast->desk->account->number, FALSE, TRUE, account);

      g_ptr_array_add (section->accounts, account);
      g_ptr_array_add (self->sections, section);
    }
}

static gboolean
open_books (AeqScenarioBase *self, GError **error)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      AeqScenarioSection *section = self->sections->pdata[i];
      g_autofree AeqStressLeg *legs = g_new0 (AeqStressLeg, section->accounts->len);

      for (guint l = 0; l < section->accounts->len; l++)
        legs[l] = ((AeqScenarioAccount *) section->accounts->pdata[l])->leg;
      section->book = aeq_stress_book_new (legs, section->accounts->len, section->netted);
      if ((section->base = aeq_stress_read (section->book, NULL, AEQ_STRESS_READ_FAN, error)) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_accounts (AeqScenarioBase *self, AeqLedger *ledger, const AeqCurrency *currency, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->forecast->accounts->len; i++)
    {
      const AeqForecastAccount *forecast = self->forecast->accounts->pdata[i];
      AeqScenarioAccount *account;

      if (currency != NULL && forecast->desk->account->currency != currency)
        continue;
      if ((account = aeq_scenario_account_load (ledger, forecast, cancellable, error)) == NULL)
        return FALSE;
      g_ptr_array_add (self->accounts, account);
    }
  if (self->accounts->len > 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("the ledger has no account in %s with flows that could be stressed"),
               currency != NULL ? currency->code : "any currency");
  return FALSE;
}

static AeqScenarioBase *
base_new (AeqForecastResult *forecast)
{
  AeqScenarioBase *self = g_new0 (AeqScenarioBase, 1);

  self->forecast = forecast;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_scenario_account_free);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  return self;
}

AeqScenarioBase *
aeq_scenario_prepare (AeqLedger *ledger, const AeqScenarioRequest *request, AeqProgress *progress, GCancellable *cancellable,
                      GError **error)
{
  AeqForecastRequest forecast_request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqScenarioBase) self = NULL;
  AeqForecastResult *forecast;

  forecast_request.account = request->account;
  forecast_request.days = 1;
  forecast_request.bucket_minutes = request->bucket_minutes;
  forecast_request.plain = request->plain;
  forecast_request.keep_paths = TRUE;
  forecast_request.keeper = request->keeper;
  if ((forecast = aeq_forecast_make (ledger, &forecast_request, progress, cancellable, error)) == NULL)
    return NULL;
  self = base_new (forecast);
  if (!load_accounts (self, ledger, request->currency, cancellable, error))
    return NULL;
  if (request->set == NULL)
    put_accounts (self);
  else if (!put_set (self, ledger, request->set, error))
    return NULL;
  if (request->sets_too && request->account == NULL && request->set == NULL && !put_all_sets (self, ledger, error))
    return NULL;
  if (!open_books (self, error))
    return NULL;
  aeq_progress_done (progress);
  return g_steal_pointer (&self);
}

GPtrArray *
aeq_scenario_apply (const AeqScenarioBase *self, const AeqScenario *scenario, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_stress_reading_free);

  for (guint i = 0; i < self->sections->len; i++)
    {
      const AeqScenarioSection *section = self->sections->pdata[i];
      AeqStressReading *reading;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (reading = aeq_stress_read (section->book, scenario, AEQ_STRESS_READ_FAN, error)) == NULL)
        return NULL;
      g_ptr_array_add (readings, reading);
    }
  return g_steal_pointer (&readings);
}

gboolean
aeq_scenario_reverse_amount (const AeqScenarioSection *section, const AeqStressReverse *found, double size, gint64 *minor)
{
  double sum = 0;

  for (guint i = 0; i < section->accounts->len; i++)
    {
      const AeqScenarioAccount *account = section->accounts->pdata[i];

      sum += size * account->day.usual_out * account->day.scale;
    }
  *minor = sum >= 9.2e18 ? G_MAXINT64 : (gint64) ceil (sum);
  return found->kind == AEQ_STRESS_PAYMENT;
}

/* Bucket of the account's today that starts at @at; -1 for none. */
static int
bucket_of (const AeqScenarioAccount *account, AeqInstant at)
{
  for (guint j = 0; at != AEQ_INSTANT_NONE && j < account->day.n_buckets; j++)
    if (account->starts[j] == at)
      return (int) j;
  return -1;
}

/* Days ahead are those of the base: what is carried over comes on the next business day, and every closing balance moves with what
 * today has lost. */
static void
move_days (AeqForecastAccount *account, const AeqStressReading *reading, double lost)
{
  memcpy (account->days[0].net, reading->net, sizeof reading->net);
  memcpy (account->days[0].closing, reading->closing, sizeof reading->closing);
  for (guint h = 1; h < account->n_days; h++)
    for (int q = 0; q < AEQ_N_QUANTILES; q++)
      {
        account->days[h].net[q] += h == 1 ? reading->carried : 0;
        account->days[h].closing[q] += reading->carried - lost;
      }
}

static void
put_reading (const AeqScenarioAccount *account, const AeqStressReading *base, const AeqStressReading *reading)
{
  AeqForecastAccount *forecast = (AeqForecastAccount *) account->forecast;
  AeqDeskForecast *intraday = forecast->intraday;
  gsize fan = (gsize) intraday->n_rest * AEQ_N_QUANTILES * sizeof (double);

  memcpy (intraday->balance, reading->balance, fan);
  memcpy (intraday->cumulative, reading->cumulative, fan);
  memcpy (intraday->lowest, reading->lowest, sizeof intraday->lowest);
  memcpy (intraday->peak_usage, reading->usage, sizeof intraday->peak_usage);
  intraday->lowest_bucket = bucket_of (account, reading->lowest_at);
  intraday->first_breach_bucket = bucket_of (account, reading->first_breach_at);
  intraday->p_breach = reading->p_breach;
  move_days (forecast, reading, base->net[AEQ_MEDIAN_INDEX] - reading->net[AEQ_MEDIAN_INDEX]);
}

static gboolean
stress_forecast (AeqScenarioBase *self, AeqLedger *ledger, const AeqScenario *scenario, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) readings = NULL;

  if (!load_accounts (self, ledger, NULL, cancellable, error))
    return FALSE;
  put_accounts (self);
  if (!open_books (self, error) || (readings = aeq_scenario_apply (self, scenario, cancellable, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqScenarioSection *section = self->sections->pdata[i];

      put_reading (section->accounts->pdata[0], section->base, readings->pdata[i]);
    }
  self->forecast->scenario = g_strdup (scenario->name);
  self->forecast->scenario_version = aeq_scenario_version (scenario);
  return aeq_forecast_issue (ledger, self->forecast, error);
}

AeqForecastResult *
aeq_job_forecast_scenario (AeqLedger *ledger, const AeqForecastRequest *request, const AeqScenario *scenario, AeqProgress *progress,
                           GCancellable *cancellable, GError **error)
{
  AeqForecastRequest with_samples = *request;
  g_autoptr(AeqScenarioBase) self = NULL;
  AeqForecastResult *forecast;

  with_samples.keep_paths = TRUE;
  if ((forecast = aeq_forecast_make (ledger, &with_samples, progress, cancellable, error)) == NULL)
    return NULL;
  self = base_new (forecast);
  if (!stress_forecast (self, ledger, scenario, cancellable, error))
    return NULL;
  aeq_progress_done (progress);
  return g_steal_pointer (&self->forecast);
}
