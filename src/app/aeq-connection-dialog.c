/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-connection-dialog"

#include "aeq-connection-dialog.h"

#include <glib/gi18n.h>

#include "aeq-connection-act.h"
#include "aeq-connection-grid.h"
#include "aeq-connector.h"
#include "aeq-error.h"
#include "aeq-feed-work.h"
#include "aeq-words.h"

struct _AeqConnectionDialog
{
  AdwWindow          parent_instance;
  AeqAppDesk        *desk;
  AeqConnection     *connection; /* as it was */
  AeqConnection     *draft;      /* (nullable) being saved or tried out */
  const AeqFormField *storing;   /* (nullable) the secret on its way into the keyring */
  GCancellable      *cancellable;
  AeqConnectionGrid *grid;       /* template children */
  GtkLabel          *about;
  GtkLabel          *later;
  GtkLabel          *said;
  GtkImage          *mark;
  GtkWidget         *said_box;
  GtkSpinner        *spinner;
  GtkWidget         *test;
  GtkWidget         *remove;
  GtkWidget         *save;
};

G_DEFINE_FINAL_TYPE (AeqConnectionDialog, aeq_connection_dialog, ADW_TYPE_WINDOW)

/* What is asked of a secret of this dialog, for the answer. */
typedef struct
{
  AeqConnectionDialog *dialog; /* (nullable) weak */
  const AeqFormField  *field;
} Asked;

static Asked *
asked_new (AeqConnectionDialog *self, const AeqFormField *field)
{
  Asked *asked = g_new0 (Asked, 1);

  g_set_weak_pointer (&asked->dialog, self);
  asked->field = field;
  return asked;
}

static AeqConnectionDialog *
asked_free (Asked *asked)
{
  AeqConnectionDialog *dialog = asked->dialog;

  g_clear_weak_pointer (&asked->dialog);
  g_free (asked);
  return dialog;
}

static void
set_busy (AeqConnectionDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->test, !busy);
  gtk_widget_set_sensitive (self->save, !busy);
}

static void
say (AeqConnectionDialog *self, const char *text, gboolean good)
{
  gtk_label_set_text (self->said, text);
  gtk_image_set_from_icon_name (self->mark, good ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_visible (self->said_box, TRUE);
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->mark), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->mark), "warning");
}

static void
refuse (AeqConnectionDialog *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);

  say (self, text, FALSE);
  aeq_connection_grid_mark (self->grid, error);
}

static const char *
kind_name (AeqConnectionDialog *self)
{
  return aeq_connection_kind_name (self->connection->kind);
}

static void
on_seen (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  const AeqFormField *field = ((Asked *) user_data)->field;
  AeqConnectionDialog *self = asked_free (user_data);
  AeqSecretState state = aeq_keyring_finish (result, NULL, NULL);

  if (self != NULL)
    aeq_connection_grid_tell (self->grid, field, state);
}

static void
see_secrets (AeqConnectionDialog *self)
{
  for (const AeqFormField *field = aeq_form (self->connection->kind)->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_SECRET)
      {
        g_autofree char *name = aeq_form_secret_name (self->connection, field);

        aeq_keyring_peek_async (kind_name (self), name, self->cancellable, on_seen, asked_new (self, field));
      }
}

static void
on_forgotten (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  AeqConnectionDialog *self = ((Asked *) user_data)->dialog;

  if (self != NULL)
    aeq_connector_see_key (aeq_connector_of (self->desk));
  on_seen (NULL, result, user_data);
}

static void
on_forget_cb (AeqConnectionDialog *self, const AeqFormField *field)
{
  g_autofree char *name = aeq_form_secret_name (self->connection, field);

  aeq_keyring_clear_async (kind_name (self), name, NULL, on_forgotten, asked_new (self, field));
}

static gboolean
has_changed (const AeqConnection *a, const AeqConnection *b)
{
  GHashTableIter iter;
  gpointer field, value;

  if (!aeq_connection_is_stored (b) || a->minutes != b->minutes || !g_str_equal (a->name, b->name) ||
      g_hash_table_size (a->settings) != g_hash_table_size (b->settings))
    return TRUE;
  g_hash_table_iter_init (&iter, a->settings);
  while (g_hash_table_iter_next (&iter, &field, &value))
    if (g_strcmp0 (value, aeq_connection_get (b, field)) != 0)
      return TRUE;
  return FALSE;
}

