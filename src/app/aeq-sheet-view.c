/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-sheet-view"

#include "aeq-sheet-view.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-record-dialog.h"
#include "aeq-row.h"
#include "aeq-sheet-columns.h"

struct _AeqSheetView
{
  AdwBin              parent_instance;
  AeqAppDesk            *desk;      /* (nullable) */
  const AeqSheetKind *kind;
  GCancellable       *reading;
  AeqSheet           *sheet;     /* (nullable) the rows point into it */
  AeqSeenTable       *exported;  /* (nullable) the last that was exported */
  GtkMultiSelection  *selection;
  GtkStack           *stack;     /* template children */
  GtkColumnView      *view;
  AdwStatusPage      *empty;
  AdwStatusPage      *failure;
  GtkLabel           *count;
  GtkLabel           *as_of;
  GtkWidget          *edit_box;
  GtkWidget          *first;
  GMenuModel         *row_menu;
  GMenuModel         *edit_menu;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqSheetView, aeq_sheet_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

typedef struct
{
  AeqSheetReader read;
  AeqSheetScope  scope;
} Question;

static gpointer
read_sheet (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
            GError **error)
{
  const Question *question = data;

  return question->read (ledger, &question->scope, cancellable, error);
}

static const AeqWork READ_SHEET = { AEQ_QUEUE_READ, read_sheet, g_free, (GDestroyNotify) aeq_sheet_free };

/* The sheet's row at a place of the sorted table. */
static const AeqSheetRow *
row_at (AeqSheetView *self, guint position)
{
  g_autoptr(AeqRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row != NULL ? aeq_row_get_data (row) : NULL;
}

static void
on_selection_changed (AeqSheetView *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gboolean editable = self->kind != NULL && self->kind->entity != NULL;
  guint n = self->sheet != NULL ? self->sheet->rows->len : 0;
  guint chosen = (guint) gtk_bitset_get_size (selected);
  g_autofree char *text = chosen > 0
                              ? g_strdup_printf (ngettext ("%u row selected", "%u rows selected", chosen), chosen)
                              : g_strdup_printf (ngettext ("%u row", "%u rows", n), n);

  gtk_label_set_text (self->count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.edit", editable && chosen == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.delete", editable && chosen > 0);
}

static void
show_as_of (AeqSheetView *self)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (self->sheet->as_of / AEQ_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%F %H:%M %Z");
  g_autofree char *text = g_strdup_printf (_("Ledger as of %s"), time);

  gtk_label_set_text (self->as_of, text);
}

static GListModel *
rows_of (const AeqSheet *sheet)
{
  GListStore *store = g_list_store_new (AEQ_TYPE_ROW);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sheet->rows->len; i++)
    g_ptr_array_add (rows, aeq_row_new (sheet->rows->pdata[i], NULL));
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return G_LIST_MODEL (store);
}

/* Before it is sorted. */
static GListModel *
plain_rows (AeqSheetView *self)
{
  GListModel *sorted = gtk_multi_selection_get_model (self->selection);

  return sorted != NULL ? gtk_sort_list_model_get_model (GTK_SORT_LIST_MODEL (sorted)) : NULL;
}

void
aeq_sheet_view_renew (AeqSheetView *self, AeqSheet *sheet)
{
  GListModel *rows = plain_rows (self);
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);

  if (rows == NULL || g_list_model_get_n_items (rows) != sheet->rows->len)
    {
      aeq_sheet_view_show (self, sheet);
      return;
    }
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      g_autoptr(AeqRow) row = g_list_model_get_item (rows, i);

      aeq_row_set_data (row, sheet->rows->pdata[i], NULL);
    }
  g_clear_pointer (&self->sheet, aeq_sheet_free);
  self->sheet = sheet;
  if (gtk_sorter_get_order (sorter) != GTK_SORTER_ORDER_NONE)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  show_as_of (self);
}

/* Rows point into the sheet: it goes after the model that has them. */
void
aeq_sheet_view_show (AeqSheetView *self, AeqSheet *sheet)
{
  g_autoptr(GListModel) rows = rows_of (sheet);
  GtkSortListModel *sorted =
      gtk_sort_list_model_new (g_steal_pointer (&rows), g_object_ref (gtk_column_view_get_sorter (self->view)));

  if (self->sheet == NULL)
    aeq_sheet_columns_add (self->view, sheet);
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (sorted));
  g_object_unref (sorted);
  g_clear_pointer (&self->sheet, aeq_sheet_free);
  self->sheet = sheet;
  gtk_stack_set_visible_child_name (self->stack, sheet->rows->len > 0 ? "table" : "empty");
  show_as_of (self);
  on_selection_changed (self);
}

static void
on_sheet_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqSheet *sheet = aeq_workspace_finish (result, &error);
  AeqSheetView *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sheet != NULL)
    aeq_sheet_view_show (self, sheet);
  else
    {
      g_autofree char *text = aeq_error_describe (error);
      g_autofree char *markup = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
}

static void
aeq_sheet_view_refresh (AeqPage *page)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (page);
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  Question *question = g_new0 (Question, 1);

  question->read = self->kind->read;
  question->scope.one_account = account != NULL;
  if (account != NULL)
    question->scope.account = account->uid;
  question->scope.currency = aeq_app_desk_get_currency (self->desk);
  question->scope.date = aeq_app_desk_get_date (self->desk);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_SHEET, question, NULL, self->reading, on_sheet_read,
                     self);
}

