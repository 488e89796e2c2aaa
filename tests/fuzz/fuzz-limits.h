/* SPDX-License-Identifier: MIT */
#pragma once

#include <sanitizer/allocator_interface.h>
#include <stdint.h>
#include <time.h>

#include <glib.h>

/* What one input may cost: a second and 64 MB at once for each MB that it has, begun ones counted whole. The second is one of a
 * release build (sh tests/bench/run readers takes the worst cases there); the sanitizers take ten times as long, and work that grows
 * with the square of a MB takes minutes. It is processor time of this thread, so a busy machine does not change the verdict. */

#define FUZZ_MB ((size_t) 1 << 20)
#define FUZZ_MEMORY (64 * FUZZ_MB)
#define FUZZ_SECONDS 5.0

static struct
{
  size_t          live;
  size_t          peak;
  size_t          share;   /* begun MB of the input */
  gboolean        counting;
  struct timespec started;
} fuzz_cost;

static void
fuzz_count_malloc (const volatile void *memory G_GNUC_UNUSED, size_t size)
{
  if (!fuzz_cost.counting)
    return;
  fuzz_cost.live += size;
  fuzz_cost.peak = MAX (fuzz_cost.peak, fuzz_cost.live);
}

/* What was there before the input may go, too. */
static void
fuzz_count_free (const volatile void *memory)
{
  size_t size;

  if (!fuzz_cost.counting || memory == NULL)
    return;
  size = __sanitizer_get_allocated_size (memory);
  fuzz_cost.live -= MIN (size, fuzz_cost.live);
}

static void
fuzz_limits_begin (size_t input_size)
{
  static gboolean installed;

  if (!installed)
    g_assert_cmpint (__sanitizer_install_malloc_and_free_hooks (fuzz_count_malloc, fuzz_count_free), >, 0);
  installed = TRUE;
  fuzz_cost.share = MAX (1, (input_size + FUZZ_MB - 1) / FUZZ_MB);
  fuzz_cost.live = fuzz_cost.peak = 0;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &fuzz_cost.started);
  fuzz_cost.counting = TRUE;
}

static void
fuzz_limits_end (void)
{
  struct timespec now;
  double seconds;

  fuzz_cost.counting = FALSE;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  seconds = (double) (now.tv_sec - fuzz_cost.started.tv_sec) + (double) (now.tv_nsec - fuzz_cost.started.tv_nsec) / 1e9;
  g_assert_cmpuint (fuzz_cost.peak, <=, fuzz_cost.share * FUZZ_MEMORY);
  g_assert_cmpfloat (seconds, <=, (double) fuzz_cost.share * FUZZ_SECONDS);
}
