/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-intraday-page"

#include "aeq-intraday-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-view.h"
#include "aeq-error.h"
#include "aeq-intraday-charts.h"
#include "aeq-intraday-table.h"
#include "aeq-intraday-words.h"
#include "aeq-stretch-pane.h"

struct _AeqIntradayPage
{
  AdwBin             parent_instance;
  AeqDesk           *desk;        /* (nullable) */
  GCancellable      *reading;     /* of the newest reading: an older one is of no interest any more */
  GCancellable      *looking;     /* of the flows of a low */
  AeqIntradayDay       *day;         /* (nullable) lives as long as the rows that point into it */
  AeqInstant         minute;      /* up to which the charts are drawn */
  AeqInstant         trough;      /* the low that is looked at; AEQ_INSTANT_NONE: the deepest */
  GPtrArray         *totals;      /* AeqCurrency, in the order of the chooser after the first */
  gboolean           filling;     /* what the chooser tells now is our own doing */
  gboolean           by_key;      /* the cursor of the chart moves by the keyboard */
  guint              minutes;
  guint              tick_id;
  guint              scroll_id;
  GtkMultiSelection *selection;
  GtkStack          *stack;       /* template children */
  GtkLabel          *title;
  GtkLabel          *note;
  GtkLabel          *as_of;
  GtkDropDown       *chooser;
  GtkToggleButton   *balance;
  GtkToggleButton   *quarter;
  GtkToggleButton   *half;
  AdwFlap           *flap;
  AeqChartView      *position;
  AeqChartView      *bars;
  AeqChartView      *throughput;
  GtkStack          *lower;
  GtkColumnView     *table;
  AeqStretchPane    *pane;
  AdwStatusPage     *failure;
  GtkLabel          *figures[AEQ_INTRADAY_N_FIGURES];
  GtkLabel          *captions[AEQ_INTRADAY_N_FIGURES];
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqIntradayPage, aeq_intraday_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static void
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static gboolean
is_absolute (AeqIntradayPage *self)
{
  return gtk_toggle_button_get_active (self->balance);
}

static void
set_style (GtkLabel *label, const char *style)
{
  static const char *const STYLES[] = { "error", "warning", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (STYLES); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (label), STYLES[i]);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
}

static void
show_figures (AeqIntradayPage *self)
{
  for (guint i = 0; i < AEQ_INTRADAY_N_FIGURES; i++)
    {
      g_auto(AeqFigureText) figure = aeq_intraday_figure (self->day, i, is_absolute (self));

      gtk_label_set_text (self->figures[i], figure.text);
      gtk_label_set_text (self->captions[i], figure.caption);
      set_style (self->figures[i], figure.style);
    }
}

static void
show_charts (AeqIntradayPage *self)
{
  g_autoptr(AeqChart) position = aeq_intraday_position_chart (self->day, self->minute, is_absolute (self));
  g_autoptr(AeqChart) bars = aeq_intraday_ladder_chart (self->day, self->minute);
  g_autoptr(AeqChart) throughput = aeq_intraday_throughput_chart (self->day, self->minute);

  aeq_chart_view_set_title (self->position,
                            is_absolute (self) ? _("Balance through the day") : _("Cumulative net position"));
  aeq_chart_view_set_chart (self->position, position);
  aeq_chart_view_set_chart (self->bars, bars);
  aeq_chart_view_set_chart (self->throughput, throughput);
}

static void
set_range (AeqIntradayPage *self, double from, double to)
{
  aeq_chart_view_set_range (self->position, from, to);
  aeq_chart_view_set_range (self->bars, from, to);
  aeq_chart_view_set_range (self->throughput, from, to);
}

static const AeqTrough *
find_trough (AeqIntradayPage *self, guint *nth)
{
  const AeqTrough *trough = aeq_intraday_deepest (self->day);

  for (guint i = 0; i < self->day->troughs->len; i++)
    if (g_array_index (self->day->troughs, AeqTrough, i).at == self->trough)
      trough = &g_array_index (self->day->troughs, AeqTrough, i);
  *nth = trough != NULL ? (guint) (trough - (const AeqTrough *) (gpointer) self->day->troughs->data) : 0;
  return trough;
}

static gpointer
read_stretch (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
              GError **error)
{
  return aeq_job_stretch (ledger, data, cancellable, error);
}

static void
request_free (gpointer data)
{
  g_free (((AeqStretchRequest *) data)->accounts);
  g_free (data);
}

static const AeqWork READ_STRETCH = { AEQ_QUEUE_ROWS, read_stretch, request_free, (GDestroyNotify) aeq_stretch_free };

static void
on_stretch_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqStretch *stretch = aeq_workspace_finish (result, &error);
  AeqIntradayPage *self = user_data;
  const AeqTrough *trough;
  guint nth;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stretch == NULL)
    {
      aeq_stretch_pane_say (self->pane, error->message);
      return;
    }
  trough = find_trough (self, &nth);
  aeq_stretch_pane_show (self->pane, self->day, trough, nth, self->day->troughs->len, stretch);
}

