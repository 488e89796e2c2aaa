/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document-private.h"
#include "aeq-xlsx-style.h"

G_BEGIN_DECLS

/* Writes one cell and returns how many characters it shows. @inexact (nullable) is counted up when a number has more
 * digits than a spreadsheet keeps, and is therefore written as text. */
guint aeq_xlsx_write_cell (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const AeqCell *cell,
                           AeqXlsxStyle *style, guint64 *inexact);
/* A text, never a formula, cut to what a cell holds. */
guint aeq_xlsx_write_text (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format);
/* Days since 1899-12-30, as a spreadsheet counts them. */
double aeq_xlsx_date (AeqDate date);

G_END_DECLS
