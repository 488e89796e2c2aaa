/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-forecast-card"

#include "aeq-forecast-card.h"

#include <glib/gi18n.h>

#include "aeq-chart-view.h"
#include "aeq-position-cells.h"
#include "aeq-position-words.h"

struct _AeqForecastCard
{
  AdwBin        parent_instance;
  GtkLabel     *title; /* template children */
  GtkButton    *renew;
  AeqChartView *chart;
  GtkImage     *icon;
  GtkLabel     *age;
};

G_DEFINE_FINAL_TYPE (AeqForecastCard, aeq_forecast_card, ADW_TYPE_BIN)

static char *
title_text (const AeqPositionTable *table)
{
  const AeqPosition *row = table->nearest;
  g_autofree char   *account = row != NULL ? aeq_position_account_text (row) : NULL;

  if (account == NULL)
    return g_strdup (_("Forecast"));
  if (row->when == AEQ_POSITION_PAST) /* translators: %s is an account */
    return g_strdup_printf (_("Course of %s"), account);
  return g_strdup_printf (_("Forecast of %s"), account);
}

static char *
age_text (const AeqPositionTable *table)
{
  const AeqPosition *row = table->nearest;

  if (row != NULL && row->when == AEQ_POSITION_PAST)
    return g_strdup (_("What was booked on that day"));
  if (row != NULL && row->when == AEQ_POSITION_AHEAD && row->closing == AEQ_POSITION_NONE &&
      table->forecast_age != AEQ_FORECAST_NONE)
    return g_strdup (_("The newest forecast says nothing of this day: it is no business day, or too far ahead."));
  return aeq_forecast_age_text (table);
}

void
aeq_forecast_card_show (AeqForecastCard *self, const AeqPositionTable *table)
{
  g_autofree char *title = title_text (table);
  g_autofree char *age = age_text (table);
  gboolean         past = table->nearest != NULL && table->nearest->when == AEQ_POSITION_PAST;
  gboolean         good = past || table->forecast_age == AEQ_FORECAST_GOOD;

  g_return_if_fail (AEQ_IS_FORECAST_CARD (self));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->age, age);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !good);
  gtk_widget_set_visible (GTK_WIDGET (self->renew), !past);
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->renew), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->renew), "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->chart), table->chart != NULL);
  aeq_chart_view_set_title (self->chart, title);
  aeq_chart_view_set_chart (self->chart, table->chart);
}

static void
aeq_forecast_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_FORECAST_CARD);
  G_OBJECT_CLASS (aeq_forecast_card_parent_class)->dispose (object);
}

static void
aeq_forecast_card_class_init (AeqForecastCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_forecast_card_dispose;
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-forecast-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqForecastCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastCard, renew);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastCard, chart);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastCard, icon);
  gtk_widget_class_bind_template_child (widget_class, AeqForecastCard, age);
}

static void
aeq_forecast_card_init (AeqForecastCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
