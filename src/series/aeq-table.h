/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* A plain table of numbers over time: a first column "date" or "datetime", optionally "split", and a series a column.
 * Empty cells, "NA" and "nan" are missing. */
typedef struct
{
  gsize     n;         /* rows */
  gsize     n_series;
  AeqDate  *dates;
  int      *minutes;   /* (nullable) minute of the day, of a "datetime" table */
  gboolean *test;      /* (nullable) whether "split" says so */
  char    **names;     /* NULL-terminated */
  double  **values;    /* [series][row] */
} AeqTable;

/* Refuses anything that is not such a table with AEQ_ERROR_INVALID and the place. Rows must rise, each once. */
AeqTable *aeq_table_read      (const char *path, GError **error);
AeqTable *aeq_table_parse     (const char *text, gsize length, const char *name, GError **error);
void      aeq_table_free      (AeqTable *self);
int       aeq_table_find      (const AeqTable *self, const char *name); /* -1 when there is no such series */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqTable, aeq_table_free)

G_END_DECLS
