/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-bcbs248.h"
#include "aeq-document.h"
#include "aeq-obligation.h"

G_BEGIN_DECLS

/* What is reported on: one account, one account set, or everything: each set, and beside the sets what is in none of
 * them. */
typedef struct
{
  AeqDate            from; /* both included */
  AeqDate            to;
  const AeqAccount  *account;  /* (nullable) */
  const char        *set;      /* (nullable) */
  const AeqCurrency *currency; /* (nullable) only this one */
} AeqBcbsRequest;

/* A time-specific obligation of the report with the account that owes it. Borrowed from the section. */
typedef struct
{
  const AeqObligation *obligation;
  const AeqAccount    *account;
  AeqBcbsSettlement    settlement;
} AeqBcbsOwed;

/* One account set in one currency; sections are never added up. */
typedef struct
{
  char              *name;
  gboolean           netted; /* one path for all accounts; else each has its own, and the usages are added */
  const AeqCurrency *currency;
  const AeqZone     *zone;
  char              *calendar;
  GPtrArray         *accounts;        /* AeqAccount */
  guint              n_business_days; /* of the period; figures->n_days of them have begun */
  AeqBcbs           *figures;
  GArray            *owed;            /* AeqBcbsOwed, due or settled in the period */
  GPtrArray         *obligations;     /* AeqObligations, an account each: owns what @owed points to */
  GPtrArray         *lines;           /* GPtrArray of AeqCreditLine, an account each: owns the customers' names */
  GPtrArray         *gaps;            /* char*: what is missing, and how it was treated */
} AeqBcbsSection;

typedef struct
{
  AeqDate    from;
  AeqDate    to;
  char      *month;    /* "2026-11" when the period is one, else NULL */
  AeqInstant as_of;
  char      *ledger;   /* its name */
  GPtrArray *sections; /* AeqBcbsSection, at least one */
} AeqBcbsReport;

/* Reads the flows that were booked (actual ones only) and what people have entered beside them. AEQ_ERROR_NOT_FOUND
 * when there is no such set, or nothing to report on. */
AeqBcbsReport *aeq_job_bcbs248 (AeqLedger *ledger, const AeqBcbsRequest *request, AeqProgress *progress,
                                GCancellable *cancellable, GError **error);
void           aeq_bcbs_report_free (AeqBcbsReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBcbsReport, aeq_bcbs_report_free)

/* "2026-11": its first and last day. */
gboolean aeq_bcbs_month_parse (const char *text, AeqDate *from, AeqDate *to);

/* One JSON document: {"month", "days", "tools", "sections", ...}; docs/user_guides/bcbs248_report.md describes it. Free
 * it. */
char    *aeq_bcbs_report_document (const AeqBcbsReport *self);
/* Writes .xlsx, .pdf, .csv (the days) or .json; the file appears whole or not at all. */
gboolean aeq_bcbs_report_write    (const AeqBcbsReport *self, const char *path, const AeqDocumentOptions *options,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS
