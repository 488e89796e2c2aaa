/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* The alert rules as a table: on or off, threshold, lead time and cool-down, typed. Saved as one action that can be undone. */
#define AEQ_TYPE_ALERT_RULES_DIALOG (aeq_alert_rules_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AeqAlertRulesDialog, aeq_alert_rules_dialog, AEQ, ALERT_RULES_DIALOG, AdwWindow)

void aeq_alert_rules_dialog_open (GtkWidget *parent, AeqAppDesk *desk);

G_END_DECLS
