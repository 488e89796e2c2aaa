/* SPDX-License-Identifier: MIT */
#include "aeq-job-edit.h"

#include "aeq-error.h"
#include "aeq-words.h"

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

/* What can be named is named: the store knows only that a rule of its own said no. */
static gboolean
insert (AeqLedger *ledger, const AeqEdit *edit, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (aeq_change_insert (ledger, edit->entity, edit->values, NULL, NULL, NULL, &local))
    return TRUE;
  if (g_str_equal (edit->entity, "limit") && g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT))
    g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_EXISTS, N_("The account has a limit already: edit that one"));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
apply (AeqLedger *ledger, const AeqEdit *edit, GError **error)
{
  if (!edit->has_uid)
    return insert (ledger, edit, error);
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
