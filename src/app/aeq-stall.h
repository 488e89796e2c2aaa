/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AEQ_STALL_MS 100

/* From now on, says on the log how long the main loop was away from its poll, whenever that was longer than AEQ_STALL_MS, and in which
 * source it was when that time was up: its name, or that of its function. For the main thread; call it once. */
void aeq_stall_watch (void);

G_END_DECLS
