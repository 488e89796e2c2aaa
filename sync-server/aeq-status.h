/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An error whose code is the HTTP status that tells it, and whose message the client may read. */
#define AEQ_STATUS (aeq_status_quark ())
GQuark aeq_status_quark (void);

/* The status that an error of any domain is answered with. */
guint aeq_status_of (const GError *error);
/* What the client is told of it: the message, but for failures of the server, whose details stay in the log. Free
 * it. */
char *aeq_status_detail (const GError *error);
/* "Not Found" */
const char *aeq_status_title (guint status);

/* Sets the error and returns FALSE. */
gboolean aeq_status_refuse (GError **error, guint status, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
