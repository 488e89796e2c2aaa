/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-window"

#include "aeq-window.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-export-action.h"
#include "aeq-ledger-page.h"
#include "aeq-opening.h"
#include "aeq-print.h"
#include "aeq-shell.h"
#include "aeq-undo-toast.h"
#include "aeq-watch.h"
#include "aeq-welcome.h"

#define SLOW_MS 200

struct _AeqWindow
{
  AdwApplicationWindow parent_instance;
  AeqOpening          *opening;    /* (nullable) of the ledger that is shown, or on its way */
  guint                slow;       /* source: shows that it is being opened, 0: none */
  AeqImporter         *importer;
  GtkStack            *state;      /* template children */
  AdwToastOverlay     *toasts;
  AdwBin              *welcome;    /* filled when it is shown */
  AeqShell            *shell;
  GtkProgressBar      *progress;
  AdwStatusPage       *failure;
};

G_DEFINE_FINAL_TYPE (AeqWindow, aeq_window, ADW_TYPE_APPLICATION_WINDOW)

static AeqApplication *
get_application (AeqWindow *self)
{
  return AEQ_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static GSettings *
get_state (AeqWindow *self)
{
  AeqApplication *application = get_application (self);

  return application != NULL ? aeq_application_get_state (application) : NULL;
}

const char *
aeq_window_get_path (AeqWindow *self)
{
  g_return_val_if_fail (AEQ_IS_WINDOW (self), NULL);
  return self->opening != NULL ? aeq_workspace_get_path (aeq_opening_get_workspace (self->opening)) : NULL;
}

AeqImporter *
aeq_window_get_importer (AeqWindow *self)
{
  g_return_val_if_fail (AEQ_IS_WINDOW (self), NULL);
  return self->importer;
}

void
aeq_window_set_page (AeqWindow *self, const char *name)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  aeq_shell_go_to (self->shell, name);
}

static const char *const NEEDS_LEDGER[] = { "win.refresh", "win.forecast", "win.find", "win.today", "win.export", "win.print", "win.paste" };

static void
on_open_progress (const char *step G_GNUC_UNUSED, double fraction, gpointer user_data)
{
  gtk_progress_bar_set_fraction (AEQ_WINDOW (user_data)->progress, fraction);
}

/* Most ledgers are there before one could read that they are being opened. */
static gboolean
on_slow (gpointer data)
{
  AeqWindow *self = data;

  self->slow = 0;
  gtk_stack_set_visible_child_name (self->state, "opening");
  return G_SOURCE_REMOVE;
}

static void
close_ledger (AeqWindow *self)
{
  g_clear_handle_id (&self->slow, g_source_remove);
  g_clear_pointer (&self->opening, aeq_opening_free);
}

static void
show_failure (AeqWindow *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  close_ledger (self);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->state, "failure");
}

static void
show_ledger (AeqWindow *self, AeqAppDesk *desk)
{
  const char *path = aeq_workspace_get_path (aeq_app_desk_get_workspace (desk));
  g_autofree char *name = g_path_get_basename (path);

  g_clear_handle_id (&self->slow, g_source_remove);
  aeq_application_add_recent (get_application (self), path);
  gtk_window_set_title (GTK_WINDOW (self), name);
  for (guint i = 0; i < G_N_ELEMENTS (NEEDS_LEDGER); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), NEEDS_LEDGER[i], TRUE);
  aeq_watch_attach (desk, GTK_WINDOW (self));
  aeq_undo_toast_attach (aeq_undo_of (desk), GTK_WIDGET (self), self->toasts);
  aeq_importer_set_desk (self->importer, desk, get_state (self));
  aeq_shell_set_desk (self->shell, desk, name);
  gtk_stack_set_visible_child_name (self->state, "ledger");
}

static void
on_opened (AeqAppDesk *desk, const GError *error, gpointer user_data)
{
  if (desk != NULL)
    show_ledger (AEQ_WINDOW (user_data), desk);
  else
    show_failure (AEQ_WINDOW (user_data), error);
}

static void
set_author (AeqWindow *self)
{
  g_autofree char *author = get_state (self) != NULL ? g_settings_get_string (get_state (self), "author") : NULL;

  if (self->opening != NULL)
    aeq_workspace_set_author (aeq_opening_get_workspace (self->opening), author);
}

