/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk.h"

G_BEGIN_DECLS

/* Whether a model is fit to speak: its forecasts of one to AEQ_TRIAL_HORIZON days ahead over held-out days, issued day after day as
 * they would have been, against those of another model or of the plain methods over the same days. */

#define AEQ_TRIAL_DAYS 40
#define AEQ_TRIAL_HORIZON 5

typedef struct
{
  AeqDate since; /* only forecasts issued on this day or later count; AEQ_DATE_NONE: all */
  guint64 n;
  double  sum;   /* of the pinball losses at the nine levels, each series in units of the mean size of its values */
} AeqDeskTrial;

/* @series without their last AEQ_TRIAL_DAYS days, for a model that has not seen them. The arrays stay borrowed. Free with g_free(). */
AeqDeskSeries *aeq_desk_trial_cut (const AeqDeskSeries *series, gsize n);
/* Adds the last AEQ_TRIAL_DAYS days, or those of them that @model has not been trained on, to @trial. @model (nullable): the plain
 * methods alone. */
gboolean       aeq_desk_trial_run (const AeqModel *model, const AeqDeskSeries *series, gsize n, AeqDeskTrial *trial, GError **error);

G_END_DECLS
