/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-accuracy.h"

G_BEGIN_DECLS

/* Adaptive conformal inference for one series, horizon and interval. The score of a past forecast is how far the actual
 * value lay outside (> 0) or inside (< 0) its interval, in widths of the interval; the interval is widened by the
 * quantile 1 - alpha of the last scores, and alpha itself follows what was missed:
 *   alpha += gamma * (target - missed).
 * A plain struct without pointers, to be stored as it is. */
#define AEQ_ACI_WINDOW 250
#define AEQ_ACI_LEAST 60

typedef struct
{
  double  alpha;
  guint32 n;                      /* scores ever added */
  float   score[AEQ_ACI_WINDOW];  /* a ring */
} AeqAci;

/* The four intervals of nine quantiles. */
typedef struct
{
  AeqAci interval[4];
} AeqCalibration;

void    aeq_calibration_init  (AeqCalibration *self);
/* @raw: the quantiles before, @issued: after calibration; @y what happened. */
void    aeq_calibration_learn (AeqCalibration *self, const double *raw, const double *issued, double y);
/* Moves the quantiles of @q in place; the median stays, the order holds. Nothing happens before AEQ_ACI_LEAST
 * scores. */
void    aeq_calibration_apply (const AeqCalibration *self, double *q);

G_END_DECLS
