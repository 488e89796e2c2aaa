/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-alert-words.h"
#include "aeq-app-desk.h"
#include "aeq-job-alerts.h"

G_BEGIN_DECLS

/* Looks by the alert rules at the ledger of a desk: soon after it is opened, after each change, and every minute. What is to be told
 * goes to the desktop as a notification. Signal "changed": what holds has been read again. Main thread only. */
#define AEQ_TYPE_ALERT_WATCH (aeq_alert_watch_get_type ())
G_DECLARE_FINAL_TYPE (AeqAlertWatch, aeq_alert_watch, AEQ, ALERT_WATCH, GObject)

/* The desk's own, made when first asked for; it lives as long as the desk. */
AeqAlertWatch      *aeq_alert_watch_of       (AeqAppDesk *desk);
const AeqAlertNews *aeq_alert_watch_get_news (AeqAlertWatch *self); /* (nullable) before the first look */

/* Amounts and times as the screen has them. */
extern const AeqAlertFormat AEQ_ALERT_SCREEN;

G_END_DECLS
