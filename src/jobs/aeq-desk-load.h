/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-balance.h"
#include "aeq-calendar.h"
#include "aeq-desk.h"

G_BEGIN_DECLS

/* The place where ledger and numbers meet: what a ledger holds, as the series that a forecast is made from.
 *
 * Each account gives two series. "full" is all of its flows. "rest" leaves out what is known beforehand at this desk: flows that
 * fulfilled an expectation, and the categories for which the account has open expectations now. Inside the day, and as
 * many days ahead as a category is announced, the expectations are taken as they are and only the rest is forecast. */

typedef struct
{
  double  amount;
  AeqDate day;
  int     bucket;  /* -1: only the day is known */
} AeqAhead;

/* What a known flow of today is, for who wants to stress it. Texts are "" when there is none. */
typedef struct
{
  const char *category;
  const char *counterparty;
  gboolean    booked; /* it has settled in the bucket that runs */
} AeqKnownTag;

typedef struct
{
  AeqAccount    *account;
  AeqCalendar   *calendar;
  char          *full_id;      /* "<uid>" */
  char          *rest_id;      /* "<uid>/rest" */
  AeqDeskSeries  full;
  AeqDeskSeries  rest;
  gboolean       has_rest;     /* FALSE: nothing is known beforehand, rest is full */
  double         scale;        /* minor units of 1.0 in the series */
  gint64         opening;      /* minor units */
  gint64         known_net;    /* settled today, minor units */
  AeqLimit       limit;
  double         credit_lines; /* committed, in units of the series */
  GArray        *tags;         /* AeqKnownTag, one for each of rest.known */
  GHashTable    *announced;    /* set of the categories (char*) that the rest view leaves out */
  GArray        *ahead;        /* AeqAhead: expected after today */
  GArray        *overrides;    /* AeqAhead: the analyst's, today's too; they are among the known flows already */
  double         announced_share[AEQ_MAX_DAYS + 1]; /* of the usually announced volume, how much is announced so far ahead */
  double         running;      /* booked in the bucket that runs but does not count as over: among today's known flows too */
  guint          n_late;       /* expected before today, not come, left out */
  double         late_amount;
  AeqCourseWidening course;    /* of today's paths, from the record of issued forecasts */
  double         coverage;     /* of the next business day's 90 % interval in the newest of the record; NaN: too few */
  gboolean       drifts;       /* chance does not explain how far that is from 90 % */
  GPtrArray     *owned;        /* backing arrays */
} AeqDeskView;

void aeq_desk_view_free (AeqDeskView *self);

#define AEQ_DESK_HISTORY_DAYS 1300
#define AEQ_DESK_MATRIX_DAYS 260

/* The accounts of a ledger as they stand at its now; only @account when not NULL. Accounts without any flow are left out.
 * @bucket_minutes is 15, 30 or 60. GPtrArray of AeqDeskView. */
GPtrArray *aeq_desk_load (AeqLedger *ledger, const AeqAccount *account, guint bucket_minutes, GCancellable *cancellable,
                          GError **error);

/* Both series of each account, full before rest, for aeq_desk_train(); @n is set. Free the array with g_free(). */
AeqDeskSeries *aeq_desk_all_series (GPtrArray *accounts, gsize *n);

G_END_DECLS
