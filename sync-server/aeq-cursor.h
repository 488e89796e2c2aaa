/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-id.h"

G_BEGIN_DECLS

/* Where the next page of a list begins: the sort key and number of the last row, sealed for one list of one
 * organisation, so that a cursor is of no use to anybody else. */
typedef struct
{
  gint64 key;
  gint64 id;
} AeqCursor;

/* @list names the list and what it was asked for. Free with g_free(). */
char    *aeq_cursor_write (const guint8 *secret, const AeqId *organisation, const char *list, const AeqCursor *cursor);
gboolean aeq_cursor_read (const guint8 *secret, const AeqId *organisation, const char *list, const char *text,
                          AeqCursor *cursor);

G_END_DECLS
