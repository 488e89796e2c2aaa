/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* How the markets stand, in a word; the reasons behind a click. */
#define AEQ_TYPE_REGIME_BADGE (aeq_regime_badge_get_type ())
G_DECLARE_FINAL_TYPE (AeqRegimeBadge, aeq_regime_badge, AEQ, REGIME_BADGE, GtkWidget)

/* Once. */
void aeq_regime_badge_set_desk (AeqRegimeBadge *self, AeqAppDesk *desk);

G_END_DECLS
