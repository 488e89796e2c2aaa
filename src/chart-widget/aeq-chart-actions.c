/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>

#include "aeq-chart-view-private.h"

static void
on_copy (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  aeq_chart_view_copy (user_data, g_variant_get_boolean (parameter));
}

static void
on_copy_image (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  aeq_chart_view_copy_image (user_data);
}

static void
on_save (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  aeq_chart_view_save (user_data);
}

static void
on_reset (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  aeq_chart_plot_set_range (AEQ_CHART_VIEW (user_data)->plot, 0, 0, FALSE);
}

static void
on_table (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  aeq_chart_view_set_table_visible (user_data, g_variant_get_boolean (state));
}

static void
on_layer (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  guint layer = (guint) g_ascii_strtoull (g_action_get_name (G_ACTION (action)) + strlen ("layer-"), NULL, 10);

  aeq_chart_view_set_layer_visible (user_data, layer, g_variant_get_boolean (state));
}

static void
set_state (AeqChartView *self, const char *name, gboolean value)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (value));
}

static void
set_enabled (AeqChartView *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

static void
update_layers (AeqChartView *self, AeqChart *chart)
{
  const AeqViewport *viewport = aeq_chart_plot_get_viewport (self->plot);

  for (guint i = 0; chart != NULL && i < aeq_chart_get_n_layers (chart) && i < 64; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer-%u", i);
      GSimpleAction *action;

      if (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name) == NULL)
        {
          action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (TRUE));
          g_signal_connect (action, "change-state", G_CALLBACK (on_layer), self);
          g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
          g_object_unref (action);
        }
      set_state (self, name, aeq_viewport_shows (viewport, i));
    }
}

void
aeq_chart_view_update_actions (AeqChartView *self)
{
  AeqChart *chart = aeq_chart_plot_get_chart (self->plot);
  gboolean zoomed = chart != NULL && aeq_viewport_is_zoomed (aeq_chart_plot_get_viewport (self->plot));

  update_layers (self, chart);
  set_state (self, "table", aeq_chart_view_get_table_visible (self));
  set_enabled (self, "reset", zoomed);
  set_enabled (self, "copy", chart != NULL);
  set_enabled (self, "copy-image", chart != NULL);
  set_enabled (self, "save", chart != NULL);
  set_enabled (self, "table", chart != NULL);
  gtk_widget_set_visible (self->reset, zoomed);
}

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_menu_append (menu, label, action);
}

static GMenuModel *
layer_menu (AeqChart *chart)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < aeq_chart_get_n_layers (chart) && i < 64; i++)
    {
      g_autofree char *action = g_strdup_printf ("chart.layer-%u", i);

      if (aeq_chart_view_is_switched (aeq_chart_get_layer (chart, i)))
        append (menu, aeq_chart_get_layer (chart, i)->name, action);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_menu (AeqChart *chart)
{
  g_autoptr(GMenu) copies = g_menu_new ();
  g_autoptr(GMenu) looks = g_menu_new ();
  g_autoptr(GMenuModel) layers = layer_menu (chart);
  GMenu *menu = g_menu_new ();

  append (copies, _("_Copy Data"), "chart.copy(false)");
  append (copies, _("Copy Data with _Titles"), "chart.copy(true)");
  append (copies, _("Copy _Image"), "chart.copy-image");
  append (copies, _("_Save Picture…"), "chart.save");
  append (looks, _("_Data Table"), "chart.table");
  append (looks, _("_Reset Zoom"), "chart.reset");
  if (g_menu_model_get_n_items (layers) > 0)
    g_menu_append_submenu (looks, _("Show _Layers"), layers);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
  return G_MENU_MODEL (menu);
}

void
aeq_chart_view_popup_menu (AeqChartView *self, double x, double y)
{
  g_autoptr(GMenuModel) model = NULL;

  if (aeq_chart_plot_get_chart (self->plot) == NULL)
    return;
  model = make_menu (aeq_chart_plot_get_chart (self->plot));
  gtk_popover_menu_set_menu_model (self->menu, model);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->plot), GTK_WIDGET (self), x, y, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(const GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
aeq_chart_view_add_actions (AeqChartView *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "copy", .activate = on_copy, .parameter_type = "b" },
    { .name = "copy-image", .activate = on_copy_image },
    { .name = "save", .activate = on_save },
    { .name = "reset", .activate = on_reset },
    { .name = "table", .state = "false", .change_state = on_table },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart", G_ACTION_GROUP (self->actions));
}
