/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cells by name: "B14" is column 1 (from 0), row 14 (from 1). */

#define AEQ_XLSX_MAX_ROWS 1048576
#define AEQ_XLSX_MAX_COLUMNS 16384
#define AEQ_XLSX_REF_SIZE 32

/* FALSE when @text up to @end is no cell of a sheet; "$" marks are passed over. */
gboolean aeq_xlsx_ref_parse  (const char *text, const char *end, guint *column, guint64 *row);
/* Returns @buffer (AEQ_XLSX_REF_SIZE bytes). */
char    *aeq_xlsx_ref_format (guint column, guint64 row, char *buffer);

G_END_DECLS
