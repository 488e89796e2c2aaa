/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-column.h"
#include "aeq-job-position.h"
#include "aeq-limit-gauge.h"

G_BEGIN_DECLS

/* What the table of positions shows of a row, and what is copied of it. */

/* The name of the account with the end of its number, or the number with its middle left out; of sums the currency and
 * how many. The caller's, as all below. */
char *aeq_position_account_text (const AeqPosition *row);
/* Everything that tells the account, in full. */
char *aeq_position_account_words (const AeqPosition *row);
void  aeq_position_use (const AeqPosition *row, AeqLimitUse *use);

/* The columns of figures. */
const AeqViewColumn *aeq_position_columns (guint *n);
/* What the measure in column @i of these is; marked for translation. */
const char *aeq_position_column_tooltip (guint i);

/* A line of tab-separated values with numbers as a spreadsheet reads them; sums have none, since a spreadsheet adds up
 * itself. */
void aeq_position_append_titles (GString *text);
void aeq_position_append_line (GString *text, const AeqPosition *row);

G_END_DECLS
