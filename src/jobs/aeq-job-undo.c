/* SPDX-License-Identifier: MIT */
#include "aeq-job-undo.h"

#include "aeq-error.h"
#include "aeq-import-history.h"

/* 0: the change is none of an import's. */
static gboolean
find_import (AeqLedger *ledger, gint64 no, gint64 *id, char **action, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store,
                                                     "SELECT i.id, c.action FROM change c JOIN import_file i ON i.uid "
                                                     "= c.entity_uid WHERE c.no = ?1 AND c.entity = 'import'",
                                                     error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, no);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? aeq_statement_get_int64 (stmt, 0) : 0;
  *action = has_row ? g_strdup (aeq_statement_get_text (stmt, 1)) : NULL;
  return TRUE;
}

static gboolean
undo_one (AeqLedger *ledger, gint64 no, GCancellable *cancellable, GError **error)
{
  g_autofree char *action = NULL;
  gint64 id, removed;

  if (!find_import (ledger, no, &id, &action, error))
    return FALSE;
  if (id == 0)
    return aeq_change_undo (ledger, no, error);
  if (g_str_equal (action, "import"))
    return aeq_import_undo (ledger, id, &removed, NULL, cancellable, error);
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                       "An import that was taken back comes again by importing its file");
  return FALSE;
}

gboolean
aeq_job_undo (AeqLedger *ledger, const AeqChangeRange *range, AeqChangeRange *undone, GCancellable *cancellable,
              GError **error)
{
  gboolean ok = TRUE;

  if (!aeq_change_begin (ledger, undone, error))
    return FALSE;
  for (gint64 no = range->last; ok && no >= range->first; no--)
    ok = !g_cancellable_set_error_if_cancelled (cancellable, error) && undo_one (ledger, no, cancellable, error);
  return aeq_change_end (ledger, ok, undone, error);
}
