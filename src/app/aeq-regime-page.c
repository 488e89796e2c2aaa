/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-page"

#include "aeq-regime-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-card-layout.h"
#include "aeq-error.h"
#include "aeq-regime-charts.h"
#include "aeq-regime-intake.h"
#include "aeq-regime-multiple.h"
#include "aeq-regime-words.h"
#include "aeq-sheet-view.h"

static const int YEARS[] = { 1, 3, 10, 0 }; /* in the order of the drop-down; 0: all */

struct _AeqRegimePage
{
  AdwBin         parent_instance;
  AeqAppDesk    *desk;     /* (nullable) */
  GCancellable  *reading;  /* (nullable) of what is under way */
  AeqRegimeView *view;     /* (nullable) */
  AeqSeenTable  *exported; /* (nullable) until the next one */
  gboolean       moving;   /* what the charts tell now is our own doing */
  gboolean       placed;   /* the charts show the period */
  GtkStack      *stack;    /* template children */
  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *figures[AEQ_REGIME_N_FIGURES];
  GtkLabel      *captions[AEQ_REGIME_N_FIGURES];
  GtkDropDown   *period;
  GtkInfoBar    *told;
  GtkLabel      *told_text;
  GtkLabel      *empty_told;
  GtkStack      *tabs;
  GtkWidget     *timeline_card;
  AeqChartView  *timeline;
  GtkLabel      *why;
  GtkWidget     *lacks_box;
  GtkLabel      *lacks;
  GtkBox        *inputs;
  GtkExpander   *rest;
  GtkBox        *others;
  AeqSheetView  *episodes;
  AeqSheetView  *series;
  GtkLabel      *as_of;
  AdwStatusPage *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqRegimePage, aeq_regime_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind EPISODES = { NULL, N_("Episodes of stress"), N_("No Episode of Stress"),
                                       N_("All days that the series reach back to were steady."), NULL, "episodes", N_("Episodes"), 0 };
static const AeqSheetKind SERIES = { NULL, N_("Market series"), N_("No Market Series Yet"), N_("Import a file or fetch the feeds."), NULL,
                                     "series", N_("Market series"), 0 };

static void
show_figures (AeqRegimePage *self)
{
  for (guint i = 0; i < AEQ_REGIME_N_FIGURES; i++)
    {
      g_auto(AeqRegimeText) figure = aeq_regime_figure (self->view, i);

      gtk_label_set_text (self->figures[i], figure.text);
      gtk_label_set_text (self->captions[i], figure.caption);
      gtk_widget_remove_css_class (GTK_WIDGET (self->figures[i]), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->figures[i]), "warning");
      if (figure.style != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), figure.style);
    }
}

static void
show_words (AeqRegimePage *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self->view);
  const char *style = now != NULL ? aeq_regime_look (now->state)->style : NULL;
  g_autofree char *title = aeq_regime_title (self->view);
  g_autofree char *as_of = aeq_regime_as_of (self->view);
  g_autofree char *why = aeq_regime_why (self->view);
  g_autofree char *lacks = aeq_regime_lacks (self->view);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->as_of, as_of);
  gtk_label_set_text (self->why, why);
  gtk_label_set_text (self->lacks, lacks != NULL ? lacks : "");
  gtk_widget_set_visible (self->lacks_box, lacks != NULL);
  gtk_image_set_from_icon_name (self->icon, now != NULL ? aeq_regime_look (now->state)->icon : "dialog-question-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
}

/* All charts of the page that have been made. */
static GPtrArray *
list_charts (AeqRegimePage *self)
{
  GPtrArray *charts = g_ptr_array_new ();
  GtkBox *const boxes[] = { self->inputs, self->others };

  g_ptr_array_add (charts, self->timeline);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (boxes[i])); child != NULL; child = gtk_widget_get_next_sibling (child))
      g_ptr_array_add (charts, aeq_regime_multiple_get_chart (AEQ_REGIME_MULTIPLE (child)));
  return charts;
}

/* What is folded away follows when it is unfolded. */
static void
set_ranges (AeqRegimePage *self, AeqChartView *but, double from, double to)
{
  g_autoptr(GPtrArray) charts = list_charts (self);

  self->moving = TRUE;
  for (guint i = 0; i < charts->len; i++)
    if (charts->pdata[i] != but && (i == 0 || gtk_widget_get_mapped (charts->pdata[i])))
      aeq_chart_view_set_range (charts->pdata[i], from, to);
  self->moving = FALSE;
}

static void
on_range_changed_cb (AeqChartView *chart, double from, double to, AeqRegimePage *self)
{
  if (!self->moving)
    set_ranges (self, chart, from, to);
}

static void
on_cursor_moved_cb (AeqChartView *chart, double x, AeqRegimePage *self)
{
  g_autoptr(GPtrArray) charts = list_charts (self);

  if (self->moving)
    return;
  self->moving = TRUE;
  for (guint i = 0; i < charts->len; i++)
    if (charts->pdata[i] != chart && (i == 0 || gtk_widget_get_mapped (charts->pdata[i])))
      aeq_chart_view_set_cursor (charts->pdata[i], x);
  self->moving = FALSE;
}

