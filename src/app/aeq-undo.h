/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-change.h"

G_BEGIN_DECLS

/* What the user did to the ledger of a desk, and taking it back: a stack, in the order of the actions. A new action
 * ends what could be done again. Used from the main thread only; the changes are made on the CHANGE queue.
 *
 * Properties "can-undo" and "can-redo". Signal "told" (text, undoable): something was done, undone or refused; the
 * window shows it, with a button that undoes when @undoable. After each change the desk is told that its data have
 * changed. */
#define AEQ_TYPE_UNDO (aeq_undo_get_type ())
G_DECLARE_FINAL_TYPE (AeqUndo, aeq_undo, AEQ, UNDO, GObject)

/* The desk's own, made when first asked for; it lives as long as the desk. */
AeqUndo *aeq_undo_of (AeqAppDesk *desk);

/* For an action that was done elsewhere: the numbers of its changes (aeq-change.h), and what it was: "3 categories
 * changed". */
void aeq_app_desk_add_undo (AeqAppDesk *desk, const char *label, gint64 first, gint64 last);

/* Goes one step back or, with @redo, forward again; on a worker. It may keep in @data what the step after this one
 * needs. */
typedef gboolean (*AeqUndoFunc) (AeqLedger *ledger, gpointer data, gboolean redo, GCancellable *cancellable,
                                 GError **error);
/* For an action that is no range of changes. Takes @data over. */
void aeq_undo_add (AeqUndo *self, const char *label, AeqUndoFunc func, gpointer data, GDestroyNotify data_free);

/* An action of the user. Static. */
typedef struct
{
  /* On a worker; @n (out) counts what was changed, for the label. */
  gboolean (*func) (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable,
                    GError **error);
  /* In the main thread: what was done, in words. Free it. */
  char    *(*label) (gint64 n, gconstpointer data);
  GDestroyNotify data_free; /* (nullable) */
} AeqAct;

/* Does it, tells it, and puts it on the stack. Takes @data over. */
void aeq_undo_act (AeqUndo *self, const AeqAct *act, gpointer data);

gboolean aeq_undo_can_undo (AeqUndo *self);
gboolean aeq_undo_can_redo (AeqUndo *self);
void     aeq_undo_undo     (AeqUndo *self);
void     aeq_undo_redo     (AeqUndo *self);

G_END_DECLS
