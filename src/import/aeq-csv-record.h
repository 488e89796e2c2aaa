/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-text.h"

G_BEGIN_DECLS

/* Records of a delimited text. libcsv splits; one buffer is used over and over, so that a row costs no allocation. */

#define AEQ_CSV_MAX_RECORD ((gsize) 1 << 20)
#define AEQ_CSV_MAX_COLUMNS 4096

typedef struct
{
  char delimiter;
  char quote;      /* 0: the file does not quote */
} AeqDialect;

/* What kind of cell it was where cells have kinds: a text of a file without them is always AEQ_CELL_TEXT. */
typedef enum
{
  AEQ_CELL_TEXT,
  AEQ_CELL_NUMBER,  /* plain digits, the decimal mark a point whatever the texts around it use */
  AEQ_CELL_DATE,    /* an ISO day, time or both */
  AEQ_CELL_ERROR,   /* "#REF!": a formula that failed */
  AEQ_CELL_UNSAVED  /* a formula without a value */
} AeqCellKind;

typedef struct
{
  char    *text;   /* the cells one after the other, each ended by NUL */
  gsize    used;
  gsize    size;
  guint32 *starts; /* n_cells + 1 offsets into @text */
  guint8  *kinds;  /* AeqCellKind of each cell */
  guint    n_cells;
  guint    n_slots;
  guint64  line;   /* where it begins, from 1 */
  gboolean several_lines;
  guint    n_bad;  /* cells of the kinds ERROR and UNSAVED */
} AeqCsvRecord;

static inline const char *
aeq_csv_record_cell (const AeqCsvRecord *self, guint i)
{
  return i < self->n_cells ? self->text + self->starts[i] : "";
}

static inline gsize
aeq_csv_record_length (const AeqCsvRecord *self, guint i)
{
  return i < self->n_cells ? self->starts[i + 1] - self->starts[i] - 1 : 0;
}

static inline AeqCellKind
aeq_csv_record_kind (const AeqCsvRecord *self, guint i)
{
  return i < self->n_cells ? (AeqCellKind) self->kinds[i] : AEQ_CELL_TEXT;
}

void     aeq_csv_record_clear (AeqCsvRecord *self); /* frees what it holds */
void     aeq_csv_record_reset (AeqCsvRecord *self, guint64 line);
void     aeq_csv_record_add   (AeqCsvRecord *self, const char *cell, gsize length);
void     aeq_csv_record_add_kind (AeqCsvRecord *self, AeqCellKind kind, const char *cell, gsize length);
void     aeq_csv_record_swap  (AeqCsvRecord *a, AeqCsvRecord *b);
void     aeq_csv_record_copy  (AeqCsvRecord *self, const AeqCsvRecord *other);
gboolean aeq_csv_record_is_blank (const AeqCsvRecord *self);

/* One record; @record may be swapped for another one. FALSE stops: with @error set it is a failure, else an early end. */
typedef gboolean (*AeqCsvRecordFunc) (AeqCsvRecord *record, gpointer user_data, GError **error);

/* Where records come from, any number of times over: a delimited text, or a sheet of a workbook. */
typedef struct
{
  /* Calls @func for every record from the start, blank ones left out. FALSE with an error that has its line. */
  gboolean  (*each)     (gpointer data, AeqCsvRecordFunc func, gpointer user_data, GCancellable *cancellable, GError **error);
  double    (*fraction) (gpointer data); /* how much of the input has been read, 0 to 1 */
  gpointer    data;
  char        delimiter;                 /* '\0' when nothing separates the cells */
  const char *sheet;                     /* (nullable) name of the sheet: messages then say sheet and cell */
  gboolean    is_1904;                   /* the sheet counts its days from 1904 */
} AeqRecordSource;

/* Calls @func for every record from the start of @text, blank lines left out. FALSE with an error that has its line when
 * the text breaks a limit, quotes are not balanced, @func fails or @cancellable is. */
gboolean aeq_records_each (AeqText *text, const AeqDialect *dialect, AeqCsvRecordFunc func, gpointer user_data,
                           GCancellable *cancellable, GError **error);

/* A delimited text as a source; both are borrowed. */
typedef struct
{
  AeqText   *text;
  AeqDialect dialect;
} AeqDelimited;

AeqRecordSource aeq_delimited_source (AeqDelimited *self);

G_END_DECLS
