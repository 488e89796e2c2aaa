/* SPDX-License-Identifier: MIT */
#include "aeq-stall.h"

#include <string.h>

#define LONG_MS (AEQ_STALL_MS * 3 / 2)

static GString *heard; /* what was logged, a line each */

static GLogWriterOutput
hear (GLogLevelFlags level G_GNUC_UNUSED, const GLogField *fields, gsize n, gpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (heard, "%s\n", (const char *) fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

static gboolean
be_slow (gpointer done)
{
  gint64 end = g_get_monotonic_time () + LONG_MS * 1000;

  while (g_get_monotonic_time () < end)
    continue;
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
be_quick (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* The message comes with the poll after the dispatch. */
static void
run (GSourceFunc func, const char *name)
{
  gboolean done = FALSE, polled = FALSE;
  guint source = g_idle_add (func, &done);

  g_string_truncate (heard, 0);
  if (name != NULL)
    g_source_set_name_by_id (source, name);
  while (!done)
    g_main_context_iteration (NULL, FALSE);
  g_idle_add (be_quick, &polled);
  while (!polled)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_named (void)
{
  run (be_slow, "[test] slow page");
  g_assert_true (g_pattern_match_simple ("*did not answer for ??? ms: [test] slow page\n", heard->str));
}

/* The symbol is that of a library, or ours where the program exports it. */
static void
test_unnamed (void)
{
  run (be_slow, NULL);
  g_assert_true (g_pattern_match_simple ("*did not answer for ??? ms: ?*\n", heard->str));
  g_assert_null (strstr (heard->str, "several sources"));
}

static void
test_quick (void)
{
  run (be_quick, "[test] quick page");
  g_assert_null (strstr (heard->str, "quick page"));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  heard = g_string_new (NULL);
  g_log_set_writer_func (hear, NULL, NULL);
  aeq_stall_watch ();
  g_test_add_func ("/app/stall/the-source-of-a-stall-is-named", test_named);
  g_test_add_func ("/app/stall/a-source-without-a-name-is-told-by-its-function", test_unnamed);
  g_test_add_func ("/app/stall/what-is-quick-is-not-told", test_quick);
  result = g_test_run ();
  g_string_free (heard, TRUE);
  return result;
}
