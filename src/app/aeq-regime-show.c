/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-page"

#include "aeq-regime-page-private.h"

#include <glib/gi18n.h>

#include "aeq-regime-charts.h"

static const int YEARS[] = { 1, 3, 10, 0 }; /* in the order of the drop-down; 0: all */

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
GPtrArray *
aeq_regime_page_list_charts (AeqRegimePage *self)
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
  g_autoptr(GPtrArray) charts = aeq_regime_page_list_charts (self);

  self->moving = TRUE;
  for (guint i = 0; i < charts->len; i++)
    if (charts->pdata[i] != but && (i == 0 || gtk_widget_get_mapped (charts->pdata[i])))
      aeq_chart_view_set_range (charts->pdata[i], from, to);
  self->moving = FALSE;
}

void
aeq_regime_page_range_changed (AeqChartView *chart, double from, double to, AeqRegimePage *self)
{
  if (!self->moving)
    set_ranges (self, chart, from, to);
}

void
aeq_regime_page_cursor_moved (AeqChartView *chart, double x, AeqRegimePage *self)
{
  g_autoptr(GPtrArray) charts = aeq_regime_page_list_charts (self);

  if (self->moving)
    return;
  self->moving = TRUE;
  for (guint i = 0; i < charts->len; i++)
    if (charts->pdata[i] != chart && (i == 0 || gtk_widget_get_mapped (charts->pdata[i])))
      aeq_chart_view_set_cursor (charts->pdata[i], x);
  self->moving = FALSE;
}

/* What the period says, as far as the history goes. */
void
aeq_regime_page_place (AeqRegimePage *self)
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

static GtkWidget *
add_multiple (AeqRegimePage *self, GtkBox *box)
{
  GtkWidget *multiple = aeq_regime_multiple_new ();
  AeqChartView *chart = aeq_regime_multiple_get_chart (AEQ_REGIME_MULTIPLE (multiple));

  g_signal_connect_object (chart, "range-changed", G_CALLBACK (aeq_regime_page_range_changed), self, 0);
  g_signal_connect_object (chart, "cursor-moved", G_CALLBACK (aeq_regime_page_cursor_moved), self, 0);
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
void
aeq_regime_page_show_rest (AeqRegimePage *self)
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
  aeq_regime_page_show_rest (self);
  if (!self->placed)
    aeq_regime_page_place (self);
}

void
aeq_regime_page_show (AeqRegimePage *self)
{
  show_words (self);
  show_figures (self);
  show_charts (self);
}
