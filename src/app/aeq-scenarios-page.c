/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-scenarios-page"

#include "aeq-scenarios-page.h"

#include <glib/gi18n.h>

#include "aeq-card-layout.h"
#include "aeq-chart-view.h"
#include "aeq-error.h"
#include "aeq-position-words.h"
#include "aeq-scenario-blocks.h"
#include "aeq-scenario-book.h"
#include "aeq-scenario-compare.h"
#include "aeq-scenario-keep.h"
#include "aeq-scenario-picture.h"
#include "aeq-sheet-view.h"
#include "aeq-shell.h"
#include "aeq-words.h"

struct _AeqScenariosPage
{
  AdwBin             parent_instance;
  AeqAppDesk        *desk;      /* (nullable) */
  GCancellable      *reading;   /* (nullable) of what is under way */
  GCancellable      *applying;  /* (nullable) likewise */
  gboolean           again;     /* the scenario moved on while it was applied */
  gboolean           filling;   /* what the choosers tell now is our own doing */
  gboolean           edited;    /* the scenario is not as it is kept */
  AeqScenarioDesk   *shown;     /* (nullable) */
  AeqScenario       *scenario;  /* (nullable) what is worked on */
  GPtrArray         *readings;  /* (nullable) AeqStressReading of every section, as they are shown */
  GArray            *found;     /* (nullable) AeqStressReverse of @found_in */
  guint              found_in;
  AeqScenarioDesk   *found_of;  /* (nullable) what the least shocks are looked for in */
  guint              place;     /* that is looked at, of those that @shown has */
  char              *wanted;    /* (nullable) what was just kept under this name is shown when it has been read */
  GtkStack          *stack;     /* template children */
  GtkDropDown       *scenarios;
  GtkDropDown       *sections;
  GtkEntry          *name;
  GtkWidget         *save;
  GtkWidget         *duplicate;
  GtkWidget         *rename;
  GtkWidget         *remove;
  GtkWidget         *reverse;
  GtkLabel          *description;
  AeqScenarioBlocks *blocks;
  AeqChartView      *chart;
  GtkLabel          *times;
  AdwViewStack      *tabs;
  AeqSheetView      *figures;
  AeqSheetView      *accounts;
  AeqScenarioCompare *compare;
  AeqSheetView      *crisis;
  GtkLabel          *crisis_about;
  GtkListBox        *least;
  GtkLabel          *as_of;
  AdwStatusPage     *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqScenariosPage, aeq_scenarios_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind FIGURES = { NULL, N_("Base and stressed figures"), N_("No Figures"), N_("Choose a scenario."), NULL,
                                      "scenario", N_("Scenario"), 0 };
static const AeqSheetKind ACCOUNTS = { NULL, N_("Accounts and sets under the scenario"), N_("No Accounts"), N_("Choose a scenario."), NULL,
                                       "scenario-accounts", N_("Scenario by Account"), 0 };
static const AeqSheetKind CRISIS = { NULL, N_("Crisis table and its evidence"), N_("No Crisis Table"), N_("Read again with F5."), NULL,
                                     "crisis-table", N_("Crisis Table and Its Evidence"), 0 };

static const AeqScenarioSection *
shown_section (AeqScenariosPage *self, guint *index)
{
  GPtrArray *sections = self->shown->base->sections;

  *index = self->shown->whole && self->place < sections->len ? self->place : 0;
  return sections->pdata[*index];
}

static const AeqScenarioEntry *
find_entry (AeqScenariosPage *self, const char *name)
{
  for (guint i = 0; i < self->shown->entries->len; i++)
    if (g_strcmp0 (((AeqScenarioEntry *) self->shown->entries->pdata[i])->name, name) == 0)
      return self->shown->entries->pdata[i];
  return NULL;
}

static void apply (AeqScenariosPage *self);
static void show_compared (AeqScenariosPage *self);
static void aeq_scenarios_page_refresh (AeqPage *page);

/* Only the table that is looked at: the others are written when one goes there. */
static void
show_figures (AeqScenariosPage *self)
{
  guint index;
  const AeqScenarioSection *section = shown_section (self, &index);
  GtkWidget *tab = adw_view_stack_get_visible_child (self->tabs);

  if (tab == GTK_WIDGET (self->figures))
    aeq_sheet_view_renew (self->figures, aeq_scenario_sheet (section, self->readings->pdata[index], self->shown->as_of));
  else if (tab == GTK_WIDGET (self->accounts) && self->shown->whole)
    aeq_sheet_view_renew (self->accounts, aeq_scenario_accounts_sheet (self->shown->base, self->readings, self->shown->as_of));
}

static gboolean
is_on_crisis (AeqScenariosPage *self)
{
  return adw_view_stack_get_visible_child (self->tabs) == gtk_widget_get_parent (GTK_WIDGET (self->crisis));
}

/* All accounts are read when somebody wants to see them: it takes longer than one. The crisis table likewise: few look at it. */
static gboolean
lacks_tab (AeqScenariosPage *self)
{
  if (is_on_crisis (self))
    return self->shown->crisis_about == NULL;
  return adw_view_stack_get_visible_child (self->tabs) == GTK_WIDGET (self->accounts) && self->shown->places->len > 1 && !self->shown->whole;
}

static void
on_tab_cb (AeqScenariosPage *self)
{
  if (self->readings == NULL)
    return;
  if (lacks_tab (self))
    aeq_scenarios_page_refresh (AEQ_PAGE (self));
  else
    show_figures (self);
  show_compared (self);
}

/* Takes @readings over. */
static void
show_readings (AeqScenariosPage *self, GPtrArray *readings)
{
  guint index;
  const AeqScenarioSection *section = shown_section (self, &index);
  const AeqStressReading *reading = readings->pdata[index];
  g_autoptr(AeqChart) chart = aeq_scenario_chart (section, reading);
  g_autofree char *times = aeq_scenario_times_text (section, reading, self->shown->as_of);

  aeq_chart_view_set_chart (self->chart, chart);
  gtk_label_set_text (self->times, times);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  self->readings = readings;
  show_figures (self);
}

static void
on_applied (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *readings = aeq_workspace_finish (result, &error);
  AeqScenariosPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->applying);
  if (readings != NULL)
    show_readings (self, readings);
  else
    aeq_say_error (GTK_WIDGET (self), error);
  if (self->again)
    apply (self);
}

