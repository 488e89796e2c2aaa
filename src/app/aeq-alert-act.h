/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"
#include "aeq-job-alerts.h"

G_BEGIN_DECLS

/* What a person does to alerts and their rules, each an action that can be undone. */
void aeq_alert_act_acknowledge (AeqAppDesk *desk, const AeqId *alert, const char *note); /* @note (nullable) */
void aeq_alert_act_set_rules   (AeqAppDesk *desk, GPtrArray *rules); /* of AeqAlertRule; taken over */
void aeq_alert_act_remove_rule (AeqAppDesk *desk, const AeqId *rule);

/* Asks for a note, then acknowledges. */
void aeq_alert_ask (GtkWidget *parent, AeqAppDesk *desk, const AeqId *alert, const char *what);

G_END_DECLS
