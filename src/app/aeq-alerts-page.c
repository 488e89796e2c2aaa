/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-alerts-page"

#include "aeq-alerts-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-alert-act.h"
#include "aeq-alert-row.h"
#include "aeq-alert-rules-dialog.h"
#include "aeq-alert-watch.h"
#include "aeq-error.h"
#include "aeq-position-words.h"

#define MAX_SHOWN 500

struct _AeqAlertsPage
{
  AdwBin         parent_instance;
  AeqAppDesk    *desk;    /* (nullable) */
  GCancellable  *reading; /* (nullable) */
  GPtrArray     *alerts;  /* (nullable) AeqAlert, read last */
  AeqId          wanted;  /* selected once it is there */
  gboolean       has_wanted;
  GtkStack      *stack; /* template children */
  GtkListBox    *list;
  GtkDropDown   *filter;
  GtkLabel      *as_of;
  AdwStatusPage *empty;
  AdwStatusPage *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqAlertsPage, aeq_alerts_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static gboolean
wants_all (AeqAlertsPage *self)
{
  return gtk_drop_down_get_selected (self->filter) == 1;
}

static gboolean
is_in_scope (AeqAlertsPage *self, const AeqAlert *alert)
{
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);

  return account == NULL || !alert->has_account || aeq_id_equal (&account->uid, &alert->account);
}

static int
rank (const AeqAlert *alert)
{
  return alert->resolved_at != AEQ_INSTANT_NONE ? 2 : alert->seen_at != AEQ_INSTANT_NONE ? 1 : 0;
}

/* Open first, then by account; what is of the whole desk after them. The order inside stays that of the list. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const AeqAlert *left = *(AeqAlert *const *) a;
  const AeqAlert *right = *(AeqAlert *const *) b;

  if (rank (left) != rank (right))
    return rank (left) - rank (right);
  if (left->has_account != right->has_account)
    return left->has_account ? -1 : 1;
  if (g_strcmp0 (left->number, right->number) != 0)
    return g_strcmp0 (left->number, right->number);
  if (left->severity != right->severity)
    return left->severity < right->severity ? -1 : 1;
  return left->raised_at > right->raised_at ? -1 : left->raised_at < right->raised_at;
}

/* An account that is no longer there is known by its number. */
static char *
place_of (AeqAlertsPage *self, const AeqAlert *alert)
{
  GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;

  if (!alert->has_account)
    return g_strdup (_("Whole desk"));
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      if (aeq_id_equal (&account->uid, &alert->account) && account->name != NULL)
        return g_strdup_printf ("%s %s", account->name, account->number);
    }
  return g_strdup (alert->number);
}

static void
on_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const AeqAlert *alert = aeq_alert_row_get_alert (AEQ_ALERT_ROW (row));
  const AeqAlert *above = before != NULL ? aeq_alert_row_get_alert (AEQ_ALERT_ROW (before)) : NULL;
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  gtk_list_box_row_set_header (row, NULL);
  if (above != NULL && rank (above) == rank (alert) && above->has_account == alert->has_account &&
      g_strcmp0 (above->number, alert->number) == 0)
    return;
  place = place_of (user_data, alert);
  text = g_strdup_printf (C_("heading of alerts: state, account", "%s · %s"), aeq_alert_state_name (alert), place);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "alert-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
clear_rows (AeqAlertsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static void
add_rows (AeqAlertsPage *self, AeqInstant now)
{
  for (guint i = 0; i < self->alerts->len; i++)
    {
      AeqAlert *alert = self->alerts->pdata[i];
      GtkWidget *row;

      if (!is_in_scope (self, alert))
        continue;
      row = aeq_alert_row_new (alert, now);
      gtk_list_box_append (self->list, row);
      if (self->has_wanted && aeq_id_equal (&alert->uid, &self->wanted))
        {
          gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
          self->has_wanted = FALSE;
        }
    }
}

static void
show_alerts (AeqAlertsPage *self, GPtrArray *alerts)
{
  AeqInstant now = aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk));
  g_autofree char *clock = aeq_local_clock_text (now);
  g_autofree char *as_of = g_strdup_printf (_("Evaluated every minute and after each change · as of %s"), clock);

  clear_rows (self);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  self->alerts = alerts;
  g_ptr_array_sort (alerts, compare);
  add_rows (self, now);
  gtk_label_set_text (self->as_of, as_of);
  adw_status_page_set_title (self->empty, wants_all (self) ? _("No Alerts Yet") : _("No Open Alerts"));
  gtk_stack_set_visible_child_name (self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "empty");
}

static gpointer
read_alerts (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return aeq_alert_list (ledger, data != NULL, MAX_SHOWN, error);
}

static const AeqWork READ_ALERTS = { AEQ_QUEUE_READ, read_alerts, NULL, (GDestroyNotify) g_ptr_array_unref };

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *alerts = aeq_workspace_finish (result, &error);
  AeqAlertsPage *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (alerts != NULL)
    {
      show_alerts (self, alerts);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_alerts_page_refresh (AeqPage *page)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (page);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_ALERTS, GINT_TO_POINTER (wants_all (self)), NULL, self->reading, on_read,
                     self);
}

