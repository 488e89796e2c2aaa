/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* A figure of liquidity that holds from the open of its day until the next of the same kind and name. */
typedef struct
{
  char   *kind;   /* central_bank_collateral | ancillary_collateral | unencumbered_assets | other_banks | other */
  char   *name;
  AeqDate as_of;
  gint64  minor;  /* after the haircut, rounded down */
  gint64  before; /* the haircut */
  gint64  haircut_bp;
} AeqLiquiditySource;

/* A credit line to the account, or one that the desk grants to a customer on it. */
typedef struct
{
  char    *name; /* of the line, or the customer */
  gint64   minor;
  gboolean committed;
  gboolean secured;
  AeqDate  valid_from; /* AEQ_DATE_NONE: always was */
  AeqDate  valid_to;   /* its last day; AEQ_DATE_NONE: no end */
  gboolean use_known;  /* of a customer's */
  gint64   peak_use;
} AeqCreditLine;

/* Of one account up to the day @to, by kind, name and day. GPtrArray of AeqLiquiditySource. */
GPtrArray *aeq_liquidity_sources (AeqLedger *ledger, const AeqAccount *account, AeqDate to, GError **error);
/* Whether the figure @i of that list is the one that holds on @day. */
gboolean   aeq_liquidity_holds   (const GPtrArray *sources, guint i, AeqDate day);
/* Lines that are valid on some day of [@from, @to]. GPtrArray of AeqCreditLine. */
GPtrArray *aeq_credit_lines   (AeqLedger *ledger, const AeqAccount *account, AeqDate from, AeqDate to, GError **error);
GPtrArray *aeq_customer_lines (AeqLedger *ledger, const AeqAccount *account, AeqDate from, AeqDate to, GError **error);
gboolean   aeq_credit_line_valid (const AeqCreditLine *self, AeqDate day);
/* Categories whose outflows are payments made for customers. GHashTable as a set of char*. */
GHashTable *aeq_customer_categories (AeqLedger *ledger, GError **error);

G_END_DECLS
