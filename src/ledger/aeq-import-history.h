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
  char       *author;    /* (nullable) who imported it; of a listed record */
  char      **warnings;  /* (nullable) sentences, */
  char      **errors;    /* (nullable) rows left out, a sentence each; at most AEQ_IMPORT_MAX_SENTENCES of both */
  char       *path;      /* (nullable) where the file was */
  char       *mapping;   /* (nullable) how its columns were read, a profile in JSON */
} AeqImportRecord;

#define AEQ_IMPORT_MAX_SENTENCES 100

void aeq_import_record_clear (AeqImportRecord *self);
void aeq_import_record_free  (AeqImportRecord *self);

/* Opens the history entry, inside the caller's transaction, so that rows can point to it. Fills id and uid; the counts are
 * written by aeq_import_history_finish(), together with the one change record of the import. */
gboolean aeq_import_history_begin  (AeqLedger *ledger, AeqImportRecord *record, GError **error);
gboolean aeq_import_history_finish (AeqLedger *ledger, const AeqImportRecord *record, GError **error);

/* Oldest first; GPtrArray of AeqImportRecord, without warnings, errors, path and mapping. */
GPtrArray *aeq_import_history_list (AeqLedger *ledger, GError **error);
/* Fills in what the list leaves out, as far as the import's change record has it. */
gboolean   aeq_import_history_read_details (AeqLedger *ledger, AeqImportRecord *record, GError **error);
/* Whether a file with these bytes was imported before, and perhaps taken back since. */
gboolean   aeq_import_history_has (AeqLedger *ledger, const char *sha256, gboolean *has, GError **error);

/* Takes an import back: its flows, positions, balances and the accounts that it made and nothing else uses; flows that its
 * actuals had fulfilled are open again. One transaction, one change record. @removed counts the flows. @overlap (nullable) counts
 * its flows that stay because other imports vouch for them too. */
gboolean aeq_import_undo (AeqLedger *ledger, gint64 id, gint64 *removed, gint64 *overlap, GCancellable *cancellable,
                          GError **error);

G_END_DECLS
