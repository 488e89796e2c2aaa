/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-welcome"

#include "aeq-welcome.h"

#include "aeq-application.h"

struct _AeqWelcome
{
  AdwBin         parent_instance;
  GtkMenuButton *menu;       /* template children */
  GtkListBox    *recent;
  GtkWidget     *recent_box;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (AeqWelcome, aeq_welcome, ADW_TYPE_BIN)

static void
make_menu (GtkMenuButton *button, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/ai/aequitas/Aequitas/gtk/menus.ui");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "primary-menu")));
}

void
aeq_primary_menu_attach (GtkMenuButton *button)
{
  gtk_menu_button_set_create_popup_func (button, make_menu, NULL, NULL);
}

static void
on_recent_activated_cb (AeqWelcome *self, AdwActionRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-recent", "s", adw_action_row_get_subtitle (row));
}

static void
add_recent (AeqWelcome *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), path);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->recent, row);
}

void
aeq_welcome_set_recent (AeqWelcome *self, GSettings *state)
{
  g_auto(GStrv) recent = g_settings_get_strv (state, "recent-ledgers");
  GtkWidget *child;

  g_return_if_fail (AEQ_IS_WELCOME (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, child);
  for (guint i = 0; recent[i] != NULL; i++)
    add_recent (self, recent[i]);
  gtk_widget_set_visible (self->recent_box, recent[0] != NULL);
}

/* Only where it is seen: the drawing brings a library of 10 MB along, and most windows open a ledger. */
static void
aeq_welcome_map (GtkWidget *widget)
{
  adw_status_page_set_icon_name (AEQ_WELCOME (widget)->status, AEQ_APPLICATION_ID);
  GTK_WIDGET_CLASS (aeq_welcome_parent_class)->map (widget);
}

static void
aeq_welcome_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_WELCOME);
  G_OBJECT_CLASS (aeq_welcome_parent_class)->dispose (object);
}

static void
aeq_welcome_class_init (AeqWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_welcome_dispose;
  widget_class->map = aeq_welcome_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqWelcome, menu);
  gtk_widget_class_bind_template_child (widget_class, AeqWelcome, recent);
  gtk_widget_class_bind_template_child (widget_class, AeqWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, AeqWelcome, status);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_activated_cb);
}

static void
aeq_welcome_init (AeqWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_primary_menu_attach (self->menu);
  gtk_widget_set_visible (self->recent_box, FALSE);
}
