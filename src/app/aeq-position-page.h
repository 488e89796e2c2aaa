/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* Where each account stands today; the page that a window opens with. */
#define AEQ_TYPE_POSITION_PAGE (aeq_position_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqPositionPage, aeq_position_page, AEQ, POSITION_PAGE, AdwBin)

G_END_DECLS
