/* SPDX-License-Identifier: MIT */
#include "aeq-flow-sort.h"

#include <string.h>

static gboolean
is_before (const AeqFlowSortRow *a, const AeqFlowSortRow *b)
{
  return a->key < b->key || (a->key == b->key && a->id < b->id);
}

/* Where each stretch that is in order begins, and the end of the last. */
static GArray *
find_runs (const AeqFlowSortRow *rows, guint n)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    if (i == 0 || is_before (&rows[i], &rows[i - 1]))
      g_array_append_val (runs, i);
  g_array_append_val (runs, n);
  return runs;
}

static void
merge (const AeqFlowSortRow *from, guint low, guint middle, guint high, AeqFlowSortRow *to)
{
  guint a = low, b = middle;

  for (guint i = low; i < high; i++)
    to[i] = b == high || (a < middle && is_before (&from[a], &from[b])) ? from[a++] : from[b++];
}

/* Two neighbours become one; an odd one at the end stays. */
static void
merge_runs (const AeqFlowSortRow *from, AeqFlowSortRow *to, GArray *runs)
{
  const guint *starts = (const guint *) (const void *) runs->data;
  guint n = runs->len - 1, kept = 0;

  for (guint i = 0; i < n; i += 2)
    {
      guint low = starts[i], middle = starts[i + 1], high = starts[MIN (i + 2, n)];

      merge (from, low, middle, high, to);
      g_array_index (runs, guint, kept++) = low;
    }
  g_array_index (runs, guint, kept++) = starts[n];
  g_array_set_size (runs, kept);
}

void
aeq_flow_sort (GArray *rows)
{
  AeqFlowSortRow *from = (AeqFlowSortRow *) (void *) rows->data;
  g_autoptr(GArray) runs = find_runs (from, rows->len);
  g_autofree AeqFlowSortRow *spare = runs->len > 2 ? g_new (AeqFlowSortRow, rows->len) : NULL;
  AeqFlowSortRow *to = spare;

  while (runs->len > 2)
    {
      AeqFlowSortRow *merged = to;

      merge_runs (from, to, runs);
      to = from;
      from = merged;
    }
  if (from == spare && spare != NULL)
    memcpy (rows->data, spare, rows->len * sizeof *spare);
}
