/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-model-pane"

#include "aeq-model-pane.h"

#include <glib/gi18n.h>

#include "aeq-page.h"
#include "aeq-screen-format.h"
#include "aeq-undo.h"

struct _AeqModelPane
{
  AdwBin       parent_instance;
  AeqAppDesk  *desk;     /* (nullable) */
  AeqRegistry *registry; /* (nullable) */
  GtkStack    *stack;    /* template children */
  GtkListBox  *list;
  GtkButton   *promote;
  GtkButton   *roll_back;
  GtkLabel    *card;
};

G_DEFINE_FINAL_TYPE (AeqModelPane, aeq_model_pane, ADW_TYPE_BIN)

static const AeqModelRecord *
selected_model (AeqModelPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? self->registry->models->pdata[gtk_list_box_row_get_index (row)] : NULL;
}

static const char *
status_words (const AeqModelRecord *model)
{
  if (g_str_equal (model->status, "current"))
    return _("current");
  return g_str_equal (model->status, "shadow") ? _("shadow") : _("retired");
}

static GtkWidget *
make_row (const AeqModelRecord *model)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *about = gtk_label_new (NULL);
  g_autofree char *trained = aeq_screen_date (aeq_zone_date (aeq_zone_utc (), model->created_at));
  const char *kind = g_str_equal (model->family, AEQ_MODEL_CRISIS) ? _("crisis model") : _("steady-state model");
  /* translators: a version, its kind, and whether it speaks: v1.1, steady-state model, current */
  g_autofree char *title = g_strdup_printf (_("%s, %s, %s"), model->version, kind, status_words (model));
  g_autofree char *text = g_strdup_printf (_("trained %s (UTC)"), trained);

  gtk_label_set_text (GTK_LABEL (name), title);
  gtk_label_set_text (GTK_LABEL (about), text);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_add_css_class (about, "dim-label");
  if (g_str_equal (model->status, "current"))
    gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), about);
  return box;
}

static void
on_selected_cb (AeqModelPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const AeqModelRecord *model = selected_model (self);
  g_autofree char *markup = NULL;
  gboolean has_current = FALSE;

  if (model == NULL)
    return;
  markup = aeq_model_card_markup (self->registry->cards->pdata[gtk_list_box_row_get_index (row)]);
  gtk_label_set_markup (self->card, markup);
  for (guint i = 0; i < self->registry->models->len; i++)
    {
      const AeqModelRecord *other = self->registry->models->pdata[i];

      has_current |= g_str_equal (other->family, model->family) && g_str_equal (other->status, "current");
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->promote), !g_str_equal (model->status, "current"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->roll_back), has_current);
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

void
aeq_model_pane_show (AeqModelPane *self, AeqRegistry *registry)
{
  const AeqModelRecord *before = self->registry != NULL ? selected_model (self) : NULL;
  g_autofree char *version = before != NULL ? g_strdup (before->version) : NULL;
  guint select = 0;

  g_return_if_fail (AEQ_IS_MODEL_PANE (self));
  empty_list (self->list);
  g_clear_pointer (&self->registry, aeq_registry_free);
  self->registry = registry;
  for (guint i = 0; i < registry->models->len; i++)
    {
      gtk_list_box_append (self->list, make_row (registry->models->pdata[i]));
      if (g_strcmp0 (version, ((AeqModelRecord *) registry->models->pdata[i])->version) == 0)
        select = i;
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) select));
  gtk_stack_set_visible_child_name (self->stack, registry->models->len > 0 ? "list" : "empty");
}

/* A change on its way to the worker and back. */
typedef struct
{
  AeqModelPane *pane;
  char         *family;
  char         *version; /* (nullable) NULL rolls back */
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->pane);
  g_free (self->family);
  g_free (self->version);
  g_free (self);
}

static gpointer
change (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Request *request = data;

  return aeq_job_registry_change (ledger, request->family, request->version, error);
}

static const AeqWork CHANGE = { AEQ_QUEUE_CHANGE, change, NULL, (GDestroyNotify) aeq_registry_change_free };

static gboolean
restore (AeqLedger *ledger, gpointer data, gboolean redo, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return aeq_job_registry_restore (ledger, data, redo, error);
}

static char *
change_text (const Request *request, const AeqRegistryChange *done)
{
  if (request->version != NULL)
    return g_strdup_printf (_("Model %s is current now"), done->current);
  if (done->current != NULL)
    return g_strdup_printf (_("Rolled back to model %s"), done->current);
  return g_strdup (_("Rolled back: no model of the ledger is current now"));
}

static void
on_changed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr(GError) error = NULL;
  AeqRegistryChange *done = aeq_workspace_finish (result, &error);

  if (done != NULL && request->pane->desk != NULL)
    {
      g_autofree char *text = change_text (request, done);

      aeq_undo_add (aeq_undo_of (request->pane->desk), text, restore, done, (GDestroyNotify) aeq_registry_change_free);
      aeq_app_desk_data_changed (request->pane->desk);
    }
  else if (done != NULL)
    aeq_registry_change_free (done);
  else
    aeq_say_error (GTK_WIDGET (request->pane), error);
  request_free (request);
}

static void
run_change (AeqModelPane *self, const char *version)
{
  const AeqModelRecord *model = selected_model (self);
  Request *request = g_new (Request, 1);

  *request = (Request) { g_object_ref (self), g_strdup (model->family), g_strdup (version) };
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &CHANGE, request, NULL, NULL, on_changed, request);
}

static void
on_promote_clicked_cb (AeqModelPane *self)
{
  run_change (self, selected_model (self)->version);
}

static void
on_roll_back_clicked_cb (AeqModelPane *self)
{
  run_change (self, NULL);
}

void
aeq_model_pane_set_desk (AeqModelPane *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_MODEL_PANE (self));
  g_set_object (&self->desk, desk);
}

static void
aeq_model_pane_dispose (GObject *object)
{
  AeqModelPane *self = AEQ_MODEL_PANE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_MODEL_PANE);
  g_clear_pointer (&self->registry, aeq_registry_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_model_pane_parent_class)->dispose (object);
}

static void
aeq_model_pane_class_init (AeqModelPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_model_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-model-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqModelPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqModelPane, list);
  gtk_widget_class_bind_template_child (widget_class, AeqModelPane, promote);
  gtk_widget_class_bind_template_child (widget_class, AeqModelPane, roll_back);
  gtk_widget_class_bind_template_child (widget_class, AeqModelPane, card);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_promote_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_roll_back_clicked_cb);
}

static void
aeq_model_pane_init (AeqModelPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
