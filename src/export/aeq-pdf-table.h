/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-pdf-page.h"
#include "aeq-record.h"

G_BEGIN_DECLS

/* A table of the record on paper: which columns it shows, how wide they are and how high each row is. */
typedef struct
{
  const AeqItem *item;
  guint          n_columns;
  guint         *columns; /* indexes into the table's */
  double        *natural; /* width of each, for all of its content in one line */
  double        *widths;
  double         size;    /* of the letters; a table that is nearly too wide has smaller ones */
  double        *heights; /* of each row, once laid out */
  gsize          n_rows;
} AeqPdfTable;

AeqPdfTable *aeq_pdf_table_new  (const AeqItem *item, AeqPdfPages *pages);
void         aeq_pdf_table_free (AeqPdfTable *self);
/* Whether it needs the paper turned: too wide for it even with the smallest letters. */
gboolean     aeq_pdf_table_is_wide (const AeqPdfTable *self, const AeqPdfPages *pages);
/* Heading, rows, and as many pages as it takes: the header again on each, and no page with a single row of a longer
 * table. */
void         aeq_pdf_table_draw (AeqPdfTable *self, AeqPdfPages *pages);
/* How much the heading and the first rows need, or all of a short table, so that what stands above stays with them. */
double       aeq_pdf_table_start (const AeqPdfTable *self);

/* A cell as people read it. Free it. */
char        *aeq_pdf_cell_text (const AeqCell *cell);

G_END_DECLS
