/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-http.h"

G_BEGIN_DECLS

/* Whether the outcome of a try may be tried again: @status of an answer, or 0 and the @error. */
gboolean aeq_http_should_retry (const char *method, guint status, const GError *error);
/* Pause before try number @next (2 is the first repetition) after an answer with @status (0: there was none).
 * @retry_after (nullable) is the header's value. FALSE when the server asks for more patience than the options have. */
gboolean aeq_http_retry_pause  (const AeqHttpOptions *options, guint next, guint status, const char *retry_after,
                                AeqInstant now, guint *pause);

G_END_DECLS
