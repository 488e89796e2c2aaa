/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-alert.h"

G_BEGIN_DECLS

/* Alerts and their rules in words, in the language of the program. Free the texts that are not const. */

/* How a front end writes amounts and times. */
typedef struct
{
  char *(*amount) (gint64 minor, const AeqCurrency *currency); /* with the currency */
  char *(*clock)  (const AeqZone *zone, AeqInstant instant, AeqInstant now);
} AeqAlertFormat;

/* Plain: "1,250.00 USD", "2026-11-20 14:05". */
extern const AeqAlertFormat AEQ_ALERT_PLAIN;

const char *aeq_alert_title    (AeqAlertKind kind);            /* "Limit breached" */
const char *aeq_alert_meaning  (AeqAlertKind kind);            /* when such an alert is raised, in a sentence */
const char *aeq_alert_severity_name (AeqAlertSeverity severity); /* "Critical" */
const char *aeq_alert_state_name    (const AeqAlert *self);      /* "Open", "Acknowledged", "Resolved" */
const char *aeq_alert_advice   (const AeqAlert *self);         /* what to do */
char       *aeq_alert_what     (const AeqAlert *self, const AeqAlertFormat *format, AeqInstant now); /* a sentence with its figures */

/* "20 %", "0", "90", "3", as a person types it; and back. FALSE and a sentence when it cannot be. */
char       *aeq_alert_threshold_text  (const AeqAlertRule *self);
gboolean    aeq_alert_threshold_parse (AeqAlertKind kind, const char *text, gint64 *threshold, GError **error);
const char *aeq_alert_unit_text       (AeqAlertKind kind); /* what the threshold is: "% probability" */

/* A length of time: "90 min", "2 h", "5 d"; a number alone is minutes. */
char    *aeq_alert_minutes_text  (gint64 minutes);
gboolean aeq_alert_minutes_parse (const char *text, gint64 *minutes, GError **error);

G_END_DECLS
