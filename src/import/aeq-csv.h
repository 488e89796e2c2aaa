/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Reads a delimited text of flows, expected flows, positions or accounts. @profile says how; without one a profile of
 * @known (nullable) with the header's fingerprint does, else the content decides. The sink may be NULL (a dry run), and so
 * may be its functions. It is called row by row while errors may still turn up in later rows: with bad rows in the report
 * and without accept_warnings the caller has to take back what it booked. FALSE with one sentence and its place when the
 * file as a whole is refused. */
gboolean aeq_csv_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                       const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                       GCancellable *cancellable, GError **error);

/* The same for records that come from elsewhere: what is above a delimited text's characters. Errors have no file yet. */
gboolean aeq_csv_read_source (const AeqRecordSource *source, const AeqProfile *profile, const AeqProfileSet *known,
                              const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
                              AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
