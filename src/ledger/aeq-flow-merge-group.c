/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge-private.h"

#include <string.h>

/* The entries of one statement against what the ledger knows. */

/* Flows around a statement's days that may be its movements. */
#define NEAR_DAYS 12
/* A booking comes so soon after its pending entry when nothing but amount and party says that they are one. */
#define PENDING_DAYS 3

static AeqIntakeItem *
item_at (const AeqMergeWork *self, guint i)
{
  return &g_array_index (self->group->items, AeqIntakeItem, i);
}

static gboolean
is_booked (AeqFlowStatus status)
{
  return status == AEQ_FLOW_ACTUAL || status == AEQ_FLOW_WITHDRAWN;
}

typedef gboolean (*Wanted) (const AeqMergeWork *self, const AeqKnownFlow *known);

/* Candidates for the amounts of @entries: each flow once, with what each of its reports says. */
static GArray *
collect_candidates (AeqMergeWork *self, GArray *entries, Wanted wanted, gboolean any_report, GPtrArray *sides)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (AeqPairCandidate));
  g_autoptr(GHashTable) amounts = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      AeqPairEntry *entry = &g_array_index (entries, AeqPairEntry, i);
      GPtrArray *flows;

      if (!g_hash_table_add (amounts, &entry->minor) || (flows = g_hash_table_lookup (self->pool->by_amount, &entry->minor)) == NULL)
        continue;
      for (guint j = 0; j < flows->len; j++)
        {
          AeqKnownFlow *known = flows->pdata[j];
          AeqDate day = aeq_known_flow_day (known, self->group->account->account->zone);
          AeqPairCandidate candidate = { .minor = known->minor, .data = known,
                                         .final = aeq_known_flow_has (known, AEQ_REPORT_END_OF_DAY) };
          AeqPairSide *said;

          if (day < self->first - NEAR_DAYS || day > self->last + NEAR_DAYS || !wanted (self, known) ||
              (candidate.mode = any_report ? AEQ_PAIR_YES : aeq_merge_mode_of (self, known)) == AEQ_PAIR_NO)
            continue;
          candidate.n_sides = MAX (known->versions->len, 1);
          said = g_new (AeqPairSide, candidate.n_sides);
          for (guint k = 0; k < candidate.n_sides; k++)
            said[k] = aeq_merge_side_of_version (known->versions->len > 0 ? known->versions->pdata[k] : known->now);
          g_ptr_array_add (sides, said);
          candidate.sides = said;
          g_array_append_val (list, candidate);
        }
    }
  return list;
}

typedef gboolean (*Asked) (const AeqIntakeItem *item);

/* Pairs the items that are @asked with the flows that are @wanted; the finds go to @found, an AeqKnownFlow an item. */
static void
pair (AeqMergeWork *self, Asked asked, Wanted wanted, int days, AeqKnownFlow **found)
{
  const AeqBankStatement *own = self->group->statement;
  g_autoptr(GArray) entries = g_array_new (FALSE, TRUE, sizeof (AeqPairEntry));
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) sides = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) candidates = NULL;

  for (guint i = 0; i < self->group->items->len; i++)
    {
      const AeqIntakeItem *item = item_at (self, i);
      AeqPairEntry entry = { .minor = item->flow.minor };

      found[i] = NULL;
      if (!asked (item))
        continue;
      entry.side = aeq_merge_side_of_flow (&item->flow, own != NULL ? own->format : NULL);
      g_array_append_val (entries, entry);
      g_array_append_val (numbers, i);
    }
  candidates = collect_candidates (self, entries, wanted, days > 0, sides);
  aeq_flow_pair ((AeqPairEntry *) (gpointer) entries->data, entries->len, (AeqPairCandidate *) (gpointer) candidates->data,
                 candidates->len, own != NULL && own->kind == AEQ_REPORT_END_OF_DAY, days);
  for (guint i = 0; i < entries->len; i++)
    found[g_array_index (numbers, guint, i)] = g_array_index (entries, AeqPairEntry, i).found;
}

static gboolean
asks_booked (const AeqIntakeItem *item)
{
  return item->flow.status == AEQ_FLOW_ACTUAL && item->known == NULL;
}

