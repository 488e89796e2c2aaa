/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads a fixed-width file by a profile that says where the columns stand: flows, expected flows, positions, margin or
 * accounts. What it promises is what aeq_csv_read() says. @profile NULL takes the profile of @known that the file fits,
 * if there is one. */
gboolean aeq_fixed_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known,
                         const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
                         AeqProgress *progress, GCancellable *cancellable, GError **error);

/* The first profile whose record types and columns fit the beginning of the file; NULL when there is none. A profile
 * without record types is never found: nothing tells its files from others. */
const AeqProfile *aeq_fixed_find (AeqInput *input, const AeqProfileSet *known);

G_END_DECLS
