/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-assistant"

#include "aeq-import-assistant.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-import-form.h"
#include "aeq-import-results.h"
#include "aeq-import-work.h"

struct _AeqImportAssistant
{
  AdwWindow         parent_instance;
  AeqAppDesk          *desk;
  GPtrArray        *files;       /* AeqImportFile */
  guint             at;          /* the file that is being imported or taken back */
  GCancellable     *leaving;     /* of everything under way, when the window goes */
  GCancellable     *stop;        /* (nullable) of the import under way */
  GtkStack         *stage;       /* template children */
  AdwWindowTitle   *heading;
  GtkWidget        *cancel_button;
  GtkButton        *import_button;
  GtkButton        *back_button;
  GtkButton        *undo_button;
  GtkButton        *close_button;
  GtkWidget        *choose_box;
  GtkDropDown      *choose;
  GtkStringList    *names;
  AeqImportForm    *form;
  GtkProgressBar   *progress;
  GtkLabel         *step;
  GtkLabel         *task;
  AeqImportResults *results;
};

G_DEFINE_FINAL_TYPE (AeqImportAssistant, aeq_import_assistant, ADW_TYPE_WINDOW)

static AeqImportFile *
file_at (AeqImportAssistant *self, guint i)
{
  return i < self->files->len ? self->files->pdata[i] : NULL;
}

static void
show_stage (AeqImportAssistant *self, const char *name)
{
  gboolean preview = g_str_equal (name, "preview");
  gboolean done = g_str_equal (name, "done");

  gtk_stack_set_visible_child_name (self->stage, name);
  gtk_widget_set_visible (self->cancel_button, preview);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), preview);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), done);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), done);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), done);
  if (done)
    gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}

static gboolean
can_be_imported (const AeqImportFile *file)
{
  const AeqImportPreview *preview = file->preview;

  /* A file that was not looked at is read as its content says. */
  if (preview == NULL)
    return file->error == NULL;
  if (preview->problem != NULL)
    return FALSE;
  return preview->outcome == NULL || preview->outcome->report->n_errors == 0 || file->good_only;
}

/* Several files go in one after the other; one that is refused does not stop the others. */
static void
update_import_button (AeqImportAssistant *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->files->len; i++)
    any = any || can_be_imported (file_at (self, i));
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), any);
}

/* Enter imports, once there is something to import and nobody is about to choose. */
static void
on_ready_cb (AeqImportAssistant *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  update_import_button (self);
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->import_button)) && (focus == NULL || focus == self->cancel_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->import_button));
}

static void
on_chosen_cb (AeqImportAssistant *self)
{
  AeqImportFile *file = file_at (self, gtk_drop_down_get_selected (self->choose));

  g_autofree char *name = file != NULL ? g_path_get_basename (file->path) : NULL;

  if (self->desk == NULL || file == NULL)
    return;
  adw_window_title_set_subtitle (self->heading, name);
  aeq_import_form_show (self->form, self->desk, file);
  update_import_button (self);
}

void
aeq_import_assistant_add (AeqImportAssistant *self, const char *const *paths)
{
  guint before;

  g_return_if_fail (AEQ_IS_IMPORT_ASSISTANT (self));
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stage), "preview") != 0)
    return;
  before = self->files->len;
  for (; *paths != NULL; paths++)
    {
      g_autofree char *name = g_path_get_basename (*paths);

      g_ptr_array_add (self->files, aeq_import_file_new (*paths));
      gtk_string_list_append (self->names, name);
    }
  gtk_widget_set_visible (self->choose_box, self->files->len > 1);
  gtk_drop_down_set_selected (self->choose, before);
}

static void import_next (AeqImportAssistant *self);

static void
show_results (AeqImportAssistant *self)
{
  gboolean any = FALSE;

  g_clear_object (&self->stop);
  for (guint i = 0; i < self->files->len; i++)
    any = any || (file_at (self, i)->outcome != NULL && file_at (self, i)->outcome->import_id > 0 && !file_at (self, i)->undone);
  aeq_import_results_show (self->results, self->files);
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo_button), any);
  show_stage (self, "done");
  aeq_app_desk_data_changed (self->desk);
}

static void
on_progress (const char *step, double fraction, gpointer user_data)
{
  AeqImportAssistant *self = user_data;

  if (self->stop == NULL || g_cancellable_is_cancelled (self->stop))
    return;
  gtk_progress_bar_set_fraction (self->progress, (self->at + fraction) / MAX (1, self->files->len));
  gtk_label_set_text (self->step, step != NULL ? step : "");
}

