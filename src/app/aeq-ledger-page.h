/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* What the ledger holds, a tab each: flows, positions, balances, obligations and limits. Each tab is a page of its own kind. */
#define AEQ_TYPE_LEDGER_PAGE (aeq_ledger_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqLedgerPage, aeq_ledger_page, AEQ, LEDGER_PAGE, AdwBin)
/* Selects one flow among those of its day, on the clock of its account, as soon as they are read. */
void aeq_ledger_page_show_flow (AeqLedgerPage *self, gint64 id, AeqDate day);

G_END_DECLS
