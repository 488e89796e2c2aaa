/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-job-position.h"

/* How near an account is to its limit: the forecast's chance of a breach first, then what is left of it in proportion.
 */
typedef struct
{
  gboolean limited;
  double   p_breach; /* -1: unknown */
  double   room;     /* lowest of the day over the limit, as a part of the larger of limit and opening */
} Nearness;

static Nearness
nearness (const AeqPosition *row)
{
  Nearness self = { row->limit != AEQ_POSITION_NONE, isnan (row->p_breach) ? -1 : row->p_breach, 0 };
  gint64 lowest = row->lowest != AEQ_POSITION_NONE ? MIN (row->lowest, row->balance) : row->balance;

  if (self.limited)
    self.room =
        ((double) lowest - (double) row->limit) / MAX (MAX (fabs ((double) row->limit), fabs ((double) row->opening)), 1);
  return self;
}

static gboolean
is_nearer (const Nearness *self, const Nearness *than)
{
  if (self->limited != than->limited)
    return self->limited;
  return self->p_breach != than->p_breach ? self->p_breach > than->p_breach : self->limited && self->room < than->room;
}

static const AeqPosition *
nearest (const AeqPositionTable *table, const AeqCurrency *currency)
{
  const AeqPosition *best = NULL;
  Nearness best_nearness = { FALSE, -1, 0 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      const AeqPosition *row = table->rows->pdata[i];
      Nearness one = nearness (row);

      if ((currency == NULL || row->currency == currency) && (best == NULL || is_nearer (&one, &best_nearness)))
        {
          best = row;
          best_nearness = one;
        }
    }
  return best;
}

static void
take (AeqIntradayDay *self, GPtrArray *all, guint index)
{
  g_ptr_array_add (self->accounts, g_ptr_array_steal_index (all, index));
}

static gboolean
take_nearest (AeqIntradayDay *self, AeqLedger *ledger, const AeqCurrency *currency, GPtrArray *all,
              GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqPositionTable) table = aeq_job_position (ledger, cancellable, error);
  const AeqPosition *row = table != NULL ? nearest (table, currency) : NULL;

  for (guint i = 0; row != NULL && i < all->len && self->accounts->len == 0; i++)
    {
      const AeqAccount *account = all->pdata[i];

      if (account->currency == row->currency && g_str_equal (account->number, row->number))
        take (self, all, i);
    }
  return table != NULL;
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

gboolean
aeq_intraday_fill_scope (AeqIntradayDay *self, AeqLedger *ledger, const AeqIntradayRequest *request, GPtrArray *all,
                         GCancellable *cancellable, GError **error)
{
  self->what = request->what;
  self->among = request->currency;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_free);
  if (request->what == AEQ_INTRADAY_TOTAL)
    take_all (self, request->currency, all);
  else if (request->what == AEQ_INTRADAY_ACCOUNT)
    take_one (self, &request->account, all);
  else if (!take_nearest (self, ledger, request->currency, all, cancellable, error))
    return FALSE;
  return self->accounts->len > 0 || aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, NULL, 0, NULL,
                                                      "there is no such account in the ledger: choose another one");
}
