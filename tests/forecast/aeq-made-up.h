/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk.h"
#include "aeq-table.h"

G_BEGIN_DECLS

/* Series with a known truth. */

/* @n business days from 2020-01-01 of a volume with a weekly season, a month end and lognormal noise of @noise. */
AeqTable *aeq_made_up_table (guint n_series, guint n, double noise, guint64 seed);

/* A desk of @n accounts with @days of history up to 2025-06-30 and @buckets a day. The arrays belong to the desk. */
typedef struct
{
  AeqDeskSeries *series;
  gsize          n;
} AeqMadeUpDesk;

AeqMadeUpDesk *aeq_made_up_desk      (guint n, guint days, guint buckets, guint now, guint64 seed);
void           aeq_made_up_desk_free (AeqMadeUpDesk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqMadeUpDesk, aeq_made_up_desk_free)

G_END_DECLS
