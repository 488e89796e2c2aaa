/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-fetch.h"
#include "aeq-job-regime.h"
#include "aeq-market-event.h"
#include "aeq-seen-table.h"

G_BEGIN_DECLS

/* The regime and the market series that it is read from, for looking through: read once on a worker and then only shown. */

/* A series of the ledger, or the difference of two, as it was known at the end of a day. */
typedef struct
{
  char           *id;        /* "VIXCLS", "SOFR-IORB" */
  const char     *title;     /* (nullable) of the dictionary; marked for aeq_words_get(), as are the next two */
  const char     *unit;      /* (nullable) */
  const char     *published; /* (nullable) to follow "published " */
  gboolean        derived;
  gboolean        input;     /* the regime reads it, or would if its values were newer */
  gboolean        used;      /* the regime reads it on that day, */
  AeqRegimeDriver driver;    /* and this is what it makes of it */
  gsize           n;         /* at least 1 */
  double         *x;         /* AeqDate, rising */
  double         *y;
  AeqDate         known_on;  /* of the newest value: the day by whose end it was out; */
  int             lag;       /* business days after its date (Fedwire's calendar) */
  AeqDate         due;       /* by whose end the next value should be out; AEQ_DATE_NONE when the series has ended */
  int             late;      /* business days for which the next value has been due; 0 */
  AeqFreshness    freshness;
} AeqMarketSeries;

/* A run of days that were not steady. */
typedef struct
{
  AeqDate   from;
  AeqDate   to;     /* last day of it, or of the view */
  gboolean  lasts;  /* it is not over */
  guint     days;   /* business days */
  AeqRegime worst;
  AeqDate   top_on; /* when elevated or crisis was likeliest, */
  double    top;    /* and how likely */
  double    crisis; /* highest probability of a crisis */
} AeqRegimeEpisode;

typedef struct
{
  AeqInstant as_of;    /* the ledger's now */
  AeqDate    date;     /* the last day that is looked at */
  gboolean   invented; /* markets of the sample desk */
  GArray    *readings; /* AeqRegimeReading, a business day each; empty when nothing can be told */
  char     **reasons;  /* of the last one, by aeq_regime_reasons(); NULL when there is none */
  GPtrArray *series;   /* AeqMarketSeries: inputs of the regime first, each part by id */
  GArray    *episodes; /* AeqRegimeEpisode, newest first */
} AeqRegimeView;

/* As known at the end of @date (AEQ_DATE_NONE: today). */
AeqRegimeView *aeq_job_regime_view   (AeqLedger *ledger, AeqDate date, GCancellable *cancellable, GError **error);
void           aeq_regime_view_free  (AeqRegimeView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRegimeView, aeq_regime_view_free)

/* The last reading; NULL when there is none. */
const AeqRegimeReading *aeq_regime_view_now (const AeqRegimeView *self);
/* The day of @event when it lies in the view's history and the markets are real, else AEQ_DATE_NONE. */
AeqDate   aeq_regime_view_event  (const AeqRegimeView *self, const AeqMarketEvent *event);

/* The newest value as it is read, without its unit; the caller's. */
char     *aeq_market_series_text (const AeqMarketSeries *self);
/* The episodes, and the series, as tables to look through. */
AeqSheet *aeq_regime_episode_sheet (const AeqRegimeView *self);
AeqSheet *aeq_regime_series_sheet  (const AeqRegimeView *self);
/* The readings of the days @from to @to, for export; the caller's. */
AeqSeenTable *aeq_regime_history_table (const AeqRegimeView *self, AeqDate from, AeqDate to);

/* aeq-regime-series.c: all series of the ledger as known at the end of @date, and the differences of the dictionary. @today counts how
 * late a value is. GPtrArray of AeqMarketSeries, owned. */
GPtrArray *aeq_regime_series_read (AeqLedger *ledger, AeqDate date, AeqDate today, const AeqCalendar *calendar,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS
