/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-job-scorecard.h"

G_BEGIN_DECLS

/* The pictures of the Accuracy page. The caller's. */

/* Skill by week in percent, with the weeks in which another model first spoke. */
AeqChart *aeq_accuracy_skill_chart       (const AeqScorecard *self);
/* Share of outcomes below each level of the forecast, with the band that chance alone explains. */
AeqChart *aeq_accuracy_calibration_chart (const AeqScorecard *self);
AeqChart *aeq_accuracy_pit_chart         (const AeqScorecard *self);
/* WAPE of the rest of the day by hour of issue and weekday. */
AeqChart *aeq_accuracy_hours_chart       (const AeqScorecard *self);

G_END_DECLS
