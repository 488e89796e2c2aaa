/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-forecast.h"
#include "aeq-stress-book.h"

G_BEGIN_DECLS

/* One account's forecast of today with what a stress needs to know beside it: the leg of a book, and what it points to. */
typedef struct
{
  const AeqForecastAccount *forecast; /* borrowed */
  AeqStressDay  day;
  AeqStressLeg  leg;     /* leg.day points to day: an account stays where it is */
  GArray       *known;   /* AeqStressKnown */
  GArray       *usual;   /* AeqStressUsual */
  GArray       *sources; /* AeqStressSource */
  GArray       *lines;   /* AeqStressLine */
  AeqInstant   *starts;
  double       *due;
  GPtrArray    *owned;
  GStringChunk *texts;
} AeqScenarioAccount;

#define AEQ_SCENARIO_USUAL_DAYS 60   /* that the usual flows are the mean of */
#define AEQ_SCENARIO_MAX_GROUPS 256  /* of direction, category and counterparty; smaller ones keep no counterparty */

/* @forecast must have kept its samples, and live as long. */
AeqScenarioAccount *aeq_scenario_account_load (AeqLedger *ledger, const AeqForecastAccount *forecast, GCancellable *cancellable,
                                               GError **error);
void                aeq_scenario_account_free (AeqScenarioAccount *self);

/* Fills day.usual: the flows of the last days that the forecast's rest is made of, by direction, category and counterparty. */
gboolean            aeq_scenario_usual_load   (AeqScenarioAccount *self, AeqLedger *ledger, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqScenarioAccount, aeq_scenario_account_free)

G_END_DECLS
