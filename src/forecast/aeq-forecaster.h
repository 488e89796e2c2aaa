/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calibration.h"
#include "aeq-mixture.h"
#include "aeq-steady.h"

G_BEGIN_DECLS

/* What is learned from issued forecasts whose day has come, for one series and group of horizons. Plain, storable. */
typedef struct
{
  AeqMixture     mixture;
  AeqCalibration calibration;
} AeqTrack;

/* All tracks of a set of series. Outlives the fits. */
typedef struct
{
  gsize       n_series;
  guint       n_horizons;
  guint      *horizons;
  guint       n_groups;
  guint      *group;   /* of each horizon */
  AeqTrack   *tracks;  /* [series][group] */
  AeqMixture *pool;    /* [group] over all series */
} AeqTrackRecord;

AeqTrackRecord *aeq_track_record_new  (gsize n_series, const guint *horizons, guint n_horizons);
void            aeq_track_record_free  (AeqTrackRecord *self);
AeqTrack       *aeq_track_record_track (const AeqTrackRecord *self, gsize series, guint horizon_index);

/* Forecasts of all candidates for one target, their mixture, and its calibration. */
typedef struct
{
  guint32 series;
  guint32 horizon_index;
  guint32 origin;
  guint32 target;
  double  candidate[AEQ_N_CANDIDATES][AEQ_N_QUANTILES]; /* NaN: said nothing */
  double  weight[AEQ_N_CANDIDATES];
  double  mixed[AEQ_N_QUANTILES];
  double  issued[AEQ_N_QUANTILES];
} AeqIssue;

/* One fit: shapes, plain methods and (nullable) the model, with the record that it goes on writing. */
typedef struct
{
  gsize                  n_series;
  const AeqSteadySeries *series;
  AeqBaselines         **baselines;   /* made when a series is first asked for */
  const AeqSteady       *model;
  AeqTrackRecord        *record;
  gboolean               keep_errors; /* of the plain methods, for aeq_baselines_errors() */
} AeqForecaster;

AeqForecaster *aeq_forecaster_new  (const AeqSteadySeries *series, gsize n_series, const AeqSteady *model,
                                    AeqTrackRecord *record);
void           aeq_forecaster_free (AeqForecaster *self);
/* Fills the candidates of @issues, whose first four fields are set; several series at a time on several threads. */
gboolean       aeq_forecaster_candidates (AeqForecaster *self, AeqIssue *issues, gsize n, GCancellable *cancellable,
                                          GError **error);
/* Fills mixture and calibration. The record is read as it stands, so combine one origin after the other with
 * aeq_forecaster_learn() between. */
void           aeq_forecaster_combine    (const AeqForecaster *self, AeqIssue *issue);
/* Takes in what happened: @y is the value of the issue's target. */
void           aeq_forecaster_learn      (AeqForecaster *self, const AeqIssue *issue, double y);
/* Starts an empty record from the model's honest forecasts of the past. */
gboolean       aeq_forecaster_warm_up    (AeqForecaster *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqTrackRecord, aeq_track_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqForecaster, aeq_forecaster_free)

G_END_DECLS
