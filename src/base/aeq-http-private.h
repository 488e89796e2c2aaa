/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-http.h"

G_BEGIN_DECLS

extern const AeqHttpClock AEQ_HTTP_REAL_CLOCK;

/* Whether the outcome of a try may be tried again: @status of an answer, or 0 and the @error. */
gboolean aeq_http_should_retry (const char *method, guint status, const GError *error);
/* Pause before try number @next (2 is the first repetition). @retry_after (nullable) is the header's value. */
guint    aeq_http_retry_pause  (const AeqHttpOptions *options, guint next, const char *retry_after, AeqInstant now);

G_END_DECLS
