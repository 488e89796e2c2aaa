/* SPDX-License-Identifier: MIT */
#include "aeq-gone-bar.h"

#include <glib/gi18n.h>

#include "aeq-backup-action.h"

enum
{
  BACK_UP,
  OPEN_AGAIN
};

static void
on_response (GtkInfoBar *bar, int response)
{
  if (response == BACK_UP)
    aeq_backup_choose (GTK_WIDGET (bar));
  else if (response == OPEN_AGAIN)
    gtk_widget_activate_action (GTK_WIDGET (bar), "win.open-recent", "s",
                                g_object_get_data (G_OBJECT (bar), "aeq-path"));
  else
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (bar))), GTK_WIDGET (bar));
}

static char *
make_text (const char *path, gboolean replaced)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_strdup_printf (
    replaced ? _("Another file has taken the place of %s. This window still shows the one before, and what is changed "
                 "in it is lost when it closes: back it up to keep it, and open the new one.")
             : _("%s was deleted or moved. What is in it is lost when this window closes: back it up to keep it."),
    name);
}

GtkWidget *
aeq_gone_bar_new (const char *path, gboolean replaced)
{
  GtkWidget *bar = gtk_info_bar_new ();
  g_autofree char *text = make_text (path, replaced);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), label);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), GTK_MESSAGE_WARNING);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (bar), TRUE);
  gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("Back _Up…"), BACK_UP);
  if (replaced)
    gtk_info_bar_add_button (GTK_INFO_BAR (bar), _("_Open Again"), OPEN_AGAIN);
  g_object_set_data_full (G_OBJECT (bar), "aeq-path", g_strdup (path), g_free);
  g_signal_connect (bar, "response", G_CALLBACK (on_response), NULL);
  return bar;
}
