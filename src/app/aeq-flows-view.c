/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-flows-view"

#include "aeq-flows-view.h"

#include <glib/gi18n.h>

#include "aeq-category-popover.h"
#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-filter-bar.h"
#include "aeq-flow-columns.h"
#include "aeq-flow-copy.h"
#include "aeq-flow-edit.h"
#include "aeq-flow-list.h"
#include "aeq-flow-pane.h"
#include "aeq-flow-selection.h"
#include "aeq-flow-totals.h"
#include "aeq-row.h"
#include "aeq-rule-dialog.h"
#include "aeq-words.h"

struct _AeqFlowsView
{
  AdwBin             parent_instance;
  AeqAppDesk           *desk;         /* (nullable) */
  GCancellable      *cancellable;  /* of copying */
  GCancellable      *reading;      /* of the newest query: an older one is of no interest any more */
  GCancellable      *looking;      /* of the details */
  AeqFlowList       *list;         /* (nullable) */
  AeqFlowSelection  *selection;    /* (nullable) */
  AeqFlowIndex      *rest;         /* (nullable) begins as the list does, and takes its place once that is painted */
  guint              appending;    /* source, 0: none */
  GdkFrameClock     *painting;     /* (nullable) that paints what there is before the rest is appended */
  gint64             wanted;       /* the flow to be selected once it is read; 0: none */
  AeqFlowQuery       seen;         /* what the list was asked with; for an export */
  GArray            *editing;      /* (nullable) gint64, of the popover that is open */
  GtkStack          *stack;        /* template children */
  GtkColumnView     *view;
  AeqFilterBar      *bar;
  GtkLabel          *totals;
  GtkLabel          *as_of;
  GtkSpinner        *spinner;
  AdwFlap           *flap;
  AeqFlowPane       *pane;
  AdwStatusPage     *failure;
  GMenuModel        *sort_time;
  GMenuModel        *sort_account;
  GMenuModel        *sort_amount;
  GMenuModel        *sort_category;
  GMenuModel        *sort_counterparty;
  GMenuModel        *row_menu;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqFlowsView, aeq_flows_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static GtkBitset *
get_selected (AeqFlowsView *self)
{
  return self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection))
                                 : gtk_bitset_new_empty ();
}

static gpointer
read_entry (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED,
            GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return aeq_flow_entry_load (ledger, *(gint64 *) data, error);
}

static const AeqWork READ_ENTRY = { AEQ_QUEUE_ROWS, read_entry, g_free, (GDestroyNotify) aeq_flow_entry_free };

static void
on_entry_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqFlowEntry) entry = aeq_workspace_finish (result, &error);

  if (entry != NULL)
    aeq_flow_pane_show (AEQ_FLOWS_VIEW (user_data)->pane, entry);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *reason = aeq_words_show (error->message);

      aeq_flow_pane_say (AEQ_FLOWS_VIEW (user_data)->pane, reason);
    }
}

static void
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
look_at (AeqFlowsView *self, GtkBitset *selected)
{
  gint64 *id;

  renew (&self->looking);
  if (gtk_bitset_get_size (selected) != 1)
    {
      aeq_flow_pane_say (self->pane, _("Select one flow to see its details"));
      return;
    }
  id = g_new (gint64, 1);
  *id = aeq_flow_list_get_index (self->list)->ids[gtk_bitset_get_minimum (selected)];
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_ENTRY, id, NULL, self->looking, on_entry_read, self);
}

