/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

G_BEGIN_DECLS

/* The monitoring tools of BCBS 248 for one account set in one currency, from plain input: no ledger, no SQL. Amounts
 * are minor units, sums are checked (AEQ_ERROR_OVERFLOW). */

typedef enum
{
  AEQ_BCBS_CUSTOMER = 1 << 0, /* a payment made on behalf of a customer: B1 */
  AEQ_BCBS_DAY_ONLY =
    1 << 1 /* only the day is known; the worst case places outflows at the open and inflows at the close */
} AeqBcbsFlowFlags;

/* One settled movement. */
typedef struct
{
  AeqInstant at;
  gint64     minor; /* inflow > 0 */
  guint16    leg;   /* whose path it belongs to: paths are not netted against each other */
  guint16    flags;
} AeqBcbsFlow;

typedef enum
{
  AEQ_BCBS_BALANCE,
  AEQ_BCBS_CENTRAL_BANK_COLLATERAL,
  AEQ_BCBS_ANCILLARY_COLLATERAL,
  AEQ_BCBS_UNENCUMBERED,
  AEQ_BCBS_CREDIT_LINES,
  AEQ_BCBS_OTHER_BANKS,
  AEQ_BCBS_OTHER,
  AEQ_BCBS_N_SOURCES
} AeqBcbsSource;

/* "balance", "central_bank_collateral", ... "other": the names in the ledger and in documents. */
const char *aeq_bcbs_source_name  (AeqBcbsSource source);
gboolean    aeq_bcbs_source_parse (const char *text, AeqBcbsSource *source);

/* What was available at the open of a day. */
typedef struct
{
  gboolean known; /* FALSE: nothing was entered for the day, which is not the same as nothing available */
  gint64   minor[AEQ_BCBS_N_SOURCES];
  gint64   lines_secured;   /* of the credit lines */
  gint64   lines_committed;
} AeqBcbsAvailable;

/* A business day. It takes in what settled since the business day before, on closed days. */
typedef struct
{
  AeqDate            date;
  AeqInstant         from;  /* end of the business day before */
  AeqInstant         start; /* local midnight */
  AeqInstant         end;   /* 23, 24 or 25 hours later */
  const AeqBcbsFlow *flows; /* those of a leg in time order, from <= at < end */
  gsize              n_flows;
  AeqBcbsAvailable   available;
} AeqBcbsDayInput;

typedef enum
{
  AEQ_BCBS_OPEN,    /* not due yet */
  AEQ_BCBS_ON_TIME,
  AEQ_BCBS_LATE,
  AEQ_BCBS_MISSED   /* due, and not paid in full */
} AeqBcbsSettlement;

typedef struct
{
  AeqInstant due;
  AeqInstant settled_at; /* AEQ_INSTANT_NONE: not paid in full */
  gint64     minor;      /* what was owed, > 0 */
  gint64     paid;       /* by the flows that settled it */
} AeqBcbsObligation;

AeqBcbsSettlement aeq_bcbs_settlement      (const AeqBcbsObligation *self, AeqInstant as_of);
const char       *aeq_bcbs_settlement_name (AeqBcbsSettlement settlement); /* "open", "on time", "late", "missed" */

/* An intraday line granted to a customer. */
typedef struct
{
  const char *customer; /* borrowed */
  gint64      minor;
  gboolean    secured;
  gboolean    committed;
  gboolean    use_known;
  gint64      peak_use;
} AeqBcbsLine;

typedef struct
{
  const AeqZone           *zone; /* of the clock that throughput is told by */
  guint                    n_legs;
  const AeqBcbsDayInput   *days; /* in date order */
  guint                    n_days;
  const AeqBcbsObligation *obligations;
  gsize                    n_obligations;
  const AeqBcbsLine       *lines;
  guint                    n_lines;
  AeqInstant               as_of; /* what is due later is not missed yet */
} AeqBcbsInput;

/* Usage and surplus of a day: of its one path, or added over the paths that may not be netted; the times are those of
 * the path with the largest. */
typedef struct
{
  gint64     usage;
  AeqInstant usage_at; /* AEQ_INSTANT_NONE when there was none */
  gint64     surplus;
  AeqInstant surplus_at;
} AeqBcbsPeaks;

#define AEQ_BCBS_SLOTS 96 /* quarters of an hour on the wall clock */

typedef struct
{
  AeqDate          date;
  AeqBcbsPeaks     reported; /* flows at one instant netted */
  AeqBcbsPeaks     worst;    /* outflows first */
  AeqBcbsAvailable available;
  gint64           available_total;
  gint64           sent;
  gint64           received;
  gint64           settled;  /* time-specific obligations that were settled on this day */
  gint64           customer;
  guint            late;     /* of those due on this day */
  guint            missed;
  gint64           late_minor;
  gint64           missed_minor;
  guint            n_day_only;
  guint            n_closed; /* flows that settled on closed days before */
  gint64           sent_by[AEQ_BCBS_SLOTS];
} AeqBcbsDay;

/* The three largest (A2: smallest) days of a figure and its average over all days that count. */
typedef struct
{
  guint  n;       /* up to 3 */
  guint  day[3];  /* index */
  gint64 minor[3];
  guint  n_days;  /* that the average is over */
  gint64 average; /* half even */
} AeqBcbsTop;

typedef struct
{
  AeqBcbsDay *days;
  guint       n_days;
  AeqBcbsTop  usage;
  AeqBcbsTop  surplus;
  AeqBcbsTop  worst_usage;
  AeqBcbsTop  worst_surplus;
  AeqBcbsTop  available;
  AeqBcbsTop  sources[AEQ_BCBS_N_SOURCES]; /* the smallest of each by itself, and its average */
  AeqBcbsTop  lines_secured;
  AeqBcbsTop  lines_committed;
  AeqBcbsTop  sent;
  AeqBcbsTop  received;
  AeqBcbsTop  settled;
  AeqBcbsTop  customer;
  gint64      total_settled;
  guint       late;
  guint       missed;
  gint64      late_minor;
  gint64      missed_minor;
  AeqBcbsLine lines[3];   /* the largest; customers borrowed from the input */
  guint       n_lines;
  guint       n_sent_days; /* days with payments, over which throughput is averaged */
  double      throughput[AEQ_BCBS_SLOTS]; /* percent sent before the end of slot i; NaN when nothing was sent */
} AeqBcbs;

/* NULL with AEQ_ERROR_OVERFLOW. */
AeqBcbs *aeq_bcbs_compute (const AeqBcbsInput *input, GError **error);
void     aeq_bcbs_free    (AeqBcbs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBcbs, aeq_bcbs_free)

G_END_DECLS
