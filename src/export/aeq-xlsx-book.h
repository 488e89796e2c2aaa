/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document-private.h"

G_BEGIN_DECLS

#define AEQ_XLSX_TABLE_ROWS 50000

/* A workbook that is being written. With @streaming rows go to a temporary file at once, and sheets have a filter
 * instead of a table. */
typedef struct _AeqXlsxBook AeqXlsxBook;

extern const AeqSink AEQ_XLSX_BOOK;

AeqXlsxBook *aeq_xlsx_book_new (const char *path, const AeqDocumentInfo *info, gboolean streaming, GError **error);

G_END_DECLS
