/* SPDX-License-Identifier: MIT */
#include "aeq-export-action.h"

#include <glib/gi18n.h>

#include "aeq-job-export.h"

static const struct
{
  const char *ending;
  const char *name; /* marked for translation */
} FORMATS[] = {
  { ".xlsx", N_("Excel workbook") },
  { ".csv", N_("Comma-separated values") },
  { ".pdf", N_("PDF") },
  { ".json", N_("JSON") },
};

/* One export from the choice of its file to its toast. */
typedef struct
{
  AeqExportRequest *request;
  char             *path;
} Export;

typedef struct
{
  AeqShell         *shell;
  AdwToastOverlay  *toasts;
  AeqExportRequest *request;
} Choice;

static void
export_free (gpointer data)
{
  Export *self = data;

  aeq_export_request_free (self->request);
  g_free (self->path);
  g_free (self);
}

static gpointer
write_file (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  Export *self = data;

  return aeq_job_export (ledger, self->request, self->path, progress, cancellable, error) ? g_strdup (self->path)
                                                                                          : NULL;
}

/* Reading pages goes on while a long file is written. */
static const AeqWork WRITE_FILE = { AEQ_QUEUE_CHANGE, write_file, export_free, g_free };

static void
on_written (gpointer result, const GError *error, gpointer user_data)
{
  AdwToastOverlay *toasts = user_data;
  g_autofree char *path = result;
  g_autofree char *name = NULL, *text = NULL, *markup = NULL, *folder = NULL, *uri = NULL;
  AdwToast *toast;

  if (error != NULL)
    {
      aeq_say_error (GTK_WIDGET (toasts), error);
      return;
    }
  name = g_path_get_basename (path);
  text = g_strdup_printf (_("Exported as %s"), name);
  markup = g_markup_escape_text (text, -1);
  folder = g_path_get_dirname (path);
  uri = g_filename_to_uri (folder, NULL, NULL);
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("Open _Folder"));
  adw_toast_set_action_name (toast, "win.show-folder");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (toasts, toast);
}

/* A name without an ending gets that of the kind of file that is chosen in the dialog. */
static char *
complete_path (GtkFileChooser *chooser, const char *path)
{
  AeqFormat format;

  if (aeq_format_of_path (path, &format, NULL))
    return g_strdup (path);
  for (guint i = 0; i < G_N_ELEMENTS (FORMATS); i++)
    if (g_strcmp0 (gtk_file_filter_get_name (gtk_file_chooser_get_filter (chooser)), _(FORMATS[i].name)) == 0)
      return g_strconcat (path, FORMATS[i].ending, NULL);
  return g_strconcat (path, FORMATS[0].ending, NULL);
}

static void
begin (Choice *choice, GtkFileChooser *chooser, const char *path)
{
  AeqWorkspace *workspace = aeq_app_desk_get_workspace (aeq_shell_get_desk (choice->shell));
  Export *export = g_new (Export, 1);

  *export = (Export) { g_steal_pointer (&choice->request), complete_path (chooser, path) };
  if (!aeq_work_bar_run (aeq_shell_get_work (choice->shell), workspace, &WRITE_FILE, export, _("Exporting"),
                         on_written, choice->toasts))
    aeq_say (GTK_WIDGET (choice->shell), _("Something else is under way: let it end or cancel it first"));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, Choice *choice)
{
  g_autoptr(GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    begin (choice, GTK_FILE_CHOOSER (dialog), path);
  g_clear_pointer (&choice->request, aeq_export_request_free);
  g_object_unref (choice->shell);
  g_object_unref (choice->toasts);
  g_free (choice);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* A report is called by its month. */
static char *
default_name (const AeqExportRequest *request, const char *ending)
{
  static const char *const NAMES[] = { "flows", "positions", "balances", "ladder", "forecast", "accuracy", "audit", "worksheet", "bcbs248" };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%F");
  char month[AEQ_DATE_TEXT_SIZE];

  if (request->what == AEQ_EXPORT_BCBS248)
    return g_strdup_printf ("bcbs248-%.7s%s", aeq_date_format (request->from, month), ending);
  return g_strdup_printf ("%s-%s%s", request->table != NULL ? aeq_seen_table_get_name (request->table) : NAMES[request->what], today,
                          ending);
}

static void
add_filters (GtkFileChooser *chooser, const char *ending)
{
  for (guint i = 0; i < G_N_ELEMENTS (FORMATS); i++)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(FORMATS[i].name));
      gtk_file_filter_add_suffix (filter, FORMATS[i].ending + 1);
      gtk_file_chooser_add_filter (chooser, filter);
      if (g_str_equal (FORMATS[i].ending, ending))
        gtk_file_chooser_set_filter (chooser, filter);
    }
}

void
aeq_export_action (AeqShell *shell, AdwToastOverlay *toasts, const char *ending)
{
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  AeqPage *page = aeq_shell_get_page (shell);
  g_autofree char *name = NULL;
  GtkFileChooserNative *dialog;
  Choice *choice;

  if (page == NULL || !aeq_page_get_export (page, &request))
    {
      aeq_say (GTK_WIDGET (shell), _("There is nothing here to export"));
      return;
    }
  ending = ending != NULL ? ending : FORMATS[0].ending;
  name = default_name (&request, ending);
  dialog = gtk_file_chooser_native_new (_("Export What Is Seen"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (shell))),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  add_filters (GTK_FILE_CHOOSER (dialog), ending);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  choice = g_new (Choice, 1);
  *choice = (Choice) { g_object_ref (shell), g_object_ref (toasts), aeq_export_request_copy (&request) };
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_chosen), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
