/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecaster.h"
#include "aeq-intraday.h"
#include "aeq-model.h"

G_BEGIN_DECLS

struct _AeqModel
{
  int          ref_count;
  AeqSteady   *steady;
  AeqIntraday *intraday;   /* (nullable) no series had buckets, or too few days */
  AeqTrackRecord   *record;
  char       **ids;        /* of the series, in order; NULL-terminated */
  AeqDate     *trained_to; /* the last day each taught with */
  char        *metadata;
  char        *data_hash;
};

/* Index of a series, G_MAXUINT when it is unknown. */
guint           aeq_model_find        (const AeqModel *self, const char *id);
GVariant       *aeq_track_record_save (const AeqTrackRecord *self);
/* NULL when the variant is none. */
AeqTrackRecord *aeq_track_record_load (GVariant *variant);

G_END_DECLS
