/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

/* One ledger file as a window has it: a thread with a store connection of its own for each queue. The window hands work over and is
 * given results that nobody changes any more; it never waits. Used from the main thread only. */

#define AEQ_TYPE_WORKSPACE (aeq_workspace_get_type ())
G_DECLARE_FINAL_TYPE (AeqWorkspace, aeq_workspace, AEQ, WORKSPACE, GObject)

typedef enum
{
  AEQ_QUEUE_CHANGE, /* what the user changes: opens, upgrades, forecasts */
  AEQ_QUEUE_READ,   /* what a page shows */
  AEQ_QUEUE_ROWS,   /* short looks: a stretch of rows, the details of one */
  AEQ_QUEUE_FETCH,  /* waits for other machines, and writes what came in short transactions: changes do not wait for it */
  AEQ_N_QUEUES
} AeqQueue;

/* Runs in the queue's thread. The ledger's now is that of the call. */
typedef gpointer (*AeqWorkFunc) (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error);

/* What there is to do; static. */
typedef struct
{
  AeqQueue       queue;
  AeqWorkFunc    func;
  GDestroyNotify data_free;   /* (nullable) */
  GDestroyNotify result_free; /* (nullable) */
} AeqWork;

/* @path as g_file_get_path() gives it; @create makes the ledger when there is none. Nothing is opened before the first work. @now
 * AEQ_INSTANT_NONE: the clock. */
AeqWorkspace *aeq_workspace_new      (const char *path, gboolean create, AeqInstant now);
const char   *aeq_workspace_get_path (AeqWorkspace *self);
/* Whether work was handed over whose callback has not been called yet. */
gboolean      aeq_workspace_is_busy  (AeqWorkspace *self);
/* What work that is handed over at this moment has for its now. */
AeqInstant    aeq_workspace_get_now  (AeqWorkspace *self);

/* Who is written into the change record from the next work on; NULL or empty: the login name. */
void          aeq_workspace_set_author (AeqWorkspace *self, const char *author);

/* Takes @data over. @progress (nullable) is called in the main thread, not any more once @cancellable is cancelled. The callback gets
 * NULL as its source object. Work of one queue is done in its order; leaving the workspace cancels what is left. */
void     aeq_workspace_run    (AeqWorkspace *self, const AeqWork *work, gpointer data, AeqProgressFunc progress,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* What the function returned. Free it as the work says. */
gpointer aeq_workspace_finish (GAsyncResult *result, GError **error);

G_END_DECLS
