/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-facts.h"
#include "aeq-csv-sample.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Everything that was decided about a file before its rows are read. */
typedef struct
{
  char               delimiter;    /* as the source says */
  const char        *sheet;        /* (nullable) as the source says */
  gboolean           is_1904;      /* as the source says */
  AeqProfileKind     kind;
  const AeqProfile  *profile;      /* (nullable) borrowed: the one in use */
  GPtrArray         *header;       /* char*, the header's cells; NULL when the file has none */
  GPtrArray         *labels;       /* (nullable) char*, what messages call the columns when not by their header */
  guint64            data_line;    /* records that begin before it stand above the table */
  guint              first;        /* index of the first data record in the sample */
  guint              n_columns;
  int                columns[AEQ_ROLE_LAST]; /* -1: no such column */
  GArray            *narrative;    /* guint */
  AeqFacts           facts;
  char              *account;      /* (nullable) of rows that name none */
  const AeqCurrency *currency;     /* (nullable) of rows that name none */
  int                date_order;
  AeqDecimal         decimal;
  AeqSignRule        sign;
  gboolean           split;        /* debit and credit columns rather than one amount */
  int                debit_factor; /* what turns a cell of the debit column into a signed amount */
  int                credit_factor;
  gboolean           take_fee;
  gboolean           strict;       /* every record is a row: none is a total, a note or a continued text */
  int                english;      /* header words that are English, and that are not */
  int                foreign;
} AeqCsvPlan;

void aeq_csv_plan_clear (AeqCsvPlan *self);

/* Finds header, columns and rules. @source is read again only where the sample does not decide. */
gboolean aeq_csv_plan_make (AeqCsvPlan *self, const AeqRecordSource *source, const AeqProfile *profile, const AeqProfileSet *known,
                            const AeqReadOptions *options, AeqReadReport *report, GCancellable *cancellable, GError **error);
/* For records that the reader cuts itself, a cell for each column of the profile in its order, numbers with a point:
 * nothing is to be found out. */
void     aeq_csv_plan_fix  (AeqCsvPlan *self, const AeqProfile *profile, const AeqReadOptions *options);
/* What was decided, as a profile to save. */
AeqProfile *aeq_csv_plan_to_profile (const AeqCsvPlan *self);
/* Name of a column for messages: its header, or its number. Borrowed or in @buffer. */
const char *aeq_csv_plan_column_name (const AeqCsvPlan *self, int column, char *buffer, gsize size);

/* The steps, one a file. */
gboolean aeq_csv_find_header    (AeqCsvPlan *self, const AeqSample *sample);          /* FALSE: there is none */
void     aeq_csv_assign_columns (AeqCsvPlan *self, const AeqSample *sample);
gboolean aeq_csv_read_headless  (AeqCsvPlan *self, const AeqSample *sample, AeqReadReport *report);
gboolean aeq_csv_apply_profile  (AeqCsvPlan *self, const AeqSample *sample, const AeqProfile *profile, GError **error);
void     aeq_csv_decide_amounts (AeqCsvPlan *self, const AeqSample *sample);
gboolean aeq_csv_decide_marks   (AeqCsvPlan *self, const AeqRecordSource *source, const AeqSample *sample,
                                 const AeqReadOptions *options, AeqReadReport *report, GCancellable *cancellable, GError **error);

/* Warns when Excel has taken some of a sheet's dates apart in the wrong order. */
void     aeq_csv_warn_swapped   (const AeqCsvPlan *self, const AeqSample *sample, AeqReadReport *report);

/* The decimal mark of one cell: a number that the file stores as such has a point. */
static inline AeqDecimal
aeq_csv_plan_mark (const AeqCsvPlan *self, const AeqCsvRecord *record, AeqColumnRole role)
{
  int column = self->columns[role];

  return column >= 0 && aeq_csv_record_kind (record, (guint) column) == AEQ_CELL_NUMBER ? AEQ_DECIMAL_POINT : self->decimal;
}

static inline gboolean
aeq_csv_plan_has (const AeqCsvPlan *self, AeqColumnRole role)
{
  return self->columns[role] >= 0;
}

G_END_DECLS
