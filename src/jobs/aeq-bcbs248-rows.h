/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-bcbs248.h"

G_BEGIN_DECLS

/* One line of the monthly summary in the layout of the reporting template: the three largest (A(ii): smallest) and the
 * average. */
typedef struct
{
  const char *tool;  /* "A(i)" */
  const char *name;  /* for programs: "usage"; of a throughput line its time, "10:00" */
  const char *title; /* for people; marked for translation */
  guint       n;
  gint64      minor[3];
  gboolean    known[3];
  AeqDate     date[3]; /* AEQ_DATE_NONE: of no day */
  gboolean    has_average;
  gint64      average;
  gboolean    has_total;
  gint64      total;
  gboolean    has_count;
  guint       count;
  double      share; /* of C(i): sent by then; NaN elsewhere */
} AeqBcbsRow;

/* All lines of a section, tool by tool; throughput by the hour. GArray of AeqBcbsRow; texts are static. */
GArray *aeq_bcbs_section_rows (const AeqBcbsSection *self);
/* The hours of throughput before the first payment and after the last tell nothing. @rows as aeq_bcbs_section_rows() gives them. */
gboolean aeq_bcbs_row_is_flat (GArray *rows, guint i);
/* "10:15" for the slot that ends then; static. */
const char *aeq_bcbs_slot_end (guint slot);

G_END_DECLS
