/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A flow as a list of all of them is sorted by a number. */
typedef struct
{
  gint64 key;      /* what it is sorted by */
  gint64 id;       /* then by this; no two have the same */
  gint64 minor;
  guint8 currency;
} AeqFlowSortRow;

/* Ascending by key and id. @rows: AeqFlowSortRow; quick where they come in a few stretches that are in order, as from an
 * index that begins with the account: SQLite takes several times as long for a million of them. */
void aeq_flow_sort (GArray *rows);

G_END_DECLS
