/* SPDX-License-Identifier: MIT */
#include "aeq-flow-intake.h"

#include <string.h>

#include "aeq-flow-merge.h"

/* Entries that wait for their pairs before the first statements of a long file are worked off. */
#define MAX_WAITING 65536

struct _AeqFlowIntake
{
  AeqLedger     *ledger;
  AeqFlowWriter *writer;
  gint64         import_id;
  gint64         statement_id; /* of the open statement */
  GHashTable    *accounts;     /* gint64* -> AeqIntakeAccount */
  GPtrArray     *order;        /* the same, as they came */
  GPtrArray     *open;         /* of them, those with entries that wait */
  GPtrArray     *queue;        /* AeqIntakeGroup: complete statements */
  guint          waiting;
  guint          part;         /* of an archive */
  AeqMergeNotes  told;
};

AeqFlowIntake *
aeq_flow_intake_new (AeqLedger *ledger, AeqFlowWriter *writer, gint64 import_id, GError **error)
{
  g_autoptr(AeqFlowIntake) self = g_new0 (AeqFlowIntake, 1);

  self->ledger = ledger;
  self->writer = writer;
  self->import_id = import_id;
  self->order = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_intake_account_free);
  self->accounts = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->open = g_ptr_array_new ();
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_intake_group_free);
  aeq_merge_notes_init (&self->told);
  return aeq_ledger_next_id (ledger, "statement", &self->statement_id, error) ? g_steal_pointer (&self) : NULL;
}

void
aeq_flow_intake_free (AeqFlowIntake *self)
{
  g_ptr_array_unref (self->queue);
  g_ptr_array_unref (self->open);
  g_hash_table_unref (self->accounts);
  g_ptr_array_unref (self->order);
  aeq_merge_notes_clear (&self->told);
  g_free (self);
}

static gboolean
has_flows (AeqLedger *ledger, gint64 account, gboolean *has, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT 1 FROM flow WHERE account_id = ?1 LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  return aeq_statement_step (stmt, has, error);
}

static AeqIntakeAccount *
find_account (AeqFlowIntake *self, const AeqAccount *account, GError **error)
{
  AeqIntakeAccount *found = g_hash_table_lookup (self->accounts, &account->id);
  gboolean waits;

  if (found != NULL)
    return found;
  if (!has_flows (self->ledger, account->id, &waits, error))
    return NULL;
  found = aeq_intake_account_new (account);
  found->waits = waits;
  g_ptr_array_add (self->order, found);
  g_hash_table_insert (self->accounts, (gpointer) &found->account->id, found);
  return found;
}

/* What counts between opening and closing. */
static void
add_booked (AeqIntakeAccount *account, const AeqFlow *flow)
{
  if (flow->status == AEQ_FLOW_ACTUAL)
    account->overflow = !aeq_money_add (account->booked, flow->minor, &account->booked) || account->overflow;
}

static gboolean
write_through (AeqFlowIntake *self, const AeqAccount *account, const AeqFlow *flow, const AeqFlowDetail *details, guint n_details,
               GError **error)
{
  AeqId uid;
  gint64 id;

  if (n_details == 0)
    return aeq_flow_writer_add (self->writer, account, flow, error);
  return aeq_flow_writer_insert (self->writer, account, flow, &uid, &id, error) &&
         aeq_flow_writer_match (self->writer, flow, id, &uid, error) &&
         aeq_flow_detail_put (self->ledger->store, &uid, &uid, details, n_details, error);
}

static void
open_group (AeqFlowIntake *self, AeqIntakeAccount *state)
{
  if (state->open != NULL)
    return;
  state->open = aeq_intake_group_new (state);
  g_ptr_array_add (self->open, state);
}

