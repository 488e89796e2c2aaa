/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-xlsx-value.h"
#include "aeq-zip.h"

G_BEGIN_DECLS

/* A workbook without its sheets: their names and members, the number formats, the shared strings. */

#define AEQ_XLSX_MAX_TEXT (128 * 1024)
#define AEQ_XLSX_MAX_SHEETS 1000

typedef struct
{
  char    *name;
  char    *id;        /* of its relationship */
  guint    member;
  gboolean is_hidden;
  gboolean is_grid;   /* rows and columns, not a chart or a dialog */
} AeqXlsxSheet;

typedef struct
{
  AeqInput *input;    /* borrowed */
  AeqZip   *zip;
  GPtrArray *sheets;  /* AeqXlsxSheet */
  GArray   *formats;  /* AeqXlsxFormat of each style */
  GString  *strings;  /* one after the other, each ended by NUL */
  GArray   *starts;   /* guint32 */
  gboolean  is_1904;
  gboolean  recalculates; /* asks for its formulas to be calculated when it is opened */
} AeqXlsxBook;

AeqXlsxBook *aeq_xlsx_book_open (AeqInput *input, GCancellable *cancellable, GError **error);
void         aeq_xlsx_book_free (AeqXlsxBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqXlsxBook, aeq_xlsx_book_free)
/* NULL when there is no such string. Borrowed. */
const char  *aeq_xlsx_book_string (const AeqXlsxBook *self, guint64 i);
AeqXlsxFormat aeq_xlsx_book_format (const AeqXlsxBook *self, guint64 style);

/* The steps, one a file. */
gboolean aeq_xlsx_styles_read  (AeqXlsxBook *self, guint member, GCancellable *cancellable, GError **error);
gboolean aeq_xlsx_strings_read (AeqXlsxBook *self, guint member, GCancellable *cancellable, GError **error);
/* "_x000D_" is how characters are written that XML may not hold. Edits the text in place. */
void     aeq_xlsx_unescape     (GString *text, gsize from);

G_END_DECLS
