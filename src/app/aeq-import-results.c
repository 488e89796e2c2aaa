/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-results"

#include "aeq-import-results.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-plural.h"
#include "aeq-screen-format.h"
#include "aeq-undo.h"
#include "aeq-words.h"

struct _AeqImportResults
{
  AdwBin      parent_instance;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AeqImportResults, aeq_import_results, ADW_TYPE_BIN)

static void
add_count (GStrvBuilder *builder, gint64 n, const char *one, const char *many)
{
  g_autofree char *part = aeq_screen_counted (n, one, many);

  g_strv_builder_add (builder, part);
}

char *
aeq_import_outcome_describe (const AeqImportOutcome *outcome)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;

  if (outcome->refusal != NULL)
    return aeq_error_describe (outcome->refusal);
  add_count (builder, outcome->added, NN_ ("%s flow added", "%s flows added"));
  if (outcome->duplicates > 0)
    add_count (builder, outcome->duplicates, NN_ ("%s known already", "%s known already"));
  if (outcome->report->n_errors > 0)
    add_count (builder, (gint64) outcome->report->n_errors, NN_ ("%s bad row left out", "%s bad rows left out"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

void
aeq_import_add_undo (AeqAppDesk *desk, const AeqImportOutcome *outcome)
{
  g_autofree char *name = g_path_get_basename (outcome->path);
  g_autofree char *counts = aeq_import_outcome_describe (outcome);
  g_autofree char *label = g_strdup_printf ("%s: %s", name, counts);

  aeq_undo_add (aeq_undo_of (desk), label, aeq_import_step_undo, g_memdup2 (&outcome->import_id, sizeof outcome->import_id), g_free);
}

void
aeq_import_add_redo (AeqAppDesk *desk, const AeqImportUndone *undone)
{
  g_autofree char *label = g_strdup_printf (_("%s was taken back"), undone->name);

  aeq_undo_add (aeq_undo_of (desk), label, aeq_import_step_redo, g_memdup2 (&undone->id, sizeof undone->id), g_free);
}

typedef struct
{
  const char *icon;
  const char *style; /* (nullable) */
  const char *word;  /* marked for translation */
} State;

static State
state_of (const AeqImportFile *file)
{
  if (file->undone)
    return (State) { "edit-undo-symbolic", NULL, N_("Taken back") };
  if (file->outcome == NULL && file->error == NULL)
    return (State) { "process-stop-symbolic", NULL, N_("Not imported") };
  if (file->error != NULL || file->outcome->status == AEQ_IMPORT_REJECT)
    return (State) { "dialog-error-symbolic", "error", N_("Refused") };
  if (file->outcome->status == AEQ_IMPORT_WARN)
    return (State) { "dialog-warning-symbolic", "warning", N_("Imported with warnings") };
  return (State) { "emblem-ok-symbolic", "success", N_("Imported") };
}

static char *
describe (const AeqImportFile *file)
{
  g_autofree char *counts = NULL;
  g_autoptr(GString) text = NULL;

  if (file->error != NULL)
    return aeq_error_describe (file->error);
  if (file->outcome == NULL)
    return g_strdup (_("Cancelled: nothing of it was kept"));
  counts = aeq_import_outcome_describe (file->outcome);
  text = g_string_new (counts);
  for (guint i = 0; i < MIN (file->outcome->report->warnings->len, 3); i++)
    {
      g_autofree char *warning = aeq_words_show (file->outcome->report->warnings->pdata[i]);

      g_string_append_printf (text, "\n%s", warning);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (AeqImportResults *self, const AeqImportFile *file)
{
  State state = state_of (file);
  g_autofree char *name = g_path_get_basename (file->path);
  g_autofree char *text = describe (file);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (state.icon);
  GtkWidget *word = gtk_label_new (_(state.word));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);
  if (state.style != NULL)
    {
      gtk_widget_add_css_class (icon, state.style);
      gtk_widget_add_css_class (word, state.style);
    }
  gtk_list_box_append (self->list, row);
}

void
aeq_import_results_show (AeqImportResults *self, GPtrArray *files)
{
  GtkWidget *child;

  g_return_if_fail (AEQ_IS_IMPORT_RESULTS (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < files->len; i++)
    add_row (self, files->pdata[i]);
}

static void
aeq_import_results_class_init (AeqImportResultsClass *klass G_GNUC_UNUSED)
{
}

static void
aeq_import_results_init (AeqImportResults *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Results"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
