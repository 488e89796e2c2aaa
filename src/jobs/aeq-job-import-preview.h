/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import.h"
#include "aeq-table-look.h"

G_BEGIN_DECLS

/* What an import would do, before it is done: how the file is read, its first rows, and what it would bring. */

/* Larger files are tried by their head alone: trying a file costs what importing it costs, and a person waits for the answer after
 * each change of the mapping. What is known already is then counted by the import. */
#define AEQ_PREVIEW_WHOLE (4 << 20)
#define AEQ_PREVIEW_HEAD (256 << 10)
#define AEQ_PREVIEW_ROWS 30

/* One movement as it would be booked. */
typedef struct
{
  guint64            line;
  AeqDate            date;         /* booked, else of value */
  gint64             minor;        /* inflow > 0 */
  const AeqCurrency *currency;     /* the file's, else the one it would be taken as */
  char              *account;      /* (nullable) */
  char              *counterparty; /* (nullable) */
  char              *narrative;    /* (nullable) */
} AeqPreviewFlow;

typedef struct
{
  char             *format;   /* (nullable) when nothing reads it */
  gboolean          is_table; /* rows stand for themselves: good ones can come without bad ones */
  AeqTableLook     *look;     /* (nullable) columns and raw rows of a delimited text or a sheet */
  GPtrArray        *flows;    /* AeqPreviewFlow: the first */
  gboolean          whole;    /* all of the file was tried: the counts are the file's, not its head's */
  AeqImportOutcome *outcome;  /* (nullable) of the trial; good rows are counted beside bad ones */
  GPtrArray        *accounts; /* char*: accounts that the ledger would get, "DE12 EUR" */
  GPtrArray        *profiles; /* char*: names of the profiles at hand */
  GError           *problem;  /* (nullable) why it cannot be imported as it stands */
} AeqImportPreview;

void aeq_import_preview_free (AeqImportPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqImportPreview, aeq_import_preview_free)

/* Leaves the ledger as it is, but needs one that can be written. An error is the ledger's, or a cancel. */
AeqImportPreview *aeq_job_import_preview (AeqLedger *ledger, const char *path, const AeqImportRequest *request,
                                          GCancellable *cancellable, GError **error);

G_END_DECLS
