/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"

G_BEGIN_DECLS

/* What a ZIP archive is by its members: "xlsx" or "zip". NULL with one sentence when it is an office document of another kind,
 * which says what to save it as, or cannot be read. Static. */
const char *aeq_archive_format (AeqInput *input, GError **error);
/* The same sentence for a document of the older kind (OLE): .xls, or a workbook with a password. Static. */
const char *aeq_archive_describe_ole (AeqInput *input);

G_END_DECLS
