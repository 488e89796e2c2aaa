/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_EXPORT_FLOWS,
  AEQ_EXPORT_POSITIONS,
  AEQ_EXPORT_FORECAST, /* the newest that was issued */
  AEQ_EXPORT_ACCURACY
} AeqExportWhat;

/* Writes to @path, whose ending says the format: .csv or .json. Flows and positions have the columns of the import templates and come
 * back by import. The file appears whole or not at all. */
gboolean aeq_job_export (AeqLedger *ledger, AeqExportWhat what, const char *path, AeqProgress *progress, GCancellable *cancellable,
                         GError **error);

gboolean aeq_export_what_parse (const char *text, AeqExportWhat *what);

G_END_DECLS
