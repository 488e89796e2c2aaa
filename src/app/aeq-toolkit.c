/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aequitas"

#include "aeq-toolkit.h"

#include "aeq-theme-resources.h"

#define GTK_THEME_RESOURCE "/org/gtk/libgtk/theme/Default/gtk.css"
#define STYLE_RESOURCE     "/ai/aequitas/Aequitas/style.css"

/* GTK reads its own theme when it wakes, a fifth of what an empty window takes to come, and lets it go when libadwaita asks for
 * that. It finds the newest of resources with one name, so ours must come after its own; those that are registered between two
 * questions count the other way round, so one is asked. */
void
aeq_toolkit_open_display (void)
{
  gtk_init ();
  g_resources_get_info (GTK_THEME_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
  if (g_getenv ("GTK_THEME") == NULL)
    aeq_theme_register_resource ();
}

/* A thread reads the icons as soon as somebody asks for them. Each place that is added later makes GTK wait for that thread, read
 * them all again and make the style of every widget anew. GTK adds a place for the resources of an application and libadwaita one
 * for itself; so libadwaita is the first to ask, GTK is told of no resources, and our icons are among GTK's own, where it looks
 * anyway (gtk_icon_theme_set_resource_path, gtk_application_load_resources). */
void
aeq_toolkit_load_style (GApplication *application)
{
  g_autoptr(GtkCssProvider) style = NULL;

  g_application_set_resource_base_path (application, NULL);
  adw_init ();
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, STYLE_RESOURCE);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
