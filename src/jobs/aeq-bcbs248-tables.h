/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bcbs248-rows.h"
#include "aeq-bcbs248-write.h"

G_BEGIN_DECLS

/* One table of the report. In a book it holds the rows of all sections, with two columns in front that say whose they
 * are; on paper each section has its own. */
typedef gboolean (*AeqBcbsPushFunc) (AeqDocument *document, const AeqBcbsSection *section, gboolean named,
                                     GError **error);

typedef struct
{
  const AeqTable  *table;   /* its first columns are the AEQ_BCBS_NAMES */
  AeqBcbsPushFunc  push;    /* writes the rows of one section; @named: with its name in front */
  AeqChart        *(*chart) (const AeqBcbsSection *section); /* (nullable) */
  const char      *paper_title; /* (nullable) where paper shows less */
} AeqBcbsPart;

#define AEQ_BCBS_NAMES 2 /* columns: set, currency */
#define AEQ_BCBS_NAME_COLUMNS \
  { "set", "Set", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL }, { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL }

extern const AeqBcbsPart AEQ_BCBS_SUMMARY;
extern const AeqBcbsPart AEQ_BCBS_PEAKS;
extern const AeqBcbsPart AEQ_BCBS_AVAILABLE;
extern const AeqBcbsPart AEQ_BCBS_GROSS;
extern const AeqBcbsPart AEQ_BCBS_OBLIGATIONS;
extern const AeqBcbsPart AEQ_BCBS_CUSTOMERS;
extern const AeqBcbsPart AEQ_BCBS_LINES;
extern const AeqBcbsPart AEQ_BCBS_THROUGHPUT;
extern const AeqBcbsPart AEQ_BCBS_HOURS; /* of throughput */
extern const AeqBcbsPart AEQ_BCBS_DAYS;

/* A row of @cells, the first two of which are names that are filled in, or skipped. */
gboolean aeq_bcbs_push_cells (AeqDocument *document, const AeqBcbsSection *section, gboolean named, AeqCell *cells,
                              GError **error);
/* Money of the section; empty when it is not known. */
AeqCell  aeq_bcbs_money (const AeqBcbsSection *section, gboolean known, gint64 minor);

G_END_DECLS
