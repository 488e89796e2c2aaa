/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-forecast-page"

#include "aeq-forecast-page-private.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-forecast-tables.h"
#include "aeq-record-dialog.h"
#include "aeq-row.h"

static const int MINUTES[] = { 0, 15, 30, 60 }; /* of the schedule, in the order of the drop-down */

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqForecastPage, aeq_forecast_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static gpointer
read_view (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return aeq_job_issued (ledger, data, cancellable, error);
}

static const AeqWork READ = { AEQ_QUEUE_READ, read_view, g_free, (GDestroyNotify) aeq_issued_view_free };

/* A forecast that was issued since answers what had changed. */
static gboolean
is_newer (const AeqIssuedView *old, const AeqIssuedView *new)
{
  return old == NULL || old->runs == NULL || old->runs->len == 0 || new->runs->len == 0 ||
         !aeq_id_equal (&((AeqIssuedRun *) old->runs->pdata[0])->uid, &((AeqIssuedRun *) new->runs->pdata[0])->uid);
}

static void
clear_rows (AeqForecastPage *self)
{
  self->filling = TRUE;
  gtk_multi_selection_set_model (self->runs, NULL);
  self->filling = FALSE;
  gtk_multi_selection_set_model (self->days, NULL);
  gtk_multi_selection_set_model (self->changes, NULL);
  gtk_multi_selection_set_model (self->overrides, NULL);
}

/* Rows point into the view: they go before it. */
static void
take_view (AeqForecastPage *self, AeqIssuedView *view)
{
  if (view->account != NULL && is_newer (self->view, view))
    self->changed = FALSE;
  clear_rows (self);
  g_clear_pointer (&self->diff, aeq_forecast_diff_free);
  g_clear_pointer (&self->look, aeq_issued_free);
  g_clear_pointer (&self->view, aeq_issued_view_free);
  self->view = view;
  if (view->account == NULL || view->issued == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, view->account == NULL ? "empty" : "none");
      return;
    }
  aeq_forecast_page_show (self);
  aeq_forecast_page_look_again (self);
  aeq_forecast_page_compare (self);
  gtk_stack_set_visible_child_name (self->stack, "forecast");
}

static void
show_failure (AeqForecastPage *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqIssuedView *view = aeq_workspace_finish (result, &error);

  if (view != NULL)
    take_view (AEQ_FORECAST_PAGE (user_data), view);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (AEQ_FORECAST_PAGE (user_data), error);
}

static void
read_again (AeqForecastPage *self)
{
  AeqIssuedRequest *request = g_new0 (AeqIssuedRequest, 1);
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);

  request->has_account = account != NULL;
  if (account != NULL)
    request->account = account->uid;
  request->currency = aeq_app_desk_get_currency (self->desk);
  request->has_run = self->has_run;
  request->run = self->run;
  request->limit = self->limit;
  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ, request, NULL, self->reading, on_read, self);
}

static void
aeq_forecast_page_refresh (AeqPage *page)
{
  read_again (AEQ_FORECAST_PAGE (page));
}

static void
on_data_changed (AeqForecastPage *self)
{
  self->changed = TRUE;
}

static void
on_run_selected (AeqForecastPage *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->runs));

  if (self->filling || gtk_bitset_is_empty (selected))
    return;
  if (gtk_bitset_get_size (selected) > 1)
    {
      gtk_stack_set_visible_child_name (self->lower, "changes");
      aeq_forecast_page_compare (self);
      return;
    }
  self->has_run = gtk_bitset_get_minimum (selected) > 0;
  self->run = ((AeqIssuedRun *) self->view->runs->pdata[gtk_bitset_get_minimum (selected)])->uid;
  read_again (self);
}

static void
on_more_clicked_cb (AeqForecastPage *self)
{
  self->limit += AEQ_ISSUED_PAGE;
  read_again (self);
}

static void
on_lower_changed_cb (AeqForecastPage *self)
{
  if (self->desk != NULL)
    aeq_forecast_page_compare (self);
}

static void
on_schedule_chosen_cb (AeqForecastPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->schedule);

  if (!self->filling && self->issuer != NULL && chosen < G_N_ELEMENTS (MINUTES))
    aeq_issuer_set_minutes (self->issuer, MINUTES[chosen]);
}

/* Proposes noon of the next business day that is forecast. */
static void
on_override_clicked_cb (AeqForecastPage *self)
{
  AeqSheetRow row = { 0 };

  if (self->view == NULL || self->view->told == NULL)
    return;
  row.account = self->view->account->uid;
  if (self->view->told->days->len > 1)
    row.values[0] = aeq_value_instant (aeq_zone_from_local (self->view->account->zone,
                                                            g_array_index (self->view->told->days, AeqIssuedDay, 1).date, 12 * AEQ_HOUR),
                                       self->view->account->zone);
  aeq_record_dialog_open (GTK_WIDGET (self), self->desk, "override", &row);
}

