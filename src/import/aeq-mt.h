/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads MT940 and MT942, as SWIFT sends them or without its blocks: the fields decide, so one reader takes both. Streams;
 * promises what aeq_csv_read() does. The profiles are ignored. */
gboolean aeq_mt_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                      const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                      GCancellable *cancellable, GError **error);
/* "mt940" or "mt942" when the beginning of a file, in any ASCII-like encoding, is one; else NULL. */
const char *aeq_mt_sniff (const char *head, gsize length);

G_END_DECLS
