/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-mt-field.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Does a statement tie: opening and entries with closing, counts with entries, pages and statements with the one before.
 * What does not is a warning. */

/* What an account's statements have been so far. */
typedef struct
{
  AeqReadAccount *read;         /* of the report */
  guint64         number;       /* of the statement before; 0 when it has none */
  guint64         page;
  gboolean        any;
  gboolean        has_closing;
  gint64          closing;
  AeqDate         closing_date;
  guint64         counts[2];    /* over the pages of one statement: lowering, raising */
  gint64          sums[2];
} AeqMtAccount;

typedef struct
{
  guint64            line;      /* where it began */
  char              *identifier; /* :20:, NULL without */
  char              *number;    /* of the account; NULL until :25: */
  const AeqCurrency *currency;
  AeqMtAccount      *account;
  guint64            statement; /* :28C:, 0 when it does not say */
  guint64            page;
  guint64            entries;
  gboolean           intraday;  /* :34F:, :13D:, :90x: */
  gboolean           ended;     /* "-" was seen */
  gboolean           has_opening;
  gboolean           has_closing;
  gint64             opening;
  gint64             closing;
  AeqDate            opening_date;
  AeqDate            closing_date;
  gboolean           last_page; /* :62F: */
  gboolean           has_available;
  gint64             available; /* :64: */
  AeqDate            available_date;
  AeqDate            made_date; /* :13D: */
  gint64             made_time;
  AeqInstant         made;
  AeqDate            first_day; /* of its entries */
  AeqDate            last_day;
  guint64            counts[2];
  gint64             sums[2];   /* without sign */
  guint64            marks[2];  /* by the letter alone: D and RD, C and RC */
  gint64             mark_sums[2];
  gint64             booked;    /* sum with sign of what counts in balances */
  gboolean           has_count[2];
  AeqMtCount         told[2];   /* :90D:, :90C: */
} AeqMtStatement;

typedef struct
{
  AeqReadReport *report;
  GHashTable    *accounts;      /* "number\nCUR" -> AeqMtAccount */
  guint64        n_warnings;
  guint64        n_apart;       /* statements that do not go on from the one before; only the first is noted */
} AeqMtTie;

void     aeq_mt_tie_init   (AeqMtTie *self, AeqReadReport *report);
void     aeq_mt_tie_clear  (AeqMtTie *self);
/* The account of the statement, made at its first sight. */
void     aeq_mt_tie_find   (AeqMtTie *self, AeqMtStatement *statement);
/* Counts an entry; FALSE when a sum leaves the range. */
gboolean aeq_mt_tie_entry  (AeqMtTie *self, AeqMtStatement *statement, const AeqMtEntry *entry);
/* Compares and hands the balances to the report; then the statement is done with. */
void     aeq_mt_tie_finish (AeqMtTie *self, AeqMtStatement *statement);
/* ":86:D000001C000002D10,00C3,00" behind the balances: a bank's own count. FALSE when the text is none. */
gboolean aeq_mt_tie_summary (AeqMtTie *self, AeqMtStatement *statement, const char *text, gsize length);
void     aeq_mt_tie_warn   (AeqMtTie *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* After the last statement. */
void     aeq_mt_tie_report (AeqMtTie *self);

G_END_DECLS
