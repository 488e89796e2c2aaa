/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-importer"

#include "aeq-importer.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "aeq-connector.h"
#include "aeq-file-kind.h"
#include "aeq-import-assistant.h"
#include "aeq-import-results.h"
#include "aeq-import-work.h"
#include "aeq-page.h"
#include "aeq-window.h"

struct _AeqImporter
{
  GObject             parent_instance;
  GtkWindow          *window;
  AeqAppDesk            *desk;        /* (nullable) */
  AeqImportWatch     *watch;       /* (nullable) */
  GPtrArray          *waiting;     /* char*: files that wait for the ledger */
  AeqImportAssistant *assistant;   /* (nullable) weak */
  GCancellable       *leaving;
  GPtrArray          *pasted;      /* char*: folders with a file each, that go when the window goes */
};

G_DEFINE_FINAL_TYPE (AeqImporter, aeq_importer, G_TYPE_OBJECT)

static void
wait_for_ledger (AeqImporter *self, const char *const *paths)
{
  g_autofree char *path = aeq_ledger_default_path ();

  for (; *paths != NULL; paths++)
    g_ptr_array_add (self->waiting, g_strdup (*paths));
  if (aeq_window_get_path (AEQ_WINDOW (self->window)) == NULL)
    aeq_window_open (AEQ_WINDOW (self->window), path, TRUE);
}

void
aeq_importer_show (AeqImporter *self, const char *const *paths)
{
  g_return_if_fail (AEQ_IS_IMPORTER (self));
  if (paths[0] == NULL)
    return;
  if (self->desk == NULL)
    {
      wait_for_ledger (self, paths);
      return;
    }
  if (self->assistant != NULL)
    aeq_import_assistant_add (self->assistant, paths);
  else
    g_set_weak_pointer (&self->assistant, aeq_import_assistant_new (self->window, self->desk, paths));
  gtk_window_present (GTK_WINDOW (self->assistant));
}

static void
on_kinds_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_auto(GStrv) ledgers = NULL;
  g_auto(GStrv) others = NULL;
  AeqImporter *self = user_data;

  if (!aeq_file_kinds_finish (result, &ledgers, &others, NULL))
    return;
  for (char **ledger = ledgers; *ledger != NULL; ledger++)
    aeq_window_open (AEQ_WINDOW (self->window), *ledger, FALSE);
  aeq_importer_show (self, (const char *const *) others);
}

void
aeq_importer_open (AeqImporter *self, const char *const *paths)
{
  g_return_if_fail (AEQ_IS_IMPORTER (self));
  aeq_file_kinds_read (paths, self->leaving, on_kinds_read, self);
}

/* What is on another machine or inside another program has no path: only files can be read. */
static void
open_files (AeqImporter *self, GListModel *files)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    aeq_importer_open (self, (const char *const *) paths);
  else
    aeq_say (GTK_WIDGET (self->window), _("Only files on this machine can be opened"));
}

static void
on_files_chosen (GtkNativeDialog *dialog, int response, AeqImporter *self)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT)
    open_files (self, files);
  g_object_unref (dialog);
}

void
aeq_importer_choose (AeqImporter *self)
{
  GtkFileChooserNative *dialog;

  g_return_if_fail (AEQ_IS_IMPORTER (self));
  dialog = gtk_file_chooser_native_new (_("Open Files"), self->window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
on_drop (GtkDropTarget *target G_GNUC_UNUSED, const GValue *value, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = gdk_file_list_get_files (g_value_get_boxed (value)); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  open_files (AEQ_IMPORTER (user_data), G_LIST_MODEL (files));
  return TRUE;
}

static void
on_undone (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportUndone *undone = aeq_workspace_finish (result, &error);
  AeqImporter *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (undone == NULL)
    {
      aeq_say_error (GTK_WIDGET (self->window), error);
      return;
    }
  aeq_import_add_redo (self->desk, undone);
  aeq_import_undone_free (undone);
  aeq_app_desk_data_changed (self->desk);
}

void
aeq_importer_undo (AeqImporter *self, gint64 id)
{
  g_return_if_fail (AEQ_IS_IMPORTER (self) && self->desk != NULL);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_UNDO, g_memdup2 (&id, sizeof id), NULL, self->leaving, on_undone,
                     self);
}

static void
tell_imported (AeqImporter *self, const AeqImportOutcome *outcome)
{
  aeq_import_add_undo (self->desk, outcome);
  aeq_app_desk_data_changed (self->desk);
}

static void
on_redone (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportUndone *undone = aeq_workspace_finish (result, &error);
  AeqImporter *self = user_data;

  if (undone == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        aeq_say_error (GTK_WIDGET (self->window), error);
      return;
    }
  if (undone->outcome->refusal != NULL)
    aeq_say_error (GTK_WIDGET (self->window), undone->outcome->refusal);
  else
    tell_imported (self, undone->outcome);
  aeq_import_undone_free (undone);
}

void
aeq_importer_redo (AeqImporter *self, gint64 id)
{
  g_return_if_fail (AEQ_IS_IMPORTER (self) && self->desk != NULL);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_REDO, g_memdup2 (&id, sizeof id), NULL, self->leaving, on_redone,
                     self);
}

/* A folder each, so that the file can have a name that the history shows. */
static void
write_pasted (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("aequitas-paste-XXXXXX", &error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, _("Pasted Rows.tsv"), NULL) : NULL;

  if (path != NULL && g_file_set_contents (path, data, -1, &error))
    g_task_return_pointer (task, g_steal_pointer (&path), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_pasted_written (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  AeqImporter *self = user_data;
  const char *const paths[] = { path, NULL };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (path == NULL)
    {
      aeq_say_error (GTK_WIDGET (self->window), error);
      return;
    }
  g_ptr_array_add (self->pasted, g_strdup (path));
  aeq_importer_show (self, paths);
}

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr(AeqImporter) self = user_data;
  g_autoptr(GTask) task = NULL;

  if (g_cancellable_is_cancelled (self->leaving))
    return;
  if (text == NULL || (strchr (text, '\t') == NULL && strchr (text, ';') == NULL && strchr (text, ',') == NULL))
    {
      aeq_say (GTK_WIDGET (self->window), _("The clipboard holds no table: copy rows of flows in a spreadsheet first"));
      return;
    }
  task = g_task_new (NULL, self->leaving, on_pasted_written, self);
  g_task_set_task_data (task, g_steal_pointer (&text), g_free);
  g_task_run_in_thread (task, write_pasted);
}

void
aeq_importer_paste (AeqImporter *self)
{
  g_return_if_fail (AEQ_IS_IMPORTER (self));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), self->leaving, on_clipboard_read,
                                 g_object_ref (self));
}

AeqImportWatch *
aeq_importer_get_watch (AeqImporter *self)
{
  g_return_val_if_fail (AEQ_IS_IMPORTER (self), NULL);
  return self->watch;
}

static void
remove_pasted (gpointer path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

static void
aeq_importer_dispose (GObject *object)
{
  AeqImporter *self = AEQ_IMPORTER (object);

  g_cancellable_cancel (self->leaving);
  if (self->assistant != NULL)
    gtk_window_destroy (GTK_WINDOW (self->assistant));
  g_clear_weak_pointer (&self->assistant);
  g_clear_object (&self->watch);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_importer_parent_class)->dispose (object);
}

static void
aeq_importer_finalize (GObject *object)
{
  AeqImporter *self = AEQ_IMPORTER (object);

  g_clear_object (&self->leaving);
  g_ptr_array_unref (self->pasted);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (aeq_importer_parent_class)->finalize (object);
}

static void
aeq_importer_class_init (AeqImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_importer_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_importer_finalize;
}

static void
aeq_importer_init (AeqImporter *self)
{
  self->leaving = g_cancellable_new ();
  self->pasted = g_ptr_array_new_with_free_func (remove_pasted);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
}

AeqImporter *
aeq_importer_new (GtkWindow *window)
{
  AeqImporter *self = g_object_new (AEQ_TYPE_IMPORTER, NULL);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->window = window;
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
  return self;
}

void
aeq_importer_set_desk (AeqImporter *self, AeqAppDesk *desk, GSettings *state)
{
  g_autoptr(GPtrArray) waiting = NULL;

  g_return_if_fail (AEQ_IS_IMPORTER (self));
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  self->watch = aeq_import_watch_new (aeq_app_desk_get_workspace (desk), state);
  g_signal_connect_object (self->watch, "imported", G_CALLBACK (tell_imported), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aeq_connector_of (desk), "imported", G_CALLBACK (tell_imported), self, G_CONNECT_SWAPPED);
  aeq_connector_start (aeq_connector_of (desk), state);
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (waiting, NULL);
  aeq_importer_show (self, (const char *const *) waiting->pdata);
}
