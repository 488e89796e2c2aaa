/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-money.h"
#include "aeq-progress.h"
#include "aeq-flow.h"
#include "aeq-profile.h"

G_BEGIN_DECLS

/* What every reader of a file gives, whatever the format. A reader knows no store: it calls a sink for each good row and
 * fills a report. All texts handed to a sink are UTF-8, borrowed, and may be NULL when the file does not say. */

/* One cash movement as the file has it. */
typedef struct
{
  const char        *account;        /* number or IBAN as written, spaces removed */
  const AeqCurrency *currency;       /* NULL: the file names none */
  AeqFlowStatus      status;
  AeqDate            booking_date;   /* at least one of the two dates is there */
  AeqDate            value_date;
  AeqInstant         settle_ts;      /* AEQ_INSTANT_NONE when only a day is known */
  gint64             time_of_day;    /* local wall clock in microseconds, or -1 */
  gint64             minor;          /* inflow > 0, in the digits of @currency (of the reader's default when NULL) */
  gint64             balance;        /* running balance after it, when @has_balance */
  gboolean           has_balance;
  const char        *category;
  const char        *counterparty;
  const char        *reference;
  const char        *bank_reference;
  const char        *narrative;
  guint64            line;
  AeqReportKind      kind;           /* of the statement that it stands in; AEQ_REPORT_NONE in tables */
  const AeqFlowDetail *details;
  guint              n_details;
} AeqEntry;

/* A balance that a statement gives besides its opening and closing. */
typedef struct
{
  gboolean   available;              /* else the ledger balance */
  gint64     minor;
  AeqDate    date;                   /* of the end of that day, */
  gboolean   at_start;               /* or of its start; */
  AeqInstant as_of;                  /* or this instant */
  gint64     time_of_day;            /* or a local time of @date, -1: none */
} AeqReadBalance;

/* One statement, report or notification, or a page of one; told once all its entries were. */
typedef struct
{
  const char        *account;        /* as in its entries */
  const AeqCurrency *currency;
  const char        *format;         /* as the contract names it: "mt942" */
  AeqReportKind      kind;
  const char        *identifier;     /* the bank's, NULL when there is none */
  gint64             number;         /* 0: none */
  gint64             page;           /* 0: it is not paged */
  int                last_page;      /* 1 the last, 0 more follow, -1 it does not say */
  AeqDate            first_day;      /* what it covers; AEQ_DATE_NONE when nothing says it */
  AeqDate            last_day;
  AeqInstant         from_ts;        /* the same with times, AEQ_INSTANT_NONE without */
  AeqInstant         to_ts;
  AeqInstant         created_ts;
  gboolean           has_opening;    /* ledger balances before its first and after its last entry */
  gboolean           has_closing;
  gint64             opening;
  gint64             closing;
  guint64            entries;
  const AeqReadBalance *balances;    /* opening and closing among them */
  guint              n_balances;
  guint64            line;
} AeqStatementEntry;

/* One account of a file of accounts. */
typedef struct
{
  const char        *number;
  const char        *iban;
  const char        *name;
  const char        *bank;
  const char        *kind;           /* nostro | custody | prime_broker | central_bank | other */
  const char        *zone;
  const char        *calendar;
  const AeqCurrency *currency;
  AeqDate            opened;
  guint64            line;
} AeqAccountEntry;

/* One holding of a file of positions. */
typedef struct
{
  const char        *account;
  AeqDate            date;
  const char        *instrument;
  const char        *isin;           /* check digit verified */
  const char        *quantity;       /* exact decimal text, normalised: "-1200.5" */
  const char        *price;          /* exact decimal text or NULL */
  const AeqCurrency *currency;
  gint64             market_value;   /* minor units, when @has_market_value */
  gboolean           has_market_value;
  guint64            line;
} AeqPositionEntry;

/* What a broker asks of an account, of a file of margin. Amounts are in the digits of @currency (of the reader's default
 * when NULL); the requirement and the call are not below zero. */
