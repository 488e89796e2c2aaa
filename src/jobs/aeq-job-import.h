/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* One file into the ledger: all or nothing, repeatable without doubling, undoable. */

typedef struct
{
  const char        *format;     /* (nullable) "csv"; else found by content */
  const char        *profile;    /* (nullable) name of a profile, or path of a profile file */
  const AeqProfile  *mapping;    /* (nullable) how the columns are read, instead of a profile by name */
  const char        *account;    /* (nullable) account of rows that name none */
  const AeqCurrency *currency;   /* (nullable) */
  int                date_order; /* 0 or AEQ_DATE_DMY ... */
  AeqDecimal         decimal;
  const char        *save_profile; /* (nullable) name under which the ledger keeps how the file was read */
  gboolean           dry_run;
  gboolean           accept_warnings;
  gsize              head;       /* of a dry run: reads only so many bytes of a larger file; 0: all */
  gboolean           keep_path;  /* the history tells where the file was, so that an import that was taken back can be made again */
  const char        *place;      /* (nullable) with keep_path: where the file will be, when the caller moves it afterwards */
  const char        *sha256;     /* (nullable) a file with other bytes than these is refused */
} AeqImportRequest;

typedef enum
{
  AEQ_IMPORT_OK,
  AEQ_IMPORT_WARN,
  AEQ_IMPORT_REJECT
} AeqImportStatus;

typedef struct
{
  char           *path;
  AeqImportStatus status;
  AeqReadReport  *report;    /* what was read */
  GError         *refusal;   /* why it was refused, with its place; NULL otherwise */
  gint64          added;
  gint64          duplicates;
  gint64          import_id; /* 0 when nothing was kept */
} AeqImportOutcome;

void aeq_import_outcome_free (AeqImportOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqImportOutcome, aeq_import_outcome_free)

/* A file that is refused is an outcome, not an error: an error means that the ledger could not be used, or a cancel. */
AeqImportOutcome *aeq_job_import (AeqLedger *ledger, const char *path, const AeqImportRequest *request, AeqProgress *progress,
                                  GCancellable *cancellable, GError **error);

const char *aeq_import_status_name (AeqImportStatus status); /* "ok", "warn", "reject" */

G_END_DECLS
