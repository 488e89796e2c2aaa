/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-intraday-page"

#include "aeq-intraday-page-private.h"

#include <glib/gi18n.h>

#include "aeq-application.h"
#include "aeq-error.h"
#include "aeq-figure-layout.h"
#include "aeq-intraday-charts.h"
#include "aeq-intraday-table.h"
#include "aeq-wrap-layout.h"

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqIntradayPage, aeq_intraday_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

/* Cancels what is under way and makes room for something newer. */
void
aeq_intraday_page_renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
on_range_changed_cb (AeqIntradayPage *self, double from, double to)
{
  aeq_intraday_page_set_range (self, from, to);
}

static void
on_lower_changed_cb (AeqIntradayPage *self)
{
  aeq_intraday_page_show_table (self);
}

/* Of one day what is zoomed to stays, and so does the low that is looked at. */
static gboolean
is_same_day (const AeqIntradayDay *old, const AeqIntradayDay *new)
{
  return old != NULL && old->what == new->what && old->ladder.day == new->ladder.day &&
         old->ladder.currency == new->ladder.currency &&
         ((AeqAccount *) old->accounts->pdata[0])->id == ((AeqAccount *) new->accounts->pdata[0])->id;
}

/* Rows point into the day: it goes after the model that has them. */
static void
show_day (AeqIntradayPage *self, AeqIntradayDay *day)
{
  AeqIntradayDay *old = self->day;
  double from, to;

  self->day = day;
  self->minute = day->as_of;
  aeq_intraday_page_show_table (self);
  aeq_intraday_page_show_words (self);
  aeq_intraday_page_show_figures (self);
  aeq_intraday_page_show_charts (self);
  if (!is_same_day (old, day))
    {
      self->trough = AEQ_INSTANT_NONE;
      aeq_intraday_active_range (day, &from, &to);
      aeq_intraday_page_set_range (self, from, to);
    }
  aeq_intraday_day_free (old);
  aeq_intraday_page_look_at_trough (self);
  gtk_stack_set_visible_child_name (self->stack, "day");
}

static gpointer
read_day (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
          GError **error)
{
  return aeq_job_intraday (ledger, data, cancellable, error);
}

static const AeqWork READ_DAY = { AEQ_QUEUE_READ, read_day, g_free, (GDestroyNotify) aeq_intraday_day_free };

static void
show_failure (AeqIntradayPage *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
on_day_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqIntradayDay *day = aeq_workspace_finish (result, &error);

  if (day != NULL)
    show_day (AEQ_INTRADAY_PAGE (user_data), day);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (AEQ_INTRADAY_PAGE (user_data), error);
}

/* An account of the header, else what the chooser says. */
static AeqIntradayRequest *
make_request (AeqIntradayPage *self)
{
  const AeqIntradayRequest start = AEQ_INTRADAY_REQUEST_DEFAULT;
  AeqIntradayRequest *request = g_new (AeqIntradayRequest, 1);
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  guint chosen = gtk_drop_down_get_selected (self->chooser);

  *request = start;
  request->day = aeq_app_desk_get_date (self->desk);
  request->minutes = self->minutes;
  request->currency = aeq_app_desk_get_currency (self->desk);
  if (account != NULL)
    {
      request->what = AEQ_INTRADAY_ACCOUNT;
      request->account = account->uid;
    }
  else if (chosen > 0 && chosen <= self->totals->len)
    {
      request->what = AEQ_INTRADAY_TOTAL;
      request->currency = self->totals->pdata[chosen - 1];
    }
  return request;
}

void
aeq_intraday_page_read_again (AeqIntradayPage *self)
{
  aeq_intraday_page_renew (&self->reading);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_DAY, make_request (self), NULL, self->reading,
                     on_day_read, self);
}

/* Currencies with several accounts, of those that the header shows. */
static void
find_totals (AeqIntradayPage *self)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  const AeqCurrency *only = aeq_app_desk_get_currency (self->desk);

  g_ptr_array_set_size (self->totals, 0);
  for (guint i = 0; i < accounts->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const AeqCurrency *currency = ((AeqAccount *) accounts->pdata[i])->currency;

        if (((AeqAccount *) accounts->pdata[j])->currency == currency && (only == NULL || only == currency) &&
            !g_ptr_array_find (self->totals, currency, NULL))
          g_ptr_array_add (self->totals, (gpointer) currency);
      }
}

static void
fill_chooser (AeqIntradayPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->chooser);
  const AeqCurrency *old = chosen > 0 && chosen <= self->totals->len ? self->totals->pdata[chosen - 1] : NULL;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  find_totals (self);
  gtk_string_list_append (names, _("Nearest to Its Limit"));
  for (guint i = 0; i < self->totals->len; i++)
    {
      gtk_string_list_take (
          names, g_strdup_printf (_("All of %s Added Up"), ((const AeqCurrency *) self->totals->pdata[i])->code));
      if (self->totals->pdata[i] == old)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->chooser, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), aeq_app_desk_get_account (self->desk) == NULL);
}

