/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-progress.h"
#include "aeq-regime.h"
#include "aeq-shock-fit.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_SHOCK_OUTFLOW,
  AEQ_SHOCK_INFLOW,
  AEQ_SHOCK_DELAY,
  AEQ_N_SHOCK_FIGURES
} AeqShockFigure;

#define AEQ_CRISIS_LIFT "correlation_lift" /* its name among the figures */

/* The desk's own crisis model: the table of shocks as its stress weeks bear it out, and what they say. */
typedef struct
{
  char            *version;
  guint            weeks[AEQ_N_REGIMES]; /* of each state, among those with flows */
  AeqShockTable    table;
  AeqShockEvidence lift[AEQ_N_REGIMES]; /* of the correlation */
  AeqShockEvidence evidence[AEQ_N_REGIMES][AEQ_N_SHOCKS][AEQ_N_SHOCK_FIGURES]; /* [AEQ_REGIME_STEADY] is empty */
  char            *metadata; /* JSON: weeks and evidence */
} AeqCrisisResult;

void        aeq_crisis_result_clear (AeqCrisisResult *self);
const char *aeq_shock_figure_name   (AeqShockFigure figure); /* "outflow", "inflow", "delay_minutes" */

/* Compares the weeks of stress with the steady weeks before them, by category, over all accounts (each in units of its own mean gross
 * flow), and how the accounts moved together, and registers the table as the next crisis model, which becomes current. AEQ_ERROR_NOT_FOUND when the ledger has no week of
 * stress. */
gboolean aeq_job_crisis_fit (AeqLedger *ledger, AeqCrisisResult *result, AeqProgress *progress, GCancellable *cancellable, GError **error);
/* The current table: the desk's own, else the one that ships. @version is its name; free it. */
gboolean aeq_job_crisis_table (AeqLedger *ledger, AeqShockTable *table, char **version, GError **error);

G_END_DECLS
