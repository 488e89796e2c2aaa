/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-forecast.h"
#include "aeq-scenario.h"
#include "aeq-stress-book.h"
#include "aeq-stress-reverse.h"

G_BEGIN_DECLS

/* Scenarios of a ledger: BCBS 248's four and the crisis of the desk's current crisis table are always there; the desk's own are kept in
 * its table and change record. One of the desk's own takes the place of the built-in one of its name. */

#define AEQ_SCENARIO_CRISIS "crisis_2020_03"

typedef struct
{
  AeqScenario *scenario; /* NULL when what is kept cannot be read */
  char        *name;
  char        *trouble;  /* why not; (nullable) */
  gboolean     own;
  AeqId        uid;      /* of the desk's own */
} AeqScenarioEntry;

/* By name. GPtrArray of AeqScenarioEntry. */
GPtrArray   *aeq_scenario_list   (AeqLedger *ledger, GError **error);
/* AEQ_ERROR_NOT_FOUND names those that there are. */
AeqScenario *aeq_scenario_find   (AeqLedger *ledger, const char *name, GError **error);
/* Keep, change and remove one of the desk's own, with a change record. @json is checked; @file (nullable) is where it came from. @exists
 * tells whether it must be there: TRUE changes, FALSE adds (AEQ_ERROR_EXISTS). */
gboolean     aeq_scenario_put    (AeqLedger *ledger, const char *name, const char *description, const char *json, gssize length,
                                  const char *file, gboolean exists, const char *reason, AeqId *uid, GError **error);
/* Another name for one of the desk's own. AEQ_ERROR_EXISTS when one has it, a built-in one too. */
gboolean     aeq_scenario_rename (AeqLedger *ledger, const char *name, const char *new_name, const char *reason, AeqId *uid, GError **error);
gboolean     aeq_scenario_remove (AeqLedger *ledger, const char *name, const char *reason, AeqId *uid, GError **error);

/* What is stressed: one account, one account set, or every account by itself. */
typedef struct
{
  const AeqAccount  *account;  /* (nullable) */
  const char        *set;      /* (nullable) */
  const AeqCurrency *currency; /* (nullable) only this one */
  guint              bucket_minutes;
  gboolean           plain;
  AeqModelKeeper    *keeper;   /* (nullable) keeps the model; borrowed */
  gboolean           sets_too; /* without @account and @set: after the accounts, each account set too that has two of them or more */
} AeqScenarioRequest;

#define AEQ_SCENARIO_REQUEST_DEFAULT { NULL, NULL, NULL, 30, FALSE, NULL, FALSE }

/* One account, or one account set in one currency. */
typedef struct
{
  char              *name;
  gboolean           set;
  gboolean           netted;
  const AeqCurrency *currency;
  const AeqZone     *zone;     /* of its first account: what times are told in */
  GPtrArray         *accounts; /* AeqScenarioAccount, borrowed */
  AeqStressBook     *book;
  AeqStressReading  *base;
} AeqScenarioSection;

/* The forecast of now with its paths, made once and read under as many scenarios as one likes. Not stored. */
typedef struct
{
  AeqForecastResult *forecast;
  GPtrArray         *accounts; /* AeqScenarioAccount */
  GPtrArray         *sections; /* AeqScenarioSection, at least one */
} AeqScenarioBase;

AeqScenarioBase *aeq_scenario_prepare   (AeqLedger *ledger, const AeqScenarioRequest *request, AeqProgress *progress,
                                         GCancellable *cancellable, GError **error);
void             aeq_scenario_base_free (AeqScenarioBase *self);
/* A reading for each section, in their order: only this is to be repeated when a slider moves. GPtrArray of AeqStressReading. */
GPtrArray       *aeq_scenario_apply     (const AeqScenarioBase *self, const AeqScenario *scenario, GCancellable *cancellable,
                                         GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqScenarioBase, aeq_scenario_base_free)

/* Documents of docs/user_guides/scenarios.md. Free with g_free(). */
char *aeq_scenario_document         (const AeqScenarioBase *self, const AeqScenario *scenario, GPtrArray *readings);
/* @found: GArray of AeqStressReverse, a section each. */
char *aeq_scenario_reverse_document (const AeqScenarioBase *self, double chance, GPtrArray *found);
/* A size of a section's reverse stress as an amount, where it is a share of the usual payments; FALSE otherwise. */
gboolean aeq_scenario_reverse_amount (const AeqScenarioSection *section, const AeqStressReverse *found, double size, gint64 *minor);

/* Issues and stores a forecast of every account (or of @request's) under a scenario. It is never scored. */
AeqForecastResult *aeq_job_forecast_scenario (AeqLedger *ledger, const AeqForecastRequest *request, const AeqScenario *scenario,
                                              AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
