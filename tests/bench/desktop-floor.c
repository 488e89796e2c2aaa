/* SPDX-License-Identifier: MIT */
/* The floor of bench-desktop.py: a window of libadwaita with a header and a word in it. Says when its first frame was painted, and its
 * memory a while later, in the words of desktop-probe. */
#include <adwaita.h>

#include "desktop-clock.h"

static gboolean
on_settled (gpointer data G_GNUC_UNUSED)
{
  desktop_clock_tell_memory ("rss");
  exit (0);
}

static void
on_painted (GdkFrameClock *clock, GtkWidget *window)
{
  if (!gtk_widget_get_mapped (window))
    return;
  g_signal_handlers_disconnect_by_func (clock, on_painted, window);
  desktop_clock_tell_start ("content");
  g_timeout_add (DESKTOP_SETTLE_MS, on_settled, NULL);
}

static void
on_activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *word = gtk_label_new ("Hello");

  gtk_widget_set_vexpand (word, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), word);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), window);
}

int
main (int argc, char **argv)
{
  g_autoptr(AdwApplication) application = adw_application_new ("ai.aequitas.Floor", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
