/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-export-source.h"
#include "aeq-job-export.h"

G_BEGIN_DECLS

/* One export under way. A subject opens the document when it knows that there is something to write, and pushes. */
typedef struct
{
  AeqLedger              *ledger;
  const AeqExportRequest *request;
  const char             *path;
  AeqProgress            *progress;
  GCancellable           *cancellable;
  AeqExportSource         source;
  GPtrArray              *accounts; /* AeqAccount */
  GHashTable             *by_id;    /* local id -> AeqAccount */
} AeqExport;

/* One file a subject: aeq-export-flows.c and so on. */
gboolean aeq_export_flows     (AeqExport *self, GError **error);
gboolean aeq_export_positions (AeqExport *self, GError **error);
gboolean aeq_export_balances  (AeqExport *self, GError **error);
gboolean aeq_export_ladder    (AeqExport *self, GError **error);
gboolean aeq_export_forecast  (AeqExport *self, GError **error);
gboolean aeq_export_accuracy  (AeqExport *self, GError **error);
gboolean aeq_export_audit     (AeqExport *self, GError **error);
gboolean aeq_export_worksheet (AeqExport *self, GError **error);
gboolean aeq_export_bcbs248   (AeqExport *self, GError **error);
gboolean aeq_export_table     (AeqExport *self, GError **error);

/* Whether the account is among those that were asked for. */
gboolean aeq_export_wants (const AeqExport *self, const AeqAccount *account);
/* Flows as they are seen, pushed into a document whose table of flows has begun. */
gboolean aeq_export_seen (AeqExport *self, AeqDocument *document, GError **error);

/* Opens the document of the request; @info may be on the stack until the document is freed. */
AeqDocument *aeq_export_open (AeqExport *self, const AeqDocumentInfo *info, GError **error);

G_END_DECLS