static void
on_selection_changed (AeqFlowsView *self)
{
  g_autoptr(GtkBitset) selected = get_selected (self);
  g_autofree char *text = aeq_flow_totals_text (aeq_flow_list_get_index (self->list), selected);

  gtk_label_set_text (self->totals, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.edit", !gtk_bitset_is_empty (selected));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.fill", gtk_bitset_get_size (selected) > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.rule", !gtk_bitset_is_empty (selected));
  look_at (self, selected);
}

static void
show_as_of (AeqFlowsView *self, AeqInstant as_of)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (as_of / AEQ_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%F %H:%M %Z");
  g_autofree char *text = g_strdup_printf (_("Ledger as of %s"), time);

  gtk_label_set_text (self->as_of, text);
}

/* A new model instead of items-changed, on which the view would read every row. */
static void
show_other_rows (AeqFlowsView *self, AeqFlowIndex *index)
{
  g_autoptr(AeqFlowSelection) selection = NULL;
  g_autoptr(AeqFlowList) list = aeq_flow_list_new (aeq_app_desk_get_workspace (self->desk), index);

  selection = aeq_flow_selection_new (G_LIST_MODEL (list));
  if (self->list != NULL)
    aeq_flow_selection_take_over (selection, index, self->selection, aeq_flow_list_get_index (self->list));
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_set_object (&self->list, list);
  g_set_object (&self->selection, selection);
}

/* The first rows of another order or filter; the sums come with the rest. */
static void
show_head (AeqFlowsView *self, AeqFlowIndex *head)
{
  show_other_rows (self, head);
  gtk_stack_set_visible_child_name (self->stack, "table");
  gtk_label_set_text (self->totals, _("Counting…"));
}

static void
select_wanted (AeqFlowsView *self)
{
  const AeqFlowIndex *index = aeq_flow_list_get_index (self->list);

  for (guint i = 0; self->wanted != 0 && i < index->n; i++)
    if (index->ids[i] == self->wanted)
      {
        self->wanted = 0;
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
        aeq_columns_scroll_to (self->view, i);
      }
}

static void
stop_painting (AeqFlowsView *self)
{
  if (self->painting != NULL)
    g_signal_handlers_disconnect_by_data (self->painting, self);
  g_clear_object (&self->painting);
}

static void
forget_rest (AeqFlowsView *self)
{
  stop_painting (self);
  g_clear_handle_id (&self->appending, g_source_remove);
  g_clear_pointer (&self->rest, aeq_flow_index_free);
}

static gboolean
append_rest (gpointer data)
{
  AeqFlowsView *self = data;
  AeqFlowIndex *rest = g_steal_pointer (&self->rest);

  self->appending = 0;
  if (!aeq_flow_list_extend (self->list, rest))
    show_other_rows (self, rest);
  on_selection_changed (self);
  select_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
append_soon (AeqFlowsView *self)
{
  stop_painting (self);
  self->appending = g_idle_add_full (G_PRIORITY_LOW, append_rest, self, NULL);
  g_source_set_name_by_id (self->appending, "[aequitas] rest of the flows");
}

/* The next frame may be a while off, in which a source of any priority would be dispatched. */
static void
append_when_painted (AeqFlowsView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      append_soon (self);
      return;
    }
  self->painting = g_object_ref (clock);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (append_soon), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The view makes 200 rows for a long list, and shows a few: those and the sums first. */
static void
show_rest (AeqFlowsView *self, AeqFlowIndex *index)
{
  g_autoptr(GtkBitset) selected = get_selected (self);
  g_autofree char *text = aeq_flow_totals_text (index, selected);

  if (gtk_bitset_is_empty (selected))
    gtk_label_set_text (self->totals, text);
  show_as_of (self, index->as_of);
  self->rest = index;
  append_when_painted (self);
}

static void
show_index (AeqFlowsView *self, AeqFlowIndex *index)
{
  gboolean any = index->n > 0;
  AeqInstant as_of = index->as_of;

  if (self->list == NULL || !(aeq_flow_list_renew (self->list, index) || aeq_flow_list_extend (self->list, index)))
    show_other_rows (self, index);
  gtk_stack_set_visible_child_name (self->stack, any ? "table" : "empty");
  show_as_of (self, as_of);
  on_selection_changed (self);
  select_wanted (self);
}

static gpointer
read_index (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
            GError **error)
{
  return aeq_flow_index_new (ledger, data, cancellable, error);
}

static void
query_free (gpointer data)
{
  g_free ((char *) ((AeqFlowQuery *) data)->text);
  g_free (data);
}

static gboolean
is_head (AeqFlowList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list)) == AEQ_FLOW_LIST_PAGE;
}

/* Fewer than were asked for are all there are. */
static void
on_head_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  AeqFlowIndex *head = aeq_workspace_finish (result, NULL);
  AeqFlowsView *self = user_data;

  if (head == NULL) /* what is wrong is said when all is read */
    return;
  if (head->n == AEQ_FLOW_LIST_PAGE)
    {
      show_head (self, head);
      return;
    }
  renew (&self->reading);
  gtk_spinner_stop (self->spinner);
  show_index (self, head);
}

static const AeqWork READ_INDEX = { AEQ_QUEUE_READ, read_index, query_free, (GDestroyNotify) aeq_flow_index_free };

