/* SPDX-License-Identifier: MIT */
#include "aeq-import-work.h"

#include "aeq-error.h"

AeqImportOrder *
aeq_import_order_new (const AeqImportFile *file, GCancellable *stop)
{
  AeqImportOrder *self = g_new0 (AeqImportOrder, 1);

  self->file = aeq_import_file_copy (file);
  self->stop = g_object_ref (stop);
  return self;
}

static void
order_free (AeqImportOrder *self)
{
  aeq_import_file_free (self->file);
  g_object_unref (self->stop);
  g_free (self);
}

void
aeq_import_undone_free (AeqImportUndone *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_clear_pointer (&self->outcome, aeq_import_outcome_free);
  g_free (self);
}

static gpointer
preview (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const AeqImportFile *file = data;
  const AeqImportRequest request = aeq_import_file_request (file);

  return aeq_job_import_preview (ledger, file->path, &request, cancellable, error);
}

const AeqWork AEQ_IMPORT_PREVIEW = { AEQ_QUEUE_CHANGE, preview, (GDestroyNotify) aeq_import_file_free,
                                     (GDestroyNotify) aeq_import_preview_free };

static void
on_leaving (GCancellable *leaving G_GNUC_UNUSED, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static gpointer
import_file (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqImportOrder *order = data;
  const AeqImportRequest request = aeq_import_file_request (order->file);
  gulong leaving = g_cancellable_connect (cancellable, G_CALLBACK (on_leaving), order->stop, NULL);
  AeqImportOutcome *outcome = aeq_job_import (ledger, order->file->path, &request, progress, order->stop, error);

  g_cancellable_disconnect (cancellable, leaving);
  return outcome;
}

const AeqWork AEQ_IMPORT_FILE = { AEQ_QUEUE_CHANGE, import_file, (GDestroyNotify) order_free,
                                  (GDestroyNotify) aeq_import_outcome_free };

static AeqImportRecord *
find_record (AeqLedger *ledger, gint64 id, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_import_history_list (ledger, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (((AeqImportRecord *) list->pdata[i])->id == id)
      {
        AeqImportRecord *record = g_ptr_array_steal_index (list, i);

        if (aeq_import_history_read_details (ledger, record, error))
          return record;
        aeq_import_record_free (record);
        return NULL;
      }
  if (list != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "there is no import %" G_GINT64_FORMAT, id);
  return NULL;
}

static AeqImportUndone *
undone_new (const AeqImportRecord *record)
{
  AeqImportUndone *self = g_new0 (AeqImportUndone, 1);

  self->id = record->id;
  self->name = g_strdup (record->name);
  return self;
}

static gpointer
undo (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  AeqImportRecord *record = find_record (ledger, *(gint64 *) data, error);
  AeqImportUndone *undone = NULL;
  gint64 removed;

  if (record != NULL && aeq_import_undo (ledger, record->id, &removed, NULL, cancellable, error))
    {
      undone = undone_new (record);
      undone->flows = removed;
    }
  g_clear_pointer (&record, aeq_import_record_free);
  return undone;
}

const AeqWork AEQ_IMPORT_UNDO = { AEQ_QUEUE_CHANGE, undo, g_free, (GDestroyNotify) aeq_import_undone_free };

/* The same bytes, read the same way. */
static AeqImportUndone *
import_again (AeqLedger *ledger, const AeqImportRecord *record, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqProfile) mapping = record->mapping != NULL ? aeq_profile_from_json (record->mapping, -1, error) : NULL;
  const AeqImportRequest request = { .format = record->format, .mapping = mapping, .sha256 = record->sha256, .keep_path = TRUE,
                                     .accept_warnings = record->rejected > 0 };
  AeqImportUndone *undone;
  AeqImportOutcome *outcome;

  if (record->mapping != NULL && mapping == NULL)
    return NULL;
  if (record->path == NULL)
    {
      aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, record->name, 0, NULL, "was imported without its place: import it anew");
      return NULL;
    }
  if ((outcome = aeq_job_import (ledger, record->path, &request, progress, cancellable, error)) == NULL)
    return NULL;
  undone = undone_new (record);
  undone->outcome = outcome;
  undone->flows = outcome->added;
  return undone;
}

static gpointer
redo (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqImportRecord *record = find_record (ledger, *(gint64 *) data, error);
  AeqImportUndone *undone = record != NULL ? import_again (ledger, record, progress, cancellable, error) : NULL;

  g_clear_pointer (&record, aeq_import_record_free);
  return undone;
}

const AeqWork AEQ_IMPORT_REDO = { AEQ_QUEUE_CHANGE, redo, g_free, (GDestroyNotify) aeq_import_undone_free };

/* The number under which the file of import @id stands now; @id itself when there is none, for a refusal that names it. */
static gboolean
find_standing (AeqLedger *ledger, gint64 id, gint64 *standing, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_import_history_list (ledger, error);
  const char *sha256 = NULL;

  *standing = id;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const AeqImportRecord *record = list->pdata[i];

      if (record->id == id)
        sha256 = record->sha256;
      if (sha256 != NULL && g_str_equal (record->sha256, sha256) && record->undone_at == AEQ_INSTANT_NONE)
        *standing = record->id;
    }
  return list != NULL;
}

static gboolean
step_back (AeqLedger *ledger, gint64 id, GCancellable *cancellable, GError **error)
{
  gint64 standing, removed;

  return find_standing (ledger, id, &standing, error) && aeq_import_undo (ledger, standing, &removed, NULL, cancellable, error);
}

static gboolean
step_again (AeqLedger *ledger, gint64 id, GCancellable *cancellable, GError **error)
{
  AeqImportUndone *undone = redo (ledger, &id, NULL, cancellable, error);
  gboolean ok = undone != NULL && undone->outcome->refusal == NULL;

  if (undone != NULL && !ok)
    g_propagate_error (error, g_steal_pointer (&undone->outcome->refusal));
  aeq_import_undone_free (undone);
  return ok;
}

gboolean
aeq_import_step_undo (AeqLedger *ledger, gpointer data, gboolean again, GCancellable *cancellable, GError **error)
{
  gint64 id = *(gint64 *) data;

  return again ? step_again (ledger, id, cancellable, error) : step_back (ledger, id, cancellable, error);
}

gboolean
aeq_import_step_redo (AeqLedger *ledger, gpointer data, gboolean again, GCancellable *cancellable, GError **error)
{
  return aeq_import_step_undo (ledger, data, !again, cancellable, error);
}

static gpointer
read_history (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
              GError **error)
{
  g_autoptr(GPtrArray) list = aeq_import_history_list (ledger, error);
  g_autoptr(GPtrArray) newest = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_import_record_free);

  while (list != NULL && list->len > 0)
    {
      AeqImportRecord *record = g_ptr_array_steal_index (list, list->len - 1);

      g_ptr_array_add (newest, record);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !aeq_import_history_read_details (ledger, record, error))
        return NULL;
    }
  return list != NULL ? g_steal_pointer (&newest) : NULL;
}

const AeqWork AEQ_IMPORT_HISTORY = { AEQ_QUEUE_READ, read_history, NULL, (GDestroyNotify) g_ptr_array_unref };
