/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-alert.h"

G_BEGIN_DECLS

/* Tells an alert of the ledger at @path to the desktop, when it shows notifications at all; its actions are app.show-alert and
 * app.acknowledge-alert, each with the path and the alert's id. */
void aeq_alert_notify (const char *path, const AeqAlert *alert, AeqInstant now);

G_END_DECLS
