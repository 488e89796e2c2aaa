/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* Work that its client does not wait for, because it said Prefer: respond-async. Who began it may ask how far it is,
 * and later what the answer was. Known while the program runs, for an hour after its end. Safe from any thread. */
typedef struct _AeqTasks AeqTasks;
typedef struct _AeqTask  AeqTask;

#define AEQ_TASKS_MOST 32                /* of an organisation */
#define AEQ_TASK_RESULTS (64 << 20)      /* bytes of answers; the oldest go first */
#define AEQ_TASK_KEPT AEQ_HOUR

AeqTasks *aeq_tasks_new  (void);
void      aeq_tasks_free (AeqTasks *self); /* when no task runs any more */

/* A call of its own, with all that @call was given, and a task to tell of it: @call's request loses its body. NULL: as
 * many as may be are under way. */
AeqCall *aeq_tasks_begin  (AeqTasks *self, AeqCall *call);
/* What its client is told at first: the task, and where to ask for it. */
void     aeq_tasks_describe (AeqTasks *self, AeqCall *call, AeqReply *reply);
/* The work of @call is done, and @reply is its answer; both are taken over. NULL: it was never begun. */
void     aeq_tasks_finish (AeqTasks *self, AeqCall *call, AeqReply *reply);
/* Tells how far @call is; NULL when it has no task. In the thread that works. */
AeqProgress *aeq_call_progress (AeqCall *call);
void         aeq_call_tell_progress (AeqCall *call, const char *step, double fraction);

/* Tasks of the person who asks, as a list; newest first. */
void      aeq_tasks_write_all (AeqTasks *self, const AeqCall *asking, AeqJson *json);
/* FALSE: there is none of this id that the person has begun. */
gboolean  aeq_tasks_write (AeqTasks *self, const AeqCall *asking, const AeqId *id, AeqJson *json);
/* What it was answered with. Status 404 or 409, when it is not finished. */
AeqReply *aeq_tasks_result (AeqTasks *self, const AeqCall *asking, const AeqId *id, GError **error);

G_END_DECLS
