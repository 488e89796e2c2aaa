/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-export-issued.h"

G_BEGIN_DECLS

/* What changed between two forecasts, read from their two frozen documents. */

typedef enum
{
  AEQ_DIFF_CLOSING,  /* median of the balance at the end of the later forecast's today */
  AEQ_DIFF_LOWEST,   /* median of its lowest balance */
  AEQ_DIFF_NEXT_DAY, /* median of the net of the later one's next business day */
  AEQ_N_DIFF_FIGURES
} AeqDiffFigureKind;

typedef enum
{
  AEQ_REASON_OPENING,   /* the balance at the open */
  AEQ_REASON_ACTUALS,   /* what came, less what had been expected of that time */
  AEQ_REASON_KNOWN,     /* known flows added, removed or changed */
  AEQ_REASON_OVERRIDES, /* the analyst's */
  AEQ_REASON_REGIME,    /* the crisis table, by other probabilities */
  AEQ_REASON_MODEL,     /* another model version speaks, and sees what came */
  AEQ_REASON_REST,      /* the same model, of what came and of the time that passed */
  AEQ_N_REASONS
} AeqReason;

typedef struct
{
  gboolean has;    /* FALSE: the earlier forecast does not speak of it */
  AeqDate  date;
  gint64   before;
  gint64   after;
  gint64   reasons[AEQ_N_REASONS]; /* they sum to after - before */
} AeqDiffFigure;

typedef struct
{
  const AeqIssuedAccount *before;
  const AeqIssuedAccount *after;
  AeqDiffFigure           figures[AEQ_N_DIFF_FIGURES];
} AeqDiffAccount;

typedef struct
{
  AeqIssued *before;
  AeqIssued *after;
  GArray    *accounts; /* AeqDiffAccount: what both have, in the later one's order */
} AeqForecastDiff;

void aeq_forecast_diff_free (AeqForecastDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqForecastDiff, aeq_forecast_diff_free)

/* Both NULL: the newest two. The earlier of the two is the one before, whichever is named first. */
AeqForecastDiff *aeq_job_forecast_diff      (AeqLedger *ledger, const AeqId *one, const AeqId *other, GError **error);
char            *aeq_forecast_diff_document (const AeqForecastDiff *self);
/* "closing", "lowest", "next_day"; "opening", "actuals", ... for programs, and English words for people. */
const char      *aeq_diff_figure_name  (AeqDiffFigureKind kind);
const char      *aeq_diff_figure_words (AeqDiffFigureKind kind);
const char      *aeq_reason_name       (AeqReason reason);
const char      *aeq_reason_words      (AeqReason reason);

G_END_DECLS