static void
aeq_sheet_view_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_SHEET_VIEW (page)->desk, desk);
  aeq_sheet_view_refresh (page);
}

/* In the order in which it is seen; without a selection all of it. */
static void
aeq_sheet_view_copy (AeqPage *page, gboolean headers)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (page);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (self->sheet == NULL)
    return;
  for (guint i = 0; i < self->sheet->rows->len; i++)
    if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      g_ptr_array_add (rows, (gpointer) row_at (self, i));
  text = aeq_sheet_copy (self->sheet, headers, rows);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static gboolean
get_report (AeqSheetView *self, AeqExportRequest *request)
{
  request->what = self->kind->report;
  request->account = aeq_app_desk_get_account (self->desk);
  request->currency = aeq_app_desk_get_currency (self->desk);
  request->day = aeq_app_desk_get_date (self->desk);
  return TRUE;
}

/* Rows and columns in the order in which they are seen. */
static gboolean
aeq_sheet_view_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (page);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  guint order[AEQ_SHEET_MAX_COLUMNS];
  guint n;

  if (self->sheet == NULL || self->sheet->rows->len == 0)
    return FALSE;
  if (self->kind->file == NULL)
    return get_report (self, request);
  for (guint i = 0; i < self->sheet->rows->len; i++)
    g_ptr_array_add (rows, (gpointer) row_at (self, i));
  n = aeq_sheet_columns_order (self->view, order);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  self->exported = aeq_seen_table_of_sheet (self->kind->file, self->kind->title, self->sheet, order, n, rows);
  request->what = AEQ_EXPORT_TABLE;
  request->table = self->exported;
  return TRUE;
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_sheet_view_set_desk;
  iface->refresh = aeq_sheet_view_refresh;
  iface->copy = aeq_sheet_view_copy;
  iface->get_export = aeq_sheet_view_get_export;
}

static void
add_record (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (widget);

  aeq_record_dialog_open (widget, self->desk, self->kind->entity, NULL);
}

static void
edit_record (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (widget);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (self->kind->entity != NULL && gtk_bitset_get_size (selected) == 1)
    aeq_record_dialog_open (widget, self->desk, self->kind->entity, row_at (self, gtk_bitset_get_minimum (selected)));
}

static void
delete_records (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (widget);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *uids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (uids, g_memdup2 (&row_at (self, gtk_bitset_get_nth (selected, i))->uid, sizeof (AeqId)));
  aeq_record_delete (self->desk, self->kind->entity, uids);
}

static void
on_activate_cb (AeqSheetView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.edit", NULL);
}

static GMenuModel *
menu_of (AeqSheetView *self)
{
  return self->kind->entity != NULL ? self->edit_menu : self->row_menu;
}

static void
on_right_click_cb (AeqSheetView *self, int n_press G_GNUC_UNUSED, double x, double y)
{
  const GdkRectangle area = { (int) x, (int) y, 1, 1 };
  guint position;

  if (!aeq_columns_row_at (self->view, x, y, &position))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  aeq_columns_open_menu (self->view, GTK_WIDGET (self), menu_of (self), &area);
}

static void
open_menu_by_key (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (widget);
  GdkRectangle area;
  guint position;

  if (!aeq_columns_row_focused (self->view, &position))
    return;
  aeq_columns_cell_area (self->view, position, 1, &area);
  aeq_columns_open_menu (self->view, widget, menu_of (self), &area);
}

gboolean
aeq_sheet_view_has_focus (AeqSheetView *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->view)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

void
aeq_sheet_view_set_kind (AeqSheetView *self, const AeqSheetKind *kind)
{
  g_return_if_fail (AEQ_IS_SHEET_VIEW (self));
  g_return_if_fail (self->kind == NULL);
  self->kind = kind;
  adw_status_page_set_title (self->empty, _(kind->empty_title));
  adw_status_page_set_description (self->empty, _(kind->empty_text));
  gtk_widget_set_visible (self->edit_box, kind->entity != NULL);
  gtk_widget_set_visible (self->first, kind->entity != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(kind->name), -1);
  on_selection_changed (self);
}

static void
aeq_sheet_view_dispose (GObject *object)
{
  AeqSheetView *self = AEQ_SHEET_VIEW (object);

  g_cancellable_cancel (self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_SHEET_VIEW);
  g_clear_object (&self->reading);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->sheet, aeq_sheet_free);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_sheet_view_parent_class)->dispose (object);
}

static void
aeq_sheet_view_class_init (AeqSheetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_sheet_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-sheet-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, view);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, empty);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, failure);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, count);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, edit_box);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, first);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, row_menu);
  gtk_widget_class_bind_template_child (widget_class, AeqSheetView, edit_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click_cb);
  gtk_widget_class_install_action (widget_class, "sheet.add", NULL, add_record);
  gtk_widget_class_install_action (widget_class, "sheet.edit", NULL, edit_record);
  gtk_widget_class_install_action (widget_class, "sheet.delete", NULL, delete_records);
  gtk_widget_class_install_action (widget_class, "sheet.menu", NULL, open_menu_by_key);
}

static void
aeq_sheet_view_init (AeqSheetView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
}
