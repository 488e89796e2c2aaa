/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-sets.h"

#include <math.h>

#include "aeq-account-set.h"

static void
set_free (gpointer data)
{
  AeqForecastSet *self = data;

  g_free (self->name);
  g_free (self);
}

static const AeqDeskSeries *
today_of (const AeqForecastAccount *account)
{
  return account->desk->has_rest ? &account->desk->rest : &account->desk->full;
}

static const AeqForecastAccount *
find_account (const AeqForecastResult *result, const AeqAccount *wanted, const AeqCurrency *currency)
{
  for (guint i = 0; wanted->currency == currency && i < result->accounts->len; i++)
    {
      const AeqForecastAccount *account = result->accounts->pdata[i];

      if (account->desk->account->id == wanted->id && account->intraday->paths != NULL && today_of (account)->n_buckets > 1)
        return account;
    }
  return NULL;
}

/* Accounts that are open on the same day; each starts its day when its own zone does. */
static GPtrArray *
members_of (const AeqForecastResult *result, const AeqAccountSet *set, const AeqCurrency *currency)
{
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; i < set->accounts->len; i++)
    {
      const AeqForecastAccount *account = find_account (result, set->accounts->pdata[i], currency);

      if (account != NULL && (members->len == 0 || today_of (account)->today == today_of (members->pdata[0])->today))
        g_ptr_array_add (members, (gpointer) account);
    }
  return members;
}

/* Limits add up, and so do the committed lines below them: also those of accounts that have no limit, since funds move freely. Without
 * any limit there is nothing to break. */
static double
floor_of (GPtrArray *members)
{
  gboolean limited = FALSE;
  double floor = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const AeqForecastAccount *account = members->pdata[i];
      double own = today_of (account)->floor;

      limited |= !isnan (own);
      floor += isnan (own) ? -account->desk->credit_lines : own;
    }
  return limited ? floor : NAN;
}

static AeqForecastSet *
join (const AeqAccountSet *set, const AeqCurrency *currency, GPtrArray *members)
{
  g_autofree AeqJointPart *parts = g_new (AeqJointPart, members->len);
  AeqForecastSet *self = g_new0 (AeqForecastSet, 1);
  AeqInstant first = G_MAXINT64;

  self->name = g_strdup (set->name);
  self->currency = currency;
  self->n_accounts = members->len;
  self->floor = floor_of (members);
  for (guint i = 0; i < members->len; i++)
    first = MIN (first, aeq_forecast_bucket_start (members->pdata[i], 0));
  for (guint i = 0; i < members->len; i++)
    {
      const AeqForecastAccount *account = members->pdata[i];
      const AeqDeskSeries *series = today_of (account);
      AeqInstant later = aeq_forecast_bucket_start (account, 0) - first;

      self->scale = account->desk->scale;
      parts[i] = (AeqJointPart) { account->intraday, series, (guint) (later / (series->bucket_minutes * AEQ_MINUTE)) };
    }
  aeq_desk_joint (parts, members->len, self->floor, &self->joint);
  return self;
}

static void
add_currencies (GPtrArray *sets, const AeqForecastResult *result, const AeqAccountSet *set)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < set->accounts->len; i++)
    {
      const AeqCurrency *currency = ((AeqAccount *) set->accounts->pdata[i])->currency;
      g_autoptr(GPtrArray) members = NULL;

      if (!g_hash_table_add (seen, (gpointer) currency))
        continue;
      members = members_of (result, set, currency);
      if (members->len > 1)
        g_ptr_array_add (sets, join (set, currency, members));
    }
}

GPtrArray *
aeq_forecast_sets (AeqLedger *ledger, const AeqForecastResult *result, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_account_set_list (ledger, error);
  g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func (set_free);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (((AeqAccountSet *) list->pdata[i])->nets)
      add_currencies (sets, result, list->pdata[i]);
  return g_steal_pointer (&sets);
}
