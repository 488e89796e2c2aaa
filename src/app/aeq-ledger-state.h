/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* How a ledger was looked at when its window closed, by the path of its file: a{sv}. Ledgers that are gone are
 * forgotten whenever another one is kept. */

#define AEQ_LEDGER_STATES_MAX 16
#define AEQ_LEDGER_STATE_MAX_SIZE 8192 /* bytes; a larger one is not kept */

/* What is known of @path, empty when nothing is. Free it. */
GVariantDict *aeq_ledger_state_read  (GSettings *settings, const char *path);
/* Puts @state, newest first, before the others. */
void          aeq_ledger_state_write (GSettings *settings, const char *path, GVariantDict *state);

/* The scope of a desk. What the ledger no longer has is left out. */
void aeq_ledger_state_keep_scope   (GVariantDict *state, AeqAppDesk *desk);
void aeq_ledger_state_recall_scope (GVariantDict *state, AeqAppDesk *desk);

G_END_DECLS
