/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-store.h"

G_BEGIN_DECLS

/* How much one organisation asks of the server, by month. Counted in memory by whoever answers, and written with the
 * next batch of the organisation's writes. Safe from any thread. */
typedef struct _AeqUsage AeqUsage;

typedef enum
{
  AEQ_USAGE_READ,
  AEQ_USAGE_WRITE,
  AEQ_USAGE_HEAVY, /* uploads, forecasts, exports */
  AEQ_N_USAGES
} AeqUsageKind;

typedef struct
{
  gint64       month; /* 202611, in UTC */
  AeqUsageKind kind;
  gint64       requests;
  gint64       refused;
  gint64       bytes_in;
  gint64       bytes_out;
} AeqUsageRow;

AeqUsage *aeq_usage_new  (void);
void      aeq_usage_free (AeqUsage *self);

/* One request. TRUE: so much has come together that it should be written; said once, until it is. */
gboolean  aeq_usage_note (AeqUsage *self, AeqUsageKind kind, AeqInstant now, gboolean refused, gint64 bytes_in,
                          gint64 bytes_out);
gboolean  aeq_usage_is_pending (AeqUsage *self);
/* Inside a transaction; its end is to be told. */
gboolean  aeq_usage_write  (AeqUsage *self, AeqStore *store, GError **error);
void      aeq_usage_settle (AeqUsage *self, gboolean committed);
/* What is written and what is not yet, newest month first. GArray of AeqUsageRow. */
GArray   *aeq_usage_read   (AeqUsage *self, AeqStore *store, GError **error);

G_END_DECLS
