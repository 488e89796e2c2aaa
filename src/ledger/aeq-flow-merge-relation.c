/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge-private.h"

/* How a statement stands to the other reports that the ledger knows. */

AeqPairSide
aeq_merge_side_of_flow (const AeqFlow *flow, const char *format)
{
  return (AeqPairSide) { flow->booking_date, flow->value_date, flow->counterparty, flow->reference, flow->bank_reference,
                         flow->narrative, format };
}

AeqPairSide
aeq_merge_side_of_version (const AeqFlowVersion *version)
{
  return (AeqPairSide) { version->booking_date, version->value_date, version->counterparty, version->reference,
                         version->bank_reference, version->narrative, version->format };
}

static char *
content_key (gint64 minor, const AeqPairSide *side)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%d|%d|%s|%s", minor, side->booking_date, side->value_date,
                          side->reference != NULL ? side->reference : "", side->bank_reference != NULL ? side->bank_reference : "");
}

static int *
counter (GHashTable *table, char *key)
{
  int *n = g_hash_table_lookup (table, key);

  if (n == NULL)
    {
      n = g_new0 (int, 1);
      g_hash_table_insert (table, key, n);
      return n;
    }
  g_free (key);
  return n;
}

void
aeq_merge_count_content (AeqMergeWork *self)
{
  for (guint i = 0; i < self->group->items->len; i++)
    {
      const AeqFlow *flow = &g_array_index (self->group->items, AeqIntakeItem, i).flow;
      AeqPairSide side = aeq_merge_side_of_flow (flow, NULL);

      if (flow->status == AEQ_FLOW_ACTUAL)
        *counter (self->content, content_key (flow->minor, &side)) += 1;
    }
}

/* Whether each entry that the other report has booked is here too. */
static gboolean
is_covered (AeqMergeWork *self, const AeqBankStatement *other)
{
  g_autoptr(GHashTable) theirs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *flows = g_hash_table_lookup (self->pool->by_statement, &other->id);
  gboolean additive = g_str_equal (other->format, "mt942") || other->kind == AEQ_REPORT_NOTIFICATION;

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      const AeqKnownFlow *known = flows->pdata[i];
      const AeqFlowVersion *version = known->now;
      AeqPairSide side;
      char *key;
      int *n;
      const int *here;

      if (known->status == AEQ_FLOW_PENDING)
        continue;
      for (guint j = 0; j < known->versions->len; j++)
        if (g_str_equal (((const AeqFlowVersion *) known->versions->pdata[j])->format, other->format))
          version = known->versions->pdata[j];
      side = aeq_merge_side_of_version (version);
      key = content_key (known->minor, &side);
      here = g_hash_table_lookup (self->content, key);
      n = counter (theirs, key);
      if (here == NULL || ++*n > *here)
        return FALSE;
    }
  /* Reports of what is new since the last one may happen to have one entry in common. */
  return g_hash_table_size (theirs) > (additive ? 1 : 0) || !additive;
}

static AeqReportsRelation
relation_to (AeqMergeWork *self, const AeqBankStatement *other)
{
  const AeqBankStatement *own = self->group->statement;
  gpointer kept;
  AeqReportsRelation relation;

  if (g_hash_table_lookup_extended (self->relations, &other->id, NULL, &kept))
    return (AeqReportsRelation) GPOINTER_TO_INT (kept);
  relation = aeq_bank_statement_relation (own, other);
  if (relation == AEQ_REPORTS_REPEAT && own->kind != AEQ_REPORT_END_OF_DAY && !aeq_id_equal (&own->uid, &other->uid) &&
      !is_covered (self, other))
    relation = AEQ_REPORTS_APART;
  g_hash_table_insert (self->relations, (gpointer) &other->id, GINT_TO_POINTER (relation));
  return relation;
}

static AeqReportsRelation
relation_to_voucher (AeqMergeWork *self, const AeqVoucher *voucher)
{
  const AeqBankStatement *own = self->group->statement;
  const AeqBankStatement *other = g_hash_table_lookup (self->group->account->by_id, &voucher->statement);

  if (other != NULL && own != NULL)
    return relation_to (self, other);
  if (own != NULL && !g_str_equal (own->format, voucher->format))
    return AEQ_REPORTS_OTHER;
  return voucher->import_id == self->merge->import_id ? AEQ_REPORTS_APART : AEQ_REPORTS_REPEAT;
}

static gboolean
is_of_this_file (const AeqMergeWork *self, const AeqVoucher *voucher)
{
  const AeqBankStatement *other = g_hash_table_lookup (self->group->account->by_id, &voucher->statement);

  return voucher->import_id == self->merge->import_id &&
         (other == NULL || self->group->statement == NULL || other->part == self->group->statement->part);
}

AeqPairMode
aeq_merge_mode_of (AeqMergeWork *self, const AeqKnownFlow *known)
{
  const AeqBankStatement *own = self->group->statement;
  gboolean apart = FALSE;
  gboolean equal = FALSE;

  for (guint i = 0; i < known->vouchers->len; i++)
    {
      AeqReportsRelation relation = relation_to_voucher (self, &g_array_index (known->vouchers, AeqVoucher, i));

      apart = apart || relation == AEQ_REPORTS_APART;
      equal = equal || relation == AEQ_REPORTS_EQUAL;
      if (relation == AEQ_REPORTS_APART && is_of_this_file (self, &g_array_index (known->vouchers, AeqVoucher, i)))
        return AEQ_PAIR_NO;
    }
  if (apart)
    return own != NULL && own->kind != AEQ_REPORT_END_OF_DAY ? AEQ_PAIR_REFERENCE : AEQ_PAIR_NO;
  return equal ? AEQ_PAIR_EQUAL : AEQ_PAIR_YES;
}
