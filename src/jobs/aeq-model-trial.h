/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-trial.h"

G_BEGIN_DECLS

/* Whether a new model may speak. A twin of it, trained without the last AEQ_TRIAL_DAYS days, forecasts them day
 * after day, and so do the plain methods, and the current model those of them that it has not seen. A new model is
 * promoted when its twin is not worse. */

#define AEQ_TRIAL_TOLERANCE 1.02 /* losses of forty days are not known more exactly */

typedef struct
{
  gboolean held;      /* FALSE: too little history to hold any out */
  guint64  n;         /* forecasts judged */
  double   to_plain;  /* loss of the twin divided by that of the plain methods */
  double   to_current; /* by that of the current model; NaN when there is none, or it has seen the days */
  gboolean passed;
} AeqModelTrial;

/* Loss of @ours divided by that of @other (nullable: the plain methods) over the last AEQ_TRIAL_DAYS days that lie
 * after @since and neither has seen; NaN with too few of them. @judged is the number of forecasts. */
gboolean aeq_model_trial_compare (const AeqModel *ours, const AeqModel *other, const AeqDeskSeries *series, gsize n,
                                  AeqDate since, guint64 *judged, double *ratio, GError **error);
/* @current (nullable). */
gboolean aeq_model_trial_run (const AeqDeskSeries *series, gsize n, const AeqModel *current, guint64 seed,
                              AeqModelTrial *trial, GCancellable *cancellable, GError **error);
/* {"days","n","loss_to_plain","loss_to_current","passed"}, or null when nothing was held out. Free with g_free(). */
char    *aeq_model_trial_json (const AeqModelTrial *trial);

G_END_DECLS
