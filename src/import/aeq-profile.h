/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-fixed-layout.h"
#include "aeq-instant.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* How the columns of one kind of file are read. Made by hand (data/profiles), by the reader from what it decided, or by a
 * person in the import dialog; kept as JSON and found again by the fingerprint of the header. */

typedef enum
{
  AEQ_PROFILE_FLOWS,
  AEQ_PROFILE_EXPECTED,
  AEQ_PROFILE_POSITIONS,
  AEQ_PROFILE_ACCOUNTS,
  AEQ_PROFILE_MARGIN
} AeqProfileKind;

/* In the order in which columns are given away: an earlier role takes its column first. */
typedef enum
{
  AEQ_ROLE_NONE,
  AEQ_ROLE_SETTLE_TS,
  AEQ_ROLE_BOOKING_DATE,
  AEQ_ROLE_VALUE_DATE,
  AEQ_ROLE_TRANSACTION_DATE, /* stands in where a row has no booking date */
  AEQ_ROLE_TIME,
  AEQ_ROLE_CREDIT,
  AEQ_ROLE_DEBIT,
  AEQ_ROLE_AMOUNT,
  AEQ_ROLE_FEE,              /* taken off the amount when the balance column says so */
  AEQ_ROLE_DIRECTION,
  AEQ_ROLE_CURRENCY,
  AEQ_ROLE_BALANCE,
  AEQ_ROLE_OPENING,
  AEQ_ROLE_CLOSING,
  AEQ_ROLE_IBAN,
  AEQ_ROLE_ACCOUNT,
  AEQ_ROLE_STATUS,
  AEQ_ROLE_CATEGORY,
  AEQ_ROLE_COUNTERPARTY_ACCOUNT,
  AEQ_ROLE_COUNTERPARTY,
  AEQ_ROLE_REFERENCE,
  AEQ_ROLE_BANK_REFERENCE,
  AEQ_ROLE_NARRATIVE,        /* several columns may have it; they are joined in their order */
  AEQ_ROLE_NAME,
  AEQ_ROLE_BANK,
  AEQ_ROLE_KIND,
  AEQ_ROLE_ZONE,
  AEQ_ROLE_CALENDAR,
  AEQ_ROLE_OPENED,
  AEQ_ROLE_DATE,             /* of a position or of margin */
  AEQ_ROLE_ISIN,
  AEQ_ROLE_INSTRUMENT,
  AEQ_ROLE_QUANTITY,
  AEQ_ROLE_PRICE,
  AEQ_ROLE_MARKET_VALUE,
  AEQ_ROLE_METHODOLOGY,      /* of a margin requirement, with those below */
  AEQ_ROLE_REQUIREMENT,
  AEQ_ROLE_EXCESS,
  AEQ_ROLE_EQUITY,
  AEQ_ROLE_CALL_DUE,
  AEQ_ROLE_CALL_AMOUNT,
  AEQ_ROLE_LAST
} AeqColumnRole;

typedef enum
{
  AEQ_SIGN_AS_WRITTEN,
  AEQ_SIGN_NEGATED,          /* the file writes payments as positive amounts */
  AEQ_SIGN_DIRECTION         /* words of the direction column give or turn the sign */
} AeqSignRule;

enum { AEQ_DATE_DMY = 1, AEQ_DATE_MDY, AEQ_DATE_YMD };

typedef struct
{
  char         *header;      /* (nullable) cell of the header; without one @index counts */
  guint         index;       /* from 0 */
  AeqColumnRole role;        /* AEQ_ROLE_NONE for a column of a fixed-width file that only filters and checks look at */
  AeqFixedField *field;      /* (nullable) where it stands in a fixed-width file; @header is then its name */
} AeqProfileColumn;

/* Rows whose @header column holds one of @values are left out (or, with @keep, all others are). */
typedef struct
{
  char     *header;
  char    **values;
  gboolean  keep;
} AeqProfileFilter;

typedef struct
{
  char              *name;
  AeqProfileKind     kind;
  GPtrArray         *fingerprints; /* char*, lower-case hex */
  GPtrArray         *columns;      /* AeqProfileColumn */
  GPtrArray         *filters;      /* AeqProfileFilter */
  char               delimiter;    /* 0: find out */
  AeqDecimal         decimal;      /* AEQ_DECIMAL_AUTO: find out */
  int                date_order;   /* 0: find out */
  AeqSignRule        sign;
  char             **debit_words;  /* (nullable) values of the direction column that lower the account */
  char             **credit_words; /* (nullable) */
  const AeqCurrency *currency;     /* (nullable) of every row */
  char              *account;      /* (nullable) of rows that name none */
  int                scale;        /* power of ten: 6 for amounts in millions, -2 for amounts in cents */
  gint64             time_of_day;  /* of rows without a time, or -1 */
  char              *zone;         /* (nullable) IANA zone of wall clock times; NULL leaves it to the account */
  AeqFixedLayout    *layout;       /* (nullable) of a fixed-width file; each column then has a field */
} AeqProfile;

AeqProfile *aeq_profile_new  (const char *name, AeqProfileKind kind);
AeqProfile *aeq_profile_copy (const AeqProfile *self);
void        aeq_profile_free (AeqProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqProfile, aeq_profile_free)
/* The column is borrowed. */
AeqProfileColumn *aeq_profile_add_column (AeqProfile *self, const char *header, guint index, AeqColumnRole role);
void        aeq_profile_add_filter      (AeqProfile *self, const char *header, const char *const *values, gboolean keep);
void        aeq_profile_add_fingerprint (AeqProfile *self, const char *fingerprint);
gboolean    aeq_profile_has_fingerprint (const AeqProfile *self, const char *fingerprint);

const char    *aeq_column_role_name  (AeqColumnRole role);
AeqColumnRole  aeq_column_role_parse (const char *name); /* AEQ_ROLE_NONE when unknown */

/* JSON text. Loading refuses unknown roles, kinds and values, naming them. */
char       *aeq_profile_to_json   (const AeqProfile *self);
AeqProfile *aeq_profile_from_json (const char *text, gssize length, GError **error);
AeqProfile *aeq_profile_load_file (const char *path, GError **error);

/* SHA-256, in hex, of the cells folded as aeq_csv_fold() does; trailing empty cells do not count. Free it. */
char *aeq_profile_fingerprint (const char *const *cells, guint n_cells);

/* The profiles at hand, in order; the first that has a fingerprint wins. */
typedef struct _AeqProfileSet AeqProfileSet;

AeqProfileSet    *aeq_profile_set_new  (void);
void              aeq_profile_set_free (AeqProfileSet *self);
void              aeq_profile_set_add  (AeqProfileSet *self, AeqProfile *profile); /* takes it over */
/* Every *.json of a folder, in the order of their names. */
gboolean          aeq_profile_set_load_folder (AeqProfileSet *self, const char *path, GError **error);
guint             aeq_profile_set_get_length  (const AeqProfileSet *self); /* 0 for NULL */
const AeqProfile *aeq_profile_set_get         (const AeqProfileSet *self, guint i);
const AeqProfile *aeq_profile_set_find_name   (const AeqProfileSet *self, const char *name);
const AeqProfile *aeq_profile_set_find_fingerprint (const AeqProfileSet *self, const char *fingerprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqProfileSet, aeq_profile_set_free)

G_END_DECLS
