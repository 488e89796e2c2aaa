/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-job-position.h"

/* How near an account is to its limit where the forecast does not say: how much of the room between opening and limit
 * the balance uses, then what is left of it in proportion. */
typedef struct
{
  gboolean limited;
  double   use;
  double   room;
} Nearness;

static Nearness
nearness (const AeqPosition *row)
{
  Nearness self = { row->limit != AEQ_POSITION_NONE, 0, 0 };

  if (!self.limited)
    return self;
  self.use = aeq_position_limit_use (row, row->balance);
  self.room = ((double) row->balance - (double) row->limit) /
              MAX (MAX (fabs ((double) row->limit), fabs ((double) row->opening)), 1);
  return self;
}

static gboolean
is_nearer (const Nearness *self, const Nearness *than)
{
  if (self->limited != than->limited)
    return self->limited;
  return self->use != than->use ? self->use > than->use : self->limited && self->room < than->room;
}

/* The one whose course the Position page draws, when that is the nearest by the lowest point of the forecast. */
static const AeqPosition *
nearest (const AeqPositionTable *table)
{
  const AeqPosition *best = NULL;
  Nearness best_nearness = { FALSE, 0, 0 };

  if (table->charted != NULL && !isnan (aeq_position_limit_use (table->charted, table->charted->lowest)))
    return table->charted;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const AeqPosition *row = table->rows->pdata[i];
      Nearness one = nearness (row);

      if (row->n == 0 && (best == NULL || is_nearer (&one, &best_nearness)))
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

static void
take_one (AeqIntradayDay *self, const AeqId *uid, GPtrArray *all)
{
  for (guint i = 0; i < all->len && self->accounts->len == 0; i++)
    if (aeq_id_equal (&((AeqAccount *) all->pdata[i])->uid, uid))
      take (self, all, i);
}

static gboolean
take_nearest (AeqIntradayDay *self, AeqLedger *ledger, const AeqCurrency *currency, GPtrArray *all,
              GCancellable *cancellable, GError **error)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;
  g_autoptr(AeqPositionTable) table = NULL;
  const AeqPosition *row;

  scope.currency = currency;
  if ((table = aeq_job_position (ledger, &scope, cancellable, error)) == NULL)
    return FALSE;
  if ((row = nearest (table)) != NULL)
    take_one (self, &row->uid, all);
  return TRUE;
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
