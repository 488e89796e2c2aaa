/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-table.h"

G_BEGIN_DECLS

/* A table with times, added up into buckets of days. The buckets run from the earliest to the latest time of day in the
 * table; rows after the last whole bucket join it. */
typedef struct
{
  gsize    n_days;
  guint    n_buckets;
  gsize    n_series;
  AeqDate *days;
  double **values; /* [series][n_days * n_buckets]; NaN where a bucket has no row */
} AeqGrid;

AeqGrid *aeq_grid_new  (const AeqTable *table, guint minutes, GError **error);
void     aeq_grid_free (AeqGrid *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqGrid, aeq_grid_free)

G_END_DECLS