static void
on_index_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqFlowIndex *index = aeq_workspace_finish (result, &error);
  AeqFlowsView *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  if (index != NULL && index->n > AEQ_FLOW_LIST_PAGE && self->list != NULL && is_head (self->list))
    show_rest (self, index);
  else if (index != NULL)
    show_index (self, index);
  else
    {
      g_autofree char *text = aeq_error_describe (error);
      g_autofree char *markup = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
}

/* The days of the filter, else the business date of the header. */
static AeqFlowQuery *
make_query (AeqFlowsView *self)
{
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  g_autoptr(AeqFilter) filter = aeq_filter_bar_get (self->bar);
  gboolean own_days = filter->from != AEQ_DATE_NONE || filter->to != AEQ_DATE_NONE;
  AeqFlowQuery *query = g_new0 (AeqFlowQuery, 1);

  query->account = account != NULL ? account->id : 0;
  query->currency = aeq_app_desk_get_currency (self->desk);
  query->status = filter->status;
  query->from = own_days ? filter->from : aeq_app_desk_get_date (self->desk);
  query->to = own_days ? filter->to : aeq_app_desk_get_date (self->desk);
  query->text = g_steal_pointer (&filter->text);
  query->sort = filter->sort;
  query->descending = filter->descending;
  return query;
}

static AeqFlowQuery *
query_copy (const AeqFlowQuery *query)
{
  AeqFlowQuery *copy = g_memdup2 (query, sizeof *query);

  copy->text = g_strdup (query->text);
  return copy;
}

static gboolean
query_equal (const AeqFlowQuery *a, const AeqFlowQuery *b)
{
  return a->account == b->account && a->currency == b->currency && a->status == b->status && a->from == b->from && a->to == b->to &&
         g_strcmp0 (a->text, b->text) == 0 && a->sort == b->sort && a->descending == b->descending;
}

/* What is scrolled to and selected stays when the same is read again; else there is something to see before all of it is found. */
static void
read_head (AeqFlowsView *self, const AeqFlowQuery *query)
{
  g_autoptr(GtkBitset) selected = get_selected (self);
  AeqFlowQuery *head;

  if (!gtk_bitset_is_empty (selected) || (self->list != NULL && query_equal (query, &self->seen)))
    return;
  head = query_copy (query);
  head->first = AEQ_FLOW_LIST_PAGE;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_INDEX, head, NULL, self->reading, on_head_read, self);
}

static void
read_index_again (AeqFlowsView *self)
{
  AeqFlowQuery *query;

  if (self->desk == NULL)
    return;
  query = make_query (self);
  forget_rest (self);
  renew (&self->reading);
  gtk_spinner_start (self->spinner);
  read_head (self, query);
  g_free ((char *) self->seen.text);
  self->seen = *query;
  self->seen.text = g_strdup (query->text);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_INDEX, query, NULL, self->reading, on_index_read, self);
}

/* An entry tells of its text a moment after it was set: what is asked for already is not begun anew. */
static void
on_filter_changed_cb (AeqFlowsView *self)
{
  AeqFlowQuery *query = self->desk != NULL ? make_query (self) : NULL;

  if (query == NULL)
    return;
  if (!query_equal (query, &self->seen))
    read_index_again (self);
  else if (self->list != NULL)
    select_wanted (self);
  query_free (query);
}

/* Among the flows of its day, so that it stands where it came. */
void
aeq_flows_view_show_flow (AeqFlowsView *self, gint64 id, AeqDate day)
{
  const AeqFilter of_day = { NULL, NULL, -1, day, day, AEQ_FLOW_SORT_TIME, TRUE };

  g_return_if_fail (AEQ_IS_FLOWS_VIEW (self));
  self->wanted = id;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  aeq_filter_bar_set (self->bar, &of_day);
}

