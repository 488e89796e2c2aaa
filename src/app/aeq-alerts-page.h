/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* What needs somebody's attention, what has been seen to, and the rules by which it is told. */
#define AEQ_TYPE_ALERTS_PAGE (aeq_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqAlertsPage, aeq_alerts_page, AEQ, ALERTS_PAGE, AdwBin)

/* Selects the alert as soon as it is shown. */
void aeq_alerts_page_show_alert (AeqAlertsPage *self, const AeqId *alert);

G_END_DECLS
