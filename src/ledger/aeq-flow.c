/* SPDX-License-Identifier: MIT */
#include "aeq-flow.h"

/* In the order a desk reads them: margin and funding first, then markets, clients, and the running of the firm. */
const char *const AEQ_CATEGORIES[] = {
  "margin_call",
  "variation_margin",
  "initial_margin",
  "collateral",
  "repo_open",
  "repo_maturity",
  "securities_settlement",
  "fx_settlement",
  "subscription",
  "redemption",
  "client_receipt",
  "client_payment",
  "dividend",
  "coupon",
  "interest",
  "financing",
  "fee",
  "payroll",
  "tax",
  "supplier_payment",
  "treasury_transfer",
  AEQ_CATEGORY_OTHER,
  NULL
};

/* In the order of AeqFlowStatus. */
static const char *const STATUS_NAMES[] = { "actual", "expected", "pending", "withdrawn" };

const char *
aeq_flow_status_name (AeqFlowStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (STATUS_NAMES), NULL);

  return STATUS_NAMES[status];
}

gboolean
aeq_flow_status_parse (const char *text, AeqFlowStatus *status)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (STATUS_NAMES); i++)
    if (g_ascii_strcasecmp (text, STATUS_NAMES[i]) == 0)
      {
        *status = (AeqFlowStatus) i;
        return TRUE;
      }
  return FALSE;
}

static const char *const KIND_NAMES[] = { NULL, "intraday", "notification", "end_of_day" };

const char *
aeq_report_kind_name (AeqReportKind kind)
{
  return KIND_NAMES[kind];
}

AeqReportKind
aeq_report_kind_parse (const char *text)
{
  for (guint i = AEQ_REPORT_INTRADAY; text != NULL && i < G_N_ELEMENTS (KIND_NAMES); i++)
    if (g_str_equal (text, KIND_NAMES[i]))
      return (AeqReportKind) i;
  return AEQ_REPORT_NONE;
}