/* One at a time, and the newest after it: a hand is faster than a stress of twelve accounts. */
static void
apply (AeqScenariosPage *self)
{
  guint index;

  self->again = self->applying != NULL;
  if (self->again || self->shown->base == NULL || self->scenario == NULL || self->scenario->blocks->len == 0)
    return;
  shown_section (self, &index);
  self->applying = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_SCENARIO_APPLY,
                     aeq_scenario_part_new (self->shown, index, self->scenario), NULL, self->applying, on_applied, self);
}

/* What was begun of another section or ledger must not be shown as this one's. */
static void
apply_anew (AeqScenariosPage *self)
{
  g_cancellable_cancel (self->applying);
  g_clear_object (&self->applying);
  apply (self);
}

static void
empty_least (AeqScenariosPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->least))) != NULL)
    gtk_list_box_remove (self->least, row);
  g_clear_pointer (&self->found, g_array_unref);
}

static void
show_buttons (AeqScenariosPage *self)
{
  const AeqScenarioEntry *entry = self->scenario != NULL ? find_entry (self, self->scenario->name) : NULL;
  gboolean whole = self->scenario != NULL && self->scenario->blocks->len > 0;
  gboolean own = entry != NULL && entry->own;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->name));

  gtk_widget_set_sensitive (self->save, whole);
  gtk_widget_set_sensitive (self->duplicate, whole);
  gtk_widget_set_sensitive (self->rename, own && !self->edited && *typed != '\0' && find_entry (self, typed) == NULL);
  gtk_widget_set_sensitive (self->remove, own);
  gtk_widget_set_sensitive (self->reverse, self->shown != NULL && self->shown->base != NULL);
}

static void
on_name_cb (AeqScenariosPage *self)
{
  if (self->shown != NULL)
    show_buttons (self);
}

/* Takes @scenario over. */
static void
show_scenario (AeqScenariosPage *self, AeqScenario *scenario, gboolean edited)
{
  g_autofree char *description = aeq_words_show (scenario->description != NULL ? scenario->description : "");

  aeq_scenario_blocks_show (self->blocks, NULL);
  g_clear_pointer (&self->scenario, aeq_scenario_free);
  self->scenario = scenario;
  self->edited = edited;
  gtk_editable_set_text (GTK_EDITABLE (self->name), scenario->name);
  gtk_label_set_text (self->description, description);
  aeq_scenario_blocks_show (self->blocks, scenario);
  show_buttons (self);
  apply (self);
}

static void
show_entry (AeqScenariosPage *self, const AeqScenarioEntry *entry)
{
  g_autofree char *json = NULL;

  if (entry->scenario == NULL)
    {
      aeq_say (GTK_WIDGET (self), entry->trouble);
      return;
    }
  json = aeq_scenario_json (entry->scenario);
  show_scenario (self, aeq_scenario_parse (entry->name, entry->scenario->description, json, -1, NULL, NULL), FALSE);
}