/* Who types a folder here has agreed to it here. */
static void
finish_save (AeqConnectionDialog *self)
{
  AeqConnector *connector = aeq_connector_of (self->desk);

  if (self->draft->kind == AEQ_CONNECTION_FILE_DROP)
    aeq_connector_agree (connector, self->draft);
  if (self->draft->kind == AEQ_CONNECTION_FRED)
    aeq_connector_see_key (connector);
  if (has_changed (self->draft, self->connection))
    aeq_connection_act_save (self->desk, g_steal_pointer (&self->draft));
  gtk_window_close (GTK_WINDOW (self));
}

static void store_next (AeqConnectionDialog *self);

static void
on_stored (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  const AeqFormField *field = ((Asked *) user_data)->field;
  AeqConnectionDialog *self = asked_free (user_data);
  AeqSecretState state = aeq_keyring_finish (result, NULL, NULL);

  if (self == NULL)
    return;
  set_busy (self, FALSE);
  aeq_connection_grid_tell (self->grid, field, state);
  if (state == AEQ_SECRET_STORED)
    store_next (self);
  else
    {
      g_autofree char *text = g_strdup_printf (_("%s: %s. Nothing was saved: empty the field to save the rest without it."), _(field->title),
                                               _(aeq_secret_state_words (state)));

      say (self, text, FALSE);
    }
}

/* Secrets first: what is saved then is whole. */
static void
store_next (AeqConnectionDialog *self)
{
  const AeqFormField *field = self->storing != NULL ? self->storing + 1 : aeq_form (self->draft->kind)->fields;
  g_autofree char *name = NULL;

  while (field->name != NULL && (field->type != AEQ_FIELD_SECRET || !aeq_form_asks (self->draft, field) ||
                                 aeq_connection_grid_secret (self->grid, field) == NULL))
    field++;
  if (field->name == NULL)
    {
      finish_save (self);
      return;
    }
  self->storing = field;
  name = aeq_form_secret_name (self->draft, field);
  set_busy (self, TRUE);
  aeq_keyring_store_async (kind_name (self), name, aeq_connection_grid_secret (self->grid, field), self->cancellable, on_stored,
                           asked_new (self, field));
}

static gboolean
check_secrets (AeqConnectionDialog *self, GError **error)
{
  for (const AeqFormField *field = aeq_form (self->draft->kind)->fields; field->name != NULL; field++)
    {
      gboolean asked = field->type == AEQ_FIELD_SECRET && aeq_form_asks (self->draft, field);
      const char *typed = asked ? aeq_connection_grid_secret (self->grid, field) : NULL;

      if (typed != NULL && !aeq_form_check_secret (self->draft->kind, field, typed, error))
        return FALSE;
    }
  return TRUE;
}

/* FALSE when something typed cannot be right, which is said. */
static gboolean
take_draft (AeqConnectionDialog *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->draft, aeq_connection_free);
  self->draft = aeq_connection_grid_read (self->grid);
  gtk_widget_set_visible (self->said_box, FALSE);
  aeq_connection_grid_mark (self->grid, NULL);
  if (aeq_form_check (self->draft, &error) && check_secrets (self, &error))
    return TRUE;
  refuse (self, error);
  return FALSE;
}

static void
on_save_clicked_cb (AeqConnectionDialog *self)
{
  self->storing = NULL;
  if (take_draft (self))
    store_next (self);
}

static void
on_remove_clicked_cb (AeqConnectionDialog *self)
{
  aeq_connection_act_remove (self->desk, self->connection);
  gtk_window_close (GTK_WINDOW (self));
}

/* Takes @said over. */
static void
tell_test (AeqConnectionDialog *self, char *said, const GError *error)
{
  g_autofree char *english = said;
  g_autofree char *text = english != NULL ? aeq_words_show (english) : NULL;

  set_busy (self, FALSE);
  if (text != NULL)
    say (self, text, TRUE);
  else
    refuse (self, error);
}

static void
on_feed_tested (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  char *said = aeq_workspace_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_test (user_data, said, error);
}

/* Takes @key over. */
static void
test_feed (AeqConnectionDialog *self, char *key)
{
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_FEED_TEST,
                     aeq_feed_order_new (1u << aeq_connection_feed (self->connection->kind), FALSE, key), NULL, self->cancellable,
                     on_feed_tested, self);
}

static void
on_key (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  AeqConnectionDialog *self = asked_free (user_data);
  char *key;
  AeqSecretState state = aeq_keyring_finish (result, &key, NULL);

  if (self != NULL && state == AEQ_SECRET_STORED)
    test_feed (self, g_steal_pointer (&key));
  else if (self != NULL)
    {
      set_busy (self, FALSE);
      say (self, _(aeq_secret_state_words (state)), FALSE);
    }
  aeq_secret_free (key);
}

/* With the key as it is typed, else with the one that is stored. */
static void
test_fred (AeqConnectionDialog *self)
{
  const AeqFormField *field = aeq_form (AEQ_CONNECTION_FRED)->fields;
  const char *typed = aeq_connection_grid_secret (self->grid, field);

  if (typed != NULL)
    test_feed (self, g_strdup (typed));
  else
    aeq_keyring_lookup_async (AEQ_FRED_KEY_KIND, AEQ_FRED_KEY_NAME, self->cancellable, on_key, asked_new (self, field));
}

/* Paths may hang as long as a mount does. */
static void
test_files (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  AeqConnection *draft = data;
  const AeqDropRequest request = aeq_connection_drop_request (draft);
  GError *error = NULL;
  char *said = draft->kind == AEQ_CONNECTION_FILE_DROP ? aeq_drop_test (&request, &error) : aeq_form_test (draft, &error);

  if (said != NULL)
    g_task_return_pointer (task, said, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_files_tested (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  char *said = g_task_propagate_pointer (G_TASK (result), &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_test (user_data, said, error);
}

static void
on_test_clicked_cb (AeqConnectionDialog *self)
{
  g_autoptr(GTask) task = NULL;

  if (!take_draft (self))
    return;
  set_busy (self, TRUE);
  if (self->draft->kind == AEQ_CONNECTION_FRED)
    test_fred (self);
  else if (aeq_connection_is_feed (self->draft->kind))
    test_feed (self, NULL);
  else
    {
      task = g_task_new (NULL, self->cancellable, on_files_tested, self);
      g_task_set_task_data (task, aeq_connection_copy (self->draft), (GDestroyNotify) aeq_connection_free);
      g_task_run_in_thread (task, test_files);
    }
}

static void
aeq_connection_dialog_dispose (GObject *object)
{
  AeqConnectionDialog *self = AEQ_CONNECTION_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_CONNECTION_DIALOG);
  G_OBJECT_CLASS (aeq_connection_dialog_parent_class)->dispose (object);
}

static void
aeq_connection_dialog_finalize (GObject *object)
{
  AeqConnectionDialog *self = AEQ_CONNECTION_DIALOG (object);

  aeq_connection_free (self->connection);
  aeq_connection_free (self->draft);
  G_OBJECT_CLASS (aeq_connection_dialog_parent_class)->finalize (object);
}

static void
aeq_connection_dialog_class_init (AeqConnectionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_connection_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_connection_dialog_finalize;
  g_type_ensure (AEQ_TYPE_CONNECTION_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-connection-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, about);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, later);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, said);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, mark);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, said_box);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, test);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, remove);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
aeq_connection_dialog_init (AeqConnectionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

void
aeq_connection_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const AeqConnection *connection, const char *const *profiles)
{
  AeqConnectionDialog *self = g_object_new (AEQ_TYPE_CONNECTION_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  const AeqForm *form = aeq_form (connection->kind);

  self->desk = g_object_ref (desk);
  self->connection = aeq_connection_copy (connection);
  gtk_window_set_title (GTK_WINDOW (self), _(form->title));
  gtk_label_set_text (self->about, _(form->about));
  gtk_widget_set_visible (GTK_WIDGET (self->later), !aeq_connection_can_run (connection->kind));
  gtk_widget_set_visible (self->remove, aeq_connection_is_stored (connection) && !aeq_connection_is_feed (connection->kind));
  aeq_connection_grid_fill (self->grid, connection, profiles);
  see_secrets (self);
  gtk_window_present (GTK_WINDOW (self));
  aeq_connection_grid_begin (self->grid);
}
