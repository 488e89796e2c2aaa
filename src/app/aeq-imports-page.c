/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-imports-page"

#include "aeq-imports-page.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-import-work.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"
#include "aeq-watch-bar.h"
#include "aeq-window.h"
#include "aeq-words.h"

struct _AeqImportsPage
{
  AdwBin              parent_instance;
  AeqAppDesk            *desk;
  GCancellable       *cancellable;
  GPtrArray          *records;    /* (nullable) AeqImportRecord; lives as long as the rows that point into it */
  AeqSeenTable       *exported;   /* (nullable) the last that was exported */
  GtkSingleSelection *selection;
  GtkStack           *stack;      /* template children */
  GtkColumnView      *view;
  AeqWatchBar        *watch;
  AdwFlap            *flap;
  GtkLabel           *name;
  GtkLabel           *facts;
  GtkLabel           *warnings;
  GtkWidget          *undo_button;
  GtkWidget          *redo_button;
  GtkPopoverMenu     *menu;
  AdwStatusPage      *failure;
  GtkLabel           *as_of;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqImportsPage, aeq_imports_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static char *
clock_text (AeqInstant instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / AEQ_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%F %H:%M");
}

static AeqViewCell
count_cell (gint64 n, const char *style)
{
  return (AeqViewCell) { aeq_screen_count (n), n > 0 ? style : "dim-label" };
}

static AeqViewCell
name_cell (gconstpointer data)
{
  return (AeqViewCell){ g_strdup (((const AeqImportRecord *)data)->name), NULL };
}

static AeqViewCell
format_cell (gconstpointer data)
{
  return (AeqViewCell){ g_strdup (((const AeqImportRecord *)data)->format), NULL };
}

static AeqViewCell
when_cell (gconstpointer data)
{
  return (AeqViewCell){ clock_text (((const AeqImportRecord *)data)->imported_at), NULL };
}

static AeqViewCell
author_cell (gconstpointer data)
{
  return (AeqViewCell){ g_strdup (((const AeqImportRecord *)data)->author), NULL };
}

static AeqViewCell
added_cell (gconstpointer data)
{
  return count_cell (((const AeqImportRecord *)data)->added, NULL);
}

static AeqViewCell
duplicates_cell (gconstpointer data)
{
  return count_cell (((const AeqImportRecord *)data)->duplicates, NULL);
}

static AeqViewCell
rejected_cell (gconstpointer data)
{
  return count_cell (((const AeqImportRecord *)data)->rejected, "warning");
}

static gboolean
has_warnings (const AeqImportRecord *record)
{
  return record->rejected > 0 || (record->warnings != NULL && *record->warnings != NULL);
}

static const char *
status_title (const AeqImportRecord *record)
{
  if (record->undone_at != AEQ_INSTANT_NONE)
    return _("Taken back");
  return has_warnings (record) ? _("With warnings") : _("Imported");
}

static AeqViewCell
status_cell (gconstpointer data)
{
  const AeqImportRecord *record = data;

  return (AeqViewCell){ g_strdup (status_title (record)), record->undone_at != AEQ_INSTANT_NONE ? "dim-label"
                                                          : has_warnings (record)               ? "warning"
                                                                                                : NULL };
}

static const AeqViewColumn COLUMNS[] = {
  { N_("File"), 220, FALSE, TRUE, name_cell },
  { N_("Format"), 76, FALSE, FALSE, format_cell },
  { N_("Imported"), 124, FALSE, FALSE, when_cell },
  { N_("By"), 90, FALSE, FALSE, author_cell },
  { N_("Added"), 84, TRUE, FALSE, added_cell },
  { N_("Known"), 84, TRUE, FALSE, duplicates_cell },
  { N_("Left Out"), 76, TRUE, FALSE, rejected_cell },
  { N_("Status"), 108, FALSE, FALSE, status_cell },
};

static const AeqImportRecord *
selected (AeqImportsPage *self)
{
  AeqRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? aeq_row_get_data (row) : NULL;
}

static char *
describe_facts (const AeqImportRecord *record)
{
  g_autofree char *when = clock_text (record->imported_at);
  g_autofree char *undone = record->undone_at != AEQ_INSTANT_NONE ? clock_text (record->undone_at) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("Imported %s by %s"), when, record->author != NULL ? record->author : "–");
  if (undone != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Taken back %s"), undone);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Profile: %s"), record->profile != NULL ? record->profile : _("none"));
  if (record->path != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("From %s"), record->path);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("SHA-256 %s"), record->sha256);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_warnings (const AeqImportRecord *record)
{
  g_autofree char *warnings = aeq_words_lines (record->warnings);
  g_autofree char *errors = aeq_words_lines (record->errors);

  if (*warnings == '\0' && *errors == '\0')
    return g_strdup (_("No warnings."));
  return g_strjoin (*warnings != '\0' && *errors != '\0' ? "\n\n" : "", warnings, errors, NULL);
}