static void
aeq_intraday_page_refresh (AeqPage *page)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (page);

  fill_chooser (self);
  if (aeq_app_desk_get_news (self->desk)->accounts->len > 0)
    aeq_intraday_page_read_again (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_chosen_cb (AeqIntradayPage *self)
{
  if (!self->filling && self->desk != NULL)
    aeq_intraday_page_read_again (self);
}

static void
on_bucket_toggled_cb (AeqIntradayPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->minutes = button == self->quarter ? 15 : button == self->half ? 30 : 60;
  if (self->desk != NULL)
    aeq_intraday_page_read_again (self);
}

static void
on_balance_toggled_cb (AeqIntradayPage *self)
{
  if (self->day == NULL)
    return;
  aeq_intraday_page_show_figures (self);
  aeq_intraday_page_show_charts (self);
}

static void
aeq_intraday_page_map (GtkWidget *widget)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (widget);

  GTK_WIDGET_CLASS (aeq_intraday_page_parent_class)->map (widget);
  aeq_intraday_page_start_clock (self);
}

static void
aeq_intraday_page_unmap (GtkWidget *widget)
{
  aeq_intraday_page_stop_clock (AEQ_INTRADAY_PAGE (widget));
  GTK_WIDGET_CLASS (aeq_intraday_page_parent_class)->unmap (widget);
}

static AeqChartView *
focused_chart (AeqIntradayPage *self)
{
  AeqChartView *const views[] = { self->position, self->bars, self->throughput };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (aeq_chart_view_has_focus (views[i]))
      return views[i];
  return NULL;
}

/* The flows of the low where they have the focus, else a chart that has it, else the ladder. */
static char *
copy_text (AeqIntradayPage *self, gboolean headers)
{
  AeqChartView *chart = focused_chart (self);
  g_autoptr(GtkBitset) selected = NULL;

  if (aeq_stretch_pane_has_focus (self->pane))
    return aeq_stretch_pane_get_text (self->pane, headers);
  if (chart != NULL)
    return aeq_chart_view_get_text (chart, headers);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return aeq_intraday_table_text (self->day, selected, headers);
}

static void
aeq_intraday_page_copy (AeqPage *page, gboolean headers)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (page);
  g_autofree char *text = self->day != NULL ? copy_text (self, headers) : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

/* The ladder is of one account. */
static gboolean
aeq_intraday_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (page);

  if (self->day == NULL || self->day->what == AEQ_INTRADAY_TOTAL)
    return FALSE;
  request->what = AEQ_EXPORT_LADDER;
  request->account = self->day->accounts->pdata[0];
  request->day = self->day->ladder.day;
  request->minutes = (int) self->minutes;
  return TRUE;
}

static void
aeq_intraday_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_INTRADAY_PAGE (page)->desk, desk);
  aeq_intraday_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_intraday_page_set_desk;
  iface->refresh = aeq_intraday_page_refresh;
  iface->copy = aeq_intraday_page_copy;
  iface->get_export = aeq_intraday_page_get_export;
}

static void
aeq_intraday_page_dispose (GObject *object)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->looking);
  aeq_intraday_page_stop_clock (self);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_INTRADAY_PAGE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->day, aeq_intraday_day_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_intraday_page_parent_class)->dispose (object);
}

static void
aeq_intraday_page_finalize (GObject *object)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->totals, g_ptr_array_unref);
  G_OBJECT_CLASS (aeq_intraday_page_parent_class)->finalize (object);
}

static void
bind_figures (GtkWidgetClass *widget_class)
{
  static const char *const NAMES[AEQ_INTRADAY_N_FIGURES] = { "now", "lowest", "ahead", "close", "headroom", "paid" };

  for (guint i = 0; i < AEQ_INTRADAY_N_FIGURES; i++)
    {
      g_autofree char *caption = g_strconcat (NAMES[i], "_caption", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, NAMES[i], FALSE,
                                                 G_STRUCT_OFFSET (AeqIntradayPage, figures) +
                                                     (gssize) (i * sizeof (GtkLabel *)));
      gtk_widget_class_bind_template_child_full (widget_class, caption, FALSE,
                                                 G_STRUCT_OFFSET (AeqIntradayPage, captions) +
                                                     (gssize) (i * sizeof (GtkLabel *)));
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, title);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, note);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, controls);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, balance);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, quarter);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, half);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, hour);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, flap);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, position);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, bars);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, throughput);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, lower);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, table);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bucket_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_balance_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_range_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_lower_changed_cb);
}

static void
aeq_intraday_page_class_init (AeqIntradayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_intraday_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_intraday_page_finalize;
  widget_class->map = aeq_intraday_page_map;
  widget_class->unmap = aeq_intraday_page_unmap;
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_STRETCH_PANE);
  g_type_ensure (AEQ_TYPE_FIGURE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-intraday-page.ui");
  bind_template (widget_class);
  bind_figures (widget_class);
  aeq_intraday_page_bind_lows (widget_class);
}

/* The slices that the settings ask for, until others are chosen on the page. */
static void
take_settings (AeqIntradayPage *self)
{
  GApplication *application = g_application_get_default ();
  GSettings *state = AEQ_IS_APPLICATION (application) ? aeq_application_get_state (AEQ_APPLICATION (application)) : NULL;
  int minutes = state != NULL ? g_settings_get_int (state, "bucket-minutes") : 30;

  gtk_toggle_button_set_active (minutes < 30 ? self->quarter : minutes < 60 ? self->half : self->hour, TRUE);
}

static void
aeq_intraday_page_init (AeqIntradayPage *self)
{
  self->minutes = 30;
  self->trough = AEQ_INSTANT_NONE;
  self->totals = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->controls, aeq_wrap_layout_new (6)); /* large text needs more than a line */
  take_settings (self);
  self->selection = gtk_multi_selection_new (NULL);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  aeq_intraday_table_add_columns (self->table);
}