/* @opening is taken over. */
static void
wait_for (AeqWindow *self, AeqOpening *opening)
{
  close_ledger (self);
  self->opening = opening;
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->state, "ledger");
  self->slow = g_timeout_add (SLOW_MS, on_slow, self);
  aeq_opening_wait (opening, on_open_progress, on_opened, self);
}

/* A window shows one ledger for all its life: another one has a window of its own. */
void
aeq_window_open (AeqWindow *self, const char *path, gboolean create)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  if (aeq_shell_get_desk (self->shell) != NULL)
    {
      self = aeq_window_new (get_application (self));
      gtk_window_present (GTK_WINDOW (self));
    }
  wait_for (self, aeq_application_open (get_application (self), path, create ? AEQ_OPENING_CREATE : AEQ_OPENING_DEFAULT));
}

static void
make_welcome (AeqWindow *self)
{
  GtkWidget *welcome = g_object_new (AEQ_TYPE_WELCOME, NULL);

  if (get_state (self) != NULL)
    aeq_welcome_set_recent (AEQ_WELCOME (welcome), get_state (self));
  adw_bin_set_child (self->welcome, welcome);
}

static void
on_cancel_clicked_cb (AeqWindow *self)
{
  close_ledger (self);
  make_welcome (self);
  gtk_stack_set_visible_child_name (self->state, "welcome");
}

static void
open_sample (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqWindow *self = AEQ_WINDOW (widget);
  g_autofree char *path = aeq_application_sample_path ();

  wait_for (self, aeq_application_open (get_application (self), path, AEQ_OPENING_CREATE | AEQ_OPENING_SAMPLE));
}

static void
open_recent (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_window_open (AEQ_WINDOW (widget), g_variant_get_string (parameter, NULL), FALSE);
}

static void
on_place_chosen (GtkNativeDialog *dialog, int response, AeqWindow *self)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    aeq_window_open (self, path, TRUE);
  g_object_unref (dialog);
}

static void
create_file (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Create a Ledger"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _("desk.ledger"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_place_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_files (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_importer_choose (AEQ_WINDOW (widget)->importer);
}

static void
import_path (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  const char *const paths[] = { g_variant_get_string (parameter, NULL), NULL };

  aeq_importer_show (AEQ_WINDOW (widget)->importer, paths);
}

static void
paste (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_importer_paste (AEQ_WINDOW (widget)->importer);
}

static void
undo_import (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_importer_undo (AEQ_WINDOW (widget)->importer, g_variant_get_int64 (parameter));
}

static void
redo_import (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_importer_redo (AEQ_WINDOW (widget)->importer, g_variant_get_int64 (parameter));
}

