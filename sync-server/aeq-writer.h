/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stores.h"

G_BEGIN_DECLS

/* The one thread that writes: takes what has queued up for one database, each job in a savepoint, commits once with
 * full sync, and then tells all. So the price of a durable commit is shared, and readers are left alone. */
typedef struct _AeqWriter AeqWriter;

/* In the writer's thread, inside a transaction: FALSE takes back what this job wrote, and nothing else. @ledger NULL:
 * the catalog. */
typedef gboolean (*AeqWriteFunc) (AeqStore *store, AeqLedger *ledger, gpointer data, GError **error);
/* In the writer's thread, after the commit. @error NULL: what was written will stay. */
typedef void     (*AeqWriteDone) (gpointer data, const GError *error);

#define AEQ_WRITER_BATCH 64
#define AEQ_WRITER_QUEUE 1024

AeqWriter *aeq_writer_new  (AeqStores *stores);
void       aeq_writer_free (AeqWriter *self); /* after what is queued is written */
/* @tenant NULL: the catalog. FALSE: the queue is full, and nothing will be called. */
gboolean   aeq_writer_push (AeqWriter *self, AeqTenant *tenant, AeqWriteFunc func, AeqWriteDone done, gpointer data);
/* Waits for the commit; not from an event loop. A full queue is status 503. */
gboolean   aeq_writer_run  (AeqWriter *self, AeqTenant *tenant, AeqWriteFunc func, gpointer data, GError **error);
/* A lease was given back: jobs that had to wait for it can go on. */
void       aeq_writer_wake (AeqWriter *self);

G_END_DECLS
