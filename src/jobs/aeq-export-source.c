/* SPDX-License-Identifier: MIT */
#include "aeq-export-source.h"

#include "aeq-balance.h"

/* Accounts whose balance is a sum of flows: without a balance of the bank it may lack what was before the first of
 * them. */
static gboolean
add_gaps (AeqExportSource *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      AeqInstant as_of;

      if (!aeq_balance_newest (ledger, account, &as_of, error))
        return FALSE;
      if (as_of == AEQ_INSTANT_NONE)
        g_ptr_array_add (self->gaps, g_strdup_printf ("%s %s: no balance of the bank, balances are sums of flows",
                                                      account->number, account->currency->code));
    }
  return TRUE;
}

gboolean
aeq_export_source_init (AeqExportSource *self, AeqLedger *ledger, GError **error)
{
  *self = (AeqExportSource){ .source = { .as_of = ledger->now, .made_at = ledger->now } };
  self->ledger = g_path_get_basename (aeq_store_get_uri (ledger->store));
  self->source.ledger = self->ledger;
  self->gaps = g_ptr_array_new_with_free_func (g_free);
  if (!add_gaps (self, ledger, error))
    return FALSE;
  g_ptr_array_add (self->gaps, NULL);
  self->source.gaps = (const char *const *) self->gaps->pdata;
  return TRUE;
}

void
aeq_export_source_clear (AeqExportSource *self)
{
  g_free (self->ledger);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
}