static gboolean
asks_pending (const AeqIntakeItem *item)
{
  return item->flow.status == AEQ_FLOW_PENDING && item->known == NULL;
}

static gboolean
asks_new_booked (const AeqIntakeItem *item)
{
  return item->flow.status == AEQ_FLOW_ACTUAL && item->is_new;
}

static gboolean
asks_new_pending (const AeqIntakeItem *item)
{
  return item->flow.status == AEQ_FLOW_PENDING && item->is_new;
}

static gboolean
wants_booked (const AeqMergeWork *self G_GNUC_UNUSED, const AeqKnownFlow *known)
{
  return is_booked (known->status);
}

static gboolean
wants_pending (const AeqMergeWork *self G_GNUC_UNUSED, const AeqKnownFlow *known)
{
  return known->status == AEQ_FLOW_PENDING;
}

/* What this very statement still calls pending was not booked. */
static gboolean
wants_open (const AeqMergeWork *self, const AeqKnownFlow *known)
{
  if (known->status != AEQ_FLOW_PENDING || known->superseded)
    return FALSE;
  for (guint i = 0; i < known->vouchers->len; i++)
    if (g_array_index (known->vouchers, AeqVoucher, i).import_id == self->merge->import_id &&
        (self->group->statement == NULL ||
         g_array_index (known->vouchers, AeqVoucher, i).statement == self->group->statement->id))
      return FALSE;
  return TRUE;
}

static gboolean
wants_unsettled (const AeqMergeWork *self, const AeqKnownFlow *known)
{
  if (!is_booked (known->status) || known->settles)
    return FALSE;
  for (guint i = 0; i < known->vouchers->len; i++)
    if (self->group->statement != NULL &&
        g_array_index (known->vouchers, AeqVoucher, i).statement == self->group->statement->id)
      return FALSE;
  return TRUE;
}

static gboolean
insert_item (AeqMergeWork *self, AeqIntakeItem *item, GError **error)
{
  const AeqAccount *account = self->group->account->account;
  const AeqBankStatement *own = self->group->statement;
  const char *format = own != NULL ? own->format : "";
  AeqReportKind kind = own != NULL ? own->kind : AEQ_REPORT_NONE;

  if (!aeq_flow_writer_insert (self->merge->writer, account, &item->flow, &item->uid, &item->id, error) ||
      !aeq_flow_detail_put (self->merge->ledger->store, &item->uid, &item->uid, item->details, item->n_details, error))
    return FALSE;
  item->is_new = TRUE;
  item->known = aeq_known_flow_new (item->id, &item->uid, item->flow.status, item->flow.minor, self->merge->import_id,
                                    aeq_flow_version_new (&item->flow, &item->uid, format, kind));
  aeq_flow_pool_add (self->pool, item->known, aeq_known_flow_day (item->known, account->zone));
  aeq_flow_pool_vouch (self->pool, item->known, self->merge->import_id, own, format, kind);
  return TRUE;
}

static gboolean
merge_item (AeqMergeWork *self, AeqIntakeItem *item, GError **error)
{
  const AeqBankStatement *own = self->group->statement;
  const AeqFlowVersion *now = item->known->now;

  aeq_flow_pool_vouch (self->pool, item->known, self->merge->import_id, own, now->format, now->kind);
  return aeq_merge_entry (self->merge, self->group->account->account, item->known, own, item, error);
}

