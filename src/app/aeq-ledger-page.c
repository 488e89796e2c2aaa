/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-ledger-page"

#include "aeq-ledger-page.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-flow-copy.h"
#include "aeq-flow-list.h"
#include "aeq-flow-pane.h"
#include "aeq-flow-selection.h"
#include "aeq-row.h"

struct _AeqLedgerPage
{
  AdwBin             parent_instance;
  AeqDesk           *desk;         /* (nullable) */
  GCancellable      *cancellable;  /* of copying */
  GCancellable      *reading;      /* of the newest query: an older one is of no interest any more */
  GCancellable      *looking;      /* of the details */
  AeqFlowList       *list;         /* (nullable) */
  AeqFlowSelection  *selection;    /* (nullable) */
  gint64             wanted;       /* the flow to be selected once it is read; 0: none */
  AeqFlowSort        sort;
  gboolean           descending;
  GtkStack          *stack;        /* template children */
  GtkColumnView     *view;
  GtkSearchEntry    *find;
  GtkDropDown       *status;
  GtkEntry          *from;
  GtkEntry          *to;
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
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqLedgerPage, aeq_ledger_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static AeqViewCell
text_cell (const char *text)
{
  return (AeqViewCell) { g_strdup (text), NULL };
}

static AeqViewCell
amount_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;
  char amount[AEQ_MONEY_TEXT_SIZE + 8];

  return (AeqViewCell) { g_strdup (aeq_money_format_grouped (entry->minor, entry->currency->exponent, amount)),
                     entry->minor < 0 ? "negative" : NULL };
}

static AeqViewCell
status_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;

  if (entry->superseded)
    return (AeqViewCell) { g_strdup (_("Fulfilled")), "dim-label" };
  return (AeqViewCell) { g_strdup (aeq_flow_status_title (entry->status)), entry->status == AEQ_FLOW_ACTUAL ? NULL : "accent" };
}

static AeqViewCell when_cell (gconstpointer data) { return (AeqViewCell) { aeq_flow_entry_when (data), "numeric" }; }
static AeqViewCell account_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->account); }
static AeqViewCell currency_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->currency->code); }
static AeqViewCell category_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->category); }
static AeqViewCell counterparty_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->counterparty); }
static AeqViewCell reference_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->reference); }
static AeqViewCell narrative_cell (gconstpointer data) { return text_cell (((const AeqFlowEntry *) data)->narrative); }

/* In the order of what is copied. */
static const AeqViewColumn COLUMNS[] = {
  { N_("Settles"), 128, FALSE, FALSE, when_cell },
  { N_("Account"), 180, FALSE, FALSE, account_cell },
  { N_("Amount"), 120, TRUE, FALSE, amount_cell },
  { N_("Currency"), 68, FALSE, FALSE, currency_cell },
  { N_("Status"), 80, FALSE, FALSE, status_cell },
  { N_("Category"), 110, FALSE, FALSE, category_cell },
  { N_("Counterparty"), 160, FALSE, FALSE, counterparty_cell },
  { N_("Reference"), 130, FALSE, FALSE, reference_cell },
  { N_("Narrative"), 200, FALSE, TRUE, narrative_cell },
};

static char *
totals_text (GArray *totals, gboolean selected)
{
  GString *text = g_string_new (NULL);
  char count[AEQ_MONEY_TEXT_SIZE + 8];
  guint n = 0;

  for (guint i = 0; i < totals->len; i++)
    n += g_array_index (totals, AeqFlowTotal, i).n;
  g_string_append_printf (text, selected ? ngettext ("%s flow selected", "%s flows selected", n) : ngettext ("%s flow", "%s flows", n),
                          aeq_money_format_grouped (n, 0, count));
  for (guint i = 0; i < totals->len; i++)
    {
      const AeqFlowTotal *total = &g_array_index (totals, AeqFlowTotal, i);
      char in[AEQ_MONEY_TEXT_SIZE + 8], out[AEQ_MONEY_TEXT_SIZE + 8], net[AEQ_MONEY_TEXT_SIZE + 8];
      guint digits = total->currency->exponent;

      if (total->n == 0)
        continue;
      if (total->overflow)
        g_string_append_printf (text, _("\n%s: the sum is too large"), total->currency->code);
      else /* of opposite signs: the net cannot overflow */
        g_string_append_printf (text, _("\n%s  in %s  out %s  net %s"), total->currency->code,
                                aeq_money_format_grouped (total->in, digits, in), aeq_money_format_grouped (total->out, digits, out),
                                aeq_money_format_grouped (total->in + total->out, digits, net));
    }
  return g_string_free (text, FALSE);
}

static GArray *
selected_totals (AeqLedgerPage *self, GtkBitset *selected)
{
  const AeqFlowIndex *index = aeq_flow_list_get_index (self->list);
  GArray *totals = g_array_new (FALSE, TRUE, sizeof (AeqFlowTotal));
  GtkBitsetIter iter;
  guint position;

  for (guint i = 0; i < index->totals->len; i++)
    {
      AeqFlowTotal total = { .currency = g_array_index (index->totals, AeqFlowTotal, i).currency };

      g_array_append_val (totals, total);
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    aeq_flow_index_add (index, position, totals);
  return totals;
}

static gpointer
read_entry (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
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
    aeq_flow_pane_show (AEQ_LEDGER_PAGE (user_data)->pane, entry);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    aeq_flow_pane_say (AEQ_LEDGER_PAGE (user_data)->pane, error->message);
}

static void
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
look_at (AeqLedgerPage *self, GtkBitset *selected)
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
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_ENTRY, id, NULL, self->looking, on_entry_read, self);
}

static void
on_selection_changed (AeqLedgerPage *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gboolean any = !gtk_bitset_is_empty (selected);
  g_autoptr(GArray) totals = any ? selected_totals (self, selected) : g_array_ref (aeq_flow_list_get_index (self->list)->totals);
  g_autofree char *text = totals_text (totals, any);

  gtk_label_set_text (self->totals, text);
  look_at (self, selected);
}

static void
show_as_of (AeqLedgerPage *self, AeqInstant as_of)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (as_of / AEQ_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%F %H:%M %Z");
  g_autofree char *text = g_strdup_printf (_("Ledger as of %s"), time);

  gtk_label_set_text (self->as_of, text);
}

/* A list is told to scroll when it has been given its size. */
static gboolean
scroll_to_selected (gpointer user_data)
{
  AeqLedgerPage *self = user_data;
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  g_autoptr(GtkBitset) selected = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;

  if (selected != NULL && !gtk_bitset_is_empty (selected) && GTK_IS_LIST_VIEW (list))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", gtk_bitset_get_minimum (selected));
  return G_SOURCE_REMOVE;
}

static void
select_wanted (AeqLedgerPage *self, const AeqFlowIndex *index)
{
  for (guint i = 0; self->wanted != 0 && i < index->n; i++)
    if (index->ids[i] == self->wanted)
      {
        self->wanted = 0;
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
        g_idle_add_full (G_PRIORITY_LOW, scroll_to_selected, g_object_ref (self), g_object_unref);
      }
}

/* A new model instead of items-changed, on which the view would read every row. */
static void
show_index (AeqLedgerPage *self, AeqFlowIndex *index)
{
  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  self->list = aeq_flow_list_new (aeq_desk_get_workspace (self->desk), index);
  self->selection = aeq_flow_selection_new (G_LIST_MODEL (self->list));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_stack_set_visible_child_name (self->stack, index->n > 0 ? "table" : "empty");
  show_as_of (self, index->as_of);
  on_selection_changed (self);
  select_wanted (self, index);
}

static gpointer
read_index (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return aeq_flow_index_new (ledger, data, cancellable, error);
}

static void
query_free (gpointer data)
{
  g_free ((char *) ((AeqFlowQuery *) data)->text);
  g_free (data);
}

static const AeqWork READ_INDEX = { AEQ_QUEUE_READ, read_index, query_free, (GDestroyNotify) aeq_flow_index_free };

static void
on_index_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqFlowIndex *index = aeq_workspace_finish (result, &error);
  AeqLedgerPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  if (index != NULL)
    show_index (self, index);
  else
    {
      g_autofree char *text = aeq_error_describe (error);
      g_autofree char *markup = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
}

/* An unreadable day is marked, and filters nothing. */
static AeqDate
read_day (GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  AeqDate day = AEQ_DATE_NONE;

  if (*text == '\0' || aeq_date_parse_iso (text, -1, &day))
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return day;
}

static void
read_index_again (AeqLedgerPage *self)
{
  const AeqAccount *account;
  AeqFlowQuery *query;

  if (self->desk == NULL)
    return;
  query = g_new0 (AeqFlowQuery, 1);
  account = aeq_desk_get_account (self->desk);
  query->account = account != NULL ? account->id : 0;
  query->status = (int) gtk_drop_down_get_selected (self->status) - 1;
  query->from = read_day (self->from);
  query->to = read_day (self->to);
  query->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->find)));
  query->sort = self->sort;
  query->descending = self->descending;
  renew (&self->reading);
  gtk_spinner_start (self->spinner);
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_INDEX, query, NULL, self->reading, on_index_read, self);
}

