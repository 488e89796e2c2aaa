/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-text.h"

G_BEGIN_DECLS

/* The lines of a text, whether they end in LF, CRLF or CR alone, or in "@@" as home banking sends them. */
typedef struct
{
  AeqText    *text;     /* borrowed */
  const char *at;       /* rest of the block */
  const char *end;
  const char *lf;       /* next LF of the block at or after @at, or @end */
  GString    *carry;    /* a line that spans blocks */
  GString    *parted;   /* (nullable) the block, when lines are parted by "@@" */
  gboolean    half;     /* the block before ended in the first of the two */
  gboolean    carrying;
  gboolean    skip_lf;
  guint64     number;
} AeqMtLines;

#define AEQ_MT_MAX_LINE ((gsize) 64 * 1024)

void aeq_mt_lines_init  (AeqMtLines *self, AeqText *text);
void aeq_mt_lines_clear (AeqMtLines *self);
/* 1 with a line, valid until the next call; 0 at the end; -1 with an error, also for a line beyond the limit. */
int  aeq_mt_lines_next  (AeqMtLines *self, const char **line, gsize *length, GError **error);

G_END_DECLS
