/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-document.h"
#include "aeq-flow-browse.h"
#include "aeq-seen-table.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_EXPORT_FLOWS,
  AEQ_EXPORT_POSITIONS, /* the newest day of each account, or its newest until @day */
  AEQ_EXPORT_BALANCES,
  AEQ_EXPORT_LADDER,    /* one account's day by time slice: booked, expected, forecast */
  AEQ_EXPORT_FORECAST,  /* the newest that was issued */
  AEQ_EXPORT_ACCURACY,
  AEQ_EXPORT_AUDIT,     /* the change record */
  AEQ_EXPORT_WORKSHEET, /* where each account stands on a day */
  AEQ_EXPORT_BCBS248,   /* the report of from..to, both given */
  AEQ_EXPORT_TABLE,     /* what a page shows, as it is seen */
  AEQ_EXPORT_ALERTS     /* those that hold and those that are over */
} AeqExportWhat;

/* What of it, as the listings of the command line take it; each subject looks at the filters that it has. */
typedef struct
{
  AeqExportWhat      what;
  const AeqAccount  *account;  /* (nullable) only this one; the ladder needs it */
  const AeqCurrency *currency; /* (nullable) of balances, positions, accuracy, worksheet and BCBS 248: only accounts in it */
  AeqDate            from;     /* AEQ_DATE_NONE: no bound */
  AeqDate            to;
  int                status;   /* of flows, -1: all */
  const char        *category; /* (nullable) of flows */
  const AeqFlowQuery *seen;    /* (nullable) flows exactly as this finds and orders them; other filters of flows are not looked at */
  AeqSeenTable      *table;    /* of AEQ_EXPORT_TABLE; borrowed, a copy of the request has a reference of its own */
  gint64             limit;    /* 0: all, oldest first; else the newest, newest first */
  AeqInstant         at;       /* of balances, AEQ_INSTANT_NONE: the ledger's now, unless @day is given */
  AeqDate            day;      /* the ladder's and the worksheet's, AEQ_DATE_NONE: today; of balances: at its end in the account's zone; of
                                * positions: the last that counts */
  int                minutes;  /* of the ladder: 15, 30 or 60 */
  int                horizon;  /* of accuracy, -1: all */
  const char        *regime;   /* (nullable) of accuracy */
  const char        *set;      /* (nullable) of BCBS 248: only this account set */
  gboolean           open_only; /* of alerts: not those that are resolved */
  AeqDocumentOptions options;
} AeqExportRequest;

#define AEQ_EXPORT_REQUEST_DEFAULT                                                                                     \
  {                                                                                                                    \
    .from = AEQ_DATE_NONE, .to = AEQ_DATE_NONE, .status = -1, .at = AEQ_INSTANT_NONE, .day = AEQ_DATE_NONE,            \
    .minutes = 30, .horizon = -1, .options = {                                                                         \
      .csv = AEQ_CSV_OPTIONS_DEFAULT                                                                                   \
    }                                                                                                                  \
  }

/* Writes to @path, whose ending says the format: .csv, .json, .xlsx or .pdf. Flows and positions have the columns of
 * the import templates and come back by import. The file appears whole or not at all. */
gboolean aeq_job_export (AeqLedger *ledger, const AeqExportRequest *request, const char *path, AeqProgress *progress,
                         GCancellable *cancellable, GError **error);

/* The same as pages for a printer, as they would be in a PDF. Free them. */
AeqPaperPages *aeq_job_print (AeqLedger *ledger, const AeqExportRequest *request, AeqProgress *progress, GCancellable *cancellable,
                              GError **error);

/* A copy with copies of all that it points to, for a worker. */
AeqExportRequest *aeq_export_request_copy (const AeqExportRequest *self);
void              aeq_export_request_free (AeqExportRequest *self);

/* Which of account, currency, set, from, until, status, category, limit, at, day, bucket, horizon and regime a subject looks at: what it does not is to be
 * refused, rather than to hand on more than was asked for. */
gboolean aeq_export_has_filter (AeqExportWhat what, const char *filter);

gboolean aeq_export_what_parse (const char *text, AeqExportWhat *what);

G_END_DECLS