static void
on_activate_cb (AeqFlowsView *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
show_details (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  adw_flap_set_reveal_flap (AEQ_FLOWS_VIEW (widget)->flap, TRUE);
}

static void
sort_by (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  int sort;
  gboolean descending;

  g_variant_get (parameter, "(ib)", &sort, &descending);
  g_return_if_fail (sort >= 0 && sort < AEQ_FLOW_N_SORTS);
  aeq_filter_bar_sort (AEQ_FLOWS_VIEW (widget)->bar, (AeqFlowSort) sort, descending);
}

/* NULL, with a word to the user, when nothing or too much is selected. */
static GArray *
selected_ids (AeqFlowsView *self, guint max, const char *nothing)
{
  g_autoptr(GtkBitset) selected = get_selected (self);
  const gint64 *ids = self->list != NULL ? aeq_flow_list_get_index (self->list)->ids : NULL;
  g_autofree char *too_many = NULL;
  GtkBitsetIter iter;
  guint position;
  GArray *chosen;

  if (gtk_bitset_is_empty (selected) || gtk_bitset_get_size (selected) > max)
    {
      too_many = g_strdup_printf (_("At most %u flows at once: select fewer"), max);
      aeq_say (GTK_WIDGET (self), gtk_bitset_is_empty (selected) ? nothing : too_many);
      return NULL;
    }
  chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (chosen, ids[position]);
  return chosen;
}

static void
on_category_chosen (AeqFlowsView *self, const char *category)
{
  if (self->editing != NULL)
    aeq_flow_edit_category (self->desk, g_steal_pointer (&self->editing), category);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The row that is worked on: the one with the focus when it is selected, else the first that is. */
static guint
current_row (AeqFlowsView *self)
{
  g_autoptr(GtkBitset) selected = get_selected (self);
  guint position;

  if (aeq_columns_row_focused (self->view, &position) && gtk_bitset_contains (selected, position))
    return position;
  return gtk_bitset_get_minimum (selected);
}

/* (nullable) What is known of a row; only rows that were looked at are. */
static const AeqFlowEntry *
entry_at (AeqFlowsView *self, guint position, AeqRow **row)
{
  *row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  return *row != NULL ? aeq_row_get_data (*row) : NULL;
}

static void
edit_category (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (widget);
  GArray *ids = selected_ids (self, AEQ_EDIT_MAX, _("Select the flows to categorise"));
  g_autoptr(AeqRow) row = NULL;
  const AeqFlowEntry *entry;
  AeqCategoryPopover *popover;
  GdkRectangle area;
  guint position;

  if (ids == NULL)
    return;
  g_clear_pointer (&self->editing, g_array_unref);
  self->editing = ids;
  position = current_row (self);
  entry = entry_at (self, position, &row);
  aeq_columns_cell_area (self->view, position, AEQ_FLOW_COLUMN_CATEGORY, &area);
  area = aeq_columns_area_in (self->view, widget, &area);
  popover = aeq_category_popover_open (widget, &area, self->desk, ids->len, entry != NULL ? entry->category : NULL);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (on_category_chosen), self, G_CONNECT_SWAPPED);
}

static void
fill_down (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (widget);
  GArray *ids = selected_ids (self, AEQ_EDIT_MAX, _("Select the flows to fill"));

  if (ids != NULL)
    aeq_flow_edit_fill_down (self->desk, ids);
}

static void
new_rule (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (widget);
  g_autoptr(AeqRow) row = NULL;
  const AeqFlowEntry *entry = entry_at (self, current_row (self), &row);

  aeq_rule_dialog_open (widget, self->desk, entry != NULL ? entry->counterparty : NULL,
                        entry != NULL ? entry->narrative : NULL, entry != NULL ? entry->category : NULL);
}

static void
on_right_click_cb (AeqFlowsView *self, int n_press G_GNUC_UNUSED, double x, double y)
{
  const GdkRectangle area = { (int) x, (int) y, 1, 1 };
  guint position;

  if (self->selection == NULL || !aeq_columns_row_at (self->view, x, y, &position))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  aeq_columns_open_menu (self->view, GTK_WIDGET (self), self->row_menu, &area);
}

static void
open_menu_by_key (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (widget);
  GdkRectangle area;

  if (self->list == NULL)
    return;
  aeq_columns_cell_area (self->view, current_row (self), AEQ_FLOW_COLUMN_AMOUNT, &area);
  aeq_columns_open_menu (self->view, GTK_WIDGET (self), self->row_menu, &area);
}

static void
on_copied (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = aeq_workspace_finish (result, &error);
  AeqFlowsView *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  aeq_say (GTK_WIDGET (self), text != NULL ? _("Copied as a table") : error->message);
}

static void
aeq_flows_view_copy (AeqPage *page, gboolean headers)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (page);
  GArray *ids = selected_ids (self, AEQ_COPY_MAX, _("Select the flows to copy"));
  AeqFlowCopy *copy;

  if (ids == NULL)
    return;
  copy = g_new0 (AeqFlowCopy, 1);
  copy->ids = ids;
  copy->headers = headers ? aeq_flow_columns_header () : NULL;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_FLOW_COPY, copy, NULL, self->cancellable, on_copied,
                     self);
}

