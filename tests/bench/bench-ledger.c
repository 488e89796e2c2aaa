/* SPDX-License-Identifier: MIT */
#include "bench-ledger.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "aeq-job-demo.h"

#define NAME "desk.aequitas"

void
bench_check (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
  exit (1);
}

double
bench_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

void
bench_ledger_open (BenchLedger *self, const char *now)
{
  g_autofree char *path = NULL;
  AeqDemoResult demo;
  GError *error = NULL;
  AeqInstant instant;

  self->folder = g_dir_make_tmp ("aeq-bench-XXXXXX", &error);
  bench_check (error);
  path = g_build_filename (self->folder, NAME, NULL);
  aeq_instant_parse (now, -1, &instant);
  self->ledger = aeq_ledger_open (path, AEQ_STORE_CREATE, instant, 7, &error);
  bench_check (error);
  aeq_job_demo (self->ledger, &demo, NULL, NULL, &error);
  bench_check (error);
}

void
bench_ledger_close (BenchLedger *self)
{
  static const char *const NAMES[] = { NAME, NAME "-wal", NAME "-shm" };

  aeq_ledger_close (self->ledger);
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, NAMES[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}
