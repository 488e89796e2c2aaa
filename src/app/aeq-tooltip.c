/* SPDX-License-Identifier: MIT */
#include "aeq-tooltip.h"

static GQuark
text_quark (void)
{
  return g_quark_from_static_string ("aeq-tooltip");
}

static gboolean
on_query (GtkWidget *widget, int x G_GNUC_UNUSED, int y G_GNUC_UNUSED, gboolean keyboard G_GNUC_UNUSED, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, aeq_tooltip_get (widget));
  return aeq_tooltip_get (widget) != NULL;
}

const char *
aeq_tooltip_get (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  return g_object_get_qdata (G_OBJECT (widget), text_quark ());
}

void
aeq_tooltip_set (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  if (!gtk_widget_get_has_tooltip (widget))
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_object_set_qdata_full (G_OBJECT (widget), text_quark (), g_strdup (text), g_free);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
