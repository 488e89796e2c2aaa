/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-balance.h"
#include "aeq-export-issued.h"

G_BEGIN_DECLS

/* The issued forecasts of a ledger, and what one of them says of an account beside what came: read in one view of the ledger. Amounts are
 * minor units of the account's currency. */

/* A forecast in the list. */
typedef struct
{
  AeqId      uid;
  AeqInstant as_of;
  char      *model;
  char      *regime;
  char      *scenario; /* (nullable) */
  gint64     n_days;   /* daily figures of the account, or of all */
  gint64     n_scored; /* of these, with a known outcome */
} AeqIssuedRun;

/* A day whose outcome is known, by AEQ_QUANTILE_LEVELS of what was forecast for its net flow. */
typedef struct
{
  AeqDate day;
  gint64  horizon;
  gint64  net; /* what came */
  double  q[AEQ_N_QUANTILES];
} AeqIssuedScore;

/* A balance that was: at the end of a day, or now. */
typedef struct
{
  AeqDate day;
  gint64  balance;
} AeqIssuedActual;

/* A part of what a forecast says, from its explanation. Texts are the document's. */
typedef struct
{
  const char *name;  /* "weekday", "market", ... */
  const char *words; /* in English */
  gint64      amount;
  gboolean    next_day; /* of the next business day; else of the rest of today */
} AeqIssuedDriver;

/* An analyst's change that stands. */
typedef struct
{
  AeqId      uid;
  AeqInstant at;
  gint64     amount;
  char      *reason;
} AeqIssuedOverride;

typedef struct
{
  gboolean           has_account;
  AeqId              account;  /* uid; else the one that is likeliest to breach */
  const AeqCurrency *currency; /* (nullable) among these */
  gboolean           has_run;
  AeqId              run;      /* uid; else the newest */
  guint              limit;    /* of the list */
} AeqIssuedRequest;

#define AEQ_ISSUED_PAGE 100 /* forecasts of the list at first, and with each step */
#define AEQ_ISSUED_GHOSTS 3 /* earlier forecasts beside the one that is looked at */

typedef struct
{
  AeqInstant              as_of;     /* the ledger's now when it was read */
  AeqAccount             *account;   /* (nullable) NULL: there is none of that currency */
  AeqLimit                limit;
  GPtrArray              *runs;      /* AeqIssuedRun, newest first */
  gint64                  n_runs;    /* with those that the limit left out */
  AeqIssued              *issued;    /* (nullable) */
  const AeqIssuedAccount *told;      /* (nullable) what it says of the account */
  gboolean                overtaken; /* the ledger was changed since the newest forecast */
  GPtrArray              *ghosts;    /* AeqIssued of earlier days, the last one of each, newest first */
  GArray                 *actual;    /* AeqIssuedActual, by day */
  GArray                 *scores;    /* AeqIssuedScore, by day */
  GPtrArray              *overrides; /* AeqIssuedOverride from today on, by time */
} AeqIssuedView;

AeqIssuedView *aeq_job_issued       (AeqLedger *ledger, const AeqIssuedRequest *request, GCancellable *cancellable, GError **error);
void           aeq_issued_view_free (AeqIssuedView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqIssuedView, aeq_issued_view_free)

/* What @issued says of the account; NULL when nothing. */
const AeqIssuedAccount *aeq_issued_account (const AeqIssued *issued, const AeqAccount *account);
/* GArray of AeqIssuedDriver: empty when the forecast was issued without an explanation. */
GArray *aeq_issued_drivers (const AeqIssued *issued, const AeqIssuedAccount *account);

/* For aeq_job_issued(): each fills its part of @self, whose account is there. */
gboolean aeq_issued_list_runs      (AeqIssuedView *self, AeqLedger *ledger, guint limit, GError **error);
gboolean aeq_issued_list_scores    (AeqIssuedView *self, AeqLedger *ledger, GError **error);
gboolean aeq_issued_list_overrides (AeqIssuedView *self, AeqLedger *ledger, GError **error);

G_END_DECLS
