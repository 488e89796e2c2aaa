/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document.h"

G_BEGIN_DECLS

/* What a format does with what a document is pushed. The calls are those of aeq-document.h; a table that is begun is
 * borrowed until its end. */
typedef struct
{
  gboolean (*sentence)    (gpointer self, const char *sentence, GError **error);
  gboolean (*figures) (gpointer self, const char *name, const char *title, const AeqFigure *figures, gsize n,
                       GError **error);
  gboolean (*begin_table) (gpointer self, const AeqTable *table, GError **error);
  gboolean (*row)         (gpointer self, const AeqCell *cells, GError **error);
  gboolean (*end_table)   (gpointer self, GError **error);
  gboolean (*chart)       (gpointer self, AeqChart *chart, GError **error);
  gboolean (*finish)      (gpointer self, const char *sha256, GCancellable *cancellable, GError **error);
  void     (*free)        (gpointer self);
} AeqSink;

extern const AeqSink AEQ_CSV_SINK;
extern const AeqSink AEQ_JSON_SINK;
extern const AeqSink AEQ_PDF_SINK;
extern const AeqSink AEQ_XLSX_SINK;

gpointer aeq_csv_sink_new  (const char *path, const AeqDocumentOptions *options, GError **error);
gpointer aeq_json_sink_new (const char *path, const AeqDocumentInfo *info, GError **error);
gpointer aeq_pdf_sink_new (const char *path, const AeqDocumentOptions *options, const AeqDocumentInfo *info,
                           GError **error);
gpointer aeq_xlsx_sink_new (const char *path, const AeqDocumentInfo *info, GError **error);

G_END_DECLS
