/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* What is handed on: the BCBS 248 report of a month, the position worksheet and the ladder of a day. */
#define AEQ_TYPE_REPORTS_PAGE (aeq_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqReportsPage, aeq_reports_page, AEQ, REPORTS_PAGE, AdwBin)

G_END_DECLS
