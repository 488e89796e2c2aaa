/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

/* What a desk is told of without asking: the rules that say when, the alerts that were raised, and who has seen them. */

typedef enum
{
  AEQ_ALERT_BREACH_RISK,  /* the newest forecast gives a breach of the limit today at least this probability */
  AEQ_ALERT_BREACH,       /* the balance is below the limit */
  AEQ_ALERT_LATE_RECEIPT, /* what should have come has not */
  AEQ_ALERT_CUT_OFF,      /* a payment system closes soon and today's payments are not covered */
  AEQ_ALERT_STALE_FEED,   /* market series have not been renewed */
  AEQ_ALERT_REGIME,       /* the regime has become another one */
  AEQ_ALERT_CALIBRATION,  /* intervals of the forecast miss more or less often than they should */
  AEQ_ALERT_MARGIN_CALL,  /* a broker calls for margin */
  AEQ_ALERT_IMPORT,       /* a file, or rows of one, were refused */
  AEQ_N_ALERT_KINDS
} AeqAlertKind;

const char *aeq_alert_kind_name  (AeqAlertKind kind); /* "breach-risk" ... as in the ledger and on the command line */
gboolean    aeq_alert_kind_parse (const char *text, AeqAlertKind *kind);

/* What a rule's threshold counts. */
typedef enum
{
  AEQ_ALERT_SHARE,   /* hundredths of a percent */
  AEQ_ALERT_AMOUNT,  /* whole units of the account's currency; of a rule for all accounts, of each one's */
  AEQ_ALERT_MINUTES,
  AEQ_ALERT_DAYS,
  AEQ_ALERT_ROWS
} AeqAlertUnit;

AeqAlertUnit aeq_alert_unit      (AeqAlertKind kind);
/* Whether its rules have a lead time, and whether they may be of one account. */
gboolean     aeq_alert_has_lead  (AeqAlertKind kind);
gboolean     aeq_alert_of_account (AeqAlertKind kind);

typedef struct
{
  AeqId        uid;
  AeqAlertKind kind;
  gboolean     has_account;
  AeqId        account;   /* uid */
  char        *number;    /* (nullable) of the account */
  gint64       threshold; /* >= 0, in the kind's unit */
  gint64       lead;      /* minutes; 0 when the kind has none */
  gint64       cool_down; /* minutes in which the same is not told again */
  gboolean     active;
} AeqAlertRule;

void       aeq_alert_rule_free (AeqAlertRule *self);
/* In the order of their kinds, those of one account first. GPtrArray of AeqAlertRule. */
GPtrArray *aeq_alert_rules     (AeqLedger *ledger, GError **error);

typedef enum
{
  AEQ_ALERT_CRITICAL,
  AEQ_ALERT_WARNING,
  AEQ_ALERT_NOTICE
} AeqAlertSeverity;

#define AEQ_ALERT_NO_AMOUNT G_MININT64

typedef struct
{
  AeqId              uid;
  AeqAlertKind       kind;
  char              *cause;     /* one alert is open for a cause at a time */
  gboolean           has_account;
  AeqId              account;
  char              *number;    /* (nullable) of the account */
  AeqAlertSeverity   severity;
  char              *subject;   /* (nullable) the counterparty, feed, file, payment system or state */
  gint64             cases;     /* how many of the same it stands for, >= 1 */
  gint64             minor;     /* AEQ_ALERT_NO_AMOUNT: none */
  const AeqCurrency *currency;  /* (nullable) of it */
  double             share;     /* probability, coverage, or part of a file's rows; NaN: none, or a whole file */
  AeqInstant         at;        /* when it was, is or will be; AEQ_INSTANT_NONE */
  const AeqZone     *zone;      /* of @at: the account's clock */
  AeqInstant         raised_at;
  AeqInstant         told_at;   /* the last time */
  gint64             times;     /* told */
  AeqInstant         resolved_at; /* AEQ_INSTANT_NONE: the cause holds */
  AeqInstant         seen_at;   /* acknowledged; AEQ_INSTANT_NONE: by nobody */
  AeqId              seen_uid;  /* of the acknowledgement */
  char              *author;    /* (nullable) of the acknowledgement */
  char              *note;      /* (nullable) */
} AeqAlert;

AeqAlert *aeq_alert_new  (void); /* with nothing known of it */
void      aeq_alert_free (AeqAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAlert, aeq_alert_free)

/* Neither resolved nor acknowledged: something is still to be done. */
gboolean  aeq_alert_is_open (const AeqAlert *self);

/* Those whose cause holds, or with @all the newest @limit (0: all of them); open first, the worst first, then the newest. GPtrArray of
 * AeqAlert. */
GPtrArray *aeq_alert_list (AeqLedger *ledger, gboolean all, gint64 limit, GError **error);
/* AEQ_ERROR_NOT_FOUND when there is none. */
AeqAlert  *aeq_alert_get  (AeqLedger *ledger, const AeqId *uid, GError **error);
/* The newest of a cause; NULL in @alert: never raised. Free it. */
gboolean   aeq_alert_of_cause (AeqLedger *ledger, const char *cause, AeqAlert **alert, GError **error);

/* Inside the caller's transaction. */
gboolean aeq_alert_put     (AeqLedger *ledger, AeqAlert *self, GError **error); /* a new one; fills its uid */
gboolean aeq_alert_renew   (AeqLedger *ledger, const AeqAlert *self, GError **error); /* all but what identifies it */

/* Files that were refused whole. */
gboolean aeq_import_refusal_put (AeqLedger *ledger, const char *name, const char *reason, GError **error);

G_END_DECLS
