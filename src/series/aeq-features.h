/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shape.h"

G_BEGIN_DECLS

/* What a model is told about a target row @r as seen from origin @t. Groups are the words a desk uses. */
typedef enum
{
  AEQ_GROUP_WEEKDAY,
  AEQ_GROUP_MONTH,
  AEQ_GROUP_QUARTER,
  AEQ_GROUP_TAX,
  AEQ_GROUP_HOLIDAY,
  AEQ_GROUP_SAME_WEEKDAY,
  AEQ_GROUP_SAME_DAY,
  AEQ_GROUP_LEVEL,
  AEQ_GROUP_HORIZON,
  AEQ_GROUP_TODAY,
  AEQ_GROUP_MARKET,
  AEQ_N_GROUPS
} AeqFeatureGroup;

typedef struct
{
  const char     *name;
  AeqFeatureGroup group;
} AeqFeatureInfo;

/* The names in order; @n_market features of the market follow the @n returned. */
const AeqFeatureInfo *aeq_features_info (gsize *n);
/* "weekday", "month", ... for programs; and English words for people, to be translated by the caller. */
const char           *aeq_feature_group_name  (AeqFeatureGroup group);
const char           *aeq_feature_group_words (AeqFeatureGroup group);
/* Writes as many floats as aeq_features_info() names. Reads nothing after row @t but the calendar of @r. */
void                  aeq_features_fill (const AeqShape *shape, gsize t, gsize r, float *out);

G_END_DECLS
