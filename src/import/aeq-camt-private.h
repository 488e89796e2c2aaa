/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-camt-xml.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* A day, with the time of day and the instant as far as the file gives them. */
typedef struct
{
  AeqDate    date;
  gint64     time_of_day; /* -1 when only the day is known */
  AeqInstant instant;     /* AEQ_INSTANT_NONE without an offset from UTC */
} AeqCamtMoment;

/* xs:date and xs:dateTime; midnight sharp stands for the day alone, as banks write it. */
gboolean aeq_camt_moment_parse (const char *text, AeqCamtMoment *moment);
/* xs:decimal: digits and a point, nothing else. */
AeqMoneyResult aeq_camt_amount_parse (const char *text, guint exponent, gint64 *minor, gboolean *rounded);

/* The best balance so far for one end of a statement. */
typedef struct
{
  int      rank;   /* 0: none; the higher the better */
  gboolean available;
  gboolean foreign;
  gint64   minor;
  AeqDate  date;
} AeqCamtBalance;

/* What one statement says, to be tied at its end. */
typedef struct
{
  gboolean           started;
  const char        *number;     /* the reader's, "" when there is none */
  const AeqCurrency *currency;
  AeqCamtBalance     opening;
  AeqCamtBalance     closing;
  gboolean           previous;   /* the opening is the closing of the day before */
  guint64            credits;
  guint64            debits;
  gint64             credit_total;
  gint64             debit_total;
  guint64            booked_credits;
  guint64            booked_debits;
  gint64             booked_credit_total;
  gint64             booked_debit_total;
  gboolean           named;      /* by the account itself */
  const AeqCurrency *other;      /* of an entry that keeps its own */
  AeqDate            first_any;  /* days of all entries, booked or not */
  AeqDate            last_any;
  guint64            foreign;    /* entries written in another currency, taken as the account's */
  guint64            others;     /* entries that keep another currency */
  AeqDate            first_booked;
  AeqDate            last_booked;
} AeqCamtStatement;

typedef struct
{
  AeqCamtXml           *xml;
  const AeqReadOptions *options;
  const AeqReadSink    *sink;
  gpointer              user_data;
  AeqReadReport        *report;
  AeqCamtStatement      statement;
  guint64               statements;
  GString              *number;     /* of the open statement, spaces removed */
  GHashTable           *accounts;   /* "number\nCUR" -> AeqReadAccount of the report */
  GArray               *balances;   /* Told balances of the open statement */
  GArray               *parts;      /* AeqFlowDetail of the open entry, texts in @words */
  GStringChunk         *words;
  AeqReadAccount       *account;    /* of the last entry */
  GString              *details;    /* what the transactions of the entry say */
  GString              *narrative;
  GString              *category;
  char                 *counterparty;
  char                 *reference;
  char                 *bank_reference;
  gboolean              mixed;      /* transactions with several counterparties */
  guint                 transactions;
  AeqDate               settled;    /* first settlement day of the entry's transactions */
  guint64               all_transactions;
  guint64               batches;
  guint64               charged;
  guint64               undated;
  guint64               rounded;
  guint64               first_rounded;
  guint64               signed_amounts;
  guint64               no_status;
  guint64               told;       /* warnings about single statements */
  char                 *odd_status;
} AeqCamtReader;

gboolean aeq_camt_reader_transaction (AeqCamtReader *self, GError **error);
gboolean aeq_camt_reader_entry       (AeqCamtReader *self, GError **error);
gboolean aeq_camt_reader_balance     (AeqCamtReader *self, GError **error);
gboolean aeq_camt_reader_statement   (AeqCamtReader *self, GError **error);
/* A balance as the statement tells it, kept until the statement is complete. */
typedef struct
{
  gboolean      available;
  enum { AEQ_CAMT_AT_START, AEQ_CAMT_AT_END, AEQ_CAMT_WITHIN, AEQ_CAMT_DAY_BEFORE } place;
  gint64        minor;
  AeqCamtMoment moment;
} AeqCamtTold;

void     aeq_camt_reader_keep_balance (AeqCamtReader *self, const char *code, gint64 minor, const AeqCamtMoment *moment);
/* Hands the statement that is complete to the sink; @opens and @closes are the days of its ends. */
gboolean aeq_camt_reader_tell        (AeqCamtReader *self, AeqDate opens, AeqDate closes, GError **error);
AeqReportKind aeq_camt_reader_kind   (const AeqCamtReader *self);
/* The charge that @leaf names becomes a part of the open entry. FALSE when there is none. */
gboolean aeq_camt_reader_charge      (AeqCamtReader *self, AeqCamtLeaf leaf);

/* Knows account and currency of the statement that is open. */
gboolean aeq_camt_reader_start       (AeqCamtReader *self, GError **error);
/* Currency of an amount's attribute, else the statement's. */
gboolean aeq_camt_reader_currency    (AeqCamtReader *self, AeqCamtLeaf leaf, const AeqCurrency **currency, GError **error);
AeqReadAccount *aeq_camt_reader_account (AeqCamtReader *self, const AeqCurrency *currency);
guint    aeq_camt_reader_exponent    (const AeqCamtReader *self, const AeqCurrency *currency);
/* The amount with the sign of its CdtDbtInd. */
gboolean aeq_camt_reader_amount      (AeqCamtReader *self, AeqCamtLeaf amount, AeqCamtLeaf side, guint exponent, gint64 *minor,
                                      GError **error);
gboolean aeq_camt_reader_add         (AeqCamtReader *self, gint64 *sum, gint64 minor, GError **error);
/* Whether one more statement may be talked about. */
gboolean aeq_camt_reader_may_tell    (AeqCamtReader *self);

G_END_DECLS
