/* SPDX-License-Identifier: MIT */
#include "aeq-connection-row.h"

#include <glib/gi18n.h>

#include "aeq-connection-words.h"
#include "aeq-position-words.h"
#include "aeq-tooltip.h"

static void
add_line (GString *text, const char *line)
{
  if (line == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_drop_lines (GString *text, const AeqConnection *self, AeqConnector *connector)
{
  AeqDropRunner *runner = aeq_connector_get_runner (connector, &self->uid);
  g_autofree char *schedule = aeq_schedule_text (self);
  g_autofree char *where = g_strdup_printf (C_("folder, schedule", "%s · %s"), aeq_connection_get (self, "folder"), schedule);
  g_autofree char *run = aeq_connection_run_text (self);
  g_autofree char *look = runner != NULL ? aeq_drop_look_text (runner) : NULL;

  add_line (text, where);
  add_line (text, run);
  if (!aeq_connector_is_agreed (connector, self))
    add_line (text, _("This folder was set up elsewhere: agree to it before files of this machine are taken from it."));
  else
    add_line (text, look != NULL ? look : run == NULL ? _("Not looked through yet") : NULL);
}

static void
add_feed_lines (GString *text, const AeqConnection *self, const AeqFeedStanding *standing, AeqConnector *connector)
{
  g_autofree char *has = aeq_feed_text (standing);
  g_autofree char *schedule = aeq_schedule_text (self);
  g_autofree char *next = aeq_local_clock_text (standing->next);
  g_autofree char *when = g_strdup_printf (_("Fetched %s · publishes next %s"), schedule, next);
  g_autofree char *run = aeq_connection_run_text (self);
  g_autofree char *key = NULL;

  add_line (text, has);
  add_line (text, when);
  add_line (text, run);
  if (self->kind != AEQ_CONNECTION_FRED)
    return;
  key = g_strdup_printf (_("Key: %s"), _(aeq_secret_state_words (aeq_connector_get_key (connector))));
  add_line (text, key);
}

static void
add_broker_lines (GString *text, const AeqConnection *self)
{
  const AeqFormField *fields = aeq_form (self->kind)->fields;

  for (const AeqFormField *field = fields; field->name != NULL; field++)
    for (const AeqFormChoice *choice = field->choices; choice != NULL && choice->value != NULL; choice++)
      if (aeq_form_asks (self, field) && g_strcmp0 (aeq_connection_get (self, field->name), choice->value) == 0)
        {
          g_autofree char *line = g_strdup_printf (C_("field, its choice", "%s: %s"), _(field->title), _(choice->title));

          add_line (text, line);
        }
  add_line (text, _("Filled in for the connector that comes later: nothing is fetched yet"));
}

static const char *
icon_of (AeqConnectionKind kind)
{
  return kind == AEQ_CONNECTION_FILE_DROP ? "folder-symbolic"
         : aeq_connection_is_feed (kind)   ? "network-transmit-receive-symbolic"
                                           : "network-server-symbolic";
}

static GtkWidget *
row_new (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label, const char *tooltip, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (C_("button of a row: what it does, the row", "%s: %s"), label,
                                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  aeq_tooltip_set (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_run_button (GtkWidget *row, const AeqConnection *self, guint index, AeqConnector *connector)
{
  if (self->kind == AEQ_CONNECTION_FILE_DROP && !aeq_connector_is_agreed (connector, self))
    add_button (row, _("Use Here"), _("Take files from this folder on this machine"), "connections.agree", g_variant_new_uint32 (index));
  else if (self->kind == AEQ_CONNECTION_FILE_DROP)
    add_button (row, _("Look Now"), _("Look through the folder and import what is finished"), "connections.run",
                g_variant_new_uint32 (index));
  else if (self->kind == AEQ_CONNECTION_FRED && aeq_connector_get_key (connector) == AEQ_SECRET_NONE)
    add_button (row, _("Add Key…"), _("FRED answers only with a key of your own, which is free"), "connections.edit",
                g_variant_new_uint32 (index));
  else if (aeq_connection_is_feed (self->kind))
    add_button (row, _("Fetch"), _("Fetch what is new since the last time"), "connections.run", g_variant_new_uint32 (index));
}

GtkWidget *
aeq_connection_row_new (const AeqConnection *connection, guint index, const AeqFeedStanding *standing, AeqConnector *connector)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean trouble = aeq_connection_has_trouble (connection);
  GtkWidget *row, *edit;

  if (connection->kind == AEQ_CONNECTION_FILE_DROP)
    add_drop_lines (text, connection, connector);
  else if (standing != NULL)
    add_feed_lines (text, connection, standing, connector);
  else
    add_broker_lines (text, connection);
  row = row_new (trouble ? "dialog-warning-symbolic" : icon_of (connection->kind), connection->name, text->str);
  if (trouble)
    gtk_widget_add_css_class (row, "troubled");
  if (standing != NULL)
    aeq_tooltip_set (row, _("Stale is a series of which a newer value has been out for more than a business day. "
                            "Values that were fetched before count as new when the feed has revised them."));
  add_run_button (row, connection, index, connector);
  edit = add_button (row, _("Edit…"), _("Fields, schedule, a test, and removing it"), "connections.edit", g_variant_new_uint32 (index));
  gtk_widget_add_css_class (edit, "flat");
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), edit);
  return row;
}

GtkWidget *
aeq_connection_row_empty (AeqConnectionKind kind)
{
  const AeqForm *form = aeq_form (kind);
  GtkWidget *row = row_new (icon_of (kind), _(form->title), _(form->about));
  GtkWidget *button = add_button (row, _("Set Up…"), _("Fill in what the connection needs"), "connections.add",
                                  g_variant_new_string (aeq_connection_kind_name (kind)));

  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}
