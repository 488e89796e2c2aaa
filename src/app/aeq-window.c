/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-window"

#include "aeq-window-private.h"

#include "aeq-alert-act.h"
#include "aeq-alerts-page.h"
#include "aeq-error.h"
#include "aeq-ledger-state.h"
#include "aeq-undo-toast.h"
#include "aeq-watch.h"

#define SLOW_MS 200
#define MIN_SIZE 200 /* pixels; a file of settings may say anything */
#define MAX_SIZE 16384

G_DEFINE_FINAL_TYPE (AeqWindow, aeq_window, ADW_TYPE_APPLICATION_WINDOW)

static AeqApplication *
get_application (AeqWindow *self)
{
  return AEQ_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

GSettings *
aeq_window_get_state (AeqWindow *self)
{
  AeqApplication *application = get_application (self);

  return application != NULL ? aeq_application_get_state (application) : NULL;
}

const char *
aeq_window_get_path (AeqWindow *self)
{
  g_return_val_if_fail (AEQ_IS_WINDOW (self), NULL);
  return self->opening != NULL ? aeq_workspace_get_path (aeq_opening_get_workspace (self->opening)) : NULL;
}

AeqImporter *
aeq_window_get_importer (AeqWindow *self)
{
  g_return_val_if_fail (AEQ_IS_WINDOW (self), NULL);
  return self->importer;
}

void
aeq_window_set_page (AeqWindow *self, const char *name)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  self->asked = TRUE;
  aeq_shell_go_to (self->shell, name);
}

void
aeq_window_show_alert (AeqWindow *self, const AeqId *alert)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  aeq_shell_go_to (self->shell, "Alerts");
  if (aeq_shell_get_desk (self->shell) != NULL)
    aeq_alerts_page_show_alert (AEQ_ALERTS_PAGE (aeq_shell_get_page (self->shell)), alert);
  gtk_window_present (GTK_WINDOW (self));
}

void
aeq_window_acknowledge_alert (AeqWindow *self, const AeqId *alert)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  if (aeq_shell_get_desk (self->shell) != NULL)
    aeq_alert_act_acknowledge (aeq_shell_get_desk (self->shell), alert, NULL);
}

static void
on_open_progress (const char *step G_GNUC_UNUSED, double fraction, gpointer user_data)
{
  gtk_progress_bar_set_fraction (AEQ_WINDOW (user_data)->progress, fraction);
}

/* Most ledgers are there before one could read that they are being opened. */
static gboolean
on_slow (gpointer data)
{
  AeqWindow *self = data;

  self->slow = 0;
  gtk_stack_set_visible_child_name (self->state, "opening");
  return G_SOURCE_REMOVE;
}

static void
close_ledger (AeqWindow *self)
{
  g_clear_handle_id (&self->slow, g_source_remove);
  g_clear_pointer (&self->opening, aeq_opening_free);
}

static void
show_failure (AeqWindow *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  close_ledger (self);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->state, "failure");
}

static void
show_ledger (AeqWindow *self, AeqAppDesk *desk)
{
  const char *path = aeq_workspace_get_path (aeq_app_desk_get_workspace (desk));
  g_autofree char *name = g_path_get_basename (path);

  g_clear_handle_id (&self->slow, g_source_remove);
  aeq_application_add_recent (get_application (self), path);
  gtk_window_set_title (GTK_WINDOW (self), name);
  aeq_window_enable_actions (self, TRUE);
  if (self->recalled != NULL)
    aeq_ledger_state_recall_scope (self->recalled, desk);
  aeq_watch_attach (desk, GTK_WINDOW (self));
  aeq_undo_toast_attach (aeq_undo_of (desk), GTK_WIDGET (self), self->toasts);
  aeq_importer_set_desk (self->importer, desk, aeq_window_get_state (self));
  aeq_shell_set_desk (self->shell, desk, name);
  gtk_stack_set_visible_child_name (self->state, "ledger");
}

static void
on_opened (AeqAppDesk *desk, const GError *error, gpointer user_data)
{
  if (desk != NULL)
    show_ledger (AEQ_WINDOW (user_data), desk);
  else
    show_failure (AEQ_WINDOW (user_data), error);
}

static void
set_author (AeqWindow *self)
{
  g_autofree char *author =
      aeq_window_get_state (self) != NULL ? g_settings_get_string (aeq_window_get_state (self), "author") : NULL;

  if (self->opening != NULL)
    aeq_workspace_set_author (aeq_opening_get_workspace (self->opening), author);
}

static void
restore_size (AeqWindow *self, GVariantDict *state)
{
  gboolean maximized = FALSE;
  int width, height;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (g_variant_dict_lookup (state, "width", "i", &width) && g_variant_dict_lookup (state, "height", "i", &height))
    gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width, MIN_SIZE, MAX_SIZE),
                                 CLAMP (height, MIN_SIZE, MAX_SIZE));
  if (g_variant_dict_lookup (state, "maximized", "b", &maximized))
    (maximized ? gtk_window_maximize : gtk_window_unmaximize) (GTK_WINDOW (self));
}

