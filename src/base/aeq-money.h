/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A currency of ISO 4217. Static, never freed. */
typedef struct
{
  char        code[4];
  guint8      exponent; /* minor digits: JPY 0, USD 2, KWD 3, CLF 4 */
  guint16     number;   /* ISO numeric code */
  const char *name;
} AeqCurrency;

/* NULL when @code is not an active or recent ISO 4217 code (case-insensitive, exactly three letters). */
const AeqCurrency *aeq_currency_lookup (const char *code, gssize length);
/* All currencies, sorted by code. */
const AeqCurrency *aeq_currency_table  (gsize *n);

/* How to read a written amount. */
typedef enum
{
  AEQ_DECIMAL_AUTO = 0, /* decide from this text alone: the last mark followed by other than three digits */
  AEQ_DECIMAL_POINT = '.',
  AEQ_DECIMAL_COMMA = ','
} AeqDecimal;

typedef enum
{
  AEQ_MONEY_STRICT = 0,
  AEQ_MONEY_SUFFIXES = 1 << 0,   /* 1.5m, 250k, 2bn: only where a person types */
  AEQ_MONEY_ROUND = 1 << 1       /* digits beyond the currency's are rounded half-even instead of refused */
} AeqMoneyFlags;

typedef enum
{
  AEQ_MONEY_OK,
  AEQ_MONEY_EMPTY,      /* nothing but spaces */
  AEQ_MONEY_MALFORMED,  /* not an amount */
  AEQ_MONEY_AMBIGUOUS,  /* AEQ_DECIMAL_AUTO and "1,234" or "1.234": two readings */
  AEQ_MONEY_DIGITS,     /* more decimals than the currency has, and AEQ_MONEY_ROUND not given */
  AEQ_MONEY_OVERFLOW    /* beyond the 64-bit range of minor units */
} AeqMoneyResult;

/* Reads an exact amount into minor units of @exponent digits. Accepts a leading or trailing sign, parentheses for
 * negative, grouping by the other mark, space, no-break space, narrow no-break space and apostrophes, and a currency
 * code or symbol at either end, which is not interpreted. @rounded (nullable) tells whether digits were cut off by
 * AEQ_MONEY_ROUND. Never passes through double, never allocates. @length -1 for a NUL-terminated text. */
AeqMoneyResult aeq_money_parse (const char *text, gssize length, guint exponent, AeqDecimal decimal, AeqMoneyFlags flags,
                                gint64 *minor, gboolean *rounded);
/* What went wrong, in words that follow "Amount: ". Static. */
const char    *aeq_money_result_message (AeqMoneyResult result);

#define AEQ_MONEY_TEXT_SIZE 32
/* "-1200.50": plain, point, no grouping. Returns @buffer (AEQ_MONEY_TEXT_SIZE bytes). */
char    *aeq_money_format         (gint64 minor, guint exponent, char *buffer);
/* "-1,200.50": for people. Returns @buffer (AEQ_MONEY_TEXT_SIZE + 8 bytes). */
char    *aeq_money_format_grouped (gint64 minor, guint exponent, char *buffer);

/* Checked sum: FALSE and @sum unchanged when a + b leaves the range. */
gboolean aeq_money_add (gint64 a, gint64 b, gint64 *sum);
/* 10^exponent for exponent 0 to 18. */
gint64   aeq_money_scale (guint exponent);

G_END_DECLS
