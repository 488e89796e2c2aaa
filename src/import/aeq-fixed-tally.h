/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-fixed-field.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* The counts and totals that headers and trailers state, held against the rows. What differs is a warning. */
typedef struct
{
  const AeqProfile    *profile;
  const AeqFixedStyle *style;
  AeqReadReport       *report;
  GArray              *counts;  /* one for each check of the layout */
  GString             *cell;
  guint                warned;
} AeqFixedTally;

void aeq_fixed_tally_init   (AeqFixedTally *self, const AeqProfile *profile, const AeqFixedStyle *style,
                             AeqReadReport *report);
void aeq_fixed_tally_clear  (AeqFixedTally *self);
/* Every record, whatever its type, before anything else is said of it. */
void aeq_fixed_tally_record (AeqFixedTally *self);
/* A row and its cells; NULL when it could not be read. */
void aeq_fixed_tally_row    (AeqFixedTally *self, const AeqCsvRecord *record);
/* A header or a trailer: what it states is kept for the rows to come, or compared with those that came since the last
 * one. */
void aeq_fixed_tally_header  (AeqFixedTally *self, const char *type, const AeqFixedLine *line, guint64 number);
void aeq_fixed_tally_trailer (AeqFixedTally *self, const char *type, const AeqFixedLine *line, guint64 number);
/* After the last record. */
void aeq_fixed_tally_finish (AeqFixedTally *self);

G_END_DECLS
