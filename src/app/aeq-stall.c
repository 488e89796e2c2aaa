/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-stall"

#include "aeq-stall.h"

static GPollFunc next_poll;
static gint64 dispatching_since; /* 0: not yet */

/* What runs between two polls is what the window does not answer in. */
static gint
watching_poll (GPollFD *fds, guint n, gint timeout)
{
  gint64 busy = dispatching_since != 0 ? g_get_monotonic_time () - dispatching_since : 0;
  gint ready;

  if (busy > AEQ_STALL_MS * G_TIME_SPAN_MILLISECOND)
    g_message ("The window did not answer for %" G_GINT64_FORMAT " ms", busy / G_TIME_SPAN_MILLISECOND);
  ready = next_poll (fds, n, timeout);
  dispatching_since = g_get_monotonic_time ();
  return ready;
}

void
aeq_stall_watch (void)
{
  g_return_if_fail (next_poll == NULL);
  next_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watching_poll);
}
