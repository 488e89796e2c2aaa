/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-bcbs248.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* The BCBS 248 report of a month for looking at, with what there is to choose from. */

typedef struct
{
  AeqDate            month;    /* its first day; AEQ_DATE_NONE: the newest month that is over and has flows */
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency; /* (nullable) */
  char              *set;      /* (nullable) an account set; not looked at for one account */
} AeqReportRequest;

void aeq_report_request_free (AeqReportRequest *self);

typedef struct
{
  AeqInstant     as_of;
  AeqDate        month;  /* that is shown; AEQ_DATE_NONE when the ledger has no flows */
  AeqDate        first;  /* months that have flows, by their first days */
  AeqDate        last;
  GPtrArray     *sets;   /* char*: names of the account sets */
  AeqBcbsReport *report; /* (nullable) NULL when the ledger has no flows */
} AeqReportMonth;

AeqReportMonth *aeq_job_report (AeqLedger *ledger, const AeqReportRequest *request, GCancellable *cancellable, GError **error);
void            aeq_report_month_free (AeqReportMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqReportMonth, aeq_report_month_free)

/* The summary of a section in the layout of the reporting template, and its days. Free them. */
AeqSheet *aeq_report_tools_sheet (const AeqBcbsSection *section, AeqInstant as_of);
AeqSheet *aeq_report_days_sheet  (const AeqBcbsSection *section, AeqInstant as_of);

G_END_DECLS