static void
on_filter_changed_cb (AeqAlertsPage *self)
{
  if (self->desk != NULL)
    aeq_alerts_page_refresh (AEQ_PAGE (self));
}

void
aeq_alerts_page_show_alert (AeqAlertsPage *self, const AeqId *alert)
{
  g_return_if_fail (AEQ_IS_ALERTS_PAGE (self));
  self->wanted = *alert;
  self->has_wanted = TRUE;
  aeq_alerts_page_refresh (AEQ_PAGE (self));
}

static void
ask (AeqAlertsPage *self, const AeqAlert *alert)
{
  g_autofree char *what =
    aeq_alert_what (alert, &AEQ_ALERT_SCREEN, aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk)));

  aeq_alert_ask (GTK_WIDGET (self), self->desk, &alert->uid, what);
}

static void
acknowledge (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (widget);
  AeqId id;

  if (!aeq_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; self->alerts != NULL && i < self->alerts->len; i++)
    if (aeq_id_equal (&((AeqAlert *) self->alerts->pdata[i])->uid, &id))
      ask (self, self->alerts->pdata[i]);
}

static void
on_row_activated_cb (AeqAlertsPage *self, GtkListBoxRow *row)
{
  const AeqAlert *alert = aeq_alert_row_get_alert (AEQ_ALERT_ROW (row));

  if (aeq_alert_is_open (alert))
    ask (self, alert);
}

static void
show_rules (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  aeq_alert_rules_dialog_open (widget, AEQ_ALERTS_PAGE (widget)->desk);
}

static void
append_cell (GString *text, const char *cell, char end)
{
  g_autofree char *clean = g_strdelimit (g_strdup (cell != NULL ? cell : ""), "\t\n\r", ' ');

  g_string_append (text, clean);
  g_string_append_c (text, end);
}

static void
append_alert (GString *text, const AeqAlert *alert, AeqInstant now)
{
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_PLAIN, now);
  gboolean has_amount = alert->minor != AEQ_ALERT_NO_AMOUNT && alert->currency != NULL;
  char amount[AEQ_MONEY_TEXT_SIZE] = "";
  char raised[AEQ_INSTANT_TEXT_SIZE];

  if (has_amount)
    aeq_money_format (alert->minor, alert->currency->exponent, amount);
  append_cell (text, aeq_alert_state_name (alert), '\t');
  append_cell (text, aeq_alert_severity_name (alert->severity), '\t');
  append_cell (text, aeq_alert_title (alert->kind), '\t');
  append_cell (text, alert->number, '\t');
  append_cell (text, what, '\t');
  append_cell (text, amount, '\t');
  append_cell (text, has_amount ? alert->currency->code : NULL, '\t');
  append_cell (text, aeq_zone_format (alert->zone, alert->raised_at, raised), '\t');
  append_cell (text, alert->author, '\t');
  append_cell (text, alert->note, '\n');
}

/* The rows that are selected, or all. */
static void
aeq_alerts_page_copy (AeqPage *page, gboolean headers)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (page);
  AeqInstant now = aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk));
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GList) selected = gtk_list_box_get_selected_rows (self->list);
  GtkListBoxRow *row;

  if (headers)
    g_string_append_printf (text, "%s\n", _("State\tSeverity\tAlert\tAccount\tWhat\tAmount\tCurrency\tRaised\tAcknowledged by\tNote"));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (selected == NULL || gtk_list_box_row_is_selected (row))
      append_alert (text, aeq_alert_row_get_alert (AEQ_ALERT_ROW (row)), now);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static gboolean
aeq_alerts_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (page);

  if (self->alerts == NULL)
    return FALSE;
  *request = (AeqExportRequest) AEQ_EXPORT_REQUEST_DEFAULT;
  request->what = AEQ_EXPORT_ALERTS;
  request->account = aeq_app_desk_get_account (self->desk);
  request->open_only = !wants_all (self);
  return TRUE;
}

static void
aeq_alerts_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (page);

  g_set_object (&self->desk, desk);
  aeq_alerts_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_alerts_page_set_desk;
  iface->refresh = aeq_alerts_page_refresh;
  iface->copy = aeq_alerts_page_copy;
  iface->get_export = aeq_alerts_page_get_export;
}

static void
aeq_alerts_page_dispose (GObject *object)
{
  AeqAlertsPage *self = AEQ_ALERTS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_ALERTS_PAGE);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_alerts_page_parent_class)->dispose (object);
}

static void
aeq_alerts_page_class_init (AeqAlertsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_alerts_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-alerts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_install_action (widget_class, "alerts.acknowledge", "s", acknowledge);
  gtk_widget_class_install_action (widget_class, "alerts.rules", NULL, show_rules);
}

static void
aeq_alerts_page_init (AeqAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, on_header, self, NULL);
}
