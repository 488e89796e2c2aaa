/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* What one report says of a flow, and what the flow is when several reports describe it. The flow's row is made of all versions
 * whose reports stand, so that taking one of them back gives what the others say:
 *   days: the end-of-day statement's, before a notification's, before an intraday report's;
 *   time: a time that a report gives of that day; else the day alone;
 *   texts: those of camt, before BAI2 and OFX, before MT, each filled up by the others;
 *   category: the one that came first. */
typedef struct
{
  AeqId         uid;
  char         *format;
  AeqReportKind kind;
  AeqInstant    settle_ts;
  gboolean      timed;
  AeqDate       value_date;
  AeqDate       booking_date;
  char         *category;
  char         *counterparty;
  char         *reference;
  char         *bank_reference;
  char         *narrative;
} AeqFlowVersion;

void aeq_flow_version_free (AeqFlowVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowVersion, aeq_flow_version_free)
AeqFlowVersion *aeq_flow_version_new   (const AeqFlow *flow, const AeqId *uid, const char *format, AeqReportKind kind);
/* Of @versions (AeqFlowVersion, in the order of arrival, at least one) in the account's zone; its uid is the first's. */
AeqFlowVersion *aeq_flow_version_merge (GPtrArray *versions, const AeqZone *zone);
/* What @now becomes when @before becomes @after: what a person has changed since stays. */
void            aeq_flow_version_follow (AeqFlowVersion *now, const AeqFlowVersion *before, const AeqFlowVersion *after);

/* The stored versions of a flow; empty when it has one report. GPtrArray of AeqFlowVersion. */
GPtrArray *aeq_flow_version_list  (AeqStore *store, const AeqId *flow_uid, GError **error);
gboolean   aeq_flow_version_put   (AeqStore *store, const AeqId *flow_uid, const AeqFlowVersion *self, GError **error);
/* Reads the columns settle_ts, timed, value_date, booking_date, category, counterparty, reference, bank_reference, narrative from
 * column @first on. */
AeqFlowVersion *aeq_flow_version_read (AeqStatement *stmt, int first);
/* Writes what the flow is now into its row. */
gboolean   aeq_flow_version_apply (AeqStore *store, const AeqId *flow_uid, const AeqFlowVersion *self, GError **error);

/* The kind of report that a format holds where no statement says it. */
AeqReportKind aeq_report_kind_of_format (const char *format);

/* Details of what one version says; those that are there stay. */
gboolean   aeq_flow_detail_put    (AeqStore *store, const AeqId *flow_uid, const AeqId *version_uid, const AeqFlowDetail *details,
                                   guint n, GError **error);
/* Of the version that tells most, in order. */
typedef gboolean (*AeqFlowDetailFunc) (const AeqFlowDetail *detail, gpointer user_data, GError **error);
gboolean   aeq_flow_detail_foreach (AeqStore *store, const AeqId *flow_uid, AeqFlowDetailFunc func, gpointer user_data,
                                    GError **error);

G_END_DECLS
