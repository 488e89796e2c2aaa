/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-regime.h"

G_BEGIN_DECLS

/* Where each account stands today, from the ledger and the newest stored forecast. Amounts are minor units. */

#define AEQ_POSITION_NONE G_MININT64 /* an amount that is not known */

typedef struct
{
  char              *number;
  char              *name;         /* (nullable) */
  const AeqCurrency *currency;
  const AeqZone     *zone;
  AeqDate            day;          /* today, on the account's clock */
  gint64             opening;
  gint64             in;           /* booked today, >= 0 */
  gint64             out;          /* <= 0 */
  gint64             balance;      /* now */
  AeqInstant         balance_at;   /* when that was last true at its source; AEQ_INSTANT_NONE: never told */
  gint64             expected;     /* net of today's announced and pending flows that have not come */
  gint64             closing;      /* median of the forecast of today; AEQ_POSITION_NONE when there is none of today */
  gint64             lowest;       /* likewise, the lowest point of the day */
  AeqInstant         lowest_at;    /* AEQ_INSTANT_NONE: it has been already */
  double             p_breach;     /* NaN: no limit, or no forecast */
  gint64             limit;        /* AEQ_POSITION_NONE: none is set */
} AeqPosition;

typedef struct
{
  AeqInstant       as_of;
  GPtrArray       *rows;           /* AeqPosition, by currency and account */
  AeqInstant       forecast_at;    /* AEQ_INSTANT_NONE: none was issued */
  char            *model;          /* (nullable) of that forecast */
  gboolean         has_regime;
  AeqRegimeReading regime;
  char           **reasons;        /* (nullable) */
} AeqPositionTable;

AeqPositionTable *aeq_job_position        (AeqLedger *ledger, GCancellable *cancellable, GError **error);
void              aeq_position_table_free (AeqPositionTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqPositionTable, aeq_position_table_free)

G_END_DECLS
