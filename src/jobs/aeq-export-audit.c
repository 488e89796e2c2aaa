/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

static const char CHANGES_SQL[] =
  "SELECT no, at, author, action, entity, entity_uid, before_image, after_image, reason, undoes FROM change"
  " WHERE at >= ?2 AND at < ?3 ORDER BY no DESC LIMIT ?1";

static const AeqColumn COLUMNS[] = {
  { "number", "Number", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL },
  { "at", "When (UTC)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "author", "Who", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "action", "What", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "entity", "Of", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "id", "Id", AEQ_CELL_TEXT, AEQ_COLUMN_DETAIL },
  { "before", "Before", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "after", "After", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "reason", "Reason", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "undoes", "Undoes", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "changes", "Change record", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static gboolean
push_change (AeqStatement *stmt, AeqDocument *document, GError **error)
{
  char id[AEQ_ID_TEXT_SIZE] = "";
  AeqId uid;

  if (aeq_statement_get_id (stmt, 5, &uid))
    aeq_id_format (&uid, id);
  return aeq_document_row (
      document,
      (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
          aeq_cell_integer (aeq_statement_get_int64 (stmt, 0)),
          aeq_cell_instant (aeq_statement_get_int64 (stmt, 1), aeq_zone_utc ()),
          aeq_cell_text (aeq_statement_get_text (stmt, 2)),
          aeq_cell_text (aeq_statement_get_text (stmt, 3)),
          aeq_cell_text (aeq_statement_get_text (stmt, 4)),
          aeq_cell_text (id),
          aeq_cell_text (aeq_statement_get_text (stmt, 6)),
          aeq_cell_text (aeq_statement_get_text (stmt, 7)),
          aeq_cell_text (aeq_statement_get_text (stmt, 8)),
          aeq_statement_is_null (stmt, 9) ? aeq_cell_empty () : aeq_cell_integer (aeq_statement_get_int64 (stmt, 9)),
      },
      error);
}

static gboolean
push_changes (AeqExport *self, AeqStatement *stmt, AeqDocument *document, GError **error)
{
  gboolean has_row;

  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !aeq_statement_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!push_change (stmt, document, error))
        return FALSE;
    }
}

/* Days of the change record are UTC. */
gboolean
aeq_export_audit (AeqExport *self, GError **error)
{
  const AeqExportRequest *request = self->request;
  const AeqDocumentInfo info = { .title = "Change record", .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, CHANGES_SQL, error);
  g_autoptr(AeqDocument) document = NULL;
  AeqInstant from = G_MININT64;
  AeqInstant to = G_MAXINT64;
  AeqInstant ignored;

  if (stmt == NULL || (document = aeq_export_open (self, &info, error)) == NULL)
    return FALSE;
  if (request->from != AEQ_DATE_NONE)
    aeq_zone_day_bounds (aeq_zone_utc (), request->from, &from, &ignored);
  if (request->to != AEQ_DATE_NONE)
    aeq_zone_day_bounds (aeq_zone_utc (), request->to, &ignored, &to);
  aeq_statement_bind_int64 (stmt, 1, request->limit > 0 ? request->limit : G_MAXINT64);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  return aeq_document_begin_table (document, &TABLE, error) && push_changes (self, stmt, document, error) &&
         aeq_document_end_table (document, error) && aeq_document_finish (document, self->cancellable, error);
}
