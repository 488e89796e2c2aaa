/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-balance.h"
#include "aeq-csv-date.h"
#include "aeq-csv-words.h"

G_BEGIN_DECLS

/* The second pass: rows to a sink. */

/* The last text of a column and what it meant: dates, currencies and words repeat from row to row. */
typedef struct
{
  char              text[48];
  gboolean          filled;
  gboolean          good;
  AeqMoment         moment;
  const AeqCurrency *currency;
  int               number;
} AeqMemo;

typedef struct
{
  guint    column;
  char   **values;   /* borrowed */
  gboolean keep;
} AeqRowFilter;

/* The days of a row, and which of its cells is not empty and no day. */
typedef struct
{
  AeqMoment     booking;
  AeqMoment     value;
  AeqMoment     settle;
  AeqColumnRole wrong;   /* AEQ_ROLE_NONE: all are well */
  gboolean      found;
} AeqRowDays;

/* A row with amounts and no date: a total, if it turns out to equal one. */
typedef struct
{
  guint64 line;
  gint64  debit;
  gint64  credit;
  gint64  amount;
} AeqUndated;

typedef struct
{
  const AeqCsvPlan     *plan;
  const AeqReadOptions *options;
  const AeqReadSink    *sink;      /* (nullable) */
  gpointer              user_data;
  AeqReadReport        *report;
  AeqFacts              facts;     /* of the lines below the table */
  GHashTable           *tracks;
  GPtrArray            *ordered;   /* the same, in the order of appearance */
  AeqTrack             *track;     /* of the last row */
  GString              *key;
  AeqMemo               memos[AEQ_ROLE_LAST];
  GArray               *filters;   /* AeqRowFilter */
  GArray               *undated;   /* AeqUndated */
  AeqCsvRecord             held;      /* a row waits for the texts that may continue it */
  AeqEntry              entry;
  AeqTrack             *held_track;
  gboolean              is_held;
  gboolean              continued;
  GString              *narrative;
  guint64               rounded;
  guint64               first_rounded;
  guint64               debit_signs[2]; /* cells of the debit column below and above zero */
  guint64               credit_signs[2];
  guint64               declined;
  guint64               ignored;
  guint64               undated_pending;
  guint64               untied;      /* rows of margin whose excess is not equity less requirement */
  guint64               first_untied;
  gboolean              unnamed_method;
  guint64               bare_days;   /* cells that are the number of a day, without the format of one */
  gboolean              from_iban;   /* some currency was taken from the country of an IBAN */
  gint64                time_of_day; /* of rows without a time, or -1 */
  const AeqZone        *zone;
} AeqCsvReader;

gboolean aeq_csv_reader_init   (AeqCsvReader *self, const AeqCsvPlan *plan, const AeqReadOptions *options, const AeqReadSink *sink,
                                gpointer user_data, AeqReadReport *report, GError **error);
void     aeq_csv_reader_clear  (AeqCsvReader *self);
/* TRUE when a column that is read has no value in this row, for a formula failed or was never calculated: then the row is
 * refused already. */
gboolean aeq_csv_reader_has_bad_cell (AeqCsvReader *self, const AeqCsvRecord *record);
/* AeqCsvRecordFunc functions, one a kind of file. */
gboolean aeq_csv_reader_flow     (AeqCsvRecord *record, gpointer user_data, GError **error);
gboolean aeq_csv_reader_account  (AeqCsvRecord *record, gpointer user_data, GError **error);
gboolean aeq_csv_reader_position (AeqCsvRecord *record, gpointer user_data, GError **error);
gboolean aeq_csv_reader_margin   (AeqCsvRecord *record, gpointer user_data, GError **error);
AeqCsvRecordFunc aeq_csv_reader_func (AeqProfileKind kind);
/* After the last row. */
gboolean aeq_csv_reader_finish (AeqCsvReader *self, GError **error);

/* The steps of a row of flows. */
gboolean    aeq_csv_reader_emit      (AeqCsvReader *self, GError **error); /* hands the held row over */
const char *aeq_csv_reader_narrative (AeqCsvReader *self, const AeqCsvRecord *record, GString *out);
void        aeq_csv_append_text      (GString *out, const char *text);

/* Shared by the kinds. A cell is "" when its column is missing. */
const char *aeq_csv_reader_cell (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, gsize *length);
/* A text without the apostrophe that keeps a spreadsheet from running it as a formula; our own exports write it. */
const char *aeq_csv_reader_bare (const char *cell);
/* NULL for an empty cell. */
const char *aeq_csv_reader_text (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role);
/* FALSE when the cell is not empty and no such thing. */
gboolean aeq_csv_reader_moment   (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, AeqMoment *moment);
gboolean aeq_csv_reader_currency (AeqCsvReader *self, const AeqCsvRecord *record, const AeqCurrency **currency);
/* Shared by the tables (aeq-csv-tables.c): whether the record is a row of the table, filters passed; and its account for
 * the report. */
gboolean aeq_csv_reader_is_row        (AeqCsvReader *self, const AeqCsvRecord *record);
void     aeq_csv_reader_count_account (AeqCsvReader *self, const char *number, const AeqCurrency *currency);
/* Account number without spaces and quotes; edits the record. */
const char *aeq_csv_reader_number (const AeqCsvReader *self, AeqCsvRecord *record, AeqColumnRole role);
gboolean aeq_csv_reader_filtered (const AeqCsvReader *self, const AeqCsvRecord *record);
void     aeq_csv_reader_refuse   (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* Refuses row @line; of a sheet the message names sheet and cell. @column may be -1. */
void     aeq_csv_reader_refuse_at (AeqCsvReader *self, guint64 line, int column, const char *message);
/* The row opens with the word for a total or a balance. */
gboolean aeq_csv_reader_is_labelled (const AeqCsvRecord *record);
/* The reading of amounts (aeq-csv-row-amount.c). */
typedef enum { AEQ_ROW_NO_AMOUNT, AEQ_ROW_AMOUNT, AEQ_ROW_BAD_AMOUNT } AeqRowAmount;
AeqRowAmount aeq_csv_reader_amount (AeqCsvReader *self, const AeqCsvRecord *record, guint exponent, gint64 *minor, AeqColumnRole *role,
                                    AeqMoneyResult *result);
/* TRUE when the row is none of the flows and has been dealt with. */
gboolean     aeq_csv_reader_odd_row (AeqCsvReader *self, const AeqCsvRecord *record, const AeqRowDays *days, AeqRowAmount found, gint64 minor);
guint        aeq_csv_reader_exponent (const AeqCsvReader *self, const AeqCurrency *currency);

G_END_DECLS
