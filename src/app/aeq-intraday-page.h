/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* One day of an account, or of all accounts in one currency: position with fan and limits, ladder, throughput, and what
 * made each low. */
#define AEQ_TYPE_INTRADAY_PAGE (aeq_intraday_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqIntradayPage, aeq_intraday_page, AEQ, INTRADAY_PAGE, AdwBin)

G_END_DECLS
