/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many threads a calculation may use (default: 2, or 1 on a single core). Process-wide; no result depends on it. 0:
 * the default. */
void  aeq_parallel_set_threads (guint threads);
guint aeq_parallel_threads     (void);
/* Whether the number was set, not found. */
gboolean aeq_parallel_threads_given (void);

typedef void (*AeqParallelFunc) (gsize index, gpointer data);

/* Calls @func once for each index below @n, in any order and on several threads; returns when all are done. What one
 * call writes no other may read or write. */
void  aeq_parallel_run         (gsize n, AeqParallelFunc func, gpointer data);

G_END_DECLS
