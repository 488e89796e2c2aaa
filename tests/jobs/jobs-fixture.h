/* SPDX-License-Identifier: MIT */
#pragma once

#include <math.h>
#include <string.h>
#include <json-glib/json-glib.h>

#include "aeq-check.h"
#include "aeq-error.h"
#include "aeq-forecast-store.h"
#include "aeq-job-forecast.h"
#include "aeq-job-import.h"
#include "aeq-job-regime.h"
#include "aeq-test.h"
#include "aeq-test-pgsql.h"

G_BEGIN_DECLS

/* A folder for files, and a ledger in memory whose clock stands at JOBS_NOW, a Monday noon. */
typedef struct
{
  char      *folder;
  AeqLedger *ledger;
} JobsFixture;

#define JOBS_NOW "2026-03-02T12:00:00Z"
#define JOBS_HEADER "account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,bank_reference,narrative,status\n"

void jobs_set_up    (JobsFixture *fixture, gconstpointer data);
void jobs_tear_down (JobsFixture *fixture, gconstpointer data);
#define jobs_test_add(path, func) g_test_add (path, JobsFixture, NULL, jobs_set_up, func, jobs_tear_down)

AeqInstant jobs_at     (const char *rfc3339);
AeqLedger *jobs_ledger (void);
/* Puts the ledger's clock forward. */
void       jobs_clock  (JobsFixture *fixture, const char *rfc3339);

/* Imports @text as a file; the ledger itself must not fail. @request (nullable). */
AeqImportOutcome *jobs_import      (JobsFixture *fixture, const char *text, const AeqImportRequest *request);
/* The same for what must go in: added rows. */
gint64            jobs_import_good (JobsFixture *fixture, const char *text);
/* Two accounts, USD and JPY, with three flows a business day in a weekly shape for the @days calendar days before JOBS_NOW. */
char             *jobs_season      (guint days);

/* Four years of a calm VIX that leaps to 60 for the last @panic days before JOBS_NOW, and of a spread that goes with it. */
AeqIndicatorsResult jobs_import_market (JobsFixture *fixture, int panic);

AeqAccount        *jobs_account  (JobsFixture *fixture, const char *number);
AeqForecastResult *jobs_forecast (JobsFixture *fixture);
/* The account's object of a forecast document. Borrowed from @node, which is filled; free that. */
JsonObject        *jobs_account_of (const AeqForecastResult *result, const char *number, JsonNode **node);
void               jobs_set_limit  (JobsFixture *fixture, const char *number, gint64 floor_amount);

gint64 jobs_int (JobsFixture *fixture, const char *sql);
char  *jobs_sha (JobsFixture *fixture);

G_END_DECLS
