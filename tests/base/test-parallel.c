/* SPDX-License-Identifier: MIT */
#include "aeq-parallel.h"
#include "aeq-test.h"

#define CALLS 1000

static void
count (gsize index, gpointer data)
{
  ((guint *) data)[index]++;
}

static void
test_each_index_is_called_once (void)
{
  for (guint threads = 1; threads <= 4; threads++)
    {
      guint calls[CALLS] = { 0 };

      aeq_parallel_set_threads (threads);
      aeq_parallel_run (CALLS, count, calls);
      for (int i = 0; i < CALLS; i++)
        g_assert_cmpuint (calls[i], ==, 1);
      aeq_parallel_run (0, count, NULL);
      aeq_parallel_run (1, count, calls);
      g_assert_cmpuint (calls[0], ==, 2);
    }
  aeq_parallel_set_threads (0);
}

static void
test_the_number_is_found_or_given (void)
{
  g_assert_false (aeq_parallel_threads_given ());
  g_assert_cmpuint (aeq_parallel_threads (), >=, 1);
  g_assert_cmpuint (aeq_parallel_threads (), <=, 2);
  aeq_parallel_set_threads (3);
  g_assert_true (aeq_parallel_threads_given ());
  g_assert_cmpuint (aeq_parallel_threads (), ==, 3);
  aeq_parallel_set_threads (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/parallel/once", test_each_index_is_called_once);
  g_test_add_func ("/base/parallel/number", test_the_number_is_found_or_given);
  return g_test_run ();
}
