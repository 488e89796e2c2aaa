/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      id;
  AeqId       uid;
  char       *name;
  char       *format;
  char       *profile; /* (nullable) */
  char       *sha256;
  AeqInstant  imported_at;
  gint64      rows_read;
  gint64      added;
  gint64      duplicates;
  gint64      rejected;
  AeqInstant  undone_at; /* AEQ_INSTANT_NONE when it stands */
} AeqImportRecord;

void aeq_import_record_clear (AeqImportRecord *self);
void aeq_import_record_free  (AeqImportRecord *self);

/* Opens the history entry, inside the caller's transaction, so that rows can point to it. Fills id and uid; the counts are
 * written by aeq_import_history_finish(), together with the one change record of the import. */
gboolean aeq_import_history_begin  (AeqLedger *ledger, AeqImportRecord *record, GError **error);
gboolean aeq_import_history_finish (AeqLedger *ledger, const AeqImportRecord *record, GError **error);

/* Oldest first; GPtrArray of AeqImportRecord. */
GPtrArray *aeq_import_history_list (AeqLedger *ledger, GError **error);

/* Takes an import back: its flows, positions, balances and the accounts that it made and nothing else uses; flows that its
 * actuals had fulfilled are open again. One transaction, one change record. @removed counts the flows. @overlap (nullable) counts
 * its flows that stay because other imports vouch for them too. */
gboolean aeq_import_undo (AeqLedger *ledger, gint64 id, gint64 *removed, gint64 *overlap, GCancellable *cancellable,
                          GError **error);

G_END_DECLS
