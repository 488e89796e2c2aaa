/* SPDX-License-Identifier: MIT */
#include "aeq-sum.h"
#include "aeq-test.h"

#include <string.h>

#define SIZE 100

static void
fill (guint8 *bytes)
{
  for (guint i = 0; i < SIZE; i++)
    bytes[i] = (guint8) (i * 37 + 5);
}

static void
test_any_changed_bit_changes_it (void)
{
  guint8 bytes[SIZE];
  guint64 sum;

  fill (bytes);
  sum = aeq_sum64 (bytes, SIZE);
  for (guint bit = 0; bit < 8 * SIZE; bit++)
    {
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_cmpuint (aeq_sum64 (bytes, SIZE), !=, sum);
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  g_assert_cmpuint (aeq_sum64 (bytes, SIZE), ==, sum);
}

/* Zeros at the end, and words or lines of words that changed places, are what a careless sum does not see. */
static void
test_length_and_order_count (void)
{
  guint8 zeros[SIZE] = { 0 };
  guint8 bytes[SIZE];
  guint8 moved[SIZE];

  fill (bytes);
  for (gsize n = 1; n <= SIZE; n++)
    g_assert_cmpuint (aeq_sum64 (zeros, n), !=, aeq_sum64 (zeros, n - 1));
  for (gsize step = 8; step <= 32; step += 8)
    {
      memcpy (moved, bytes, SIZE);
      memcpy (moved, bytes + step, 8);
      memcpy (moved + step, bytes, 8);
      g_assert_cmpuint (aeq_sum64 (moved, SIZE), !=, aeq_sum64 (bytes, SIZE));
    }
}

/* It is kept in ledgers that go from one machine to another. */
static void
test_it_is_the_same_everywhere (void)
{
  guint8 bytes[SIZE + 1];

  fill (bytes);
  g_assert_cmphex (aeq_sum64 (bytes, SIZE), ==, G_GUINT64_CONSTANT (0x0720b40545e13289));
  memmove (bytes + 1, bytes, SIZE);
  g_assert_cmphex (aeq_sum64 (bytes + 1, SIZE), ==, G_GUINT64_CONSTANT (0x0720b40545e13289));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sum/changed-bits", test_any_changed_bit_changes_it);
  g_test_add_func ("/sum/length-and-order", test_length_and_order_count);
  g_test_add_func ("/sum/everywhere", test_it_is_the_same_everywhere);
  return g_test_run ();
}
