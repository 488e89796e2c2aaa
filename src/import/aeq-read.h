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
} AeqEntry;

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
  /* A file of several in an archive is over, and this is its report: what follows is of another one. */
  gboolean (*part)     (const AeqReadReport *report, gpointer user_data, GError **error);
} AeqReadSink;

AeqReadReport *aeq_read_report_new  (const char *format);
void           aeq_read_report_free (AeqReadReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqReadReport, aeq_read_report_free)
void aeq_read_report_error (AeqReadReport *self, guint64 line, const char *field, const char *format, ...) G_GNUC_PRINTF (4, 5);
void aeq_read_report_warn  (AeqReadReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void aeq_read_report_note  (AeqReadReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds what a part of the file gave (a sheet, a member of an archive) to the report of the whole: accounts that are the
 * same are added up, warnings and notes begin with @place (nullable). Takes the profile and the mapping of @other when
 * @self has none. FALSE when a total overflows. */
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
