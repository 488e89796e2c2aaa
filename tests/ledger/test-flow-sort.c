/* SPDX-License-Identifier: MIT */
#include "aeq-flow-sort.h"

#define N 5000

static int
compare (gconstpointer a, gconstpointer b)
{
  const AeqFlowSortRow *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

/* @n_runs stretches whose keys rise, of @n_keys different ones, and whose ids come in any order. */
static GArray *
make_rows (GRand *rand, guint n, guint n_runs, gint n_keys)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (AeqFlowSortRow));

  for (guint i = 0; i < n; i++)
    {
      AeqFlowSortRow row = { .key = (gint64) (i % (n / n_runs + 1)) * n_keys / n - n_keys / 2, .id = (gint64) i ^ 5 };

      if (n_runs == n)
        row.key = g_rand_int_range (rand, -n_keys, n_keys);
      row.minor = row.key * 3 + row.id;
      row.currency = (guint8) row.id;
      g_array_append_val (rows, row);
    }
  return rows;
}

static void
test_order_is_that_of_keys_then_ids (void)
{
  const struct { guint n, n_runs; gint n_keys; } CASES[] = {
    { 0, 1, 1 },  { 1, 1, 1 },        { 2, 2, 9 },      { N, 1, N }, { N, 12, N },
    { N, 13, N / 100 }, { N, N, 10 * N }, { N, N, 3 }, { N - 1, 7, 1 },
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261120);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(GArray) rows = make_rows (rand, CASES[i].n, CASES[i].n_runs, CASES[i].n_keys);
      g_autoptr(GArray) wanted = g_array_copy (rows);

      g_array_sort (wanted, compare);
      aeq_flow_sort (rows);
      g_assert_cmpuint (rows->len, ==, wanted->len);
      for (guint j = 0; j < rows->len; j++)
        {
          const AeqFlowSortRow *row = &g_array_index (rows, AeqFlowSortRow, j);
          const AeqFlowSortRow *other = &g_array_index (wanted, AeqFlowSortRow, j);

          g_assert_cmpint (row->id, ==, other->id);
          g_assert_cmpint (row->key, ==, other->key);
          g_assert_cmpint (row->minor, ==, other->minor);
          g_assert_cmpuint (row->currency, ==, other->currency);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow-sort/order", test_order_is_that_of_keys_then_ids);
  return g_test_run ();
}
