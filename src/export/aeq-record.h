/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document-private.h"

G_BEGIN_DECLS

/* What was pushed into a document, copied, for a format that must look at all of it before it writes the first byte. */
typedef enum
{
  AEQ_ITEM_SENTENCE,
  AEQ_ITEM_FIGURES,
  AEQ_ITEM_TABLE,
  AEQ_ITEM_CHART
} AeqItemKind;

typedef struct
{
  AeqItemKind  kind;
  const char  *text;      /* sentence; name of figures */
  const char  *title;     /* of figures */
  AeqFigure   *figures;
  gsize        n_figures;
  AeqTable     table;
  GPtrArray   *blocks;    /* of rows, see aeq_item_row() */
  gsize        n_rows;
  gboolean     ended;
  AeqChart    *chart;
} AeqItem;

typedef struct
{
  GPtrArray    *items;  /* AeqItem */
  GStringChunk *texts;
  gsize         n_rows; /* of all tables */
} AeqRecord;

AeqRecord *aeq_record_new  (void);
void       aeq_record_free (AeqRecord *self);

void aeq_record_sentence    (AeqRecord *self, const char *sentence);
void aeq_record_figures     (AeqRecord *self, const char *name, const char *title, const AeqFigure *figures, gsize n);
void aeq_record_begin_table (AeqRecord *self, const AeqTable *table);
void aeq_record_row         (AeqRecord *self, const AeqCell *cells);
void aeq_record_end_table   (AeqRecord *self);
void aeq_record_chart       (AeqRecord *self, AeqChart *chart);

/* The cells of a row of a table. */
const AeqCell *aeq_item_row (const AeqItem *item, gsize row);

/* Pushes everything into a sink and lets go of the rows on the way, so that they are not held twice; a table that was
 * not ended stays begun there, with its columns borrowed from the record. */
gboolean aeq_record_replay (AeqRecord *self, const AeqSink *sink, gpointer target, GError **error);

G_END_DECLS
