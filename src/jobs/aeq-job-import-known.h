/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_KNOWN_IMPORTED, /* see the outcome, which may be a refusal */
  AEQ_KNOWN_BEFORE,   /* these bytes were imported before; taken back or not, nobody asked for them again */
  AEQ_KNOWN_NOT       /* the outcome's refusal says what is missing */
} AeqKnownResult;

/* Imports a file that came by itself, if it can be read without asking: a statement or archive of a format that says all, or a table
 * with a profile: @profile (nullable) of this name, else one that fits. @place (nullable) is where the caller puts the file when it is in. NULL
 * as aeq_job_import(), and for AEQ_KNOWN_BEFORE without an error. */
AeqImportOutcome *aeq_job_import_known (AeqLedger *ledger, const char *path, const char *profile, const char *place, AeqKnownResult *result,
                                        AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