static void
on_scenario_cb (AeqScenariosPage *self)
{
  guint i = gtk_drop_down_get_selected (self->scenarios);

  if (!self->filling && self->shown != NULL && i < self->shown->entries->len)
    show_entry (self, self->shown->entries->pdata[i]);
}

static void
show_compared (AeqScenariosPage *self)
{
  guint index;

  if (adw_view_stack_get_visible_child (self->tabs) != GTK_WIDGET (self->compare) || self->shown->base == NULL)
    return;
  shown_section (self, &index);
  aeq_scenario_compare_show (self->compare, aeq_app_desk_get_workspace (self->desk), self->shown, index);
}

static void
on_section_cb (AeqScenariosPage *self)
{
  guint i = gtk_drop_down_get_selected (self->sections);

  if (self->filling || self->shown == NULL || i >= self->shown->places->len)
    return;
  self->place = i;
  if (!self->shown->whole)
    {
      aeq_scenarios_page_refresh (AEQ_PAGE (self));
      return;
    }
  empty_least (self);
  apply_anew (self);
  show_compared (self);
}

static void
on_blocks_cb (AeqScenariosPage *self)
{
  self->edited = TRUE;
  show_buttons (self);
  apply (self);
}

static gboolean
is_kept (const AeqScenario *scenario, const AeqScenarioEntry *entry)
{
  g_autofree char *ours = aeq_scenario_version (scenario);
  g_autofree char *theirs = entry != NULL && entry->scenario != NULL ? aeq_scenario_version (entry->scenario) : NULL;

  return g_strcmp0 (ours, theirs) == 0;
}

static void
fill_scenarios (AeqScenariosPage *self, const char *selected)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint index = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->shown->entries->len; i++)
    {
      const AeqScenarioEntry *entry = self->shown->entries->pdata[i];

      gtk_string_list_append (names, entry->name);
      if (g_strcmp0 (selected, entry->name) == 0)
        index = i;
    }
  gtk_drop_down_set_model (self->scenarios, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->scenarios, index);
}

static void
fill_sections (AeqScenariosPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->shown->places->len; i++)
    {
      const AeqScenarioPlace *place = self->shown->places->pdata[i];
      /* translators: account or set of accounts, and its currency */
      g_autofree char *text = g_strdup_printf (place->set ? _("Set %s, %s") : "%s, %s", place->name, place->currency->code);

      gtk_string_list_append (names, text);
    }
  self->place = self->shown->place;
  gtk_drop_down_set_model (self->sections, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sections, self->place);
}

/* What is being worked on stays over a reading; what was saved, copied or renamed is taken up under its name. */
static const AeqScenarioEntry *
choose_entry (AeqScenariosPage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  const AeqScenarioEntry *entry = wanted != NULL ? find_entry (self, wanted) : NULL;

  if (entry != NULL && (!self->edited || is_kept (self->scenario, entry)))
    return entry;
  if (self->edited)
    return NULL;
  entry = find_entry (self, self->scenario != NULL ? self->scenario->name : AEQ_SCENARIO_CRISIS);
  return entry != NULL && entry->scenario != NULL ? entry : find_entry (self, AEQ_SCENARIO_CRISIS);
}

/* As it is kept, with nothing to be shown anew. */
static gboolean
is_shown (AeqScenariosPage *self, const AeqScenarioEntry *entry)
{
  return !self->edited && self->scenario != NULL && g_str_equal (self->scenario->name, entry->name) && is_kept (self->scenario, entry) &&
         g_strcmp0 (self->scenario->description, entry->scenario->description) == 0;
}

static void
take_up (AeqScenariosPage *self)
{
  const AeqScenarioEntry *entry = choose_entry (self);

  self->filling = TRUE;
  fill_scenarios (self, entry != NULL ? entry->name : self->scenario->name);
  fill_sections (self);
  self->filling = FALSE;
  if (entry != NULL && !is_shown (self, entry))
    show_entry (self, entry);
  else
    apply (self);
  show_buttons (self);
}

/* What is there at once, while the paths are prepared. */
static void
on_listed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  AeqScenarioDesk *desk = aeq_workspace_finish (result, NULL);
  AeqScenariosPage *self = user_data;

  if (desk == NULL)
    return; /* cancelled, or the reading will tell why */
  if (self->shown != NULL || desk->places->len == 0)
    {
      aeq_scenario_desk_unref (desk);
      return;
    }
  self->shown = desk;
  gtk_stack_set_visible_child_name (self->stack, "desk");
  take_up (self);
}

