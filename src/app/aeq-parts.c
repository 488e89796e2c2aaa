/* SPDX-License-Identifier: MIT */
#include "aeq-parts.h"

#include <adwaita.h>

#define LAST "aeq-parts-last"

GtkWidget *
aeq_parts_find_pane (GtkWidget *inside)
{
  GtkWidget *pane = NULL;

  if (!gtk_widget_get_child_visible (inside) || !gtk_widget_get_visible (inside))
    return NULL;
  if (ADW_IS_FLAP (inside) && adw_flap_get_reveal_flap (ADW_FLAP (inside)))
    return adw_flap_get_flap (ADW_FLAP (inside));
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && pane == NULL;
       child = gtk_widget_get_next_sibling (child))
    pane = aeq_parts_find_pane (child);
  return pane;
}

/* The last that holds it is the innermost. */
static int
part_of (GtkWidget *focus, GtkWidget *const *parts, guint n)
{
  for (guint i = n; focus != NULL && i-- > 0;)
    if (parts[i] != NULL && (focus == parts[i] || gtk_widget_is_ancestor (focus, parts[i])))
      return (int) i;
  return -1;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
keep_focus (GtkWidget *part, GtkWidget *focus)
{
  GWeakRef *last = g_new0 (GWeakRef, 1);

  g_weak_ref_init (last, focus);
  g_object_set_data_full (G_OBJECT (part), LAST, last, weak_free);
}

static gboolean
enter (GtkWidget *part)
{
  GWeakRef *last = g_object_get_data (G_OBJECT (part), LAST);
  g_autoptr(GtkWidget) widget = last != NULL ? g_weak_ref_get (last) : NULL;

  if (!gtk_widget_get_mapped (part))
    return FALSE;
  if (widget != NULL && gtk_widget_is_ancestor (widget, part) && gtk_widget_get_mapped (widget)
      && gtk_widget_grab_focus (widget))
    return TRUE;
  return gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
}

void
aeq_parts_go (GtkWindow *window, GtkWidget *const *parts, guint n, gboolean back)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  int at = part_of (focus, parts, n);
  guint from = at >= 0 ? (guint) at : back ? 0 : n - 1;

  if (at >= 0)
    keep_focus (parts[at], focus);
  for (guint step = 1; step <= n; step++)
    {
      guint next = (from + (back ? n - step : step)) % n;

      if (parts[next] != NULL && (int) next != at && enter (parts[next]))
        break;
    }
  gtk_window_set_focus_visible (window, TRUE);
}
