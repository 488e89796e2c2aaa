/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-intraday-page"

#include "aeq-intraday-page-private.h"

#include <glib/gi18n.h>

#include "aeq-intraday-charts.h"
#include "aeq-intraday-table.h"

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

void
aeq_intraday_page_show_figures (AeqIntradayPage *self)
{
  for (guint i = 0; i < AEQ_INTRADAY_N_FIGURES; i++)
    {
      g_auto(AeqFigureText) figure = aeq_intraday_figure (self->day, i, is_absolute (self));

      gtk_label_set_text (self->figures[i], figure.text);
      gtk_label_set_text (self->captions[i], figure.caption);
      set_style (self->figures[i], figure.style);
    }
}

void
aeq_intraday_page_show_charts (AeqIntradayPage *self)
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

void
aeq_intraday_page_set_range (AeqIntradayPage *self, double from, double to)
{
  aeq_chart_view_set_range (self->position, from, to);
  aeq_chart_view_set_range (self->bars, from, to);
  aeq_chart_view_set_range (self->throughput, from, to);
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
void
aeq_intraday_page_show_table (AeqIntradayPage *self)
{
  gboolean seen = g_strcmp0 (gtk_stack_get_visible_child_name (self->lower), "table") == 0;
  g_autoptr(GListModel) rows = seen && self->day != NULL ? aeq_intraday_table_rows (self->day) : NULL;

  gtk_multi_selection_set_model (self->selection, rows);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  if (rows != NULL)
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_table, self, NULL);
}

void
aeq_intraday_page_show_words (AeqIntradayPage *self)
{
  g_autofree char *title = aeq_intraday_title (self->day);
  g_autofree char *note = aeq_intraday_note (self->day);
  g_autofree char *as_of = aeq_intraday_as_of (self->day);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_label_set_text (self->as_of, as_of);
}
