/* SPDX-License-Identifier: MIT */
#include "aeq-connection-words.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-words.h"

char *
aeq_schedule_text (const AeqConnection *connection)
{
  if (connection->minutes == 0)
    return g_strdup (_("only by hand"));
  if (aeq_connection_is_feed (connection->kind))
    return g_strdup (_("by itself when new values are out"));
  return g_strdup_printf (ngettext ("every minute", "every %d minutes", (gulong) connection->minutes), (int) connection->minutes);
}

static char *
feed_run_text (const AeqConnectionRun *run, const char *when)
{
  g_autofree char *came = aeq_screen_counted (run->added, NN_("%s value came", "%s values came"));
  g_autofree char *failed = aeq_screen_counted (run->failed, NN_("%s series failed", "%s series failed"));

  return run->failed > 0 ? g_strdup_printf (C_("run of a feed: when, what came, what failed", "Last fetch %s: %s, %s"), when, came, failed)
                         : g_strdup_printf (C_("run of a feed: when, what came", "Last fetch %s: %s"), when, came);
}

static char *
drop_run_text (const AeqConnectionRun *run, const char *when)
{
  g_autofree char *files = aeq_screen_counted (run->items, NN_("%s file imported", "%s files imported"));
  g_autofree char *flows = aeq_screen_counted (run->added, NN_("%s flow added", "%s flows added"));
  g_autofree char *refused = aeq_screen_counted (run->failed, NN_("%s file refused", "%s files refused"));

  if (run->items == 0 && run->failed == 0)
    return g_strdup_printf (C_("run of a folder", "Last run %s failed"), when);
  return run->failed > 0
           ? g_strdup_printf (C_("run of a folder: when, files, flows, refused", "Last run %s: %s, %s, %s"), when, files, flows, refused)
           : g_strdup_printf (C_("run of a folder: when, files, flows", "Last run %s: %s, %s"), when, files, flows);
}

char *
aeq_connection_run_text (const AeqConnection *connection)
{
  const AeqConnectionRun *run = &connection->run;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;

  if (!connection->has_run)
    return NULL;
  when = aeq_local_clock_text (run->at);
  text = aeq_connection_is_feed (connection->kind) ? feed_run_text (run, when) : drop_run_text (run, when);
  if (run->reason == NULL)
    return g_steal_pointer (&text);
  reason = aeq_words_show (run->reason);
  return g_strdup_printf (C_("last run, why something failed", "%s. %s"), text, reason);
}

char *
aeq_drop_look_text (AeqDropRunner *runner)
{
  AeqInstant last = aeq_drop_runner_get_last (runner);
  const GError *error = aeq_drop_runner_get_error (runner);
  g_autofree char *when = last != AEQ_INSTANT_NONE ? aeq_local_clock_text (last) : NULL;
  g_autofree char *reason = error != NULL ? aeq_error_describe (error) : NULL;
  GPtrArray *files = aeq_drop_runner_get_files (runner);
  guint waiting = 0;

  if (when == NULL)
    return NULL;
  if (reason != NULL)
    return g_strdup_printf (_("Looked through %s: %s"), when, reason);
  for (guint i = 0; files != NULL && i < files->len; i++)
    waiting += ((AeqDropFile *) files->pdata[i])->fate == AEQ_DROP_WAITING;
  if (waiting == 0)
    return g_strdup_printf (_("Looked through %s"), when);
  return g_strdup_printf (ngettext ("Looked through %s: %u file is still being written",
                                    "Looked through %s: %u files are still being written", waiting),
                          when, waiting);
}

char *
aeq_feed_text (const AeqFeedStanding *standing)
{
  g_autofree char *series = aeq_screen_counted (standing->n, NN_("%s series", "%s series"));
  g_autofree char *newest = standing->newest != AEQ_DATE_NONE ? aeq_screen_date (standing->newest) : NULL;
  g_autofree char *stale = aeq_screen_count (standing->stale);

  if (newest == NULL)
    return g_strdup_printf (_("%s, nothing fetched yet"), series);
  return standing->stale > 0 ? g_strdup_printf (_("%s, newest value of %s, %s stale"), series, newest, stale)
                             : g_strdup_printf (_("%s, newest value of %s"), series, newest);
}

gboolean
aeq_connection_has_trouble (const AeqConnection *connection)
{
  return connection->has_run && connection->run.reason != NULL;
}
