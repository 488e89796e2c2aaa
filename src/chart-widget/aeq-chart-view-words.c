/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-chart-view-private.h"
#include "aeq-chart-words.h"

#define DESCRIBE_AFTER 150 /* milliseconds */

static gboolean
describe (gpointer user_data)
{
  AeqChartView *self = user_data;
  GtkAccessible *plot = GTK_ACCESSIBLE (self->plot);
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);

  self->describe_id = 0;
  g_free (self->description);
  self->description =
    chart != NULL ? aeq_chart_describe (chart, aeq_chart_plot_get_viewport (self->plot)) : g_strdup (_("No data."));
  gtk_accessible_update_property (plot, GTK_ACCESSIBLE_PROPERTY_LABEL, aeq_chart_view_name (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->description, -1);
  return G_SOURCE_REMOVE;
}

/* Not while the wheel still turns: the words of a million points take as long as a frame. */
void
aeq_chart_view_describe_later (AeqChartView *self)
{
  g_clear_handle_id (&self->describe_id, g_source_remove);
  self->describe_id = g_timeout_add (DESCRIBE_AFTER, describe, self);
}

/* Who cannot see the crosshair hears what it reads. */
void
aeq_chart_view_describe_at (AeqChartView *self, double x)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);
  g_autofree char *words = NULL;

  if (isnan (x) || chart == NULL)
    {
      aeq_chart_view_describe_later (self);
      return;
    }
  words = aeq_chart_words_at (chart, aeq_chart_plot_get_viewport (self->plot), x);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

const char *
aeq_chart_view_get_description (AeqChartView *self)
{
  g_return_val_if_fail (AEQ_IS_CHART_VIEW (self), NULL);
  if (self->describe_id != 0 || self->description == NULL)
    {
      g_clear_handle_id (&self->describe_id, g_source_remove);
      describe (self);
    }
  return self->description;
}
