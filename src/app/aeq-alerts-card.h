/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* The worst open alerts, leading to their page. */
#define AEQ_TYPE_ALERTS_CARD (aeq_alerts_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqAlertsCard, aeq_alerts_card, AEQ, ALERTS_CARD, AdwBin)

/* Once. It follows the desk by itself. */
void aeq_alerts_card_set_desk (AeqAlertsCard *self, AeqAppDesk *desk);

G_END_DECLS