typedef struct
{
  const char        *account;
  AeqDate            date;
  gint64             time_of_day;    /* local wall clock in microseconds, or -1: the figures of the day's end */
  AeqInstant         as_of;          /* AEQ_INSTANT_NONE unless the file gives an offset */
  const char        *methodology;    /* "house", "regt" or "portfolio" */
  const AeqCurrency *currency;
  gint64             requirement;
  gint64             equity;         /* when @has_equity */
  gint64             excess;         /* when @has_excess */
  gint64             call_amount;    /* when @has_call */
  gboolean           has_equity;
  gboolean           has_excess;
  gboolean           has_call;
  AeqDate            due_date;       /* AEQ_DATE_NONE: none is said */
  gint64             due_time;       /* local wall clock, or -1: by the day's end */
  AeqInstant         due_ts;
  guint64            line;
} AeqMarginEntry;

/* One refused row. */
typedef struct
{
  guint64  line;
  char    *field;
  char    *message;
} AeqRowError;

/* One account as the file shows it; money is in the currency's minor units. */
typedef struct
{
  char              *number;         /* "" when the file names none */
  const AeqCurrency *currency;       /* NULL when the file names none */
  guint64            entries;
  gint64             credit_total;
  gint64             debit_total;
  gboolean           has_opening;
  gboolean           has_closing;
  gint64             opening;
  gint64             closing;
  AeqDate            first_date;
  AeqDate            last_date;
} AeqReadAccount;

typedef struct
{
  char       *format;                /* "csv" */
  char       *profile;               /* (nullable) name of the profile that was used */
  AeqProfile *mapping;               /* (nullable) how the columns were read, ready to be named and saved */
  guint64     transactions;          /* good rows */
  guint64     pending;               /* how many of them are pending */
  guint64     skipped;               /* rows left out by a filter, or declined by the bank */
  GPtrArray  *accounts;              /* AeqReadAccount, in the order of appearance; one (account, currency) pair each */
  GPtrArray  *errors;                /* AeqRowError; at most AEQ_READ_MAX_ERRORS kept */
  guint64     n_errors;              /* all of them */
  GPtrArray  *warnings;              /* char*: the user must see them; status becomes "warn" */
  GPtrArray  *notes;                 /* char*: how the file was read (sign rule, encoding, gaps in a balance column) */
} AeqReadReport;

#define AEQ_READ_MAX_ERRORS 1000

typedef struct
{
  gboolean (*flow)     (const AeqEntry *entry, gpointer user_data, GError **error);
  gboolean (*account)  (const AeqAccountEntry *entry, gpointer user_data, GError **error);
  gboolean (*position) (const AeqPositionEntry *entry, gpointer user_data, GError **error);
  gboolean (*margin)   (const AeqMarginEntry *entry, gpointer user_data, GError **error);
  gboolean (*statement) (const AeqStatementEntry *entry, gpointer user_data, GError **error);
  /* A file of several in an archive is over, and this is its report: what follows is of another one. */
  gboolean (*part)     (const AeqReadReport *report, gpointer user_data, GError **error);
} AeqReadSink;

AeqReadReport *aeq_read_report_new  (const char *format);
void           aeq_read_report_free (AeqReadReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqReadReport, aeq_read_report_free)
void aeq_read_report_error (AeqReadReport *self, guint64 line, const char *field, const char *format, ...) G_GNUC_PRINTF (4, 5);
void aeq_read_report_warn  (AeqReadReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void aeq_read_report_note  (AeqReadReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds what a part of the file gave (a sheet, a member of an archive) to the report of the whole: accounts that are the same are
 * added up, warnings and notes begin with @place (nullable). Takes the profile and the mapping of @other when @self has none. FALSE
 * when a total overflows. */
gboolean aeq_read_report_merge (AeqReadReport *self, AeqReadReport *other, const char *place, GError **error);

/* What the caller decides for the file; zero means "find out". */
typedef struct
{
  const char        *account;        /* account of rows that name none */
  const AeqCurrency *currency;       /* overrides / decides the currency */
  const AeqCurrency *default_currency; /* digits and currency for a file that names none (reporting currency); never NULL */
  int                date_order;     /* 0 | AEQ_DATE_DMY | AEQ_DATE_MDY | AEQ_DATE_YMD */
  AeqDecimal         decimal;
  gboolean           accept_warnings; /* good rows go to the sink although others are bad */
} AeqReadOptions;

G_END_DECLS