/* What the period says, as far as the history goes. */
static void
place_charts (AeqRegimePage *self)
{
  int years = YEARS[gtk_drop_down_get_selected (self->period)];
  AeqDate first;
  AeqDate last;

  if (self->view == NULL || !aeq_regime_extent (self->view, &first, &last))
    return;
  if (years > 0)
    first = MAX (first, aeq_date_add_months (last, -12 * years));
  self->placed = TRUE;
  set_ranges (self, NULL, first, last + 1);
}

static void
on_period_chosen_cb (AeqRegimePage *self)
{
  place_charts (self);
}

static GtkWidget *
add_multiple (AeqRegimePage *self, GtkBox *box)
{
  GtkWidget *multiple = aeq_regime_multiple_new ();
  AeqChartView *chart = aeq_regime_multiple_get_chart (AEQ_REGIME_MULTIPLE (multiple));

  g_signal_connect_object (chart, "range-changed", G_CALLBACK (on_range_changed_cb), self, 0);
  g_signal_connect_object (chart, "cursor-moved", G_CALLBACK (on_cursor_moved_cb), self, 0);
  gtk_box_append (box, multiple);
  return multiple;
}

/* Pictures that are there show the next series rather than being made anew. */
static void
show_multiples (AeqRegimePage *self, GtkBox *box, gboolean inputs)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 0; i < self->view->series->len; i++)
    {
      const AeqMarketSeries *series = self->view->series->pdata[i];

      if (series->input != inputs)
        continue;
      if (child == NULL)
        child = add_multiple (self, box);
      aeq_regime_multiple_show (AEQ_REGIME_MULTIPLE (child), self->view, series);
      child = gtk_widget_get_next_sibling (child);
    }
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (box, child);
      child = next;
    }
}

/* Those that the regime does not read are many: they are made when they are asked for. */
static void
show_rest (AeqRegimePage *self)
{
  double from;
  double to;

  if (self->view == NULL || !gtk_expander_get_expanded (self->rest))
    return;
  show_multiples (self, self->others, FALSE);
  aeq_chart_view_get_range (self->timeline, &from, &to);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->others)); child != NULL; child = gtk_widget_get_next_sibling (child))
    aeq_chart_view_set_range (aeq_regime_multiple_get_chart (AEQ_REGIME_MULTIPLE (child)), from, to);
}

static void
on_rest_expanded_cb (AeqRegimePage *self)
{
  show_rest (self);
}

static void
name_rest (AeqRegimePage *self)
{
  guint n = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->view->series->len; i++)
    n += !((const AeqMarketSeries *) self->view->series->pdata[i])->input;
  text = g_strdup_printf (ngettext ("%u _other series of the ledger", "%u _other series of the ledger", n), n);
  gtk_expander_set_label (self->rest, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), n > 0);
}

static void
show_charts (AeqRegimePage *self)
{
  gboolean known = aeq_regime_view_now (self->view) != NULL;
  g_autoptr(AeqChart) chart = known ? aeq_regime_timeline_chart (self->view) : NULL;

  gtk_widget_set_visible (self->timeline_card, known);
  aeq_chart_view_set_chart (self->timeline, chart);
  show_multiples (self, self->inputs, TRUE);
  name_rest (self);
  show_rest (self);
  if (!self->placed)
    place_charts (self);
}

static void
show_view (AeqRegimePage *self, AeqRegimeView *view)
{
  g_clear_pointer (&self->view, aeq_regime_view_free);
  self->view = view;
  if (view->series->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "regime");
  show_words (self);
  show_figures (self);
  show_charts (self);
  aeq_sheet_view_show (self->episodes, aeq_regime_episode_sheet (view));
  aeq_sheet_view_show (self->series, aeq_regime_series_sheet (view));
}

static gpointer
read_view (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return aeq_job_regime_view (ledger, *(const AeqDate *) data, cancellable, error);
}

static const AeqWork READ = { AEQ_QUEUE_READ, read_view, g_free, (GDestroyNotify) aeq_regime_view_free };

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AeqRegimeView *view = aeq_workspace_finish (result, &error);
  AeqRegimePage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view != NULL)
    {
      show_view (self, view);
      return;
    }
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_regime_page_refresh (AeqPage *page)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (page);
  AeqDate date = aeq_app_desk_get_date (self->desk);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ, g_memdup2 (&date, sizeof date), NULL, self->reading, on_read, self);
}

/* Stays until it is closed, or the next one takes its place. */
static void
on_told (const char *text, gboolean failed, gpointer user_data)
{
  AeqRegimePage *self = user_data;

  gtk_label_set_text (self->told_text, text);
  gtk_info_bar_set_message_type (self->told, failed ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  gtk_info_bar_set_revealed (self->told, TRUE);
  gtk_label_set_text (self->empty_told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_told), TRUE);
}

static void
on_told_closed_cb (AeqRegimePage *self)
{
  gtk_info_bar_set_revealed (self->told, FALSE);
}

