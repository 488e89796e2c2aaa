/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-alert-words.h"

G_BEGIN_DECLS

/* One alert in a list: how bad, what, since when, what to do, and who has seen it. Its button asks alerts.acknowledge. */
#define AEQ_TYPE_ALERT_ROW (aeq_alert_row_get_type ())
G_DECLARE_FINAL_TYPE (AeqAlertRow, aeq_alert_row, AEQ, ALERT_ROW, GtkListBoxRow)

/* @alert stays the caller's, and must outlive the row. */
GtkWidget      *aeq_alert_row_new       (const AeqAlert *alert, AeqInstant now);
const AeqAlert *aeq_alert_row_get_alert (AeqAlertRow *self);

/* The sign of a severity, and the class that goes with it (nullable). */
const char *aeq_alert_icon  (AeqAlertSeverity severity);
const char *aeq_alert_style (AeqAlertSeverity severity);

G_END_DECLS