static void
restore_last_size (AeqWindow *self)
{
  GSettings *settings = aeq_window_get_state (self);
  g_autoptr(GVariantDict) size = g_variant_dict_new (NULL);

  g_variant_dict_insert (size, "width", "i", g_settings_get_int (settings, "width"));
  g_variant_dict_insert (size, "height", "i", g_settings_get_int (settings, "height"));
  g_variant_dict_insert (size, "maximized", "b", g_settings_get_boolean (settings, "maximized"));
  restore_size (self, size);
}

/* What is known before the ledger is read. */
static void
restore (AeqWindow *self, const char *path)
{
  GSettings *settings = aeq_window_get_state (self);
  const char *page;

  if (settings == NULL)
    return;
  g_clear_pointer (&self->recalled, g_variant_dict_unref);
  self->recalled = aeq_ledger_state_read (settings, path);
  restore_size (self, self->recalled);
  if (!self->asked && g_variant_dict_lookup (self->recalled, "page", "&s", &page) && aeq_page_index (page) >= 0)
    aeq_shell_go_to (self->shell, page);
  aeq_shell_recall (self->shell, self->recalled);
}

void
aeq_window_open_path (AeqWindow *self, const char *path, AeqOpeningFlags flags)
{
  close_ledger (self);
  restore (self, path);
  self->opening = aeq_application_open (get_application (self), path, flags);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->state, "ledger");
  self->slow = g_timeout_add (SLOW_MS, on_slow, self);
  aeq_opening_wait (self->opening, on_open_progress, on_opened, self);
}

/* A window shows one ledger for all its life: another one has a window of its own. */
void
aeq_window_open (AeqWindow *self, const char *path, gboolean create)
{
  g_return_if_fail (AEQ_IS_WINDOW (self));
  if (aeq_shell_get_desk (self->shell) != NULL)
    {
      self = aeq_window_new (get_application (self));
      gtk_window_present (GTK_WINDOW (self));
    }
  aeq_window_open_path (self, path, create ? AEQ_OPENING_CREATE : AEQ_OPENING_DEFAULT);
}

static void
make_welcome (AeqWindow *self)
{
  GtkWidget *welcome = g_object_new (AEQ_TYPE_WELCOME, NULL);

  if (aeq_window_get_state (self) != NULL)
    aeq_welcome_set_recent (AEQ_WELCOME (welcome), aeq_window_get_state (self));
  adw_bin_set_child (self->welcome, welcome);
}

static void
on_cancel_clicked_cb (AeqWindow *self)
{
  close_ledger (self);
  make_welcome (self);
  gtk_stack_set_visible_child_name (self->state, "welcome");
}

static void
remember (AeqWindow *self)
{
  GSettings *settings = aeq_window_get_state (self);
  AeqAppDesk *desk = aeq_shell_get_desk (self->shell);
  g_autoptr(GVariantDict) state = NULL;
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "width", width);
  g_settings_set_int (settings, "height", height);
  g_settings_set_boolean (settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (desk == NULL)
    return;
  state = aeq_ledger_state_read (settings, aeq_window_get_path (self));
  g_variant_dict_insert (state, "width", "i", width);
  g_variant_dict_insert (state, "height", "i", height);
  g_variant_dict_insert (state, "maximized", "b", gtk_window_is_maximized (GTK_WINDOW (self)));
  aeq_ledger_state_keep_scope (state, desk);
  aeq_shell_keep (self->shell, state);
  aeq_ledger_state_write (settings, aeq_window_get_path (self), state);
}

/* Most windows have a ledger by now, and never say what to do first. */
static void
aeq_window_realize (GtkWidget *widget)
{
  AeqWindow *self = AEQ_WINDOW (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->state), "welcome"))
    make_welcome (self);
  GTK_WIDGET_CLASS (aeq_window_parent_class)->realize (widget);
}

static void
aeq_window_unmap (GtkWidget *widget)
{
  if (!gtk_widget_in_destruction (widget))
    remember (AEQ_WINDOW (widget));
  GTK_WIDGET_CLASS (aeq_window_parent_class)->unmap (widget);
}

static void
aeq_window_dispose (GObject *object)
{
  AeqWindow *self = AEQ_WINDOW (object);

  g_clear_object (&self->importer);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_WINDOW);
  close_ledger (self);
  g_clear_pointer (&self->recalled, g_variant_dict_unref);
  G_OBJECT_CLASS (aeq_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, state);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AeqWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
}

static void
aeq_window_class_init (AeqWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_window_dispose;
  widget_class->realize = aeq_window_realize;
  widget_class->unmap = aeq_window_unmap;
  g_type_ensure (AEQ_TYPE_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-window.ui");
  bind_children (widget_class);
  aeq_window_install_actions (widget_class);
}

static void
aeq_window_init (AeqWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->importer = aeq_importer_new (GTK_WINDOW (self));
  aeq_window_enable_actions (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);
}

AeqWindow *
aeq_window_new (AeqApplication *application)
{
  AeqWindow *self = g_object_new (AEQ_TYPE_WINDOW, "application", application, NULL);

  aeq_shell_go_to (self->shell, "Position");
  if (aeq_window_get_state (self) != NULL)
    {
      restore_last_size (self);
      g_signal_connect_object (aeq_window_get_state (self), "changed::author", G_CALLBACK (set_author), self,
                               G_CONNECT_SWAPPED);
    }
  return self;
}
