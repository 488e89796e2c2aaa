/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-id.h"
#include "aeq-money.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_FLOW_ACTUAL,   /* booked */
  AEQ_FLOW_EXPECTED, /* announced or planned; superseded by its actual */
  AEQ_FLOW_PENDING,  /* seen at the bank, not booked: out of balances */
  AEQ_FLOW_WITHDRAWN /* reported within the day, but not by the day's statement: counts nowhere */
} AeqFlowStatus;

/* What kind of report a movement came in. */
typedef enum
{
  AEQ_REPORT_NONE,         /* a table, or a person */
  AEQ_REPORT_INTRADAY,
  AEQ_REPORT_NOTIFICATION, /* of single bookings */
  AEQ_REPORT_END_OF_DAY
} AeqReportKind;

/* One dated, time-stamped cash movement. Inflow > 0, outflow < 0. Texts may be NULL. */
typedef struct
{
  gint64        account;      /* local number of the account */
  AeqFlowStatus status;
  AeqInstant    settle_ts;    /* when it hits the account */
  AeqDate       value_date;   /* AEQ_DATE_NONE when the source does not say */
  AeqDate       booking_date;
  gint64        minor;        /* signed, minor units of the account's currency */
  const char   *category;     /* one of aeq_category_*; NULL lets the rules decide */
  const char   *counterparty;
  const char   *reference;    /* ours or end-to-end */
  const char   *bank_reference;
  const char   *narrative;
  guint64       line;         /* line in the source file, 0 when there is none */
  gboolean      day_only;     /* only the day is known: settle_ts is its local noon */
  gint64        statement;    /* local number of the statement it came in, 0 when there is none */
} AeqFlow;

/* One of the transactions that a flow is made of, or a charge that its amount includes. Texts may be NULL. */
typedef struct
{
  gboolean           charge;
  gboolean           has_minor;
  gint64             minor;          /* signed like a flow, in the digits of @currency */
  const AeqCurrency *currency;       /* (nullable) */
  const char        *reference;
  const char        *bank_reference;
  const char        *counterparty;
  const char        *narrative;
} AeqFlowDetail;

const char   *aeq_flow_status_name  (AeqFlowStatus status); /* "actual", "expected", "pending", "withdrawn" */
gboolean      aeq_flow_status_parse (const char *text, AeqFlowStatus *status);

/* "intraday", "notification", "end_of_day"; NULL for AEQ_REPORT_NONE and back. */
const char   *aeq_report_kind_name  (AeqReportKind kind);
AeqReportKind aeq_report_kind_parse (const char *text);

/* Built-in categories, in the words of the glossary; a ledger may use others. NULL-terminated. */
extern const char *const AEQ_CATEGORIES[];
#define AEQ_CATEGORY_OTHER "other"

G_END_DECLS