static void
show_details (AeqImportsPage *self)
{
  const AeqImportRecord *record = selected (self);
  gboolean stands = record != NULL && record->undone_at == AEQ_INSTANT_NONE;
  gboolean again = record != NULL && !stands && record->path != NULL;
  g_autofree char *facts = record != NULL ? describe_facts (record) : NULL;
  g_autofree char *warnings = record != NULL ? describe_warnings (record) : NULL;

  gtk_label_set_text (self->name, record != NULL ? record->name : _("Select an import"));
  gtk_label_set_text (self->facts, facts != NULL ? facts : "");
  gtk_label_set_text (self->warnings, warnings != NULL ? warnings : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "imports.undo", stands);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "imports.redo", again);
}

static void
on_selected_cb (AeqImportsPage *self)
{
  show_details (self);
}

static void
on_activate_cb (AeqImportsPage *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
take_back (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  const AeqImportRecord *record = selected (AEQ_IMPORTS_PAGE (widget));

  if (record != NULL)
    gtk_widget_activate_action (widget, "win.undo-import", "x", record->id);
}

static void
import_again (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  const AeqImportRecord *record = selected (AEQ_IMPORTS_PAGE (widget));

  if (record != NULL)
    gtk_widget_activate_action (widget, "win.redo-import", "x", record->id);
}

static void
show_menu (AeqImportsPage *self, const GdkRectangle *at)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The row under the pointer was selected by the press that the list saw first. */
static void
on_pressed_cb (AeqImportsPage *self, int n_press G_GNUC_UNUSED, double x, double y)
{
  if (selected (self) != NULL)
    show_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
open_menu (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (selected (AEQ_IMPORTS_PAGE (widget)) != NULL)
    show_menu (AEQ_IMPORTS_PAGE (widget), &(GdkRectangle) { 80, 60, 1, 1 });
}

/* The same import stays selected when the list is read again, unless there is a new one. */
static guint
find_position (AeqImportsPage *self, gint64 id)
{
  for (guint i = 0; i < self->records->len; i++)
    if (((AeqImportRecord *) self->records->pdata[i])->id == id)
      return i;
  return 0;
}

static void
show_records (AeqImportsPage *self, GPtrArray *records)
{
  g_autoptr(GListStore) store = g_list_store_new (AEQ_TYPE_ROW);
  g_autoptr(GPtrArray) old = self->records;
  g_autofree char *text = NULL;
  gint64 newest = old != NULL && old->len > 0 ? ((AeqImportRecord *) old->pdata[0])->id : 0;
  gint64 id = selected (self) != NULL ? selected (self)->id : 0;

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(AeqRow) row = aeq_row_new (records->pdata[i], NULL);

      g_list_store_append (store, row);
    }
  self->records = records;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (store));
  if (records->len > 0)
    gtk_single_selection_set_selected (
        self->selection, ((AeqImportRecord *)records->pdata[0])->id > newest ? 0 : find_position (self, id));
  text = g_strdup_printf (ngettext ("%u import", "%u imports", records->len), records->len);
  gtk_label_set_text (self->as_of, text);
  show_details (self);
  gtk_stack_set_visible_child_name (self->stack, records->len > 0 ? "table" : "empty");
}

static void
on_history_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *records = aeq_workspace_finish (result, &error);
  AeqImportsPage *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records != NULL)
    {
      show_records (self, records);
      return;
    }
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_imports_page_refresh (AeqPage *page)
{
  AeqImportsPage *self = AEQ_IMPORTS_PAGE (page);

  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_HISTORY, NULL, NULL, self->cancellable,
                     on_history_read, self);
}

static void
aeq_imports_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqImportsPage *self = AEQ_IMPORTS_PAGE (page);
  AeqImporter *importer = aeq_window_get_importer (AEQ_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  g_set_object (&self->desk, desk);
  aeq_watch_bar_set_watch (self->watch, aeq_importer_get_watch (importer));
  aeq_imports_page_refresh (page);
}

static void
aeq_imports_page_copy (AeqPage *page, gboolean headers)
{
  AeqImportsPage *self = AEQ_IMPORTS_PAGE (page);
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->records == NULL)
    return;
  for (guint c = 0; headers && c < G_N_ELEMENTS (COLUMNS); c++)
    g_string_append_printf (text, "%s%c", _(COLUMNS[c].title), c + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  for (guint i = 0; i < self->records->len; i++)
    {
      const AeqImportRecord *record = self->records->pdata[i];
      g_autofree char *when = clock_text (record->imported_at);

      g_string_append_printf (text,
                              "%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\n",
                              record->name, record->format, when, record->author != NULL ? record->author : "",
                              record->added, record->duplicates, record->rejected, status_title (record));
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static AeqSeenTable *
make_table (GPtrArray *records)
{
  AeqSeenTable *table = aeq_seen_table_new ("imports", "Imports");

  aeq_seen_table_add_column (table, "file", "File", AEQ_CELL_TEXT);
  aeq_seen_table_add_column (table, "format", "Format", AEQ_CELL_TEXT);
  aeq_seen_table_add_column (table, "imported_at", "Imported", AEQ_CELL_INSTANT);
  aeq_seen_table_add_column (table, "author", "By", AEQ_CELL_TEXT);
  aeq_seen_table_add_column (table, "added", "Added", AEQ_CELL_INTEGER);
  aeq_seen_table_add_column (table, "known", "Known", AEQ_CELL_INTEGER);
  aeq_seen_table_add_column (table, "left_out", "Left Out", AEQ_CELL_INTEGER);
  aeq_seen_table_add_column (table, "status", "Status", AEQ_CELL_TEXT);
  for (guint i = 0; i < records->len; i++)
    {
      const AeqImportRecord *record = records->pdata[i];
      AeqCell *cells = aeq_seen_table_add_row (table);

      cells[0] = aeq_seen_table_text (table, record->name);
      cells[1] = aeq_seen_table_text (table, record->format);
      cells[2] = aeq_cell_instant (record->imported_at, aeq_zone_utc ());
      cells[3] = aeq_seen_table_text (table, record->author);
      cells[4] = aeq_cell_integer (record->added);
      cells[5] = aeq_cell_integer (record->duplicates);
      cells[6] = aeq_cell_integer (record->rejected);
      cells[7] = aeq_cell_text (status_title (record));
    }
  return table;
}

static gboolean
aeq_imports_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqImportsPage *self = AEQ_IMPORTS_PAGE (page);

  if (self->records == NULL || self->records->len == 0)
    return FALSE;
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  self->exported = make_table (self->records);
  request->what = AEQ_EXPORT_TABLE;
  request->table = self->exported;
  return TRUE;
}

static void
page_init (AeqPageInterface *iface)
{
  iface->get_export = aeq_imports_page_get_export;
  iface->set_desk = aeq_imports_page_set_desk;
  iface->refresh = aeq_imports_page_refresh;
  iface->copy = aeq_imports_page_copy;
}

static void
aeq_imports_page_dispose (GObject *object)
{
  AeqImportsPage *self = AEQ_IMPORTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_IMPORTS_PAGE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_imports_page_parent_class)->dispose (object);
}

static void
aeq_imports_page_finalize (GObject *object)
{
  g_clear_object (&AEQ_IMPORTS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (aeq_imports_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AeqImportsPage, child)
  BIND (stack);
  BIND (view);
  BIND (watch);
  BIND (flap);
  BIND (name);
  BIND (facts);
  BIND (warnings);
  BIND (undo_button);
  BIND (redo_button);
  BIND (menu); BIND (failure); BIND (as_of);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed_cb);
}

static void
aeq_imports_page_class_init (AeqImportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_imports_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_imports_page_finalize;
  g_type_ensure (AEQ_TYPE_WATCH_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-imports-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "imports.undo", NULL, take_back);
  gtk_widget_class_install_action (widget_class, "imports.redo", NULL, import_again);
  gtk_widget_class_install_action (widget_class, "imports.menu", NULL, open_menu);
}

static void
aeq_imports_page_init (AeqImportsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self,
                           G_CONNECT_SWAPPED);
  aeq_columns_add (self->view, COLUMNS, G_N_ELEMENTS (COLUMNS), NULL);
  aeq_columns_explain (self->view, 4, N_("Flows that the file brought into the ledger"));
  aeq_columns_explain (self->view, 5, N_("Flows of the file that the ledger had already"));
  aeq_columns_explain (self->view, 6, N_("Bad rows of the file"));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->view));
  show_details (self);
}
