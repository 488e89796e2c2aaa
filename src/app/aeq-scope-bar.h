/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* The choice of account, currency and business date in the header: shows the scope of a desk and sets it. */
#define AEQ_TYPE_SCOPE_BAR (aeq_scope_bar_get_type ())
G_DECLARE_FINAL_TYPE (AeqScopeBar, aeq_scope_bar, AEQ, SCOPE_BAR, GtkWidget)

/* Once. */
void aeq_scope_bar_set_desk (AeqScopeBar *self, AeqAppDesk *desk);

G_END_DECLS
