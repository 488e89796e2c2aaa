/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cell.h"

G_BEGIN_DECLS

/* How CSV is written. */
typedef struct
{
  char     delimiter;   /* ',' ';' or tab */
  char     decimal;     /* '.' or ',' */
  gboolean local_dates; /* as a spreadsheet reads them: 20.11.2026 with a decimal comma, 20-Nov-2026 with a point; times
                           in UTC */
  gboolean bom;
} AeqCsvOptions;

/* UTF-8, comma, decimal point, ISO dates: what every reader of Aequitas takes, and what the SHA-256 of a document is
 * made of. */
#define AEQ_CSV_OPTIONS_DEFAULT { ',', '.', FALSE, FALSE }

/* Each appends one field to a row of @options' dialect, with a delimiter before all but the first; RFC 4180 quotes. A
 * text that a spreadsheet would run as a formula is led by an apostrophe. NULL is an empty field. */
void aeq_csv_row_text   (GString *row, gboolean first, const AeqCsvOptions *options, const char *text);
/* An exact decimal number with a point, or a word that needs no quotes. */
void aeq_csv_row_number (GString *row, gboolean first, const AeqCsvOptions *options, const char *number);
/* @with_offset: an instant with its zone's offset instead of in UTC. */
void aeq_csv_row_cell (GString *row, gboolean first, const AeqCsvOptions *options, const AeqCell *cell,
                       gboolean with_offset);

G_END_DECLS
