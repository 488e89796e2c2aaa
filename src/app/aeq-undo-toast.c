/* SPDX-License-Identifier: MIT */
#include "aeq-undo-toast.h"

#include <glib/gi18n.h>

/* An older toast's button would undo what came after it: it goes when the next one comes. */
static void
on_told (AeqUndo *undo, const char *text, gboolean undoable, AdwToastOverlay *toasts)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *old = g_object_get_data (G_OBJECT (undo), "aeq-toast");
  AdwToast *toast = adw_toast_new (markup);

  if (old != NULL)
    adw_toast_dismiss (old);
  if (undoable)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  g_object_set_data_full (G_OBJECT (undo), "aeq-toast", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (toasts, toast);
}

static void
on_changed (AeqUndo *undo, GParamSpec *pspec G_GNUC_UNUSED, GtkWidget *window)
{
  gtk_widget_action_set_enabled (window, "win.undo", aeq_undo_can_undo (undo));
  gtk_widget_action_set_enabled (window, "win.redo", aeq_undo_can_redo (undo));
}

void
aeq_undo_toast_attach (AeqUndo *undo, GtkWidget *window, AdwToastOverlay *toasts)
{
  g_signal_connect_object (undo, "told", G_CALLBACK (on_told), toasts, 0);
  g_signal_connect_object (undo, "notify::can-undo", G_CALLBACK (on_changed), window, 0);
  g_signal_connect_object (undo, "notify::can-redo", G_CALLBACK (on_changed), window, 0);
  on_changed (undo, NULL, window);
}
