/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-trial.h"
#include "aeq-model-private.h"
#include "aeq-quantiles.h"
#include "aeq-rest.h"

G_BEGIN_DECLS

/* Today and AEQ_MAX_DAYS more. */
#define AEQ_DESK_HORIZONS (AEQ_MAX_DAYS + 1)

/* One account made ready: what the models of the day and inside the day read. */
typedef struct
{
  const AeqDeskSeries *input;
  AeqTimeline         *timeline; /* history, today, days ahead */
  gsize                today;    /* row of today; equal to n_days */
  AeqShape            *shape;    /* NULL without history */
  AeqCurves           *curves;   /* NULL without buckets */
  double             **market;   /* n_market arrays over the timeline */
} AeqDeskAccount;

/* Refuses what cannot be forecast with the account's id in the sentence. */
AeqDeskAccount *aeq_desk_account_new  (const AeqDeskSeries *input, GError **error);
void            aeq_desk_account_free (AeqDeskAccount *self);
void            aeq_desk_account_series (const AeqDeskAccount *self, guint known_as, AeqSteadySeries *series);
/* 1 .. AEQ_DESK_HORIZONS. */
const guint    *aeq_desk_horizons (void);

/* One call's state: accounts with history, the plain methods, and the record. */
typedef struct
{
  const AeqModel       *model;    /* (nullable) */
  const AeqDeskOptions *options;
  GPtrArray            *accounts; /* of AeqDeskAccount */
  AeqSteadySeries      *series;   /* of the accounts with history */
  gsize                *index;    /* account -> series, G_MAXSIZE */
  gsize                 n_series;
  AeqTrackRecord       *record;   /* of the series */
  AeqForecaster        *forecaster;
} AeqDeskRun;

gboolean aeq_desk_run_prepare   (AeqDeskRun *self, const AeqDeskSeries *series, gsize n, GError **error);
/* Takes in what came since the training, at most @days of it, as if each day's forecasts had been issued; @trial (nullable) judges them. */
gboolean aeq_desk_run_catch_up  (AeqDeskRun *self, guint days, AeqDeskTrial *trial, GError **error);
/* Index among the series that the model was trained on, G_MAXUINT when it does not know the account. */
guint    aeq_desk_run_known_as  (const AeqDeskRun *self, const AeqDeskAccount *account);
void     aeq_desk_run_add_issue (GArray *issues, gsize series, guint horizon_index, gsize origin);
void     aeq_desk_run_clear     (AeqDeskRun *self);
void     aeq_desk_trial_add     (AeqDeskTrial *trial, const AeqIssue *issue, const AeqShape *shape);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqDeskRun, aeq_desk_run_clear)

/* What one account's paths are drawn from. */
typedef struct
{
  const AeqDeskAccount *account;
  guint    n_days;                               /* ahead */
  double   daily[AEQ_DESK_HORIZONS][AEQ_N_QUANTILES]; /* [0] is today as a whole; without known flows */
  AeqBlockDays days;                             /* by age; only with ranks */
  double  *ranks;                                /* (nullable) [age][AEQ_DESK_HORIZONS]: levels of the errors of the stretch of
                                                  * past days that began so long ago; NaN: not known yet */
  AeqRest *rest;                                 /* (nullable) */
  double   weights[AEQ_N_CANDIDATES];            /* for the next business day */
} AeqDeskOutlook;

AeqDeskPaths *aeq_desk_paths_new  (const AeqDeskOutlook *outlook, const AeqDeskOptions *options, guint64 account_seed);
/* Reads everything of @forecast but its drivers and weights off the paths. */
void          aeq_desk_paths_read (const AeqDeskPaths *self, const AeqDeskAccount *account, AeqDeskForecast *forecast);
/* What one account drew for each path. */
typedef struct
{
  guint           n_paths, n_rest;
  double         *net;    /* [n_paths][n_rest] */
  double         *levels; /* [n_paths][AEQ_DESK_HORIZONS] */
  const AeqShock **shock; /* by path; NULL: steady */
} AeqDeskDraws;

/* Hands the draws of the paths of one state round among these paths, so that accounts, each treated so on its own, move
 * together more than in the past days that the draws are from: pairwise correlations of their scores rise by @lift of
 * what they lack of 1. What is drawn stays, so each account's own figures do. @dates: today and the days ahead,
 * @horizons of them. */
void aeq_desk_lift (AeqDeskDraws *draws, const AeqShock *state, double lift, guint64 seed, const AeqDate *dates,
                    guint horizons);

/* (floating sum of what has been) of all flows that settled today. */
double        aeq_desk_settled    (const AeqDeskSeries *input, guint upto);

gboolean      aeq_desk_explain    (const AeqModel *model, const AeqDeskAccount *account, const AeqDeskPaths *paths,
                                   AeqDeskForecast *forecast, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskAccount, aeq_desk_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskPaths, aeq_desk_paths_free)

G_END_DECLS
