/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-window"

#include "aeq-window-private.h"

#include <glib/gi18n.h>

#include "aeq-export-action.h"
#include "aeq-gone-bar.h"
#include "aeq-ledger-page.h"
#include "aeq-print.h"
#include "aeq-undo.h"

/* What a person can do wherever the focus is, by key, menu or button. */

static void
open_sample (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_autofree char *path = aeq_application_sample_path ();

  aeq_window_open_path (AEQ_WINDOW (widget), path, AEQ_OPENING_CREATE | AEQ_OPENING_SAMPLE);
}

static void
open_recent (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_window_open (AEQ_WINDOW (widget), g_variant_get_string (parameter, NULL), FALSE);
}

static void
on_place_chosen (GtkNativeDialog *dialog, int response, AeqWindow *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
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
go_round (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_shell_go_round (AEQ_WINDOW (widget)->shell, g_variant_get_boolean (parameter));
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
  aeq_export_action (AEQ_WINDOW (widget)->shell, AEQ_WINDOW (widget)->toasts, NULL);
}

static void
export_page_as (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  aeq_export_action (AEQ_WINDOW (widget)->shell, AEQ_WINDOW (widget)->toasts, g_variant_get_string (parameter, NULL));
}

static void
print_page (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_print_action (AEQ_WINDOW (widget)->shell);
}

static void
ledger_gone (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqWindow *self = AEQ_WINDOW (widget);

  aeq_shell_add_bar (self->shell, aeq_gone_bar_new (aeq_window_get_path (self), g_variant_get_boolean (parameter)));
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

static const char *const NEEDS_LEDGER[] = { "win.part",   "win.refresh", "win.forecast", "win.find",  "win.today",
                                            "win.export",  "win.export-as", "win.print", "win.paste" };

void
aeq_window_enable_actions (AeqWindow *self, gboolean has_ledger)
{
  for (guint i = 0; i < G_N_ELEMENTS (NEEDS_LEDGER); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), NEEDS_LEDGER[i], has_ledger);
}

void
aeq_window_install_actions (GtkWidgetClass *widget_class)
{
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
  gtk_widget_class_install_action (widget_class, "win.today", NULL, go_to_today);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "win.part", "b", go_round);
  gtk_widget_class_install_action (widget_class, "win.forecast", NULL, forecast);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.show-flow", "(xi)", show_flow);
  gtk_widget_class_install_action (widget_class, "win.copy", "b", copy);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_page);
  gtk_widget_class_install_action (widget_class, "win.export-as", "s", export_page_as);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_page);
  gtk_widget_class_install_action (widget_class, "win.show-folder", "s", show_folder);
  gtk_widget_class_install_action (widget_class, "win.ledger-gone", "b", ledger_gone);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say);
}
