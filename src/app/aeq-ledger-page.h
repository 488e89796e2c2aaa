/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-workspace.h"

G_BEGIN_DECLS

/* Every flow of the ledger: find, filter, sort, look at one, add up and copy what is selected. */
#define AEQ_TYPE_LEDGER_PAGE (aeq_ledger_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqLedgerPage, aeq_ledger_page, AEQ, LEDGER_PAGE, AdwBin)

/* @accounts: of AeqAccount, shared with the window. */
void aeq_ledger_page_set_workspace (AeqLedgerPage *self, AeqWorkspace *workspace, GPtrArray *accounts);
void aeq_ledger_page_refresh       (AeqLedgerPage *self);
void aeq_ledger_page_find          (AeqLedgerPage *self);
/* The selected flows as tab-separated values with plain numbers. */
void aeq_ledger_page_copy          (AeqLedgerPage *self, gboolean headers);

G_END_DECLS
