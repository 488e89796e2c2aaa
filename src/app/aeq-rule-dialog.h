/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* A category rule made from flows that were looked at: what to look for, how many flows without a category it would
 * fit, and whether these get theirs at once. */
#define AEQ_TYPE_RULE_DIALOG (aeq_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AeqRuleDialog, aeq_rule_dialog, AEQ, RULE_DIALOG, AdwWindow)

/* @counterparty, @narrative and @category (nullable): what the flows have. */
void aeq_rule_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const char *counterparty, const char *narrative,
                           const char *category);

G_END_DECLS
