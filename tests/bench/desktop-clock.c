/* SPDX-License-Identifier: MIT */
#include "desktop-clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static double
milliseconds (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

double
desktop_clock_program (void)
{
  return milliseconds (CLOCK_PROCESS_CPUTIME_ID);
}

double
desktop_clock_thread (void)
{
  return milliseconds (CLOCK_THREAD_CPUTIME_ID);
}

void
desktop_clock_tell_start (const char *word)
{
  const char *start = g_getenv ("AEQ_BENCH_START");
  gint64 started = start != NULL ? g_ascii_strtoll (start, NULL, 10) : g_get_monotonic_time ();

  printf ("%s %.1f %.1f\n", word, (double) (g_get_monotonic_time () - started) / 1e3, desktop_clock_program ());
  fflush (stdout);
}

static double
memory_line (const char *status, const char *name)
{
  const char *line = strstr (status, name);

  return line != NULL ? g_ascii_strtod (line + strlen (name), NULL) / 1024 : 0;
}

void
desktop_clock_tell_memory (const char *word)
{
  g_autofree char *status = NULL;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return;
  printf ("%s %.1f %.1f\n", word, memory_line (status, "VmRSS:"), memory_line (status, "RssAnon:"));
  fflush (stdout);
}
