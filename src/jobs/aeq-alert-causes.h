/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-job-alerts.h"

G_BEGIN_DECLS

/* The parts of aeq-job-alerts.c: what holds at the ledger's now. */
typedef struct
{
  AeqLedger *ledger;
  GPtrArray *rules;  /* AeqAlertRule */
  GPtrArray *causes; /* AeqAlert, not raised yet */
} AeqAlertSearch;

/* An alert of @kind for the search, whose cause is named by kind, account (nullable) and @what (nullable). Borrowed. */
AeqAlert *aeq_alert_search_add (AeqAlertSearch *self, AeqAlertKind kind, const AeqAccount *account, const char *what,
                                AeqAlertSeverity severity);
/* NULL: no rule, or it is switched off. */
const AeqAlertRule *aeq_alert_search_rule (const AeqAlertSearch *self, AeqAlertKind kind, const AeqAccount *account);
/* A threshold in whole units of the currency, as minor units; G_MAXINT64 when it leaves the range. */
gint64    aeq_alert_threshold_minor (const AeqAlertRule *rule, const AeqCurrency *currency);

/* aeq-alert-accounts.c: of one account. */
gboolean aeq_alert_search_account (AeqAlertSearch *self, const AeqAccount *account, GError **error);
/* aeq-alert-desk.c: of the whole desk. */
gboolean aeq_alert_search_desk    (AeqAlertSearch *self, GPtrArray *accounts, GError **error);

G_END_DECLS
