/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* What a ZIP archive is by its members: "xlsx" or "zip". NULL with one sentence when it is an office document of another kind,
 * which says what to save it as, or cannot be read. Static. */
const char *aeq_archive_format (AeqInput *input, GError **error);
/* The members of an archive as one import, in the order of their names, each by the reader of its own format. @report gets the
 * format of the members when they agree, "zip" otherwise; after each member the sink is told (part). Errors name
 * "archive.zip/member". Of what aeq_csv_read() promises, bad rows are those of members that are tables. */
gboolean aeq_archive_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                           const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                           GCancellable *cancellable, GError **error);
/* The same sentence for a document of the older kind (OLE): .xls, or a workbook with a password. Static. */
const char *aeq_archive_describe_ole (AeqInput *input);

G_END_DECLS
