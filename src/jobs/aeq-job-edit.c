/* SPDX-License-Identifier: MIT */
#include "aeq-job-edit.h"

AeqEdit *
aeq_edit_new (const char *entity, const AeqId *uid, JsonObject *values)
{
  AeqEdit *self = g_new0 (AeqEdit, 1);

  self->entity = g_strdup (entity);
  self->has_uid = uid != NULL;
  if (uid != NULL)
    self->uid = *uid;
  self->values = values;
  return self;
}

void
aeq_edit_free (AeqEdit *self)
{
  g_free (self->entity);
  g_clear_pointer (&self->values, json_object_unref);
  g_free (self);
}

static gboolean
apply (AeqLedger *ledger, const AeqEdit *edit, GError **error)
{
  if (!edit->has_uid)
    return aeq_change_insert (ledger, edit->entity, edit->values, NULL, NULL, NULL, error);
  if (edit->values == NULL)
    return aeq_change_delete (ledger, edit->entity, &edit->uid, NULL, error);
  return aeq_change_update (ledger, edit->entity, &edit->uid, edit->values, NULL, error);
}

gboolean
aeq_job_edit (AeqLedger *ledger, GPtrArray *edits, AeqChangeRange *range, GError **error)
{
  gboolean ok = TRUE;

  if (!aeq_change_begin (ledger, range, error))
    return FALSE;
  for (guint i = 0; ok && i < edits->len; i++)
    ok = apply (ledger, edits->pdata[i], error);
  return aeq_change_end (ledger, ok, range, error);
}