gboolean
aeq_flow_intake_add (AeqFlowIntake *self, const AeqAccount *account, const AeqFlow *flow, AeqReportKind kind,
                     const AeqFlowDetail *details, guint n_details, GError **error)
{
  AeqIntakeAccount *state = find_account (self, account, error);
  AeqFlow owned = *flow;

  if (state == NULL)
    return FALSE;
  owned.statement = self->statement_id;
  add_booked (state, flow);
  /* Another kind of report in the same file may tell of what was just written. */
  state->waits = state->waits || (state->kind != AEQ_REPORT_NONE && state->kind != kind);
  state->kind = kind;
  if (!state->waits)
    return write_through (self, account, &owned, details, n_details, error);
  open_group (self, state);
  aeq_intake_group_add (state->open, &owned, details, n_details);
  self->waiting++;
  return TRUE;
}

static gboolean
work_off (AeqFlowIntake *self, GError **error)
{
  AeqMerge merge = { .ledger = self->ledger, .writer = self->writer, .import_id = self->import_id, .told = &self->told };

  if (!aeq_flow_writer_flush (self->writer, error))
    return FALSE;
  if (self->queue->len > 0 && !aeq_merge_groups (&merge, self->queue, error))
    return FALSE;
  g_ptr_array_set_size (self->queue, 0);
  self->waiting = 0;
  return TRUE;
}

static void
tie (AeqBankStatement *statement, const AeqIntakeAccount *state)
{
  gint64 closing;

  statement->tied = statement->has_opening && statement->has_closing && !state->overflow &&
                    aeq_money_add (statement->opening, state->booked, &closing) && closing == statement->closing;
}

/* Groups of the statement: one of its account, more when entries keep other currencies. */
static void
queue_groups (AeqFlowIntake *self, AeqIntakeAccount *own, AeqBankStatement *statement)
{
  if (own->waits)
    open_group (self, own);
  for (guint i = 0; i < self->open->len; i++)
    {
      AeqIntakeAccount *state = self->open->pdata[i];

      state->open->statement = statement;
      g_ptr_array_add (self->queue, g_steal_pointer (&state->open));
    }
  g_ptr_array_set_size (self->open, 0);
}

gboolean
aeq_flow_intake_statement (AeqFlowIntake *self, const AeqAccount *account, AeqBankStatement *statement, GError **error)
{
  g_autoptr(AeqBankStatement) owned = statement;
  AeqIntakeAccount *state = find_account (self, account, error);

  if (state == NULL)
    return FALSE;
  owned->id = self->statement_id++;
  owned->account = account->id;
  owned->import_id = self->import_id;
  owned->part = self->part;
  tie (owned, state);
  state->booked = 0;
  state->overflow = FALSE;
  if (!aeq_intake_account_load (state, self->ledger, error) || !aeq_bank_statement_put (self->ledger, account, owned, error))
    return FALSE;
  queue_groups (self, state, owned);
  aeq_intake_account_add (state, g_steal_pointer (&owned));
  return self->waiting < MAX_WAITING || work_off (self, error);
}

gboolean
aeq_flow_intake_next_file (AeqFlowIntake *self, GError **error)
{
  self->part++;
  for (guint i = 0; i < self->order->len; i++)
    ((AeqIntakeAccount *) self->order->pdata[i])->waits = TRUE;
  return work_off (self, error);
}

static gboolean
tie_account (AeqFlowIntake *self, AeqIntakeAccount *state, GPtrArray *warnings, GPtrArray *notes, GError **error)
{
  if (state->statements == NULL)
    return TRUE;
  aeq_intake_account_sort (state);
  return aeq_bank_statement_tie (state->account, state->statements, self->import_id, warnings, notes, error);
}

gboolean
aeq_flow_intake_finish (AeqFlowIntake *self, GPtrArray *warnings, GPtrArray *notes, GError **error)
{
  if (!work_off (self, error))
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    if (!tie_account (self, self->order->pdata[i], warnings, notes, error))
      return FALSE;
  aeq_merge_notes_tell (&self->told, notes);
  return TRUE;
}
