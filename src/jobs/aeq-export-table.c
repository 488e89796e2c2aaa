/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

gboolean
aeq_export_table (AeqExport *self, GError **error)
{
  const AeqSeenTable *seen = self->request->table;
  const AeqTable table = aeq_seen_table_get_table (seen);
  const AeqDocumentInfo info = { .title = table.title, .source = &self->source.source };
  g_autoptr(AeqDocument) document = aeq_export_open (self, &info, error);

  if (document == NULL || !aeq_document_begin_table (document, &table, error))
    return FALSE;
  for (gsize i = 0; i < aeq_seen_table_get_n (seen); i++)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !aeq_document_row (document, aeq_seen_table_get_row (seen, i), error))
      return FALSE;
  return aeq_document_end_table (document, error) && aeq_document_finish (document, self->cancellable, error);
}
