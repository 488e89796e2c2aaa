/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-page"

#include "aeq-regime-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-card-layout.h"
#include "aeq-error.h"
#include "aeq-regime-intake.h"

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqRegimePage, aeq_regime_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind EPISODES = { NULL, N_("Episodes of stress"), N_("No Episode of Stress"),
                                       N_("All days that the series reach back to were steady."), NULL, "episodes", N_("Episodes"), 0 };
static const AeqSheetKind SERIES = { NULL, N_("Market series"), N_("No Market Series Yet"), N_("Import a file or fetch the feeds."), NULL,
                                     "series", N_("Market series"), 0 };

static void
on_period_chosen_cb (AeqRegimePage *self)
{
  aeq_regime_page_place (self);
}

static void
on_rest_expanded_cb (AeqRegimePage *self)
{
  aeq_regime_page_show_rest (self);
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
  aeq_regime_page_show (self);
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
  g_autoptr(GPtrArray) charts = aeq_regime_page_list_charts (self);
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
  if (g_variant_dict_lookup (state, "period", "u", &period) && period < g_list_model_get_n_items (gtk_drop_down_get_model (self->period)))
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
  gtk_widget_class_bind_template_callback_full (widget_class, "on_range_changed_cb", G_CALLBACK (aeq_regime_page_range_changed));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_cursor_moved_cb", G_CALLBACK (aeq_regime_page_cursor_moved));
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
