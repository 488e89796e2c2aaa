/* SPDX-License-Identifier: MIT */
#include "aeq-job-scenario.h"

#include "aeq-account-set.h"
#include "aeq-cash-series.h"

static void
place_free (gpointer data)
{
  g_free (((AeqScenarioPlace *) data)->name);
  g_free (data);
}

static AeqScenarioPlace *
add_place (GPtrArray *places, const char *name, gboolean set, const AeqAccount *first)
{
  AeqScenarioPlace *place = g_new0 (AeqScenarioPlace, 1);

  *place = (AeqScenarioPlace) { g_strdup (name), set, first->currency, first->uid, 1 };
  g_ptr_array_add (places, place);
  return place;
}

static gboolean
has_place (GPtrArray *places, guint n, const AeqAccount *account)
{
  for (guint i = 0; i < n; i++)
    if (aeq_id_equal (&((AeqScenarioPlace *) places->pdata[i])->account, &account->uid))
      return TRUE;
  return FALSE;
}

/* The set's places, one a currency, begin at @first. */
static void
put_in_set (GPtrArray *places, guint first, const AeqAccountSet *set, const AeqAccount *account)
{
  for (guint i = first; i < places->len; i++)
    if (((AeqScenarioPlace *) places->pdata[i])->currency == account->currency)
      {
        ((AeqScenarioPlace *) places->pdata[i])->n_accounts++;
        return;
      }
  add_place (places, set->name, TRUE, account);
}

static gboolean
add_sets (GPtrArray *places, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);
  guint n_accounts = places->len;

  for (guint s = 0; sets != NULL && s < sets->len; s++)
    {
      const AeqAccountSet *set = sets->pdata[s];
      guint first = places->len;

      for (guint i = 0; i < set->accounts->len; i++)
        if (has_place (places, n_accounts, set->accounts->pdata[i]))
          put_in_set (places, first, set, set->accounts->pdata[i]);
    }
  for (guint i = places->len; i > n_accounts; i--)
    if (((AeqScenarioPlace *) places->pdata[i - 1])->n_accounts < 2)
      g_ptr_array_remove_index (places, i - 1);
  return sets != NULL;
}

GPtrArray *
aeq_scenario_places (AeqLedger *ledger, const AeqCurrency *currency, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func (place_free);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      AeqDate first;
      AeqDate last;

      if (currency != NULL && account->currency != currency)
        continue;
      if (!aeq_cash_range (ledger, account, &first, &last, error))
        return NULL;
      if (first != AEQ_DATE_NONE)
        add_place (places, account->number, FALSE, account);
    }
  return accounts != NULL && add_sets (places, ledger, error) ? g_steal_pointer (&places) : NULL;
}