static void
show_desk (AeqScenariosPage *self, AeqScenarioDesk *desk)
{
  g_autofree char *clock = aeq_local_clock_text (desk->as_of);
  g_autofree char *as_of = NULL;

  g_cancellable_cancel (self->applying);
  g_clear_object (&self->applying);
  empty_least (self);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_pointer (&self->shown, aeq_scenario_desk_unref);
  self->shown = desk;
  if (desk->base == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  as_of = g_strdup_printf (_("Paths drawn from the ledger as of %s, model %s · rest of today · sizes are assumptions, not findings"), clock,
                           desk->base->forecast->model);
  gtk_label_set_text (self->as_of, as_of);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  if (desk->crisis != NULL)
    {
      gtk_label_set_text (self->crisis_about, desk->crisis_about);
      aeq_sheet_view_show (self->crisis, g_steal_pointer (&desk->crisis));
    }
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->tabs, GTK_WIDGET (self->accounts)), desk->places->len > 1);
  take_up (self);
  show_compared (self);
  if (lacks_tab (self)) /* somebody went there meanwhile */
    aeq_scenarios_page_refresh (AEQ_PAGE (self));
}

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AeqScenarioDesk *desk = aeq_workspace_finish (result, &error);
  AeqScenariosPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (desk != NULL)
    {
      show_desk (self, desk);
      return;
    }
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_scenarios_page_refresh (AeqPage *page)
{
  AeqScenariosPage *self = AEQ_SCENARIOS_PAGE (page);
  const AeqScenarioPlace *place;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  place = self->shown != NULL && self->place < self->shown->places->len ? self->shown->places->pdata[self->place] : NULL;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_SCENARIO_READ,
                     aeq_scenario_scope_new (self->desk, place, adw_view_stack_get_visible_child (self->tabs) == GTK_WIDGET (self->accounts),
                                             is_on_crisis (self)),
                     NULL, self->reading, on_read, self);
  if (self->shown == NULL)
    aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_SCENARIO_LIST, aeq_scenario_scope_new (self->desk, NULL, FALSE, FALSE), NULL,
                       self->reading, on_listed, self);
}

static void
want (AeqScenariosPage *self, const char *name)
{
  g_free (self->wanted);
  self->wanted = g_strdup (name);
}

static void
on_save_cb (AeqScenariosPage *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  const AeqScenarioEntry *entry = find_entry (self, name);

  self->edited = TRUE; /* until it is read as it was kept */
  want (self, name);
  aeq_scenario_keep (self->desk, self->scenario, name, entry != NULL && entry->own);
}

/* "NAME_copy", or the first of "NAME_copy2", ... that is free. */
static char *
free_name (AeqScenariosPage *self)
{
  char *name = g_strdup_printf ("%s_copy", self->scenario->name);

  for (guint i = 2; find_entry (self, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_copy%u", self->scenario->name, i);
    }
  return name;
}

static void
on_duplicate_cb (AeqScenariosPage *self)
{
  g_autofree char *name = free_name (self);

  self->edited = TRUE;
  want (self, name);
  aeq_scenario_keep (self->desk, self->scenario, name, FALSE);
}

static void
on_rename_cb (AeqScenariosPage *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  want (self, name);
  aeq_scenario_call (self->desk, self->scenario->name, name);
}

static void
on_delete_cb (AeqScenariosPage *self)
{
  self->edited = FALSE;
  aeq_scenario_delete (self->desk, self->scenario->name);
}

static void
on_try_cb (GtkWidget *button, AeqScenariosPage *self)
{
  const AeqStressReverse *found = &g_array_index (self->found, AeqStressReverse, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "shock")));
  const AeqStressLeast *least = found->breach.outcome == AEQ_STRESS_FOUND ? &found->breach : &found->exhaustion;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->scenarios, GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;
  show_scenario (self, aeq_stress_reverse_scenario (found, least), TRUE);
}