static void
on_imported (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportOutcome *outcome = aeq_workspace_finish (result, &error);
  AeqImportAssistant *self = user_data;
  AeqImportFile *file;

  /* Without the stop of our own it was the window that went. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && g_cancellable_is_cancelled (self->leaving))
    return;
  file = file_at (self, self->at);
  file->outcome = outcome;
  if (outcome != NULL && outcome->refusal == NULL && outcome->import_id > 0)
    aeq_import_add_undo (self->desk, outcome);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    file->error = g_steal_pointer (&error);
  self->at++;
  import_next (self);
}

static void
import_next (AeqImportAssistant *self)
{
  AeqImportFile *file;

  while ((file = file_at (self, self->at)) != NULL && file->outcome != NULL && file->outcome->import_id > 0)
    self->at++;
  if (file == NULL || g_cancellable_is_cancelled (self->stop))
    {
      show_results (self);
      return;
    }
  gtk_progress_bar_set_fraction (self->progress, (double) self->at / self->files->len);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_FILE, aeq_import_order_new (file, self->stop), on_progress,
                     self->leaving, on_imported, self);
}

static void
forget_failures (AeqImportAssistant *self)
{
  for (guint i = 0; i < self->files->len; i++)
    if (file_at (self, i)->outcome == NULL || file_at (self, i)->outcome->import_id == 0)
      {
        g_clear_pointer (&file_at (self, i)->outcome, aeq_import_outcome_free);
        g_clear_error (&file_at (self, i)->error);
      }
}

static void
on_import_clicked_cb (AeqImportAssistant *self)
{
  g_return_if_fail (self->stop == NULL);
  forget_failures (self);
  self->at = 0;
  self->stop = g_cancellable_new ();
  gtk_label_set_text (self->task, _("Importing…"));
  gtk_label_set_text (self->step, "");
  show_stage (self, "working");
  import_next (self);
}

/* What is being written is taken back before the worker answers; the window does not wait for that. */
static void
on_stop_clicked_cb (AeqImportAssistant *self)
{
  if (self->stop == NULL)
    return;
  g_cancellable_cancel (self->stop);
  gtk_label_set_text (self->task, _("Cancelled"));
  gtk_label_set_text (self->step, _("Nothing of the file is kept"));
}

static void take_back_next (AeqImportAssistant *self);

static void
on_taken_back (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportUndone *undone = aeq_workspace_finish (result, &error);
  AeqImportAssistant *self = user_data;
  AeqImportFile *file;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  file = file_at (self, self->at);
  file->undone = undone != NULL;
  if (undone != NULL)
    aeq_import_add_redo (self->desk, undone);
  if (error != NULL)
    file->error = g_steal_pointer (&error);
  g_clear_pointer (&undone, aeq_import_undone_free);
  take_back_next (self);
}

/* The last one first, as they lie on each other. */
static void
take_back_next (AeqImportAssistant *self)
{
  while (self->at > 0)
    {
      AeqImportFile *file = file_at (self, --self->at);
      gint64 *id;

      if (file->outcome == NULL || file->outcome->import_id == 0 || file->undone)
        continue;
      id = g_memdup2 (&file->outcome->import_id, sizeof *id);
      aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_UNDO, id, NULL, self->leaving, on_taken_back, self);
      return;
    }
  show_results (self);
}

static void
on_undo_clicked_cb (AeqImportAssistant *self)
{
  self->at = self->files->len;
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo_button), FALSE);
  take_back_next (self);
}

static void
on_back_clicked_cb (AeqImportAssistant *self)
{
  AeqImportFile *file = file_at (self, gtk_drop_down_get_selected (self->choose));

  show_stage (self, "preview");
  /* What is known already is another thing now. */
  if (file != NULL)
    {
      aeq_import_form_show (self->form, self->desk, NULL);
      for (guint i = 0; i < self->files->len; i++)
        {
          g_clear_pointer (&file_at (self, i)->outcome, aeq_import_outcome_free);
          g_clear_pointer (&file_at (self, i)->preview, aeq_import_preview_free);
          g_clear_error (&file_at (self, i)->error);
          file_at (self, i)->undone = FALSE;
        }
      aeq_import_form_show (self->form, self->desk, file);
    }
}

/* While it works, to close is to cancel. */
static gboolean
aeq_import_assistant_close_request (GtkWindow *window)
{
  AeqImportAssistant *self = AEQ_IMPORT_ASSISTANT (window);

  if (self->stop != NULL)
    {
      on_stop_clicked_cb (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (aeq_import_assistant_parent_class)->close_request (window);
}

static void
aeq_import_assistant_dispose (GObject *object)
{
  AeqImportAssistant *self = AEQ_IMPORT_ASSISTANT (object);

  g_cancellable_cancel (self->leaving);
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  if (self->form != NULL && self->desk != NULL)
    aeq_import_form_show (self->form, self->desk, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_IMPORT_ASSISTANT);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_import_assistant_parent_class)->dispose (object);
}

static void
aeq_import_assistant_finalize (GObject *object)
{
  AeqImportAssistant *self = AEQ_IMPORT_ASSISTANT (object);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->leaving);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (aeq_import_assistant_parent_class)->finalize (object);
}

static void
aeq_import_assistant_class_init (AeqImportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_import_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_import_assistant_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = aeq_import_assistant_close_request;
  g_type_ensure (AEQ_TYPE_IMPORT_FORM);
  g_type_ensure (AEQ_TYPE_IMPORT_RESULTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-import-assistant.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AeqImportAssistant, child)
  BIND (stage); BIND (heading); BIND (cancel_button); BIND (import_button); BIND (back_button); BIND (undo_button); BIND (close_button);
  BIND (choose_box); BIND (choose); BIND (names); BIND (form); BIND (progress); BIND (step); BIND (task); BIND (results);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
aeq_import_assistant_init (AeqImportAssistant *self)
{
  self->leaving = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_import_file_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AeqImportAssistant *
aeq_import_assistant_new (GtkWindow *parent, AeqAppDesk *desk, const char *const *paths)
{
  AeqImportAssistant *self = g_object_new (AEQ_TYPE_IMPORT_ASSISTANT, "transient-for", parent, NULL);
  int width = gtk_widget_get_width (GTK_WIDGET (parent));
  int height;

  /* No wider than the window that it belongs to, which may be on its way to the screen. */
  if (width == 0)
    gtk_window_get_default_size (parent, &width, &height);
  if (width > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width - 20, 560, 1000), 700);
  self->desk = g_object_ref (desk);
  aeq_import_assistant_add (self, paths);
  on_chosen_cb (self);
  return self;
}
