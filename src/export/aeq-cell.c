/* SPDX-License-Identifier: MIT */
#include "aeq-cell.h"

#include <math.h>

AeqCell
aeq_cell_empty (void)
{
  return (AeqCell){ .kind = AEQ_CELL_EMPTY };
}

AeqCell
aeq_cell_text (const char *text)
{
  return text != NULL ? (AeqCell){ .kind = AEQ_CELL_TEXT, .text = text } : aeq_cell_empty ();
}

AeqCell
aeq_cell_date (AeqDate date)
{
  return date != AEQ_DATE_NONE ? (AeqCell){ .kind = AEQ_CELL_DATE, .date = date } : aeq_cell_empty ();
}

AeqCell
aeq_cell_instant (AeqInstant instant, const AeqZone *zone)
{
  if (instant == AEQ_INSTANT_NONE)
    return aeq_cell_empty ();
  return (AeqCell){ .kind = AEQ_CELL_INSTANT, .instant = instant, .zone = zone };
}

AeqCell
aeq_cell_money (gint64 minor, const AeqCurrency *currency)
{
  return (AeqCell){ .kind = AEQ_CELL_MONEY, .integer = minor, .currency = currency };
}

AeqCell
aeq_cell_decimal (const char *number)
{
  return number != NULL ? (AeqCell){ .kind = AEQ_CELL_DECIMAL, .text = number } : aeq_cell_empty ();
}

AeqCell
aeq_cell_number (double number)
{
  return isnan (number) ? aeq_cell_empty () : (AeqCell){ .kind = AEQ_CELL_NUMBER, .number = number };
}

AeqCell
aeq_cell_integer (gint64 integer)
{
  return (AeqCell){ .kind = AEQ_CELL_INTEGER, .integer = integer };
}

AeqCell
aeq_cell_percent (double share)
{
  return isnan (share) ? aeq_cell_empty () : (AeqCell){ .kind = AEQ_CELL_PERCENT, .number = share };
}

AeqCell
aeq_cell_boolean (gboolean value)
{
  return (AeqCell){ .kind = AEQ_CELL_BOOLEAN, .integer = value };
}