static GtkWidget *
make_least (AeqScenariosPage *self, guint i)
{
  const AeqScenarioSection *section = self->shown->base->sections->pdata[self->found_in];
  const AeqStressReverse *found = &g_array_index (self->found, AeqStressReverse, i);
  g_autofree char *breach = aeq_scenario_least_text (section, found, &found->breach);
  g_autofree char *exhaustion = aeq_scenario_least_text (section, found, &found->exhaustion);
  const char *title = g_str_equal (found->name, "lines_all")    ? _("All credit lines are withdrawn")
                      : g_str_equal (found->name, "payments") ? _("Payments grow")
                                                              : aeq_scenario_block_title (found->kind);
  g_autofree char *text = g_strdup_printf (_("Limit breached: %s · everything used up: %s"), breach, exhaustion);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *try = gtk_button_new_with_label (_("Load"));
  g_autofree char *name = g_strdup_printf (_("Load “%s”"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (try), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (try, _("Take the least shock of this kind as the scenario, to see it and to save it"));
  gtk_widget_set_valign (try, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (try, found->breach.outcome == AEQ_STRESS_FOUND || found->exhaustion.outcome == AEQ_STRESS_FOUND);
  g_object_set_data (G_OBJECT (try), "shock", GUINT_TO_POINTER (i));
  g_signal_connect_object (try, "clicked", G_CALLBACK (on_try_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), try);
  return row;
}

static void
on_found (gpointer result, const GError *error, gpointer user_data)
{
  AeqScenariosPage *self = user_data;

  if (result == NULL)
    {
      aeq_say_error (GTK_WIDGET (self), error);
      return;
    }
  if (self->found_of != self->shown)
    {
      g_array_unref (result);
      return;
    }
  empty_least (self);
  self->found = result;
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (self->least, make_least (self, i));
}

static void
on_reverse_cb (AeqScenariosPage *self)
{
  shown_section (self, &self->found_in);
  g_clear_pointer (&self->found_of, aeq_scenario_desk_unref);
  self->found_of = aeq_scenario_desk_ref (self->shown);
  aeq_shell_run (GTK_WIDGET (self), &AEQ_SCENARIO_REVERSE, aeq_scenario_part_new (self->shown, self->found_in, NULL),
                 _("Looking for the least shocks"), on_found, self);
}

static AeqPage *
shown_tab (AeqScenariosPage *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->tabs);

  return AEQ_IS_PAGE (child) ? AEQ_PAGE (child) : AEQ_PAGE (self->crisis);
}

/* The chart with the focus, else what the tab has. */
static void
aeq_scenarios_page_copy (AeqPage *page, gboolean headers)
{
  AeqScenariosPage *self = AEQ_SCENARIOS_PAGE (page);

  if (aeq_chart_view_has_focus (self->chart))
    aeq_chart_view_copy (self->chart, headers);
  else
    aeq_page_copy (shown_tab (self), headers);
}

static gboolean
aeq_scenarios_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqScenariosPage *self = AEQ_SCENARIOS_PAGE (page);

  return self->shown != NULL && self->shown->base != NULL && aeq_page_get_export (shown_tab (self), request);
}

static void
aeq_scenarios_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_SCENARIOS_PAGE (page)->desk, desk);
  aeq_scenarios_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_scenarios_page_set_desk;
  iface->refresh = aeq_scenarios_page_refresh;
  iface->copy = aeq_scenarios_page_copy;
  iface->get_export = aeq_scenarios_page_get_export;
}

static void
aeq_scenarios_page_dispose (GObject *object)
{
  AeqScenariosPage *self = AEQ_SCENARIOS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->applying);
  self->filling = TRUE; /* choosers tell that they are emptied */
  g_clear_pointer (&self->readings, g_ptr_array_unref); /* and the tabs that they go: there is nothing to show any more */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_SCENARIOS_PAGE);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->scenario, aeq_scenario_free);
  g_clear_pointer (&self->found_of, aeq_scenario_desk_unref);
  g_clear_pointer (&self->shown, aeq_scenario_desk_unref);
  g_clear_object (&self->applying);
  g_clear_object (&self->reading);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_scenarios_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, scenarios);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, sections);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, name);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, save);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, rename);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, duplicate);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, remove);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, reverse);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, description);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, blocks);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, chart);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, times);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, figures);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, crisis_about);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, crisis);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, compare);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, least);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqScenariosPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_scenario_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_section_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_blocks_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reverse_cb);
}

static void
aeq_scenarios_page_class_init (AeqScenariosPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_scenarios_page_dispose;
  g_type_ensure (AEQ_TYPE_CARD_LAYOUT);
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  g_type_ensure (AEQ_TYPE_SCENARIO_BLOCKS);
  g_type_ensure (AEQ_TYPE_SCENARIO_COMPARE);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-scenarios-page.ui");
  bind_template (widget_class);
}

static void
aeq_scenarios_page_init (AeqScenariosPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_sheet_view_set_kind (self->figures, &FIGURES);
  aeq_sheet_view_set_kind (self->accounts, &ACCOUNTS);
  aeq_sheet_view_set_kind (self->crisis, &CRISIS);
}
