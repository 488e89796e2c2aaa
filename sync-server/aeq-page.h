/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-cursor.h"

G_BEGIN_DECLS

/* A page of a list: {"data": [...], "next": CURSOR or null}. */
typedef struct
{
  AeqCall  *call;
  char     *list;       /* what is listed, for the seal of the cursor */
  gint64    limit;
  gboolean  has_cursor;
  AeqCursor after;      /* the row before the page; zeros when there is none */
  AeqCursor last;
  gint64    n;
  gboolean  more;
  AeqReply *reply;
} AeqPage;

#define AEQ_PAGE_DEFAULT 100
#define AEQ_PAGE_MOST 1000

/* Reads limit and cursor. A cursor of another list, or of another organisation, is not found. */
gboolean  aeq_page_begin  (AeqPage *self, AeqCall *call, const char *list, GError **error);
void      aeq_page_clear  (AeqPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqPage, aeq_page_clear)
/* Rows are asked for one more than the limit: FALSE for that one, which is not to be written. */
gboolean  aeq_page_take   (AeqPage *self, gint64 key, gint64 id);
AeqReply *aeq_page_finish (AeqPage *self);

G_END_DECLS
