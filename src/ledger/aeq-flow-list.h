/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* What to list; zero fields do not filter. Instants are [from, to). */
typedef struct
{
  gint64      account;    /* local id, 0: all */
  AeqInstant  from;       /* AEQ_INSTANT_NONE: no bound */
  AeqInstant  to;
  int         status;     /* -1: all */
  const char *category;
  gboolean    open_only;  /* expected or pending flows that no actual has fulfilled */
  gint64      limit;      /* newest first when set; 0: all, oldest first */
} AeqFlowFilter;

#define AEQ_FLOW_FILTER_ALL { 0, AEQ_INSTANT_NONE, AEQ_INSTANT_NONE, -1, NULL, FALSE, 0 }

/* One row at a time, so that a million flows need no memory. @flow, its texts and @uid are borrowed for the call; return FALSE with
 * an error to stop. */
typedef gboolean (*AeqFlowFunc) (const AeqFlow *flow, const AeqId *uid, const AeqId *superseded_by, gpointer user_data,
                                 GError **error);

gboolean aeq_flow_foreach (AeqLedger *ledger, const AeqFlowFilter *filter, AeqFlowFunc func, gpointer user_data,
                           GCancellable *cancellable, GError **error);

G_END_DECLS
