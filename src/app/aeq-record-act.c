/* SPDX-License-Identifier: MIT */
#include "aeq-record-act.h"

#include "aeq-undo.h"

typedef struct
{
  GPtrArray *edits;
  char      *label;
} Edits;

static void
edits_free (gpointer data)
{
  Edits *self = data;

  g_ptr_array_unref (self->edits);
  g_free (self->label);
  g_free (self);
}

static gboolean
edit (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED,
      GError **error)
{
  const Edits *self = data;

  *n = self->edits->len;
  return aeq_job_edit (ledger, self->edits, range, error);
}

static char *
tell (gint64 n G_GNUC_UNUSED, gconstpointer data)
{
  return g_strdup (((const Edits *) data)->label);
}

static const AeqAct EDIT = { edit, tell, edits_free };

void
aeq_record_act (AeqAppDesk *desk, GPtrArray *edits, const char *label)
{
  Edits *self = g_new (Edits, 1);

  *self = (Edits) { edits, g_strdup (label) };
  aeq_undo_act (aeq_undo_of (desk), &EDIT, self);
}