static AeqStretchRequest *
request_for (AeqIntradayPage *self, const AeqTrough *trough)
{
  const AeqBuckets *buckets = &self->day->ladder.buckets;
  AeqStretchRequest *request = g_new (AeqStretchRequest, 1);

  *request = (AeqStretchRequest) { .accounts = g_new (gint64, self->day->accounts->len),
                                   .n_accounts = self->day->accounts->len,
                                   .start = buckets->start,
                                   .end = buckets->end,
                                   .from = trough->peak_at,
                                   .to = trough->at,
                                   .now = self->day->as_of };
  for (guint i = 0; i < request->n_accounts; i++)
    request->accounts[i] = ((AeqAccount *) self->day->accounts->pdata[i])->id;
  return request;
}

static void
look_at_trough (AeqIntradayPage *self)
{
  const AeqTrough *trough;
  guint nth;

  renew (&self->looking);
  if ((trough = find_trough (self, &nth)) == NULL)
    {
      aeq_stretch_pane_say (
          self->pane,
          _("The position has not fallen on this day, nor is anything announced that would make it fall."));
      return;
    }
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_STRETCH, request_for (self, trough), NULL,
                     self->looking, on_stretch_read, self);
}

static double
seconds (AeqInstant at)
{
  return (double) at / (double) AEQ_SECOND;
}

static void
choose_trough (AeqIntradayPage *self, guint i)
{
  self->trough = g_array_index (self->day->troughs, AeqTrough, i).at;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  look_at_trough (self);
}

/* The low that is nearest to @x. */
static void
on_chart_activated_cb (AeqIntradayPage *self, double x)
{
  int nearest = -1;
  double distance = INFINITY;

  for (guint i = 0; self->day != NULL && i < self->day->troughs->len; i++)
    {
      double away = fabs (seconds (g_array_index (self->day->troughs, AeqTrough, i).at) - x);

      if (away < distance)
        {
          nearest = (int) i;
          distance = away;
        }
    }
  if (nearest >= 0)
    choose_trough (self, (guint) nearest);
}

/* By Ctrl and an arrow the cursor goes from low to low; the pointer only passes over them. */
static void
on_cursor_moved_cb (AeqIntradayPage *self, double x)
{
  aeq_chart_view_set_cursor (self->bars, x);
  aeq_chart_view_set_cursor (self->throughput, x);
  for (guint i = 0; self->by_key && self->day != NULL && i < self->day->troughs->len; i++)
    if (fabs (seconds (g_array_index (self->day->troughs, AeqTrough, i).at) - x) < 0.5)
      choose_trough (self, i);
}

static void
on_step_cb (AeqIntradayPage *self, int direction)
{
  guint nth;

  if (self->day == NULL || find_trough (self, &nth) == NULL || (direction < 0 && nth == 0) ||
      nth + direction >= self->day->troughs->len)
    return;
  choose_trough (self, nth + direction);
  aeq_chart_view_set_cursor (self->position, seconds (self->trough));
}

static void
on_open_flow_cb (AeqIntradayPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-flow", "(xi)", id, self->day->ladder.day);
}

static void
on_range_changed_cb (AeqIntradayPage *self, double from, double to)
{
  set_range (self, from, to);
}

static gboolean
on_key_pressed_cb (AeqIntradayPage *self)
{
  self->by_key = TRUE;
  return FALSE;
}

static void
on_motion_cb (AeqIntradayPage *self)
{
  self->by_key = FALSE;
}

/* To the first slice in which something happens, all rows being equally high; a list knows how high when it has been
 * given its size. */
static gboolean
scroll_table (gpointer user_data)
{
  AeqIntradayPage *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table));
  double from, to;
  int first;

  self->scroll_id = 0;
  aeq_intraday_active_range (self->day, &from, &to);
  first = aeq_buckets_index (&self->day->ladder.buckets, (AeqInstant) from * AEQ_SECOND);
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_upper (adjustment) * MAX (first, 0) / self->day->ladder.buckets.count);
  return G_SOURCE_REMOVE;
}

/* Its rows are made when they are seen. */
static void
show_table (AeqIntradayPage *self)
{
  gboolean seen = g_strcmp0 (gtk_stack_get_visible_child_name (self->lower), "table") == 0;
  g_autoptr(GListModel) rows = seen && self->day != NULL ? aeq_intraday_table_rows (self->day) : NULL;

  gtk_multi_selection_set_model (self->selection, rows);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  if (rows != NULL)
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_table, self, NULL);
}

static void
on_lower_changed_cb (AeqIntradayPage *self)
{
  show_table (self);
}

