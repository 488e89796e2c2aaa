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

/* The first reasons, up to the regime, move the lowest point by amounts that the documents tell; so does the limit, with the lines. */
#define AEQ_BREACH_LIMIT AEQ_REASON_MODEL
#define AEQ_N_BREACH_REASONS (AEQ_BREACH_LIMIT + 1)

/* The change of p_breach, in parts of 1. */
typedef struct
{
  gboolean has;                    /* FALSE: another day, or one of the two has no limit */
  double   reasons[AEQ_N_REASONS]; /* with @limit they sum to after - before; AEQ_REASON_MODEL or AEQ_REASON_REST is what is left */
  double   limit;                  /* another limit or other committed lines */
} AeqDiffBreach;

typedef struct
{
  const AeqIssuedAccount *before;
  const AeqIssuedAccount *after;
  AeqDiffFigure           figures[AEQ_N_DIFF_FIGURES];
  AeqDiffBreach           breach;
} AeqDiffAccount;

/* Splits the change of @pair's p_breach by what @moved the lowest point, in minor units; what is left goes to @rest. */
void aeq_diff_breach_split (AeqDiffAccount *pair, const gint64 moved[AEQ_N_REASONS], AeqReason rest);

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
