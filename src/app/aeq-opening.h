/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* A ledger on its way to a window: a worker opens it and reads what is shown first. It can begin before there is a window, since the
 * toolkit takes longer to wake than most ledgers take to be read. Used from the main thread only. */
typedef struct _AeqOpening AeqOpening;

typedef enum
{
  AEQ_OPENING_DEFAULT = 0,
  AEQ_OPENING_CREATE = 1 << 0,  /* makes the ledger when there is none */
  AEQ_OPENING_SAMPLE = 1 << 1,  /* fills an empty one with the sample desk */
  AEQ_OPENING_POSITION = 1 << 2 /* reads the Position page too */
} AeqOpeningFlags;

/* @desk (nullable): NULL with an @error. Not called any more once the opening was freed. */
typedef void (*AeqOpeningFunc) (AeqAppDesk *desk, const GError *error, gpointer user_data);

/* @now: AEQ_INSTANT_NONE for the clock; @author (nullable) as in aeq_workspace_set_author(). Begins at once. */
AeqOpening   *aeq_opening_new           (const char *path, AeqOpeningFlags flags, AeqInstant now, const char *author);
/* Cancels what is not done. */
void          aeq_opening_free          (AeqOpening *self);
AeqWorkspace *aeq_opening_get_workspace (AeqOpening *self);
/* Calls @func when it is done, which can be before this returns; @progress (nullable) meanwhile. Once. */
void          aeq_opening_wait          (AeqOpening *self, AeqProgressFunc progress, AeqOpeningFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqOpening, aeq_opening_free)

G_END_DECLS
