/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge.h"

#include <string.h>

#include "aeq-flow-pair.h"

/* The entries of one statement against what the ledger knows. */

/* Flows around a statement's days that may be its movements. */
#define NEAR_DAYS 12
/* A booking comes so soon after its pending entry when nothing but amount and party says that they are one. */
#define PENDING_DAYS 3
/* No bank's statement covers more; dates that do are a mistake, and decide about nothing. */
#define MAX_DAYS 800

AeqIntakeAccount *
aeq_intake_account_new (const AeqAccount *account)
{
  AeqIntakeAccount *self = g_new0 (AeqIntakeAccount, 1);

  self->account = account;
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

void
aeq_intake_account_free (AeqIntakeAccount *self)
{
  g_clear_pointer (&self->open, aeq_intake_group_free);
  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->statements, g_ptr_array_unref);
  g_free (self);
}

gboolean
aeq_intake_account_load (AeqIntakeAccount *self, AeqLedger *ledger, GError **error)
{
  if (self->statements != NULL)
    return TRUE;
  if ((self->statements = aeq_bank_statement_list (ledger, self->account->id, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < self->statements->len; i++)
    g_hash_table_insert (self->by_id, &((AeqBankStatement *) self->statements->pdata[i])->id, self->statements->pdata[i]);
  return TRUE;
}

void
aeq_intake_account_add (AeqIntakeAccount *self, AeqBankStatement *statement)
{
  g_ptr_array_add (self->statements, statement);
  g_hash_table_insert (self->by_id, &statement->id, statement);
}

static int
compare_statements (gconstpointer a, gconstpointer b)
{
  const AeqBankStatement *x = *(const AeqBankStatement *const *) a;
  const AeqBankStatement *y = *(const AeqBankStatement *const *) b;

  if (x->last_day != y->last_day)
    return x->last_day < y->last_day ? -1 : 1;
  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;
  if (x->page != y->page)
    return x->page < y->page ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

void
aeq_intake_account_sort (AeqIntakeAccount *self)
{
  g_ptr_array_sort (self->statements, compare_statements);
}

AeqIntakeGroup *
aeq_intake_group_new (AeqIntakeAccount *account)
{
  AeqIntakeGroup *self = g_new0 (AeqIntakeGroup, 1);

  self->account = account;
  self->items = g_array_new (FALSE, TRUE, sizeof (AeqIntakeItem));
  self->texts = g_string_chunk_new (1024);
  return self;
}

void
aeq_intake_group_free (AeqIntakeGroup *self)
{
  for (guint i = 0; i < self->items->len; i++)
    g_free (g_array_index (self->items, AeqIntakeItem, i).details);
  g_array_unref (self->items);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep (AeqIntakeGroup *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->texts, text) : NULL;
}

void
aeq_intake_group_add (AeqIntakeGroup *self, const AeqFlow *flow, const AeqFlowDetail *details, guint n_details)
{
  AeqIntakeItem item = { .flow = *flow, .n_details = n_details };

  item.flow.category = keep (self, flow->category);
  item.flow.counterparty = keep (self, flow->counterparty);
  item.flow.reference = keep (self, flow->reference);
  item.flow.bank_reference = keep (self, flow->bank_reference);
  item.flow.narrative = keep (self, flow->narrative);
  item.details = n_details > 0 ? g_memdup2 (details, n_details * sizeof *details) : NULL;
  for (guint i = 0; i < n_details; i++)
    {
      item.details[i].reference = keep (self, details[i].reference);
      item.details[i].bank_reference = keep (self, details[i].bank_reference);
      item.details[i].counterparty = keep (self, details[i].counterparty);
      item.details[i].narrative = keep (self, details[i].narrative);
    }
  g_array_append_val (self->items, item);
}

/* One statement while it is worked off. */
typedef struct
{
  AeqMerge       *merge;
  AeqIntakeGroup *group;
  AeqFlowPool    *pool;
  GHashTable     *relations; /* gint64* -> AeqReportsRelation of the statement to another */
  GHashTable     *content;   /* what its booked entries say -> how many say it */
  AeqDate         first;     /* days of its entries */
  AeqDate         last;
} Work;

static AeqIntakeItem *
item_at (const Work *self, guint i)
{
  return &g_array_index (self->group->items, AeqIntakeItem, i);
}

static AeqPairSide
side_of_flow (const AeqFlow *flow, const char *format)
{
  return (AeqPairSide) { flow->booking_date, flow->value_date, flow->counterparty, flow->reference, flow->bank_reference,
                         flow->narrative, format };
}

static AeqPairSide
side_of_version (const AeqFlowVersion *version)
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

static void
count_content (Work *self)
{
  for (guint i = 0; i < self->group->items->len; i++)
    {
      const AeqFlow *flow = &item_at (self, i)->flow;
      AeqPairSide side = side_of_flow (flow, NULL);

      if (flow->status == AEQ_FLOW_ACTUAL)
        *counter (self->content, content_key (flow->minor, &side)) += 1;
    }
}

/* Whether each entry that the other report has booked is here too. */
static gboolean
is_covered (Work *self, const AeqBankStatement *other)
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
      side = side_of_version (version);
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
relation_to (Work *self, const AeqBankStatement *other)
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
relation_to_voucher (Work *self, const AeqVoucher *voucher)
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
is_of_this_file (const Work *self, const AeqVoucher *voucher)
{
  const AeqBankStatement *other = g_hash_table_lookup (self->group->account->by_id, &voucher->statement);

  return voucher->import_id == self->merge->import_id &&
         (other == NULL || self->group->statement == NULL || other->part == self->group->statement->part);
}

static AeqPairMode
mode_of (Work *self, const AeqKnownFlow *known)
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

static gboolean
is_booked (AeqFlowStatus status)
{
  return status == AEQ_FLOW_ACTUAL || status == AEQ_FLOW_WITHDRAWN;
}

typedef gboolean (*Wanted) (const Work *self, const AeqKnownFlow *known);

/* Candidates for the amounts of @entries: each flow once, with what each of its reports says. */
static GArray *
collect_candidates (Work *self, GArray *entries, Wanted wanted, gboolean any_report, GPtrArray *sides)
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
              (candidate.mode = any_report ? AEQ_PAIR_YES : mode_of (self, known)) == AEQ_PAIR_NO)
            continue;
          candidate.n_sides = MAX (known->versions->len, 1);
          said = g_new (AeqPairSide, candidate.n_sides);
          for (guint k = 0; k < candidate.n_sides; k++)
            said[k] = side_of_version (known->versions->len > 0 ? known->versions->pdata[k] : known->now);
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
pair (Work *self, Asked asked, Wanted wanted, int days, AeqKnownFlow **found)
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
      entry.side = side_of_flow (&item->flow, own != NULL ? own->format : NULL);
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
wants_booked (const Work *self G_GNUC_UNUSED, const AeqKnownFlow *known)
{
  return is_booked (known->status);
}

static gboolean
wants_pending (const Work *self G_GNUC_UNUSED, const AeqKnownFlow *known)
{
  return known->status == AEQ_FLOW_PENDING;
}

/* What this very statement still calls pending was not booked. */
static gboolean
wants_open (const Work *self, const AeqKnownFlow *known)
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
wants_unsettled (const Work *self, const AeqKnownFlow *known)
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
insert_item (Work *self, AeqIntakeItem *item, GError **error)
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
merge_item (Work *self, AeqIntakeItem *item, GError **error)
{
  const AeqBankStatement *own = self->group->statement;
  const AeqFlowVersion *now = item->known->now;

  aeq_flow_pool_vouch (self->pool, item->known, self->merge->import_id, own, now->format, now->kind);
  return aeq_merge_entry (self->merge, self->group->account->account, item->known, own, item, error);
}

static gboolean
take_items (Work *self, AeqKnownFlow **found, AeqKnownFlow **found_pending, GError **error)
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
settle (Work *self, AeqKnownFlow *pending, AeqKnownFlow *actual, GError **error)
{
  pending->superseded = actual->settles = TRUE;
  self->merge->told->settled++;
  return aeq_flow_writer_settle (self->merge->writer, self->group->account->account->id, pending->id, &actual->uid, error);
}

/* What was pending and is booked now; then the announcements of what is new. */
static gboolean
settle_items (Work *self, AeqKnownFlow **open, AeqKnownFlow **booked, GError **error)
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
pair_all (Work *self, GError **error)
{
  guint n = MAX (self->group->items->len, 1);
  g_autofree AeqKnownFlow **first = g_new0 (AeqKnownFlow *, n);
  g_autofree AeqKnownFlow **second = g_new0 (AeqKnownFlow *, n);

  count_content (self);
  pair (self, asks_booked, wants_booked, 0, first);
  pair (self, asks_pending, wants_pending, 0, second);
  if (!take_items (self, first, second, error))
    return FALSE;
  pair (self, asks_new_booked, wants_open, PENDING_DAYS, first);
  pair (self, asks_new_pending, wants_unsettled, PENDING_DAYS, second);
  return settle_items (self, first, second, error);
}

static gboolean
is_intraday_only (const AeqKnownFlow *known)
{
  return known->status == AEQ_FLOW_ACTUAL && known->vouchers->len > 0 && !aeq_known_flow_has (known, AEQ_REPORT_END_OF_DAY) &&
         !aeq_known_flow_has (known, AEQ_REPORT_NONE);
}

/* The complete end-of-day statement that decides about @day, NULL when there is none. */
static const AeqBankStatement *
find_deciding (const Work *self, AeqDate day)
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
withdraw_days (Work *self, const AeqBankStatement *own, GError **error)
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
withdraw_new (Work *self, GError **error)
{
  const AeqAccount *account = self->group->account->account;
  const AeqBankStatement *deciding = NULL;
  AeqDate decided = AEQ_DATE_NONE;

  for (guint i = 0; i < self->group->items->len; i++)
    {
      const AeqIntakeItem *item = item_at (self, i);
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

static gboolean
withdraw (Work *self, GError **error)
{
  const AeqBankStatement *own = self->group->statement;

  if (own == NULL)
    return TRUE;
  if (own->kind != AEQ_REPORT_END_OF_DAY)
    return withdraw_new (self, error);
  return own->account != self->group->account->account->id || withdraw_days (self, own, error);
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
  Work work = { .merge = merge, .group = group, .pool = pool, .relations = relations, .content = content,
                .first = AEQ_DATE_NONE, .last = AEQ_DATE_NONE };

  span_of (group, &work.first, &work.last);
  return pair_all (&work, error) && withdraw (&work, error);
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
