/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Progress of one long job: named steps, each with a share of the whole. NULL is a valid progress that nobody watches.
 * Used by the one thread that does the work; the callback runs in that thread. */
typedef struct _AeqProgress AeqProgress;

/* @fraction is 0 to 1 over all steps and never falls. @step is NULL once all steps are done. */
typedef void (*AeqProgressFunc) (const char *step, double fraction, gpointer user_data);

AeqProgress *aeq_progress_new      (AeqProgressFunc func, gpointer user_data);
void         aeq_progress_free     (AeqProgress *self);
/* Declares the steps once: pairs of name and weight (an int), ended by NULL.
 * E.g. (p, "Reading", 70, "Storing", 30, NULL). */
void         aeq_progress_set_steps (AeqProgress *self, const char *first_name, ...) G_GNUC_NULL_TERMINATED;
/* Moves to the next step. */
void         aeq_progress_next     (AeqProgress *self);
/* How far the current step is, 0 to 1. Cheap: calls back at most some hundred times a job. */
void         aeq_progress_update   (AeqProgress *self, double fraction);
/* Ends all steps (1.0). */
void         aeq_progress_done     (AeqProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqProgress, aeq_progress_free)

G_END_DECLS
