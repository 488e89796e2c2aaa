/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-watch-bar"

#include "aeq-watch-bar.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-tooltip.h"
#include "aeq-words.h"

struct _AeqWatchBar
{
  AdwBin          parent_instance;
  AeqImportWatch *watch;    /* (nullable) */
  GtkLabel       *folder;   /* template children */
  GtkWidget      *stop;
  GtkWidget      *refused_box;
  GtkListBox     *refused;
};

G_DEFINE_FINAL_TYPE (AeqWatchBar, aeq_watch_bar, ADW_TYPE_BIN)

static void
on_open_clicked (GtkButton *button, AeqWatchBar *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "aeq-path");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.import-path", "s", path);
}

static void
add_refused (AeqWatchBar *self, const AeqImportRefused *refused)
{
  g_autofree char *name = g_path_get_basename (refused->path);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_("Import…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), refused->reason);
  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  aeq_tooltip_set (button, _("Look at the file and import it by hand"));
  g_object_set_data_full (G_OBJECT (button), "aeq-path", g_strdup (refused->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->refused, row);
}

static void
show_folder (AeqWatchBar *self)
{
  const char *folder = aeq_import_watch_get_folder (self->watch);
  const GError *error = aeq_import_watch_get_error (self->watch);
  g_autofree char *text = NULL;

  if (folder == NULL)
    text = g_strdup (_("No folder is watched"));
  else if (error != NULL)
    {
      g_autofree char *reason = aeq_words_show (error->message);

      text = g_strdup_printf (_("%s cannot be watched: %s"), folder, reason);
    }
  else
    text = g_strdup_printf (_("New files in %s are imported by themselves"), folder);
  gtk_label_set_text (self->folder, text);
  gtk_widget_set_visible (self->stop, folder != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->folder), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->folder), "error");
}

static void
show (AeqWatchBar *self)
{
  GPtrArray *refused = aeq_import_watch_get_refused (self->watch);
  GtkWidget *child;

  show_folder (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->refused))) != NULL)
    gtk_list_box_remove (self->refused, child);
  for (guint i = 0; i < refused->len; i++)
    add_refused (self, refused->pdata[i]);
  gtk_widget_set_visible (self->refused_box, refused->len > 0);
}

static void
on_folder_chosen (GtkNativeDialog *dialog, int response, AeqWatchBar *self)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->watch != NULL)
    aeq_import_watch_set_folder (self->watch, path);
  g_object_unref (dialog);
}

static void
on_choose_clicked_cb (AeqWatchBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Watch a Folder"), GTK_WINDOW (root),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Watch"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_stop_clicked_cb (AeqWatchBar *self)
{
  if (self->watch != NULL)
    aeq_import_watch_set_folder (self->watch, NULL);
}

void
aeq_watch_bar_set_watch (AeqWatchBar *self, AeqImportWatch *watch)
{
  g_return_if_fail (AEQ_IS_WATCH_BAR (self));
  g_return_if_fail (self->watch == NULL);
  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
aeq_watch_bar_dispose (GObject *object)
{
  AeqWatchBar *self = AEQ_WATCH_BAR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_WATCH_BAR);
  g_clear_object (&self->watch);
  G_OBJECT_CLASS (aeq_watch_bar_parent_class)->dispose (object);
}

static void
aeq_watch_bar_class_init (AeqWatchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_watch_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-watch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqWatchBar, folder);
  gtk_widget_class_bind_template_child (widget_class, AeqWatchBar, stop);
  gtk_widget_class_bind_template_child (widget_class, AeqWatchBar, refused_box);
  gtk_widget_class_bind_template_child (widget_class, AeqWatchBar, refused);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked_cb);
}

static void
aeq_watch_bar_init (AeqWatchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
