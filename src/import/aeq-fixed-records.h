/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-lines.h"

G_BEGIN_DECLS

/* The records of a fixed-width text: its lines, or, when none ends within the first @record_length characters (0: not
 * said), stretches of that length. @number is that of the line, or of the record where there are no lines. */
gboolean aeq_fixed_records_each (AeqText *text, guint record_length, AeqLineFunc func, gpointer user_data,
                                 AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
