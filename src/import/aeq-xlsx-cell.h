/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-xlsx-book.h"
#include "aeq-xlsx-xml.h"

G_BEGIN_DECLS

/* One cell while its element is read. */
typedef struct
{
  guint    column;
  char     type;        /* 'n' number, 's' shared, 't' text of a formula, 'i' inline, 'b', 'e', 'd' */
  guint64  style;
  gboolean has_formula;
  gboolean has_value;
  guint    phonetic;
  gboolean takes_text;
  GString *value;
} AeqXlsxCell;

/* By the attributes; the column is not set. */
void     aeq_xlsx_cell_begin  (AeqXlsxCell *self, const AeqXlsxXml *xml);
/* The elements inside of it. */
void     aeq_xlsx_cell_start  (AeqXlsxCell *self, const char *name);
void     aeq_xlsx_cell_end    (AeqXlsxCell *self, const char *name);
/* What the cell shows, appended to @out, and its kind; an empty cell appends nothing. FALSE when its shared text is missing. */
gboolean aeq_xlsx_cell_finish (AeqXlsxCell *self, const AeqXlsxBook *book, GString *out, AeqCellKind *kind);

G_END_DECLS
