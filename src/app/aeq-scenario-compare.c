/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-scenario-compare"

#include "aeq-scenario-compare.h"

#include <glib/gi18n.h>

#include "aeq-chart-view.h"
#include "aeq-scenario-picture.h"
#include "aeq-sheet-view.h"
#include "aeq-tooltip.h"

#define MOST 5 /* more lines than that are not told apart */

struct _AeqScenarioCompare
{
  AdwBin           parent_instance;
  AeqWorkspace    *workspace; /* (nullable) */
  AeqScenarioDesk *desk;      /* (nullable) */
  guint            section;
  GCancellable    *reading;   /* (nullable) */
  GHashTable      *chosen;    /* char *: names of scenarios */
  GPtrArray       *names;     /* char *: of those being read, in their order */
  gboolean         filling;
  GtkFlowBox      *choices;
  AeqChartView    *chart;
  AeqSheetView    *figures;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqScenarioCompare, aeq_scenario_compare, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind FIGURES = { NULL, N_("Figures of the scenarios"), N_("No Figures"), N_("Tick scenarios to compare them."), NULL,
                                      "scenarios", N_("Scenarios Compared"), 0 };

static void
on_compared (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = aeq_workspace_finish (result, &error);
  g_autoptr(AeqChart) chart = NULL;
  AeqScenarioCompare *self = user_data;
  const AeqScenarioSection *section;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (readings == NULL)
    {
      aeq_say_error (GTK_WIDGET (self), error);
      return;
    }
  section = self->desk->base->sections->pdata[self->section];
  chart = aeq_scenario_compare_chart (section, self->names, readings);
  aeq_chart_view_set_chart (self->chart, chart);
  aeq_sheet_view_renew (self->figures, aeq_scenario_compare_sheet (section, self->names, readings, self->desk->as_of));
}

static void
compare (AeqScenarioCompare *self)
{
  g_autoptr(GPtrArray) jsons = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < self->desk->entries->len; i++)
    {
      const AeqScenarioEntry *entry = self->desk->entries->pdata[i];

      if (entry->scenario == NULL || !g_hash_table_contains (self->chosen, entry->name))
        continue;
      g_ptr_array_add (self->names, g_strdup (entry->name));
      g_ptr_array_add (jsons, aeq_scenario_json (entry->scenario));
    }
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (self->workspace, &AEQ_SCENARIO_SEVERAL, aeq_scenario_several_new (self->desk, self->section, jsons), NULL, self->reading,
                     on_compared, self);
}

static void
limit_choices (AeqScenarioCompare *self)
{
  gboolean full = g_hash_table_size (self->chosen) >= MOST;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->choices)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *check = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      gtk_widget_set_sensitive (check, !full || gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
    }
}

static void
on_toggled (GtkCheckButton *check, AeqScenarioCompare *self)
{
  const char *name = gtk_check_button_get_label (check);

  if (self->filling)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (name));
  else
    g_hash_table_remove (self->chosen, name);
  limit_choices (self);
  compare (self);
}

static gboolean
is_there (gpointer name, gpointer value G_GNUC_UNUSED, gpointer data)
{
  GPtrArray *entries = data;

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((AeqScenarioEntry *) entries->pdata[i])->name, name) && ((AeqScenarioEntry *) entries->pdata[i])->scenario != NULL)
      return FALSE;
  return TRUE;
}

static void
fill_choices (AeqScenarioCompare *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_flow_box_remove (self->choices, child);
  g_hash_table_foreach_remove (self->chosen, is_there, self->desk->entries);
  self->filling = TRUE;
  for (guint i = 0; i < self->desk->entries->len; i++)
    {
      const AeqScenarioEntry *entry = self->desk->entries->pdata[i];
      GtkWidget *check;

      if (entry->scenario == NULL)
        continue;
      check = gtk_check_button_new_with_label (entry->name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->chosen, entry->name));
      aeq_tooltip_set (check, _("Draw this scenario with the others that are ticked; five at most"));
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
      gtk_flow_box_insert (self->choices, check, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE); /* the check button is what one goes to */
    }
  self->filling = FALSE;
  limit_choices (self);
}

void
aeq_scenario_compare_show (AeqScenarioCompare *self, AeqWorkspace *workspace, AeqScenarioDesk *desk, guint section)
{
  gboolean other = desk != self->desk;

  g_return_if_fail (AEQ_IS_SCENARIO_COMPARE (self));
  g_set_object (&self->workspace, workspace);
  if (other)
    {
      g_cancellable_cancel (self->reading);
      g_clear_pointer (&self->desk, aeq_scenario_desk_unref);
      self->desk = aeq_scenario_desk_ref (desk);
      fill_choices (self);
    }
  if (!other && section == self->section)
    return;
  self->section = section;
  compare (self);
}

/* The chart with the focus, else the figures. */
static void
aeq_scenario_compare_copy (AeqPage *page, gboolean headers)
{
  AeqScenarioCompare *self = AEQ_SCENARIO_COMPARE (page);

  if (aeq_chart_view_has_focus (self->chart))
    aeq_chart_view_copy (self->chart, headers);
  else
    aeq_page_copy (AEQ_PAGE (self->figures), headers);
}

static gboolean
aeq_scenario_compare_get_export (AeqPage *page, AeqExportRequest *request)
{
  return aeq_page_get_export (AEQ_PAGE (AEQ_SCENARIO_COMPARE (page)->figures), request);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->copy = aeq_scenario_compare_copy;
  iface->get_export = aeq_scenario_compare_get_export;
}

static void
aeq_scenario_compare_dispose (GObject *object)
{
  AeqScenarioCompare *self = AEQ_SCENARIO_COMPARE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->desk, aeq_scenario_desk_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  G_OBJECT_CLASS (aeq_scenario_compare_parent_class)->dispose (object);
}

static void
aeq_scenario_compare_class_init (AeqScenarioCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_scenario_compare_dispose;
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-scenario-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqScenarioCompare, choices);
  gtk_widget_class_bind_template_child (widget_class, AeqScenarioCompare, chart);
  gtk_widget_class_bind_template_child (widget_class, AeqScenarioCompare, figures);
}

static void
aeq_scenario_compare_init (AeqScenarioCompare *self)
{
  const char *name;

  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; (name = aeq_scenario_built_in_name (i)) != NULL; i++)
    g_hash_table_add (self->chosen, g_strdup (name));
  self->names = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_sheet_view_set_kind (self->figures, &FIGURES);
}