static gboolean
take_items (AeqMergeWork *self, AeqKnownFlow **found, AeqKnownFlow **found_pending, GError **error)
{
  for (guint i = 0; i < self->group->items->len; i++)
    {
      AeqIntakeItem *item = item_at (self, i);

      item->known = found[i] != NULL ? found[i] : found_pending[i];
      if (item->known != NULL ? !merge_item (self, item, error)
                              : !insert_item (self, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle (AeqMergeWork *self, AeqKnownFlow *pending, AeqKnownFlow *actual, GError **error)
{
  pending->superseded = actual->settles = TRUE;
  self->merge->told->settled++;
  return aeq_flow_writer_settle (self->merge->writer, self->group->account->account->id, pending->id, &actual->uid, error);
}

/* What was pending and is booked now; then the announcements of what is new. */
static gboolean
settle_items (AeqMergeWork *self, AeqKnownFlow **open, AeqKnownFlow **booked, GError **error)
{
  for (guint i = 0; i < self->group->items->len; i++)
    {
      AeqIntakeItem *item = item_at (self, i);

      if (!item->is_new)
        continue;
      if (open[i] != NULL && !settle (self, open[i], item->known, error))
        return FALSE;
      if (booked[i] != NULL && !settle (self, item->known, booked[i], error))
        return FALSE;
      if (booked[i] == NULL && open[i] == NULL &&
          !aeq_flow_writer_match (self->merge->writer, &item->flow, item->id, &item->uid, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pair_all (AeqMergeWork *self, GError **error)
{
  guint n = MAX (self->group->items->len, 1);
  g_autofree AeqKnownFlow **first = g_new0 (AeqKnownFlow *, n);
  g_autofree AeqKnownFlow **second = g_new0 (AeqKnownFlow *, n);

  aeq_merge_count_content (self);
  pair (self, asks_booked, wants_booked, 0, first);
  pair (self, asks_pending, wants_pending, 0, second);
  if (!take_items (self, first, second, error))
    return FALSE;
  pair (self, asks_new_booked, wants_open, PENDING_DAYS, first);
  pair (self, asks_new_pending, wants_unsettled, PENDING_DAYS, second);
  return settle_items (self, first, second, error);
}

static void
widen (AeqDate *first, AeqDate *last, AeqDate day)
{
  if (day == AEQ_DATE_NONE)
    return;
  if (*first == AEQ_DATE_NONE || day < *first)
    *first = day;
  *last = MAX (*last, day);
}

/* The days that the statement and its entries speak of. */
static void
span_of (const AeqIntakeGroup *group, AeqDate *first, AeqDate *last)
{
  for (guint i = 0; i < group->items->len; i++)
    {
      const AeqFlow *flow = &g_array_index (group->items, AeqIntakeItem, i).flow;

      widen (first, last, flow->booking_date);
      widen (first, last, flow->value_date);
      widen (first, last, aeq_zone_date (group->account->account->zone, flow->settle_ts));
    }
  if (group->statement != NULL)
    {
      widen (first, last, group->statement->first_day);
      widen (first, last, group->statement->last_day);
    }
}

static gboolean
work_group (AeqMerge *merge, AeqIntakeGroup *group, AeqFlowPool *pool, GError **error)
{
  g_autoptr(GHashTable) relations = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  AeqMergeWork work = { .merge = merge, .group = group, .pool = pool, .relations = relations, .content = content,
                .first = AEQ_DATE_NONE, .last = AEQ_DATE_NONE };

  span_of (group, &work.first, &work.last);
  return pair_all (&work, error) && aeq_merge_withdraw_unrepeated (&work, error);
}

/* One account's statements share what is known of it. */
static gboolean
work_account (AeqMerge *merge, AeqIntakeAccount *account, GPtrArray *groups, GError **error)
{
  g_autoptr(AeqFlowPool) pool = NULL;
  AeqDate first = AEQ_DATE_NONE;
  AeqDate last = AEQ_DATE_NONE;

  for (guint i = 0; i < groups->len; i++)
    span_of (groups->pdata[i], &first, &last);
  if (first == AEQ_DATE_NONE)
    return TRUE;
  if (!aeq_intake_account_load (account, merge->ledger, error) ||
      (pool = aeq_flow_pool_load (merge->ledger, account->account, first - NEAR_DAYS, last + NEAR_DAYS, account->by_id, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (!work_group (merge, groups->pdata[i], pool, error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_merge_groups (AeqMerge *self, GPtrArray *groups, GError **error)
{
  g_autoptr(GHashTable) by_account = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      AeqIntakeGroup *group = groups->pdata[i];
      GPtrArray *list = g_hash_table_lookup (by_account, group->account);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (by_account, group->account, list);
          g_ptr_array_add (order, group->account);
        }
      g_ptr_array_add (list, group);
    }
  for (guint i = 0; i < order->len; i++)
    if (!work_account (self, order->pdata[i], g_hash_table_lookup (by_account, order->pdata[i]), error))
      return FALSE;
  return TRUE;
}
