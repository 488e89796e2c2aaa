/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads a camt.052, camt.053 or camt.054 message of any version from .001.01 to .001.13; which one it is, the message says.
 * Profiles do not apply. The promise to the caller is that of aeq_csv_read(): the sink is called while errors may still turn
 * up, and FALSE means that the file as a whole is refused, with its line and element. */
gboolean aeq_camt_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                        const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                        GCancellable *cancellable, GError **error);

G_END_DECLS