static void
show_words (AeqIntradayPage *self)
{
  g_autofree char *title = aeq_intraday_title (self->day);
  g_autofree char *note = aeq_intraday_note (self->day);
  g_autofree char *as_of = aeq_intraday_as_of (self->day);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_label_set_text (self->as_of, as_of);
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
  show_table (self);
  show_words (self);
  show_figures (self);
  show_charts (self);
  if (!is_same_day (old, day))
    {
      self->trough = AEQ_INSTANT_NONE;
      aeq_intraday_active_range (day, &from, &to);
      set_range (self, from, to);
    }
  aeq_intraday_day_free (old);
  look_at_trough (self);
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
  const AeqAccount *account = aeq_desk_get_account (self->desk);
  guint chosen = gtk_drop_down_get_selected (self->chooser);

  *request = start;
  request->day = aeq_desk_get_date (self->desk);
  request->minutes = self->minutes;
  request->currency = aeq_desk_get_currency (self->desk);
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

static void
read_again (AeqIntradayPage *self)
{
  renew (&self->reading);
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_DAY, make_request (self), NULL, self->reading,
                     on_day_read, self);
}

/* Currencies with several accounts, of those that the header shows. */
static void
find_totals (AeqIntradayPage *self)
{
  const GPtrArray *accounts = aeq_desk_get_news (self->desk)->accounts;
  const AeqCurrency *only = aeq_desk_get_currency (self->desk);

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
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), aeq_desk_get_account (self->desk) == NULL);
}

static void
aeq_intraday_page_refresh (AeqPage *page)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (page);

  fill_chooser (self);
  if (aeq_desk_get_news (self->desk)->accounts->len > 0)
    read_again (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_chosen_cb (AeqIntradayPage *self)
{
  if (!self->filling && self->desk != NULL)
    read_again (self);
}

static void
on_bucket_toggled_cb (AeqIntradayPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->minutes = button == self->quarter ? 15 : button == self->half ? 30 : 60;
  if (self->desk != NULL)
    read_again (self);
}

static void
on_balance_toggled_cb (AeqIntradayPage *self)
{
  if (self->day == NULL)
    return;
  show_figures (self);
  show_charts (self);
}

static gpointer
read_stamp (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
            GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gint64 *stamp = g_new0 (gint64, 1);

  if (aeq_job_intraday_stamp (ledger, stamp, error))
    return stamp;
  g_free (stamp);
  return NULL;
}

static const AeqWork READ_STAMP = { AEQ_QUEUE_ROWS, read_stamp, NULL, g_free };

/* Other data than were read: read again. That it cannot be told now is no news; the next minute asks again. */
static void
on_stamp_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autofree gint64 *stamp = aeq_workspace_finish (result, NULL);
  AeqIntradayPage *self;

  if (stamp == NULL)
    return;
  self = user_data;
  if (self->day != NULL && aeq_intraday_is_stale (self->day, self->minute, *stamp))
    read_again (self);
}

/* Moves "now"; called once a minute of the clock while the page is seen. */
static void
move_now (AeqIntradayPage *self, AeqInstant now)
{
  if (self->day == NULL || now / AEQ_MINUTE == self->minute / AEQ_MINUTE || self->day->next == AEQ_INSTANT_NONE)
    return;
  self->minute = now;
  show_charts (self);
  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_STAMP, NULL, NULL, self->reading, on_stamp_read, self);
}

static gboolean
on_tick (gpointer user_data)
{
  AeqIntradayPage *self = user_data;

  if (self->desk != NULL)
    move_now (self, aeq_workspace_get_now (aeq_desk_get_workspace (self->desk)));
  return G_SOURCE_CONTINUE;
}

static void
aeq_intraday_page_map (GtkWidget *widget)
{
  AeqIntradayPage *self = AEQ_INTRADAY_PAGE (widget);

  GTK_WIDGET_CLASS (aeq_intraday_page_parent_class)->map (widget);
  self->tick_id = g_timeout_add_seconds (5, on_tick, self);
  on_tick (self);
}

static void
aeq_intraday_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&AEQ_INTRADAY_PAGE (widget)->tick_id, g_source_remove);
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
aeq_intraday_page_set_desk (AeqPage *page, AeqDesk *desk)
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
  g_clear_handle_id (&self->tick_id, g_source_remove);
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
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, balance);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, quarter);
  gtk_widget_class_bind_template_child (widget_class, AeqIntradayPage, half);
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
  gtk_widget_class_bind_template_callback (widget_class, on_chart_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_range_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_lower_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_step_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_flow_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_motion_cb);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-intraday-page.ui");
  bind_template (widget_class);
  bind_figures (widget_class);
}

static void
aeq_intraday_page_init (AeqIntradayPage *self)
{
  self->minutes = 30;
  self->trough = AEQ_INSTANT_NONE;
  self->totals = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (NULL);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  aeq_intraday_table_add_columns (self->table);
}
