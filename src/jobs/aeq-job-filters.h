/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-browse.h"

G_BEGIN_DECLS

#define AEQ_FILTERS_MAX 64
#define AEQ_FILTER_NAME_MAX 64 /* characters */

/* A way of looking at flows that a person gave a name. It belongs to the ledger, so that it goes where the file goes;
 * the account and the currency that are looked at are no part of it. */
typedef struct
{
  char       *name;
  char       *text;
  int         status;     /* AeqFlowStatus, -1: all */
  AeqDate     from;       /* AEQ_DATE_NONE: no bound */
  AeqDate     to;
  AeqFlowSort sort;
  gboolean    descending;
} AeqFilter;

void       aeq_filter_free  (AeqFilter *self);
AeqFilter *aeq_filter_copy  (const AeqFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFilter, aeq_filter_free)

/* By name; GPtrArray of AeqFilter. What cannot be read, because a newer program wrote it, is left out. */
GPtrArray *aeq_job_filters (AeqLedger *ledger, GError **error);
/* Keeps @filter in the place of the one with its name, or without @filter takes the one called @name away. @before and
 * @after (out): all of them as one text, for aeq_job_filters_restore(). AEQ_ERROR_INVALID for a name that is empty or
 * too long, AEQ_ERROR_LIMIT for too many. */
gboolean aeq_job_filters_set (AeqLedger *ledger, const char *name, const AeqFilter *filter, char **before, char **after,
                              GError **error);
gboolean   aeq_job_filters_restore (AeqLedger *ledger, const char *text, GError **error); /* @text (nullable) */

G_END_DECLS
