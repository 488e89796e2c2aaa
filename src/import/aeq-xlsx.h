/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-profile.h"
#include "aeq-read.h"
#include "aeq-input.h"

G_BEGIN_DECLS

/* Reads the sheets of an Excel workbook (.xlsx, .xlsm) that hold a table; what aeq_csv_read() says of tables, columns, profiles
 * and bad rows holds for each. Hidden sheets are read only when there are no others; hidden rows are. */
gboolean aeq_xlsx_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                        const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                        GCancellable *cancellable, GError **error);

G_END_DECLS
