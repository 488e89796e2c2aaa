/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* The table of positions: a row an account, sums after each currency.
 *
 * Signal "chosen" (gpointer row): an AeqPosition was activated. */
#define AEQ_TYPE_POSITION_LIST (aeq_position_list_get_type ())
G_DECLARE_FINAL_TYPE (AeqPositionList, aeq_position_list, AEQ, POSITION_LIST, AdwBin)

/* @table stays the caller's and must live until another one is shown. What is selected stays so when the accounts are
 * the same. */
void aeq_position_list_show (AeqPositionList *self, const AeqPositionTable *table);
/* What is selected, or all, as tab-separated values. The caller's. */
char *aeq_position_list_copy (AeqPositionList *self, gboolean headers);

G_END_DECLS
