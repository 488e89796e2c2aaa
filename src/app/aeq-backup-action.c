/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-backup-action"

#include "aeq-backup-action.h"

#include <glib/gi18n.h>

#include "aeq-job-restore.h"
#include "aeq-shell.h"

typedef void (*ChosenFunc) (GtkWidget *inside, char *path);

/* Kept with the dialog, which is let go when it has answered. */
typedef struct
{
  GtkWidget *inside; /* a weak pointer */
  ChosenFunc chosen;
} Question;

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Question *question = data;

  g_clear_weak_pointer (&question->inside);
  g_free (question);
}

static void
on_response (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && question->inside != NULL)
    question->chosen (question->inside, path);
  else
    g_free (path);
  g_object_unref (dialog);
}

/* @name (nullable) is what is proposed for a file to be written. */
static void
ask (GtkWidget *inside, const char *title, const char *name, ChosenFunc chosen)
{
  GtkFileChooserAction action = name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (inside)), action, NULL, NULL);
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->inside, inside);
  question->chosen = chosen;
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gpointer
back_up (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  return aeq_store_backup (ledger->store, data, progress, cancellable, error) ? g_strdup (data) : NULL;
}

/* By the one connection that is there from the start: others may find no file any more when it was deleted meanwhile. */
static const AeqWork BACK_UP = { AEQ_QUEUE_CHANGE, back_up, g_free, g_free };

static void
on_backed_up (gpointer result, const GError *error, gpointer user_data)
{
  g_autofree char *path = result;
  g_autofree char *text = path != NULL ? g_strdup_printf (_("The ledger was copied to %s"), path) : NULL;

  if (text != NULL)
    aeq_say (user_data, text);
  else
    aeq_say_error (user_data, error);
}

static void
on_backup_chosen (GtkWidget *inside, char *path)
{
  GtkWidget *shell = gtk_widget_get_ancestor (inside, AEQ_TYPE_SHELL);

  aeq_shell_run (shell, &BACK_UP, path, _("Backing up"), on_backed_up, shell);
}

void
aeq_backup_choose (GtkWidget *inside)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "backup-%F.ledger");

  ask (inside, _("Back Up the Ledger"), name, on_backup_chosen);
}

typedef struct
{
  char *from;
  char *to;
} Paths;

static void
paths_free (Paths *paths)
{
  g_free (paths->from);
  g_free (paths->to);
  g_free (paths);
}

static gpointer
restore (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const Paths *paths = data;

  return aeq_job_restore (paths->from, paths->to, ledger->now, ledger->seed, progress, cancellable, error) ? g_strdup (paths->to) : NULL;
}

static const AeqWork RESTORE = { AEQ_QUEUE_READ, restore, (GDestroyNotify) paths_free, g_free };

static void
on_restored (gpointer result, const GError *error, gpointer user_data)
{
  g_autofree char *path = result;

  if (path != NULL)
    gtk_widget_activate_action (user_data, "win.open-recent", "s", path);
  else
    aeq_say_error (user_data, error);
}

/* The backup waits with the widget until the new place is chosen too. */
static void
on_restore_target_chosen (GtkWidget *inside, char *path)
{
  GtkWidget *shell = gtk_widget_get_ancestor (inside, AEQ_TYPE_SHELL);
  Paths *paths = g_new0 (Paths, 1);

  paths->from = g_strdup (g_object_get_data (G_OBJECT (inside), "aeq-backup"));
  paths->to = path;
  aeq_shell_run (shell, &RESTORE, paths, _("Restoring"), on_restored, shell);
}

static void
on_restore_source_chosen (GtkWidget *inside, char *path)
{
  g_object_set_data_full (G_OBJECT (inside), "aeq-backup", path, g_free);
  ask (inside, _("Restore Into a New Ledger"), _("restored.ledger"), on_restore_target_chosen);
}

void
aeq_restore_choose (GtkWidget *inside)
{
  ask (inside, _("Choose a Backup"), NULL, on_restore_source_chosen);
}
