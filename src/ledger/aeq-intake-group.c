/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge.h"

#include <string.h>

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
