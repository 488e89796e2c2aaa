/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-intraday-page"

#include "aeq-intraday-page-private.h"
#include "aeq-words.h"

#include <glib/gi18n.h>
#include <math.h>

static const AeqTrough *
find_trough (AeqIntradayPage *self, guint *nth)
{
  const AeqTrough *trough = aeq_intraday_deepest (self->day);

  for (guint i = 0; i < self->day->troughs->len; i++)
    if (g_array_index (self->day->troughs, AeqTrough, i).at == self->trough)
      trough = &g_array_index (self->day->troughs, AeqTrough, i);
  *nth = trough != NULL ? (guint) (trough - (const AeqTrough *) (gpointer) self->day->troughs->data) : 0;
  return trough;
}

static gpointer
read_stretch (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
              GError **error)
{
  return aeq_job_stretch (ledger, data, cancellable, error);
}

static void
request_free (gpointer data)
{
  g_free (((AeqStretchRequest *) data)->accounts);
  g_free (data);
}

static const AeqWork READ_STRETCH = { AEQ_QUEUE_ROWS, read_stretch, request_free, (GDestroyNotify) aeq_stretch_free };

static void
on_stretch_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqStretch *stretch = aeq_workspace_finish (result, &error);
  AeqIntradayPage *self = user_data;
  const AeqTrough *trough;
  guint nth;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stretch == NULL)
    {
      g_autofree char *reason = aeq_words_show (error->message);

      aeq_stretch_pane_say (self->pane, reason);
      return;
    }
  trough = find_trough (self, &nth);
  aeq_stretch_pane_show (self->pane, self->day, trough, nth, self->day->troughs->len, stretch);
}

static AeqStretchRequest *
request_for (AeqIntradayPage *self, const AeqTrough *trough)
{
  const AeqBuckets *buckets = &self->day->ladder.buckets;
  AeqStretchRequest *request = g_new (AeqStretchRequest, 1);

  *request = (AeqStretchRequest) { .accounts = g_new (gint64, self->day->accounts->len),
                                   .n_accounts = self->day->accounts->len,
                                   .start = buckets->start,
                                   .end = buckets->end,
                                   .from = trough->peak_at,
                                   .to = trough->at,
                                   .now = self->day->as_of };
  for (guint i = 0; i < request->n_accounts; i++)
    request->accounts[i] = ((AeqAccount *) self->day->accounts->pdata[i])->id;
  return request;
}

void
aeq_intraday_page_look_at_trough (AeqIntradayPage *self)
{
  const AeqTrough *trough;
  guint nth;

  aeq_intraday_page_renew (&self->looking);
  if ((trough = find_trough (self, &nth)) == NULL)
    {
      aeq_stretch_pane_say (
          self->pane,
          _("The position has not fallen on this day, nor is anything announced that would make it fall."));
      return;
    }
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_STRETCH, request_for (self, trough), NULL,
                     self->looking, on_stretch_read, self);
}

static double
seconds (AeqInstant at)
{
  return (double) at / (double) AEQ_SECOND;
}

static void
choose_trough (AeqIntradayPage *self, guint i)
{
  self->trough = g_array_index (self->day->troughs, AeqTrough, i).at;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  aeq_intraday_page_look_at_trough (self);
}

/* The low that is nearest to @x. */
static void
on_chart_activated_cb (AeqIntradayPage *self, double x)
{
  int nearest = -1;
  double distance = INFINITY;

  for (guint i = 0; self->day != NULL && i < self->day->troughs->len; i++)
    {
      double away = fabs (seconds (g_array_index (self->day->troughs, AeqTrough, i).at) - x);

      if (away < distance)
        {
          nearest = (int) i;
          distance = away;
        }
    }
  if (nearest >= 0)
    choose_trough (self, (guint) nearest);
}

/* By Ctrl and an arrow the cursor goes from low to low; the pointer only passes over them. */
static void
on_cursor_moved_cb (AeqIntradayPage *self, double x)
{
  aeq_chart_view_set_cursor (self->bars, x);
  aeq_chart_view_set_cursor (self->throughput, x);
  for (guint i = 0; self->by_key && self->day != NULL && i < self->day->troughs->len; i++)
    if (fabs (seconds (g_array_index (self->day->troughs, AeqTrough, i).at) - x) < 0.5)
      choose_trough (self, i);
}

static void
on_step_cb (AeqIntradayPage *self, int direction)
{
  guint nth;

  if (self->day == NULL || find_trough (self, &nth) == NULL || (direction < 0 && nth == 0) ||
      nth + direction >= self->day->troughs->len)
    return;
  choose_trough (self, nth + direction);
  aeq_chart_view_set_cursor (self->position, seconds (self->trough));
}

static void
on_open_flow_cb (AeqIntradayPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-flow", "(xi)", id, self->day->ladder.day);
}

static gboolean
on_key_pressed_cb (AeqIntradayPage *self)
{
  self->by_key = TRUE;
  return FALSE;
}

static void
on_motion_cb (AeqIntradayPage *self)
{
  self->by_key = FALSE;
}

void
aeq_intraday_page_bind_lows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_chart_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_step_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_flow_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_motion_cb);
}
