/* SPDX-License-Identifier: MIT */

/* read-alone FORMAT FILE: reads a file without the store, prints its entries, the seconds and the peak resident kilobytes, and
 * then what it was refused or warned for, if it was. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aeq-reader.h"

static gboolean
count_entry (const AeqEntry *entry G_GNUC_UNUSED, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  ++*(guint64 *) user_data;
  return TRUE;
}

static int
fail (const char *what)
{
  fprintf (stderr, "read-alone: %s\n", what);
  return 1;
}

/* Of this program alone: what getrusage() says begins with the one that started it. */
static long
peak_kilobytes (void)
{
  g_autofree char *text = NULL;
  const char *peak;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (peak = strstr (text, "VmHWM:")) == NULL)
    return 0;
  return strtol (peak + strlen ("VmHWM:"), NULL, 10);
}

int
main (int argc, char **argv)
{
  static const AeqReadSink SINK = { .flow = count_entry };
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };
  const AeqReader *reader = argc == 3 ? aeq_reader_lookup (argv[1]) : NULL;
  g_autoptr(AeqReadReport) report = NULL;
  g_autoptr(AeqInput) input = NULL;
  g_autoptr(GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  guint64 entries = 0;
  gboolean ok;

  if (reader == NULL)
    return fail ("needs a format and a file");
  report = aeq_read_report_new (argv[1]);
  if ((input = aeq_input_open (argv[2], NULL, &error)) == NULL)
    return fail (error->message);
  ok = reader->read (input, NULL, NULL, &options, &SINK, &entries, report, NULL, NULL, &error);
  printf ("%" G_GUINT64_FORMAT " %.6f %ld\n", entries, (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC,
          peak_kilobytes ());
  if (!ok)
    return fail (error->message);
  return report->warnings->len > 0 ? fail (g_ptr_array_index (report->warnings, 0)) : 0;
}
