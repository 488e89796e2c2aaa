/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* One value of an exported row: what it is, not how it is written. Texts are borrowed. */
typedef enum
{
  AEQ_CELL_EMPTY, /* nothing is known; fits every column */
  AEQ_CELL_TEXT,
  AEQ_CELL_DATE,
  AEQ_CELL_INSTANT,
  AEQ_CELL_MONEY,
  AEQ_CELL_DECIMAL, /* an exact decimal number as text, with a point */
  AEQ_CELL_NUMBER,
  AEQ_CELL_INTEGER,
  AEQ_CELL_PERCENT, /* a share: 0.5 is 50 % */
  AEQ_CELL_BOOLEAN
} AeqCellKind;

typedef struct
{
  AeqCellKind kind;
  union
  {
    const char *text;
    AeqDate     date;
    AeqInstant  instant;
    gint64      integer; /* minor units of money; 0 or 1 of a boolean */
    double      number;
  };
  union
  {
    const AeqZone     *zone;     /* of an instant: whose wall clock people read */
    const AeqCurrency *currency; /* of money */
  };
} AeqCell;

/* NULL, AEQ_DATE_NONE, AEQ_INSTANT_NONE and NaN make empty cells. */
AeqCell aeq_cell_empty   (void);
AeqCell aeq_cell_text    (const char *text);
AeqCell aeq_cell_date    (AeqDate date);
AeqCell aeq_cell_instant (AeqInstant instant, const AeqZone *zone);
AeqCell aeq_cell_money   (gint64 minor, const AeqCurrency *currency);
AeqCell aeq_cell_decimal (const char *number);
AeqCell aeq_cell_number  (double number);
AeqCell aeq_cell_integer (gint64 integer);
AeqCell aeq_cell_percent (double share);
AeqCell aeq_cell_boolean (gboolean value);

G_END_DECLS
