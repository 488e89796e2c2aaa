/* SPDX-License-Identifier: MIT */
#include "aeq-regime-multiple.h"

#include <glib/gi18n.h>

#include "aeq-regime-charts.h"
#include "aeq-regime-words.h"
#include "aeq-tooltip.h"

struct _AeqRegimeMultiple
{
  AdwBin        parent_instance;
  GtkLabel     *id; /* template children */
  GtkLabel     *value;
  GtkLabel     *title;
  GtkLabel     *published;
  GtkLabel     *effect;
  AeqChartView *chart;
};

G_DEFINE_FINAL_TYPE (AeqRegimeMultiple, aeq_regime_multiple, ADW_TYPE_BIN)

static void
show_text (GtkLabel *label, const char *text, const char *tooltip)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  aeq_tooltip_set (GTK_WIDGET (label), tooltip);
}

void
aeq_regime_multiple_show (AeqRegimeMultiple *self, const AeqRegimeView *view, const AeqMarketSeries *series)
{
  g_autoptr(AeqChart) chart = aeq_regime_series_chart (view, series);
  g_autofree char *value = aeq_regime_series_value (series);
  g_autofree char *title = aeq_regime_series_title (series);
  g_autofree char *published = aeq_regime_series_published (series);
  g_autofree char *rule = aeq_regime_series_rule (series);
  g_autofree char *effect = aeq_regime_series_effect (series);

  g_return_if_fail (AEQ_IS_REGIME_MULTIPLE (self));
  show_text (self->id, series->id, series->derived ? _("The difference of two series, of the days that both have") : _("The name of the series at FRED"));
  show_text (self->value, value, _("The newest value, as published"));
  show_text (self->title, title, title);
  show_text (self->published, published, rule);
  show_text (self->effect, effect, _("How far the value is from the median of its three years, in robust standard deviations, and what that does to the odds of stress"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->published), series->freshness == AEQ_FRESH_STALE ? "dim-label" : "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->published), series->freshness == AEQ_FRESH_STALE ? "warning" : "dim-label");
  aeq_chart_view_set_title (self->chart, series->id);
  aeq_chart_view_set_chart (self->chart, chart);
}

AeqChartView *
aeq_regime_multiple_get_chart (AeqRegimeMultiple *self)
{
  g_return_val_if_fail (AEQ_IS_REGIME_MULTIPLE (self), NULL);
  return self->chart;
}

static void
aeq_regime_multiple_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_REGIME_MULTIPLE);
  G_OBJECT_CLASS (aeq_regime_multiple_parent_class)->dispose (object);
}

static void
aeq_regime_multiple_class_init (AeqRegimeMultipleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_regime_multiple_dispose;
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-regime-multiple.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, id);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, value);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, title);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, published);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, effect);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeMultiple, chart);
}

static void
aeq_regime_multiple_init (AeqRegimeMultiple *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
aeq_regime_multiple_new (void)
{
  return g_object_new (AEQ_TYPE_REGIME_MULTIPLE, NULL);
}
