/* SPDX-License-Identifier: MIT */
#include "aeq-watch.h"

#include <glib/gstdio.h>

#define SECONDS 2
#define UNKNOWN -1

typedef struct
{
  AeqAppDesk      *desk; /* owns this */
  GtkWindow    *window;
  GCancellable *cancellable;
  gint64        seen;    /* the store's version */
  guint64       device;  /* with the number, which file it is */
  guint64       number;  /* 0: not known yet */
  gboolean      told;    /* that the file is gone */
  gboolean      looking;
  gboolean      own;     /* what the next look finds is known: the desk has just told it */
  guint         timer;
  guint         first;   /* source of the first look, 0: it was taken */
} Watch;

/* What a look found. */
typedef struct
{
  gint64   version;
  gboolean there;
  guint64  device;
  guint64  number;
} Found;

static gpointer
look (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
      GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autofree Found *found = g_new0 (Found, 1);
  GStatBuf file;

  if (g_stat (aeq_store_get_uri (ledger->store), &file) == 0)
    {
      found->there = TRUE;
      found->device = file.st_dev;
      found->number = file.st_ino;
    }
  return aeq_store_data_version (ledger->store, &found->version, error) ? g_steal_pointer (&found) : NULL;
}

static const AeqWork LOOK = { AEQ_QUEUE_ROWS, look, NULL, g_free };

/* An open file that was deleted, or that another one took the name of, works on as if nothing were: said once. */
static void
check_file (Watch *self, const Found *found)
{
  if (self->number == 0 && found->there)
    {
      self->device = found->device;
      self->number = found->number;
    }
  if (self->told || self->window == NULL || self->number == 0
      || (found->there && found->device == self->device && found->number == self->number))
    return;
  self->told = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ledger-gone", "b", found->there);
}

static void
on_looked (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree Found *found = aeq_workspace_finish (result, &error);
  Watch *self = user_data;
  gboolean news;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->looking = FALSE;
  if (found == NULL)
    return;
  check_file (self, found);
  news = !self->own && self->seen != UNKNOWN && self->seen != found->version;
  self->seen = found->version;
  self->own = FALSE;
  if (news)
    aeq_app_desk_data_changed (self->desk);
}

static void
begin_look (Watch *self)
{
  self->looking = TRUE;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &LOOK, NULL, NULL, self->cancellable, on_looked, self);
}

/* On a screen beside the one that is worked on, or behind a dialog of its own, a window still tells what is. */
static gboolean
can_be_seen (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  return gtk_widget_get_mapped (GTK_WIDGET (window)) &&
         (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) == 0;
}

static gboolean
on_timer (gpointer data)
{
  Watch *self = data;

  if (!self->looking && self->window != NULL && can_be_seen (self->window))
    begin_look (self);
  return G_SOURCE_CONTINUE;
}

/* After the first frame: a window should not be shown later because it wants to stay true. */
static gboolean
on_first (gpointer data)
{
  Watch *self = data;

  self->first = 0;
  if (!self->looking)
    begin_look (self);
  return G_SOURCE_REMOVE;
}

static void
on_data_changed (AeqAppDesk *desk G_GNUC_UNUSED, Watch *self)
{
  self->own = TRUE;
  if (!self->looking)
    begin_look (self);
}

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_weak_pointer (&self->window);
  g_source_remove (self->timer);
  g_clear_handle_id (&self->first, g_source_remove);
  g_free (self);
}

void
aeq_watch_attach (AeqAppDesk *desk, GtkWindow *window)
{
  Watch *self = g_new0 (Watch, 1);

  self->desk = desk;
  g_set_weak_pointer (&self->window, window);
  self->cancellable = g_cancellable_new ();
  self->seen = UNKNOWN;
  self->timer = g_timeout_add_seconds (SECONDS, on_timer, self);
  g_signal_connect (desk, "data-changed", G_CALLBACK (on_data_changed), self);
  g_object_set_data_full (G_OBJECT (desk), "aeq-watch", self, watch_free);
  self->first = g_idle_add_full (G_PRIORITY_LOW, on_first, self, NULL);
}
