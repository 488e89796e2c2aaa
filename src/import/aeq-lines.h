/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-read.h"
#include "aeq-text.h"

G_BEGIN_DECLS

/* One line without its end; borrowed. FALSE stops with an error. */
typedef gboolean (*AeqLineFunc) (const char *line, gsize length, guint64 number, gpointer user_data, GError **error);

/* Every line of a text; LF, CRLF and CR end one, or "@@" where home banking wrote that. Refuses a line of more than @max bytes. */
gboolean aeq_lines_each   (AeqText *text, gsize max, AeqLineFunc func, gpointer user_data, AeqProgress *progress,
                           GCancellable *cancellable, GError **error);
/* Notes the encoding; warns of broken characters. */
void     aeq_lines_report (AeqText *text, AeqReadReport *report);
/* Passes @local on with the name of its file. Returns FALSE. */
gboolean aeq_lines_fail   (AeqInput *input, GError *local, GError **error);

G_END_DECLS
