/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cell.h"
#include "aeq-chart.h"
#include "aeq-csv-writer.h"

G_BEGIN_DECLS

/* A document that is handed on: a subject pushes its titles, figures, tables and charts once, and the ending of the
 * file's name says what becomes of them. Rows are pushed one at a time and CSV, JSON and XLSX keep none of them. The
 * file appears whole or not at all.
 *
 *   CSV   the first table of the document, nothing else: columns by name, with _comma behind it for a decimal comma and
 * _dmy for local dates JSON  one document: {"title", "subtitle", figures by name, tables by name as arrays of objects,
 * "source"}, or with rows_only the array of the first table, or the text that was handed in as it is XLSX  a sheet a
 * table, charts as charts of the spreadsheet, figures and sentences on a sheet of their own, a sheet Source PDF pages;
 * refused above AEQ_PDF_MAX_ROWS rows */
typedef struct _AeqDocument AeqDocument;

typedef enum
{
  AEQ_FORMAT_CSV,
  AEQ_FORMAT_JSON,
  AEQ_FORMAT_XLSX,
  AEQ_FORMAT_PDF
} AeqFormat;

#define AEQ_PDF_MAX_ROWS 20000

typedef enum
{
  AEQ_PAPER_A4,
  AEQ_PAPER_LETTER
} AeqPaper;

/* The pages of a document in memory, as they would be in a PDF: drawings in points, for a printer. */
typedef struct
{
  GPtrArray *drawings; /* cairo_surface_t, one a page */
  double     width;    /* of the paper */
  double     height;
} AeqPaperPages;

AeqPaperPages *aeq_paper_pages_new  (void);
void           aeq_paper_pages_free (AeqPaperPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqPaperPages, aeq_paper_pages_free)

typedef struct
{
  AeqCsvOptions  csv;
  AeqPaper       paper;
  AeqPaperPages *pages; /* (nullable) where a PDF goes, instead of into its file */
} AeqDocumentOptions;

/* Where the figures come from: the Source sheet and block. Texts may be NULL, then the line is left out. */
typedef struct
{
  AeqInstant         as_of;    /* when the figures were true at their source */
  AeqInstant         made_at;
  const char        *ledger;   /* its name */
  const char        *model;
  const char        *scenario;
  const char *const *gaps;     /* (nullable) sentences on what is missing, NULL-terminated */
} AeqSource;

typedef struct
{
  const char      *title;
  const char      *subtitle;   /* (nullable) */
  const AeqSource *source;
  gboolean         rows_only;  /* JSON is the array of the first table's rows */
  const char      *json;       /* (nullable) JSON is this text; what is pushed goes only into the other formats */
} AeqDocumentInfo;

typedef enum
{
  AEQ_COLUMN_NORMAL = 0,
  AEQ_COLUMN_DETAIL = 1 << 0, /* left out on paper */
  AEQ_COLUMN_OFFSET = 1 << 1  /* an instant that CSV and JSON write with its zone's offset, not in UTC */
} AeqColumnFlags;

typedef struct
{
  const char    *name;  /* CSV and JSON: "settle_ts" */
  const char    *title; /* XLSX and PDF: "Settles" */
  AeqCellKind    kind;  /* of the column's cells that are not empty */
  AeqColumnFlags flags;
} AeqColumn;

typedef struct
{
  const char      *name;  /* JSON member */
  const char      *title; /* name of the sheet, heading on paper */
  const AeqColumn *columns;
  gsize            n_columns;
} AeqTable;

typedef struct
{
  const char *name;  /* JSON member */
  const char *title;
  AeqCell     value;
  const char *note;  /* (nullable) */
} AeqFigure;

/* AEQ_ERROR_USAGE when the ending is none of .csv .json .xlsx .pdf; letters' case is ignored. */
gboolean aeq_format_of_path (const char *path, AeqFormat *format, GError **error);

/* @options, @info and what they point to are borrowed until aeq_document_free(). */
AeqDocument *aeq_document_new (const char *path, const AeqDocumentOptions *options, const AeqDocumentInfo *info,
                               GError **error);
void         aeq_document_free (AeqDocument *self); /* without a finish nothing is left behind */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDocument, aeq_document_free)

/* For a subject whose table has another shape in another format. */
AeqFormat aeq_document_get_format (AeqDocument *self);

/* A sentence for people: XLSX and PDF. */
gboolean aeq_document_sentence    (AeqDocument *self, const char *sentence, GError **error);
/* A block of figures; @name is the JSON member, @title (nullable) the heading. */
gboolean aeq_document_figures (AeqDocument *self, const char *name, const char *title, const AeqFigure *figures,
                               gsize n, GError **error);
gboolean aeq_document_begin_table (AeqDocument *self, const AeqTable *table, GError **error);
/* One cell a column of the table that was begun. */
gboolean aeq_document_row         (AeqDocument *self, const AeqCell *cells, GError **error);
gboolean aeq_document_end_table   (AeqDocument *self, GError **error);
/* XLSX: beside the table before it; PDF: where it is pushed. */
gboolean aeq_document_chart       (AeqDocument *self, AeqChart *chart, GError **error);
gboolean aeq_document_finish      (AeqDocument *self, GCancellable *cancellable, GError **error);

G_END_DECLS
