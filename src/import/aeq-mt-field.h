/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* What stands in the fields of MT940 and MT942. Pure functions over borrowed text. Those that may fail return what is
 * wrong, in words that never need freeing, or NULL when all is well. */

typedef enum
{
  AEQ_MT_NONE,        /* not a tag: text */
  AEQ_MT_OTHER,       /* looks like a tag, says nothing that is needed */
  AEQ_MT_REFERENCE,   /* :20: */
  AEQ_MT_ACCOUNT,     /* :25:, :25P: */
  AEQ_MT_NUMBER,      /* :28:, :28C: */
  AEQ_MT_OPENING,     /* :60F: */
  AEQ_MT_OPENING_PAGE, /* :60M: */
  AEQ_MT_ENTRY,       /* :61: */
  AEQ_MT_CLOSING,     /* :62F: */
  AEQ_MT_CLOSING_PAGE, /* :62M: */
  AEQ_MT_AVAILABLE,   /* :64: */
  AEQ_MT_FORWARD,     /* :65:, not kept */
  AEQ_MT_TEXT,        /* :86: */
  AEQ_MT_NS,          /* :NS: */
  AEQ_MT_TIME,        /* :13:, :13D: */
  AEQ_MT_FLOOR,       /* :34F: */
  AEQ_MT_DEBITS,      /* :90D: */
  AEQ_MT_CREDITS      /* :90C: */
} AeqMtTag;

/* The tag that opens @line, its length with both colons into @skip. */
AeqMtTag aeq_mt_tag_find (const char *line, gsize length, gsize *skip);
/* Blanks and control characters at both ends. */
void     aeq_mt_trim     (const char **text, gsize *length);

typedef struct
{
  gboolean           debit;
  AeqDate            date;     /* AEQ_DATE_NONE for "000000" */
  gboolean           clamped;  /* the 30th of February and the like: the last day of the month */
  const AeqCurrency *currency;
  gint64             minor;    /* signed */
  gboolean           rounded;
} AeqMtBalance;

typedef struct
{
  AeqDate     value;
  AeqDate     booking;    /* AEQ_DATE_NONE when only the value date is there */
  gboolean    clamped;
  gboolean    raises;     /* C, RD, EC */
  gboolean    reversal;   /* RC, RD */
  gboolean    expected;   /* EC, ED */
  gint64      minor;      /* signed */
  gboolean    rounded;
  gboolean    bare;       /* nothing behind the amount */
  const char *reference;
  gsize       reference_length;
  const char *bank_reference;
  gsize       bank_reference_length;
  const char *more;       /* text that some banks put behind the reference */
  gsize       more_length;
} AeqMtEntry;

typedef struct
{
  guint64            count;
  const AeqCurrency *currency;
  gint64             minor;
} AeqMtCount;

/* @known (nullable) is the currency of a balance that names none. */
const char *aeq_mt_parse_balance (const char *text, gsize length, const AeqCurrency *known, AeqMtBalance *balance);
const char *aeq_mt_parse_entry   (const char *text, gsize length, guint exponent, AeqMtEntry *entry);
const char *aeq_mt_parse_count   (const char *text, gsize length, AeqMtCount *count);
/* "00004/00001"; what is missing stays 0. */
void        aeq_mt_parse_number  (const char *text, gsize length, guint64 *number, guint64 *page);
/* The number as written without spaces; a currency that is glued to its end comes apart into @currency. Free it. */
char       *aeq_mt_parse_account (const char *text, gsize length, const AeqCurrency **currency);
/* The year among the three around @value that brings the month and day nearest to it. */
AeqDate     aeq_mt_near_date     (AeqDate value, int month, int day, gboolean *clamped);
/* "2403051430+0100" of :13D:; the offset may be missing. FALSE when it is no time. */
gboolean    aeq_mt_parse_time    (const char *text, gsize length, AeqDate *date, gint64 *time_of_day, AeqInstant *instant);
/* Digits with a comma (or one point) at the front; @end is where they stop. */
const char *aeq_mt_parse_amount  (const char *text, gsize length, guint exponent, gint64 *minor, gboolean *rounded,
                                  const char **end);

G_END_DECLS
