/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-work-bar"

#include "aeq-work-bar.h"

struct _AeqWorkBar
{
  GtkWidget       parent_instance;
  GtkRevealer    *revealer;     /* template children */
  GtkLabel       *title;
  GtkProgressBar *progress;
  GCancellable   *cancellable;  /* (nullable) of what is under way */
  AeqWorkDone     done;
  gpointer        user_data;
};

G_DEFINE_FINAL_TYPE (AeqWorkBar, aeq_work_bar, GTK_TYPE_WIDGET)

gboolean
aeq_work_bar_is_busy (AeqWorkBar *self)
{
  g_return_val_if_fail (AEQ_IS_WORK_BAR (self), FALSE);
  return self->cancellable != NULL;
}

static void
put_away (AeqWorkBar *self)
{
  g_clear_object (&self->cancellable);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

void
aeq_work_bar_cancel (AeqWorkBar *self)
{
  g_return_if_fail (AEQ_IS_WORK_BAR (self));
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  put_away (self);
}

static void
on_progress (const char *step, double fraction, gpointer user_data)
{
  AeqWorkBar *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_progress_bar_set_text (self->progress, step);
}

/* Cancelled work belongs to a bar that has gone on, or is gone. */
static void
on_done (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  gpointer value = aeq_workspace_finish (result, &error);
  AeqWorkBar *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  put_away (self);
  self->done (value, error, self->user_data);
}

gboolean
aeq_work_bar_run (AeqWorkBar *self, AeqWorkspace *workspace, const AeqWork *work, gpointer data, const char *title, AeqWorkDone done,
                  gpointer user_data)
{
  g_return_val_if_fail (AEQ_IS_WORK_BAR (self), FALSE);
  if (self->cancellable != NULL)
    {
      if (work->data_free != NULL)
        work->data_free (data);
      return FALSE;
    }
  self->cancellable = g_cancellable_new ();
  self->done = done;
  self->user_data = user_data;
  gtk_label_set_text (self->title, title);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_progress_bar_set_text (self->progress, "");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  aeq_workspace_run (workspace, work, data, on_progress, self->cancellable, on_done, self);
  return TRUE;
}

static void
aeq_work_bar_dispose (GObject *object)
{
  AeqWorkBar *self = AEQ_WORK_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_WORK_BAR);
  G_OBJECT_CLASS (aeq_work_bar_parent_class)->dispose (object);
}

static void
aeq_work_bar_class_init (AeqWorkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_work_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-work-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqWorkBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AeqWorkBar, title);
  gtk_widget_class_bind_template_child (widget_class, AeqWorkBar, progress);
  gtk_widget_class_bind_template_callback (widget_class, aeq_work_bar_cancel);
}

static void
aeq_work_bar_init (AeqWorkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
