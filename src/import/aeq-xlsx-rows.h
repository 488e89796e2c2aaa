/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-xlsx-book.h"

G_BEGIN_DECLS

/* The rows of one sheet as records, streamed from the archive each time over. Line numbers are row numbers. */

/* Cells that are one on the screen: columns from 0, rows from 1, all included. */
typedef struct
{
  guint   left;
  guint   right;
  guint64 top;
  guint64 bottom;
} AeqXlsxMerge;

typedef struct
{
  const AeqXlsxBook  *book;    /* borrowed */
  const AeqXlsxSheet *sheet;   /* borrowed */
  GArray             *merges;  /* AeqXlsxMerge: those near the top, where headers are */
  GPtrArray          *merged;  /* char*: the text of each, as far as it has been read */
  guint64             hidden;  /* rows of the last pass that Excel does not show */
  guint64             zeros;   /* formulas with a stored 0 in the last pass */
  double              part;
  gboolean            failed;  /* the sheet could not be read, whatever is made of its rows */
} AeqXlsxRows;

/* Looks over the sheet for the merged cells, which stand behind its rows. */
gboolean aeq_xlsx_rows_init  (AeqXlsxRows *self, const AeqXlsxBook *book, const AeqXlsxSheet *sheet, GCancellable *cancellable,
                              GError **error);
void     aeq_xlsx_rows_clear (AeqXlsxRows *self);
/* @self is borrowed. */
AeqRecordSource aeq_xlsx_rows_source (AeqXlsxRows *self);

G_END_DECLS
