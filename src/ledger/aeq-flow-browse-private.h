/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-browse.h"
#include "aeq-flow-sort.h"

G_BEGIN_DECLS

#define AEQ_FLOW_QUERY_BOUND 6 /* number of the parameter of @bounded */

/* Rows of id, account, amount and the key of the order. @bounded: none that comes after the time in AEQ_FLOW_QUERY_BOUND. Free it. */
char          *aeq_flow_query_sql  (const AeqFlowQuery *query, guint n_accounts, gboolean bounded);
/* @accounts: those whose number the SQL was made for. */
void           aeq_flow_query_bind (AeqStatement *stmt, const AeqFlowQuery *query, GPtrArray *accounts);
/* @currencies: by the account's local id (gint64), the index into the totals. */
AeqFlowSortRow aeq_flow_query_row  (AeqStatement *stmt, GHashTable *currencies);

/* The first query->first by time, whatever query->sort says, without reading those behind them. Fewer than were asked for when there are no
 * more, or (*given_up) when the text is so rare that reading all is quicker. */
gboolean       aeq_flow_first      (AeqLedger *ledger, const AeqFlowQuery *query, GPtrArray *accounts, GHashTable *currencies, GArray *rows,
                                    gboolean *given_up, GCancellable *cancellable, GError **error);

G_END_DECLS
