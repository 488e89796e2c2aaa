/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-alert.h"

G_BEGIN_DECLS

/* Looks at the ledger and its newest forecast by the rules, raises alerts, tells again what is still open after its rule's cool-down,
 * and resolves those whose cause is gone. */

typedef struct
{
  GPtrArray *open;    /* AeqAlert that hold, acknowledged ones last */
  GPtrArray *told;    /* AeqAlert to be told now: new, or still open after the cool-down */
  guint      n_open;  /* of @open, those that nobody has acknowledged */
  gboolean   changed; /* something was written */
} AeqAlertNews;

void aeq_alert_news_free (AeqAlertNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAlertNews, aeq_alert_news_free)

/* The ledger's now is the clock. Nothing is written when nothing is new. A cause that comes back within the cool-down opens its alert
 * again and is not told; an acknowledged alert stays quiet until its cause is gone, or until there are more cases of it. */
AeqAlertNews *aeq_job_alerts_evaluate (AeqLedger *ledger, GCancellable *cancellable, GError **error);

#define AEQ_ALERT_MAX_NOTE 1000 /* bytes */

/* By the ledger's author, with a note (nullable). AEQ_ERROR_EXISTS when somebody has, AEQ_ERROR_INVALID for a note that is too long.
 * The change can be undone. */
gboolean aeq_job_alerts_acknowledge (AeqLedger *ledger, const AeqId *alert, const char *note, AeqChangeRange *range, GError **error);

/* Makes @rule for its kind and account, or changes the one that is there. AEQ_ERROR_INVALID in words for what does not fit its kind. */
gboolean aeq_job_alerts_set_rule    (AeqLedger *ledger, const AeqAlertRule *rule, AeqChangeRange *range, GError **error);
/* All of them (GPtrArray of AeqAlertRule) or none. */
gboolean aeq_job_alerts_set_rules   (AeqLedger *ledger, GPtrArray *rules, AeqChangeRange *range, GError **error);
/* Only rules of one account: those for all accounts are switched off instead (AEQ_ERROR_INVALID). */
gboolean aeq_job_alerts_remove_rule (AeqLedger *ledger, const AeqId *rule, AeqChangeRange *range, GError **error);

/* The rule that is in force for a kind and an account (nullable); NULL when there is none. Borrowed from @rules of aeq_alert_rules(). */
const AeqAlertRule *aeq_alert_rule_for (GPtrArray *rules, AeqAlertKind kind, const AeqId *account);

G_END_DECLS
