/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads a BAI2 cash management file. Promises what aeq_csv_read() does; @profile and @known are not used. A
 * control total or balance that does not tie is a warning; a record that cannot be read refuses the file. */
gboolean aeq_bai2_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known,
                        const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
                        AeqReadReport *report, AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