static void
on_override_selected (AeqForecastPage *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->overrides));

  gtk_widget_set_sensitive (GTK_WIDGET (self->remove), !gtk_bitset_is_empty (selected));
}

static void
on_remove_clicked_cb (AeqForecastPage *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->overrides));
  GPtrArray *uids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (uids, g_memdup2 (&((AeqIssuedOverride *) self->view->overrides->pdata[gtk_bitset_get_nth (selected, i)])->uid,
                                      sizeof (AeqId)));
  aeq_record_delete (self->desk, "override", uids);
}

static void
aeq_forecast_page_copy (AeqPage *page, gboolean headers)
{
  AeqForecastPage *self = AEQ_FORECAST_PAGE (page);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->days));
  g_autofree char *text = NULL;

  if (self->view == NULL || self->view->told == NULL)
    return;
  text = aeq_chart_view_has_focus (self->chart) ? aeq_chart_view_get_text (self->chart, headers)
                                                : aeq_forecast_day_text (self->view, selected, headers);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

/* The newest alone can be exported. */
static gboolean
aeq_forecast_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqForecastPage *self = AEQ_FORECAST_PAGE (page);

  if (self->view == NULL || self->view->told == NULL || self->has_run)
    return FALSE;
  request->what = AEQ_EXPORT_FORECAST;
  request->account = self->view->account;
  return TRUE;
}

static void
show_schedule (AeqForecastPage *self)
{
  guint chosen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (MINUTES); i++)
    if (MINUTES[i] == aeq_issuer_get_minutes (self->issuer))
      chosen = i;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->schedule, chosen);
  self->filling = FALSE;
}

static void
aeq_forecast_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqForecastPage *self = AEQ_FORECAST_PAGE (page);

  g_set_object (&self->desk, desk);
  g_set_object (&self->issuer, aeq_issuer_of (desk));
  show_schedule (self);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (on_data_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->issuer, "changed", G_CALLBACK (aeq_forecast_page_show_issuer), self, G_CONNECT_SWAPPED);
  read_again (self);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_forecast_page_set_desk;
  iface->refresh = aeq_forecast_page_refresh;
  iface->copy = aeq_forecast_page_copy;
  iface->get_export = aeq_forecast_page_get_export;
}

static void
aeq_forecast_page_dispose (GObject *object)
{
  AeqForecastPage *self = AEQ_FORECAST_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->comparing);
  if (self->runs != NULL)
    clear_rows (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_FORECAST_PAGE);
  g_clear_object (&self->runs);
  g_clear_object (&self->days);
  g_clear_object (&self->changes);
  g_clear_object (&self->overrides);
  g_clear_pointer (&self->diff, aeq_forecast_diff_free);
  g_clear_pointer (&self->look, aeq_issued_free);
  g_clear_pointer (&self->view, aeq_issued_view_free);
  g_clear_object (&self->issuer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_forecast_page_parent_class)->dispose (object);
}

static void
aeq_forecast_page_finalize (GObject *object)
{
  AeqForecastPage *self = AEQ_FORECAST_PAGE (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->looking);
  g_clear_object (&self->comparing);
  G_OBJECT_CLASS (aeq_forecast_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, title);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, schedule);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, flap);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, list);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, runs_view);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, count);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, more);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, head);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, now);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, chart);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, lower);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, days_view);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, no_drivers);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, drivers);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, today);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, next_day);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, change);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, changes_view);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, overrides_view);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, remove);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_lower_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_schedule_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_override_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
}

static void
aeq_forecast_page_class_init (AeqForecastPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_forecast_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_forecast_page_finalize;
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_WATERFALL);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-forecast-page.ui");
  bind_template (widget_class);
}

static GtkMultiSelection *
make_selection (GtkColumnView *view)
{
  GtkMultiSelection *selection = gtk_multi_selection_new (NULL);

  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return selection;
}

static void
aeq_forecast_page_init (AeqForecastPage *self)
{
  self->limit = AEQ_ISSUED_PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->runs = make_selection (self->runs_view);
  self->days = make_selection (self->days_view);
  self->changes = make_selection (self->changes_view);
  self->overrides = make_selection (self->overrides_view);
  aeq_forecast_add_run_columns (self->runs_view);
  aeq_forecast_add_day_columns (self->days_view);
  aeq_forecast_add_change_columns (self->changes_view);
  aeq_forecast_add_override_columns (self->overrides_view);
  g_signal_connect_object (self->runs, "selection-changed", G_CALLBACK (on_run_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->overrides, "selection-changed", G_CALLBACK (on_override_selected), self, G_CONNECT_SWAPPED);
}
