/* SPDX-License-Identifier: MIT */
/* A small window from which the file that is named can be dragged; ends when it was dropped, with 0 when it was taken. */
#include <gtk/gtk.h>

static int taken = -1;

static GdkContentProvider *
on_prepare (GtkDragSource *source G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED, GFile *file)
{
  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, gdk_file_list_new_from_array (&file, 1));
}

static void
on_end (void)
{
  taken = taken == -1 ? 0 : taken;
}

static gboolean
on_cancel (void)
{
  taken = 1;
  return FALSE;
}

int
main (int argc, char *argv[])
{
  GtkDragSource *source = gtk_drag_source_new ();
  g_autoptr(GFile) file = NULL;
  GtkWidget *window;

  if (argc != 2)
    return 2;
  gtk_init ();
  file = g_file_new_for_path (argv[1]);
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Files");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Drag me"));
  gtk_widget_set_size_request (window, 120, 80);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), file);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_end), NULL);
  g_signal_connect (source, "drag-cancel", G_CALLBACK (on_cancel), NULL);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (source));
  gtk_window_present (GTK_WINDOW (window));
  while (taken == -1)
    g_main_context_iteration (NULL, TRUE);
  return taken;
}
