/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bank-statement.h"
#include "aeq-flow-version.h"

G_BEGIN_DECLS

/* Who vouches for a flow. */
typedef struct
{
  gint64        import_id;
  gint64        statement; /* local number, 0 when none is known */
  char          format[8];
  AeqReportKind kind;
} AeqVoucher;

/* A flow of the ledger that some bank's report brought. */
typedef struct
{
  gint64          id;
  AeqId           uid;
  AeqFlowStatus   status;
  gint64          minor;
  gint64          import_id;
  gboolean        superseded; /* a pending one that was booked */
  gboolean        settles;    /* an actual that was pending before */
  AeqFlowVersion *now;        /* as its row is */
  GPtrArray      *versions;   /* AeqFlowVersion, empty while one report describes it */
  GArray         *vouchers;   /* AeqVoucher */
} AeqKnownFlow;

/* The known flows of one account around some days, found by amount. */
typedef struct
{
  GPtrArray  *flows;     /* AeqKnownFlow */
  GHashTable *by_amount; /* gint64* -> GPtrArray of AeqKnownFlow, borrowed */
  GHashTable *by_statement; /* gint64* -> the same: whom it vouches for */
  GHashTable *by_day;    /* gint64* -> the same: the day that it had when it came here */
} AeqFlowPool;

/* Of the days @first to @last of the account's zone. @statements: those of the account, by id (gint64* -> AeqBankStatement). */
AeqFlowPool  *aeq_flow_pool_load (AeqLedger *ledger, const AeqAccount *account, AeqDate first, AeqDate last, GHashTable *statements,
                                  GError **error);
void          aeq_flow_pool_free (AeqFlowPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowPool, aeq_flow_pool_free)
/* Takes the flow over, which settles on @day. */
void          aeq_flow_pool_add  (AeqFlowPool *self, AeqKnownFlow *flow, AeqDate day);
/* @statement (nullable); without it @format and @kind are what is known of the report. */
void          aeq_flow_pool_vouch (AeqFlowPool *self, AeqKnownFlow *flow, gint64 import_id, const AeqBankStatement *statement,
                                   const char *format, AeqReportKind kind);
AeqKnownFlow *aeq_known_flow_new (gint64 id, const AeqId *uid, AeqFlowStatus status, gint64 minor, gint64 import_id,
                                  AeqFlowVersion *now);
gboolean      aeq_known_flow_has   (const AeqKnownFlow *self, AeqReportKind kind);
AeqDate       aeq_known_flow_day   (const AeqKnownFlow *self, const AeqZone *zone);

G_END_DECLS
