/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-stall"

#include "aeq-stall.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SIGNAL_NO (SIGRTMIN + 3) /* the C library keeps the first ones, sanitizers may use others */
#define NAME_SIZE 96

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static GPollFunc next_poll;
static timer_t alarm_timer;
static gint64 dispatching_since; /* 0: not yet */

/* What the main thread was in when the time was up. Written by the handler, which runs in the main thread, read there afterwards. */
static struct
{
  gboolean seen;
  char     name[NAME_SIZE]; /* empty: the source has none */
  gpointer function;        /* (nullable) its callback, or its dispatch function */
} culprit;

/* Runs between two instructions of the main thread: looks, allocates nothing and takes no lock. */
static void
on_alarm (int number G_GNUC_UNUSED)
{
  GSource *source = g_main_current_source ();
  const char *name = source != NULL ? g_source_get_name (source) : NULL;
  GSourceFunc callback = NULL;
  gpointer data;

  if (source == NULL || culprit.seen)
    return;
  culprit.seen = TRUE;
  strncpy (culprit.name, name != NULL ? name : "", NAME_SIZE - 1);
  if (source->callback_funcs != NULL)
    source->callback_funcs->get (source->callback_data, source, &callback, &data);
  memcpy (&culprit.function, callback != NULL ? (void *) &callback : (void *) &source->source_funcs->dispatch, sizeof culprit.function);
}

static void
set_alarm (int milliseconds)
{
  const struct itimerspec at = { .it_value = { .tv_nsec = milliseconds * 1000000L } };

  timer_settime (alarm_timer, 0, &at, NULL);
}

/* "[gtk] frame clock", or the function of a source without a name. */
static const char *
culprit_name (void)
{
  Dl_info info;

  if (!culprit.seen)
    return "several sources";
  if (culprit.name[0] != '\0')
    return culprit.name;
  return dladdr (culprit.function, &info) != 0 && info.dli_sname != NULL ? info.dli_sname : "a source without a name";
}

/* What runs between two polls is what the window does not answer in. */
static gint
watching_poll (GPollFD *fds, guint n, gint timeout)
{
  gint64 busy = dispatching_since != 0 ? g_get_monotonic_time () - dispatching_since : 0;
  gint ready;

  set_alarm (0);
  if (busy > AEQ_STALL_MS * G_TIME_SPAN_MILLISECOND)
    g_message ("The window did not answer for %" G_GINT64_FORMAT " ms: %s", busy / G_TIME_SPAN_MILLISECOND, culprit_name ());
  memset (&culprit, 0, sizeof culprit);
  ready = next_poll (fds, n, timeout);
  dispatching_since = g_get_monotonic_time ();
  set_alarm (AEQ_STALL_MS);
  return ready;
}

void
aeq_stall_watch (void)
{
  const struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGNAL_NO };

  g_return_if_fail (next_poll == NULL);
  event.sigev_notify_thread_id = gettid ();
  if (sigaction (SIGNAL_NO, &action, NULL) != 0 || timer_create (CLOCK_MONOTONIC, &event, &alarm_timer) != 0)
    {
      g_message ("Stalls of the window are not watched: %s", g_strerror (errno));
      return;
    }
  next_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watching_poll);
}
