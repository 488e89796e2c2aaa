/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-accuracy.h"
#include "aeq-account.h"

G_BEGIN_DECLS

/* How good issued forecasts have been, in the definitions of docs (WAPE, WQL, coverage ...). Net flows: errors are divided by gross. */

typedef struct
{
  char    *name;     /* regime, or horizon as text */
  AeqTally tally;
  AeqTally naive;    /* the seasonal naive of the same targets */
} AeqAccuracyPart;

typedef struct
{
  AeqAccuracyPart total;
  GPtrArray      *by_regime;   /* AeqAccuracyPart */
  GPtrArray      *by_horizon;
  double          naive_error; /* mean |y - naive|: the scale of MASE over the same targets */
} AeqAccuracy;

void aeq_accuracy_free (AeqAccuracy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAccuracy, aeq_accuracy_free)

typedef struct
{
  const AeqAccount *account; /* (nullable) */
  int               horizon; /* -1: all */
  const char       *regime;  /* (nullable) */
  AeqDate           from;    /* AEQ_DATE_NONE: no bound */
  AeqDate           to;
} AeqAccuracyFilter;

/* Gives every issued forecast its score whose day is over and known: the account has a booked flow of a later day, or a bank's
 * balance after it. One transaction. @n counts them. */
gboolean     aeq_job_score    (AeqLedger *ledger, gint64 *n, GCancellable *cancellable, GError **error);
AeqAccuracy *aeq_job_accuracy (AeqLedger *ledger, const AeqAccuracyFilter *filter, GError **error);

/* Adds one scored target; also what a backtest uses. Values in one unit. */
AeqAccuracy *aeq_accuracy_new (void);
void         aeq_accuracy_add (AeqAccuracy *self, const char *regime, int horizon, double y, const double *q, double naive, double gross);
/* 1 - error / error of the seasonal naive; NaN unless every target had both. */
double       aeq_accuracy_skill (const AeqAccuracyPart *part);
/* The document of the contract. */
char        *aeq_accuracy_document (const AeqAccuracy *self);

G_END_DECLS
