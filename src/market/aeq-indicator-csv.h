/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-indicator.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

#define AEQ_INDICATOR_ID_SIZE 33 /* 32 characters and the NUL */

/* Called for each value in the order of the file; FALSE with @error stops the reading. @series is borrowed. */
typedef gboolean (*AeqIndicatorFunc) (const char *series, AeqDate date, AeqDate known_on, double value,
                                      gpointer user_data, GError **error);

typedef struct
{
  guint64 rows;    /* with a value */
  guint64 missing; /* empty or "." */
  AeqDate first;   /* AEQ_DATE_NONE when there is no row */
  AeqDate last;
} AeqIndicatorSummary;

/* Reads "date,series,value" with that header line. @calendar says when values were published. What was read before an
 * error has been handed on, so the caller's transaction undoes it. */
gboolean aeq_indicator_read_csv (const char *path, const AeqCalendar *calendar, AeqIndicatorFunc func,
                                 gpointer user_data, AeqProgress *progress, AeqIndicatorSummary *summary,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
