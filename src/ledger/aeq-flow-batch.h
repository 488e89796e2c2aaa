/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* Flows on their way into a store where each answer costs a way to a server: kept until they are many, then asked for together. */
typedef struct _AeqFlowBatch AeqFlowBatch;

typedef struct
{
  const AeqAccount *account;
  AeqFlow           flow;     /* its texts are the batch's */
  AeqId             uid;
  const char       *category;
  gboolean          known;    /* it is in the ledger already; set by aeq_flow_batch_look_up() */
  gint64            id;
} AeqBatchRow;

AeqFlowBatch *aeq_flow_batch_new    (void);
void          aeq_flow_batch_free   (AeqFlowBatch *self);
/* Copies the flow with its texts; the account is borrowed. Uids within a batch differ. */
void          aeq_flow_batch_add    (AeqFlowBatch *self, const AeqAccount *account, const AeqFlow *flow, const AeqId *uid,
                                     const char *category);
gboolean      aeq_flow_batch_is_full (AeqFlowBatch *self);
guint         aeq_flow_batch_size   (AeqFlowBatch *self);
AeqBatchRow  *aeq_flow_batch_get    (AeqFlowBatch *self, guint i);
gboolean      aeq_flow_batch_look_up (AeqFlowBatch *self, AeqStore *store, GError **error);
void          aeq_flow_batch_clear  (AeqFlowBatch *self);

G_END_DECLS