static void
aeq_flows_view_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (page);

  g_set_object (&self->desk, desk);
  aeq_filter_bar_set_desk (self->bar, desk);
  read_index_again (self);
}

static void
aeq_flows_view_refresh (AeqPage *page)
{
  aeq_filter_bar_refresh (AEQ_FLOWS_VIEW (page)->bar);
  read_index_again (AEQ_FLOWS_VIEW (page));
}

static void
aeq_flows_view_find (AeqPage *page)
{
  aeq_filter_bar_find (AEQ_FLOWS_VIEW (page)->bar);
}

static gboolean
aeq_flows_view_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (page);

  request->what = AEQ_EXPORT_FLOWS;
  request->account = aeq_app_desk_get_account (self->desk);
  request->status = self->seen.status;
  request->from = self->seen.from;
  request->to = self->seen.to;
  request->seen = &self->seen;
  return self->list != NULL && aeq_flow_list_get_index (self->list)->n > 0;
}

static void
aeq_flows_view_keep (AeqPage *page, GVariantDict *state)
{
  aeq_filter_bar_keep (AEQ_FLOWS_VIEW (page)->bar, state);
}

static void
aeq_flows_view_recall (AeqPage *page, GVariantDict *state)
{
  aeq_filter_bar_recall (AEQ_FLOWS_VIEW (page)->bar, state);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_flows_view_set_desk;
  iface->refresh = aeq_flows_view_refresh;
  iface->find = aeq_flows_view_find;
  iface->copy = aeq_flows_view_copy;
  iface->get_export = aeq_flows_view_get_export;
  iface->keep = aeq_flows_view_keep;
  iface->recall = aeq_flows_view_recall;
}

static void
aeq_flows_view_dispose (GObject *object)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->looking);
  forget_rest (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_FLOWS_VIEW);
  g_clear_pointer (&self->editing, g_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_flows_view_parent_class)->dispose (object);
}

static void
aeq_flows_view_finalize (GObject *object)
{
  AeqFlowsView *self = AEQ_FLOWS_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->reading);
  g_clear_object (&self->looking);
  g_free ((char *) self->seen.text);
  G_OBJECT_CLASS (aeq_flows_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "flows.sort", "(ib)", sort_by);
  gtk_widget_class_install_action (widget_class, "flows.edit", NULL, edit_category);
  gtk_widget_class_install_action (widget_class, "flows.fill", NULL, fill_down);
  gtk_widget_class_install_action (widget_class, "flows.rule", NULL, new_rule);
  gtk_widget_class_install_action (widget_class, "flows.details", NULL, show_details);
  gtk_widget_class_install_action (widget_class, "flows.menu", NULL, open_menu_by_key);
}

static void
aeq_flows_view_class_init (AeqFlowsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_flows_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_flows_view_finalize;
  g_type_ensure (AEQ_TYPE_FLOW_PANE);
  g_type_ensure (AEQ_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-flows-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, view);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, bar);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, totals);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, spinner);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, flap);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, pane);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, failure);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, sort_time);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, sort_account);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, sort_amount);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, sort_category);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, sort_counterparty);
  gtk_widget_class_bind_template_child (widget_class, AeqFlowsView, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click_cb);
  install_actions (widget_class);
}

static void
aeq_flows_view_init (AeqFlowsView *self)
{
  GMenuModel *menus[AEQ_FLOW_N_COLUMNS] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  menus[AEQ_FLOW_COLUMN_SETTLES] = self->sort_time;
  menus[AEQ_FLOW_COLUMN_ACCOUNT] = self->sort_account;
  menus[AEQ_FLOW_COLUMN_AMOUNT] = self->sort_amount;
  menus[AEQ_FLOW_COLUMN_CATEGORY] = self->sort_category;
  menus[AEQ_FLOW_COLUMN_COUNTERPARTY] = self->sort_counterparty;
  aeq_flow_columns_add (self->view, menus);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.edit", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.fill", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flows.rule", FALSE);
}
