/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge-private.h"

/* No bank's statement covers more; dates that do are a mistake, and decide about nothing. */
#define MAX_DAYS 800

static gboolean
is_intraday_only (const AeqKnownFlow *known)
{
  return known->status == AEQ_FLOW_ACTUAL && known->vouchers->len > 0 && !aeq_known_flow_has (known, AEQ_REPORT_END_OF_DAY) &&
         !aeq_known_flow_has (known, AEQ_REPORT_NONE);
}

/* The complete end-of-day statement that decides about @day, NULL when there is none. */
static const AeqBankStatement *
find_deciding (const AeqMergeWork *self, AeqDate day)
{
  GPtrArray *all = self->group->account->statements;

  for (guint i = 0; i < all->len; i++)
    {
      const AeqBankStatement *one = all->pdata[i];

      if (one->kind == AEQ_REPORT_END_OF_DAY && one->first_day <= day && day <= one->last_day &&
          aeq_bank_statement_is_complete (one, all))
        return one;
    }
  return NULL;
}

/* An end-of-day statement decides about all that its days hold. */
static gboolean
withdraw_days (AeqMergeWork *self, const AeqBankStatement *own, GError **error)
{
  const AeqAccount *account = self->group->account->account;

  if (!aeq_bank_statement_is_complete (own, self->group->account->statements) || own->last_day - own->first_day > MAX_DAYS)
    return TRUE;
  for (gint64 day = own->first_day; day <= own->last_day; day++)
    {
      GPtrArray *flows = g_hash_table_lookup (self->pool->by_day, &day);

      for (guint i = 0; flows != NULL && i < flows->len; i++)
        if (is_intraday_only (flows->pdata[i]) &&
            !aeq_merge_withdraw (self->merge, account, flows->pdata[i], own->import_id, error))
          return FALSE;
    }
  return TRUE;
}

/* Another report came late: its days were decided about. */
static gboolean
withdraw_new (AeqMergeWork *self, GError **error)
{
  const AeqAccount *account = self->group->account->account;
  const AeqBankStatement *deciding = NULL;
  AeqDate decided = AEQ_DATE_NONE;

  for (guint i = 0; i < self->group->items->len; i++)
    {
      const AeqIntakeItem *item = &g_array_index (self->group->items, AeqIntakeItem, i);
      AeqDate day = aeq_zone_date (account->zone, item->flow.settle_ts);

      if (!item->is_new || !is_intraday_only (item->known))
        continue;
      if (day != decided)
        deciding = find_deciding (self, decided = day);
      if (deciding != NULL && !aeq_merge_withdraw (self->merge, account, item->known, deciding->import_id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
aeq_merge_withdraw_unrepeated (AeqMergeWork *self, GError **error)
{
  const AeqBankStatement *own = self->group->statement;

  if (own == NULL)
    return TRUE;
  if (own->kind != AEQ_REPORT_END_OF_DAY)
    return withdraw_new (self, error);
  return own->account != self->group->account->account->id || withdraw_days (self, own, error);
}