static void
go_to_page (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_window_set_page (AEQ_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
remember_page (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  GSettings *state = get_state (AEQ_WINDOW (widget));

  if (state != NULL)
    g_settings_set_string (state, "page", g_variant_get_string (parameter, NULL));
}

static void
refresh (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_shell_refresh (AEQ_WINDOW (widget)->shell);
}

static void
forecast (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_shell_forecast (AEQ_WINDOW (widget)->shell);
}

static void
go_to_today (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_app_desk_set_date (aeq_shell_get_desk (AEQ_WINDOW (widget)->shell), AEQ_DATE_NONE);
}

/* Where nothing can be found, flows are what is looked for. */
static void
find (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqShell *shell = AEQ_WINDOW (widget)->shell;

  if (!aeq_page_can_find (aeq_shell_get_page (shell)))
    aeq_shell_go_to (shell, "Ledger");
  aeq_page_find (aeq_shell_get_page (shell));
}

static void
show_flow (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqShell *shell = AEQ_WINDOW (widget)->shell;
  gint64 id;
  AeqDate day;

  g_variant_get (parameter, "(xi)", &id, &day);
  aeq_shell_go_to (shell, "Ledger");
  aeq_ledger_page_show_flow (AEQ_LEDGER_PAGE (aeq_shell_get_page (shell)), id, day);
}

static void
copy (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqPage *page = aeq_shell_get_page (AEQ_WINDOW (widget)->shell);

  if (page != NULL && aeq_page_can_copy (page))
    aeq_page_copy (page, g_variant_get_boolean (parameter));
}

/* In a text the key is the text's own, as long as there is something typed to take back. */
static gboolean
is_for_text (GtkWidget *window, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return GTK_IS_TEXT (focus) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (!is_for_text (widget, "text.undo"))
    aeq_undo_undo (aeq_undo_of (aeq_shell_get_desk (AEQ_WINDOW (widget)->shell)));
}

static void
redo (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (!is_for_text (widget, "text.redo"))
    aeq_undo_redo (aeq_undo_of (aeq_shell_get_desk (AEQ_WINDOW (widget)->shell)));
}

static void
export_page (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_export_action (AEQ_WINDOW (widget)->shell, AEQ_WINDOW (widget)->toasts);
}

static void
print_page (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_print_action (AEQ_WINDOW (widget)->shell);
}

static void
show_folder (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  gtk_show_uri (GTK_WINDOW (widget), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

static void
say (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  g_autofree char *markup = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_toast_overlay_add_toast (AEQ_WINDOW (widget)->toasts, adw_toast_new (markup));
}

static void
restore (AeqWindow *self)
{
  GSettings *state = get_state (self);
  g_autofree char *page = state != NULL ? g_settings_get_string (state, "page") : NULL;

  if (state != NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (state, "width"), g_settings_get_int (state, "height"));
      if (g_settings_get_boolean (state, "maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  aeq_shell_go_to (self->shell, page != NULL && aeq_page_index (page) >= 0 ? page : "Position");
}

static void
remember (AeqWindow *self)
{
  GSettings *state = get_state (self);
  int width, height;

  if (state == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (state, "width", width);
  g_settings_set_int (state, "height", height);
  g_settings_set_boolean (state, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

/* Most windows have a ledger by now, and never say what to do first. */
static void
aeq_window_realize (GtkWidget *widget)
{
  AeqWindow *self = AEQ_WINDOW (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->state), "welcome"))
    make_welcome (self);
  GTK_WIDGET_CLASS (aeq_window_parent_class)->realize (widget);
}

static void
aeq_window_unmap (GtkWidget *widget)
{
  remember (AEQ_WINDOW (widget));
  GTK_WIDGET_CLASS (aeq_window_parent_class)->unmap (widget);
}

static void
aeq_window_dispose (GObject *object)
{
  AeqWindow *self = AEQ_WINDOW (object);

  g_clear_object (&self->importer);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_WINDOW);
  close_ledger (self);
  G_OBJECT_CLASS (aeq_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, state);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
}

static void
aeq_window_class_init (AeqWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_window_dispose;
  widget_class->realize = aeq_window_realize;
  widget_class->unmap = aeq_window_unmap;
  g_type_ensure (AEQ_TYPE_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_files);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, open_files);
  gtk_widget_class_install_action (widget_class, "win.import-path", "s", import_path);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "win.undo-import", "x", undo_import);
  gtk_widget_class_install_action (widget_class, "win.redo-import", "x", redo_import);
  /* Not an accelerator, which would take the key from where one types. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent);
  gtk_widget_class_install_action (widget_class, "win.create", NULL, create_file);
  gtk_widget_class_install_action (widget_class, "win.sample", NULL, open_sample);
  gtk_widget_class_install_action (widget_class, "win.page", "s", go_to_page);
  gtk_widget_class_install_action (widget_class, "win.remember-page", "s", remember_page);
  gtk_widget_class_install_action (widget_class, "win.today", NULL, go_to_today);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "win.forecast", NULL, forecast);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.show-flow", "(xi)", show_flow);
  gtk_widget_class_install_action (widget_class, "win.copy", "b", copy);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_page);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_page);
  gtk_widget_class_install_action (widget_class, "win.show-folder", "s", show_folder);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say);
}

static void
aeq_window_init (AeqWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->importer = aeq_importer_new (GTK_WINDOW (self));
  for (guint i = 0; i < G_N_ELEMENTS (NEEDS_LEDGER); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), NEEDS_LEDGER[i], FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);
}

AeqWindow *
aeq_window_new (AeqApplication *application)
{
  AeqWindow *self = g_object_new (AEQ_TYPE_WINDOW, "application", application, NULL);

  restore (self);
  if (get_state (self) != NULL)
    g_signal_connect_object (get_state (self), "changed::author", G_CALLBACK (set_author), self, G_CONNECT_SWAPPED);
  return self;
}
