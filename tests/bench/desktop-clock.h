/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* What the two programs of bench-desktop.py say of themselves, a line each: a word and its figures. */

#define DESKTOP_SETTLE_MS 1500 /* after this the memory is looked at: what start has left over is gone then */

/* Milliseconds of processor time, of the whole program and of the thread that asks. */
double desktop_clock_program (void);
double desktop_clock_thread  (void);
/* "WORD ELAPSED PROCESSOR": milliseconds since the program was started, at the monotonic time in AEQ_BENCH_START (microseconds). */
void   desktop_clock_tell_start  (const char *word);
/* "WORD RESIDENT ANONYMOUS": megabytes of memory. */
void   desktop_clock_tell_memory (const char *word);
