/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"

G_BEGIN_DECLS

/* Scores of issued forecasts summed up by day, account, horizon, hour of issue, regime and model: a year of forecasts is read from a
 * few ten thousand of them. */

#define AEQ_SCORE_PIT_BINS 10

/* Amounts in minor units of one currency, or in another unit that they were scaled to. */
typedef struct
{
  gint64 n;
  double abs_error;
  double error;       /* sum (forecast - outcome) */
  double gross;
  gint64 n_naive;     /* targets that the seasonal naive spoke of */
  double naive_error; /* its absolute error there */
  gint64 inside;      /* of the 90 % interval */
  gint64 pit[AEQ_SCORE_PIT_BINS]; /* outcomes by the level of the forecast at which they fell, a tenth each */
} AeqScoreSums;

/* Targets that an analyst changed. */
typedef struct
{
  gint64 n;
  gint64 helped;        /* nearer to the outcome than without */
  double error_with;    /* absolute */
  double error_without;
} AeqScoreOverrides;

#define AEQ_SCORE_NO_HOUR -1

typedef struct
{
  AeqDate           day;
  gint64            account;
  int               horizon;
  int               hour;   /* of issue on the account's clock for horizon 0, else AEQ_SCORE_NO_HOUR */
  const char       *regime; /* borrowed */
  const char       *model;  /* version; borrowed */
  AeqScoreSums      sums;
  AeqScoreOverrides overrides;
} AeqScoreCell;

/* Adds to the stored sums of the same key, inside the caller's transaction. */
gboolean aeq_score_cell_add (AeqLedger *ledger, const AeqScoreCell *cell, GError **error);

typedef gboolean (*AeqScoreCellFunc) (const AeqScoreCell *cell, gpointer user_data, GError **error);

/* All of the days from @from to @to (AEQ_DATE_NONE: no bound) of @account (0: all), by day. Texts are borrowed for the call. */
gboolean aeq_score_cell_each (AeqLedger *ledger, gint64 account, AeqDate from, AeqDate to, AeqScoreCellFunc func, gpointer user_data,
                              GError **error);

/* Whether there are scores of which no sums are kept: they were scored by a version that kept none. */
gboolean aeq_score_cell_lacking (AeqLedger *ledger, gboolean *lacking, GError **error);

/* Mean gross flow of the targets in the sums by currency code: char* -> double*. */
GHashTable *aeq_score_cell_mean_gross (AeqLedger *ledger, GError **error);

/* What issued a run. */
typedef struct
{
  gint64 id;
  char  *regime;
  char  *model;
} AeqRunLabel;

/* Of all runs: gint64* -> AeqRunLabel*. */
GHashTable *aeq_run_labels (AeqLedger *ledger, GError **error);

G_END_DECLS
