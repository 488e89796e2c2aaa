/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-forecast-page"

#include "aeq-forecast-page-private.h"

#include <glib/gi18n.h>

#include "aeq-forecast-charts.h"
#include "aeq-forecast-picture.h"
#include "aeq-forecast-tables.h"
#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
add_sum (AeqWaterfall *waterfall, gint64 sum, const AeqCurrency *currency)
{
  g_autofree char *text = aeq_amount_with_unit (sum, currency);

  aeq_waterfall_add (waterfall, _("Together"), text, aeq_forecast_major (sum, currency), TRUE);
  aeq_waterfall_done (waterfall);
}

static gboolean
fill_waterfall (AeqWaterfall *waterfall, GArray *drivers, gboolean next_day, const AeqCurrency *currency)
{
  gint64 sum = 0;
  guint n = 0;

  aeq_waterfall_clear (waterfall);
  for (guint i = 0; i < drivers->len; i++)
    {
      const AeqIssuedDriver *driver = &g_array_index (drivers, AeqIssuedDriver, i);
      g_autofree char *text = NULL;

      if (driver->next_day != next_day || !aeq_money_add (sum, driver->amount, &sum))
        continue;
      text = aeq_amount_with_unit (driver->amount, currency);
      aeq_waterfall_add (waterfall, aeq_driver_word (driver), text, aeq_forecast_major (driver->amount, currency), FALSE);
      n++;
    }
  if (n > 0)
    add_sum (waterfall, sum, currency);
  return n > 0;
}

static void
show_drivers (AeqForecastPage *self)
{
  g_autoptr(GArray) drivers = NULL;
  gboolean some = FALSE;

  if (self->view->told != NULL)
    {
      drivers = aeq_issued_drivers (self->view->issued, self->view->told);
      some = fill_waterfall (self->today, drivers, FALSE, self->view->account->currency);
      some |= fill_waterfall (self->next_day, drivers, TRUE, self->view->account->currency);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->no_drivers), !some);
  gtk_widget_set_visible (self->drivers, some);
}

static guint
index_of_run (AeqForecastPage *self)
{
  AeqId shown;

  for (guint i = 0; aeq_id_parse (self->view->issued->id, &shown) && i < self->view->runs->len; i++)
    if (aeq_id_equal (&((AeqIssuedRun *) self->view->runs->pdata[i])->uid, &shown))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_runs (AeqForecastPage *self)
{
  g_autoptr(GListModel) rows = aeq_forecast_run_rows (self->view);
  g_autofree char *count = aeq_screen_counted (self->view->n_runs, NN_ ("%s forecast issued", "%s forecasts issued"));
  guint index = index_of_run (self);

  self->filling = TRUE;
  gtk_multi_selection_set_model (self->runs, rows);
  if (index != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->runs), index, TRUE);
  self->filling = FALSE;
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->view->n_runs > self->view->runs->len);
}

void
aeq_forecast_page_show_picture (AeqForecastPage *self)
{
  g_autoptr(AeqChart) chart = aeq_forecast_picture (self->view, self->look);
  g_autofree char *now = aeq_forecast_look (self->view, self->look);

  aeq_chart_view_set_chart (self->chart, chart);
  show_label (self->now, now);
}

static void
show_as_of (AeqForecastPage *self)
{
  g_autofree char *came = aeq_forecast_came (self->view);
  g_autofree char *schedule = aeq_forecast_schedule (self->issuer);
  g_autofree char *read = aeq_zone_clock_text (self->view->account->zone, self->view->as_of, self->view->as_of);
  g_autofree char *text = g_strdup_printf (_("%s · in %s, as of %s · %s"), came, self->view->account->currency->code, read, schedule);

  gtk_label_set_text (self->as_of, text);
}

void
aeq_forecast_page_show_issuer (AeqForecastPage *self)
{
  if (self->view != NULL && self->view->issued != NULL)
    show_as_of (self);
}

void
aeq_forecast_page_show_changes (AeqForecastPage *self, const GError *error)
{
  const AeqDiffAccount *pair = NULL;
  g_autoptr(GListModel) rows = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; self->diff != NULL && i < self->diff->accounts->len; i++)
    {
      const AeqDiffAccount *one = &g_array_index (self->diff->accounts, AeqDiffAccount, i);

      if (one->after == aeq_issued_account (self->diff->after, self->view->account))
        pair = one;
    }
  rows = pair != NULL ? aeq_forecast_change_rows (pair) : NULL;
  text = pair != NULL ? aeq_forecast_change (self->diff, pair)
                      : g_strdup (error != NULL ? error->message : _("Two forecasts are needed: select two in the list, with Ctrl."));
  gtk_multi_selection_set_model (self->changes, rows);
  gtk_label_set_text (self->change, text);
}

void
aeq_forecast_page_show (AeqForecastPage *self)
{
  g_autoptr(GListModel) days = aeq_forecast_day_rows (self->view);
  g_autoptr(GListModel) overrides = aeq_forecast_override_rows (self->view);
  g_autofree char *title = aeq_forecast_title (self->view);
  g_autofree char *head = aeq_forecast_head (self->view);
  g_autofree char *name = g_strdup_printf (_("Closing balance of %s"), title); /* translators: %s is an account */

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->head, head);
  aeq_chart_view_set_title (self->chart, name);
  gtk_multi_selection_set_model (self->days, days);
  gtk_multi_selection_set_model (self->overrides, overrides);
  show_runs (self);
  show_drivers (self);
  show_as_of (self);
}
