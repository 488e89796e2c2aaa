/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* A table of the ledger for looking through: typed values, read once on a worker and then only shown, sorted and
 * copied. */

typedef enum
{
  AEQ_VALUE_NONE,    /* not known */
  AEQ_VALUE_TEXT,
  AEQ_VALUE_MONEY,   /* minor units */
  AEQ_VALUE_DATE,
  AEQ_VALUE_INSTANT, /* shown on the clock of its zone */
  AEQ_VALUE_DECIMAL  /* an exact number kept as text */
} AeqValueKind;

typedef enum
{
  AEQ_TONE_PLAIN,
  AEQ_TONE_DIM,
  AEQ_TONE_GOOD,
  AEQ_TONE_WARNING,
  AEQ_TONE_BAD
} AeqTone;

typedef struct
{
  AeqValueKind       kind;
  AeqTone            tone;
  gint64             number;   /* minor units, AeqDate or AeqInstant */
  const AeqCurrency *currency; /* of money */
  const AeqZone     *zone;     /* of an instant */
  char              *text;     /* (nullable) */
} AeqValue;

#define AEQ_SHEET_MAX_COLUMNS 12

typedef struct
{
  AeqId    uid;     /* of the record, zero when the row is none */
  AeqId    account;
  AeqValue values[AEQ_SHEET_MAX_COLUMNS];
} AeqSheetRow;

typedef struct
{
  const char  *title;   /* marked for translation */
  const char  *tooltip; /* (nullable) what the figure is, marked for translation */
  AeqValueKind kind;
  int          width;   /* pixels, 0: takes what is left */
  const char  *name;    /* in files */
} AeqSheetColumn;

typedef struct
{
  const AeqSheetColumn *columns; /* static */
  guint                 n_columns;
  GPtrArray            *rows;    /* AeqSheetRow */
  AeqInstant            as_of;   /* the ledger's now when it was read */
} AeqSheet;

/* What is looked at; the pointers are borrowed for the call. */
typedef struct
{
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency;  /* (nullable) */
  AeqDate            date;      /* AEQ_DATE_NONE: now */
} AeqSheetScope;

typedef AeqSheet *(*AeqSheetReader) (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable,
                                     GError **error);

/* The newest day's holdings of each account until the date. */
AeqSheet *aeq_sheet_positions (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable,
                               GError **error);
/* Ledger balances now, or at the end of the date on each account's clock. */
AeqSheet *aeq_sheet_balances (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error);
/* What must be paid by when, newest first, and what has been; of one day, or all. */
AeqSheet *aeq_sheet_obligations (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable,
                                 GError **error);
/* The floors of the accounts and how far off they are now. */
AeqSheet *aeq_sheet_limits (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error);
/* Where each account stands on a day, with the sums of a currency that has several: aeq-job-position.h. */
AeqSheet *aeq_sheet_worksheet (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error);
/* The day of one account by half-hour slices; empty without one. */
AeqSheet *aeq_sheet_ladder (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error);
void      aeq_sheet_free        (AeqSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSheet, aeq_sheet_free)

/* For readers. */
/* Empty. @columns are static, at most AEQ_SHEET_MAX_COLUMNS. */
AeqSheet    *aeq_sheet_new  (AeqInstant as_of, const AeqSheetColumn *columns, guint n_columns);
/* Adds the rows of one account to @sheet. */
typedef gboolean (*AeqSheetFunc) (AeqSheet *sheet, AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error);
/* A sheet with what @add adds for each account that is looked at. */
AeqSheet    *aeq_sheet_read (AeqLedger *ledger, const AeqSheetColumn *columns, guint n_columns, const AeqSheetScope *scope, AeqSheetFunc add,
                             GCancellable *cancellable, GError **error);
AeqSheetRow *aeq_sheet_add (AeqSheet *self, const AeqAccount *account, const AeqId *uid); /* both (nullable) */
AeqValue     aeq_value_text    (const char *text); /* NULL is not known */
AeqValue     aeq_value_money   (gint64 minor, const AeqCurrency *currency);
AeqValue     aeq_value_date    (AeqDate date);
AeqValue     aeq_value_instant (AeqInstant instant, const AeqZone *zone);
AeqValue     aeq_value_decimal (const char *text);
AeqValue     aeq_value_count   (gint64 n);
AeqValue     aeq_value_percent (double share); /* to a tenth of a percent; NaN is not known */

/* For people: grouped amounts; and as a spreadsheet takes it: plain numbers, empty when not known. Free them. */
char *aeq_value_show    (const AeqValue *self);
char *aeq_value_plain   (const AeqValue *self);
/* As strcmp(); what is not known comes last. Amounts of different currencies compare by their figures. */
int   aeq_value_compare (const AeqValue *a, const AeqValue *b);

/* Tab-separated lines of @rows, which are rows of this sheet in any order; titles first with @headers. Free it. */
char *aeq_sheet_copy (const AeqSheet *self, gboolean headers, GPtrArray *rows);

G_END_DECLS
