/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-load.h"

G_BEGIN_DECLS

/* One booked flow of an account's past. */
typedef struct
{
  AeqInstant settle_ts;
  double     amount;
  guint16    category; /* index into AeqDeskHistory.categories; 0: none */
  guint8     timed;
  guint8     foretold; /* it fulfilled an expectation */
} AeqPastFlow;

typedef struct
{
  GArray    *flows;      /* AeqPastFlow in time order, up to now */
  GPtrArray *categories; /* char*; [0] is "" */
  GHashTable *indexes;   /* category name -> its index */
  AeqDate    known_until; /* of the last booked flow, or the end of the bank's newest balance: later days are unknown, not empty */
} AeqDeskHistory;

AeqDeskHistory *aeq_desk_history_load (AeqLedger *ledger, const AeqAccount *account, double scale, GCancellable *cancellable,
                                       GError **error);
void            aeq_desk_history_free (AeqDeskHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskHistory, aeq_desk_history_free)

/* Index of a category name, 0 when no past flow has it. */
guint16         aeq_desk_history_category (const AeqDeskHistory *self, const char *name);

/* Which shock of the crisis table moves a category of the ledger ("" for none). */
AeqShockCategory aeq_desk_history_shock   (const char *category, gboolean inflow);

/* Fills days, net, gross, matrix, so_far and shares of @series from the past flows; those of categories marked in @leave_out (one
 * byte a category, nullable) and those that were foretold are left out when @rest. Arrays go to @owned. */
void            aeq_desk_history_fill (const AeqDeskHistory *self, const AeqAccount *account, const AeqCalendar *calendar,
                                       gboolean rest, const guint8 *leave_out, AeqDeskSeries *series, GPtrArray *owned);

G_END_DECLS
