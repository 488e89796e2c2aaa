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
  AeqRecord   *record;
  char       **ids;        /* of the series, in order; NULL-terminated */
  AeqDate     *trained_to; /* the last day each taught with */
  char        *metadata;
  char        *data_hash;
};

/* Index of a series, G_MAXUINT when it is unknown. */
guint      aeq_model_find  (const AeqModel *self, const char *id);
AeqRecord *aeq_record_duplicate (const AeqRecord *self);
GVariant  *aeq_record_save (const AeqRecord *self);
/* NULL when the variant is none. */
AeqRecord *aeq_record_load (GVariant *variant);

G_END_DECLS
