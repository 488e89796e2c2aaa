/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Watches how long connections take over each part of a request. The HTTP library's own timeout is of silence only: a
 * client that sends a byte now and then would stay for ever. */
typedef struct _AeqDeadlines AeqDeadlines;

typedef enum
{
  AEQ_PHASE_IDLE,    /* between requests */
  AEQ_PHASE_HEADERS, /* the connection is new, or a request line has come */
  AEQ_PHASE_BODY,
  AEQ_PHASE_WORK,    /* being answered: no deadline, the work has its own */
  AEQ_PHASE_REPLY,   /* the client is being sent its answer */
  AEQ_N_PHASES
} AeqPhase;

/* Seconds a phase may take; 0: any time. */
typedef struct
{
  guint seconds[AEQ_N_PHASES];
} AeqPhaseLimits;

typedef struct _AeqWatched AeqWatched; /* one connection */

AeqDeadlines *aeq_deadlines_new  (const AeqPhaseLimits *limits);
void          aeq_deadlines_free (AeqDeadlines *self); /* when no connection is left */
/* From now on nobody may take longer than @seconds before the request is there whole. */
void          aeq_deadlines_hasten (AeqDeadlines *self, guint seconds);
AeqWatched   *aeq_deadlines_add    (AeqDeadlines *self, int fd);
void          aeq_deadlines_remove (AeqDeadlines *self, AeqWatched *watched); /* before the descriptor is closed */
void          aeq_watched_enter    (AeqWatched *watched, AeqPhase phase);

G_END_DECLS
