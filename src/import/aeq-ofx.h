/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads an OFX or QFX file: 1.x in SGML or 2.x in XML. Promises what aeq_csv_read() does; @profile and @known are not
 * used. What is odd is a warning; an error response, or an entry without a day or an amount, refuses the file. */
gboolean aeq_ofx_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known,
                       const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
                       AeqReadReport *report, AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
