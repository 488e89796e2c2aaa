/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-saved-filters"

#include "aeq-saved-filters.h"

#include <glib/gi18n.h>

#include "aeq-page.h"
#include "aeq-undo.h"
#include "aeq-tooltip.h"

struct _AeqSavedFilters
{
  GtkPopover    parent_instance;
  AeqAppDesk      *desk;
  GCancellable *cancellable;
  GPtrArray    *filters; /* (nullable) AeqFilter */
  GtkListBox   *list;
  GtkEntry     *name;
  GtkWidget    *empty;
};

G_DEFINE_FINAL_TYPE (AeqSavedFilters, aeq_saved_filters, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* All filters as they were and as they are: going back and forth. */
typedef struct
{
  char *before; /* (nullable) */
  char *after;
} Texts;

static void
texts_free (gpointer data)
{
  Texts *self = data;

  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static gboolean
restore (AeqLedger *ledger, gpointer data, gboolean redo, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Texts *texts = data;

  return aeq_job_filters_restore (ledger, redo ? texts->after : texts->before, error);
}

typedef struct
{
  AeqSavedFilters *self;
  char            *name;
  AeqFilter       *filter; /* (nullable) NULL takes it away */
  Texts           *texts;
} Change;

static gpointer
change (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
        GError **error)
{
  Change *self = data;

  return GINT_TO_POINTER (
      aeq_job_filters_set (ledger, self->name, self->filter, &self->texts->before, &self->texts->after, error));
}

static const AeqWork CHANGE = { AEQ_QUEUE_CHANGE, change, NULL, NULL };

static void
on_changed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  g_autoptr(GError) error = NULL;

  if (aeq_workspace_finish (result, &error) != NULL)
    {
      g_autofree char *label =
          g_strdup_printf (self->filter != NULL ? _("Filter “%s” saved") : _("Filter “%s” deleted"), self->name);

      aeq_undo_add (aeq_undo_of (self->self->desk), label, restore, g_steal_pointer (&self->texts), texts_free);
      aeq_saved_filters_refresh (self->self);
    }
  else
    aeq_say_error (GTK_WIDGET (self->self), error);
  g_clear_pointer (&self->texts, texts_free);
  g_clear_pointer (&self->filter, aeq_filter_free);
  g_free (self->name);
  g_object_unref (self->self);
  g_free (self);
}

/* Takes @filter (nullable) over. */
static void
set_filter (AeqSavedFilters *self, const char *name, AeqFilter *filter)
{
  Change *what = g_new (Change, 1);

  *what = (Change) { g_object_ref (self), g_strdup (name), filter, g_new0 (Texts, 1) };
  gtk_popover_popdown (GTK_POPOVER (self));
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &CHANGE, what, NULL, NULL, on_changed, what);
}

static void
on_save (AeqSavedFilters *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  AeqFilter *filter = NULL;

  if (*name == '\0' || self->desk == NULL)
    return;
  g_signal_emit (self, signals[ASKED], 0, &filter);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  set_filter (self, name, filter);
}

static void
on_delete_clicked (GtkWidget *button, AeqSavedFilters *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "aeq-name"));

  set_filter (self, name, NULL);
}

static void
on_row_activated (AeqSavedFilters *self, GtkListBoxRow *row)
{
  g_autoptr(AeqFilter) filter = aeq_filter_copy (self->filters->pdata[gtk_list_box_row_get_index (row)]);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, filter);
}

static GtkWidget *
make_row (AeqSavedFilters *self, const AeqFilter *filter)
{
  g_autofree char *what = g_strdup_printf (_("Delete the filter %s"), filter->name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (filter->name);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  aeq_tooltip_set (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_object_set_data_full (G_OBJECT (button), "aeq-name", g_strdup (filter->name), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_delete_clicked), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
show (AeqSavedFilters *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->filters->len; i++)
    gtk_list_box_append (self->list, make_row (self, self->filters->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->filters->len > 0);
  gtk_widget_set_visible (self->empty, self->filters->len == 0);
}

static gpointer
read_filters (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
              GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return aeq_job_filters (ledger, error);
}

static const AeqWork READ_FILTERS = { AEQ_QUEUE_ROWS, read_filters, NULL, (GDestroyNotify) g_ptr_array_unref };

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GPtrArray) filters = aeq_workspace_finish (result, NULL);
  AeqSavedFilters *self = user_data;

  if (filters == NULL)
    return;
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  self->filters = g_steal_pointer (&filters);
  show (self);
}

void
aeq_saved_filters_refresh (AeqSavedFilters *self)
{
  g_return_if_fail (AEQ_IS_SAVED_FILTERS (self));
  if (self->desk != NULL)
    aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_FILTERS, NULL, NULL, self->cancellable, on_read,
                       self);
}

void
aeq_saved_filters_set_desk (AeqSavedFilters *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_SAVED_FILTERS (self));
  g_set_object (&self->desk, desk);
  aeq_saved_filters_refresh (self);
}

static void
aeq_saved_filters_dispose (GObject *object)
{
  AeqSavedFilters *self = AEQ_SAVED_FILTERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_saved_filters_parent_class)->dispose (object);
}

static void
aeq_saved_filters_finalize (GObject *object)
{
  AeqSavedFilters *self = AEQ_SAVED_FILTERS (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  G_OBJECT_CLASS (aeq_saved_filters_parent_class)->finalize (object);
}

static void
aeq_saved_filters_class_init (AeqSavedFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_saved_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_saved_filters_finalize;
  signals[PICKED] = g_signal_new ("picked", AEQ_TYPE_SAVED_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_POINTER);
  signals[ASKED] =
      g_signal_new ("asked", AEQ_TYPE_SAVED_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_POINTER, 0);
}

static void
aeq_saved_filters_init (AeqSavedFilters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  self->cancellable = g_cancellable_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved filters"), -1);
  self->empty = gtk_label_new (_("Set a filter and keep it under a name"));
  gtk_widget_add_css_class (self->empty, "dim-label");
  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->name, _("Name of this filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of this filter"),
                                  -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (line), save);
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (on_save), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), self);
}

AeqSavedFilters *
aeq_saved_filters_new (void)
{
  return g_object_new (AEQ_TYPE_SAVED_FILTERS, NULL);
}
