/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-job-edit.h"

G_BEGIN_DECLS

/* Edits of records as one action that can be undone; @label is what the user is told. Takes @edits, of AeqEdit, over.
 */
void aeq_record_act (AeqAppDesk *desk, GPtrArray *edits, const char *label);

G_END_DECLS
