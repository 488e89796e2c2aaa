/* SPDX-License-Identifier: MIT */
#include "aeq-flow-batch.h"

#define BATCH_ROWS 4096
#define ROWS_A_QUERY 256

struct _AeqFlowBatch
{
  GArray       *rows;  /* AeqBatchRow */
  GStringChunk *texts;
  char         *sql;   /* of ROWS_A_QUERY parameters */
};

AeqFlowBatch *
aeq_flow_batch_new (void)
{
  AeqFlowBatch *self = g_new0 (AeqFlowBatch, 1);
  GString *sql = g_string_new ("SELECT uid FROM flow WHERE uid IN (");

  for (guint i = 1; i <= ROWS_A_QUERY; i++)
    g_string_append_printf (sql, "%s?%u", i > 1 ? ", " : "", i);
  g_string_append_c (sql, ')');
  self->sql = g_string_free (sql, FALSE);
  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (AeqBatchRow), BATCH_ROWS);
  self->texts = g_string_chunk_new (65536);
  return self;
}

void
aeq_flow_batch_free (AeqFlowBatch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self->sql);
  g_free (self);
}

static const char *
keep (AeqFlowBatch *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

void
aeq_flow_batch_add (AeqFlowBatch *self, const AeqAccount *account, const AeqFlow *flow, const AeqId *uid, const char *category)
{
  AeqBatchRow row = { .account = account, .flow = *flow, .uid = *uid, .category = keep (self, category) };

  row.flow.category = keep (self, flow->category);
  row.flow.counterparty = keep (self, flow->counterparty);
  row.flow.reference = keep (self, flow->reference);
  row.flow.bank_reference = keep (self, flow->bank_reference);
  row.flow.narrative = keep (self, flow->narrative);
  g_array_append_val (self->rows, row);
}

gboolean
aeq_flow_batch_is_full (AeqFlowBatch *self)
{
  return self->rows->len >= BATCH_ROWS;
}

guint
aeq_flow_batch_size (AeqFlowBatch *self)
{
  return self->rows->len;
}

AeqBatchRow *
aeq_flow_batch_get (AeqFlowBatch *self, guint i)
{
  return &g_array_index (self->rows, AeqBatchRow, i);
}

static gboolean
note_known (AeqStatement *stmt, GHashTable *by_uid, GError **error)
{
  gboolean has_row;
  AeqId uid;

  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqBatchRow *row;

      if (!has_row)
        return TRUE;
      if (aeq_statement_get_id (stmt, 0, &uid) && (row = g_hash_table_lookup (by_uid, &uid)) != NULL)
        row->known = TRUE;
    }
  return FALSE;
}

/* The last of fewer rows than the query has parameters fills what is left. */
static gboolean
look_up_some (AeqFlowBatch *self, AeqStore *store, guint from, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, self->sql, error);
  g_autoptr(GHashTable) by_uid = aeq_id_table_new (NULL, NULL);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < ROWS_A_QUERY; i++)
    {
      AeqBatchRow *row = aeq_flow_batch_get (self, MIN (from + i, self->rows->len - 1));

      aeq_statement_bind_id (stmt, (int) i + 1, &row->uid);
      g_hash_table_insert (by_uid, &row->uid, row);
    }
  return note_known (stmt, by_uid, error);
}

gboolean
aeq_flow_batch_look_up (AeqFlowBatch *self, AeqStore *store, GError **error)
{
  for (guint from = 0; from < self->rows->len; from += ROWS_A_QUERY)
    if (!look_up_some (self, store, from, error))
      return FALSE;
  return TRUE;
}

void
aeq_flow_batch_clear (AeqFlowBatch *self)
{
  g_array_set_size (self->rows, 0);
  g_string_chunk_clear (self->texts);
}
