/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* The BCBS 248 report of a month: its tools as figures, charts and tables. Export and print have what is chosen. */
#define AEQ_TYPE_BCBS_PANE (aeq_bcbs_pane_get_type ())
G_DECLARE_FINAL_TYPE (AeqBcbsPane, aeq_bcbs_pane, AEQ, BCBS_PANE, AdwBin)

G_END_DECLS
