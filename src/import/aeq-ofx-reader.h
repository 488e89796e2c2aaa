/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ofx-token.h"
#include "aeq-read.h"
#include "aeq-read-tally.h"

G_BEGIN_DECLS

/* The aggregates that give an element its meaning; all others are passed through. */
typedef enum
{
  AEQ_OFX_NONE,
  AEQ_OFX_ROOT,
  AEQ_OFX_STATUS,
  AEQ_OFX_STATEMENT,
  AEQ_OFX_ACCOUNT,
  AEQ_OFX_ENTRY,
  AEQ_OFX_PENDING,
  AEQ_OFX_PAYEE,
  AEQ_OFX_CURRENCY,
  AEQ_OFX_LEDGER,
  AEQ_OFX_SPENDABLE,
  AEQ_OFX_CASH,
  AEQ_OFX_TRADE,   /* of securities */
  AEQ_OFX_OTHER    /* known only so that its elements are not taken for another's */
} AeqOfxAggregate;

typedef enum
{
  AEQ_OFX_CURDEF, AEQ_OFX_ACCTID, AEQ_OFX_ASOF,
  AEQ_OFX_CODE, AEQ_OFX_SEVERITY, AEQ_OFX_MESSAGE,
  AEQ_OFX_POSTED, AEQ_OFX_AVAILABLE, AEQ_OFX_AMOUNT, AEQ_OFX_FITID, AEQ_OFX_NAME, AEQ_OFX_MEMO, AEQ_OFX_CHECK,
  AEQ_OFX_REFERENCE, AEQ_OFX_PAYEE_NAME, AEQ_OFX_SYMBOL,
  AEQ_OFX_BALANCE, AEQ_OFX_BALANCE_DATE, AEQ_OFX_CASH_AMOUNT,
  AEQ_OFX_SPENDABLE_AMOUNT, AEQ_OFX_SPENDABLE_DATE,
  AEQ_OFX_SLOTS
} AeqOfxSlot;

#define AEQ_OFX_MAX_DEPTH 64

typedef struct
{
  const AeqReadOptions *options;
  const AeqReadSink    *sink;       /* (nullable) */
  gpointer              user_data;
  AeqReadReport        *report;
  AeqReadTally              tally;
  AeqOfxScanner         scanner;
  guint64               line;       /* of the token */
  struct
  {
    AeqOfxAggregate kind;
    guint64         line;
    char            name[40];
  } stack[AEQ_OFX_MAX_DEPTH];
  guint                 depth;
  GString              *slots[AEQ_OFX_SLOTS];
  guint64               lines[AEQ_OFX_SLOTS]; /* 0: the element is missing */
  int                   open;       /* the slot that text goes to, or -1 */
  gboolean              started;
  gboolean              ended;
  AeqReadAccount       *account;    /* of the statement, once it is known */
  const AeqCurrency    *currency;
  guint                 exponent;
  AeqReadBalance        told[3];    /* balances of the statement */
  guint                 n_told;
  guint64               entries;    /* of the statement, and their days */
  AeqDate               first_day;
  AeqDate               last_day;
  guint64               statements;
  guint64               rounded;
  guint64               first_rounded;
  guint64               trades;
  guint64               no_digits;  /* entries whose amount is "." */
  guint64               foreign;    /* entries in a currency of their own */
} AeqOfxReader;

/* An aggregate begins: what is left of the last one of its kind goes. And ends. */
void     aeq_ofx_reader_begin   (AeqOfxReader *self, AeqOfxAggregate kind);
gboolean aeq_ofx_reader_finish  (AeqOfxReader *self, AeqOfxAggregate kind, guint64 line, GError **error);
gboolean aeq_ofx_reader_entry   (AeqOfxReader *self, gboolean pending, guint64 line, GError **error);
/* Finds the account of the statement at its first entry, or at its end. */
gboolean aeq_ofx_reader_account (AeqOfxReader *self, guint64 line, GError **error);
gboolean aeq_ofx_reader_money   (AeqOfxReader *self, AeqOfxSlot slot, const char *field, gint64 *minor, GError **error);
/* NULL when empty. */
const char *aeq_ofx_reader_text (const AeqOfxReader *self, AeqOfxSlot slot);

G_END_DECLS
