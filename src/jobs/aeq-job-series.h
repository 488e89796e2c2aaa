/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-backtest-intraday.h"
#include "aeq-backtest.h"

G_BEGIN_DECLS

/* The forecasting engine on a plain table, without a ledger. */

typedef struct
{
  const char *file;
  const char *calendar;    /* (nullable) id, or "none" */
  const char *indicators;  /* (nullable) file of market series */
  const char *known;       /* (nullable) table of what is known beforehand */
  const char *predictions; /* (nullable) file to write */
  guint       season;
  gboolean    zeros_missing;
  guint       tail;
  AeqDate     rolling_from; /* AEQ_DATE_NONE: one origin */
  AeqDate     rolling_to;
  GArray     *horizons;     /* guint */
  guint       refit_days;
  gboolean    has_window;
  AeqDate     window_from;
  AeqDate     window_to;
  guint       bucket;       /* minutes; 0: daily */
  GArray     *nows;         /* guint */
  guint       test_days;
  guint64     seed;
} AeqSeriesRequest;

/* JSON document of the contract. Free it. */
char *aeq_job_series_backtest (const AeqSeriesRequest *request, AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
