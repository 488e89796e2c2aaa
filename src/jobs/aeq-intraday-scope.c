/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include "aeq-error.h"
#include "aeq-job-position.h"

static void
take (AeqIntradayDay *self, GPtrArray *all, guint index)
{
  g_ptr_array_add (self->accounts, g_ptr_array_steal_index (all, index));
}

static void
take_all (AeqIntradayDay *self, const AeqCurrency *currency, GPtrArray *all)
{
  for (guint i = 0; i < all->len;)
    if (((AeqAccount *) all->pdata[i])->currency == currency)
      take (self, all, i);
    else
      i++;
}

static void
take_one (AeqIntradayDay *self, const AeqId *uid, GPtrArray *all)
{
  for (guint i = 0; i < all->len && self->accounts->len == 0; i++)
    if (aeq_id_equal (&((AeqAccount *) all->pdata[i])->uid, uid))
      take (self, all, i);
}

/* The one whose course the Position page draws. */
static gboolean
take_nearest (AeqIntradayDay *self, AeqLedger *ledger, const AeqCurrency *currency, GPtrArray *all,
              GCancellable *cancellable, GError **error)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;
  g_autoptr(AeqPositionTable) table = NULL;

  scope.currency = currency;
  scope.rows_only = TRUE;
  if ((table = aeq_job_position (ledger, &scope, cancellable, error)) == NULL)
    return FALSE;
  if (table->nearest != NULL)
    take_one (self, &table->nearest->uid, all);
  return TRUE;
}

gboolean
aeq_intraday_fill_scope (AeqIntradayDay *self, AeqLedger *ledger, const AeqIntradayRequest *request, GPtrArray *all,
                         GCancellable *cancellable, GError **error)
{
  self->what = request->what;
  self->among = request->currency;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)aeq_account_free);
  if (request->what == AEQ_INTRADAY_TOTAL)
    take_all (self, request->currency, all);
  else if (request->what == AEQ_INTRADAY_ACCOUNT)
    take_one (self, &request->account, all);
  else if (!take_nearest (self, ledger, request->currency, all, cancellable, error))
    return FALSE;
  return self->accounts->len > 0 || aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, NULL, 0, NULL,
                                                      "there is no such account in the ledger: choose another one");
}
