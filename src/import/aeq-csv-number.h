/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-money.h"

G_BEGIN_DECLS

/* What the marks in a cell prove about the decimal mark of its column. */
typedef enum
{
  AEQ_NUMBER_NONE,    /* not a number */
  AEQ_NUMBER_PLAIN,   /* no mark that matters */
  AEQ_NUMBER_POINT,
  AEQ_NUMBER_COMMA,
  AEQ_NUMBER_EITHER   /* "1,234": a thousand or one and a bit */
} AeqNumberLook;

/* @sign (nullable) gets -1, 0 or 1. */
AeqNumberLook aeq_csv_number_look (const char *text, gsize length, int *sign);

/* aeq_money_parse() with AEQ_MONEY_ROUND, quick for plain digits with one mark. */
AeqMoneyResult aeq_csv_number_parse (const char *text, gsize length, guint exponent, AeqDecimal decimal, gint64 *minor,
                                     gboolean *rounded);

G_END_DECLS
