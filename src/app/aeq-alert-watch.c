/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-alert-watch"

#include "aeq-alert-watch.h"

#include "aeq-alert-notify.h"
#include "aeq-position-words.h"

#define SECONDS 60
#define FIRST_MS 500 /* what the window shows is read first */

struct _AeqAlertWatch
{
  GObject       parent_instance;
  AeqAppDesk   *desk; /* owns this */
  GCancellable *cancellable;
  AeqAlertNews *news;    /* (nullable) */
  gboolean      looking;
  gboolean      again;   /* something changed while it looked */
  guint         first;
  guint         timer;
};

G_DEFINE_FINAL_TYPE (AeqAlertWatch, aeq_alert_watch, G_TYPE_OBJECT)

static guint changed_signal;

const AeqAlertFormat AEQ_ALERT_SCREEN = { aeq_amount_with_unit, aeq_zone_clock_text };

const AeqAlertNews *
aeq_alert_watch_get_news (AeqAlertWatch *self)
{
  g_return_val_if_fail (AEQ_IS_ALERT_WATCH (self), NULL);
  return self->news;
}

static gpointer
evaluate (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return aeq_job_alerts_evaluate (ledger, cancellable, error);
}

static const AeqWork EVALUATE = { AEQ_QUEUE_CHANGE, evaluate, NULL, (GDestroyNotify) aeq_alert_news_free };

static void look (AeqAlertWatch *self);

/* What was written is news to the pages; the look that follows finds nothing more to write. */
static void
take_news (AeqAlertWatch *self, AeqAlertNews *news)
{
  AeqWorkspace *workspace = aeq_app_desk_get_workspace (self->desk);

  g_clear_pointer (&self->news, aeq_alert_news_free);
  self->news = news;
  for (guint i = 0; i < news->told->len; i++)
    aeq_alert_notify (aeq_workspace_get_path (workspace), news->told->pdata[i], aeq_workspace_get_now (workspace));
  g_signal_emit (self, changed_signal, 0);
  if (news->changed)
    aeq_app_desk_data_changed (self->desk);
}

static void
on_evaluated (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqAlertNews *news = aeq_workspace_finish (result, &error);
  AeqAlertWatch *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->looking = FALSE;
  if (news != NULL)
    take_news (self, news);
  else
    g_message ("The alerts could not be evaluated: %s", error->message);
  if (self->again)
    look (self);
}

static void
look (AeqAlertWatch *self)
{
  self->again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &EVALUATE, NULL, NULL, self->cancellable, on_evaluated, self);
}

static gboolean
on_first (gpointer data)
{
  AeqAlertWatch *self = data;

  self->first = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timer (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static void
aeq_alert_watch_finalize (GObject *object)
{
  AeqAlertWatch *self = AEQ_ALERT_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->first, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->news, aeq_alert_news_free);
  G_OBJECT_CLASS (aeq_alert_watch_parent_class)->finalize (object);
}

static void
aeq_alert_watch_class_init (AeqAlertWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_alert_watch_finalize;
  changed_signal = g_signal_new ("changed", AEQ_TYPE_ALERT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_alert_watch_init (AeqAlertWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

AeqAlertWatch *
aeq_alert_watch_of (AeqAppDesk *desk)
{
  AeqAlertWatch *self = g_object_get_data (G_OBJECT (desk), "aeq-alert-watch");

  if (self != NULL)
    return self;
  self = g_object_new (AEQ_TYPE_ALERT_WATCH, NULL);
  self->desk = desk;
  self->first = g_timeout_add (FIRST_MS, on_first, self);
  self->timer = g_timeout_add_seconds (SECONDS, on_timer, self);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (desk), "aeq-alert-watch", self, g_object_unref);
  return self;
}
