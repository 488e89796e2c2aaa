/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a supervisor like systemd and its service say to each other: small datagrams, and sockets that are handed over.
 * Without one, nothing is said. */

/* Newline-separated NAME=value, as sd_notify(3) lists them. */
void    aeq_supervisor_tell (const char *state);
/* How often it wants to hear WATCHDOG=1, in microseconds; 0: never. */
guint64 aeq_supervisor_watchdog (void);
/* The one listening socket that it has opened for this process; -1: none. */
gboolean aeq_supervisor_take_socket (int *fd, GError **error);

G_END_DECLS
