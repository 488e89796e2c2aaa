/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-job-categorise.h"

G_BEGIN_DECLS

#define AEQ_EDIT_MAX 200000 /* flows that one action changes at most */

/* What a person does to flows, each an action that can be undone. @ids: gint64, in the order of the table; taken over.
 */
void aeq_flow_edit_category  (AeqAppDesk *desk, GArray *ids, const char *category); /* "": none */
void aeq_flow_edit_fill_down (AeqAppDesk *desk, GArray *ids);
/* Takes @draft over. */
void aeq_flow_edit_add_rule  (AeqAppDesk *desk, AeqRuleDraft *draft, gboolean apply);

/* No data -> char**, the categories of the ledger. */
extern const AeqWork AEQ_READ_CATEGORIES;

G_END_DECLS
