/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import.h"
#include "aeq-json.h"

G_BEGIN_DECLS

/* What every front end of imports says and understands alike. */

gboolean aeq_import_date_order_parse (const char *text, int *order);         /* "dmy", "mdy", "ymd" */
gboolean aeq_import_decimal_parse    (const char *text, AeqDecimal *decimal); /* ".", "," */

/* Members warnings, notes and errors of an object; each error has line, field and message. */
void     aeq_import_report_write (AeqJson *json, const AeqImportOutcome *outcome);

G_END_DECLS