static void
on_import_cb (AeqRegimePage *self)
{
  aeq_regime_import (GTK_WIDGET (self), self->desk, self->view->invented, on_told);
}

static void
on_fetch_cb (AeqRegimePage *self)
{
  aeq_regime_fetch (GTK_WIDGET (self), self->desk, self->view->invented, on_told);
}

static AeqPage *
visible_sheet (AeqRegimePage *self)
{
  GtkWidget *tab = gtk_stack_get_visible_child (self->tabs);

  return tab == GTK_WIDGET (self->episodes) || tab == GTK_WIDGET (self->series) ? AEQ_PAGE (tab) : NULL;
}

/* The chart with the focus, else the timeline; or the table that is shown. */
static void
aeq_regime_page_copy (AeqPage *page, gboolean headers)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (page);
  g_autoptr(GPtrArray) charts = list_charts (self);
  AeqPage *sheet = visible_sheet (self);

  if (self->view == NULL || self->view->series->len == 0)
    return;
  if (sheet != NULL)
    {
      aeq_page_copy (sheet, headers);
      return;
    }
  for (guint i = 0; i < charts->len; i++)
    if (aeq_chart_view_has_focus (charts->pdata[i]))
      {
        aeq_chart_view_copy (charts->pdata[i], headers);
        return;
      }
  if (aeq_chart_view_get_chart (self->timeline) != NULL)
    aeq_chart_view_copy (self->timeline, headers);
}

static gboolean
aeq_regime_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (page);
  AeqPage *sheet = visible_sheet (self);
  double from;
  double to;

  if (self->view == NULL || self->view->series->len == 0)
    return FALSE;
  if (sheet != NULL)
    return aeq_page_get_export (sheet, request);
  aeq_chart_view_get_range (self->timeline, &from, &to);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  self->exported = aeq_regime_history_table (self->view, (AeqDate) ceil (from), (AeqDate) floor (to));
  request->what = AEQ_EXPORT_TABLE;
  request->table = self->exported;
  return aeq_seen_table_get_n (self->exported) > 0;
}

static void
aeq_regime_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_REGIME_PAGE (page)->desk, desk);
  aeq_regime_page_refresh (page);
}

static void
aeq_regime_page_keep (AeqPage *page, GVariantDict *state)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (page);

  g_variant_dict_insert (state, "tab", "s", gtk_stack_get_visible_child_name (self->tabs));
  g_variant_dict_insert (state, "period", "u", gtk_drop_down_get_selected (self->period));
}

static void
aeq_regime_page_recall (AeqPage *page, GVariantDict *state)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (page);
  const char *tab;
  guint period;

  if (g_variant_dict_lookup (state, "tab", "&s", &tab) && gtk_stack_get_child_by_name (self->tabs, tab) != NULL)
    gtk_stack_set_visible_child_name (self->tabs, tab);
  if (g_variant_dict_lookup (state, "period", "u", &period) && period < G_N_ELEMENTS (YEARS))
    gtk_drop_down_set_selected (self->period, period);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_regime_page_set_desk;
  iface->refresh = aeq_regime_page_refresh;
  iface->copy = aeq_regime_page_copy;
  iface->get_export = aeq_regime_page_get_export;
  iface->keep = aeq_regime_page_keep;
  iface->recall = aeq_regime_page_recall;
}

static void
aeq_regime_page_dispose (GObject *object)
{
  AeqRegimePage *self = AEQ_REGIME_PAGE (object);

  g_cancellable_cancel (self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_REGIME_PAGE);
  g_clear_pointer (&self->view, aeq_regime_view_free);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  g_clear_object (&self->reading);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_regime_page_parent_class)->dispose (object);
}

static void
bind_figures (GtkWidgetClass *widget_class)
{
  static const char *const NAMES[AEQ_REGIME_N_FIGURES] = { "steady", "elevated", "crisis", "since", "sources", "oldest" };

  for (guint i = 0; i < AEQ_REGIME_N_FIGURES; i++)
    {
      g_autofree char *caption = g_strconcat (NAMES[i], "_caption", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, NAMES[i], FALSE,
                                                 G_STRUCT_OFFSET (AeqRegimePage, figures) + (gssize) (i * sizeof (GtkLabel *)));
      gtk_widget_class_bind_template_child_full (widget_class, caption, FALSE,
                                                 G_STRUCT_OFFSET (AeqRegimePage, captions) + (gssize) (i * sizeof (GtkLabel *)));
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, icon);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, title);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, period);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, told);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, told_text);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, empty_told);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, tabs);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, timeline_card);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, why);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, lacks_box);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, lacks);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, inputs);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, rest);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, others);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, episodes);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, series);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimePage, failure);
  bind_figures (widget_class);
}

static void
aeq_regime_page_class_init (AeqRegimePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_regime_page_dispose;
  g_type_ensure (AEQ_TYPE_CARD_LAYOUT);
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-regime-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_period_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_range_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rest_expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_told_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_import_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch_cb);
}

static void
aeq_regime_page_init (AeqRegimePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_sheet_view_set_kind (self->episodes, &EPISODES);
  aeq_sheet_view_set_kind (self->series, &SERIES);
}
