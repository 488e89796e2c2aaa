/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-workspace.h"

G_BEGIN_DECLS

/* Where each account stands today; the page that a window opens with. */
#define AEQ_TYPE_POSITION_PAGE (aeq_position_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqPositionPage, aeq_position_page, AEQ, POSITION_PAGE, AdwBin)

void aeq_position_page_set_workspace (AeqPositionPage *self, AeqWorkspace *workspace);
/* Reads the ledger again. */
void aeq_position_page_refresh       (AeqPositionPage *self);
/* Issues a forecast, then reads again. */
void aeq_position_page_forecast      (AeqPositionPage *self);
/* What is selected, or all, with headers, as tab-separated values. */
void aeq_position_page_copy          (AeqPositionPage *self, gboolean headers);

G_END_DECLS
