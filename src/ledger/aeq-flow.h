/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-id.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_FLOW_ACTUAL,   /* booked */
  AEQ_FLOW_EXPECTED, /* announced or planned; superseded by its actual */
  AEQ_FLOW_PENDING   /* seen at the bank, not booked: out of balances */
} AeqFlowStatus;

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
} AeqFlow;

const char   *aeq_flow_status_name  (AeqFlowStatus status); /* "actual", "expected", "pending" */
gboolean      aeq_flow_status_parse (const char *text, AeqFlowStatus *status);

/* Built-in categories, in the words of the glossary; a ledger may use others. NULL-terminated. */
extern const char *const AEQ_CATEGORIES[];
#define AEQ_CATEGORY_OTHER "other"

G_END_DECLS
