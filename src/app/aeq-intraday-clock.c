/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-intraday-page"

#include "aeq-intraday-page-private.h"

static gpointer
read_stamp (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
            GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gint64 *stamp = g_new0 (gint64, 1);

  if (aeq_job_intraday_stamp (ledger, stamp, error))
    return stamp;
  g_free (stamp);
  return NULL;
}

static const AeqWork READ_STAMP = { AEQ_QUEUE_ROWS, read_stamp, NULL, g_free };

/* Other data than were read: read again. That it cannot be told now is no news; the next minute asks again. */
static void
on_stamp_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autofree gint64 *stamp = aeq_workspace_finish (result, NULL);
  AeqIntradayPage *self;

  if (stamp == NULL)
    return;
  self = user_data;
  if (self->day != NULL && aeq_intraday_is_stale (self->day, self->minute, *stamp))
    aeq_intraday_page_read_again (self);
}

/* Moves "now"; called once a minute of the clock while the page is seen. */
static void
move_now (AeqIntradayPage *self, AeqInstant now)
{
  if (self->day == NULL || now / AEQ_MINUTE == self->minute / AEQ_MINUTE || self->day->next == AEQ_INSTANT_NONE)
    return;
  self->minute = now;
  aeq_intraday_page_show_charts (self);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_STAMP, NULL, NULL, self->reading, on_stamp_read, self);
}

static gboolean
on_tick (gpointer user_data)
{
  AeqIntradayPage *self = user_data;

  if (self->desk != NULL)
    move_now (self, aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk)));
  return G_SOURCE_CONTINUE;
}

void
aeq_intraday_page_start_clock (AeqIntradayPage *self)
{
  self->tick_id = g_timeout_add_seconds (5, on_tick, self);
  on_tick (self);
}

void
aeq_intraday_page_stop_clock (AeqIntradayPage *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
}