static void
on_filter_changed_cb (AeqLedgerPage *self)
{
  read_index_again (self);
}

static void
on_clear_clicked_cb (AeqLedgerPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->find), "");
  gtk_editable_set_text (GTK_EDITABLE (self->from), "");
  gtk_editable_set_text (GTK_EDITABLE (self->to), "");
  aeq_desk_set_account (self->desk, NULL);
  gtk_drop_down_set_selected (self->status, 0);
  read_index_again (self);
}

/* Among the flows of its day, so that it stands where it came. */
void
aeq_ledger_page_show_flow (AeqLedgerPage *self, gint64 id, AeqDate day)
{
  char text[AEQ_DATE_TEXT_SIZE];

  g_return_if_fail (AEQ_IS_LEDGER_PAGE (self));
  self->wanted = id;
  aeq_date_format (day, text);
  gtk_editable_set_text (GTK_EDITABLE (self->from), text);
  gtk_editable_set_text (GTK_EDITABLE (self->to), text);
  gtk_editable_set_text (GTK_EDITABLE (self->find), "");
  gtk_drop_down_set_selected (self->status, 0);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  read_index_again (self);
}

static void
on_activate_cb (AeqLedgerPage *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
sort_by (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (widget);
  int sort;
  gboolean descending;

  g_variant_get (parameter, "(ib)", &sort, &descending);
  g_return_if_fail (sort >= 0 && sort < AEQ_FLOW_N_SORTS);
  self->sort = (AeqFlowSort) sort;
  self->descending = descending;
  read_index_again (self);
}

static void
on_copied (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = aeq_workspace_finish (result, &error);
  AeqLedgerPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text != NULL ? _("Copied as a table") : error->message);
}

static char *
header_line (void)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (line, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  return g_string_free (line, FALSE);
}

static void
aeq_ledger_page_copy (AeqPage *page, gboolean headers)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (page);
  g_autoptr(GtkBitset) selected = NULL;
  AeqFlowCopy *copy;
  GtkBitsetIter iter;
  guint position;

  if (self->selection == NULL)
    return;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_is_empty (selected) || gtk_bitset_get_size (selected) > AEQ_COPY_MAX)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                  gtk_bitset_is_empty (selected) ? _("Select the flows to copy")
                                                                 : _("At most 200,000 flows can be copied at once: select fewer"));
      return;
    }
  copy = g_new0 (AeqFlowCopy, 1);
  copy->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  copy->headers = headers ? header_line () : NULL;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (copy->ids, aeq_flow_list_get_index (self->list)->ids[position]);
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &AEQ_FLOW_COPY, copy, NULL, self->cancellable, on_copied, self);
}

static void
aeq_ledger_page_set_desk (AeqPage *page, AeqDesk *desk)
{
  g_set_object (&AEQ_LEDGER_PAGE (page)->desk, desk);
  read_index_again (AEQ_LEDGER_PAGE (page));
}

static void
aeq_ledger_page_refresh (AeqPage *page)
{
  read_index_again (AEQ_LEDGER_PAGE (page));
}

static void
aeq_ledger_page_find (AeqPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (AEQ_LEDGER_PAGE (page)->find));
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_ledger_page_set_desk;
  iface->refresh = aeq_ledger_page_refresh;
  iface->find = aeq_ledger_page_find;
  iface->copy = aeq_ledger_page_copy;
}

static void
aeq_ledger_page_dispose (GObject *object)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_LEDGER_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_ledger_page_parent_class)->dispose (object);
}

static void
aeq_ledger_page_finalize (GObject *object)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->reading);
  g_clear_object (&self->looking);
  G_OBJECT_CLASS (aeq_ledger_page_parent_class)->finalize (object);
}

static void
aeq_ledger_page_class_init (AeqLedgerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_ledger_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_ledger_page_finalize;
  g_type_ensure (AEQ_TYPE_FLOW_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-ledger-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, view);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, find);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, status);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, from);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, to);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, totals);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, flap);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, failure);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, sort_time);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, sort_account);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, sort_amount);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, sort_category);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, sort_counterparty);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_install_action (widget_class, "ledger.sort", "(ib)", sort_by);
}

static void
aeq_ledger_page_init (AeqLedgerPage *self)
{
  GMenuModel *menus[G_N_ELEMENTS (COLUMNS)] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->descending = TRUE;
  menus[0] = self->sort_time;
  menus[1] = self->sort_account;
  menus[2] = self->sort_amount;
  menus[5] = self->sort_category;
  menus[6] = self->sort_counterparty;
  aeq_columns_add (self->view, COLUMNS, G_N_ELEMENTS (COLUMNS), menus);
}
