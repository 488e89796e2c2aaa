/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts how often a 64-bit key came, in about 24 bytes a key. */
typedef struct _AeqOccurrence AeqOccurrence;

AeqOccurrence *aeq_occurrence_new  (void);
void           aeq_occurrence_free (AeqOccurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqOccurrence, aeq_occurrence_free)
/* 1 for the first time, 2 for the second. */
guint32        aeq_occurrence_next (AeqOccurrence *self, guint64 key);

G_END_DECLS
