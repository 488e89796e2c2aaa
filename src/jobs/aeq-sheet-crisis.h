/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sheet.h"

G_BEGIN_DECLS

/* The current crisis table with the evidence for each figure: what is assumed, what the ledger's own weeks of stress say, and whether the
 * figure was kept or refused when each week was foretold from those before it. @about tells in a sentence which table it is; free it. */
AeqSheet *aeq_sheet_crisis (AeqLedger *ledger, char **about, GError **error);

G_END_DECLS
