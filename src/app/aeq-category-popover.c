/* SPDX-License-Identifier: MIT */
#include "aeq-category-popover.h"

#include <glib/gi18n.h>

#include "aeq-flow-edit.h"

struct _AeqCategoryPopover
{
  GtkPopover parent_instance;
  GtkEntry  *entry;
};

G_DEFINE_FINAL_TYPE (AeqCategoryPopover, aeq_category_popover, GTK_TYPE_POPOVER)

static guint chosen;

static void
on_categories_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkEntryCompletion) completion = user_data;
  g_auto(GStrv) categories = aeq_workspace_finish (result, NULL);
  GtkListStore *store = GTK_LIST_STORE (gtk_entry_completion_get_model (completion));

  for (char **category = categories; category != NULL && *category != NULL; category++)
    gtk_list_store_insert_with_values (store, NULL, -1, 0, *category, -1);
}

void
aeq_category_complete (GtkEntry *entry, AeqAppDesk *desk)
{
  g_autoptr(GtkListStore) store = gtk_list_store_new (1, G_TYPE_STRING);
  GtkEntryCompletion *completion = gtk_entry_completion_new ();

  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_set_completion (entry, completion);
  aeq_workspace_run (aeq_app_desk_get_workspace (desk), &AEQ_READ_CATEGORIES, NULL, NULL, NULL, on_categories_read,
                     completion);
}

static void
on_activate (AeqCategoryPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen, 0, text);
}

static gboolean
let_go (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* Not at once: the popover is still at work when it says that it has closed. */
static void
on_closed (AeqCategoryPopover *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, let_go, g_object_ref (self), g_object_unref);
}

static void
aeq_category_popover_class_init (AeqCategoryPopoverClass *klass G_GNUC_UNUSED)
{
  chosen = g_signal_new ("chosen", AEQ_TYPE_CATEGORY_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                         G_TYPE_STRING);
}

static void
aeq_category_popover_init (AeqCategoryPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *hint = gtk_label_new (_("Enter sets it, nothing takes it away"));

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 24);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Category"), -1);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), hint);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

AeqCategoryPopover *
aeq_category_popover_open (GtkWidget *parent, const GdkRectangle *area, AeqAppDesk *desk, guint n, const char *category)
{
  AeqCategoryPopover *self = g_object_new (AEQ_TYPE_CATEGORY_POPOVER, NULL);
  g_autofree char *placeholder = g_strdup_printf (ngettext ("Category of %u flow", "Category of %u flows", n), n);

  gtk_entry_set_placeholder_text (self->entry, placeholder);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), category != NULL ? category : "");
  aeq_category_complete (self->entry, desk);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
