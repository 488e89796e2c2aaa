/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-csv-number.h"

G_BEGIN_DECLS

/* The first records of a file, kept whole: what the layout is decided from. */
#define AEQ_SAMPLE_RECORDS 2000

typedef struct
{
  GPtrArray *records; /* AeqCsvRecord* */
  gsize      bytes;
  gboolean   complete; /* the file has no more */
  guint      most;
  guint      columns;  /* of the widest record */
} AeqSample;

void             aeq_sample_free   (AeqSample *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSample, aeq_sample_free)
AeqSample       *aeq_sample_take   (const AeqRecordSource *source, guint most, GCancellable *cancellable, GError **error);
const AeqCsvRecord *aeq_sample_record (const AeqSample *self, guint i);

/* Chooses delimiter and quoting by trying each; @fixed (0: none) is a delimiter that a profile names. */
gboolean aeq_dialect_sniff (AeqText *text, char fixed, AeqDialect *dialect, GCancellable *cancellable, GError **error);

/* What the cells of one column are, over the records from @first on. */
typedef struct
{
  guint    filled;
  guint    dates;
  guint    readings[4];  /* by order: cells that are a day in this order */
  guint    only[4];      /* ... and in no other */
  guint    numbers;
  guint    points;       /* numbers whose decimal mark must be a point */
  guint    commas;
  guint    either;
  guint    typed;        /* numbers whose mark is known without looking */
  guint    negative;
  guint    positive;
  guint    codes;        /* ISO currencies */
  guint    directions;
  guint    states;       /* words of a state, booked or not */
  guint    ibans;
  guint    times;
  guint    letters;      /* cells with a letter */
  gsize    characters;
  gboolean constant;     /* all filled cells are equal */
  char     separator;    /* of the first date */
} AeqColumnStats;

void aeq_column_stats_add_date   (AeqColumnStats *self, const char *cell, gsize length);
void aeq_column_stats_add_number (AeqColumnStats *self, const char *cell, gsize length);
void aeq_column_stats_add (AeqColumnStats *self, const char *cell, gsize length);
/* Frees with g_free(); @rows (nullable) gets the records from @first on. */
AeqColumnStats *aeq_sample_stats (const AeqSample *self, guint first, guint *rows);
gboolean aeq_looks_like_iban (const char *text);

G_END_DECLS
