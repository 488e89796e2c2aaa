/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-balance.h"
#include "aeq-change.h"
#include "aeq-check.h"
#include "aeq-flow-list.h"
#include "aeq-flow-writer.h"
#include "aeq-import-history.h"
#include "aeq-test.h"
#include "aeq-test-pgsql.h"

G_BEGIN_DECLS

/* A ledger in memory with one account in UTC dollars; the clock stands at LEDGER_NOW. */
typedef struct
{
  AeqLedger  *ledger;
  AeqAccount *usd;
} LedgerFixture;

#define LEDGER_NOW "2024-03-05T12:00:00Z"

void ledger_set_up    (LedgerFixture *fixture, gconstpointer data);
void ledger_tear_down (LedgerFixture *fixture, gconstpointer data);

#define ledger_test_add(path, func) g_test_add (path, LedgerFixture, NULL, ledger_set_up, func, ledger_tear_down)

AeqInstant  at (const char *rfc3339);
AeqDate     day (const char *iso);

/* ":memory:" is a new schema where the tests run on PostgreSQL. */
AeqLedger  *ledger_open    (const char *uri);
AeqAccount *ledger_account (AeqLedger *ledger, const char *number, const char *currency, const char *zone);
/* A flow without texts, to be filled in further. */
AeqFlow     ledger_flow    (const AeqAccount *account, AeqFlowStatus status, const char *when, gint64 minor);
/* Imports flows of @account as one file and returns the history entry's number. */
gint64      ledger_import  (AeqLedger *ledger, const AeqAccount *account, const AeqFlow *flows, gsize n, gint64 *added,
                            gint64 *duplicates);
gint64      ledger_int     (AeqLedger *ledger, const char *sql);
char       *ledger_sha     (AeqLedger *ledger);
/* The check finds nothing wrong. */
void        ledger_assert_clean (AeqLedger *ledger);
/* The check finds one thing wrong, described by a sentence that contains @part. */
void        ledger_assert_problem (AeqLedger *ledger, const char *part);
gint64      ledger_balance (AeqLedger *ledger, const AeqAccount *account, const char *when);
/* Flows that are expected or pending and not fulfilled. */
gint64      ledger_n_open  (AeqLedger *ledger);

/* An object from JSON text in which ' stands for ". */
JsonObject *ledger_values  (const char *format, ...) G_GNUC_PRINTF (1, 2);
char       *account_uid    (const AeqAccount *account);
void        ledger_insert  (AeqLedger *ledger, const char *entity, JsonObject *values, AeqId *uid);

G_END_DECLS
