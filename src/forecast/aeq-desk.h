/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-course-calibration.h"
#include "aeq-features.h"
#include "aeq-model.h"
#include "aeq-shock.h"

G_BEGIN_DECLS

/* What the desk's forecast is made from and what comes out. Numbers are amounts in any one unit (major or minor),
 * inflow above 0; buckets and days are counted, instants are the caller's. */

/* A flow that is known beforehand: taken as it is, at its time. */
typedef struct
{
  double amount;
  guint  day;         /* 0 today, 1 the next business day, ... */
  int    bucket;      /* of that day's n_buckets; -1 when only the day is known (the end of the day for receipts, the
                       * open for payments: the careful reading) */
  double probability; /* that it settles on that day; 1 when nothing is known against it. What fails comes a day later */
  double p_late;      /* that it comes late within the day, and by how many buckets then */
  guint  late_buckets;
} AeqKnownFlow;

/* One account in one currency. All arrays are borrowed for the time of the call. */
typedef struct
{
  const char         *id;          /* names it in the model and in messages: "acc-1/USD" */
  AeqCalendar        *calendar;
  const AeqRecurring *custom;      /* (nullable) the desk's own recurring dates */
  gsize               n_custom;

  gsize               n_days;      /* complete business days of history, the last one before @today; may be 0 */
  const AeqDate      *days;        /* rising; a day without flows has net 0, a day nobody knows of is NaN */
  const double       *net;         /* a day: what is to be forecast, without the flows that were known beforehand */
  const double       *gross_in;    /* (nullable) a day, both >= 0: the sizes that shocks work on */
  const double       *gross_out;
  gsize               n_market;
  const double *const *market;     /* (nullable) n_market arrays of n_days: as published by the end of that day, NaN = not */

  guint               n_buckets;   /* of a day; 0: no forecast inside the day */
  guint               bucket_minutes;
  gsize               n_matrix;    /* the last n_matrix of the days are known by bucket */
  const double       *matrix;      /* [n_matrix][n_buckets], the same flows as @net; NaN rows are left out */

  AeqDate             today;       /* a business day */
  guint               now;         /* buckets of today that are over */
  const double       *so_far;      /* @now values of the same kind as @matrix */
  const double       *settled;     /* (nullable) @now values of all flows, known ones too; NULL: as so_far */
  double              lowest_so_far; /* of the net position since the open, at most 0; it may have been lower inside a bucket than
                                      * at the end of any */
  double              opening;     /* balance at today's open */
  double              floor;       /* the limit; NaN for none */

  const AeqKnownFlow *known;       /* from @now on */
  gsize               n_known;
  const AeqCourseWidening *course; /* (nullable) what the record of issued forecasts says of today's paths */
  const AeqFlowShare *shares;      /* (nullable) how the flows divide into categories, for shocks */
  gsize               n_shares;
} AeqDeskSeries;

typedef struct
{
  guint   n_days;      /* business days ahead, at most AEQ_MAX_DAYS */
  guint   n_paths;
  guint64 seed;
  double  p_elevated;  /* of the regime today; 0 and 0: steady */
  double  p_crisis;
  const AeqShockTable *shocks; /* (nullable) the defaults */
  gboolean explain;
  gboolean keep_paths; /* leave them in the forecast: for aeq_desk_joint(), and to read them again under a stress */
} AeqDeskOptions;

#define AEQ_MAX_DAYS 20
#define AEQ_BREACH_TOLD .01 /* below this chance no time of a first breach is told */

typedef struct
{
  AeqDate date;
  double  net[AEQ_N_QUANTILES];     /* whole day, known flows too */
  double  closing[AEQ_N_QUANTILES];
} AeqDeskDay;

typedef struct
{
  const char *group;   /* aeq_feature_group_name(), or "known", "profile", "crisis"; jobs add more */
  const char *words;   /* English, to be translated */
  double      amount;  /* what it adds to the rest of today's net; of the next day's when @next_day */
  gboolean    next_day;
} AeqDriver;

typedef struct
{
  const char *name;
  double      weight;
} AeqCandidateWeight;

/* Drawn paths. Path p of every account is the same state of the world. */
typedef struct
{
  guint    n_paths, n_rest, n_days;
  double  *net;     /* [n_paths][n_rest] of the buckets left */
  double  *day;     /* [n_paths][n_days + 1] net of days, today as a whole first */
  double   raw_end[AEQ_N_QUANTILES]; /* net of today before the paths were scaled by AeqDeskSeries.course */
  double   shocked; /* mean that shocks added to the rest of today */
  gint16  *placed;  /* [n_paths][n_known]: the bucket of each known flow, counted from now on; -1: not today */
} AeqDeskPaths;

void aeq_desk_paths_free (AeqDeskPaths *self);

typedef struct
{
  char     *id;
  guint     n_rest;        /* buckets left today: n_buckets - now */
  double   *balance;       /* [n_rest][AEQ_N_QUANTILES] at the end of each */
  double   *cumulative;    /* [n_rest][AEQ_N_QUANTILES] net position since the open, so-far part included */
  guint     n_days;
  AeqDeskDay *days;        /* [0] is today as a whole, [1..] the days ahead: n_days + 1 of them */
  int       lowest_bucket; /* where the balance is lowest, the likeliest; -1: the open or what has been */
  double    lowest[AEQ_N_QUANTILES];
  double    peak_usage[AEQ_N_QUANTILES];
  double    p_breach;      /* NaN without a floor */
  int       first_breach_bucket; /* median among the paths that breach; -1: none told */
  guint     n_drivers;
  AeqDriver *drivers;      /* by size */
  guint     n_weights;
  AeqCandidateWeight *weights; /* of the candidates, for the next business day */
  guint     n_intraday_weights;
  AeqCandidateWeight *intraday_weights;
  double    raw_end[AEQ_N_QUANTILES];   /* net of today and peak usage before AeqDeskSeries.course, for its next state */
  double    raw_usage[AEQ_N_QUANTILES];
  AeqDeskPaths *paths;     /* (nullable) with AeqDeskOptions.keep_paths */
  double    shocked;       /* mean that the crisis table adds to the rest of today, contained in everything */
  gboolean  trained;       /* FALSE: plain methods only, the account is unknown to the model or there is none */
} AeqDeskForecast;

void       aeq_desk_options_init  (AeqDeskOptions *options);
/* SHA-256 of the history of @series, 64 hexadecimal digits: days, nets, courses, market. Free with g_free(). */
char      *aeq_desk_data_hash    (const AeqDeskSeries *series, gsize n);
/* Learns from all series at once. @data_hash of the model is the SHA-256 of what was learned from. @progress goes through three steps:
 * the days, the course of the day, the methods compared. */
AeqModel  *aeq_desk_train    (const AeqDeskSeries *series, gsize n, guint64 seed, AeqProgress *progress,
                              GCancellable *cancellable, GError **error);
/* @model (nullable: plain methods only). Array of AeqDeskForecast in the order of @series. The paths of all accounts
 * draw the same past days, so that accounts move together as they did. */
GPtrArray *aeq_desk_forecast (const AeqModel *model, const AeqDeskSeries *series, gsize n, const AeqDeskOptions *options,
                              GCancellable *cancellable, GError **error);
void       aeq_desk_forecast_free (AeqDeskForecast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskForecast, aeq_desk_forecast_free)

G_END_DECLS
